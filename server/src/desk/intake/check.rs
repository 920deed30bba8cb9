//! What a request must hold, checked as a whole.

use domain::Kind;
use domain::country::Country;
use domain::request::{Details, FORMATS, LOGINS};
use domain::typed::email::{Address, AddressError};
use domain::typed::{self, AppIdError, AppIdRule, NameError};

use super::{MOST_WORDS, NewRequest};
use crate::desk::{DeskError, FieldError, Fields};
use crate::products::Product;

/// The fields of all kinds, in the order in which the forms ask for them.
const ASKED: [&str; 13] = [
    "scope",
    "categories",
    "format",
    "category",
    "says",
    "should_say",
    "streams",
    "understood",
    "email",
    "login",
    "app_id",
    "country",
    "words",
];

/// Checks a form as a whole, so that all that is wrong is told at once.
///
/// # Errors
/// [`DeskError::Invalid`].
pub fn check(product: &Product, new: &NewRequest) -> Result<(), DeskError> {
    let mut wrong = Fields::default();
    check_subject(&mut wrong, product, new);
    check_details(&mut wrong, product, new.kind, &new.details, new.understood, new.some)?;
    wrong.in_order(&ASKED).done()
}

/// Checks what is asked for. `understood`: that what follows was read; `some`: chosen categories, and not all.
///
/// # Errors
/// [`DeskError::NotFound`] when the details are not of a kind that asks for something.
pub fn check_details(
    wrong: &mut Fields,
    product: &Product,
    kind: Kind,
    details: &Details,
    understood: bool,
    some: bool,
) -> Result<(), DeskError> {
    let pack = &product.pack;
    let known = |kind: Kind, ids: &[String]| ids.iter().all(|id| pack.categories_for(kind).any(|category| category.id == *id));
    let short = |text: &str, most: usize| text.chars().count() <= most;
    match details {
        Details::Access { categories, format, words, .. } if kind == Kind::Access => {
            wrong.check(!some || !categories.is_empty(), "categories", "choose_some");
            wrong.check(known(Kind::Access, categories), "categories", "category_unknown");
            wrong.check(FORMATS.contains(&format.as_str()), "format", "choose_one");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::Correction { category, says, should_say, words } if kind == Kind::Correction => {
            wrong.check(known(Kind::Correction, std::slice::from_ref(category)), "category", "choose_one");
            wrong.check(!says.is_empty(), "says", "says_required");
            wrong.check(!should_say.is_empty(), "should_say", "should_say_required");
            wrong.check(says.is_empty() || says != should_say, "should_say", "same_value");
            wrong.check(short(says, MOST_WORDS), "says", "too_long");
            wrong.check(short(should_say, MOST_WORDS), "should_say", "too_long");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::Deletion { categories, words } if kind == Kind::Deletion => {
            wrong.check(!some || !categories.is_empty(), "categories", "choose_some");
            wrong.check(known(Kind::Deletion, categories), "categories", "category_unknown");
            wrong.check(understood, "understood", "understood_required");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::AiTrainingWithdrawal { streams, words } if kind == Kind::AiTrainingWithdrawal => {
            wrong.check(!streams.is_empty(), "streams", "choose_some");
            wrong.check(streams.iter().all(|id| pack.stream(id).is_some()), "streams", "category_unknown");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::AdvertisingOptOut { words } if kind == Kind::AdvertisingOptOut => {
            wrong.check(short(words, MOST_WORDS), "words", "too_long")
        }
        Details::ConsentRevocation { words } if kind == Kind::ConsentRevocation => {
            wrong.check(understood, "understood", "understood_required");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        // Those that are no request, and details of another kind than the ticket's.
        _ => return Err(DeskError::NotFound),
    }
    Ok(())
}

fn check_subject(wrong: &mut Fields, product: &Product, new: &NewRequest) {
    let subject = &new.subject;
    address(wrong, "email", &subject.email);
    if subject.contact_only {
        wrong.check(subject.login.as_deref().is_some_and(|login| LOGINS.contains(&login)), "login", "login_required");
        wrong.check(subject.app_id.is_some(), "app_id", "app_id_required");
    }
    if let Some(typed) = &subject.app_id {
        app_id(wrong, &product.pack.app_id, "app_id", typed, "app_id_required");
    }
    wrong.check(new.country.as_deref().is_none_or(|code| Country::find(code).is_some()), "country", "country_unknown");
}

/// Reads a typed ID of the app; returns it as it is kept. `missing`: the code for one of which nothing is left.
pub fn app_id(wrong: &mut Fields, rule: &AppIdRule, field: &str, typed: &str, missing: &'static str) -> Option<String> {
    match rule.read(typed) {
        Ok(id) => return Some(id),
        Err(AppIdError::Empty) => wrong.add(field, missing),
        Err(AppIdError::TooLong) => wrong.add(field, "app_id_too_long"),
        Err(AppIdError::Shape) => {
            wrong.0.push(FieldError { detail: Some(rule.looks_like.clone()), ..FieldError::new(field, "app_id_shape") });
        }
    }
    None
}

/// Reads a name that the portal calls somebody by: any that shows something. `missing`: the code for one of which nothing is left.
pub fn name(wrong: &mut Fields, field: &str, typed: &str, missing: &'static str) -> Option<String> {
    match typed::name(typed) {
        Ok(name) => return Some(name),
        Err(NameError::Empty) => wrong.add(field, missing),
        Err(NameError::TooLong) => wrong.add(field, "name_too_long"),
    }
    None
}

/// Reads an address that mail is to be sent to; returns it as it is kept.
pub fn address(wrong: &mut Fields, field: &str, typed: &str) -> Option<String> {
    let code = match Address::parse(typed) {
        Ok(address) => return Some(address.to_string()),
        Err(AddressError::Empty) => "email_required",
        Err(AddressError::NoAt | AddressError::NoLocal) => "email_invalid",
        Err(AddressError::ManyAts) => "email_many",
        Err(AddressError::NoDomain) => "email_no_domain",
        Err(AddressError::NoDot) => "email_no_dot",
        Err(AddressError::Literal) => "email_number",
        Err(AddressError::Blank) => "email_blank",
        Err(AddressError::Character) => "email_character",
        Err(AddressError::Mixed) => "email_mixed",
        Err(AddressError::Domain) => "email_domain",
        Err(AddressError::TooLong) => "email_long",
    };
    wrong.add(field, code);
    None
}

//! The forms of requests and reports, on the pages' own URLs: shown again with all that was typed when something is wrong.

use app::pages::public as pages;
use app::views::FormView;
use app::views::public::{ReceiptView, RequestFormView};
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Kind;
use domain::request::{Details, Subject};
use jiff::{SignedDuration, Timestamp};

use super::Web;
use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::Outcome;
use super::public::{opened_page, to_code};
use super::reader::{Visitor, answer, go, with_cookie, zone};
use super::staff::or_go;
use crate::desk::intake::{self, NewRequest};
use crate::desk::person::AccountDesk;
use crate::desk::report::{self, NewReport};
use crate::desk::upload::Sender;
use crate::desk::{DeskError, FieldError};
use crate::products::Product;

/// How long the receipt of a report without an address can be seen.
pub(super) const RECEIPT_LASTS: SignedDuration = SignedDuration::from_mins(30);

fn find<'a>(visitor: &'a Visitor, product: &str, kind: Option<Kind>) -> Result<(&'a Product, Kind), DeskError> {
    let product = visitor.web.house.products.get(product).ok_or(DeskError::NotFound)?;
    let kind = kind.filter(|kind| product.pack.takes(*kind)).ok_or(DeskError::NotFound)?;
    Ok((product, kind))
}

fn show(visitor: &Visitor, product: &Product, kind: Kind, status: StatusCode, sender: Sender, form: FormView) -> Response {
    let chrome = visitor.chrome(Some(product.pack.clone()));
    let view = RequestFormView {
        pack: product.pack.clone(),
        kind,
        promise: product.promise(kind).cloned(),
        form,
        max_file: sender.most_bytes(),
        max_files: sender.most_files(),
    };
    answer(status, &chrome, || if kind == Kind::Report { pages::report(&chrome, &view) } else { pages::ask(&chrome, &view) })
}

/// The form of a request.
pub async fn form(visitor: Visitor, Path((product, slug)): Path<(String, String)>) -> Outcome {
    let (product, kind) = find(&visitor, &product, Kind::from_slug(&slug).filter(|kind| Kind::REQUESTS.contains(kind)))?;
    let account = super::account::signed_in(&visitor).await?;
    let sender = sender_of(account.as_ref());
    let own = account.map(|desk| desk.account.person.email).unwrap_or_default();
    Ok(show(&visitor, product, kind, StatusCode::OK, sender, FormView::default().or("email", &own)))
}

/// A request.
pub async fn form_post(visitor: Visitor, Path((product, slug)): Path<(String, String)>, request: Request) -> Outcome {
    let (product, kind) = find(&visitor, &product, Kind::from_slug(&slug).filter(|kind| Kind::REQUESTS.contains(kind)))?;
    let account = super::account::signed_in(&visitor).await?;
    let sender = sender_of(account.as_ref());
    let mut form = or_go!(Form::with_files(request, &visitor.web, sender).await);
    let near = form.near_address();
    let new = NewRequest {
        sender,
        product: product.pack.slug.clone(),
        kind,
        lang: visitor.t.lang(),
        zone: form
            .optional("tz")
            .filter(|name| zone(name).is_some())
            .or_else(|| visitor.cookie(Jar::Zone).filter(|name| zone(name).is_some())),
        country: form.optional("country"),
        subject: subject(&form),
        understood: form.ticked("understood"),
        some: form.value("scope") == "some",
        details: details(kind, &form),
    };
    let files = std::mem::take(&mut form.files);
    // Every mistake of the form is told at once, those of its files among them.
    let mut errors = form.errors.clone();
    errors.extend(near);
    if kind == Kind::Deletion && !["account", "some"].contains(&form.value("scope").as_str()) {
        // Silence never means the whole account.
        errors.push(FieldError::new("scope", "choose_one"));
    }
    if kind != Kind::Correction && !files.is_empty() {
        errors.push(FieldError::new("files", "no_files_here"));
    }
    if !errors.is_empty() {
        if let Err(DeskError::Invalid(mut more)) = intake::check(product, &new) {
            // What is asked first is told first.
            errors.append(&mut more);
        }
    } else {
        // The account's own address was proved before: shortly after its owner has shown who they are, nothing else is asked for.
        let account = account.filter(|desk| desk.fresh() && desk.has_address(&new.subject.email));
        let taken = match &account {
            Some(desk) => intake::submit_as(desk, new, files).await.map(|opened| opened_page(&visitor, opened, None)),
            None => intake::submit(&visitor.web.house, new, files).await.map(|holder| to_code(&visitor, holder)),
        };
        match taken {
            Ok(response) => return Ok(remember_zone(&visitor, &form, response)),
            Err(DeskError::Invalid(wrong)) => errors = wrong,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(show(&visitor, product, kind, StatusCode::UNPROCESSABLE_ENTITY, sender, Form::again(&form.values, &errors, visitor.t)))
}

/// Whether who sends a form has shown who they are.
fn sender_of(account: Option<&AccountDesk>) -> Sender {
    if account.is_some() { Sender::Proved } else { Sender::Unproved }
}

/// The zone that came with the form is the reader's from the next page on.
fn remember_zone(visitor: &Visitor, form: &Form, response: Response) -> Response {
    match form.optional("tz").filter(|name| zone(name).is_some()) {
        Some(name) => with_cookie(response, cookies::set(&visitor.web, Jar::Zone, &name, Some(SignedDuration::from_hours(24 * 365)))),
        None => response,
    }
}

fn subject(form: &Form) -> Subject {
    let contact_only = form.ticked("no_email");
    Subject {
        email: form.value("email"),
        contact_only,
        app_id: form.optional("app_id"),
        // A hidden conditional field is sent all the same: it counts only when its box is ticked.
        login: form.optional("login").filter(|_| contact_only),
    }
}

pub(super) fn details(kind: Kind, form: &Form) -> Details {
    let words = form.value("words");
    let categories = || if form.value("scope") == "some" { form.all("categories") } else { Vec::new() };
    match kind {
        Kind::Access => Details::Access {
            categories: categories(),
            transfers: form.ticked("transfers"),
            format: form.optional("format").unwrap_or_else(|| "readable".to_owned()),
            words,
        },
        Kind::Correction => {
            Details::Correction { category: form.value("category"), says: form.value("says"), should_say: form.value("should_say"), words }
        }
        Kind::Deletion => Details::Deletion { categories: categories(), words },
        Kind::AiTrainingWithdrawal => Details::AiTrainingWithdrawal { streams: form.all("streams"), words },
        Kind::AdvertisingOptOut => Details::AdvertisingOptOut { words },
        // These have forms of their own: `form_post` lets none of them in.
        Kind::ConsentRevocation | Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => {
            Details::Report { target: form.value("target"), value: form.value("value") }
        }
    }
}

/// The form of a report.
pub async fn report(visitor: Visitor, Path(product): Path<String>) -> Outcome {
    let (product, kind) = find(&visitor, &product, Some(Kind::Report))?;
    let sender = sender_of(super::account::signed_in(&visitor).await?.as_ref());
    Ok(show(&visitor, product, kind, StatusCode::OK, sender, FormView::default()))
}

/// A report. Its reference is shown at once: it reached the desk without proof.
pub async fn report_post(visitor: Visitor, Path(product): Path<String>, request: Request) -> Outcome {
    let (product, kind) = find(&visitor, &product, Some(Kind::Report))?;
    let sender = sender_of(super::account::signed_in(&visitor).await?.as_ref());
    let mut form = or_go!(Form::with_files(request, &visitor.web, sender).await);
    let near = form.near_address();
    form.errors.extend(near);
    let new = NewReport {
        sender,
        product: product.pack.slug.clone(),
        lang: visitor.t.lang(),
        zone: form.optional("tz").filter(|name| zone(name).is_some()),
        target: form.value("target"),
        value: form.value("value"),
        harm: form.value("harm"),
        words: form.value("words"),
        email: form.optional("email"),
    };
    let files = std::mem::take(&mut form.files);
    let errors = if form.errors.is_empty() {
        match report::submit(&visitor.web.house, new, files).await {
            Ok(taken) => return Ok(receipt(&visitor, product, &taken)),
            Err(DeskError::Invalid(errors)) => errors,
            Err(error) => return Err(error.into()),
        }
    } else {
        // What is wrong with the files is told together with the rest.
        let mut errors = match report::check(&new, &files) {
            Err(DeskError::Invalid(errors)) => errors,
            _ => Vec::new(),
        };
        errors.append(&mut form.errors.clone());
        errors
    };
    Ok(show(&visitor, product, kind, StatusCode::UNPROCESSABLE_ENTITY, sender, Form::again(&form.values, &errors, visitor.t)))
}

fn receipt(visitor: &Visitor, product: &Product, taken: &report::Taken) -> Response {
    let web = &visitor.web;
    if let Some(holder) = &taken.holder {
        // The code's page shows the reference and says that the report is in already.
        return to_code(visitor, holder.clone());
    }
    // A page of its own, so that reloading it reports nothing twice. The cookie is sealed: nobody reads another's receipt.
    let sealed = seal_receipt(web, "receipt", &taken.reference);
    with_cookie(go(&format!("/{}/report/received", product.pack.slug)), cookies::set(web, Jar::Done, &sealed, Some(RECEIPT_LASTS)))
}

/// The cookie that shows a receipt, with its own end: a browser that keeps cookies for longer sees nothing by it.
pub(super) fn seal_receipt(web: &Web, what: &'static str, reference: &str) -> String {
    let until = web.house.now().saturating_add(RECEIPT_LASTS).unwrap_or(Timestamp::MAX);
    web.house.vault.token(what, &format!("{} {reference}", until.as_millisecond()))
}

/// The reference in such a cookie, as long as it lasts.
pub(super) fn open_receipt(web: &Web, what: &'static str, sealed: &str) -> Option<String> {
    let plain = web.house.vault.read_token(what, sealed)?;
    let (until, reference) = plain.split_once(' ')?;
    let until = until.parse().ok().and_then(|millis| Timestamp::from_millisecond(millis).ok())?;
    (web.house.now() < until).then(|| reference.to_owned())
}

/// The page after a report without an address: its reference and its due moment.
pub async fn report_received(visitor: Visitor, Path(product): Path<String>) -> Outcome {
    let web = &visitor.web;
    let reference = visitor.cookie(Jar::Done).and_then(|sealed| open_receipt(web, "receipt", &sealed)).ok_or(DeskError::NotFound)?;
    let (slug, clocks, escalated) = report::receipt(&web.house, &reference).await?;
    let product = web.house.products.get(&product).filter(|product| product.pack.slug == slug).ok_or(DeskError::NotFound)?;
    let chrome = visitor.chrome(Some(product.pack.clone()));
    let view = ReceiptView {
        pack: product.pack.clone(),
        kind: Kind::Report,
        reference,
        clocks,
        joined: false,
        late_proof: false,
        has_email: false,
        escalated,
    };
    Ok(answer(StatusCode::OK, &chrome, || pages::receipt(&chrome, &view)))
}

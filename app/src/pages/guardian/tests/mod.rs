//! Each page shows its key parts in both languages, and keeps quiet about what it must.

mod children;
mod desk;
mod forms;

use domain::guardian::Flag;
use domain::{Kind, Lang};

use super::sample::{METHODS, ask, asked, child as child_view, home as home_view};
use super::{child, home, new_child};
use crate::pages::sample::{chrome, form, has, has_not, hellotalk, html, japanese_ai};
use crate::texts::T;
use crate::views::guardian::{ChildView, ConsentAsk, NewChildView};
use crate::views::{Chrome, FormView};

/// Text as it stands in the markup.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn chrome_at(lang: Lang, path: &str) -> Chrome {
    Chrome { path: path.into(), ..chrome(lang) }
}

fn child_page(lang: Lang, view: &ChildView) -> String {
    html(&chrome_at(lang, "/guardian/children/c1"), |chrome| child(chrome, view))
}

/// The markup of the `<input>` with this name and value.
#[track_caller]
fn input<'a>(page: &'a str, name: &str, value: &str) -> &'a str {
    let (name, value) = (format!("name=\"{name}\""), format!("value=\"{value}\""));
    page.split("<input")
        .filter_map(|rest| rest.split('>').next())
        .find(|tag| tag.contains(&name) && tag.contains(&value))
        .unwrap_or_else(|| panic!("no input with {name} and {value} in\n{page}"))
}

#[test]
fn every_code_of_guardianship_has_its_words() {
    for lang in Lang::ALL {
        let t = T(lang);
        let known = |prefix: &str, code: &str| assert_ne!(t.coded(prefix, code), code, "{prefix}-{code} in {lang:?}");
        for (code, _, keeps) in METHODS {
            known("guardian-method-why", code);
            known("guardian-keeps", keeps);
            if code != "child_code" {
                known("guardian-method-what", code);
            }
        }
        for kind in Kind::GUARDIAN {
            known("guardian-act", kind.code());
            known("guardian-act-text", kind.code());
        }
        for code in ["no_authority", "out_of_scope", "ended"] {
            known("guardian-blocked", code);
        }
        for state in domain::guardian::AuthorityState::ALL {
            known("guardian-authority", state.code());
        }
        for state in ["awaiting_child", "given", "withdrawn", "ended"] {
            known("guardian-consent-state", state);
        }
        for code in ["adopted", "limited", "cancelled", "agreed", "disagreed", "known", "stranger"] {
            known("young-thanks", code);
        }
        for code in ["needs_both", "needs_senior", "authority_ended", "authority_not_granted"] {
            known("gpanel-barrier", code);
        }
        for code in ["alone", "open", "agreed", "objected"] {
            known("gpanel-others", code);
        }
        for flag in Flag::ALL {
            known("gpanel-flag-hint", flag.code());
        }
    }
}

#[test]
fn a_stranger_learns_what_a_guardian_can_do_and_where_to_begin() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = html(&Chrome { product: None, ..chrome_at(lang, "/guardian") }, |chrome| home(chrome, &home_view(None)));
        has(&page, &["href=\"/account/new\"", "href=\"/account/login?to=/guardian\"", &t.guardian_takes_1(), &t.guardian_can_consent()]);
        has(&page, &["href=\"/hellotalk/child\"", &escaped(hellotalk().guardians.as_ref().unwrap().summary.get(lang))]);
        // Nothing of anybody's children; no script; and a search engine may find it.
        has_not(&page, &["Mina", "/guardian/children/", "<script", "noindex"]);
    }
}

#[test]
fn a_guardian_sees_each_child_with_the_day_on_which_it_ends() {
    for lang in Lang::ALL {
        let t = T(lang);
        // A reader in New York is a day behind at the child's midnight: the birthday stays the birthday.
        for zone in ["Asia/Tokyo", "Europe/London", "America/New_York"] {
            let chrome = Chrome { zone: jiff::tz::TimeZone::get(zone).unwrap(), ..chrome_at(lang, "/guardian") };
            let page = html(&chrome, |chrome| home(chrome, &home_view(Some("Ann"))));
            let end = t.guardian_until_birthday(14, t.date(jiff::civil::date(2027, 5, 3)));
            has(&page, &["href=\"/guardian/children/c1\"", "href=\"/guardian/children/c2\"", "href=\"/guardian/children/new\"", &end]);
            has(&page, &[&t.guardian_open(2), &t.guardian_unproved(), &t.authority_state_granted(), &t.guardian_hello("Ann")]);
        }
    }
}

#[test]
fn what_another_guardian_asks_can_be_answered_once() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut view = home_view(Some("Ann"));
        view.asked = vec![asked(None)];
        let page = html(&chrome_at(lang, "/guardian"), |chrome| home(chrome, &view));
        has(&page, &["action=\"/guardian/asked/HT-9Q3M-2KRT\"", "name=\"answer\" value=\"agreed\"", "name=\"answer\" value=\"objected\""]);
        has(&page, &[&t.guardian_asked_lede("Mina"), &t.guardian_act_deletion()]);
        view.asked = vec![asked(Some("objected"))];
        let page = html(&chrome_at(lang, "/guardian"), |chrome| home(chrome, &view));
        has(&page, &[&t.guardian_asked_objected()]);
        has_not(&page, &["/guardian/asked/", "name=\"answer\""]);
    }
}

#[test]
fn what_was_done_is_said_and_an_unknown_code_says_nothing() {
    let t = T(Lang::En);
    let mut view = home_view(Some("Ann"));
    view.done = Some("given_up".into());
    has(&html(&chrome(Lang::En), |chrome| home(chrome, &view)), &[&t.guardian_done_given_up()]);
    view.done = Some("<b>evil".into());
    has_not(&html(&chrome(Lang::En), |chrome| home(chrome, &view)), &["evil", "notice success"]);
}

#[test]
fn a_day_of_birth_is_three_boxes_in_the_order_of_the_language() {
    let page = |lang: Lang, values: FormView| {
        let view = NewChildView { products: vec![hellotalk(), japanese_ai()], form: values };
        html(&chrome_at(lang, "/guardian/children/new"), |chrome| new_child(chrome, &view))
    };
    let place = |page: &str, part: &str| page.find(&format!("name=\"{part}\"")).unwrap();
    let english = page(Lang::En, FormView::default());
    assert!(
        place(&english, "birth_day") < place(&english, "birth_month") && place(&english, "birth_month") < place(&english, "birth_year")
    );
    let chinese = page(Lang::ZhCn, FormView::default());
    assert!(
        place(&chinese, "birth_year") < place(&chinese, "birth_month") && place(&chinese, "birth_month") < place(&chinese, "birth_day")
    );
    for name in ["product", "name", "app_id", "email", "country"] {
        has(&english, &[&format!("name=\"{name}\"")]);
    }
    has(&english, &["action=\"/guardian/children/new\"", "noindex"]);
    assert!(
        input(&english, "product", "hellotalk").contains("type=\"radio\"") && !input(&english, "product", "hellotalk").contains("checked")
    );
}

#[test]
fn a_wrong_day_of_birth_is_told_beside_the_boxes_with_what_was_typed() {
    for field in ["birth", "birth_day", "birth_month", "birth_year"] {
        let values = form(&[("birth_day", "31"), ("birth_month", "2"), ("birth_year", "20\"14")], &[(field, "There is no such day")]);
        let view = NewChildView { products: vec![hellotalk()], form: values };
        let page = html(&chrome_at(Lang::En, "/guardian/children/new"), |chrome| new_child(chrome, &view));
        let error = format!("id=\"{field}-error\"");
        has(&page, &["<title>Error: ", &format!("href=\"#{field}\""), &error, &format!("aria-describedby=\"birth-hint {field}-error\"")]);
        has(&page, &["value=\"31\"", "value=\"20&quot;14\""]);
        // Whoever has one product has chosen it.
        assert!(input(&page, "product", "hellotalk").contains("checked"));
    }
}

#[test]
fn a_childs_page_says_what_the_authority_covers_and_until_when() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = child_page(lang, &child_view(Some("granted")));
        has(&page, &[&t.guardian_authority_granted(), &t.right_view(), &t.right_consent(), "HelloTalk 6; PIPA Art. 22-2"]);
        has(&page, &[&t.guardian_until_age(14, t.date(jiff::civil::date(2027, 5, 3))), "href=\"/requests/HT-4M2K-77QA\"", "noindex"]);
        for kind in Kind::GUARDIAN {
            has(&page, &[&format!("href=\"/guardian/children/c1/{}\"", kind.slug())]);
        }
        has(&page, &["href=\"/requests/HT-7K3M-92QX\"", "href=\"/requests/HT-2222-92QX\"", "action=\"/guardian/children/c1/give-up\""]);
        has(&page, &["action=\"/guardian/children/c1/code\"", "action=\"/guardian/children/c1/code/enter\"", "name=\"code\""]);
    }
}

#[test]
fn what_is_blocked_leads_nowhere_and_says_why() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = child_page(lang, &child_view(None));
        has(&page, &["href=\"/guardian/children/c1/proof\"", &t.guardian_blocked_no_authority(), &t.guardian_authority_none()]);
        has_not(&page, &["/guardian/children/c1/access\"", "/guardian/children/c1/deletion\"", "/give-up"]);
        let page = child_page(lang, &child_view(Some("ended")));
        has(&page, &[&t.guardian_blocked_ended(), &t.guardian_authority_ended()]);
        has_not(&page, &["/guardian/children/c1/access\"", "/guardian/children/c1/proof\"", "/give-up"]);
    }
}

#[test]
fn a_pending_authority_lets_one_ask_and_says_that_it_waits() {
    let t = T(Lang::En);
    let page = child_page(Lang::En, &child_view(Some("pending")));
    has(&page, &[&t.guardian_acts_pending(), "/guardian/children/c1/access\"", &t.guardian_authority_code_right()]);
    // No end is promised for what was not granted.
    has_not(&page, &[&t.guardian_authority_ends()]);
}

#[test]
fn an_authority_that_is_held_back_never_says_why() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut view = child_view(Some("suspended"));
        let authority = view.authority.as_mut().unwrap();
        authority.reason = Some("guardian_conflict".into());
        let page = child_page(lang, &view);
        has(&page, &[&t.guardian_authority_suspended()]);
        has_not(&page, &[&t.reason_guardian_conflict(), &t.guardian_authority_why()]);
        let page = child_page(lang, &child_view(Some("refused")));
        has(&page, &[&t.reason_authority_not_proven(), "href=\"/guardian/children/c1/proof\""]);
    }
}

#[test]
fn consent_is_given_with_a_tick_and_each_has_a_receipt_and_a_way_back() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut view = child_view(Some("granted"));
        let page = child_page(lang, &view);
        has(&page, &["HT-CONS-k1", "HT-CONS-k0", "action=\"/guardian/children/c1/consents/k1/withdraw\"", "id=\"withdraw-k1-sure\""]);
        has(&page, &[&t.guardian_consent_state_given(), &t.guardian_consent_state_withdrawn(), "2026-03-17"]);
        // One that was taken back cannot be taken back again, and none can be given beside one that stands.
        has_not(&page, &["consents/k0/withdraw", "action=\"/guardian/children/c1/consents\"", &t.guardian_consent_later()]);
        view.consents.clear();
        view.consent_asked = Some(ask(true));
        let page = child_page(lang, &view);
        has(
            &page,
            &[
                "action=\"/guardian/children/c1/consents\"",
                &t.guardian_consent_joint(),
                &t.guardian_consent_ai(),
                "href=\"/hellotalk/data\"",
            ],
        );
        for (name, value) in [("scope", "account"), ("scope", "ai"), ("understood", "yes")] {
            assert!(!input(&page, name, value).contains("checked"), "{name} {value} is ticked beforehand");
        }
        has(&page, &[&t.guardian_consent_unconfirmed()]);
        // Where no law is known, none is spoken of.
        view.consent_asked = Some(ConsentAsk { law: String::new(), joint: false, ..ask(true) });
        let page = child_page(lang, &view);
        has(&page, &[&t.guardian_consent_asks_unknown(14), &t.guardian_consent_ai_unknown()]);
        has_not(&page, &[&t.guardian_consent_ai(), &t.guardian_consent_unconfirmed(), &t.guardian_consent_asks(14, "")]);
        view.consent_asked = None;
        has_not(&child_page(lang, &view), &[&t.guardian_consent_title()]);
    }
}

#[test]
fn each_form_of_the_childs_page_tells_its_own_error_at_its_own_box() {
    let t = T(Lang::En);
    for (name, field, id) in
        [("code", "code", "code-code"), ("withdraw-k1", "sure", "withdraw-k1-sure"), ("give_up", "sure", "give_up-sure")]
    {
        let mut view = child_view(Some("granted"));
        view.form = (name.into(), form(&[(field, "999 999")], &[(field, "Not like this")]));
        let page = child_page(Lang::En, &view);
        // The strict look at the page has checked that the summary's link leads somewhere.
        has(&page, &["<title>Error: ", &format!("href=\"#{id}\""), &format!("id=\"{id}-error\"")]);
        assert_eq!(page.matches("Not like this").count(), 2, "{name}: once above, once at its box");
        has(&page, &[&t.error_heading()]);
    }
    let mut view = child_view(Some("granted"));
    view.consents.clear();
    view.consent_asked = Some(ask(true));
    view.form = ("consent".into(), form(&[("scope", "ai")], &[("scope", "Choose"), ("understood", "Tick it")]));
    let page = child_page(Lang::En, &view);
    has(&page, &["href=\"#consent-scope\"", "href=\"#consent-understood\"", "id=\"consent-understood-error\""]);
    assert!(input(&page, "scope", "ai").contains("checked"));
}

#[test]
fn every_mistake_in_these_forms_has_its_words() {
    let codes = "child_name_required child_id_required child_email_own child_country_required birth_invalid too_many_children \
        authority_exists method_unknown method_identity method_link identity_file_required relationship_file_required \
        declaration_required call_when_required child_too_old child_email_required authority_not_claimed child_code_wrong \
        confirm_first authority_missing authority_not_granted authority_out_of_scope authority_ended consent_exists \
        child_account_required child_age_invalid fact_identity_missing fact_link_missing fact_today_missing right_ended needs_senior \
        court_paper_needed authority_suspended needs_both nobody_asked";
    for lang in Lang::ALL {
        for code in codes.split_whitespace() {
            assert_ne!(T(lang).coded("error", code), code, "{lang:?}");
        }
    }
}

//! Proof, requests for a child, the form to print, and the notice that a child uses an account.

use domain::guardian::RELATIONS;
use domain::request::TELLERS;
use domain::{Kind, Lang};

use super::super::sample::{METHODS, act as act_view, proof as proof_view};
use super::super::{act, child_notice, child_notice_done, proof, signed_form};
use super::{chrome_at, escaped, input};
use crate::pages::sample::{at, chrome, form, has, has_not, hellotalk, html, japanese_ai};
use crate::texts::T;
use crate::views::FormView;
use crate::views::guardian::{ChildNoticeDoneView, ChildNoticeView, SignedFormView};

#[test]
fn proof_says_of_each_way_why_who_sees_it_and_when_it_is_destroyed() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = html(&chrome_at(lang, "/guardian/children/c1/proof"), |chrome| proof(chrome, &proof_view(FormView::default())));
        has(&page, &["action=\"/guardian/children/c1/proof\"", "multipart/form-data", "href=\"/guardian/children/c1/form\""]);
        for (code, _, keeps) in METHODS {
            assert!(!input(&page, "method", code).contains("checked"), "{code} is ticked beforehand");
            has(&page, &[&escaped(&t.coded("method", code)), &t.coded("guardian-method-why", code), &t.coded("guardian-keeps", keeps)]);
        }
        for relation in RELATIONS {
            input(&page, "relation", relation);
        }
        for name in ["identity", "relationship", "words", "declared"] {
            has(&page, &[&format!("name=\"{name}\"")]);
        }
        has(&page, &[&t.guardian_method_see(), &t.guardian_method_law("Decree 17-2(1)6"), &t.guardian_proof_law("PIPA Decree 17-2(1)")]);
        // What nobody is asked for stands before the first question.
        let place = |part: &str| page.find(part).unwrap_or_else(|| panic!("no {part}"));
        for never in [
            t.guardian_proof_never_number(),
            t.guardian_proof_never_notary(),
            t.guardian_proof_never_child_id(),
            t.guardian_proof_never_fee(),
        ] {
            assert!(place(&never) < place("<form method=\"post\" action=\"/guardian/children/c1/proof\""));
        }
    }
}

#[test]
fn only_the_evidence_that_a_country_accepts_is_asked_for() {
    let mut view = proof_view(FormView::default());
    view.methods.retain(|method| matches!(method.code.as_str(), "call" | "child_code"));
    view.has_email = false;
    let t = T(Lang::En);
    let page = html(&chrome(Lang::En), |chrome| proof(chrome, &view));
    has(&page, &[&t.guardian_method_what_child_code_app()]);
    has_not(&page, &["type=\"file\"", "/form\"", "value=\"id_plus_face\"", &t.guardian_method_what_child_code_email()]);
}

#[test]
fn a_refused_proof_keeps_what_was_chosen() {
    let values = form(
        &[("relation", "foster_carer"), ("method", "child_code"), ("method", "call"), ("words", "evenings <b>")],
        &[("method", "Choose one"), ("declared", "Tick it")],
    );
    let page = html(&chrome(Lang::En), |chrome| proof(chrome, &proof_view(values)));
    for (name, value) in [("relation", "foster_carer"), ("method", "child_code"), ("method", "call")] {
        assert!(input(&page, name, value).contains("checked"), "{name} {value} was lost");
    }
    has(&page, &["evenings &lt;b&gt;", "href=\"#method\"", "href=\"#declared\"", "id=\"declared-error\""]);
}

#[test]
fn each_request_for_a_child_has_its_fields_and_asks_for_no_address() {
    let fields: [(Kind, &[&str]); 5] = [
        (Kind::Access, &["scope", "categories", "format"]),
        (Kind::Correction, &["category", "says", "should_say", "files"]),
        (Kind::Deletion, &["scope", "categories", "understood"]),
        (Kind::AiTrainingWithdrawal, &["streams"]),
        (Kind::ConsentRevocation, &["understood"]),
    ];
    for lang in Lang::ALL {
        let t = T(lang);
        for (kind, names) in fields {
            let page = html(&chrome_at(lang, "/guardian/children/c1/x"), |chrome| act(chrome, &act_view(kind, FormView::default())));
            has(&page, &[&format!("action=\"/guardian/children/c1/{}\"", kind.slug()), "name=\"words\"", &t.guardian_ask_told_text()]);
            for name in names {
                has(&page, &[&format!("name=\"{name}\"")]);
            }
            has_not(&page, &["name=\"email\"", "name=\"country\"", "name=\"app_id\"", &t.guardian_ask_pending()]);
            // Every guardian of every child reads it, or it would tell of a dispute.
            assert_eq!(page.contains(&t.guardian_ask_hides_title()), kind == Kind::Access, "{kind:?}");
            assert_eq!(page.contains("multipart/form-data"), kind == Kind::Correction, "{kind:?}");
            if names.contains(&"understood") {
                assert!(!input(&page, "understood", "yes").contains("checked"), "{kind:?} is agreed to beforehand");
            }
        }
    }
}

#[test]
fn a_request_says_that_it_waits_and_what_stays_out() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut view = act_view(Kind::Access, FormView::default());
        view.pending = true;
        let page = html(&chrome(lang), |chrome| act(chrome, &view));
        has(&page, &[&t.guardian_ask_pending(), &t.guardian_ask_hides_text()]);
        let page = html(&chrome(lang), |chrome| act(chrome, &act_view(Kind::Deletion, FormView::default())));
        let rule = hellotalk().kept_after_deletion().next().unwrap().what.get(lang).to_owned();
        has(&page, &[&rule, &t.guardian_ask_deletion_final()]);
    }
}

#[test]
fn the_form_to_print_bears_the_names_and_says_how_to_send_it_back() {
    for lang in Lang::ALL {
        let t = T(lang);
        for pack in [hellotalk(), japanese_ai()] {
            let view = SignedFormView {
                id: "c1".into(),
                guardian: "Ann <Lee>".into(),
                name: "Mina".into(),
                app_id: "8812034".into(),
                pack: pack.clone(),
            };
            let page = html(&chrome_at(lang, "/guardian/children/c1/form"), |chrome| signed_form(chrome, &view));
            has(
                &page,
                &["Ann &lt;Lee&gt;", "Mina", "8812034", &pack.name, &t.guardian_form_signature(), "noindex", "class=\"hint no-print\""],
            );
            has_not(&page, &["Ann <Lee>"]);
            if let Some(address) = &pack.company.address {
                has(&page, &[address]);
            } else {
                has_not(&page, &[t.guardian_form_back_post("", "").trim_end_matches([' ', ',', '，', '.', '。'])]);
            }
        }
    }
}

#[test]
fn whoever_tells_of_a_child_learns_nothing_of_the_account() {
    for lang in Lang::ALL {
        let t = T(lang);
        for pack in [hellotalk(), japanese_ai()] {
            let view = ChildNoticeView { pack: pack.clone(), form: FormView::default() };
            let page = html(&chrome_at(lang, "/hellotalk/child"), |chrome| child_notice(chrome, &view));
            has(&page, &[&format!("action=\"/{}/child\"", pack.slug), &t.notice_what_3(), "href=\"/guardian\""]);
            for teller in TELLERS {
                input(&page, "relation", teller);
            }
            for name in ["account", "age", "country", "words", "email"] {
                has(&page, &[&format!("name=\"{name}\"")]);
            }
            // The age is the pack's, not the page's.
            match pack.ages.minimum {
                Some(age) => has(&page, &[&t.notice_age_minimum(pack.name.as_str(), age)]),
                None => has_not(&page, &["12"]),
            }
        }
        let view = ChildNoticeDoneView { pack: hellotalk(), reference: "HT-7K3M-92QX".into(), due_at: at("2026-03-03T10:00:00Z") };
        let page = html(&chrome_at(lang, "/hellotalk/child/received"), |chrome| child_notice_done(chrome, &view));
        has(&page, &["HT-7K3M-92QX", &t.notice_done_next_3(), "datetime=\"2026-03-03T10:00:00Z\""]);
    }
}

//! Each page shows its key parts in both languages.

use domain::ai::EFFECTS;
use domain::reasons::REASONS;
use domain::report::{CHILD_SEXUAL_EXPLOITATION, DECISIONS};
use domain::request::Subject;
use domain::{Kind, Lang, State, checklist};

use super::sample::{BOTH, at, chrome, form, item, line, outcome, picture, queue, report, ticket};
use super::{frozen, join, login, people, queue as queue_page, second, ticket as ticket_page};
use crate::pages::dev_mail;
use crate::pages::shell::{Page, render_with};
use crate::texts::T;
use crate::views::people::{EnrolView, FrozenLineView, FrozenOneView, FrozenView, JoinView, LoginView, PeopleView, PersonView, SecondView};
use crate::views::staff::{CapturedView, MailsView, QueueView, TicketView};
use crate::views::{Chrome, FormView};

fn html(chrome: &Chrome, make: impl FnOnce(&Chrome) -> Page) -> String {
    render_with(chrome, || make(chrome))
}

fn show_queue(lang: Lang, view: &QueueView) -> String {
    html(&chrome(lang), |chrome| queue_page::page(chrome, view))
}

fn show(lang: Lang, view: &TicketView) -> String {
    html(&chrome(lang), |chrome| ticket_page::page(chrome, view))
}

/// Fails with the page when a part is missing.
#[track_caller]
fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part:?} in\n{page}");
    }
}

#[track_caller]
fn has_not(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(!page.contains(part), "{part:?} in\n{page}");
    }
}

/// The value of an attribute that ids must share with labels and the summary: no id stands twice.
#[track_caller]
fn ids_are_unique(page: &str) {
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    for pair in ids.windows(2) {
        assert_ne!(pair[0], pair[1], "twice in\n{page}");
    }
}

#[test]
fn every_code_has_its_words_in_both_languages() {
    for lang in BOTH {
        let t = T(lang);
        let known = |prefix: &str, code: &str| {
            assert_ne!(t.coded(prefix, code), code, "{prefix}-{code} in {lang:?}");
        };
        for kind in Kind::ALL {
            for contact_only in [false, true] {
                let subject = Subject { contact_only, ..Subject::default() };
                checklist::for_closing(kind, &subject, &checklist::Asker::default()).into_iter().for_each(|code| known("check", code));
            }
        }
        for code in DECISIONS {
            known("decide", code);
            known("decide", &format!("{code}_hint"));
        }
        REASONS.iter().for_each(|reason| known("reason", reason.code));
        for effect in EFFECTS {
            known("effect", effect.code);
            match effect.answer {
                domain::ai::Answer::OneOf(states) => states.iter().for_each(|state| known("effect-state", state)),
                domain::ai::Answer::Said => known("effect-said", effect.code),
                _ => {}
            }
        }
        for code in ["running", "at_risk", "amber", "red", "breached", "paused", "met", "closed"] {
            known("standing", code);
        }
        Kind::ALL.iter().for_each(|kind| known("staff-kind", kind.code()));
        State::ALL.iter().for_each(|state| known("staff-state", state.code()));
        for role in domain::Role::ALL {
            known("role", role.code());
        }
        for code in ["ticket", "file", "evidence", "search", "export"] {
            known("look", code);
        }
        for code in ["working_the_request", "quality_check", "legal_duty", "safeguarding"] {
            known("purpose", code);
        }
        for code in ["link", "user", "message"] {
            known("ticket-target", code);
        }
    }
}

#[test]
fn the_log_in_keeps_the_address_and_never_the_password() {
    for lang in BOTH {
        let view = LoginView { form: form(&[("email", "mei@example.com"), ("password", "geheim")], &[("", "No such pair")]), done: None };
        let mut chrome = chrome(lang);
        chrome.staff = None;
        let page = html(&chrome, |chrome| login::page(chrome, &view));
        has(&page, &["action=\"/staff/login\"", "mei@example.com", "No such pair", "type=\"password\"", "current-password"]);
        has_not(&page, &["geheim"]);
        ids_are_unique(&page);
    }
}

#[test]
fn a_frozen_account_says_for_which_products_it_was_used() {
    let form = || form(&[], &[]);
    for lang in Lang::ALL {
        let t = T(lang);
        for (products, shown) in
            [(vec![], t.frozen_products_none()), (vec!["HelloTalk".to_owned(), "Ai".to_owned()], "HelloTalk, Ai".into())]
        {
            let line = FrozenLineView { id: "a1".into(), since: at("2026-03-02T02:00:00Z"), products: products.clone() };
            let list = FrozenView { lines: vec![line], next: Some("after=7.a1".into()), done: false, form: form() };
            has(
                &html(&chrome(lang), |chrome| frozen::page(chrome, &list)),
                &[&format!("<td>{shown}"), "href=\"/staff/accounts?after=7.a1\""],
            );
            let one = FrozenOneView {
                id: "a1".into(),
                since: None,
                present: "new@example.org".into(),
                former: vec![("c1".into(), "old@example.org".into())],
                second_at: None,
                products,
                form: form(),
            };
            has(&html(&chrome(lang), |chrome| frozen::one(chrome, &one)), &[&format!("<dd>{shown}"), "old@example.org", "value=\"c1\""]);
        }
    }
}

#[test]
fn an_invitation_names_its_role() {
    for lang in BOTH {
        let mut view = JoinView {
            role: domain::Role::Lead,
            products: Vec::new(),
            email: None,
            action: "/staff/join/abc".into(),
            form: FormView::default(),
        };
        let page = html(&chrome(lang), |chrome| join::page(chrome, &view));
        has(&page, &["action=\"/staff/join/abc\"", &T(lang).role_lead(), "name=\"name\"", "new-password"]);
        has_not(&page, &["readonly"]);
        (view.email, view.products) = (Some("mei@example.com".into()), vec!["HelloTalk".into()]);
        let page = html(&chrome(lang), |chrome| join::page(chrome, &view));
        has(&page, &["value=\"mei@example.com\" readonly", "HelloTalk"]);
    }
}

#[test]
fn an_invitations_link_is_shown_once_and_can_be_copied() {
    for lang in BOTH {
        let person = PersonView {
            id: "a1".into(),
            name: "Mei".into(),
            email: "mei@example.com".into(),
            role: domain::Role::Agent,
            products: None,
            minors_at: None,
            second: true,
            left_at: None,
            me: false,
        };
        let mut view = PeopleView {
            fresh: true,
            people: vec![person],
            invitations: Vec::new(),
            may_invite: true,
            products: vec![("hellotalk".into(), "HelloTalk".into())],
            link: Some("https://habeas.example/staff/join/abc".into()),
            done: None,
            form: FormView::default(),
        };
        let page = html(&chrome(lang), |chrome| people::page(chrome, &view));
        has(&page, &["/staff/join/abc", "mei@example.com", "<leptos-island", "name=\"role\"", "value=\"hellotalk\"", "/staff/people/a1"]);
        ids_are_unique(&page);
        view.link = None;
        has_not(&html(&chrome(lang), |chrome| people::page(chrome, &view)), &["/staff/join/abc", "habeas.js"]);
        // The password was entered too long ago: first that; but what was filled in before stays.
        view.fresh = false;
        let stale = html(&chrome(lang), |chrome| people::page(chrome, &view));
        has(&stale, &["href=\"/staff/confirm?to=%2Fstaff%2Fpeople\""]);
        has_not(&stale, &["name=\"role\""]);
        view.form.values.insert("email".into(), vec!["rex@example.com".into()]);
        view.form.errors.push((String::new(), "Confirm".into()));
        let refused = html(&chrome(lang), |chrome| people::page(chrome, &view));
        has(&refused, &["href=\"/staff/confirm?to=%2Fstaff%2Fpeople\"", "name=\"role\"", "value=\"rex@example.com\""]);
        view.form = FormView::default();
        view.may_invite = false;
        has_not(&html(&chrome(lang), |chrome| people::page(chrome, &view)), &["name=\"role\"", "/staff/confirm"]);
    }
}

#[test]
fn the_secret_is_shown_and_the_code_of_now_in_the_development_portal_alone() {
    for lang in BOTH {
        let enrol = EnrolView { token: "tok".into(), letters: "ABCD".into(), uri: "otpauth://totp/x".into(), picture: None, code: None };
        let mut view = SecondView { enrol: Some(enrol.clone()), ..SecondView::default() };
        let page = html(&chrome(lang), |chrome| second::page(chrome, &view));
        has(&page, &["value=\"tok\"", "ABCD", "one-time-code", "action=\"/staff/second\"", "action=\"/staff/logout\""]);
        has_not(&page, &["dev-code"]);
        view.enrol = Some(EnrolView { code: Some("123456".into()), ..enrol });
        has(&html(&chrome(lang), |chrome| second::page(chrome, &view)), &["dev-code", "123456"]);
    }
}

#[test]
fn the_queue_says_what_is_due_and_how_near() {
    for lang in BOTH {
        let t = T(lang);
        let mut view = queue(vec![line("HT-0000-0001", "at_risk"), line("HT-0000-0002", "breached")]);
        view.failed_mails = 2;
        let page = show_queue(lang, &view);
        has(&page, &["href=\"/staff/tickets/HT-0000-0001\"", "class=\"amber\"", "class=\"breached\"", &t.standing_at_risk(), "999+"]);
        has(&page, &["action=\"/staff/next\"", "action=\"/staff/search\"", "/staff/tickets/HT-0000-0001/claim", "data-key=\"c\""]);
        // 3 March, 18:00 in Hong Kong, in 30 hours; and the same for machines.
        has(&page, &["datetime=\"2026-03-03T10:00:00Z\"", "18:00", "P1DT6H0M", &t.queue_failed_mails(2), "habeas.js"]);
        has(&page, &["aria-label=\"", &t.queue_show(), "name=\"kind\"", "name=\"product\"", "name=\"state\""]);
        ids_are_unique(&page);
    }
}

#[test]
fn a_tab_keeps_the_filter_and_drops_what_is_no_code() {
    let mut view = queue(vec![line("HT-0000-0001", "running")]);
    view.filter = form(&[("kind", "deletion"), ("product", "hellotalk"), ("state", "x\"&y"), ("view", "mine")], &[]);
    view.next = Some("view=mine&after=abc".into());
    let page = show_queue(Lang::En, &view);
    has(&page, &["href=\"/staff/queue?kind=deletion&amp;product=hellotalk&amp;view=at_risk\""]);
    has(&page, &["href=\"/staff/queue?kind=deletion&amp;product=hellotalk\"", "value=\"mine\"", "rel=\"next\""]);
    has_not(&page, &["state=x"]);
}

#[test]
fn a_line_that_is_held_or_closed_cannot_be_taken() {
    let mut held = line("HT-0000-0001", "running");
    held.assignee = Some("Lin".into());
    let mut closed = line("HT-0000-0002", "closed");
    (closed.state, closed.stopped_at) = (State::Fulfilled, Some(at("2026-03-02T03:00:00Z")));
    let page = show_queue(Lang::En, &queue(vec![held, closed]));
    has(&page, &["Lin", "Closed 2 Mar, 11:00"]);
    has_not(&page, &["/claim"]);
}

#[test]
fn an_empty_queue_and_an_empty_search_say_different_things() {
    for lang in BOTH {
        let t = T(lang);
        let mut view = queue(vec![]);
        has(&show_queue(lang, &view), &[&t.queue_empty_title()]);
        view.filter = form(&[("view", "mine")], &[]);
        has(&show_queue(lang, &view), &[&t.queue_empty_filter_title()]);
        view.search = Some(form(&[("q", "a@b.example")], &[]));
        let page = show_queue(lang, &view);
        has(&page, &[&t.queue_found_none_title(), "a@b.example"]);
        has_not(&page, &["data-testid=\"counts\""]);
    }
}

#[test]
fn every_kind_shows_its_details_and_its_forms() {
    for lang in BOTH {
        let t = T(lang);
        for kind in Kind::REQUESTS {
            let view = ticket(kind);
            let page = show(lang, &view);
            has(&page, &["HT-7K3M-92QX", "please &lt;b&gt;help&lt;/b&gt;", &t.coded("staff-kind", kind.code()), "ann@example.com"]);
            has(&page, &[&t.message_button(), &t.act_preview(), &t.note_button(), &t.close_button(), "name=\"outcome\""]);
            let versions = page.matches("name=\"version\" value=\"7\"").count();
            let own = page.matches("action=\"/staff/tickets/HT-7K3M-92QX/").count();
            assert_eq!(versions, own, "a form without its version: {page}");
            for code in &view.checklist {
                has(&page, &[&format!("value=\"{code}\""), &t.coded("check", code)]);
            }
            has(&page, &[&t.ticket_note_label(), "550 no such mailbox", "Mei", "data-testid=\"clocks\""]);
            ids_are_unique(&page);
        }
    }
}

#[test]
fn each_kind_has_what_only_it_needs() {
    let access = show(Lang::En, &ticket(Kind::Access));
    has(&access, &["name=\"nothing_held\"", "enctype=\"multipart/form-data\"", "At most 20 MB", "Wants to know which data went"]);
    let deletion = show(Lang::En, &ticket(Kind::Deletion));
    has(
        &deletion,
        &["name=\"kept\"", "value=\"payment-records\"", "The account and all that belongs to it", "name=\"record_0\"", "name=\"until_4\""],
    );
    has_not(&deletion, &["name=\"nothing_held\"", "/package\""]);
    let ai = show(Lang::En, &ticket(Kind::AiTrainingWithdrawal));
    has(&ai, &["name=\"effect_stop_collection\" type=\"datetime-local\"", "name=\"effect_trained_models_words\"", "UTC+8"]);
    has(&ai, &["a withdrawal ends the collection", "a withdrawal ends the use for training", "not_trained_on_it"]);
    let correction = show(Lang::En, &ticket(Kind::Correction));
    has(&correction, &["1990", "1991"]);
    has_not(&correction, &["name=\"record_0\""]);
}

#[test]
fn the_cases_of_collection_without_consent_are_no_reasons() {
    for lang in BOTH {
        let view = ticket(Kind::Deletion);
        let page = show(lang, &view);
        has(&page, &[&T(lang).close_no_exceptions(9), "value=\"legal_obligation_retention\""]);
        for case in &view.pack.exceptions.as_ref().unwrap().items {
            has_not(&page, &[&format!("value=\"{}\"", case.id)]);
        }
    }
}

#[test]
fn who_does_not_hold_a_ticket_can_take_it_and_leave_a_note() {
    let mut view = ticket(Kind::Deletion);
    (view.mine, view.assignee) = (false, None);
    let page = show(Lang::En, &view);
    has(&page, &["/claim\"", "/note\"", "Take this ticket on first"]);
    has_not(&page, &["/close\"", "/message\"", "/release\""]);
    view.own_appeal = true;
    view.state = State::Appealed;
    let page = show(Lang::En, &view);
    has(&page, &["Another person must decide it"]);
    has_not(&page, &["/claim\"", "/close\""]);
}

#[test]
fn a_closed_ticket_offers_nothing_but_a_note() {
    let mut view = ticket(Kind::Deletion);
    view.state = State::PartiallyFulfilled;
    view.outcomes = vec![outcome()];
    for lang in BOTH {
        let page = show(lang, &view);
        has(&page, &["Nearly all is gone", "The tax office wants it", "Invoices", "Spoke with legal", "/note\""]);
        has_not(&page, &["/close\"", "/message\"", "/question\"", "/claim\"", "/release\""]);
    }
}

#[test]
fn what_was_refused_comes_back_with_its_words_and_what_changed() {
    for lang in BOTH {
        let mut view = ticket(Kind::Deletion);
        view.mine = false;
        view.form = (
            "close".into(),
            form(&[("outcome", "denied"), ("words", "my long answer"), ("reason_3", "legal_claims")], &[("words", "Too short")]),
        );
        view.changed = vec![item("message_received", "requester")];
        let page = show(lang, &view);
        has(
            &page,
            &[
                "class=\"conflict\"",
                "my long answer",
                &T(lang).event_message_received(),
                &T(lang).ticket_from_requester(),
                "href=\"#close-words\"",
                "id=\"close-words\"",
            ],
        );
        assert_eq!(page.matches("my long answer").count(), 2, "in the conflict and in the form");
        has(&page, &["class=\"error-summary\""]);
        ids_are_unique(&page);
    }
}

#[test]
fn a_contact_address_has_no_power_before_the_code_is_back() {
    for lang in BOTH {
        let t = T(lang);
        let mut view = ticket(Kind::Deletion);
        view.subject.contact_only = true;
        view.in_app_code = Some(("482913".into(), at("2026-03-05T04:00:00Z")));
        view.checklist = checklist::for_closing(view.kind, &view.subject, &checklist::Asker::default());
        let page = show(lang, &view);
        has(&page, &[&t.close_not_yet()]);
        has_not(&page, &["value=\"in_app_code_confirmed\""]);
        // The words to send are in the requester's language, whatever the agent reads.
        has(&page, &[&t.subject_contact_no_power(), "482913", &T(Lang::ZhCn).in_app_words("HT-7K3M-92QX", "482913"), "/in-app-code\""]);
        (view.app_id_state, view.in_app_code) = ("confirmed".into(), None);
        let page = show(lang, &view);
        has(&page, &[&t.subject_contact_power()]);
        has_not(&page, &["/in-app-code\""]);
    }
}

#[test]
fn a_report_is_decided_with_its_pictures_behind_a_summary() {
    for lang in BOTH {
        let mut view = ticket(Kind::Report);
        view.reports = vec![report("bullying")];
        let page = show(lang, &view);
        has(
            &page,
            &["name=\"decision\"", "value=\"terminated\"", "name=\"inside\"", "class=\"blurred\"", "loading=\"lazy\"", "bob@example.com"],
        );
        has(&page, &[&T(lang).decide_content_removed_hint(), "https://hellotalk.com/m/1", "CopyButton"]);
        has_not(&page, &["href=\"https://hellotalk.com/m/1\"", "name=\"outcome\"", "/question\"", "data-harm"]);
    }
}

#[test]
fn nothing_of_a_childs_exploitation_is_shown() {
    for lang in BOTH {
        let mut view = ticket(Kind::Report);
        view.urgent = true;
        view.reports = vec![report(CHILD_SEXUAL_EXPLOITATION)];
        view.files = vec![picture()];
        let page = show(lang, &view);
        has(&page, &[&T(lang).ticket_csam(), "name=\"decision\""]);
        has_not(&page, &["<img src=\"/staff", "data-testid=\"pictures\"", "CopyButton", "/files/f1"]);
    }
}

#[test]
fn what_was_done_is_said_and_events_are_in_words() {
    for lang in BOTH {
        let t = T(lang);
        for code in ["claimed", "released", "note_added", "message_sent", "asked", "in_app_code_made", "package_added", "closed", "decided"]
        {
            let mut view = ticket(Kind::Access);
            view.done = Some(code.into());
            has(&show(lang, &view), &["data-testid=\"done\"", &t.coded("staff-done", code)]);
            assert_ne!(t.coded("staff-done", code), code);
        }
        let mut view = ticket(Kind::Access);
        let mut asked = item("asked", "Mei");
        asked.data = vec![
            ("reason".into(), "identity_check".into()),
            ("until".into(), "2026-03-09T04:00:00Z".into()),
            ("file".into(), "f-17".into()),
        ];
        view.timeline = vec![asked, item("breached", "system")];
        let page = show(lang, &view);
        has(&page, &[&t.event_asked(), &t.question_identity_check(), "12:00", &t.ticket_from_system(), &t.event_breached()]);
        has_not(&page, &["f-17"]);
    }
}

#[test]
fn captured_mail_can_be_read_and_its_links_followed() {
    for lang in BOTH {
        let mail = CapturedView {
            number: 3,
            at: at("2026-03-02T02:00:00Z"),
            to: "ann@example.com".into(),
            subject: "Your code <1>".into(),
            text: "Code: 482913\nhttps://habeas.example/link/abc.".into(),
            html: "<p>Hello</p><script>alert(1)</script>".into(),
        };
        let list = MailsView { mails: vec![mail.clone()], open: None };
        let page = html(&chrome(lang), |chrome| dev_mail::page(chrome, &list));
        has(&page, &["href=\"/dev/mail/3\"", "Your code &lt;1&gt;", "ann@example.com"]);
        let open = MailsView { mails: vec![], open: Some(mail) };
        let page = html(&chrome(lang), |chrome| dev_mail::page(chrome, &open));
        has(&page, &["482913", "<a href=\"https://habeas.example/link/abc\"", "sandbox=\"\"", "data-testid=\"mail-text\""]);
        has_not(&page, &["<script>alert"]);
    }
}

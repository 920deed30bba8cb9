//! Each public page shows its key parts in both languages, and says what it must.

use domain::Kind;
use domain::Lang;
use domain::clock::PromiseTerm;

use super::{ask, code, data, find, home, link, problem, product, receipt};
use crate::pages::sample::{at, chrome, clocks, form, has, has_not, hellotalk, html, japanese_ai, one_day};
use crate::texts::T;
use crate::views::public::{
    CodeDelivery, CodePurpose, CodeView, FindView, HomeView, KeptView, LinkView, ProblemView, ProductView, ReceiptView, RequestFormView,
};
use crate::views::{Chrome, FormView};

fn request(kind: Kind, values: FormView) -> RequestFormView {
    let promise: Option<PromiseTerm> = (!matches!(kind, Kind::Access | Kind::Correction)).then(one_day);
    RequestFormView { pack: hellotalk(), kind, promise, form: values, max_file: 8_000_000, max_files: 3 }
}

fn ask_page(lang: Lang, kind: Kind, values: FormView) -> String {
    let view = request(kind, values);
    html(&chrome(lang), |chrome| ask(chrome, &view))
}

#[test]
fn the_first_page_leads_to_each_product_and_back_to_a_request() {
    for lang in Lang::ALL {
        let view = HomeView { products: vec![hellotalk(), japanese_ai()] };
        let page = html(&Chrome { product: None, ..chrome(lang) }, |chrome| home(chrome, &view));
        has(&page, &["href=\"/hellotalk\"", "href=\"/japanese-ai\"", "href=\"/requests\"", lang.tag(), "class=\"hero\""]);
        has_not(&page, &["<script"]);
    }
}

#[test]
fn the_language_switch_offers_the_others_and_leads_back() {
    let view = HomeView { products: vec![] };
    let page = html(&chrome(Lang::En), |chrome| home(chrome, &view));
    has(&page, &["action=\"/language\"", "value=\"zh-CN\"", "lang=\"zh-CN\"", "name=\"to\"", "value=\"/hellotalk\""]);
    has_not(&page, &["value=\"en\""]);
}

#[test]
fn a_products_page_names_each_kind_its_time_and_who_says_so() {
    for lang in Lang::ALL {
        let t = T(lang);
        for pack in [hellotalk(), japanese_ai()] {
            let promises = pack.kinds.iter().map(|kind| (*kind, (*kind == Kind::Deletion).then(one_day))).collect();
            let view = ProductView { pack: pack.clone(), promises, review_hours: 24 };
            let page = html(&chrome(lang), |chrome| product(chrome, &view));
            for kind in &pack.kinds {
                has(&page, &[&format!("/{}/{}\"", pack.slug, kind.slug()), &t.coded("card-title", kind.code())]);
            }
            has(
                &page,
                &[&t.term_done(t.count_business_days(1)), &t.term_why_policy("3(4)"), &t.term_law(), &t.term_review(t.count_hours(24))],
            );
            has(&page, &[&format!("href=\"/{}/data\"", pack.slug), "href=\"/requests\"", pack.contacts.support.as_deref().unwrap()]);
            if pack.contacts.portal_is_channel {
                has(&page, &[pack.contacts.note.as_ref().unwrap().get(lang)]);
            }
        }
    }
}

#[test]
fn the_way_inside_the_app_is_shown_as_its_steps() {
    let view = ProductView { pack: hellotalk(), promises: vec![(Kind::AdvertisingOptOut, Some(one_day()))], review_hours: 24 };
    let page = html(&chrome(Lang::En), |chrome| product(chrome, &view));
    has(&page, &["class=\"path\"><li>Settings</li><li>Privacy</li><li>Personalized Ads</li></ol>"]);
}

#[test]
fn the_data_page_names_every_category_rule_company_and_promise() {
    for lang in Lang::ALL {
        for pack in [hellotalk(), japanese_ai()] {
            let page = html(&chrome(lang), |chrome| data(chrome, &pack));
            let escaped = |words: &str| words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            for category in &pack.categories {
                has(&page, &[&escaped(category.name.get(lang))]);
            }
            for rule in &pack.retention {
                has(&page, &[&escaped(rule.rule.get(lang))]);
            }
            for row in &pack.processors.processors {
                has(&page, &[&escaped(row.display_name(lang))]);
            }
            for promise in &pack.promises {
                has(&page, &[&escaped(promise.summary.get(lang))]);
            }
            let exceptions = pack.exceptions.as_ref().unwrap();
            assert_eq!(exceptions.items.len(), 9);
            has(&page, &[&escaped(exceptions.note.get(lang)), "id=\"ai-training\"", "id=\"transfers\"", "href=\"#processors\""]);
        }
    }
}

#[test]
fn each_form_posts_to_its_own_page_with_its_fields() {
    let fields: [(Kind, &[&str]); 5] = [
        (Kind::Access, &["scope", "categories", "transfers", "format", "words"]),
        (Kind::Correction, &["category", "says", "should_say", "words", "files"]),
        (Kind::Deletion, &["scope", "categories", "understood", "words"]),
        (Kind::AiTrainingWithdrawal, &["streams", "words"]),
        (Kind::AdvertisingOptOut, &["words"]),
    ];
    for lang in Lang::ALL {
        for (kind, names) in fields {
            let page = ask_page(lang, kind, FormView::default());
            has(&page, &[&format!("action=\"/hellotalk/{}\"", kind.slug()), "multipart/form-data", "novalidate"]);
            for name in names.iter().chain(&["email", "no_email", "login", "app_id", "country", "tz"]) {
                has(&page, &[&format!("name=\"{name}\"")]);
            }
            has(&page, &["data-component=\"LocalZone", "nonce=\"n0nce\""]);
        }
    }
}

#[test]
fn what_was_typed_comes_back_escaped_beside_its_error() {
    let evil = "</textarea><script>alert(1)</script>\"'";
    let values = form(
        &[("email", evil), ("words", evil), ("scope", "some"), ("categories", "profile")],
        &[("email", "Enter it"), ("scope", "Choose"), ("", "All of it")],
    );
    let page = ask_page(Lang::En, Kind::Access, values);
    has_not(&page, &["<script>alert", "</textarea><script"]);
    has(
        &page,
        &[
            "<title>Error: ",
            "href=\"#email\"",
            "href=\"#scope\"",
            "id=\"email-error\"",
            "aria-invalid=\"true\"",
            "aria-describedby=\"email-hint email-error\"",
            "role=\"alert\"",
        ],
    );
    let checked = page.split("<input").find(|tag| tag.contains("value=\"profile\"")).unwrap();
    assert!(checked.split('>').next().unwrap().contains("checked"), "{checked}");
}

#[test]
fn a_deletion_shows_what_the_law_keeps_before_it_is_sent() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = ask_page(lang, Kind::Deletion, FormView::default());
        let pack = hellotalk();
        let rule = pack.kept_after_deletion().find(|rule| rule.id == "payment-records").unwrap();
        has(&page, &[rule.what.get(lang), rule.law.as_ref().unwrap().get(lang), &t.kept_for(t.count_years(5)), &t.deletion_understood()]);
        let place = |part: &str| page.find(part).unwrap();
        assert!(place(rule.what.get(lang)) < place("<button class=\"button\">"), "after the button");
        // Nothing that takes something away is chosen beforehand.
        has_not(&page, &[" checked"]);
    }
}

#[test]
fn a_withdrawal_says_what_it_does_not_do() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = ask_page(lang, Kind::AiTrainingWithdrawal, FormView::default());
        has(&page, &[&t.ai_not_models(), &t.ai_not_past(), &t.ai_does_stop(), "value=\"voice\"", "value=\"other\"", "value=\"page_info\""]);
    }
}

#[test]
fn the_advertising_form_shows_the_way_inside_the_app_first() {
    let page = ask_page(Lang::En, Kind::AdvertisingOptOut, FormView::default());
    assert!(page.find("Personalized Ads").unwrap() < page.find("<form method=\"post\" action=\"/hellotalk/advertising\"").unwrap());
}

#[test]
fn a_report_of_a_childs_abuse_asks_for_a_link_and_no_picture() {
    for lang in Lang::ALL {
        let t = T(lang);
        let page = ask_page(lang, Kind::Report, FormView::default());
        has(&page, &["action=\"/hellotalk/report\"", "name=\"harm\"", "name=\"target\"", "name=\"value\"", "name=\"files\""]);
        has(
            &page,
            &[
                &t.report_form_cse_title(),
                "value=\"child_sexual_exploitation\"",
                "class=\"report-pictures\"",
                &t.term_review(t.count_hours(24)),
            ],
        );
        has_not(&page, &["name=\"no_email\"", "name=\"country\""]);
    }
}

#[test]
fn a_code_page_takes_six_digits_until_they_are_over() {
    for lang in Lang::ALL {
        let t = T(lang);
        for purpose in [CodePurpose::Prove, CodePurpose::ProveReport, CodePurpose::Open, CodePurpose::Download] {
            let mut view = CodeView {
                purpose,
                reference: None,
                expires_at: at("2026-03-02T04:10:00Z"),
                tries_left: 3,
                resent: true,
                resend_at: None,
                of: "a1b2".into(),
                delivery: None,
                form: FormView::default(),
            };
            let page = html(&chrome(lang), |chrome| code(chrome, &view));
            has_not(&page, &[&t.code_undelivered(), &t.code_waits(), &t.code_late()]);
            for (delivery, words) in
                [(CodeDelivery::Refused, t.code_undelivered()), (CodeDelivery::Waits, t.code_waits()), (CodeDelivery::Late, t.code_late())]
            {
                view.delivery = Some(delivery);
                has(&html(&chrome(lang), |chrome| code(chrome, &view)), &[&words]);
            }
            has(&page, &["autocomplete=\"one-time-code\"", "inputmode=\"numeric\"", "action=\"/code/resend\"", &t.code_resent()]);
            view.tries_left = 0;
            view.resend_at = Some(view.expires_at);
            view.reference = Some("HT-7K3Q-9XMF".into());
            let page = html(&chrome(lang), |chrome| code(chrome, &view));
            has(&page, &[&t.code_over(), &t.code_no_resend(t.moment(view.expires_at, &chrome(lang).zone)), "HT-7K3Q-9XMF"]);
            has_not(&page, &["name=\"code\"", "action=\"/code/resend\""]);
        }
    }
}

#[test]
fn a_links_page_only_has_a_button() {
    for purpose in [CodePurpose::Prove, CodePurpose::ProveReport, CodePurpose::Open, CodePurpose::Download] {
        let page = html(&chrome(Lang::ZhCn), |chrome| link(chrome, &about(purpose, Kind::Access)));
        has(&page, &["<form method=\"post\" action=\"/link/s3cret\">", "Hello&lt;Talk"]);
        has_not(&page, &["<script", "type=\"text\""]);
    }
}

fn about(purpose: CodePurpose, kind: Kind) -> LinkView {
    let asked_at = at("2026-03-02T03:04:00Z");
    LinkView { purpose, action: "/link/s3cret".into(), product: "Hello<Talk".into(), kind, asked_at, done_at: None }
}

#[test]
fn a_link_that_confirms_says_what_of_whom_and_when() {
    let mut seen = std::collections::BTreeSet::new();
    for lang in Lang::ALL {
        let t = T(lang);
        for kind in Kind::REQUESTS.into_iter().chain([Kind::ConsentRevocation]) {
            let page = html(&chrome(lang), |chrome| link(chrome, &about(CodePurpose::Prove, kind)));
            let what = t.coded("asked", kind.code());
            has(&page, &[&what, "Hello&lt;Talk", "datetime=\"2026-03-02T03:04:00Z\"", "12:04", "UTC+9"]);
            let (_, button) = page.split_once("<button class=\"button\">").unwrap();
            let button = button.split('<').next().unwrap().to_owned();
            assert!(button.contains("Hello&lt;Talk"), "{button}");
            assert!(seen.insert(button) && seen.insert(what), "{kind:?}: each says its own act");
            assert_eq!(page.contains(&t.link_prove_deletion()), kind == Kind::Deletion, "{kind:?}");
        }
        // Of a report that it is one, and nothing of what was reported.
        let page = html(&chrome(lang), |chrome| link(chrome, &about(CodePurpose::ProveReport, Kind::Report)));
        has(&page, &["Hello&lt;Talk", "datetime=\"2026-03-02T03:04:00Z\""]);
        has_not(&page, &["data-testid=\"asked\""]);
        // A link that was only sent to look says nothing of what.
        for purpose in [CodePurpose::Open, CodePurpose::Download] {
            has_not(&html(&chrome(lang), |chrome| link(chrome, &about(purpose, Kind::Deletion))), &["data-testid=\"asked\"", "datetime="]);
        }
    }
}

#[test]
fn a_reference_is_asked_for_and_kept() {
    let view = FindView { form: form(&[("reference", "HT-1")], &[("reference", "Not one")]) };
    let page = html(&chrome(Lang::En), |chrome| find(chrome, &view));
    has(&page, &["action=\"/requests\"", "value=\"HT-1\"", "id=\"reference-error\""]);
}

#[test]
fn a_receipt_shows_the_reference_and_how_each_date_came_about() {
    for lang in Lang::ALL {
        let t = T(lang);
        let mut view = ReceiptView {
            pack: hellotalk(),
            kind: Kind::Deletion,
            reference: "HT-7K3Q-9XMF".into(),
            clocks: clocks(Kind::Deletion),
            joined: true,
            late_proof: true,
            has_email: true,
            escalated: false,
        };
        let page = html(&chrome(lang), |chrome| receipt(chrome, &view));
        has(&page, &["class=\"reference\">HT-7K3Q-9XMF", "href=\"/requests/HT-7K3Q-9XMF\"", &t.receipt_joined(), &t.receipt_late_proof()]);
        has(&page, &[&t.clock_how(), &t.clock_promise(), &t.clock_law(), "data-component=\"Countdown"]);
        for clock in &view.clocks {
            has(&page, &[&format!("<time datetime=\"{}\">{}", clock.due, t.moment(clock.due, &chrome(lang).zone))]);
        }
        view.kind = Kind::Report;
        view.clocks = clocks(Kind::Report);
        view.has_email = false;
        view.escalated = true;
        let page = html(&chrome(lang), |chrome| receipt(chrome, &view));
        has(&page, &[&t.receipt_keep_no_mail(), &t.receipt_next_escalated(), &t.clock_review()]);
        has_not(&page, &["href=\"/requests/HT-7K3Q-9XMF\""]);
    }
}

#[test]
fn every_problem_says_what_to_do() {
    let problems = [
        ProblemView::NotFound,
        ProblemView::LinkOver,
        ProblemView::Refused,
        ProblemView::TooLarge(8_000_000),
        ProblemView::TooMany(at("2026-03-02T05:00:00Z")),
        ProblemView::Failed("E-17".into()),
        ProblemView::Moved,
    ];
    for lang in Lang::ALL {
        let pages: Vec<String> = problems.iter().map(|view| html(&chrome(lang), |chrome| problem(chrome, view))).collect();
        has(&pages[3], &["8 MB"]);
        has(&pages[4], &["14:00"]);
        has(&pages[5], &["E-17"]);
        let titles: std::collections::BTreeSet<_> =
            pages.iter().map(|page| page.split("<title>").nth(1).unwrap().split('<').next().unwrap()).collect();
        assert_eq!(titles.len(), problems.len());
    }
}

#[test]
fn a_form_that_came_too_often_is_kept() {
    let fields = vec![("says".to_owned(), "<b>\"Mika\"".to_owned()), ("says".to_owned(), "again".to_owned())];
    let mut kept = KeptView { until: at("2026-03-02T05:00:00Z"), action: "/hellotalk/correction".into(), fields, files: false };
    for lang in Lang::ALL {
        let t = T(lang);
        kept.files = false;
        let page = html(&chrome(lang), |chrome| problem(chrome, &ProblemView::TooManyForms(kept.clone())));
        has(
            &page,
            &["14:00", "action=\"/hellotalk/correction\"", "value=\"&lt;b&gt;&quot;Mika&quot;\"", "value=\"again\"", &t.limit_send_again()],
        );
        has_not(&page, &[&t.limit_kept_files(), "multipart"]);
        kept.files = true;
        let page = html(&chrome(lang), |chrome| problem(chrome, &ProblemView::TooManyForms(kept.clone())));
        has(&page, &[&t.limit_kept_files(), "multipart/form-data"]);
    }
}

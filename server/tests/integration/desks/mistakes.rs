//! Forms with mistakes: all that is wrong is told at once, and nothing is stored.

use domain::Kind;
use domain::request::{Details, Subject};
use server::desk::DeskError;
use server::desk::intake::{self, NewRequest};
use server::desk::report::{self, NewReport};

use crate::on_both;
use crate::support::forms;
use crate::support::story::{Story, is_missing, wrong};

fn sorted(mut list: Vec<(String, &'static str)>) -> Vec<(String, &'static str)> {
    list.sort();
    list
}

async fn refused(story: &Story, new: NewRequest, expected: &[(&str, &'static str)]) {
    let expected = sorted(expected.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect());
    assert_eq!(sorted(wrong(intake::submit(story, new, vec![]).await)), expected);
}

fn long() -> String {
    "字".repeat(4001)
}

on_both!(everything_wrong_with_a_request_is_told_at_once, |story| {
    let nobody = Subject { contact_only: true, ..Subject::default() };
    let mut new = NewRequest { subject: nobody, country: Some("XX".into()), some: true, ..forms::access("x") };
    new.details = Details::Access { categories: vec![], transfers: false, format: "parchment".into(), words: long() };
    let expected = [
        ("email", "email_required"),
        ("login", "login_required"),
        ("app_id", "app_id_required"),
        ("country", "country_unknown"),
        ("categories", "choose_some"),
        ("format", "choose_one"),
        ("words", "too_long"),
    ];
    refused(&story, new, &expected).await;
    let mut new = forms::correction("no address");
    new.subject.app_id = Some("x".repeat(65));
    new.details = Details::Correction { category: "no such".into(), says: String::new(), should_say: String::new(), words: long() };
    let expected = [
        ("email", "email_invalid"),
        ("app_id", "app_id_too_long"),
        ("category", "choose_one"),
        ("says", "says_required"),
        ("should_say", "should_say_required"),
        ("words", "too_long"),
    ];
    refused(&story, new, &expected).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
    assert!(story.mails("code").await.is_empty());
});

on_both!(each_kind_knows_its_own_mistakes, |story| {
    let email = "mika@example.org";
    let with = |new: NewRequest, details: Details| NewRequest { details, ..new };
    let same = Details::Correction { category: "profile".into(), says: "a".into(), should_say: "a".into(), words: String::new() };
    refused(&story, with(forms::correction(email), same), &[("should_say", "same_value")]).await;
    let unread = NewRequest { understood: false, some: true, ..forms::deletion(email) };
    refused(&story, unread, &[("understood", "understood_required"), ("categories", "choose_some")]).await;
    let unknown = Details::Deletion { categories: vec!["no such".into()], words: long() };
    refused(&story, with(forms::deletion(email), unknown), &[("categories", "category_unknown"), ("words", "too_long")]).await;
    refused(&story, forms::ai(email, &[]), &[("streams", "choose_some")]).await;
    refused(&story, forms::ai(email, &["dreams"]), &[("streams", "category_unknown")]).await;
    let wordy = Details::AdvertisingOptOut { words: long() };
    refused(&story, with(forms::advertising(email), wordy), &[("words", "too_long")]).await;
});

on_both!(addresses_are_looked_at, |story| {
    for (bad, code) in [
        ("mika", "email_invalid"),
        ("mika@", "email_no_domain"),
        ("@example.org", "email_invalid"),
        ("mika@localhost", "email_no_dot"),
        ("a b@example.org", "email_blank"),
        ("a@example.org, b@example.org", "email_many"),
        ("a@example.org\nBcc: x@example.org", "email_many"),
    ] {
        assert_eq!(wrong(intake::submit(&story, forms::deletion(bad), vec![]).await), [("email".to_owned(), code)], "{bad:?}");
    }
    for good in ["mika+rights@example.org", "o'hara@mail.example.co.jp"] {
        intake::submit(&story, forms::deletion(good), vec![]).await.unwrap();
    }
});

on_both!(what_a_product_does_not_take_is_not_there, |story| {
    let mut new = forms::advertising("mika@example.org");
    new.product = "japanese-ai".into();
    assert!(is_missing(&intake::submit(&story, new, vec![]).await), "its policy has no advertising clause");
    let mut new = forms::deletion("mika@example.org");
    new.product = "no-such-app".into();
    assert!(is_missing(&intake::submit(&story, new, vec![]).await));
    let mut new = forms::deletion("mika@example.org");
    new.kind = Kind::Report;
    new.details = Details::Report { target: "user".into(), value: "x".into() };
    assert!(is_missing(&intake::submit(&story, new, vec![]).await), "a report has its own desk");
});

on_both!(everything_wrong_with_a_report_is_told_at_once, |story| {
    let bad = NewReport {
        target: "planet".into(),
        value: String::new(),
        harm: "boredom".into(),
        words: String::new(),
        ..forms::report("x", Some("no address"))
    };
    let expected = [("target", "choose_target"), ("value", "target_required"), ("harm", "choose_harm"), ("email", "email_invalid")];
    let expected = sorted(expected.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect());
    assert_eq!(sorted(wrong(report::submit(&story, bad, vec![]).await)), expected);
    for link in ["nothing like a link", "javascript:alert(1)", "ftp://example.org/x", "word"] {
        let bad = NewReport { target: "link".into(), value: link.into(), ..forms::report("x", None) };
        assert_eq!(wrong(report::submit(&story, bad, vec![]).await), [("value".to_owned(), "link_invalid")], "{link}");
    }
    let unsaid = NewReport { harm: "other".into(), words: String::new(), ..forms::report("x", None) };
    assert_eq!(wrong(report::submit(&story, unsaid, vec![]).await), [("words".to_owned(), "words_required")], "nothing says what it is");
    let text = story.received("notes.txt", "text/plain", b"words");
    assert_eq!(wrong(report::submit(&story, forms::report("x", None), vec![text]).await), [("files".to_owned(), "file_type")]);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
});

on_both!(what_a_refused_form_brought_is_removed, |story| {
    let file = story.received("proof.png", "image/png", b"\x89PNG");
    let path = file.path.clone();
    let mut new = forms::correction("no address");
    new.country = None;
    assert!(matches!(intake::submit(&story, new, vec![file]).await, Err(DeskError::Invalid(_))));
    assert!(!path.exists());
});

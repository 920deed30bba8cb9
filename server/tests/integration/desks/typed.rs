//! What people type is one thing however it is typed: whoever writes a child's ID in another width or with characters that nobody
//! sees meets the same flags, the same requests and the same limits.

use std::collections::BTreeSet;

use domain::request::Details;
use server::desk::guardian::NewChild;
use server::desk::intake::{self, NewRequest, Opened};

use crate::on_both;
use crate::support::family::{POLICY, born, grant, mika};
use crate::support::forms::{correction, deletion, report, without_email};
use crate::support::story::{PASSWORD, Story, wrong};

/// Ways to type `mika_77`: capitals, full-width, with a joint and a blank that are not seen, soft hyphens and Arabic digits, letters
/// for mathematics, a sign before it.
const WAYS: [&str; 7] = [
    "MIKA_77",
    "ｍｉｋａ＿７７",
    "mika\u{200b}_77\u{feff}",
    " mika_\u{a0}7 7",
    "mi\u{ad}ka_\u{667}\u{667}",
    "𝐦𝐢𝐤𝐚_𝟕𝟕",
    "\u{2066}＠Mika_\u{6f7}\u{6f7}\u{2069}",
];

fn called(id: &str) -> NewChild {
    NewChild { app_id: id.into(), ..mika() }
}

on_both!(a_child_under_an_order_of_protection_is_the_same_child_in_every_spelling, |story| {
    let (vera, ada, lea) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, story.staff("Lea", "lead").await);
    let hers = story.confirmed(&vera, mika(), &ada).await;
    lea.set_flag(&hers.case, "protection_order", "Against the father.", false).await.unwrap();
    for (number, typed) in WAYS.into_iter().enumerate() {
        let father = story.guardian(&format!("Otto{number}")).await;
        let his = story.claimed(&father, called(typed)).await;
        ada.claim(&his.case, story.seen(&his.case).await).await.unwrap();
        let refused = wrong(ada.decide_authority(&his.case, story.seen(&his.case).await, grant(&POLICY)).await);
        assert_eq!(refused, [("decision".to_owned(), "needs_senior"), ("done".to_owned(), "court_paper_needed")], "{typed:?}");
        story.minutes(61); // So many codes an hour go to one child.
    }
});

on_both!(a_guardian_has_a_child_once_in_whatever_spelling, |story| {
    let vera = story.guardian("Vera").await;
    let first = vera.desk.add_child(mika()).await.unwrap();
    for typed in WAYS {
        assert_eq!(vera.desk.add_child(called(typed)).await.unwrap(), first, "{typed:?}");
    }
    let other = NewChild { product: "japanese-ai".into(), ..mika() };
    assert_ne!(vera.desk.add_child(other).await.unwrap(), first, "another product's ID is another child's");
    assert_ne!(vera.desk.add_child(called("mika_78")).await.unwrap(), first);
});

on_both!(what_is_no_id_of_the_app_is_refused_beside_its_field, |story| {
    let vera = story.guardian("Vera").await;
    // Cyrillic and Greek letters that look like ours, a picture, an address, a name.
    for typed in ["mik\u{430}_77", "mika_7\u{3bf}", "mika😀", "mika@example.org", "美香", "mika/77"] {
        let refused = vera.desk.add_child(called(typed)).await;
        assert_eq!(wrong(refused), [("app_id".to_owned(), "app_id_shape")], "{typed}");
        let asked = intake::submit(&story, without_email(typed, deletion("mika@example.org")), vec![]).await;
        assert_eq!(wrong(asked), [("app_id".to_owned(), "app_id_shape")], "{typed}");
    }
    for typed in ["", "\u{200b}", "\u{3164} @", "\u{202e}"] {
        assert_eq!(wrong(vera.desk.add_child(called(typed)).await), [("app_id".to_owned(), "child_id_required")], "{typed:?}");
    }
    // Whose IDs they are to be is not known yet.
    for (typed, fine) in [("美香", true), ("", false)] {
        let refused = wrong(vera.desk.add_child(NewChild { product: String::new(), ..called(typed) }).await);
        assert_eq!(refused.iter().all(|(field, _)| field != "app_id"), fine, "{refused:?}");
        assert!(refused.contains(&("product".to_owned(), "choose_one")), "{refused:?}");
    }
    let asked = intake::submit(&story, without_email("\u{2060}", deletion("mika@example.org")), vec![]).await;
    assert_eq!(wrong(asked), [("app_id".to_owned(), "app_id_required")]);
    let long = intake::submit(&story, without_email(&"7".repeat(65), deletion("mika@example.org")), vec![]).await;
    assert_eq!(wrong(long), [("app_id".to_owned(), "app_id_too_long")]);
});

on_both!(a_request_is_found_by_its_id_in_every_spelling, |story| {
    let first = story.prove(without_email("Mika_77", deletion("mika@example.org"))).await;
    let ada = story.agent_named("Ada").await;
    for typed in WAYS.into_iter().chain(["mika_77"]) {
        let found = ada.search(typed).await.unwrap();
        assert_eq!(found.iter().map(|line| line.reference.as_str()).collect::<Vec<_>>(), [first.reference.as_str()], "{typed:?}");
    }
    let other = NewRequest { product: "japanese-ai".into(), ..without_email("MIKA_77", deletion("noor@example.org")) };
    let second = story.prove(other).await;
    let both: BTreeSet<String> = ada.search("mika_77").await.unwrap().into_iter().map(|line| line.reference).collect();
    assert_eq!(both, BTreeSet::from([first.reference, second.reference]), "an ID is looked for in every product");
});

on_both!(an_identical_request_is_one_in_every_spelling_of_its_id, |story| {
    let details = |new: NewRequest| NewRequest {
        details: Details::Correction { category: "profile".into(), says: "Mika".into(), should_say: "Mica".into(), words: String::new() },
        ..new
    };
    let first = story.prove(details(without_email("mika_77", correction("mika@example.org")))).await;
    for typed in WAYS {
        let holder = story.submit(details(without_email(typed, correction("mika@example.org")))).await;
        let code = story.mail_to("code", "mika@example.org").await.code();
        let opened = intake::enter(&story, &holder, &code, None).await.unwrap();
        assert!(
            matches!(&opened, Opened::Proved { reference, joined: true, .. } if *reference == first.reference),
            "{typed:?}: {opened:?}"
        );
        story.minutes(61);
    }
});

on_both!(reports_of_one_user_join_one_case_in_every_spelling, |story| {
    let first = story.report(report("mika_77", None)).await;
    let case = story.case_of(&first.reference).await;
    for typed in WAYS {
        let taken = story.report(report(typed, None)).await;
        assert_eq!(story.case_of(&taken.reference).await, case, "{typed:?}");
    }
    let other = story.report(report("mika_78", None)).await;
    assert_ne!(story.case_of(&other.reference).await, case);
});

/// The same digits in another script, by the first of its row.
fn in_script(code: &str, nought: char) -> String {
    code.bytes().map(|digit| char::from_u32(u32::from(nought) + u32::from(digit - b'0')).unwrap()).collect()
}

on_both!(a_code_is_entered_in_the_digits_of_every_script, |story| {
    // Arabic, Persian, Devanagari, Bengali, Thai, Khmer, full-width.
    for (number, nought) in ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{17e0}', '\u{ff10}'].into_iter().enumerate() {
        let email = format!("person{number}@example.org");
        let holder = story.submit(deletion(&email)).await;
        let code = in_script(&story.mail_to("code", &email).await.code(), nought);
        let (before, after) = code.split_at(code.len() / 2);
        let typed = format!("\u{200f}{before} {after}\u{200b}");
        let opened = intake::enter(&story, &holder, &typed, None).await.unwrap();
        assert!(matches!(opened, Opened::Proved { .. }), "{typed:?}: {opened:?}");
    }
    let holder = story.submit(deletion("noor@example.org")).await;
    story.mail_to("code", "noor@example.org").await;
    for typed in ["12345", "1234567", "12345\u{430}", "①②③④⑤", "一二三四五六"] {
        assert_eq!(wrong(intake::enter(&story, &holder, typed, None).await), [("code".to_owned(), "code_shape")], "{typed}");
    }
    for typed in ["", "\u{200b}", " – "] {
        assert_eq!(wrong(intake::enter(&story, &holder, typed, None).await), [("code".to_owned(), "code_required")], "{typed:?}");
    }
});

on_both!(a_date_of_birth_is_typed_in_the_digits_of_every_script, |story| {
    let vera = story.guardian("Vera").await;
    for (number, nought) in ['\u{660}', '\u{6f0}', '\u{966}', '\u{e50}', '\u{ff10}'].into_iter().enumerate() {
        let birth = (in_script("9", nought), in_script("06", nought), in_script("2013", nought));
        let child = NewChild { app_id: format!("kid{number}"), birth, ..mika() };
        let id = vera.desk.add_child(child).await.unwrap();
        let view = format!("{:?}", vera.desk.child_view(&id).await.unwrap());
        let same = vera.desk.add_child(NewChild { app_id: format!("born{number}"), ..born("KR", "2013-06-09") }).await.unwrap();
        let other = format!("{:?}", vera.desk.child_view(&same).await.unwrap());
        assert_eq!(view.replace(&id, "ID").replace("kid", "born"), other.replace(&same, "ID"));
    }
});

/// A link for a new account for this address.
async fn link(story: &Story, email: &str) -> String {
    story.ask_account(email, domain::Lang::En).await.unwrap();
    story.work().await;
    story.mail_to("sign_up", email).await.secret("/account/new/")
}

on_both!(a_name_shows_something_and_leaves_the_line_alone, |story| {
    let secret = link(&story, "ama@example.org").await;
    for typed in ["", "\u{200b}", "\u{3164}", "\u{2800}\u{ffa0}", "\u{202e}", "\u{301}"] {
        let refused = story.make_account(&secret, typed, PASSWORD, None, "").await;
        assert_eq!(wrong(refused), [("name".to_owned(), "name_required")], "{typed:?}");
    }
    let refused = story.make_account(&secret, &"あ".repeat(81), PASSWORD, None, "").await;
    assert_eq!(wrong(refused), [("name".to_owned(), "name_too_long")]);
    let vera = story.guardian("Vera").await;
    for (typed, code) in [("\u{115f}\u{200d}", "child_name_required"), (&*"é".repeat(81), "name_too_long")] {
        let refused = vera.desk.add_child(NewChild { name: typed.into(), ..mika() }).await;
        assert_eq!(wrong(refused), [("name".to_owned(), code)], "{typed:?}");
    }
    let id = vera.desk.add_child(NewChild { name: "Mi\u{202e}ka \u{2067}Tanaka".into(), ..mika() }).await.unwrap();
    let view = format!("{:?}", vera.desk.child_view(&id).await.unwrap());
    assert!(view.contains("Mika Tanaka") && !view.contains("202e"), "{view}");
});

on_both!(a_files_name_turns_no_line, |story| {
    for sent in ["re\u{202e}port.png", "re\u{61c}port.png", "re\u{180e}port.png", "re\u{ad}port.png", "C:\\x\\re\u{2066}port.png"] {
        assert_eq!(story.received(sent, "image/png", b"\x89PNG\r\n\x1a\n").name, "report.png", "{sent:?}");
    }
    assert_eq!(story.received("\u{200b}", "image/png", b"\x89PNG\r\n\x1a\n").name, "file");
});

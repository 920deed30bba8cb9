//! Nothing tells of a flag: not the database in the clear, nor what vanishes from a guardian's page, nor what a child is asked meanwhile.

use domain::Kind;

use super::safety::{flag_of, lead, told_to_the_product};
use crate::on_both;
use crate::support::family::{by_call, done, mika, see, ticked};
use crate::support::story::Story;

on_both!(a_child_is_asked_to_agree_once_the_authority_goes_on, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let child = crate::support::family::born("FR", "2013-06-09");
    let kid = story.confirmed_for(&vera, child, &ada, &["view", "update", "revoke", "consent"]).await;
    lea.set_flag(&kid.case, "safeguarding", "A teacher called.", true).await.unwrap();
    vera.desk.give_consent(&kid.id, vec!["account".into()], true).await.unwrap();
    assert!(story.mails("consent_ask").await.is_empty(), "the child hears nothing of who may be the risk");
    lea.lift_flag(&kid.case, &flag_of(&lea, &kid.case).await).await.unwrap();
    let link = story.mail_to("consent_ask", "mika@child.example").await.young();
    assert_eq!(story.answers(&link, "agree").await.unwrap(), "agreed");
    assert_eq!(told_to_the_product(&story).await, 1);
});

/// Everything that the database says in the clear about flags: the columns of texts and the record.
async fn in_the_clear(story: &Story) -> Vec<String> {
    let mut conn = story.store.read().await.unwrap();
    let mut found = Vec::new();
    for row in conn.all("SELECT kind, actor, data FROM events", &[]).await.unwrap() {
        found.push(format!("{} {} {}", row.text("kind").unwrap(), row.text("actor").unwrap(), row.text("data").unwrap()));
    }
    for row in conn.all("SELECT state, reason FROM authorities", &[]).await.unwrap() {
        found.push(format!("{} {:?}", row.text("state").unwrap(), row.opt_text("reason").unwrap()));
    }
    for row in conn.all("SELECT id, set_at, body FROM child_flags", &[]).await.unwrap() {
        found.push(String::from_utf8_lossy(&row.bytes("body").unwrap()).into_owned());
    }
    found
}

on_both!(which_flag_it_is_stands_nowhere_in_the_clear, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let hers = story.confirmed(&vera, mika(), &ada).await;
    story.minutes(61);
    let his = story.confirmed(&otto, mika(), &ada).await;
    let access = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    vera.desk.answer_other(&access, "objected").await.unwrap();
    for flag in ["separated", "protection_order", "safeguarding"] {
        lea.set_flag(&access, flag, "Seen by us.", true).await.unwrap();
    }
    let cases = lea.view(&hers.case).await.unwrap().guardian.unwrap().flags;
    assert_eq!(cases.len(), 4);
    lea.lift_flag(&hers.case, &cases[0].0).await.unwrap();
    // A stranger to another child, who is held back by what the child says.
    let other = server::desk::guardian::NewChild { app_id: "noa_5".into(), email: Some("noa@child.example".into()), ..mika() };
    let kid = otto.desk.add_child(other).await.unwrap();
    otto.desk.prove(&kid, by_call(), vec![], vec![]).await.unwrap();
    otto.desk.send_child_code(&kid).await.unwrap();
    story.answers(&story.mail_to("child_code", "noa@child.example").await.young(), "stranger").await.unwrap();
    for text in in_the_clear(&story).await {
        for name in ["conflict", "separated", "protection", "safeguarding", "stranger"] {
            assert!(!text.to_lowercase().contains(name), "`{name}` stands in {text:?}");
        }
        assert!(!(text.contains("flag_set") && text.contains("young_person")), "who sets it tells which it is: {text:?}");
    }
    // Nor does its length tell, nor anything else in its row.
    let lengths = "SELECT COUNT(DISTINCT length(body)) AS value FROM child_flags";
    assert_eq!((story.number(lengths).await, story.number("SELECT COUNT(*) AS value FROM child_flags").await), (1, 5));
    // Who may see it sees it.
    let panel = ada.view(&access).await.unwrap().guardian.unwrap();
    let mut names: Vec<&str> = panel.flags.iter().map(|flag| flag.1.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names.len(), 3);
    story.record_is_whole(&["seen by us"]).await;
});

on_both!(flags_from_before_are_sealed_at_the_start, |story| {
    let (vera, ada, lea) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, lead(&story).await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    lea.set_flag(&kid.case, "separated", "They live apart.", false).await.unwrap();
    // As the migration carries it over: the note as it was sealed, in hexadecimal digits.
    let id = flag_of(&lea, &kid.case).await;
    let note = story.vault.seal(server::vault::Place("child_flags.note", &id), "They live far apart.".as_bytes());
    let plain = format!(r#"{{"flag":"protection_order","by":"system","note":"{}"}}"#, server::vault::hex(&note));
    story.tamper("UPDATE child_flags SET body = $1", server::args![plain.as_bytes()]).await;
    let vault = story.vault.clone();
    let seal = |vault: std::sync::Arc<server::vault::Vault>| {
        story.store.write(move |conn| Box::pin(async move { server::store::flag::seal_old(conn, &vault).await }))
    };
    assert_eq!(seal(vault.clone()).await.unwrap(), 1);
    assert_eq!(seal(vault).await.unwrap(), 0, "once");
    let flags = lea.view(&kid.case).await.unwrap().guardian.unwrap().flags;
    assert_eq!((flags[0].1.as_str(), flags[0].4.as_str()), ("protection_order", "They live far apart."));
    assert!(in_the_clear(&story).await.iter().all(|text| !text.contains("protection")));
});

on_both!(a_package_that_is_made_anew_tells_nothing, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    let file = || vec![story.received("data.json", "application/json", br#"{"level": 3}"#)];
    let page = story.page_of(&access, &vera.email).await;
    ada.add_package(&access, file()).await.unwrap();
    let shown = format!("{:?}", page.view().await.unwrap());
    lea.set_flag(&access, "separated", "They live apart.", false).await.unwrap();
    story.work().await;
    assert_eq!(story.recorded(&access, "file_destroyed").await, 1);
    assert_eq!(format!("{:?}", page.view().await.unwrap()), shown, "she has never seen it: nothing has gone");
    story.minutes(1);
    ada.add_package(&access, file()).await.unwrap();
    let all = ticked(done(Kind::Access), &["location_left_out", "other_guardian_left_out"]);
    story.closes(&ada, &access, server::desk::close::Closing { nothing_held: false, ..all }).await.unwrap();
    let view = page.view().await.unwrap();
    assert_eq!((view.package.len(), view.timeline.iter().filter(|item| item.kind == "file_destroyed").count()), (1, 0));
    // What was offered, and whose time is over, is said as to everybody.
    story.pass(jiff::SignedDuration::from_hours(8 * 24));
    story.work().await;
    let view = story.page_of(&access, &vera.email).await.view().await.unwrap();
    assert_eq!((view.package.len(), view.timeline.iter().filter(|item| item.kind == "file_destroyed").count()), (1, 1));
});

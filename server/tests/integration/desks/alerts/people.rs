//! Whom an alert reaches: never who is away or has left, and always somebody.

use server::desk::rota::{NewAway, NewTurn};

use super::{at, office, pairs, told};
use crate::on_both;
use crate::support::forms::{deletion, report};
use crate::support::story::{Story, wrong};

fn turn(member: &str, from: &str, until: &str) -> NewTurn {
    NewTurn { product: "*".into(), member: member.into(), from: from.into(), until: until.into() }
}

fn away(member: &str) -> NewAway {
    NewAway { member: member.into(), from: "2026-03-02T09:00".into(), until: "2026-03-20T09:00".into() }
}

/// The last event of this kind on a ticket.
async fn last(story: &Story, reference: &str, kind: &str) -> serde_json::Value {
    story.events(reference).await.into_iter().rfind(|event| event.kind == kind).expect("an event").data
}

on_both!(who_is_on_call_is_paged_and_nobody_else, |story| {
    let office = office(&story).await;
    let (rex, ron) = (story.hire("Rex", "reviewer").await, story.hire("Ron", "reviewer").await);
    office.lea.add_turn(&turn(&rex.id, "2026-03-02T18:00", "2026-03-03T09:00")).await.unwrap();
    // One's own product goes before all of them.
    let own = NewTurn { product: "hellotalk".into(), ..turn(&ron.id, "2026-03-02T23:00", "2026-03-03T09:00") };
    office.lea.add_turn(&own).await.unwrap();
    story.report(report("user1", None)).await;
    story.now_is("2026-03-02T12:00:00+08:00");
    story.report(report("user2", None)).await;
    at(&story, "2026-03-02T22:00:10+08:00").await;
    at(&story, "2026-03-03T00:00:10+08:00").await;
    let paged: Vec<_> = told(&story).await.into_iter().filter(|(_, code)| code == "elapsed").collect();
    assert_eq!(paged, pairs(&[("rex", "elapsed"), ("ron", "elapsed")]), "the first by Rex's turn, the second by Ron's");
});

on_both!(who_is_away_is_told_nothing, |story| {
    // libredesk#561: assigned to people away.
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    office.ada.set_away(&away("")).await.unwrap();
    at(&story, "2026-03-03T14:00:10+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("lea", "amber"), ("otto", "amber")]), "what is Ada's goes up to the leads");
    let data = last(&story, &proved.reference, "alert_fired").await;
    assert_eq!((&data["for"], &data["raised"]), (&serde_json::json!(["assignee"]), &serde_json::json!(["assignee"])));
    // And nobody gives her anything.
    let view = office.lea.view(&proved.reference).await.unwrap();
    assert!(view.colleagues.iter().all(|(_, name)| name != "Ada"));
});

on_both!(somebody_is_always_told, |story| {
    let ada = story.hire("Ada", "agent").await;
    let lea = story.hire("Lea", "lead").await;
    let (pia, max) = (story.hire("Pia", "privacy_officer").await, story.hire("Max", "administrator").await);
    // An officer of the other product has nothing to do with it, until nobody else is there.
    story.hire_for("Olga", "privacy_officer", "japanese-ai", false).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    for member in [&ada, &lea, &pia] {
        story.agent(member).set_away(&away("")).await.unwrap();
    }
    at(&story, "2026-03-02T12:00:10+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("max", "unclaimed")]), "the leads are away: it goes to who manages");
    assert_eq!(last(&story, &proved.reference, "alert_fired").await["raised"], serde_json::json!(["lead"]));
    story.agent(&max).set_away(&away("")).await.unwrap();
    at(&story, "2026-03-03T14:00:10+08:00").await;
    let amber: Vec<_> = told(&story).await.into_iter().filter(|(_, code)| code == "amber").collect();
    assert_eq!(
        amber,
        pairs(&[("pia", "amber"), ("max", "amber"), ("olga", "amber")]),
        "nobody is there: everybody who answers for the house"
    );
    assert_eq!(last(&story, &proved.reference, "alert_fired").await["raised"], serde_json::json!(["assignee", "lead", "manager"]));
});

on_both!(who_has_left_is_on_no_rota, |story| {
    let office = office(&story).await;
    let rex = story.hire("Rex", "reviewer").await;
    office.lea.add_turn(&turn(&rex.id, "2026-03-02T18:00", "2026-03-03T09:00")).await.unwrap();
    office.lea.add_turn(&turn(&rex.id, "2026-03-05T18:00", "2026-03-06T09:00")).await.unwrap();
    story.now_is("2026-03-02T19:00:00+08:00");
    let zoe = story.hire("Zoe", "administrator").await;
    story.admin(&story.at_work(&zoe)).unwrap().close(&rex.id, "").await.unwrap();
    let rota = office.ada.rota().await.unwrap();
    assert_eq!(rota.turns, []);
    assert!(rota.covers.iter().all(|cover| cover.now.is_none() && cover.next.is_none()));
});

on_both!(an_alert_is_on_ones_own_list_until_it_is_seen, |story| {
    let office = office(&story).await;
    let (one, two) = (story.prove(deletion("mika@example.org")).await, story.prove(deletion("noor@example.org")).await);
    at(&story, "2026-03-02T12:01:00+08:00").await;
    assert_eq!(office.ada.alerts().await.unwrap().lines, [], "an agent was told nothing");
    let new = async || office.lea.alerts().await.unwrap().lines.iter().filter(|line| line.seen_at.is_none()).count();
    assert_eq!(new().await, 2);
    // Opening the ticket is to have seen it.
    office.lea.open(&one.reference).await.unwrap();
    assert_eq!(new().await, 1);
    let lines = office.lea.alerts().await.unwrap().lines;
    assert_eq!((lines[0].reference.as_str(), lines[0].threshold.as_str()), (two.reference.as_str(), "unclaimed"), "the new one first");
    // Another's list is another's.
    office.ada.see_alerts(Some(&lines[0].id)).await.unwrap();
    assert_eq!(new().await, 1);
    office.lea.see_alerts(Some(&lines[0].id)).await.unwrap();
    assert_eq!(new().await, 0);
    at(&story, "2026-03-03T14:01:00+08:00").await;
    assert_eq!(new().await, 2);
    office.lea.see_alerts(None).await.unwrap();
    assert_eq!(new().await, 0);
});

on_both!(one_speaks_for_those_of_ones_own_products_alone, |story| {
    let lead = story.agent(&story.hire_for("Lea", "lead", "hellotalk", false).await);
    let other = story.hire_for("Rui", "reviewer", "japanese-ai", false).await;
    let whole = story.hire("Max", "administrator").await;
    let near = story.hire_for("Nia", "agent", "hellotalk", false).await;
    for not_hers in [&other.id, &whole.id] {
        assert_eq!(wrong(lead.set_away(&away(not_hers)).await), [("away_member".to_owned(), "choose_one")]);
    }
    lead.set_away(&away(&near.id)).await.unwrap();
    let for_good = NewAway { until: "9999-12-30T00:00".into(), ..away(&near.id) };
    assert_eq!(wrong(lead.set_away(&for_good).await), [("away_until".to_owned(), "rota_long")]);
});

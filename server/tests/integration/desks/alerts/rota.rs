//! The rota: who keeps it, what is refused, and where nobody is on call.

use server::desk::rota::{NewAway, NewTurn};

use super::office;
use crate::on_both;
use crate::support::forms::grave_report;
use crate::support::story::{at as moment, is_missing, wrong};

fn turn(member: &str, from: &str, until: &str) -> NewTurn {
    NewTurn { product: "hellotalk".into(), member: member.into(), from: from.into(), until: until.into() }
}

on_both!(what_is_wrong_stands_beside_its_field, |story| {
    let office = office(&story).await;
    let rex = story.hire("Rex", "reviewer").await.id;
    let (from, until) = ("2026-03-02T18:00", "2026-03-03T09:00");
    let field = |name: &str, code: &'static str| vec![(name.to_owned(), code)];
    let add = async |new: NewTurn| wrong(office.lea.add_turn(&new).await);
    assert_eq!(add(NewTurn { product: "nothing".into(), ..turn(&rex, from, until) }).await, field("product", "choose_one"));
    assert_eq!(add(turn("nobody", from, until)).await, field("member", "rota_member"));
    assert_eq!(add(turn(office.ada.me(), from, until)).await, field("member", "rota_member"), "an agent works on no reports");
    assert_eq!(add(turn(&rex, "today", until)).await, field("from", "moment_wrong"));
    assert_eq!(add(turn(&rex, until, from)).await, field("until", "rota_order"));
    assert_eq!(add(turn(&rex, "2026-02-01T09:00", "2026-02-02T09:00")).await, field("until", "rota_past"));
    assert_eq!(add(NewTurn::default()).await.len(), 3, "all of it at once");
    assert!(is_missing(&office.ada.add_turn(&turn(&rex, from, until)).await), "an agent keeps no rota");
    office.lea.add_turn(&turn(&rex, from, until)).await.unwrap();
    assert_eq!(add(turn(&rex, "2026-03-03T08:59", "2026-03-03T12:00")).await, field("from", "rota_overlap"));
    // Where one ends the next may begin; and a turn for all products lies behind those of one.
    office.lea.add_turn(&turn(&rex, until, "2026-03-03T12:00")).await.unwrap();
    let all = NewTurn { product: "*".into(), ..turn(&rex, from, until) };
    office.lea.add_turn(&all).await.unwrap();
    assert_eq!(office.ada.rota().await.unwrap().turns.len(), 3, "an agent reads it");
});

on_both!(two_who_add_at_once_do_not_overlap, |story| {
    let office = office(&story).await;
    let rex = story.hire("Rex", "reviewer").await.id;
    let tries = (0..6).map(|minute| {
        let new = turn(&rex, &format!("2026-03-02T18:0{minute}"), "2026-03-03T09:00");
        let desk = office.lea.clone();
        async move { desk.add_turn(&new).await.is_ok() }
    });
    let added = futures_util::future::join_all(tries).await.into_iter().filter(|added| *added).count();
    assert_eq!(added, 1);
});

on_both!(a_turn_is_in_the_offices_zone_and_gaps_are_told, |story| {
    let office = office(&story).await;
    let rex = story.hire("Rex", "reviewer").await.id;
    office.lea.add_turn(&turn(&rex, "2026-03-02T09:00", "2026-03-04T09:00")).await.unwrap();
    office.lea.add_turn(&turn(&rex, "2026-03-05T09:00", "2026-03-30T09:00")).await.unwrap();
    let rota = office.ada.rota().await.unwrap();
    let cover = rota.covers.iter().find(|cover| cover.product == "hellotalk").unwrap();
    assert_eq!(cover.now, Some((rex.clone(), moment("2026-03-04T09:00:00+08:00"))));
    assert_eq!(cover.next, Some((rex.clone(), moment("2026-03-05T09:00:00+08:00"))));
    assert_eq!(cover.gaps.len(), 1);
    assert_eq!((cover.gaps[0].from, cover.gaps[0].until), (moment("2026-03-04T09:00:00+08:00"), moment("2026-03-05T09:00:00+08:00")));
    let other = rota.covers.iter().find(|cover| cover.product == "japanese-ai").unwrap();
    assert_eq!(other.gaps[0].until.duration_since(other.gaps[0].from), jiff::SignedDuration::from_hours(14 * 24), "nobody at all");
    // Who is away covers nothing in that time.
    let away = NewAway { member: rex.clone(), from: "2026-03-03T00:00".into(), until: "2026-03-03T12:00".into() };
    office.lea.set_away(&away).await.unwrap();
    let cover = office.ada.rota().await.unwrap().covers.into_iter().find(|cover| cover.product == "hellotalk").unwrap();
    assert_eq!(cover.gaps.len(), 2);
    assert!(is_missing(&office.ada.set_away(&away).await), "an agent speaks for nobody else");
    office.lea.set_away(&NewAway { member: rex, ..NewAway::default() }).await.unwrap();
    let cover = office.ada.rota().await.unwrap().covers.into_iter().find(|cover| cover.product == "hellotalk").unwrap();
    assert_eq!(cover.gaps.len(), 1);
});

on_both!(a_turn_is_taken_back, |story| {
    let office = office(&story).await;
    let rex = story.hire("Rex", "reviewer").await.id;
    office.lea.add_turn(&turn(&rex, "2026-03-02T09:00", "2026-03-04T09:00")).await.unwrap();
    office.lea.add_turn(&turn(&rex, "2026-03-05T09:00", "2026-03-06T09:00")).await.unwrap();
    let turns = office.lea.rota().await.unwrap().turns;
    assert!(is_missing(&office.ada.end_turn(&turns[0].id).await));
    let elsewhere = story.hire_for("Jun", "lead", "japanese-ai", false).await;
    assert_eq!(wrong(story.agent(&elsewhere).end_turn(&turns[0].id).await), [(String::new(), "rota_gone")]);
    for turn in &turns {
        office.lea.end_turn(&turn.id).await.unwrap();
        assert_eq!(wrong(office.lea.end_turn(&turn.id).await), [(String::new(), "rota_gone")]);
    }
    assert_eq!(office.lea.rota().await.unwrap().turns, []);
    // That somebody was on call until now stays known.
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM rota").await, 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind IN ('rota_added', 'rota_removed')").await, 4);
});

on_both!(who_is_on_call_is_called_for_each_and_others_once_an_hour, |story| {
    let office = office(&story).await;
    let rex = story.hire("Rex", "reviewer").await;
    office.lea.add_turn(&turn(&rex.id, "2026-03-02T09:00", "2026-03-03T09:00")).await.unwrap();
    for user in 0..12 {
        story.report(grave_report(&format!("user{user}"))).await;
    }
    let to = async |name: &str| story.mails("alert").await.iter().filter(|mail| mail.to.starts_with(name)).count();
    assert_eq!((to("rex").await, to("lea").await), (10, 1), "a flood is told together to who is on call, too");
    story.minutes(61);
    story.work().await;
    assert_eq!((to("rex").await, to("lea").await), (11, 2));
});

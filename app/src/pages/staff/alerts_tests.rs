//! The pages of alerts and of the rota, and the question why a clock was late, in both languages.

use domain::Kind;
use domain::breach::REASONS;
use domain::clock::ClockName;
use domain::pack::Point;
use jiff::tz::TimeZone;

use super::sample::{BOTH, at, chrome, form, ticket};
use super::{alerts, rota, ticket as ticket_page};
use crate::pages::shell::render_with;
use crate::texts::T;
use crate::views::FormView;
use crate::views::alerts::{AlertLine, AlertsView, BreachView, CoverView, RotaView, TurnView, UnexplainedLine};

fn line(reference: &str, new: bool) -> AlertLine {
    AlertLine {
        id: format!("id-{reference}"),
        reference: reference.into(),
        product: "HelloTalk".into(),
        kind: Kind::Report,
        closed: !new,
        clock: "review".into(),
        point: "breach".into(),
        due_at: at("2026-03-02T03:00:00Z"),
        at: at("2026-03-02T03:00:03Z"),
        new,
    }
}

#[test]
fn every_code_has_its_words() {
    for lang in BOTH {
        let t = T(lang);
        for code in REASONS {
            assert_ne!(t.coded("breach-reason", code), code, "{code} in {lang:?}");
        }
        for point in Point::ALL {
            assert_ne!(t.coded("alert-point", point.code()), point.code(), "{point:?} in {lang:?}");
        }
        for code in ["rota_added", "rota_removed", "away_saved"] {
            assert!(t.by_key(&format!("rota-done-{}", code.replace('_', "-"))).is_some(), "{code}");
        }
        for code in ["breach_none", "breach_said", "moment_wrong", "rota_order", "rota_past", "rota_overlap", "rota_member", "rota_gone"] {
            assert_ne!(t.coded("error", code), code, "{code}");
        }
    }
}

#[test]
fn a_new_alert_can_be_marked_and_an_old_one_cannot() {
    for lang in BOTH {
        let late = UnexplainedLine {
            reference: "HT-0000-0003".into(),
            product: "HelloTalk".into(),
            kind: Kind::Deletion,
            clock: "promise".into(),
            due_at: at("2026-03-01T10:00:00Z"),
        };
        let view = AlertsView { lines: vec![line("HT-0000-0001", true), line("HT-0000-0002", false)], unexplained: vec![late], done: None };
        let chrome = chrome(lang);
        let page = render_with(&chrome, || alerts::page(&chrome, &view));
        for part in ["value=\"id-HT-0000-0001\"", "/staff/tickets/HT-0000-0002", "data-testid=\"see-all\"", "HT-0000-0003#breach"] {
            assert!(page.contains(part), "no {part} in\n{page}");
        }
        assert!(!page.contains("value=\"id-HT-0000-0002\""));
        let empty = render_with(&chrome, || alerts::page(&chrome, &AlertsView::default()));
        assert!(empty.contains("data-testid=\"no-alerts\"") && !empty.contains("see-all") && !empty.contains("unexplained"));
    }
}

fn rota_view(keeps: bool) -> RotaView {
    let (from, until) = (at("2026-03-02T10:00:00Z"), at("2026-03-03T01:00:00Z"));
    let turn =
        TurnView { id: "t1".into(), name: "Rex".into(), product: None, from, until, away: Some(until), begun: false, mine_to_end: keeps };
    RotaView {
        covers: vec![CoverView { product: "HelloTalk".into(), now: None, next: Some(("Rex".into(), from)), gaps: vec![(from, until); 7] }],
        turns: vec![turn],
        keeps,
        products: vec![("*".into(), "All".into()), ("hellotalk".into(), "HelloTalk".into())],
        members: vec![("m1".into(), "Rex".into())],
        colleagues: if keeps { vec![("m1".into(), "Rex".into())] } else { vec![] },
        away: vec![("Rex".into(), from, until)],
        zone: (TimeZone::get("Asia/Hong_Kong").unwrap(), "Asia/Hong_Kong".into()),
        form: (String::new(), FormView::default()),
        done: None,
    }
}

#[test]
fn who_keeps_the_rota_can_change_it_and_others_read_it() {
    for lang in BOTH {
        let chrome = chrome(lang);
        let mut view = rota_view(true);
        view.form = ("turn".into(), form(&[("from", "2026-03-02T18:00")], &[("from", "Somebody is")]));
        let page = render_with(&chrome, || rota::page(&chrome, &view));
        for part in ["action=\"/staff/rota\"", "action=\"/staff/rota/remove\"", "value=\"2026-03-02T18:00\"", "id=\"from-error\"", "UTC+8"]
        {
            assert!(page.contains(part), "no {part} in\n{page}");
        }
        let reader = render_with(&chrome, || rota::page(&chrome, &rota_view(false)));
        assert!(
            !reader.contains("action=\"/staff/rota\"") && !reader.contains("/staff/rota/remove") && reader.contains("/staff/rota/away")
        );
    }
}

#[test]
fn a_late_clock_asks_why_one_at_a_time_until_it_is_said() {
    for lang in BOTH {
        let chrome = chrome(lang);
        let late = |clock, reason: Option<&str>| BreachView { clock, due: at("2026-03-01T10:00:00Z"), reason: reason.map(str::to_owned) };
        let mut view = ticket(Kind::Deletion);
        assert!(!render_with(&chrome, || ticket_page::page(&chrome, &view)).contains("/breach\""));
        view.breaches = vec![late(ClockName::Promise, None), late(ClockName::Law, None)];
        let page = render_with(&chrome, || ticket_page::page(&chrome, &view));
        assert_eq!(page.matches("data-testid=\"breach\"").count(), 1);
        assert!(
            page.contains("name=\"clock\" value=\"promise\"") && REASONS.iter().all(|code| page.contains(&format!("value=\"{code}\"")))
        );
        view.breaches = vec![late(ClockName::Promise, Some("complex")), late(ClockName::Law, None)];
        let page = render_with(&chrome, || ticket_page::page(&chrome, &view));
        assert!(page.contains("name=\"clock\" value=\"law\"") && page.contains("data-testid=\"breach-known\""));
        view.breaches.truncate(1);
        assert!(!render_with(&chrome, || ticket_page::page(&chrome, &view)).contains("data-testid=\"breach\""));
    }
}

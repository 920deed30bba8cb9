//! The alarm that an official list ends: once for each calendar, year and threshold, to whoever can do something about it.

use server::desk::coverage::{Threshold, reaches};
use server::jobs::tell_coverage;

use crate::on_both;
use crate::support::rules::official;
use crate::support::story::Story;

fn alarms(story: &Story) -> Vec<(String, i16, Threshold)> {
    let all = reaches(story).into_iter();
    all.filter_map(|reach| Some((reach.calendar.id().to_owned(), reach.missing, reach.threshold?))).collect()
}

on_both!(each_threshold_is_told_once, "2026-11-15T12:00:00+08:00", |story| {
    for (name, role) in [("Ada", "lead"), ("Max", "administrator"), ("Vi", "viewer"), ("Al", "agent"), ("Re", "reviewer")] {
        story.hire(name, role).await;
    }
    assert_eq!(alarms(&story), [], "46 days are left");
    assert_eq!(tell_coverage(&story).await.unwrap(), 0);
    for (moment, threshold) in [
        ("2026-11-16T12:00:00+08:00", Threshold::Days45),
        ("2026-12-17T12:00:00+08:00", Threshold::Days14),
        ("2027-01-01T00:00:00+08:00", Threshold::Ended),
    ] {
        story.now_is(moment);
        assert_eq!(alarms(&story), [("cn".to_owned(), 2027, threshold), ("hk".to_owned(), 2027, threshold)]);
        let before = story.mails("alert").await.len();
        assert_eq!(tell_coverage(&story).await.unwrap(), 2);
        for _ in 0..3 {
            assert_eq!(tell_coverage(&story).await.unwrap(), 0, "once");
        }
        let mails = story.mails("alert").await.split_off(before);
        let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["ada@staff.example", "ada@staff.example", "max@staff.example", "max@staff.example"]);
        assert!(mails.iter().all(|mail| mail.says("2027") && mail.says("/staff/calendars")));
    }
    assert_eq!(story.number_of("coverage_alarm").await, 6);
    let last = "SELECT COUNT(*) AS value FROM events WHERE kind = 'coverage_alarm' AND data LIKE '%ended%'";
    assert_eq!(story.number(last).await, 2);
});

on_both!(after_downtime_the_nearest_threshold_alone_is_told, "2026-12-20T12:00:00+08:00", |story| {
    story.hire("Ada", "lead").await;
    assert_eq!(tell_coverage(&story).await.unwrap(), 2);
    assert_eq!(story.mails("alert").await.len(), 2);
});

on_both!(an_official_list_ends_the_alarm, "2026-12-20T12:00:00+08:00", |story| {
    for calendar in ["hk", "cn"] {
        story.agree(official(calendar, vec![])).await;
    }
    assert_eq!(alarms(&story), []);
    assert_eq!(tell_coverage(&story).await.unwrap(), 0);
});

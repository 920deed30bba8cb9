//! `[[escalations]]` of a pack: what it says, what the house says for it, and every contradiction with its line.

use domain::clock::ClockName;
use domain::pack::{Audience, Escalation, Pack, Point};

const POLICY: &str = include_str!("../fixtures/third.toml");
const PROCESSORS: &str = include_str!("../fixtures/third.processors.toml");

/// Each with what is replaced, by what, and the words of the one problem that follows, which stands on the line of `at`.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("at = \"elapsed\"", "at = \"elapst\"", "elapst", "`elapst` is not a value of `at`"),
    ("open_hours = 3\n", "opened_hours = 3\nopen_hours = 3\n", "opened_hours", "unknown key `opened_hours`"),
    ("open_hours = 3\n", "", "[[escalations]]", "`unclaimed` does not say after how long"),
    ("open_hours = 3\n", "open_hours = 3\nhours = 5\n", "hours = 5", "`unclaimed` has two numbers"),
    ("hours = 11\n", "hours = 11\nopen_hours = 4\n", "open_hours = 4", "`elapsed` counts elapsed hours alone"),
    ("hours = 11\n", "hours = 25\n", "hours = 25", "after 25 hours the review is over: it takes 24"),
    ("at = \"breach\"", "at = \"breach\"\nhours = 7", "hours = 7", "`breach` takes no number"),
    ("to = [\"lead\"]", "to = [\"assignee\"]", "to = [\"assignee\"]", "`unclaimed` goes to the assignee, but there is none"),
    ("to = [\"assignee\", \"manager\"]", "to = [\"on_call\"]", "to = [\"on_call\"]", "the clock `law` is not theirs"),
    ("to = [\"lead\"]", "to = []", "to = []", "`to` is empty"),
];

#[test]
fn every_contradiction_is_told_on_its_line() {
    for (from, to, at, what) in MISTAKES {
        let text = POLICY.replacen(from, to, 1);
        let found = Pack::parse("third", &text, PROCESSORS).unwrap_err();
        let line = text.lines().position(|line| line.contains(at)).unwrap() + 1;
        assert!(
            matches!(found.as_slice(), [one] if one.what.contains(what) && one.line == line && !one.mend.is_empty()),
            "{to}: {found:?}"
        );
    }
    let (head, breach) = POLICY.split_at(POLICY.rfind("wait_for_open").unwrap());
    let waits = format!("{head}{}", breach.replace("false", "true"));
    let found = Pack::parse("third", &waits, PROCESSORS).unwrap_err();
    assert!(matches!(found.as_slice(), [one] if one.what.contains("a breach waits for open hours")), "{found:?}");
    let twice = format!("{POLICY}\n[[escalations]]\nclock = \"law\"\nat = \"breach\"\nto = [\"lead\"]\nwait_for_open = false\n");
    let found = Pack::parse("third", &twice, PROCESSORS).unwrap_err();
    assert!(matches!(found.as_slice(), [one] if one.what.contains("`breach` of the clock `law` stands twice")), "{found:?}");
}

fn row(list: &[Escalation], clock: ClockName, at: Point) -> &Escalation {
    list.iter().find(|row| row.clock == clock && row.at == at).unwrap()
}

/// What the clocks' rules say stands in both packs, and holds for a pack that says nothing.
#[test]
fn the_shipped_packs_and_the_house_say_what_the_rules_say() {
    let bare = POLICY.split("[[escalations]]").next().unwrap();
    let bare = Pack::parse("third", bare, PROCESSORS).unwrap();
    let hellotalk = (include_str!("../../../../policies/hellotalk.toml"), include_str!("../../../../policies/hellotalk.processors.toml"));
    let japanese =
        (include_str!("../../../../policies/japanese-ai.toml"), include_str!("../../../../policies/japanese-ai.processors.toml"));
    let hellotalk = Pack::parse("hellotalk", hellotalk.0, hellotalk.1).unwrap();
    let japanese = Pack::parse("japanese-ai", japanese.0, japanese.1).unwrap();
    assert!(!hellotalk.escalations.is_empty() && !japanese.escalations.is_empty(), "it is data");
    for pack in [&bare, &hellotalk, &japanese] {
        let list = pack.escalations();
        let unclaimed = row(list, ClockName::Promise, Point::Unclaimed);
        assert_eq!((unclaimed.open_hours, unclaimed.to.as_slice()), (Some(2), [Audience::Lead].as_slice()));
        assert_eq!(row(list, ClockName::Review, Point::Unclaimed).hours, Some(4));
        let page = row(list, ClockName::Review, Point::Elapsed);
        assert_eq!((page.hours, page.to.as_slice(), page.wait_for_open), (Some(12), [Audience::OnCall].as_slice(), false));
        for clock in ClockName::ALL {
            assert!(row(list, clock, Point::Amber).wait_for_open && row(list, clock, Point::Red).wait_for_open);
            let breach = row(list, clock, Point::Breach);
            assert!(!breach.wait_for_open && breach.to.contains(&Audience::Manager));
        }
        assert_eq!(list.len(), 13);
    }
}

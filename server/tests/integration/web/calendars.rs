//! The pages of the calendars and rules: what is typed is kept, errors stand beside their fields, and two people are needed.

use axum::http::StatusCode;

use crate::support::forms::deletion;
use crate::support::rules::UNTIL_FIVE;
use crate::support::story::Story;
use crate::web::portal;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

async fn due(story: &Story, reference: &str) -> String {
    story.ticket(reference).await.cached.promise_due_at.unwrap().to_string()
}

#[tokio::test]
async fn a_typhoon_is_drafted_by_one_and_approved_by_another() {
    let (story, browser) = portal().await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let mut bo = browser.another().staff(&story.test, "Bo", "lead").await;
    let page = ada
        .post("/staff/calendars/new/date", &[("place", "office:hellotalk"), ("open", "no"), ("hours", "9 to 5"), ("why", "Signal 8")])
        .await;
    assert_eq!(page.status, WRONG);
    for words in ["value=\"9 to 5\"", "value=\"Signal 8\"", "id=\"date-error\"", "id=\"hours-error\""] {
        assert!(page.has(words), "{words}");
    }
    let fields = [("place", "office:hellotalk"), ("date", "2026-03-03"), ("open", "no"), ("why", "Signal 8")];
    let made = ada.post("/staff/calendars/new/date", &fields).await;
    let draft = made.location();
    assert!(draft.starts_with("/staff/calendars/changes/"));
    let own = ada.get(draft).await;
    assert!(own.has("data-testid=\"another\"") && !own.has("data-testid=\"decide\""), "the first person waits for another");
    assert!(own.has(&reference), "what would move is linked");
    assert_eq!(ada.post(draft, &[("decision", "approve")]).await.status, WRONG);
    assert_eq!(due(&story, &reference).await, "2026-03-03T10:00:00Z");
    let seen = bo.get(draft).await;
    assert!(seen.has("data-testid=\"decide\"") && seen.has("2026-03-04T10:00:00Z"), "from when to when");
    assert!(bo.get("/staff/calendars").await.has(draft));
    story.minutes(11);
    let away = bo.post(draft, &[("decision", "approve")]).await.location().to_owned();
    assert!(away.starts_with("/staff/confirm?to="), "{away}");
    let back = bo.post("/staff/confirm", &[("to", draft), ("password", "correct horse battery")]).await.location().to_owned();
    assert_eq!(back, draft);
    assert_eq!(bo.post(draft, &[("decision", "approve")]).await.location(), draft);
    story.work().await;
    assert_eq!(due(&story, &reference).await, "2026-03-04T10:00:00Z");
    let rules = ada.get("/staff/rules").await;
    assert!(rules.has(draft) && !rules.has("href=\"/staff/rules/"), "the move, and nothing that a lead may move");
    assert!(ada.get("/staff/calendars").await.has("data-testid=\"offices\""));
}

const YEAR: &str =
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\nSUMMARY:The first day of January\nEND:VEVENT\nEND:VCALENDAR";

#[tokio::test]
async fn a_year_is_pasted_or_sent_as_a_file() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let broken = YEAR.replace("20270101", "2027010");
    let page = ada.post("/staff/calendars/new/import", &[("calendar", "hk"), ("text", &broken), ("why", "It is out")]).await;
    assert_eq!(page.status, WRONG);
    assert!(page.has("SUMMARY:The first day of January") && page.has("id=\"text-error\""), "the text is kept");
    assert!(page.has("Line 4"), "{}", page.text());
    let page = ada.post("/staff/calendars/new/import", &[("calendar", "hk"), ("text", YEAR), ("why", "It is out")]).await;
    assert_eq!(page.status, WRONG);
    assert!(page.has("id=\"status-error\"") && page.has("id=\"source-error\""), "an iCalendar does not say them");
    let fields =
        [("calendar", "hk"), ("status", "official"), ("source", "gazette"), ("why", "It is out"), ("text", "what was there before")];
    // A byte that is no UTF-8, a byte order mark and Windows' line ends.
    let mut file = b"\xef\xbb\xbf".to_vec();
    file.extend_from_slice(YEAR.replace('\n', "\r\n").as_bytes());
    let made = ada.upload("/staff/calendars/new/import", &fields, &[("file", "2027.ics", &file)]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let page = ada.get(made.location()).await;
    assert!(page.has("gazette") && page.has("data-testid=\"days\""));
    let wrong = ada.upload("/staff/calendars/new/import", &fields, &[("file", "x.toml", b"[[year]]\nyear = \"\xff\"")]).await;
    assert_eq!(wrong.status, WRONG);
    assert!(wrong.has("[[year]]") && !wrong.has("what was there before"), "a file's text is shown like a pasted one");
    let long = vec![b'x'; 1_200_000];
    assert_eq!(ada.upload("/staff/calendars/new/import", &fields, &[("file", "x.ics", &long)]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM calendar_changes").await, 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files").await, 0, "no file was kept");
}

#[tokio::test]
async fn every_year_of_every_calendar_has_its_page() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let list = ada.get("/staff/calendars").await;
    assert!(!list.has("coverage-alarm"), "2026 is official until its end");
    for calendar in ["cn", "gb", "hk", "us"] {
        for year in ["2025", "2026", "2031", "x"] {
            let path = format!("/staff/calendars/{calendar}?year={year}");
            assert_eq!(ada.get(&path).await.status, StatusCode::OK, "{path}");
        }
    }
    assert!(ada.get("/staff/calendars/cn?year=2026").await.has("datetime=\"2026-02-14\""), "a make-up Saturday");
    assert_eq!(ada.get("/staff/calendars/fr").await.status, StatusCode::NOT_FOUND);
    story.now_is("2026-03-02T10:05:00+08:00");
    assert!(!ada.get("/staff/queue").await.has("coverage-alarm"));
}

#[tokio::test]
async fn the_alarm_stands_on_the_queue_of_who_can_do_something() {
    let story = Story::begin(server::testing::Database::Sqlite, "2026-11-20T10:00:00+08:00").await;
    let browser = crate::support::browser::Browser::new(&story.test);
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let mut al = browser.another().staff(&story.test, "Al", "agent").await;
    assert!(ada.get("/staff/queue").await.has("coverage-alarm"));
    assert!(ada.get("/staff/calendars").await.has("coverage-alarm"));
    assert!(!al.get("/staff/queue").await.has("coverage-alarm"));
}

#[tokio::test]
async fn an_administrator_moves_older_rules_after_a_look() {
    let (mut story, _) = portal().await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let old = story.ticket(&reference).await.rules.unwrap();
    story.restart(&[UNTIL_FIVE]).await;
    let browser = crate::support::browser::Browser::new(&story.test);
    let mut max = browser.another().staff(&story.test, "Max", "administrator").await;
    let path = format!("/staff/rules/{old}");
    let list = max.get("/staff/rules").await;
    assert!(list.has(&path) && list.has("hours or calendars"), "{}", list.text());
    let page = max.get(&path).await;
    assert!(page.has("2026-03-03T09:00:00Z") && page.has(&reference));
    let html = page.text();
    let seen: String = html.split_once("name=\"seen\" value=\"").unwrap().1.chars().take_while(char::is_ascii_alphanumeric).collect();
    assert_eq!(max.post(&path, &[("seen", "0123456789abcdef")]).await.status, WRONG);
    assert_eq!(max.post(&path, &[("seen", &seen)]).await.location(), "/staff/rules");
    story.work().await;
    assert_eq!(due(&story, &reference).await, "2026-03-03T09:00:00Z");
    assert_eq!(max.get(&path).await.status, StatusCode::NOT_FOUND);
}

/// Days of an iCalendar, each with its lines.
fn feed(events: &[&str]) -> String {
    let events: Vec<String> = events.iter().map(|lines| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n")).collect();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}END:VCALENDAR\n", events.concat())
}

#[tokio::test]
async fn what_a_list_leaves_in_doubt_is_asked_and_the_approver_sees_each_day_with_its_reason() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "lead").await;
    let mut bo = browser.another().staff(&story.test, "Bo", "lead").await;
    let text = feed(&[
        "DTSTART;VALUE=DATE:20270501\nSUMMARY:劳动节（加班三倍工资）",
        "DTSTART;VALUE=DATE:20270508\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\nSUMMARY:Labour Day",
        "DTSTART;VALUE=DATE:20270509\nSUMMARY:Mother's Day",
        "DTSTART;VALUE=DATE:20271001\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\nSUMMARY:国庆节（休）",
    ]);
    let path = "/staff/calendars/new/import";
    let fields = [("calendar", "cn"), ("status", "official"), ("source", "gazette"), ("why", "It is out"), ("text", text.as_str())];
    let asked = ada.post(path, &fields).await;
    assert_eq!(asked.status, WRONG);
    assert!(
        asked.has("data-testid=\"doubts\"") && asked.has("id=\"day-2027-05-01-error\"") && asked.has("加班三倍工资"),
        "{}",
        asked.text()
    );
    assert!(!asked.has("day-2027-05-08") && !asked.has("day-2027-05-09"), "what is sure is not asked");
    assert!(!asked.has("checked"), "nothing is chosen beforehand");
    // What was chosen is kept when something else is wrong.
    let mut chosen = fields.to_vec();
    chosen.push(("day-2027-05-01", "closed"));
    let without = chosen.iter().map(|(name, value)| if *name == "why" { (*name, "") } else { (*name, *value) }).collect::<Vec<_>>();
    let again = ada.post(path, &without).await;
    assert!(again.status == WRONG && again.has("id=\"why-error\"") && again.has("checked") && !again.has("id=\"day-2027-05-01-error\""));
    let made = ada.post(path, &chosen).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let seen = bo.get(made.location()).await;
    let list = seen.text().split_once("data-testid=\"list\"").unwrap().1.split_once("</table>").unwrap().0.to_owned();
    for words in [
        "Chosen by hand",
        "The calendar marks it so.",
        "Mother's Day",
        "an observance",
        "datetime=\"2027-05-08\"",
        "datetime=\"2027-10-01\"",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    // A choice that is none is asked for again.
    let mut wrong = fields.to_vec();
    wrong.push(("day-2027-05-01", "perhaps"));
    assert!(ada.post(path, &wrong).await.has("id=\"day-2027-05-01-error\""));
    // A file in another coding says so, and is not guessed at.
    let gbk = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270220\nSUMMARY:\xb4\xba\xbd\xda\xb2\xb9\xb0\xe0\nEND:VEVENT\nEND:VCALENDAR\n";
    let refused = ada.upload(path, &fields[..4], &[("file", "2027.ics", gbk)]).await;
    assert!(refused.status == WRONG && refused.has("Save the file as UTF-8"), "{}", refused.text());
}

//! Colleagues and logs in the browser: what each role gets, what must be confirmed, and what a child's ticket shows.

use app::texts::T;
use axum::http::StatusCode;
use domain::Lang;
use jiff::SignedDuration;
use server::args;

use crate::support::forms::deletion;
use crate::web::portal;

const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn what_is_weighty_asks_for_the_password() {
    let (story, browser) = portal().await;
    let mut max = browser.another().staff(&story.test, "Max", "administrator").await;
    let ada = story.hire("Ada", "agent").await;
    let page = format!("/staff/people/{}", ada.id);
    assert!(max.get(&page).await.has("name=\"role\""), "fresh from the log-in");
    story.pass(SignedDuration::from_mins(11));
    let asked = max.get(&page).await.location().to_owned();
    assert_eq!(asked, format!("/staff/confirm?to=%2Fstaff%2Fpeople%2F{}", ada.id));
    assert_eq!(max.post(&format!("{page}/close"), &[]).await.location(), asked);
    assert_eq!(max.post("/staff/confirm", &[("to", &page), ("password", "wrong")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let elsewhere = max.post("/staff/confirm", &[("to", "https://example.com/"), ("password", PASSWORD)]).await;
    assert_eq!(elsewhere.location(), "/staff/queue");
    assert_eq!(max.post("/staff/confirm", &[("to", &page), ("password", PASSWORD)]).await.location(), page);
    assert_eq!(max.post(&format!("{page}/role"), &[("role", "lead"), ("products", "hellotalk")]).await.location(), page);
    let changed = max.get(&page).await;
    assert!(changed.has("data-testid=\"done\"") && changed.has("value=\"lead\" checked"));
    assert_eq!(max.post(&format!("{page}/role"), &[("role", "owner")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(max.post(&format!("{page}/minors"), &[("approve", "yes")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(max.post(&format!("{page}/close"), &[]).await.location(), "/staff/people");
    assert_eq!(max.get(&page).await.status, StatusCode::NOT_FOUND);
    let list = max.get("/staff/people").await;
    assert!(list.has("Ada") && !list.has("ada@staff.example"), "the name stays for the record");
    assert_eq!(max.get("/staff/access").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_invitation_by_mail_cannot_be_bent() {
    let (story, browser) = portal().await;
    let mut max = browser.another().staff(&story.test, "Max", "administrator").await;
    let sent = max.post("/staff/people", &[("role", "reviewer"), ("email", "rex@staff.example"), ("products", "japanese-ai")]).await;
    assert_eq!(sent.location(), "/staff/people");
    let list = max.get("/staff/people").await;
    assert!(list.has("rex@staff.example") && !list.has("/staff/join/"));
    let mail = story.mail_to("invitation", "rex@staff.example").await;
    let path: String = mail.letter.text.split_once(story.origin.as_ref()).unwrap().1.chars().take_while(|c| !c.is_whitespace()).collect();
    let mut rex = browser.another();
    assert!(rex.get(&path).await.has("value=\"rex@staff.example\" readonly"));
    let fields = [("name", "Rex"), ("email", "eve@example.org"), ("password", PASSWORD)];
    assert_eq!(rex.post(&path, &fields).await.location(), "/staff/second");
    let member = story.entered(&rex.cookies["staff"]).await.unwrap().unwrap().member;
    assert_eq!(member.person.email, "rex@staff.example");
    // The first code is checked, with the same key on the page that comes back.
    let (token, code) = rex.enrolment(&story.test).await;
    let wrong = rex.post("/staff/second", &[("token", &token), ("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("data-testid=\"secret\"") && !wrong.has("dev-code"));
    let codes = rex.post("/staff/second", &[("token", &token), ("code", &code)]).await;
    assert_eq!(codes.text().matches("<code class=\"ltr\">").count(), 10);
    assert!(rex.get("/staff/account").await.has("rex@staff.example"));
}

#[tokio::test]
async fn a_childs_page_shows_nothing_before_the_purpose() {
    let (story, browser) = portal().await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    story.tamper("UPDATE tickets SET minor = 1", &[]).await;
    let ticket = format!("/staff/tickets/{reference}");
    let mut bea = browser.another().staff(&story.test, "Bea", "agent").await;
    let gate = bea.get(&ticket).await;
    assert!(gate.has("data-testid=\"gate\"") && gate.has("data-testid=\"clocks\"") && !gate.has("name=\"purpose\""));
    assert!(!gate.has("mika@example.org"));
    let purpose = [("purpose", "safeguarding"), ("note", "A hint.")];
    assert_eq!(bea.post(&format!("{ticket}/look"), &purpose).await.status, StatusCode::NOT_FOUND);
    story.tamper("UPDATE staff SET minors_at = 1, minors_by = 'x' WHERE role = $1", args!["agent"]).await;
    let gate = bea.get(&ticket).await;
    assert!(gate.has("name=\"purpose\"") && !gate.has("mika@example.org"));
    let refused = bea.post(&format!("{ticket}/message"), &[("version", "99"), ("words", "Dear Mika")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.has("mika@example.org") && refused.has("name=\"purpose\""));
    assert_eq!(bea.post(&format!("{ticket}/look"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bea.post(&format!("{ticket}/look"), &purpose).await.location(), ticket);
    assert!(bea.get(&ticket).await.has("mika@example.org"));

    let mut pia = browser.another().staff(&story.test, "Pia", "privacy_officer").await;
    let log = pia.get("/staff/access?minors=yes").await;
    assert!(log.has(&reference) && log.has("Bea") && log.has("A hint."));
    assert!(!pia.get("/staff/access?member=nobody").await.has(&reference));
    assert_eq!(pia.get("/staff/access?from=yesterday").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(pia.get("/staff/access?from=2026-03-02&to=2026-03-02").await.has(&reference));
    assert!(!pia.get("/staff/access?to=2026-03-01").await.has("data-testid=\"log\""));
    let file = pia.post("/staff/access/export", &[("minors", "yes")]).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"access-log.csv\"");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(file.has(&reference) && !file.has("mika@example.org"));
    assert!(pia.get("/staff/access").await.has("Export"), "the download is a look");
    story.pass(SignedDuration::from_mins(11));
    assert!(
        pia.post("/staff/access/export", &[("minors", "yes")]).await.location().starts_with("/staff/confirm?to=%2Fstaff%2Faccess%3Fminors")
    );
    assert!(pia.get("/staff/refusals").await.status == StatusCode::OK);
    assert_eq!(pia.post("/staff/refusals/export", &[]).await.header("content-disposition"), "attachment; filename=\"refusals.csv\"");
    for path in ["/staff/access", "/staff/refusals"] {
        assert_eq!(bea.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/staff/access/export", "/staff/refusals/export", "/staff/invitations/withdraw"] {
        assert_eq!(bea.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_forgotten_password_says_the_same_to_everybody() {
    let (story, mut browser) = portal().await;
    browser.another().staff(&story.test, "Ada", "agent").await;
    let known = browser.post("/staff/forgot", &[("email", "ada@staff.example")]).await;
    let unknown = browser.post("/staff/forgot", &[("email", "eve@staff.example")]).await;
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    assert_eq!(browser.post("/staff/forgot", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.get("/staff/reset/nonsense").await.status, StatusCode::NOT_FOUND);
    story.forgot("ada@staff.example", domain::Lang::En).await.unwrap();
    let mail = story.mail_to("staff_reset", "ada@staff.example").await;
    let path: String = mail.letter.text.split_once(story.origin.as_ref()).unwrap().1.chars().take_while(|c| !c.is_whitespace()).collect();
    assert_eq!(browser.post(&path, &[("password", "short")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post(&path, &[("password", "a calm sea and a grey gull")]).await.location(), "/staff/login");
    assert!(browser.get("/staff/login").await.has("data-testid=\"done\""));
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_viewer_is_offered_nothing_to_do() {
    let (story, browser) = portal().await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let ticket = format!("/staff/tickets/{reference}");
    let mut vi = browser.another().staff(&story.test, "Vi", "viewer").await;
    let (queue, page) = (vi.get("/staff/queue").await, vi.get(&ticket).await);
    assert!(queue.has(&reference) && page.has("mika@example.org"));
    assert!(!queue.has("/claim\"") && !page.has("/claim\"") && !page.has("data-testid=\"note\""));
    for act in
        ["claim", "release", "note", "message", "acts/pause", "acts/cancel", "clocks/due", "in-app-code", "close", "decide", "reassign"]
    {
        assert_eq!(
            vi.post(&format!("{ticket}/{act}"), &[("words", "x"), ("days", "3"), ("decision", "warned")]).await.status,
            StatusCode::NOT_FOUND,
            "{act}"
        );
    }
}

#[tokio::test]
async fn what_a_role_is_shown_is_what_opens() {
    const ALL: [&str; 9] = ["alerts", "rota", "promises", "calendars", "rules", "people", "accounts", "access", "refusals"];
    let t = T(Lang::En);
    let words = [
        t.nav_queue(),
        t.nav_alerts(),
        t.nav_rota(),
        t.nav_promises(),
        t.nav_calendars(),
        t.nav_rules(),
        t.nav_people(),
        t.nav_frozen(),
        t.nav_access(),
        t.nav_refusals(),
    ];
    let (story, browser) = portal().await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let ticket = format!("/staff/tickets/{reference}");
    for (role, shown) in [("viewer", 2), ("agent", 2), ("reviewer", 2), ("lead", 5), ("administrator", 7), ("privacy_officer", 9)] {
        let mut member = browser.another().staff(&story.test, role, role).await;
        let queue = member.get("/staff/queue").await.text();
        let (_, rest) = queue.split_once("<nav aria-label=").unwrap();
        let (nav, _) = rest.split_once("</nav>").unwrap();
        let found: Vec<&str> = nav.split("href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
        let expected: Vec<String> = ["queue"].iter().chain(&ALL[..shown]).map(|name| format!("/staff/{name}")).collect();
        assert_eq!(found, expected, "{role}");
        let said: Vec<&str> = nav.split("<a ").skip(1).filter_map(|link| link.split_once('>')?.1.split('<').next()).collect();
        assert_eq!(said, words[..=shown], "{role}");
        for (at, name) in ALL.iter().enumerate() {
            let status = if at < shown { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(member.get(&format!("/staff/{name}")).await.status, status, "{role}: {name}");
        }
        let page = member.get(&ticket).await;
        // A reviewer works on reports alone.
        assert_eq!(page.status, if role == "reviewer" { StatusCode::NOT_FOUND } else { StatusCode::OK }, "{role}");
        assert_eq!(page.has("data-testid=\"claim\""), !["reviewer", "viewer"].contains(&role), "{role}");
    }
}

//! The staff's side page by page: an invitation, a look at a child's ticket and its record, and a colleague who leaves.

use app::texts::T;
use axum::http::StatusCode;
use domain::Lang;
use jiff::SignedDuration;
use server::desk::second;

use crate::support::browser::{Browser, Page};
use crate::support::forms::deletion;
use crate::support::html::{attribute, between, html, is_refused, main_of};
use crate::support::html_form::{follow, send};
use crate::web::portal;

const EN: T = T(Lang::En);

/// Whether the notice of what was just done says this.
fn done(page: &Page, words: &str) -> bool {
    between(&html(page), "data-testid=\"done\"", "</div>").contains(words)
}

/// The rows of the table with this name.
fn rows(page: &Page, name: &str) -> Vec<String> {
    let table = between(&html(page), &format!("data-testid=\"{name}\""), "</table>");
    let (_, body) = table.split_once("<tbody>").expect("a body");
    body.split("<tr").skip(1).map(str::to_owned).collect()
}

/// Opens somebody's page from their line in the list of the staff.
async fn colleague(browser: &mut Browser, email: &str) -> Page {
    let list = browser.get("/staff/people").await;
    let row = rows(&list, "people").into_iter().find(|row| row.contains(email)).expect("a line");
    browser.get(attribute(&row, "href")).await
}

/// The only line of a ticket on the queue.
async fn line(browser: &mut Browser, reference: &str, query: &str) -> String {
    let queue = html(&browser.get(&format!("/staff/queue{query}")).await);
    let lines: Vec<&str> = queue.split("data-testid=\"line\"").skip(1).filter_map(|line| line.split("</tr>").next()).collect();
    let found: Vec<&&str> = lines.iter().filter(|line| line.contains(reference)).collect();
    assert_eq!(found.len(), 1, "{lines:?}");
    (*found[0]).to_owned()
}

fn held_by_me(page: &Page) -> bool {
    between(&html(page), "data-testid=\"holder\"", "<").ends_with(&format!(">{}", EN.ticket_held_by_me()))
}

#[tokio::test]
async fn an_invitation_is_for_its_address_alone_and_opens_nothing_without_a_second_factor() {
    const NIA: &str = "nia@agents.example";
    const WORDS: &str = "a calm sea and a grey gull";
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "administrator").await;
    let queue = ada.get("/staff/queue").await;
    let page = follow(&mut ada, &queue, &EN.nav_people()).await;
    let fields = [("role", "agent"), ("products", "hellotalk"), ("email", NIA)];
    let invited = send(&mut ada, &page, "data-testid=\"invite\"", &fields).await;
    let page = ada.get(invited.location()).await;
    assert!(done(&page, &EN.people_done_invited()));
    assert!(!page.has("data-testid=\"invitation\"") && !page.has("/staff/join/"), "the link is in the mail, and nowhere else");
    assert!(rows(&page, "invitations").concat().contains(NIA));

    let mail = story.mail_to("invitation", NIA).await;
    assert_eq!(mail.letter.subject, EN.mail_subject_invitation());
    assert!(mail.letter.text.contains(&EN.role_agent()));
    let mut nia = browser.another();
    let page = nia.get(&format!("/staff/join/{}", mail.secret("/staff/join/"))).await;
    let email = html(&page).split("<input ").find(|input| input.contains("name=\"email\"")).unwrap().split('>').next().unwrap().to_owned();
    assert_eq!(attribute(&email, "value"), NIA);
    assert!(email.contains(" readonly"), "{email}");
    let joined = send(&mut nia, &page, "data-testid=\"join\"", &[("name", "Nia"), ("password", WORDS)]).await;
    assert_eq!(joined.location(), "/staff/second");
    for path in ["/staff/queue", "/staff/account"] {
        assert_eq!(nia.get(path).await.location(), "/staff/second", "first the second factor");
    }
    let page = nia.get("/staff/second").await;
    let key = between(&html(&page), "data-testid=\"secret\">", "<");
    let code = second::code_of_letters(&key, story.now()).unwrap();
    let codes = send(&mut nia, &page, "data-testid=\"enrol\"", &[("code", &code)]).await;
    assert_eq!(between(&html(&codes), "data-testid=\"recovery\"", "</ul>").matches("<code ").count(), 10);
    assert!(follow(&mut nia, &codes, &EN.codes_go_on()).await.has("href=\"/staff/queue\""));
    let own = main_of(&nia.get("/staff/account").await).to_lowercase();
    assert!(own.contains("hellotalk") && !own.contains("japanese"));

    // Later, from another place: a wrong code is refused, an unused one lets in.
    let mut later = browser.another();
    let page = later.get("/staff/login").await;
    let entered = send(&mut later, &page, "data-testid=\"login\"", &[("email", NIA), ("password", WORDS)]).await;
    let page = later.get(entered.location()).await;
    for wrong in ["12345", code.as_str()] {
        let refused = send(&mut later, &page, "data-testid=\"second\"", &[("code", wrong)]).await;
        is_refused(&refused, &[("code", EN.error_second_wrong())]);
    }
    story.pass(SignedDuration::from_secs(30));
    let code = second::code_of_letters(&key, story.now()).unwrap();
    assert_eq!(send(&mut later, &page, "data-testid=\"second\"", &[("code", &code)]).await.location(), "/staff/queue");
    assert_eq!(later.get("/staff/queue").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_childs_ticket_opens_to_approved_staff_with_a_purpose_and_the_privacy_officer_finds_the_look() {
    const NOTE: &str = "Second look after a call.";
    const CHILD: [(&str, &str); 8] = [
        ("product", "hellotalk"),
        ("name", "Mina"),
        ("app_id", "kid_4711"),
        ("email", "mina@child.example"),
        ("birth_day", "1"),
        ("birth_month", "9"),
        ("birth_year", "2015"),
        ("country", "GB"),
    ];
    let secrets = ["Mina", "kid_4711", "mina@child.example"];
    let (story, browser) = portal().await;
    let mut olga = browser.another().staff(&story.test, "Olga", "privacy_officer").await;
    let mut nia = browser.another().staff(&story.test, "Nia", "agent").await;
    let mut ron = browser.another().staff(&story.test, "Ron", "lead").await;
    let mut parent = browser.another();
    parent.cookies.insert("account".to_owned(), story.account_of("jo@example.org").await);
    let child = parent.post("/guardian/children/new", &CHILD).await.location().to_owned();
    let proof = [("relation", "parent"), ("method", "call"), ("method", "child_code"), ("words", "After 19:00."), ("declared", "yes")];
    assert_eq!(parent.post(&format!("{child}/proof"), &proof).await.location(), child);
    let reference = between(&parent.get(&child).await.text(), "href=\"/requests/", "\"");
    let ticket = format!("/staff/tickets/{reference}");

    let line = line(&mut nia, &reference, "").await;
    assert!(line.contains(&format!("href=\"{ticket}\"")));
    let gate = nia.get(&ticket).await;
    assert!(between(&html(&gate), "data-testid=\"gate\"", "</section>").contains(&EN.gate_no()));
    assert!(!gate.has("data-testid=\"look\""));
    for secret in secrets {
        assert!(!line.contains(secret), "nothing personal stands in the queue");
        assert!(!gate.has(secret), "not even in the page's source");
    }

    let page = colleague(&mut olga, "nia@staff.example").await;
    let approved = send(&mut olga, &page, "data-testid=\"minors\"", &[]).await;
    assert!(done(&olga.get(approved.location()).await, &EN.people_done_minors_approved()));
    let gate = nia.get(&ticket).await;
    let refused = send(&mut nia, &gate, "data-testid=\"look\"", &[("note", NOTE)]).await;
    is_refused(&refused, &[("purpose", EN.error_purpose_required())]);
    assert!(html(&refused).contains(&format!(">{NOTE}</textarea>")) && !refused.has("kid_4711"));
    let fields = [("note", NOTE), ("purpose", "quality_check")];
    assert_eq!(send(&mut nia, &refused, "data-testid=\"look\"", &fields).await.location(), ticket);
    let page = nia.get(&ticket).await;
    assert!(page.has("data-testid=\"details\"") && !page.has("data-testid=\"gate\""));
    assert!(between(&html(&page), "data-testid=\"guardian\"", "</section>").contains("kid_4711"));

    // Another lead has no approval, and may not read the log either.
    let gate = ron.get(&ticket).await;
    assert!(between(&html(&gate), "data-testid=\"gate\"", "</section>").contains(&EN.gate_no()));
    assert_eq!(ron.get("/staff/access").await.status, StatusCode::NOT_FOUND);

    let queue = olga.get("/staff/queue").await;
    let page = follow(&mut olga, &queue, &EN.nav_access()).await;
    let fields = [("reference", reference.to_lowercase()), ("minors", "yes".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let found = send(&mut olga, &page, "data-testid=\"filter\"", &fields).await;
    let looks = rows(&found, "log");
    assert_eq!(looks.len(), 1);
    for text in ["Nia", &reference, &EN.purpose_quality_check(), &EN.access_child(), NOTE] {
        assert!(looks[0].contains(text), "{text}");
    }
    let long_ago = [("from", "2001-01-01"), ("to", "2001-01-02")];
    assert!(send(&mut olga, &found, "data-testid=\"filter\"", &long_ago).await.has("data-testid=\"none\""));

    story.pass(SignedDuration::from_secs(1));
    // The same as a table, and the download is a look too.
    let page = olga.get(&format!("/staff/access?reference={reference}")).await;
    let file = send(&mut olga, &page, "data-testid=\"export\"", &[]).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"access-log.csv\"");
    let text = file.text();
    let table: Vec<&str> = text.trim().lines().collect();
    assert_eq!(table.len(), 2, "a head and one look");
    assert!(table[1].contains(&reference));
    assert!(secrets.iter().all(|secret| !table[1].contains(secret)));
    assert!(rows(&olga.get("/staff/access").await, "log")[0].contains(&EN.look_export()));
}

#[tokio::test]
async fn who_leaves_is_out_at_once_and_their_tickets_go_to_a_colleague() {
    let (story, browser) = portal().await;
    let mut ada = browser.another().staff(&story.test, "Ada", "administrator").await;
    let mut leaver = browser.another().staff(&story.test, "Leaver", "agent").await;
    let mut heir = browser.another().staff(&story.test, "Heir", "agent").await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let ticket = format!("/staff/tickets/{reference}");
    let page = leaver.get(&ticket).await;
    assert_eq!(send(&mut leaver, &page, "data-testid=\"claim\"", &[]).await.location(), ticket);
    assert!(held_by_me(&leaver.get(&ticket).await));

    let page = colleague(&mut ada, "leaver@staff.example").await;
    let to = html(&page).split("<option ").find(|option| option.contains(">Heir</option>")).expect("a colleague").to_owned();
    let closed = send(&mut ada, &page, "data-testid=\"close-account\"", &[("to", attribute(&to, "value"))]).await;
    assert_eq!(closed.location(), "/staff/people");
    let list = ada.get(closed.location()).await;
    assert!(done(&list, &EN.people_done_closed()));
    assert!(!list.has("leaver@staff.example"), "the address is erased");

    assert_eq!(leaver.get(&ticket).await.location(), "/staff/login", "the open browser is out");
    let page = leaver.get("/staff/login").await;
    let fields = [("email", "leaver@staff.example"), ("password", "correct horse battery")];
    let refused = send(&mut leaver, &page, "data-testid=\"login\"", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(between(&html(&refused), "class=\"error-summary\"", "</div>").contains(&EN.error_login_failed()));

    line(&mut heir, &reference, "?view=mine").await;
    assert!(held_by_me(&heir.get(&ticket).await));
}

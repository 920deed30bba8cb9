//! What the page tests of guardians share: parents, children, and the staff who are approved for children's data, each in a browser
//! of their own; forms are filled as people fill them.

use app::texts::T;
use axum::http::StatusCode;
use domain::Lang;
use server::mail::Topic;
use server::testing::Database;

use crate::support::browser::{Browser, Page};
use crate::support::html::html;
use crate::support::html_form::send;
use crate::support::post::Mail;
use crate::support::story::{PASSWORD, Story};

/// The product of these stories, as its mails name it.
pub const PRODUCT: &str = "HelloTalk";

/// The address of the child's account.
pub const CHILD: &str = "mina@child.example";

/// The child's ID in the product.
pub const APP_ID: &str = "kid_77";

/// What a guardian may be granted in a country that asks for no consent.
pub const RIGHTS: [&str; 3] = ["view", "update", "revoke"];

/// The stories are told in English.
pub const EN: T = T(Lang::En);

/// A portal, and an officer who approves colleagues for children's data.
pub struct Portal {
    pub story: Story,
    stranger: Browser,
    officer: Browser,
}

/// Somebody with an account, just logged in.
pub struct Parent {
    pub name: String,
    pub email: String,
    pub browser: Browser,
}

impl Portal {
    pub async fn begin(moment: &str) -> Self {
        let story = Story::begin(Database::Sqlite, moment).await;
        let mut stranger = Browser::new(&story.test);
        stranger.post("/language", &[("lang", Lang::En.tag()), ("to", "/")]).await.location();
        let officer = stranger.clone().staff(&story.test, "Olga", "privacy_officer").await;
        Self { story, stranger, officer }
    }

    /// A browser of somebody who has only chosen a language.
    pub fn someone(&self) -> Browser {
        self.stranger.clone()
    }

    pub async fn parent(&self, name: &str) -> Parent {
        let email = format!("{}@home.example", name.to_lowercase().replace(' ', "."));
        self.story.ask_account(&email, Lang::En).await.unwrap();
        self.story.work().await;
        let secret = self.story.mail_to("sign_up", &email).await.secret("/account/new/");
        let session = self.story.make_account(&secret, name, PASSWORD, None, "Firefox|Android").await.unwrap();
        let mut browser = self.someone();
        browser.cookies.insert("account".to_owned(), session);
        Parent { name: name.to_owned(), email, browser }
    }

    /// A colleague, whom the officer approves for children's data on the page of the staff.
    pub async fn carer(&mut self, name: &str, role: &str) -> Browser {
        let browser = self.someone().staff(&self.story.test, name, role).await;
        let member = self.story.entered(&browser.cookies["staff"]).await.unwrap().unwrap().member;
        let path = format!("/staff/people/{}", member.id);
        let list = self.officer.get("/staff/people").await;
        assert!(list.has(&member.person.email) && list.has(&format!("href=\"{path}\"")));
        assert_eq!(fill(&mut self.officer, &path, &format!("{path}/minors"), &[]).await.location(), path);
        assert!(done(&self.officer.get(&path).await).contains(&EN.people_done_minors_approved()));
        browser
    }

    /// The newest mail of this kind to this address, with this subject.
    pub async fn mail(&self, kind: &str, email: &str, subject: &str) -> Mail {
        self.story.work().await;
        let mail = self.story.mail_to(kind, email).await;
        assert_eq!(mail.letter.subject, subject);
        mail
    }

    /// Every mail to this address.
    pub async fn mails_to(&self, email: &str) -> Vec<Mail> {
        self.story.work().await;
        let mut all = Vec::new();
        for topic in Topic::ALL {
            all.extend(self.story.mails(topic.code()).await.into_iter().filter(|mail| mail.to == email));
        }
        all
    }

    /// Has the code sent to the child; returns the mail that the child gets.
    pub async fn send_code(&self, parent: &mut Parent, path: &str) -> Mail {
        sent(&mut parent.browser, path, &format!("{path}/code"), &[]).await;
        self.mail("child_code", CHILD, &EN.mail_subject_child_code(PRODUCT)).await
    }

    /// Adds the child of this birth and country, proves authority by a call and the child's code, and has an agent grant these
    /// rights. Returns the child's path.
    pub async fn confirmed(&self, parent: &mut Parent, agent: &mut Browser, (birth, country): (&str, &str), rights: &[&str]) -> String {
        let path = add_child(parent, birth, country).await;
        let case = prove(parent, &path).await;
        let code = self.send_code(parent, &path).await.code();
        sent(&mut parent.browser, &path, &format!("{path}/code/enter"), &[("code", &code)]).await;
        take(agent, &case).await;
        // The guardian typed the address: that it is the child's, the agent has looked up in the product.
        let mut decision = vec![("done", "call"), ("address_matches", "yes"), ("console_id", APP_ID), ("decision", "grant")];
        decision.extend(rights.iter().map(|right| ("right", *right)));
        assert_eq!(act(agent, &case, "authority", &decision).await.location(), ticket(&case));
        let page = parent.browser.get(&path).await;
        assert!(page.has(&EN.guardian_authority_granted()));
        assert!(html(&page).contains(&format!("<a href=\"/requests/{case}\">{}</a>", EN.guardian_authority_case())));
        path
    }
}

/// Adds a child of this birth (year, month, day) and country; returns its page's path.
pub async fn add_child(parent: &mut Parent, birth: &str, country: &str) -> String {
    let birth: Vec<&str> = birth.split('-').collect();
    let fields = [
        ("product", "hellotalk"),
        ("name", "Mina"),
        ("app_id", APP_ID),
        ("email", CHILD),
        ("birth_day", birth[2]),
        ("birth_month", birth[1]),
        ("birth_year", birth[0]),
        ("country", country),
    ];
    sent(&mut parent.browser, "/guardian/children/new", "/guardian/children/new", &fields).await
}

/// Claims authority by a call and the code to the child's address; returns the case's reference.
pub async fn prove(parent: &mut Parent, path: &str) -> String {
    let fields =
        [("relation", "parent"), ("method", "call"), ("method", "child_code"), ("words", "Weekdays after 19:00."), ("declared", "yes")];
    let proof = format!("{path}/proof");
    assert_eq!(sent(&mut parent.browser, &proof, &proof, &fields).await, path);
    part(&html(&parent.browser.get(path).await), "href=\"/requests/", "\"").to_owned()
}

/// Asks for something for the child: the form's page, what is least filled in, and the receipt. Returns the reference.
pub async fn ask_for(parent: &mut Parent, path: &str, slug: &str) -> String {
    let fields: &[(&str, &str)] = match slug {
        "correction" => &[("category", "profile"), ("says", "Mia"), ("should_say", "Mina 敏娜")],
        "deletion" => &[("scope", "account"), ("understood", "yes")],
        "consent" => &[("understood", "yes")],
        // What an access begins with is what most people want.
        _ => &[],
    };
    let form = format!("{path}/{slug}");
    assert!(has_button(&parent.browser.get(&form).await, &EN.ask_send()));
    let to = fill(&mut parent.browser, &form, &form, fields).await.location().to_owned();
    assert_eq!(parent.browser.get(&to).await.status, StatusCode::OK);
    to.strip_prefix("/requests/").and_then(|rest| rest.strip_suffix("/received")).expect("a receipt").to_owned()
}

/// A young person answers on the page of their link.
pub async fn answer(young: &mut Browser, link: &str, choice: &str) -> Page {
    assert!(has_button(&young.get(link).await, &EN.young_send()));
    let page = fill(young, link, link, &[("choice", choice)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(headed(&page, &EN.young_thanks()));
    page
}

pub fn ticket(reference: &str) -> String {
    format!("/staff/tickets/{reference}")
}

/// Says what the child's ticket is opened for, where that is asked, takes it on, and opens it.
pub async fn take(agent: &mut Browser, reference: &str) -> Page {
    let path = ticket(reference);
    if agent.get(&path).await.has("data-testid=\"look\"") {
        act(agent, reference, "look", &[("purpose", "working_the_request")]).await.location();
    }
    if agent.get(&path).await.has("data-testid=\"claim\"") {
        act(agent, reference, "claim", &[]).await.location();
    }
    let page = agent.get(&path).await;
    assert_eq!(named(&page, "holder"), EN.ticket_held_by_me());
    page
}

/// Sends a form of the ticket's page.
pub async fn act(agent: &mut Browser, reference: &str, name: &str, fields: &[(&str, &str)]) -> Page {
    let path = ticket(reference);
    fill(agent, &path, &format!("{path}/{name}"), fields).await
}

/// Presses the button that closes a ticket as done, with these ticks.
pub async fn close(agent: &mut Browser, reference: &str, checks: &[&str]) -> Page {
    let mut fields = vec![("outcome", "fulfilled")];
    fields.extend(checks.iter().map(|check| ("check", *check)));
    act(agent, reference, "close", &fields).await
}

/// The same, and it is closed.
pub async fn closed(agent: &mut Browser, reference: &str, checks: &[&str]) {
    assert_eq!(close(agent, reference, checks).await.location(), ticket(reference));
    assert!(done(&agent.get(&ticket(reference)).await).contains(&EN.staff_done_closed()));
}

/// Sends a form and is led on. What was done is told by the next page alone, which is not looked at here.
pub async fn sent(browser: &mut Browser, at: &str, to: &str, fields: &[(&str, &str)]) -> String {
    let to = fill(browser, at, to, fields).await.location().to_owned();
    browser.cookies.remove("done");
    to
}

/// Opens the page at `at`, fills the form that it sends to `to`, and sends that with what stands in it already.
pub async fn fill(browser: &mut Browser, at: &str, to: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(at).await;
    send(browser, &page, &format!("method=\"post\" action=\"{to}\""), fields).await
}

/// Whether a form on the page was refused: its errors stand at the top.
pub fn refused(page: &Page) -> bool {
    page.status == StatusCode::UNPROCESSABLE_ENTITY && page.has("class=\"error-summary\"")
}

/// Whether there is a button with these words.
pub fn has_button(page: &Page, words: &str) -> bool {
    html(page).contains(&format!(">{words}</button>"))
}

/// Whether this is the page's heading.
pub fn headed(page: &Page, words: &str) -> bool {
    html(page).contains(&format!("<h1>{words}</h1>"))
}

/// What lies between two pieces of text.
pub fn part<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = html.split_once(from).unwrap_or_else(|| panic!("no {from} in {html}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

/// A section of a staff page, by its name.
pub fn section(page: &Page, name: &str) -> String {
    part(&html(page), &format!("data-testid=\"{name}\""), "</section>").to_owned()
}

/// What was just done, as the staff's page says it.
pub fn done(page: &Page) -> String {
    part(&html(page), "data-testid=\"done\"", "</div>").to_owned()
}

/// The words of an element of a staff page, by its name.
pub fn named(page: &Page, name: &str) -> String {
    part(&html(page), &format!("data-testid=\"{name}\""), "</").split_once('>').expect("words").1.to_owned()
}

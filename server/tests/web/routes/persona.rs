//! Who walks the routes, and the world they walk in.

use std::collections::BTreeMap;

use server::http::routes::Capability;
use server::testing::Database;

use crate::support::browser::Browser;
use crate::support::forms::{correction, deletion, report};
use crate::support::story::{MONDAY, Story};

/// Who comes. To add one: a variant, its place in [`Persona::ALL`], and how they log in, in [`World::begin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Persona {
    /// Somebody who has never been here.
    Stranger,
    /// Whose request it is.
    Requester,
    /// Somebody with a request of their own.
    OtherRequester,
    /// Somebody with a report of their own.
    Reporter,
    /// Somebody who has just logged in to an account, and holds nothing.
    Account,
    Viewer,
    Agent,
    Lead,
    Officer,
    Administrator,
}

impl Persona {
    pub const ALL: [Self; 10] = [
        Self::Stranger,
        Self::Requester,
        Self::OtherRequester,
        Self::Reporter,
        Self::Account,
        Self::Viewer,
        Self::Agent,
        Self::Lead,
        Self::Officer,
        Self::Administrator,
    ];

    /// The role of a member of staff.
    pub const fn role(self) -> Option<&'static str> {
        match self {
            Self::Viewer => Some("viewer"),
            Self::Agent => Some("agent"),
            Self::Lead => Some("lead"),
            Self::Officer => Some("privacy_officer"),
            Self::Administrator => Some("administrator"),
            Self::Stranger | Self::Requester | Self::OtherRequester | Self::Reporter | Self::Account => None,
        }
    }
}

/// What a role may do: the matrix that `domain::role` pins.
pub fn can(role: &str, capability: Capability) -> bool {
    domain::Role::from_code(role).expect("a role").can(capability)
}

/// The world: a request with a file, a report case, and everybody logged in.
pub struct World {
    pub story: Story,
    /// The requester's request.
    pub reference: String,
    /// The case of the report.
    pub case: String,
    /// The file that came with the request.
    pub file: String,
    /// Another request, which nobody has taken.
    pub other: String,
    /// Somebody who works here.
    pub colleague: String,
    browsers: BTreeMap<Persona, Browser>,
    events: i64,
}

/// What was done on tickets; that they were opened, and codes sent, is no act on them.
const EVENTS: &str = "SELECT COUNT(*) AS value FROM events WHERE stream LIKE 'ticket:%' AND kind NOT IN ('opened', 'viewed', 'code_sent')";

impl World {
    pub async fn begin() -> Self {
        let story = Story::begin(Database::Sqlite, MONDAY).await;
        let stranger = Browser::new(&story.test);
        let with = |session: &str| {
            let mut browser = stranger.another();
            browser.cookies.insert("request".to_owned(), session.to_owned());
            browser
        };
        let upload = story.received("proof.png", "image/png", b"\x89PNG\r\n\x1a\n0000");
        let file = upload.id.clone();
        let own = story.prove_with(correction("mika@example.org"), vec![upload]).await;
        let other = story.prove(deletion("noor@example.org")).await;
        let taken = story.report(report("spammer", Some("vera@example.org"))).await;
        let case = story.case_of(&taken.reference).await;
        let colleague = story.agent_named("Bo").await;
        colleague.claim(&own.reference, story.seen(&own.reference).await).await.unwrap();
        let mut browsers = BTreeMap::new();
        browsers.insert(Persona::Stranger, stranger.another());
        browsers.insert(Persona::Requester, with(&own.session));
        browsers.insert(Persona::OtherRequester, with(&other.session));
        let mut reporter = stranger.another();
        reporter.cookies.insert("code".to_owned(), taken.holder.clone().expect("a report with an address waits for a code"));
        let code = story.mail_to("code", "vera@example.org").await.code();
        assert_eq!(reporter.post("/code", &[("code", &code)]).await.location(), format!("/requests/{}", taken.reference));
        browsers.insert(Persona::Reporter, reporter);
        let mut account = stranger.another();
        account.cookies.insert("account".to_owned(), story.account_of("ama@example.org").await);
        browsers.insert(Persona::Account, account);
        for persona in Persona::ALL {
            if let Some(role) = persona.role() {
                browsers.insert(persona, stranger.another().staff(&story.test, role, role).await);
            }
        }
        // Each from an address of their own: limits are not what is walked here.
        for (number, browser) in browsers.values_mut().enumerate() {
            browser.peer = Some(format!("192.0.2.{}", number + 1).parse().unwrap());
        }
        let events = story.number(EVENTS).await;
        Self { story, reference: own.reference, case, file, other: other.reference, colleague: colleague.me().to_owned(), browsers, events }
    }

    /// A browser in which this one is logged in.
    pub fn browser(&self, persona: Persona) -> Browser {
        self.browsers[&persona].clone()
    }

    /// Nothing was done on any ticket: every form of the table is incomplete on purpose.
    pub async fn is_as_it_was(&self) {
        assert_eq!(self.story.number(EVENTS).await, self.events, "something was done");
    }
}

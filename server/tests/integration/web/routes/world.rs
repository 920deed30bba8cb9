//! The world that the routes are walked in: a request with a file, a report case, a guardian's request for a child, a claim that
//! waits for its decision, and everybody logged in.

use std::collections::BTreeMap;
use std::net::IpAddr;

use domain::Kind;
use domain::guardian::Right;
use domain::request::Details;
use jiff::SignedDuration;
use server::args;
use server::desk::agent::AgentDesk;
use server::desk::guardian::{AuthorityDecision, GuardianDesk, NewAct, NewChild, NewProof};
use server::desk::{code, look};
use server::random;
use server::store::session::{self, Session};
use server::testing::Database;

use super::persona::Persona;
use crate::support::browser::Browser;
use crate::support::forms::{correction, deletion, report};
use crate::support::rules::typhoon;
use crate::support::story::{MONDAY, Story};

/// What is personal in the guardians' tickets.
pub const PERSONAL: [&str; 5] = ["ines@example.org", "tomas@example.org", "Nilo", "Juna", "passport.png"];

/// The world.
pub struct World {
    pub story: Story,
    /// The requester's request; a colleague has taken it on.
    pub reference: String,
    /// The other requester's.
    pub other: String,
    /// The case of the report.
    pub case: String,
    /// The guardian's request for the child; a colleague has taken it on.
    pub childs: String,
    /// The other guardian's claim of authority.
    pub claim: String,
    /// The file that came with the request.
    pub file: String,
    /// A file that came with the claim.
    pub evidence: String,
    /// The guardian's child.
    pub child: String,
    /// The guardian's consent.
    pub consent: String,
    /// A colleague.
    pub colleague: String,
    /// A draft of a change of the calendars.
    pub change: String,
    /// A calendar's id.
    pub calendar: String,
    /// An older rule set, that a ticket keeps.
    pub rules: String,
    /// An invitation's handle.
    pub invitation: String,
    browsers: BTreeMap<Persona, Browser>,
    was: (i64, i64),
}

/// What was done on tickets. That they were opened, and codes sent, is no act on them; nor is that an agent notes that no account
/// was taken over, where nobody had suspected it.
const EVENTS: &str = "SELECT COUNT(*) AS value FROM events WHERE stream LIKE 'ticket:%' AND kind NOT IN ('opened', 'viewed', \
                      'code_sent', 'takeover_ruled_out')";
/// How the tickets stand.
const STATES: &str = "SELECT COUNT(*) AS value FROM tickets WHERE state IN ('in_review', 'in_progress')";

/// The guardian's desk of an account's session.
async fn guardian(story: &Story, cookie: &str) -> GuardianDesk {
    story.account(cookie).await.unwrap().expect("an account").guardian()
}

/// Adds a child and claims authority; answers the child and the case.
async fn claim(story: &Story, desk: &GuardianDesk, name: &str) -> (String, String) {
    let new = NewChild {
        product: "hellotalk".into(),
        name: name.into(),
        app_id: format!("{name}_2016"),
        email: None,
        birth: ("1".into(), "2".into(), "2016".into()),
        country: "DE".into(),
    };
    let child = desk.add_child(new).await.unwrap();
    let proof = NewProof {
        relation: "parent".into(),
        methods: vec!["id_plus_face".into(), "relationship_document".into()],
        words: String::new(),
        declared: true,
    };
    let png = |name: &str| story.received(name, "image/png", b"\x89PNG\r\n\x1a\n0000");
    let case = desk.prove(&child, proof, vec![png("passport.png")], vec![png("paper.png")]).await.unwrap();
    (child, case)
}

async fn grant(story: &Story, desk: &AgentDesk, case: &str) {
    look::begin(desk, case, "working_the_request", "").await.unwrap();
    let shown = desk.view(case).await.unwrap().guardian.unwrap().app_id;
    let decision = AuthorityDecision {
        decision: "grant".into(),
        console_id: shown,
        done: vec!["id_plus_face".into(), "relationship_document".into()],
        document: "birth_certificate".into(),
        rights: Right::ALL.iter().map(|right| right.code().to_owned()).collect(),
        ..AuthorityDecision::default()
    };
    desk.decide_authority(case, story.seen(case).await, decision).await.unwrap();
}

impl World {
    pub async fn begin() -> Self {
        Self::within(Story::begin(Database::Sqlite, MONDAY).await).await
    }

    /// The world in this story, where others may have been before.
    pub async fn within(story: Story) -> Self {
        let stranger = Browser::new(&story.test);
        let with = |jar: &str, session: &str| {
            let mut browser = stranger.another();
            browser.cookies.insert(jar.to_owned(), session.to_owned());
            browser
        };
        let upload = story.received("proof.png", "image/png", b"\x89PNG\r\n\x1a\n0000");
        let file = upload.id.clone();
        let own = story.prove_with(correction("mika@example.org"), vec![upload]).await;
        let other = story.prove(deletion("noor@example.org")).await;
        let taken = story.report(report("spammer", Some("vera@example.org"))).await;
        let case = story.case_of(&taken.reference).await;
        let colleague = story.hire_for("Bo", "lead", "*", true).await;
        let bo = story.agent(&colleague);
        bo.claim(&own.reference, story.seen(&own.reference).await).await.unwrap();

        let ines = story.account_of("ines@example.org").await;
        let desk = guardian(&story, &ines).await;
        let (child, proof) = claim(&story, &desk, "Nilo").await;
        grant(&story, &bo, &proof).await;
        let details = Details::Deletion { categories: vec![], words: String::new() };
        let act = NewAct { kind: Kind::Deletion, details, understood: true, some: false };
        let childs = desk.request(&child, act, vec![]).await.unwrap();
        desk.give_consent(&child, vec!["account".into()], true).await.unwrap();
        bo.claim(&childs, story.seen(&childs).await).await.unwrap();
        let tomas = story.account_of("tomas@example.org").await;
        let (_, claim) = claim(&story, &guardian(&story, &tomas).await, "Juna").await;
        let id = story.ticket(&claim).await.id;
        let evidence = story.text("SELECT id AS value FROM files WHERE role = 'identity' AND ticket_id = $1", args![&id]).await;

        let mut browsers = BTreeMap::new();
        browsers.insert(Persona::Stranger, stranger.another());
        browsers.insert(Persona::Requester, with("request", &own.session));
        browsers.insert(Persona::OtherRequester, with("request", &other.session));
        let mut reporter = with("code", taken.holder.as_deref().expect("a report with an address waits for a code"));
        let code = story.mail_to("code", "vera@example.org").await.code();
        assert_eq!(reporter.post("/code", &[("code", &code)]).await.location(), format!("/requests/{}", taken.reference));
        browsers.insert(Persona::Reporter, reporter);
        browsers.insert(Persona::Account, with("account", &story.account_of("ama@example.org").await));
        browsers.insert(Persona::Guardian, with("account", &ines));
        browsers.insert(Persona::OtherGuardian, with("account", &tomas));
        for persona in Persona::ALL {
            let Some(job) = persona.job() else { continue };
            let member = story.hire_for(&format!("{persona:?}"), job.role.code(), job.products, job.minors).await;
            browsers.insert(persona, with("staff", &at_work(&story, &member.id, job.whole).await));
            if persona == Persona::Looking {
                for reference in [&childs, &claim] {
                    look::begin(&story.agent(&member), reference, "working_the_request", "").await.unwrap();
                }
            }
        }
        // Wrong log-ins are counted by where they come from.
        for (browser, network) in browsers.values_mut().zip(20..) {
            browser.peer = Some(IpAddr::from([network, 51, 100, 7]));
        }
        let change = story.calendar_desk(&colleague).draft(typhoon("2026-09-08"), "Signal 8").await.unwrap();
        let mut older = story.rulebook.current("hellotalk").unwrap().source.clone();
        older.policy_version = "2025-01-01".into();
        let rules = story.rulebook.keep(&story.store, older, story.now()).await.unwrap().id.clone();
        story.tamper("UPDATE tickets SET rules = $1 WHERE reference = $2", args![&rules, &other.reference]).await;
        story.invite("agent", "system").await.unwrap();
        let now = story.now();
        let pending = server::store::invite::pending(&mut story.store.read().await.unwrap(), &story.vault, now).await.unwrap();
        Self {
            reference: own.reference,
            other: other.reference,
            case,
            childs,
            claim,
            file,
            evidence,
            child,
            consent: story.text("SELECT id AS value FROM consents", &[]).await,
            colleague: colleague.id,
            change,
            calendar: "hk".into(),
            rules,
            invitation: pending.first().expect("an invitation").handle(),
            browsers,
            was: (story.number(EVENTS).await, story.number(STATES).await),
            story,
        }
    }

    /// A browser in which this one is logged in.
    pub fn browser(&self, persona: Persona) -> Browser {
        self.browsers[&persona].clone()
    }

    /// The same text with the names of things in place of this world's identifiers.
    pub fn named(&self, text: &str) -> String {
        let names = [
            (&self.reference, "{request}"),
            (&self.other, "{other}"),
            (&self.case, "{case}"),
            (&self.childs, "{childs}"),
            (&self.claim, "{claim}"),
            (&self.child, "{child}"),
            (&self.colleague, "{colleague}"),
        ];
        names.into_iter().fold(text.to_owned(), |text, (id, name)| text.replace(id.as_str(), name))
    }

    /// Nothing was done on any ticket: every form of the table is incomplete or out of date on purpose.
    pub async fn is_as_it_was(&self) {
        let is = (self.story.number(EVENTS).await, self.story.number(STATES).await);
        assert_eq!(is, self.was, "something was done");
        assert_eq!(self.story.number("SELECT COUNT(*) AS value FROM consents WHERE withdrawn_at IS NULL").await, 1);
        assert_eq!(self.story.number("SELECT COUNT(*) AS value FROM staff WHERE left_at IS NOT NULL").await, 0);
    }
}

/// A session of this member; answers its cookie. Without the second factor it is a half one.
async fn at_work(story: &Story, member: &str, whole: bool) -> String {
    let (cookie, now) = (random::token(), story.now());
    let held = Session {
        staff_id: Some(member.to_owned()),
        second_at: whole.then_some(now),
        fresh_until: whole.then(|| now + SignedDuration::from_mins(10)),
        ..Session::begin(now, SignedDuration::from_hours(10))
    };
    let (vault, hash) = (story.vault.clone(), code::cookie_hash(story, &cookie));
    story.store.write(move |conn| Box::pin(async move { session::insert(conn, &vault, &hash, &held).await })).await.unwrap();
    cookie
}

//! Guardians and children in a story: accounts, claims, proofs and decisions.

use app::views::staff::TicketView;
use domain::guardian::AuthorityState;
use domain::request::{Details, Subject};
use domain::{Kind, Lang, checklist};
use jiff::SignedDuration;
use server::desk::agent::{AgentDesk, Question};
use server::desk::close::Closing;
use server::desk::decide::Decision;
use server::desk::guardian::{self, AuthorityDecision, Guardian, GuardianDesk, NewAct, NewChild, NewProof};
use server::desk::intake::{self, Opened};
use server::desk::requester::RequesterDesk;
use server::desk::upload::Upload;
use server::desk::{DeskError, look};
use server::house::House;
use server::random;
use server::store::account::{self, Account, Person};
use server::store::authority::{self, Authority};

use super::forms;
use super::story::{Proved, Story};

/// A member of staff who is approved for children's data, and who says what for before each act on a ticket.
pub struct Desk(pub AgentDesk);

impl Desk {
    async fn look(&self, reference: &str) {
        // Whoever may not look is refused by the act itself.
        let _refused = look::begin(&self.0, reference, look::ORDINARY, "").await;
    }

    pub fn me(&self) -> &str {
        self.0.me()
    }

    pub async fn view(&self, reference: &str) -> Result<TicketView, DeskError> {
        self.look(reference).await;
        self.0.view(reference).await
    }

    /// With the ID that the console shows: the child's own, where the story says no other.
    async fn confirmed(&self, reference: &str, decision: AuthorityDecision) -> AuthorityDecision {
        if decision.decision != "grant" || !decision.console_id.is_empty() {
            return decision;
        }
        let shown = self.0.view(reference).await.ok().and_then(|view| view.guardian).map(|panel| panel.app_id);
        AuthorityDecision { console_id: shown.unwrap_or_default(), ..decision }
    }

    pub async fn claim(&self, reference: &str, seen: i64) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.claim(reference, seen).await
    }

    pub async fn ask(&self, reference: &str, seen: i64, question: Question) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.ask(reference, seen, question).await
    }

    pub async fn message(&self, reference: &str, seen: i64, words: &str, files: Vec<Upload>) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.message(reference, seen, words, files).await
    }

    pub async fn add_package(&self, reference: &str, files: Vec<Upload>) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.add_package(reference, files).await
    }

    pub async fn in_app_code(&self, reference: &str) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.in_app_code(reference).await
    }

    pub async fn close(&self, reference: &str, seen: i64, closing: Closing) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.close(reference, seen, closing).await
    }

    pub async fn decide(&self, reference: &str, seen: i64, decision: Decision) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.decide(reference, seen, decision).await
    }

    pub async fn decide_authority(&self, reference: &str, seen: i64, decision: AuthorityDecision) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.decide_authority(reference, seen, self.confirmed(reference, decision).await).await
    }

    pub async fn set_flag(&self, reference: &str, code: &str, note: &str, about_guardian: bool) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.set_flag(reference, code, note, about_guardian).await
    }

    pub async fn lift_flag(&self, reference: &str, id: &str) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.lift_flag(reference, id).await
    }

    pub async fn suspect_takeover(&self, reference: &str, suspected: bool) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.suspect_takeover(reference, suspected).await
    }

    pub async fn young_link(&self, reference: &str) -> Result<(), DeskError> {
        self.look(reference).await;
        self.0.young_link(reference).await
    }
}

/// A guardian who has re-authenticated just now.
pub struct Parent {
    pub desk: GuardianDesk,
    pub account: String,
    pub email: String,
}

/// A guardian's child, and the case in which authority over it is proved.
pub struct Kid {
    pub id: String,
    pub case: String,
}

/// A girl of twelve with an account of the product, at the time of most stories.
pub fn mika() -> NewChild {
    NewChild {
        product: "hellotalk".into(),
        name: "Mika".into(),
        app_id: "mika_77".into(),
        email: Some("mika@child.example".into()),
        birth: ("9".into(), "6".into(), "2013".into()),
        country: "KR".into(),
    }
}

/// The same child, who lives in this country and was born on this day.
pub fn born(country: &str, birth: &str) -> NewChild {
    let mut parts = birth.split('-').map(str::to_owned);
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    NewChild { country: country.into(), birth: (day, month, year), ..mika() }
}

/// A claim by a call and the child's code.
pub fn by_call() -> NewProof {
    NewProof {
        relation: "parent".into(),
        methods: vec!["call".into(), "child_code".into()],
        words: "Any evening after six.".into(),
        declared: true,
    }
}

/// All rights that can be granted, after a call.
pub fn grant(rights: &[&str]) -> AuthorityDecision {
    AuthorityDecision {
        decision: "grant".into(),
        done: vec!["call".into()],
        address_matches: true,
        console_id: String::new(),
        document: String::new(),
        rights: rights.iter().map(|right| (*right).to_owned()).collect(),
        words: String::new(),
    }
}

/// A refusal with its words.
pub fn refuse() -> AuthorityDecision {
    AuthorityDecision { decision: "refuse".into(), words: "Nobody answered our calls.".into(), ..AuthorityDecision::default() }
}

/// The policy's three rights.
pub const POLICY: [&str; 3] = ["view", "update", "revoke"];

fn act(kind: Kind, details: Details) -> NewAct {
    NewAct { kind, details, understood: true, some: false }
}

pub fn see() -> NewAct {
    act(Kind::Access, Details::Access { categories: vec![], transfers: false, format: "both".into(), words: String::new() })
}

pub fn correct() -> NewAct {
    let details =
        Details::Correction { category: "profile".into(), says: "Born 2003".into(), should_say: "Born 2013".into(), words: String::new() };
    act(Kind::Correction, details)
}

pub fn delete() -> NewAct {
    act(Kind::Deletion, Details::Deletion { categories: vec![], words: String::new() })
}

pub fn revoke() -> NewAct {
    act(Kind::ConsentRevocation, Details::ConsentRevocation { words: String::new() })
}

pub fn no_training(streams: &[&str]) -> NewAct {
    let streams = streams.iter().map(|stream| (*stream).to_owned()).collect();
    act(Kind::AiTrainingWithdrawal, Details::AiTrainingWithdrawal { streams, words: String::new() })
}

/// Every tick that a guardian's request of this kind can want.
pub fn done(kind: Kind) -> Closing {
    let mut closing = forms::fulfilled(kind);
    let mut asker = checklist::Asker::default();
    asker.risk.guardian = true;
    let wanted = checklist::for_closing(kind, &Subject::default(), &asker);
    closing.checklist = wanted.into_iter().map(str::to_owned).collect();
    if kind == Kind::Access {
        closing.nothing_held = true;
    }
    closing
}

/// The same with one more tick.
pub fn ticked(mut closing: Closing, ticks: &[&str]) -> Closing {
    closing.checklist.extend(ticks.iter().map(|tick| (*tick).to_owned()));
    closing
}

impl Story {
    /// An account with this name, and its guardian's desk just after a re-authentication.
    pub async fn guardian(&self, name: &str) -> Parent {
        self.guardian_in(name, Lang::En).await
    }

    pub async fn guardian_in(&self, name: &str, lang: Lang) -> Parent {
        let email = format!("{}@home.example", name.to_lowercase());
        let account = Account {
            id: random::id(self.now()),
            created_at: self.now(),
            lang,
            zone: None,
            password: "none".into(),
            totp: None,
            totp_at: None,
            totp_step: None,
            frozen: None,
            person: Person { name: name.into(), email: email.clone() },
        };
        let (vault, id) = (self.vault.clone(), account.id.clone());
        self.store.write(move |conn| Box::pin(async move { account::insert(conn, &vault, &account).await })).await.unwrap();
        let who = Guardian { account: id.clone(), email: email.clone(), name: name.into(), lang, zone: None, fresh: true };
        Parent { desk: House::guardian(self, who), account: id, email }
    }

    /// The desk of somebody in this role who is approved for children's data.
    pub async fn staff(&self, name: &str, role: &str) -> Desk {
        Desk(self.agent(&self.hire_for(name, role, "*", true).await))
    }

    /// Adds the child, claims authority by a call and the code to its address, and enters the code.
    pub async fn claimed(&self, parent: &Parent, child: NewChild) -> Kid {
        let email = child.email.clone();
        let id = parent.desk.add_child(child).await.unwrap();
        let case = parent.desk.prove(&id, by_call(), vec![], vec![]).await.unwrap();
        if let Some(email) = email {
            parent.desk.send_child_code(&id).await.unwrap();
            let code = self.mail_to("child_code", &email).await.code();
            parent.desk.enter_child_code(&id, &code).await.unwrap();
        }
        self.pass(SignedDuration::from_millis(1));
        Kid { id, case }
    }

    /// The same, and an agent grants these rights.
    pub async fn confirmed_for(&self, parent: &Parent, child: NewChild, agent: &Desk, rights: &[&str]) -> Kid {
        let kid = self.claimed(parent, child).await;
        self.decides(agent, &kid.case, grant(rights)).await;
        kid
    }

    /// The same for the policy's rights.
    pub async fn confirmed(&self, parent: &Parent, child: NewChild, agent: &Desk) -> Kid {
        self.confirmed_for(parent, child, agent, &POLICY).await
    }

    /// An agent takes a case and decides it.
    pub async fn decides(&self, agent: &Desk, case: &str, decision: AuthorityDecision) {
        agent.claim(case, self.seen(case).await).await.unwrap();
        agent.decide_authority(case, self.seen(case).await, decision).await.unwrap();
        self.pass(SignedDuration::from_millis(1));
    }

    /// The newest authority of this account over this child.
    pub async fn authority(&self, parent: &Parent, kid: &str) -> Authority {
        authority::newest(&mut self.store.read().await.unwrap(), &parent.account, kid).await.unwrap().expect("an authority")
    }

    pub async fn stands(&self, parent: &Parent, kid: &str) -> AuthorityState {
        self.authority(parent, kid).await.state
    }

    /// Closes a ticket with this.
    pub async fn closes(&self, agent: &Desk, reference: &str, closing: Closing) -> Result<(), DeskError> {
        agent.close(reference, self.seen(reference).await, closing).await
    }

    /// The page of a guardian's ticket, opened by the code that leaves to their address.
    pub async fn page_of(&self, reference: &str, email: &str) -> RequesterDesk {
        self.desk_again(&Proved { reference: reference.into(), session: String::new() }, email).await
    }

    /// The same page after a fresh code for downloads.
    pub async fn fresh_page(&self, reference: &str, email: &str) -> RequesterDesk {
        let Opened::Page { session: Some(session), .. } = self.find(reference, email).await else { panic!("no page") };
        let desk = self.requester(&session, reference).await.unwrap();
        let holder = desk.ask_fresh().await.unwrap();
        let code = self.mail_to("code", email).await.code();
        intake::enter(self, &holder, &code, Some(&session)).await.unwrap();
        self.requester(&session, reference).await.unwrap()
    }

    /// A young person's or a child's answer.
    pub async fn answers(&self, secret: &str, choice: &str) -> Result<&'static str, DeskError> {
        let answer = guardian::YoungAnswer { choice: choice.into(), ..guardian::YoungAnswer::default() };
        guardian::answer(self, secret, answer).await
    }

    /// The whole record holds, and no event says a personal word.
    pub async fn record_is_whole(&self, words: &[&str]) {
        self.work().await;
        let mut conn = self.store.read().await.unwrap();
        let seen = server::desk::record::verify(self, &[]).await.unwrap();
        assert!(seen.findings.is_empty(), "{:?}", seen.findings);
        let mut usual = vec!["mika_77", "mika@", "\"mika\"", "home.example", "child.example", "2013-06-09", "evening"];
        usual.extend(words);
        for row in conn.all("SELECT kind, actor, data FROM events", &[]).await.unwrap() {
            let text = format!("{} {} {}", row.text("kind").unwrap(), row.text("actor").unwrap(), row.text("data").unwrap()).to_lowercase();
            for word in &usual {
                assert!(!text.contains(&word.to_lowercase()), "`{word}` stands in an event: {text}");
            }
        }
    }
}

//! Views for the tests of these pages.

use domain::{Kind, State};
use jiff::civil::date;

use crate::pages::sample::{at, clocks, hellotalk};
use crate::views::FormView;
use crate::views::guardian::{
    AskedView, AuthorityView, ChildCard, ChildView, ConsentAsk, ConsentView, GuardianActView, GuardianHomeView, GuardianPanel, MethodView,
    ProofView, RequestLine, YoungQuestion, YoungView,
};

/// A child in Seoul who turns 14 on 3 May 2027.
pub(crate) fn authority(state: &str) -> AuthorityView {
    AuthorityView {
        state: state.into(),
        relation: "parent".into(),
        scope: if state == "pending" { vec![] } else { ["view", "update", "revoke", "consent"].map(String::from).to_vec() },
        methods: vec!["video_call".into(), "child_code".into()],
        rule: "HelloTalk 6; PIPA Art. 22-2".into(),
        rights_end_at: at("2027-05-02T15:00:00Z"),
        consent_ends_at: Some(at("2027-05-02T15:00:00Z")),
        granted_at: (state == "granted").then(|| at("2026-03-01T04:00:00Z")),
        reference: Some("HT-4M2K-77QA".into()),
        reason: (state == "refused").then(|| "authority_not_proven".into()),
        code_proved: true,
    }
}

pub(super) fn asked(answer: Option<&str>) -> AskedView {
    AskedView {
        reference: "HT-9Q3M-2KRT".into(),
        kind: Kind::Deletion,
        child: "Mina".into(),
        asked_at: at("2026-03-01T04:00:00Z"),
        answer: answer.map(Into::into),
    }
}

pub(super) fn home(name: Option<&str>) -> GuardianHomeView {
    let card = |id: &str, name: &str, authority: Option<AuthorityView>, open: usize| ChildCard {
        id: id.into(),
        name: name.into(),
        pack: hellotalk(),
        authority,
        open,
    };
    GuardianHomeView {
        name: name.map(Into::into),
        children: vec![card("c1", "Mina", Some(authority("granted")), 2), card("c2", "Joon", None, 0)],
        asked: vec![asked(None), asked(Some("agreed"))],
        products: vec![hellotalk(), crate::pages::sample::japanese_ai()],
        done: None,
    }
}

pub(super) fn consent(id: &str, state: &str) -> ConsentView {
    ConsentView {
        id: id.into(),
        reference: format!("HT-CONS-{id}"),
        state: state.into(),
        scope: vec!["account".into(), "ai".into()],
        methods: vec!["video_call".into()],
        rule: "PIPA Art. 22-2".into(),
        policy_version: "2026-03-17".into(),
        given_at: at("2026-03-01T04:00:00Z"),
        child_agreed_at: None,
        withdrawn_at: (state == "withdrawn").then(|| at("2026-03-02T01:00:00Z")),
        ends_at: at("2027-05-02T15:00:00Z"),
    }
}

pub(super) fn ask(may_give: bool) -> ConsentAsk {
    ConsentAsk { age: 14, joint: true, ai: true, law: "PIPA Art. 22-2".into(), confirmed: false, may_give }
}

pub(super) fn child(state: Option<&str>) -> ChildView {
    let clocks = clocks(Kind::Deletion);
    let governing = clocks.first().map(|clock| clock.name.code().to_owned());
    let blocked = match state {
        Some("granted" | "pending") => None,
        Some("ended") => Some("ended"),
        _ => Some("no_authority"),
    };
    ChildView {
        id: "c1".into(),
        name: "Mina".into(),
        app_id: "8812034".into(),
        email: Some("mina@example.com".into()),
        birth: date(2013, 5, 3),
        country: "KR".into(),
        pack: hellotalk(),
        authority: state.map(authority),
        acts: Kind::GUARDIAN.into_iter().map(|kind| (kind, blocked)).collect(),
        requests: vec![
            RequestLine {
                reference: "HT-7K3M-92QX".into(),
                kind: Kind::Deletion,
                state: State::InProgress,
                received_at: at("2026-03-01T04:00:00Z"),
                stopped_at: None,
                clocks,
                governing,
            },
            RequestLine {
                reference: "HT-2222-92QX".into(),
                kind: Kind::Access,
                state: State::Fulfilled,
                received_at: at("2026-02-01T04:00:00Z"),
                stopped_at: Some(at("2026-02-03T04:00:00Z")),
                clocks: vec![],
                governing: None,
            },
        ],
        consents: vec![consent("k1", "given"), consent("k0", "withdrawn")],
        consent_asked: Some(ask(false)),
        may_send_code: true,
        code_until: Some(at("2026-03-02T04:10:00Z")),
        form: (String::new(), FormView::default()),
        done: None,
    }
}

pub(super) const METHODS: [(&str, &[&str], &str); 7] = [
    ("child_code", &["link"], "nothing"),
    ("relationship_document", &["link"], "appeal"),
    ("court_paper", &["link", "today"], "appeal"),
    ("signed_form", &["identity", "adulthood"], "decision"),
    ("call", &["identity", "adulthood"], "nothing"),
    ("video_call", &["identity", "adulthood"], "nothing"),
    ("id_plus_face", &["identity", "adulthood"], "decision"),
];

pub(super) fn methods() -> Vec<MethodView> {
    METHODS
        .into_iter()
        .map(|(code, proves, keeps)| MethodView {
            code: code.into(),
            proves: proves.to_vec(),
            keeps,
            law: (code == "call").then(|| "Decree 17-2(1)6".into()),
        })
        .collect()
}

pub(super) fn proof(form: FormView) -> ProofView {
    ProofView {
        id: "c1".into(),
        name: "Mina".into(),
        country: "KR".into(),
        pack: hellotalk(),
        methods: methods(),
        law: Some("PIPA Decree 17-2(1)".into()),
        has_email: true,
        form,
        max_file: 8_000_000,
        max_files: 3,
    }
}

pub(super) fn act(kind: Kind, form: FormView) -> GuardianActView {
    GuardianActView {
        id: "c1".into(),
        name: "Mina".into(),
        pack: hellotalk(),
        kind,
        pending: false,
        form,
        max_file: 8_000_000,
        max_files: 3,
    }
}

pub(super) fn young(question: YoungQuestion) -> YoungView {
    YoungView { question, pack: hellotalk(), action: "/young/s3cret".into(), form: FormView::default(), answered: None }
}

pub(super) fn handover(kind: Kind) -> YoungQuestion {
    YoungQuestion::Handover { kind, until: at("2026-03-16T04:00:00Z") }
}

/// The staff's panel of a case that can be decided.
pub(crate) fn panel(state: &str) -> GuardianPanel {
    GuardianPanel {
        child: "Mina".into(),
        app_id: "8812034".into(),
        child_email: Some("mina@example.com".into()),
        birth: (date(2013, 5, 3), 12),
        country: ("KR".into(), Some(14), false),
        authority: authority(state),
        facts: vec!["link"],
        methods: methods().into_iter().filter(|method| method.code != "child_code").collect(),
        flags: vec![("f1".into(), "separated".into(), "Lin Wei".into(), at("2026-03-01T04:00:00Z"), "Both parents wrote".into())],
        others: (1, "open"),
        handover_until: Some(at("2026-03-16T04:00:00Z")),
        handover_link: Some("https://rights.example/young/s3cret".into()),
        may_decide: true,
        may_flag: true,
        near: vec![],
        barrier: Some("needs_both"),
    }
}

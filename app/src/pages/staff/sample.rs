//! Views for the tests of these pages.

use domain::ai::applicable;
use domain::clock::{ClockName, ClockState, Standing, StateSource};
use domain::reasons::Reason;
use domain::request::{Details, Subject};
use domain::{Kind, Lang, State, checklist};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::texts::T;
use crate::views::staff::{LineView, MailLine, QueueView, ReportView, TicketView};
use crate::views::track::{FileView, MessageView, OutcomeView, RefusalView, TimelineItem};
use crate::views::{Assets, Chrome, FormView, Reader};

/// Both languages, for tests that hold in each.
pub(super) const BOTH: [Lang; 2] = [Lang::En, Lang::ZhCn];

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) use crate::pages::sample::hellotalk;

/// An agent in Hong Kong on Monday 2 March 2026, 12:00.
pub(super) fn chrome(lang: Lang) -> Chrome {
    Chrome {
        t: T(lang),
        now: at("2026-03-02T04:00:00Z"),
        zone: TimeZone::get("Asia/Hong_Kong").unwrap(),
        path: "/staff/queue".into(),
        product: None,
        staff: Some(Reader { name: "Mei".into(), role: domain::Role::Administrator, alerts: 0 }),
        nonce: "n0nce".into(),
        assets: Assets { css: "habeas.css".into(), js: "habeas.js".into(), wasm: "habeas.wasm".into() },
        dev: false,
    }
}

pub(super) fn form(fields: &[(&str, &str)], errors: &[(&str, &str)]) -> FormView {
    let mut view = FormView::default();
    for (field, value) in fields {
        view.values.entry((*field).to_owned()).or_default().push((*value).to_owned());
    }
    view.errors = errors.iter().map(|(field, words)| ((*field).to_owned(), (*words).to_owned())).collect();
    view
}

pub(super) fn line(reference: &str, standing: &str) -> LineView {
    LineView {
        reference: reference.into(),
        product: "HelloTalk".into(),
        kind: Kind::Deletion,
        state: State::InReview,
        country: Some("KR".into()),
        lang: "zh-CN".into(),
        received_at: at("2026-03-02T02:00:00Z"),
        stopped_at: None,
        due_at: at("2026-03-03T10:00:00Z"),
        governing: Some("promise".into()),
        standing: standing.into(),
        assignee: None,
        mine: false,
        urgent: false,
    }
}

pub(super) fn queue(lines: Vec<LineView>) -> QueueView {
    let counts = [("open", 1000), ("mine", 1), ("unassigned", 3), ("at_risk", 2), ("breached", 0), ("paused", 4)];
    QueueView {
        products: vec![hellotalk()],
        filter: FormView::default(),
        lines,
        next: None,
        counts: counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect(),
        search: None,
        failed_mails: 0,
        alarms: Vec::new(),
    }
}

fn clock(name: ClockName, due: &str) -> ClockState {
    ClockState {
        name,
        start: at("2026-03-02T02:00:00Z"),
        due: at(due),
        base_due: at(due),
        zone: "Asia/Hong_Kong".into(),
        offset: 28800,
        calendar: "hk+cn any-open".into(),
        provisional: false,
        source: StateSource::House,
        status: Standing::Running,
        amber_at: None,
        red_at: None,
        remaining: 0,
        acknowledge: None,
        steps: vec![],
    }
}

pub(super) fn details(kind: Kind) -> Details {
    let words = "please <b>help</b>".to_owned();
    match kind {
        Kind::Access => Details::Access { categories: vec!["profile".into()], transfers: true, format: "both".into(), words },
        Kind::Correction => Details::Correction { category: "dob".into(), says: "1990".into(), should_say: "1991".into(), words },
        Kind::Deletion => Details::Deletion { categories: vec![], words },
        Kind::AiTrainingWithdrawal => Details::AiTrainingWithdrawal { streams: vec!["voice".into(), "page_info".into()], words },
        Kind::AdvertisingOptOut => Details::AdvertisingOptOut { words },
        Kind::ConsentRevocation => Details::ConsentRevocation { words },
        Kind::GuardianAuthority => {
            Details::GuardianAuthority { relation: "parent".into(), methods: vec!["video_call".into(), "child_code".into()], words }
        }
        Kind::ChildAccount => Details::ChildAccount { account: "8812034".into(), relation: "teacher".into(), age: Some(11), words },
        Kind::Report => Details::Report { target: "link".into(), value: "https://hellotalk.com/m/1".into() },
    }
}

/// A ticket of this kind, held by the reader.
pub(super) fn ticket(kind: Kind) -> TicketView {
    let subject = Subject { email: "ann@example.com".into(), app_id: Some("8812034".into()), ..Subject::default() };
    let details = details(kind);
    let streams = if let Details::AiTrainingWithdrawal { streams, .. } = &details { streams.clone() } else { vec![] };
    TicketView {
        pack: hellotalk(),
        pseudonymised_at: None,
        reference: "HT-7K3M-92QX".into(),
        version: 7,
        kind,
        state: State::InProgress,
        lang: "zh-CN".into(),
        country: Some("KR".into()),
        received_at: at("2026-03-02T02:00:00Z"),
        proved_at: Some(at("2026-03-02T02:03:00Z")),
        clocks: vec![clock(ClockName::Promise, "2026-03-03T10:00:00Z"), clock(ClockName::Law, "2026-03-12T15:00:00Z")],
        governing: Some("promise".into()),
        checklist: checklist::for_closing(kind, &subject, &checklist::Asker::default()),
        subject,
        details,
        app_id_state: "claimed".into(),
        in_app_code: None,
        assignee: Some("Mei".into()),
        mine: true,
        own_appeal: false,
        urgent: false,
        timeline: vec![item("claimed", "Mei")],
        messages: vec![message("from_requester", "It is urgent"), message("note", "Looks fine"), message("question", "Which one?")],
        files: vec![],
        outcomes: vec![],
        mails: vec![MailLine {
            kind: "receipt".into(),
            state: "failed".into(),
            created_at: at("2026-03-02T02:03:00Z"),
            sent_at: None,
            tries: 8,
            last_error: Some("550 no such mailbox".into()),
        }],
        reports: vec![],
        colleagues: Vec::new(),
        others: vec![("HT-0000-0001".into(), Kind::Access, State::Fulfilled)],
        acts: vec!["pause", "extend", "due"],
        notice: None,
        joined_to: None,
        joined: vec![],
        reasons: Reason::for_request(kind, Some("KR")).collect(),
        effects: applicable(&streams).filter(|_| kind == Kind::AiTrainingWithdrawal).collect(),
        breaches: vec![],
        takeover: false,
        child_limits: (None, None),
        guardian: None,
        form: (String::new(), FormView::default()),
        changed: vec![],
        computed: crate::views::staff::ComputedView::default(),
        done: None,
        max_file: 20_000_000,
    }
}

pub(super) fn item(kind: &str, who: &str) -> TimelineItem {
    TimelineItem { at: at("2026-03-02T03:00:00Z"), kind: kind.into(), who: who.into(), data: vec![] }
}

pub(super) fn message(kind: &str, body: &str) -> MessageView {
    MessageView {
        at: at("2026-03-02T03:00:00Z"),
        kind: kind.into(),
        author: (kind != "from_requester").then(|| "Mei".into()),
        body: body.into(),
        delivery: (kind == "question").then(|| "failed".into()),
        files: vec![],
    }
}

pub(super) fn picture() -> FileView {
    FileView {
        id: "f1".into(),
        name: "shot.png".into(),
        mime: "image/png".into(),
        size: 1200,
        href: "/staff/tickets/HT-7K3M-92QX/files/f1".into(),
        expires_at: None,
        destroyed_at: None,
        downloads_left: None,
        role: "report".into(),
    }
}

pub(super) fn report(harm: &str) -> ReportView {
    ReportView {
        reference: "HT-RRRR-0001".into(),
        received_at: at("2026-03-02T02:00:00Z"),
        harm: harm.into(),
        words: "Look at this".into(),
        email: Some("bob@example.com".into()),
        email_proved: false,
        lang: "en".into(),
        files: vec![picture()],
    }
}

pub(super) fn outcome() -> OutcomeView {
    OutcomeView {
        cycle: 1,
        state: "partially_fulfilled".into(),
        closed_at: at("2026-03-02T03:30:00Z"),
        words: "Nearly all is gone".into(),
        done_anyway: "The profile is erased".into(),
        refusals: vec![RefusalView {
            item: "statutory-records".into(),
            reason: "legal_obligation_retention".into(),
            law: "GDPR 17(3)(b)".into(),
            words: "The tax office wants it".into(),
            record: Some(("Invoices".into(), "2031-01-01".into())),
        }],
        nothing_held: false,
        effects: vec![],
        kept: vec!["payment-records".into()],
        decision: String::new(),
        inside: "Spoke with legal".into(),
        regulator: None,
    }
}

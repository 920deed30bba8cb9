//! Forms as they come in.

use domain::request::{Details, Subject};
use domain::{Kind, Lang, checklist};
use server::desk::agent::Question;
use server::desk::close::Closing;
use server::desk::decide::Decision;
use server::desk::intake::NewRequest;
use server::desk::report::NewReport;
use server::desk::upload::Sender;
use server::store::outcome::{EffectAnswer, Refusal};

fn request(kind: Kind, email: &str, details: Details) -> NewRequest {
    NewRequest {
        product: "hellotalk".into(),
        kind,
        lang: Lang::En,
        zone: None,
        country: None,
        subject: Subject { email: email.into(), ..Subject::default() },
        details,
        understood: true,
        some: false,
        sender: Sender::Unproved,
    }
}

/// The whole account is to be erased.
pub fn deletion(email: &str) -> NewRequest {
    request(Kind::Deletion, email, Details::Deletion { categories: vec![], words: String::new() })
}

/// A copy of everything.
pub fn access(email: &str) -> NewRequest {
    request(Kind::Access, email, Details::Access { categories: vec![], transfers: false, format: "both".into(), words: String::new() })
}

/// The profile says something wrong.
pub fn correction(email: &str) -> NewRequest {
    let details = Details::Correction { category: "profile".into(), says: "Mika".into(), should_say: "Mica".into(), words: String::new() };
    request(Kind::Correction, email, details)
}

/// No more training with these streams.
pub fn ai(email: &str, streams: &[&str]) -> NewRequest {
    let streams = streams.iter().map(|stream| (*stream).to_owned()).collect();
    request(Kind::AiTrainingWithdrawal, email, Details::AiTrainingWithdrawal { streams, words: String::new() })
}

/// No more personal advertising.
pub fn advertising(email: &str) -> NewRequest {
    request(Kind::AdvertisingOptOut, email, Details::AdvertisingOptOut { words: String::new() })
}

/// The same form, from this country.
pub fn from(country: &str, new: NewRequest) -> NewRequest {
    NewRequest { country: Some(country.into()), ..new }
}

/// The same form, for an account that has no e-mail.
pub fn without_email(app_id: &str, mut new: NewRequest) -> NewRequest {
    new.subject.contact_only = true;
    new.subject.login = Some("line".into());
    new.subject.app_id = Some(app_id.into());
    new
}

/// A report of a user.
pub fn report(user: &str, email: Option<&str>) -> NewReport {
    NewReport {
        product: "hellotalk".into(),
        lang: Lang::En,
        zone: None,
        target: "user".into(),
        value: user.into(),
        harm: "bullying".into(),
        words: "It goes on every evening.".into(),
        email: email.map(str::to_owned),
        sender: Sender::Unproved,
    }
}

/// The report that is escalated the moment it comes.
pub fn grave_report(user: &str) -> NewReport {
    NewReport { harm: "child_sexual_exploitation".into(), words: String::new(), ..report(user, None) }
}

/// A question that is asked for so many days at most.
pub fn question(days: i64) -> Question {
    Question {
        words: "Which of the two accounts is it?".into(),
        reason: domain::clock::PauseReason::Clarification,
        days,
        note: String::new(),
    }
}

/// A closing as done, with every tick.
pub fn fulfilled(kind: Kind) -> Closing {
    let ticks = checklist::for_closing(kind, &Subject::default(), &checklist::Asker::default());
    Closing {
        outcome: "fulfilled".into(),
        words: "All of it is done.".into(),
        checklist: ticks.into_iter().map(str::to_owned).collect(),
        ..Closing::default()
    }
}

/// A closing as refused, with a reason.
pub fn denied() -> Closing {
    Closing {
        outcome: "denied".into(),
        done_anyway: "The account was looked for.".into(),
        refusals: vec![(0, refusal("identity_not_verified"))],
        ..Closing::default()
    }
}

/// The refusals of a closing in part: one category is withheld.
pub fn withheld() -> Vec<(usize, Refusal)> {
    vec![(0, Refusal { item: "profile".into(), ..refusal("identity_not_verified") })]
}

/// A row of refusals: the whole.
pub fn refusal(reason: &str) -> Refusal {
    Refusal {
        item: String::new(),
        reason: reason.into(),
        law: String::new(),
        words: "The two data points did not match.".into(),
        record: None,
    }
}

/// An answered line of a withdrawal from AI training.
pub fn effect(code: &str, value: &str) -> EffectAnswer {
    EffectAnswer { code: code.into(), value: value.into(), words: String::new() }
}

/// A decision on a report case.
pub fn decision(code: &str) -> Decision {
    Decision { decision: code.into(), words: "We have looked at it.".into(), inside: "A second account is behind it.".into() }
}

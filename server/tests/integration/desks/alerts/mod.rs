//! Alerts: who is told of a clock, when, and how often; the rota; the reason of a breach; what the requester of a late request is told.
//! Mistakes that others made bear their numbers.

mod delay;
mod once;
mod people;
mod quiet;
mod reason;
mod rota;

use server::desk::agent::AgentDesk;

use crate::support::story::Story;

/// Who works here: an agent, two leads, a privacy officer and an administrator.
struct Office {
    ada: AgentDesk,
    lea: AgentDesk,
}

async fn office(story: &Story) -> Office {
    let ada = story.hire("Ada", "agent").await;
    let lea = story.hire("Lea", "lead").await;
    for (name, role) in [("Otto", "lead"), ("Pia", "privacy_officer"), ("Max", "administrator")] {
        story.hire(name, role).await;
    }
    Office { ada: story.agent(&ada), lea: story.agent(&lea) }
}

/// It is now this moment, and the jobs have run.
async fn at(story: &Story, moment: &str) {
    story.now_is(moment);
    story.work().await;
}

/// Every alert that has left: to whom, and the line that says why; sorted.
async fn told(story: &Story) -> Vec<(String, String)> {
    let lines = [
        ("Nobody has taken this ticket yet", "unclaimed"),
        ("Much of the time", "elapsed"),
        ("is due soon", "amber"),
        ("is due very soon", "red"),
        ("The promised time is over", "breach"),
    ];
    let mut found = Vec::new();
    for mail in story.mails("alert").await {
        let (_, code) = lines.iter().find(|(words, _)| mail.letter.text.contains(words)).expect("a known alert");
        found.push((mail.to.split('@').next().unwrap_or_default().to_owned(), (*code).to_owned()));
    }
    found.sort();
    found
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut list: Vec<_> = list.iter().map(|(who, code)| ((*who).to_owned(), (*code).to_owned())).collect();
    list.sort();
    list
}

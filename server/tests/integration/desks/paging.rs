//! Pages of the queue and of the archive: nothing is left out, nothing comes twice.

use std::collections::BTreeSet;

use domain::State;
use futures_util::future::join_all;
use server::desk::agent::AgentDesk;
use server::desk::intake::{self, Opened};
use server::store::queue::{Filter, PAGE};

use crate::on_both;
use crate::support::forms::deletion;
use crate::support::story::{Proved, Story};

const MANY: usize = 130;

/// So many requests of the same day: all are due at the same moment.
async fn crowd(story: &Story) -> Vec<Proved> {
    let email = |at: usize| format!("person{at}@example.org");
    let mut holders = Vec::new();
    for chunk in (0..MANY).collect::<Vec<_>>().chunks(10) {
        holders.extend(join_all(chunk.iter().map(|at| intake::submit(story, deletion(&email(*at)), vec![]))).await);
    }
    let mails = story.mails("code").await;
    assert_eq!(mails.len(), MANY);
    let mut proved = Vec::new();
    for (at, holder) in holders.into_iter().enumerate() {
        let mail = mails.iter().find(|mail| mail.to == email(at)).unwrap();
        let opened = intake::enter(story, &holder.unwrap(), &mail.code(), None).await.unwrap();
        let Opened::Proved { reference, session: Some(session), .. } = opened else { panic!("{opened:?}") };
        proved.push(Proved { reference, session });
    }
    proved
}

async fn walk(desk: &AgentDesk, filter: &Filter) -> (Vec<String>, usize) {
    let (mut seen, mut pages, mut after) = (Vec::new(), 0, None);
    loop {
        let (lines, more) = desk.queue(filter, after).await.unwrap();
        pages += 1;
        assert!(lines.len() <= PAGE);
        seen.extend(lines.iter().map(|line| line.reference.clone()));
        if !more {
            return (seen, pages);
        }
        let last = lines.last().unwrap();
        after = Some((last.stopped_at.unwrap_or(last.cached.sort_at), last.id.clone()));
    }
}

on_both!(every_ticket_is_on_one_page, |story| {
    let proved = crowd(&story).await;
    let desk = story.agent_named("Ada").await;
    let (seen, pages) = walk(&desk, &Filter::default()).await;
    assert_eq!(pages, 3);
    assert_eq!(seen.len(), MANY);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), MANY, "none comes twice");
    // Who is on the second page while tickets leave the first still sees each that was there.
    let (first, _) = desk.queue(&Filter::default(), None).await.unwrap();
    for line in &first[..20] {
        let one = proved.iter().find(|proved| proved.reference == line.reference).unwrap();
        story.desk(one).await.withdraw(true).await.unwrap();
    }
    let last = first.last().unwrap();
    let (second, _) = desk.queue(&Filter::default(), Some((last.cached.sort_at, last.id.clone()))).await.unwrap();
    assert_eq!(second.iter().map(|line| &line.reference).collect::<Vec<_>>(), seen[PAGE..2 * PAGE].iter().collect::<Vec<_>>());
    // The archive, newest first; the sixty of one moment keep an order of their own.
    let gone: BTreeSet<&String> = first[..20].iter().map(|line| &line.reference).collect();
    let rest: Vec<_> = proved.iter().filter(|one| !gone.contains(&one.reference)).take(60).collect();
    story.minutes(1);
    for one in &rest {
        story.desk(one).await.withdraw(true).await.unwrap();
    }
    let (archive, pages) = walk(&desk, &Filter { state: Some(State::Revoked), ..Filter::default() }).await;
    assert_eq!((archive.len(), pages), (80, 2));
    assert_eq!(archive.iter().collect::<BTreeSet<_>>().len(), 80);
    let late: BTreeSet<&String> = rest.iter().map(|one| &one.reference).collect();
    assert!(archive[..60].iter().all(|reference| late.contains(reference)), "newest first");
    assert_eq!(walk(&desk, &Filter::default()).await.0.len(), MANY - 80);
});

//! The acts that move clocks: what each does, what it is refused for, and that it does what was shown before.

mod ahead;
mod due;
mod extend;
mod merge;
mod pause;
mod reopen;
mod wait;

use domain::request::Details;
use server::desk::DeskError;
use server::desk::agent::AgentDesk;
use server::desk::intake::NewRequest;
use server::desk::preview::{self, Proposed, Prospect};

use crate::support::forms::deletion;
use crate::support::story::{Proved, Story};

/// What an act would do to this ticket now.
async fn ahead(story: &Story, reference: &str, proposed: Proposed) -> Result<Prospect, DeskError> {
    let ticket = story.ticket(reference).await;
    preview::of(story, &mut story.store.read().await.unwrap(), &ticket, proposed, story.now()).await
}

/// A deletion of the profile alone: not the same as one of everything.
fn of_the_profile(email: &str) -> NewRequest {
    let details = Details::Deletion { categories: vec!["profile".into()], words: String::new() };
    NewRequest { details, some: true, ..deletion(email) }
}

/// A proved request that this desk has taken on.
async fn taken(story: &Story, desk: &AgentDesk, new: NewRequest) -> Proved {
    let proved = story.prove(new).await;
    desk.claim(&proved.reference, story.seen(&proved.reference).await).await.unwrap();
    proved
}

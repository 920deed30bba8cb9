//! Accounts of guardians and requesters: what their owners can do, and what everybody else gets.

mod changes;
mod erase;
mod frozen;
mod frozen_list;
mod log_in;
mod recover;
mod requests;
mod second;
mod sessions;
mod sign_up;

use domain::Lang;
use server::desk::person::AccountDesk;
use server::desk::second as factor;

use crate::support::story::{PASSWORD, Story};

const AMA: &str = "ama@example.org";
const NEW: &str = "ama.new@example.org";
const PEER: &str = "192.0.2.1";

/// The desk that a session opens.
async fn desk(story: &Story, session: &str) -> AccountDesk {
    story.account(session).await.unwrap().expect("a session that lives")
}

/// Logs Ama in, without a second factor.
async fn log_in(story: &Story, password: &str) -> String {
    let begun = story.log_in_account(AMA, password, PEER, "Safari|iPhone", None).await.unwrap();
    assert!(!begun.needs_second);
    begun.token
}

/// Asks for a link to choose a new password; answers its secret.
async fn reset_link(story: &Story, email: &str) -> String {
    story.ask_reset(email, Lang::En).await.unwrap();
    story.work().await;
    story.mail_to("reset", email).await.secret("/account/reset/")
}

/// Turns Ama's second factor on, under the session's new secret; returns its secret and the recovery codes.
async fn turn_on(story: &Story, session: &mut String) -> (Vec<u8>, Vec<String>) {
    desk(story, session).await.start_second().await.unwrap();
    let waiting = desk(story, session).await;
    let secret = waiting.account.totp.clone().expect("a secret that waits");
    let on = waiting.turn_on_second(&factor::code_at(&secret, story.now()), PEER).await.unwrap();
    *session = on.session;
    // The step is used: the next one comes.
    story.pass(jiff::SignedDuration::from_secs(30));
    (secret, on.codes)
}

/// What was recorded of Ama's account.
async fn recorded(story: &Story, session: &str, kind: &str) -> usize {
    let stream = desk(story, session).await.account.stream();
    let events = server::store::event::list(&mut story.store.read().await.unwrap(), &stream).await.unwrap();
    events.iter().filter(|event| event.kind == kind).count()
}

/// The password that the stories choose next.
const ANOTHER: &str = "two herons beside a canal";

/// Whether this password opens Ama's account.
async fn opens(story: &Story, password: &str) -> bool {
    story.log_in_account(AMA, password, "192.0.2.77", "", None).await.is_ok()
}

const fn own() -> &'static str {
    PASSWORD
}

/// Asks for another address; returns the link's secret.
async fn ask_email(story: &Story, desk: &AccountDesk, email: &str) -> String {
    desk.ask_email(email).await.unwrap();
    story.work().await;
    story.mail_to("change_email", email).await.secret("/account/email/")
}

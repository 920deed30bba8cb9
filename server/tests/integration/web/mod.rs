//! The web: what a browser sees and sends, without a socket in between.

mod account;
mod account_pages;
mod acts;
mod acts_pages;
mod alerts;
mod api;
mod asked_back;
mod bounds;
mod calendars;
mod codes;
mod cookies;
mod cost;
mod crowded;
mod desk_pages;
mod downloads;
mod floods;
mod forgery;
mod forms;
mod guardian_flags;
mod guardian_hard;
mod guardian_law;
mod guardian_pages;
mod headers;
mod health;
mod journeys;
mod limits;
mod people;
mod people_pages;
mod problems;
mod promises;
mod requester_pages;
mod routes;
mod scanner;
mod simulate;
mod slips;
mod sockets;
mod staff;
mod twice;
mod uploads;

use crate::support::browser::Browser;
use crate::support::story::{MONDAY, Story};

/// A portal with a browser in front of it.
pub async fn portal() -> (Story, Browser) {
    let story = Story::begin(server::testing::Database::Sqlite, MONDAY).await;
    let browser = Browser::new(&story.test);
    (story, browser)
}

/// The fields of a deletion as the page posts them.
pub const DELETION: [(&str, &str); 3] = [("email", "mika@example.org"), ("scope", "account"), ("understood", "yes")];

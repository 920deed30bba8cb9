//! `habeas mail`: how the outbox stands, and sending at once what waits.

use std::process::ExitCode;

use clap::Subcommand;
use jiff::Timestamp;

use super::{Failure, Places, print};
use crate::clock::Clock;
use crate::store::outbox::{self, Standing};

/// The mails that wait.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Says how many mails wait and since when, how many were given up, and why. Ends with 1 if the oldest has waited for more than ten
    /// minutes.
    Status {
        #[command(flatten)]
        places: Places,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Makes due at once what waits after a failure. A portal that runs sends it within seconds.
    Retry {
        #[command(flatten)]
        places: Places,
        /// Also what was given up, as long as it is worth something and its words are there.
        #[arg(long)]
        given_up: bool,
    },
}

/// From when on a mail that waits is a sign that something is wrong, in minutes.
const LONG: i64 = 10;

impl Mail {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let now = Clock::System.now();
        match self {
            Self::Status { places, json } => {
                let standing = outbox::standing(&mut places.store().await?.read().await?).await?;
                print(&if json { as_json(&standing)? } else { as_text(&standing, now) })?;
                let late = standing.oldest.is_some_and(|at| now.duration_since(at).as_mins() >= LONG);
                Ok(if late { ExitCode::FAILURE } else { ExitCode::SUCCESS })
            }
            Self::Retry { places, given_up } => {
                let store = places.store().await?;
                let due = store.write(move |conn| Box::pin(async move { outbox::retry(conn, given_up, now).await })).await?;
                print(&format!("{due} mails are due now.\n"))?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

fn as_json(standing: &Standing) -> Result<String, Failure> {
    let reasons: Vec<_> = standing.reasons.iter().map(|(reason, count)| serde_json::json!({"reason": reason, "mails": count})).collect();
    let told = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let whole = serde_json::json!({
        "waiting": standing.waiting.0, "failed_before": standing.waiting.1, "given_up": standing.failed,
        "oldest": told(standing.oldest), "last_sent": told(standing.last_sent), "reasons": reasons
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&whole)?))
}

fn as_text(standing: &Standing, now: Timestamp) -> String {
    let (waiting, tried) = standing.waiting;
    let mut text = format!("{waiting} mails wait, {tried} of them after a failure; {} were given up.\n", standing.failed);
    if let Some(at) = standing.oldest {
        text.push_str(&format!("The oldest has waited for {} minutes, since {at}.\n", now.duration_since(at).as_mins()));
    }
    match standing.last_sent {
        Some(at) => text.push_str(&format!("The last left at {at}.\n")),
        None => text.push_str("None has left that is still known.\n"),
    }
    for (reason, count) in &standing.reasons {
        text.push_str(&format!("{count:>7}  {reason}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_waits_and_why() {
        let now: Timestamp = "2026-03-02T02:20:00Z".parse().unwrap_or_default();
        let standing = Standing {
            waiting: (4, 3),
            failed: 2,
            oldest: "2026-03-02T02:00:00Z".parse().ok(),
            last_sent: None,
            reasons: vec![("connecting: the name of the mail server is not found".into(), 3)],
        };
        let text = as_text(&standing, now);
        for part in ["4 mails wait, 3 of them", "2 were given up", "for 20 minutes", "None has left", "      3  connecting: the name"] {
            assert!(text.contains(part), "{text}");
        }
    }
}

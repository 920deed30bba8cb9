//! One's sessions: seen, and ended one by one.

use jiff::Timestamp;
use serde_json::json;

use super::{AccountDesk, DeskError, Owner, note, session};

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// The handle by which it is ended.
    pub id: String,
    /// Browser and system; either may be empty.
    pub browser: (String, String),
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to the minute.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl AccountDesk {
    /// The sessions that are open, this one first.
    ///
    /// # Errors
    /// The store's.
    pub async fn sessions(&self) -> Result<Vec<SessionLine>, DeskError> {
        let (house, now) = (&self.house, self.house.now());
        let asks = self.account.has_second();
        let list = session::list(&mut house.store.read().await?, &house.vault, Owner::Account(&self.account.id), now).await?;
        let mut lines: Vec<SessionLine> = list
            .into_iter()
            // One that waits for its second factor opens nothing.
            .filter(|held| !asks || held.second_at.is_some())
            .filter(|held| {
                let seen = held.seen_at.unwrap_or(held.created_at);
                seen.saturating_add(super::IDLE_LASTS).unwrap_or(seen) > now
            })
            .map(|held| {
                let label = held.label.unwrap_or_default();
                let (browser, system) = label.split_once('|').unwrap_or_default();
                SessionLine {
                    this: held.id == self.session.id,
                    browser: (browser.to_owned(), system.to_owned()),
                    began: held.created_at,
                    seen: held.seen_at.unwrap_or(held.created_at),
                    id: held.id,
                }
            })
            .collect();
        lines.sort_by_key(|line| !line.this);
        Ok(lines)
    }

    /// Ends one of one's sessions.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is none of this account with this handle; the store's.
    pub async fn end_session(&self, id: &str) -> Result<(), DeskError> {
        let id = id.to_owned();
        self.act(move |_, conn, account, now| {
            Box::pin(async move {
                if !session::end_one(conn, Owner::Account(&account.id), &id).await? {
                    return Err(DeskError::NotFound);
                }
                note(conn, &account, now, "session_ended", json!({"which": "one"})).await
            })
        })
        .await
    }

    /// Ends all sessions but this one.
    ///
    /// # Errors
    /// The store's.
    pub async fn end_other_sessions(&self) -> Result<(), DeskError> {
        let keep = self.session.id.clone();
        self.act(move |_, conn, account, now| {
            Box::pin(async move {
                let ended = Self::end_others(conn, &account.id, &keep).await?;
                note(conn, &account, now, "session_ended", json!({"which": "others", "count": ended})).await
            })
        })
        .await
    }

    /// Logs out.
    ///
    /// # Errors
    /// The store's.
    pub async fn log_out(&self) -> Result<(), DeskError> {
        let token = self.token.clone();
        self.act(move |_, conn, account, now| {
            Box::pin(async move {
                session::end(conn, &token).await?;
                note(conn, &account, now, "session_ended", json!({"which": "this"})).await
            })
        })
        .await
    }
}

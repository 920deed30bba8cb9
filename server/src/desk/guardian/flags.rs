//! What staff note about a child that limits what may be done: set and lifted by senior staff, each time with its reason.

use domain::Kind;
use domain::guardian::{AuthorityState, Flag, Flags};
use jiff::Timestamp;
use serde_json::json;

use super::{consent, senior, tell};
use crate::desk::agent::AgentDesk;
use crate::desk::intake::MOST_WORDS;
use crate::desk::{DeskError, Fields, clerk};
use crate::house::House;
use crate::random;
use crate::store::flag::{self, ChildFlag};
use crate::store::{Conn, authority, file};

/// Holds back whatever the guardian of an authority has over its child, what was claimed since included: nothing is done for it until
/// the flag is lifted. Why stands sealed in the flag, and nowhere else.
pub(super) async fn suspend(conn: &mut Conn, id: &str) -> Result<(), DeskError> {
    let about = authority::by_id(conn, id).await?.ok_or(DeskError::NotFound)?;
    for one in authority::of_account(conn, &about.account_id).await? {
        if one.child_key != about.child_key {
            continue;
        }
        let Some(mut held) = authority::lock(conn, &one.id).await? else { continue };
        if matches!(held.state, AuthorityState::Pending | AuthorityState::Granted) {
            held.state = AuthorityState::Suspended;
            if !authority::save(conn, &mut held).await? {
                return Err(DeskError::Changed(Vec::new()));
            }
        }
    }
    Ok(())
}

/// Two children's keys have become one: whatever a flag holds back of either holds for both, and their guardians are each other's.
///
/// # Errors
/// The store's.
pub async fn joined(house: &House, conn: &mut Conn, key: &[u8], now: Timestamp) -> Result<(), DeskError> {
    for one in flag::list(conn, &house.vault, key).await? {
        if let Some(about) = one.authority_id.filter(|_| one.lifted_at.is_none() && one.flag.suspends())
            && authority::by_id(conn, &about).await?.is_some()
        {
            suspend(conn, &about).await?;
        }
    }
    tell::of_open(house, conn, key, now).await
}

impl AgentDesk {
    /// Sets a flag over the child that a ticket is about. About this guardian, an order of protection or a worry for the child's
    /// safety holds their authority back at once.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] for who is not senior, or a ticket about no child.
    pub async fn set_flag(&self, reference: &str, code: &str, note: &str, about_guardian: bool) -> Result<(), DeskError> {
        if !senior(&self.member) {
            return Err(DeskError::NotFound);
        }
        let mut wrong = Fields::default();
        let found = Flag::from_code(code);
        wrong.check(found.is_some(), "flag", "choose_one");
        wrong.check(!note.is_empty(), "note", "words_required");
        wrong.check(note.chars().count() <= MOST_WORDS, "note", "too_long");
        wrong.done()?;
        let (Some(found), note) = (found, note.to_owned()) else { return Err(DeskError::NotFound) };
        self.act(reference, "flag_set", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                let Some(key) = ticket.ties.child_key.clone() else { return Err(DeskError::NotFound) };
                if ticket.kind == Kind::ChildAccount {
                    // What a stranger typed is no child's ID that anybody has confirmed: a flag over it could protect nobody.
                    return Err(DeskError::NotFound);
                }
                let about = ticket.ties.authority_id.clone().filter(|_| about_guardian);
                if about_guardian && about.is_none() {
                    return Err(Fields::one("about", "choose_one"));
                }
                let new = ChildFlag {
                    id: random::id(now),
                    flag: found,
                    authority_id: about.clone(),
                    set_at: now,
                    set_by: desk.me().to_owned(),
                    lifted_at: None,
                    note,
                };
                flag::set(conn, &desk.house.vault, &key, &new).await?;
                if Flags(vec![found]).hides_place() {
                    // What was made ready before nobody looked at with these eyes: it is made anew.
                    file::expire_packages_of_child(conn, &key, now).await?;
                }
                if let Some(id) = about
                    && found.suspends()
                {
                    suspend(conn, &id).await?;
                }
                let data = json!({"flag": new.id, "about_guardian": about_guardian});
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "flag_set", data).await
            })
        })
        .await
    }

    /// Lifts a flag over the child that a ticket is about. An authority that was held back for it goes on where it stood, unless
    /// another such flag still stands.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for who is not senior, or a flag that does not stand over this child.
    pub async fn lift_flag(&self, reference: &str, id: &str) -> Result<(), DeskError> {
        if !senior(&self.member) {
            return Err(DeskError::NotFound);
        }
        let id = id.to_owned();
        self.act(reference, "flag_lifted", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                let Some(key) = ticket.ties.child_key.clone() else { return Err(DeskError::NotFound) };
                let list = flag::list(conn, &desk.house.vault, &key).await?;
                let Some(found) = list.iter().find(|one| one.id == id && one.lifted_at.is_none()) else { return Err(DeskError::NotFound) };
                flag::lift(conn, &key, &id, desk.me(), now).await?;
                if let Some(about) = &found.authority_id
                    && let Some(about) = authority::by_id(conn, about).await?
                    && !flag::holds_back(conn, &desk.house.vault, &key, &about.account_id).await?
                {
                    for held in authority::suspended(conn, &key, &about.account_id).await? {
                        resume(&desk.house, conn, &held, now).await?;
                    }
                }
                // Whoever was left out, or was not to be told, is asked now.
                tell::of_open(&desk.house, conn, &key, now).await?;
                let data = json!({"flag": found.id});
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "flag_lifted", data).await
            })
        })
        .await
    }

    /// Notes that the account of a requester may have been taken over, or that this was ruled out. While it is suspected nothing
    /// is disclosed or deleted without more proof (11 CCR 7061(a)).
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for a report.
    pub async fn suspect_takeover(&self, reference: &str, suspected: bool) -> Result<(), DeskError> {
        let kind = if suspected { "takeover_suspected" } else { "takeover_ruled_out" };
        self.act(reference, kind, move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                if ticket.kind.is_decided() || !ticket.state.on_queue() {
                    return Err(DeskError::NotFound);
                }
                ticket.ties.takeover = suspected;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), kind, json!({})).await
            })
        })
        .await
    }
}

async fn resume(house: &House, conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), DeskError> {
    let Some(mut held) = authority::lock(conn, id).await? else { return Ok(()) };
    if held.state == AuthorityState::Suspended {
        held.state = if held.granted_at.is_some() { AuthorityState::Granted } else { AuthorityState::Pending };
        held.reason = None;
        if !authority::save(conn, &mut held).await? {
            return Err(DeskError::Changed(Vec::new()));
        }
        consent::release(house, conn, &held, now).await?;
    }
    Ok(())
}

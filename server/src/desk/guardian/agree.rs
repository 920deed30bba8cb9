//! What another guardian says to a step: agree, or object. An objection is a conflict, and staff see it as one.

use domain::guardian::{AuthorityState, Flag};
use domain::{Reference, State};
use serde_json::json;

use super::GuardianDesk;
use crate::desk::{DeskError, Fields, clerk};
use crate::random;
use crate::store::flag::{self, ChildFlag};
use crate::store::{agreement, authority, ticket};

impl GuardianDesk {
    /// Answers what another guardian of the same child has asked for.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when this guardian was not told of it, or it is closed; [`DeskError::Invalid`].
    pub async fn answer_other(&self, reference: &str, answer: &str) -> Result<(), DeskError> {
        if !["agreed", "objected"].contains(&answer) {
            return Err(Fields::one("answer", "choose_one"));
        }
        let reference = Reference::parse(reference).map_err(|_| DeskError::NotFound)?.to_string();
        let (house, who, now, answer) = (self.house.clone(), self.who.clone(), self.house.now(), answer.to_owned());
        let told = reference.clone();
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let id = ticket::id_by_reference(conn, &reference).await?.ok_or(DeskError::NotFound)?;
                    let ticket = clerk::hold(&house, conn, &id).await?;
                    let asked = agreement::of_account(conn, &who.account).await?;
                    let Some(asked) = asked.into_iter().find(|asked| asked.ticket_id == id) else { return Err(DeskError::NotFound) };
                    if !ticket.state.on_queue() || ticket.state == State::HandoverPending {
                        return Err(DeskError::NotFound);
                    }
                    agreement::answer(conn, &id, &asked.authority_id, &answer, now).await?;
                    let kind = if answer == "agreed" { "guardian_agreed" } else { "guardian_objected" };
                    clerk::note(conn, &id, now, "guardian", kind, json!({"authority": asked.authority_id})).await?;
                    let held = authority::by_id(conn, &asked.authority_id).await?.ok_or(DeskError::NotFound)?;
                    // Of who is held back the word is kept, and counts once that is settled.
                    let counts = held.state == AuthorityState::Granted;
                    if counts && answer == "objected" && !flag::standing(conn, &house.vault, &held.child_key).await?.has(Flag::Conflict) {
                        let new = ChildFlag {
                            id: random::id(now),
                            flag: Flag::Conflict,
                            authority_id: None,
                            set_at: now,
                            set_by: "system".to_owned(),
                            lifted_at: None,
                            note: String::new(),
                        };
                        flag::set(conn, &house.vault, &held.child_key, &new).await?;
                        clerk::note(conn, &id, now, "system", "flag_set", json!({"flag": new.id})).await?;
                    }
                    Ok::<_, DeskError>(())
                })
            })
            .await?;
        self.house.tell(&told, "guardian_answered", "guardian");
        Ok(())
    }
}

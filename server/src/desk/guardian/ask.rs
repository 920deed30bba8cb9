//! What a guardian asks for a child: each a ticket with its clocks. Authority is tested here, and again before it is carried out.

use domain::guardian::{AuthorityState, Gap, Right};
use domain::request::Details;
use domain::{Kind, State};
use jiff::Timestamp;
use serde_json::json;

use super::{GuardianDesk, claim, tell};
use crate::desk::intake::{check_details, hashes};
use crate::desk::upload::{self, Owner, Upload};
use crate::desk::{DeskError, Fields, clerk, reckon};
use crate::house::House;
use crate::store::authority::{self, Authority};
use crate::store::consent;
use crate::store::ticket::{self, Hashes, Ticket};

/// A request for a child, as the form tells it.
#[derive(Debug, Clone)]
pub struct NewAct {
    /// One of [`Kind::GUARDIAN`].
    pub kind: Kind,
    /// What exactly.
    pub details: Details,
    /// A deletion or a revocation: that what follows was read.
    pub understood: bool,
    /// An access or a deletion: whether the chosen categories are all or some.
    pub some: bool,
}

impl GuardianDesk {
    /// Asks for something for a child; answers the reference. While the authority is still being checked, the request waits for
    /// it, and its clocks run. An identical open request leads to the first.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is wrong, or what is missing of the authority; [`DeskError::NotFound`] for another's
    /// child; [`Fields`] `confirm` when the guardian has not re-authenticated.
    pub async fn request(&self, child: &str, new: NewAct, mut uploads: Vec<Upload>) -> Result<String, DeskError> {
        let child = self.child(&mut self.house.store.read().await?, child).await?;
        let product = self.product(&child.product)?;
        let Some(right) = Right::of(new.kind).filter(|_| Kind::GUARDIAN.contains(&new.kind)) else { return Err(DeskError::NotFound) };
        let mut wrong = Fields::default();
        check_details(&mut wrong, product, new.kind, &new.details, new.understood, new.some)?;
        wrong.check(new.kind == Kind::Correction || uploads.is_empty(), "files", "no_files_here");
        wrong.done()?;
        if !self.who.fresh {
            return Err(Fields::one("confirm", "confirm_first"));
        }
        let now = self.house.now();
        let held = authority::newest(&mut self.house.store.read().await?, &self.who.account, &child.id).await?;
        let Some(held) = held else { return Err(Fields::one("", "authority_missing")) };
        waits(&held, right, now)?;
        let mut case = self.draft(product, new.kind, &child, &held.id, new.details, now);
        let hashes = Hashes { same: Some(same(&self.house, &case)), ..hashes(&self.house, &case) };
        let settled = upload::settle(&self.house, &mut uploads).await?;
        let (house, who) = (self.house.clone(), self.who.clone());
        let (reference, joined) = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    // Held, so that a decision that falls at this moment does not leave the request waiting for it.
                    let held = authority::lock(conn, &held.id).await?.ok_or(DeskError::NotFound)?;
                    let waits = waits(&held, right, now)?;
                    if waits {
                        case.state = State::AuthorityPending;
                    }
                    if let Some(hash) = &hashes.same
                        && let Some(first) = ticket::id_of_same(conn, hash, &case.id).await?
                    {
                        let first = ticket::by_id(conn, &house.vault, &first).await?.ok_or(DeskError::NotFound)?;
                        return Ok((first.reference, true));
                    }
                    reckon::keep(&house, conn, &mut case, now).await?;
                    ticket::insert(conn, &house.vault, &case, &hashes).await?;
                    upload::adopt(&house, conn, &mut uploads, Owner { ticket: &case.id, ..Owner::default() }, "evidence", now).await?;
                    let actor = format!("account:{}", who.account);
                    let data = json!({
                        "product": case.product, "kind": case.kind.code(), "authority": held.id, "files": uploads.len(), "waits": waits,
                    });
                    clerk::note(conn, &case.id, now, &actor, "submitted", data).await?;
                    if case.kind == Kind::ConsentRevocation && !waits {
                        // The record says so at once; carrying it out in the product is the ticket's work.
                        consent::withdraw_of(conn, &held.id, now).await?;
                    }
                    claim::receipt(&house, conn, &case, now).await?;
                    if !waits {
                        tell::of_request(&house, conn, &case, now).await?;
                    }
                    Ok::<_, DeskError>((case.reference, false))
                })
            })
            .await?;
        if !joined {
            settled.keep();
            self.house.tell(&reference, "submitted", "guardian");
        }
        Ok(reference)
    }
}

/// Whether a request waits for this authority to be decided.
fn waits(held: &Authority, right: Right, now: Timestamp) -> Result<bool, DeskError> {
    if held.shown() == AuthorityState::Pending && now < held.ends.rights {
        return Ok(true);
    }
    held.seems_to_carry(right, now).map(|()| false).map_err(|gap| Fields::one("", gap_code(gap)))
}

/// The hash by which an identical open request is found. The authority is part of it: a request that rests on one that was given up
/// would lead nowhere, and what somebody asks for their own account is another matter.
fn same(house: &House, case: &Ticket) -> Vec<u8> {
    let what = json!([case.ties.authority_id, case.kind.code(), case.details]);
    house.vault.hash("same", &what.to_string())
}

/// The code that says what is missing.
pub(super) const fn gap_code(gap: Gap) -> &'static str {
    match gap {
        Gap::NotGranted => "authority_not_granted",
        Gap::OutOfScope => "authority_out_of_scope",
        Gap::Ended => "authority_ended",
    }
}

//! Verifiable parental consent: given where the child's country asks for it, joined by the child where the law wants both, and
//! taken back. The product reads the record.

use domain::guardian::{AuthorityState, Right, completed_years};
use domain::request::Details;
use domain::{Kind, Reference};
use jiff::Timestamp;
use serde_json::json;

use super::claim::zone_of;
use super::handover::{ANSWER_WITHIN, make_link};
use super::{GuardianDesk, NewAct};
use crate::desk::{DeskError, Fields, clerk, post};
use crate::house::House;
use crate::random;
use crate::store::authority::Authority;
use crate::store::child::Child;
use crate::store::consent::{self, Consent};
use crate::store::ticket::Ticket;
use crate::store::{Conn, authority, event};

/// What a consent may cover.
pub const SCOPES: [&str; 2] = ["account", "ai"];

/// What a child's country asks of a guardian today: the age, whether the child is asked too, whether AI needs a consent of its own,
/// the law, and whether its source was confirmed. `None` where it asks nothing, or the child is old enough.
#[must_use]
pub fn asked_of(house: &House, child: &Child, now: Timestamp) -> Option<(u8, bool, bool, String, bool)> {
    let book = &house.products.guardians;
    let birth = child.person.birth.parse().ok()?;
    let today = now.to_zoned(zone_of(&child.country)).date();
    let rule = book.age_rule(&child.country)?;
    let age = book.consent_age(&child.country, today)?;
    let years = completed_years(birth, today);
    if years >= age {
        return None;
    }
    let ai = rule.ai_age.is_some_and(|ai| years < ai);
    Some((age, rule.joint, ai, rule.law.clone(), rule.mark.is_confirmed()))
}

/// Asks the child whether it agrees to a consent that waits for it.
async fn ask_child(house: &House, conn: &mut Conn, held: &Authority, case: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let until = now.saturating_add(ANSWER_WITHIN).unwrap_or(now);
    let address = super::child_address(house, conn, held).await?;
    let link = make_link(house, conn, case, until, address.is_none(), now).await?;
    match &address {
        Some(email) => post::consent_ask(house, conn, case, email, &link, now).await,
        // An account without an address is asked inside the app, by an agent, from the case.
        None => clerk::note(conn, &case.id, now, "system", "child_to_be_asked", json!({"by": "app"})).await,
    }
}

/// The authority goes on: what its guardian consented to meanwhile counts, and the child is asked where it must agree.
pub(super) async fn release(house: &House, conn: &mut Conn, held: &Authority, now: Timestamp) -> Result<(), DeskError> {
    for one in consent::release(conn, &held.id).await? {
        if one.state == "awaiting_child"
            && let Some(case) = &held.ticket_id
        {
            let case = clerk::hold(house, conn, case).await?;
            ask_child(house, conn, held, &case, now).await?;
        }
    }
    Ok(())
}

impl GuardianDesk {
    /// Gives consent; answers the receipt's reference. Where the law wants the child's agreement as well, the consent waits for it.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with what is missing; [`DeskError::NotFound`] for another's child, or where no consent is asked.
    pub async fn give_consent(&self, child: &str, scope: Vec<String>, understood: bool) -> Result<String, DeskError> {
        let now = self.house.now();
        let child = self.child(&mut self.house.store.read().await?, child).await?;
        let product = self.product(&child.product)?;
        let Some((_, joint, ai, law, _)) = asked_of(&self.house, &child, now) else { return Err(DeskError::NotFound) };
        let mut wrong = Fields::default();
        wrong.check(scope.iter().any(|code| code == "account"), "scope", "choose_some");
        wrong.check(scope.iter().all(|code| SCOPES.contains(&code.as_str()) && (code != "ai" || ai)), "scope", "choose_some");
        wrong.check(understood, "understood", "understood_required");
        wrong.done()?;
        if !self.who.fresh {
            return Err(Fields::one("confirm", "confirm_first"));
        }
        let held = authority::newest(&mut self.house.store.read().await?, &self.who.account, &child.id).await?;
        let Some(held) = held else { return Err(Fields::one("", "authority_missing")) };
        // One that is held back takes a consent like any other, or the refusal would tell. It counts once that is settled.
        held.seems_to_carry(Right::Consent, now).map_err(|gap| Fields::one("", super::ask::gap_code(gap)))?;
        let Some(ends_at) = held.ends.consent else { return Err(DeskError::NotFound) };
        let policy = format!("{} {}", product.pack.name, product.pack.ages.section);
        let mut new = Consent {
            id: random::id(now),
            reference: Reference::new(&product.pack.reference_prefix, random::bytes()).to_string(),
            product: child.product.clone(),
            country: child.country.clone(),
            child_id: child.id.clone(),
            child_key: child.child_key.clone(),
            authority_id: held.id.clone(),
            account_id: self.who.account.clone(),
            state: if joint { "awaiting_child" } else { "given" }.to_owned(),
            method: held.methods.join(" "),
            scope: scope.join(" "),
            rule: if law.is_empty() { policy } else { format!("{policy}; {law}") },
            policy_version: product.pack.policy.version_tag(),
            given_at: now,
            child_agreed_at: None,
            withdrawn_at: None,
            ends_at,
            held: false,
        };
        let (house, reference) = (self.house.clone(), new.reference.clone());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    // Held: two at once follow one another, and one whose authority has just gone is none.
                    let held = authority::lock(conn, &held.id).await?.ok_or(DeskError::NotFound)?;
                    held.seems_to_carry(Right::Consent, now).map_err(|gap| Fields::one("", super::ask::gap_code(gap)))?;
                    new.held = held.state == AuthorityState::Suspended;
                    let stands =
                        |one: &Consent| one.authority_id == new.authority_id && matches!(one.state.as_str(), "given" | "awaiting_child");
                    if consent::of_account(conn, &new.account_id).await?.iter().any(stands) {
                        return Err(Fields::one("", "consent_exists"));
                    }
                    consent::insert(conn, &new).await?;
                    let Some(case) = held.ticket_id.as_deref() else { return Err(DeskError::NotFound) };
                    let case = clerk::hold(&house, conn, case).await?;
                    let actor = format!("account:{}", new.account_id);
                    let data = json!({"consent": new.reference, "scope": new.scope, "joint": joint, "policy": new.policy_version});
                    clerk::note(conn, &case.id, now, &actor, "consent_given", data).await?;
                    if !joint {
                        return post::consent_receipt(&house, conn, &case, &new, now).await;
                    }
                    if new.held { Ok(()) } else { ask_child(&house, conn, &held, &case, now).await }
                })
            })
            .await?;
        self.house.rouse();
        Ok(reference)
    }

    /// Takes a consent back: the record says so at once, and a request tells the product to stop. Answers its reference.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for another's consent, or one that does not stand; [`DeskError::Invalid`] without the tick.
    pub async fn withdraw_consent(&self, child: &str, id: &str, sure: bool) -> Result<String, DeskError> {
        if !sure {
            return Err(Fields::one("sure", "sure_required"));
        }
        let found = consent::of_guardian(&mut self.house.store.read().await?, &self.who.account, id).await?;
        let Some(found) = found.filter(|found| found.child_id == child) else { return Err(DeskError::NotFound) };
        let (now, house) = (self.house.now(), self.house.clone());
        let (one, actor) = (found.clone(), format!("account:{}", self.who.account));
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    // Never harder than giving it: nothing more is asked.
                    if !consent::withdraw(conn, &one.id, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    let held = authority::by_id(conn, &one.authority_id).await?.and_then(|held| held.ticket_id);
                    let data = json!({"consent": one.reference});
                    match held {
                        Some(case) => clerk::note(conn, &case, now, &actor, "consent_withdrawn", data).await,
                        None => Ok(event::append(conn, "house", now, &actor, "consent_withdrawn", &data).await?),
                    }
                })
            })
            .await?;
        house.rouse();
        let act = NewAct {
            kind: Kind::ConsentRevocation,
            details: Details::ConsentRevocation { words: String::new() },
            understood: true,
            some: false,
        };
        // The page's tick was the question; the gate of a re-authentication is for what takes data out or away.
        let sure = Self { who: super::Guardian { fresh: true, ..self.who.clone() }, ..self.clone() };
        match sure.request(child, act, Vec::new()).await {
            // The policy's right may have ended while the country's had not: the record is withdrawn all the same.
            Err(DeskError::Invalid(_)) => Ok(found.reference),
            asked => asked,
        }
    }
}

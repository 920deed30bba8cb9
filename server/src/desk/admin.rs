//! The desk of those who say who works here and what they may see: administrators and privacy officers. Neither can do both: who
//! gives roles approves no access to children's data, and the other way round.

use std::collections::BTreeSet;

use domain::{Capability, Lang, Role, Scope};
use serde_json::json;

use super::account::{Entered, INVITE_LASTS, add_invite};
use super::intake::address;
use super::{DeskError, Fields, post};
use crate::house::House;
use crate::mail::{Topic, letter};
use crate::random;
use crate::store::invite::{self, Invite};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, event};

/// What an administrator invites to.
#[derive(Debug, Clone, Default)]
pub struct NewInvite {
    /// The role's code.
    pub role: String,
    /// The slugs of the products; none: all.
    pub products: Vec<String>,
    /// The address; empty: the link is handed on by hand.
    pub email: String,
}

/// A desk over people: only the session of an administrator or a privacy officer gives one.
#[derive(Debug, Clone)]
pub struct AdminDesk {
    pub(super) house: House,
    pub(super) who: Entered,
}

impl House {
    /// The desk over people, if this session's member has one.
    #[must_use]
    pub fn admin(&self, who: &Entered) -> Option<AdminDesk> {
        (who.whole() && who.member.can(Capability::SeeStaff)).then(|| AdminDesk { house: self.clone(), who: who.clone() })
    }
}

impl AdminDesk {
    /// Refuses who lacks the capability, or (where it is weighty) a fresh session.
    pub(super) fn need(&self, capability: Capability, fresh: bool) -> Result<(), DeskError> {
        let may = self.who.member.can(capability) && (!fresh || self.who.fresh(self.house.now()));
        if may { Ok(()) } else { Err(DeskError::NotFound) }
    }

    pub(super) fn actor(&self) -> String {
        format!("staff:{}", self.who.member.id)
    }

    /// Everybody who works here, and everybody who did.
    ///
    /// # Errors
    /// The store's.
    pub async fn people(&self) -> Result<Vec<Staff>, DeskError> {
        Ok(staff::all(&mut self.house.store.read().await?, &self.house.vault).await?)
    }

    /// Somebody who works here.
    ///
    /// # Errors
    /// [`DeskError::NotFound`]; the store's.
    pub async fn person(&self, id: &str) -> Result<Staff, DeskError> {
        staff::by_id(&mut self.house.store.read().await?, &self.house.vault, id).await?.ok_or(DeskError::NotFound)
    }

    /// The invitations that can still be used; none for who may not invite.
    ///
    /// # Errors
    /// The store's.
    pub async fn invitations(&self) -> Result<Vec<Invite>, DeskError> {
        if !self.who.member.can(Capability::ManageStaff) {
            return Ok(Vec::new());
        }
        let mut pending = invite::pending(&mut self.house.store.read().await?, &self.house.vault, self.house.now()).await?;
        // To products that are not the reader's, others invite.
        pending.retain(|one| self.who.member.products.covers(&one.products));
        Ok(pending)
    }

    /// Makes an invitation. With an address it leaves by mail, bound to that address; without one its secret is answered, to be
    /// shown once.
    ///
    /// # Errors
    /// [`DeskError::Invalid`], without a fresh session too; [`DeskError::NotFound`] for who may not invite.
    pub async fn invite(&self, new: &NewInvite, lang: Lang) -> Result<Option<String>, DeskError> {
        self.need(Capability::ManageStaff, false)?;
        // As weighty as giving a role to who is here already.
        if !self.who.fresh(self.house.now()) {
            return Err(Fields::one("", "confirm_first"));
        }
        let mut wrong = Fields::default();
        let role = Role::from_code(&new.role);
        wrong.check(role.is_some(), "role", "choose_one");
        let products = self.scope(&new.products);
        wrong.check(products.is_some(), "products", "products_wrong");
        let email = if new.email.is_empty() { None } else { address(&mut wrong, "email", &new.email) };
        wrong.done()?;
        let (Some(role), Some(products)) = (role, products) else { return Err(DeskError::NotFound) };
        let token = random::token();
        let made = self.house.new_invite(&token, role.code(), products, email.clone(), &self.actor());
        let (house, actor, link) = (self.house.clone(), self.actor(), format!("{}/staff/join/{token}", self.house.origin));
        let to = email.clone();
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    add_invite(conn, &house.vault, &made, &actor).await?;
                    let Some(to) = to else { return Ok(()) };
                    let (once, days) = (format!("invitation:{}", made.handle()), INVITE_LASTS.as_hours() / 24);
                    post::staff(&house, conn, &to, lang, Topic::Invitation, once, made.created_at, |env| {
                        letter::invitation(env, role.code(), &link, days)
                    })
                    .await
                    .map(drop)
                })
            })
            .await?;
        self.house.rouse();
        Ok(email.is_none().then_some(token))
    }

    /// Withdraws an invitation by its handle.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it cannot be used any more anyway.
    pub async fn withdraw(&self, handle: &str) -> Result<(), DeskError> {
        self.need(Capability::ManageStaff, false)?;
        let now = self.house.now();
        let pending = invite::pending(&mut self.house.store.read().await?, &self.house.vault, now).await?;
        let mine = |one: &Invite| one.handle() == handle && self.who.member.products.covers(&one.products);
        let found = pending.into_iter().find(mine).ok_or(DeskError::NotFound)?;
        let actor = self.actor();
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    if !invite::withdraw(conn, &found.token).await? {
                        return Err(DeskError::NotFound);
                    }
                    Ok(event::append(conn, "house", now, &actor, "staff_invitation_withdrawn", &json!({"role": found.role})).await?)
                })
            })
            .await
    }

    /// Gives somebody another role or other products. Nobody changes their own: so nobody raises themselves, and the last
    /// administrator stays one. An approval for children's data was for the old role, and ends with it.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] without the capability or a fresh session.
    pub async fn set_role(&self, id: &str, role: &str, products: &[String]) -> Result<(), DeskError> {
        self.need(Capability::ManageStaff, true)?;
        let mut wrong = Fields::default();
        let (role, products) = (Role::from_code(role), self.scope(products));
        wrong.check(role.is_some(), "role", "choose_one");
        wrong.check(products.is_some(), "products", "products_wrong");
        wrong.done()?;
        let (Some(role), Some(products)) = (role, products) else { return Err(DeskError::NotFound) };
        let (desk, id, now) = (self.clone(), id.to_owned(), self.house.now());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let member = desk.other(conn, &id).await?;
                    staff::set_role(conn, &id, role, &products).await?;
                    let data = json!({
                        "member": id, "from": member.role.code(), "to": role.code(),
                        "products_from": member.products.code(), "products_to": products.code(),
                    });
                    Ok(event::append(conn, "house", now, &desk.actor(), "staff_role_changed", &data).await?)
                })
            })
            .await
    }

    /// Approves that somebody opens children's data, or takes that back (China, Minors Regulation art. 36: the approval is the
    /// privacy officer's). Nobody approves themselves while another privacy officer could.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] without the capability or a fresh session.
    pub async fn approve_minors(&self, id: &str, approved: bool) -> Result<(), DeskError> {
        self.need(Capability::ApproveMinors, true)?;
        let (desk, id, now) = (self.clone(), id.to_owned(), self.house.now());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let me = desk.who.member.id.clone();
                    let vault = &desk.house.vault;
                    let acting = desk.still(conn, Capability::ApproveMinors).await?;
                    let member = staff::by_id(conn, vault, &id).await?.ok_or(DeskError::NotFound)?;
                    if !acting.products.covers(&member.products) {
                        return Err(DeskError::NotFound);
                    }
                    if approved && id == me && staff::count(conn, Role::PrivacyOfficer).await? > 1 {
                        return Err(Fields::one("", "not_yourself"));
                    }
                    staff::set_minors(conn, &id, approved.then_some((now, me.as_str()))).await?;
                    let kind = if approved { "staff_minors_approved" } else { "staff_minors_withdrawn" };
                    Ok(event::append(conn, "house", now, &desk.actor(), kind, &json!({"member": id})).await?)
                })
            })
            .await
    }

    /// Somebody else who works here, all accounts held: two administrators do not demote each other at once.
    pub(super) async fn other(&self, conn: &mut Conn, id: &str) -> Result<Staff, DeskError> {
        staff::hold_all(conn).await?;
        let acting = self.still(conn, Capability::ManageStaff).await?;
        if id == self.who.member.id {
            return Err(Fields::one("", "not_yourself"));
        }
        // Whoever acts on somebody speaks for all that this person has.
        staff::by_id(conn, &self.house.vault, id).await?.filter(|other| acting.products.covers(&other.products)).ok_or(DeskError::NotFound)
    }

    /// The role of who acts may have changed since the page was asked for.
    async fn still(&self, conn: &mut Conn, capability: Capability) -> Result<Staff, DeskError> {
        let me = staff::by_id(conn, &self.house.vault, &self.who.member.id).await?;
        me.filter(|me| me.can(capability)).ok_or(DeskError::NotFound)
    }

    /// The products of a form: none chosen means all, which only somebody with all can give; others give of their own.
    fn scope(&self, chosen: &[String]) -> Option<Scope> {
        let own = &self.who.member.products;
        if chosen.is_empty() {
            return (*own == Scope::All).then_some(Scope::All);
        }
        let known = chosen.iter().all(|slug| self.house.products.get(slug).is_some() && own.has(slug));
        known.then(|| Scope::Only(chosen.iter().cloned().collect::<BTreeSet<_>>()))
    }
}

//! The administrator's desk: who works here, and invitations.

use crate::house::House;
use crate::store::staff::{self, Staff};

use super::{DeskError, Fields};

/// The roles that an invitation may give.
pub const ROLES: [&str; 3] = ["agent", "lead", "administrator"];

/// An administrator's desk: only an administrator's session gives one.
#[derive(Debug)]
pub struct AdminDesk<'a> {
    house: &'a House,
    member: &'a Staff,
}

impl House {
    /// The administrator's desk, if this member of staff is one.
    #[must_use]
    pub fn admin<'a>(&'a self, member: &'a Staff) -> Option<AdminDesk<'a>> {
        (member.role == "administrator").then_some(AdminDesk { house: self, member })
    }
}

impl AdminDesk<'_> {
    /// Everybody who works here.
    ///
    /// # Errors
    /// The store's.
    pub async fn people(&self) -> Result<Vec<Staff>, DeskError> {
        Ok(staff::all(&mut self.house.store.read().await?, &self.house.vault).await?)
    }

    /// Makes an invitation; answers its secret, which is shown once.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for a role that there is not.
    pub async fn invite(&self, role: &str) -> Result<String, DeskError> {
        if !ROLES.contains(&role) {
            return Err(Fields::one("role", "choose_one"));
        }
        self.house.invite(role, &format!("staff:{}", self.member.id)).await
    }
}

//! Who walks the routes.

use domain::Role;

/// Who comes. To add one: a variant, its place in [`Persona::ALL`], its line in [`Persona::job`] if they work here, and its sets;
/// and how they log in, in `World::begin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Persona {
    /// Somebody who has never been here.
    Stranger,
    /// Whose request it is.
    Requester,
    /// Somebody with a request of their own.
    OtherRequester,
    /// Somebody with a report of their own.
    Reporter,
    /// Somebody who has just logged in to an account, and holds nothing.
    Account,
    /// Whose child it is: confirmed, with a request for the child.
    Guardian,
    /// The guardian of another child, whose authority is still to be decided.
    OtherGuardian,
    /// An agent who has entered the password, and no second factor.
    Half,
    Viewer,
    Agent,
    /// An agent who is approved for children's data, and has not said what for.
    Approved,
    /// The same, who has said what for.
    Looking,
    /// An agent of the other product, approved for children's data.
    Elsewhere,
    Reviewer,
    Lead,
    Officer,
    Administrator,
}

/// What somebody works here as.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    pub role: Role,
    /// The products, as the database writes them.
    pub products: &'static str,
    /// Whether they are approved for children's data.
    pub minors: bool,
    /// Whether the second factor was entered.
    pub whole: bool,
}

impl Persona {
    pub const ALL: [Self; 17] = [
        Self::Stranger,
        Self::Requester,
        Self::OtherRequester,
        Self::Reporter,
        Self::Account,
        Self::Guardian,
        Self::OtherGuardian,
        Self::Half,
        Self::Viewer,
        Self::Agent,
        Self::Approved,
        Self::Looking,
        Self::Elsewhere,
        Self::Reviewer,
        Self::Lead,
        Self::Officer,
        Self::Administrator,
    ];

    /// What a member of staff works as.
    pub const fn job(self) -> Option<Job> {
        let (role, products, minors, whole) = match self {
            Self::Half => (Role::Agent, "*", false, false),
            Self::Viewer => (Role::Viewer, "*", false, true),
            Self::Agent => (Role::Agent, "*", false, true),
            Self::Approved | Self::Looking => (Role::Agent, "*", true, true),
            Self::Elsewhere => (Role::Agent, "japanese-ai", true, true),
            Self::Reviewer => (Role::Reviewer, "*", false, true),
            Self::Lead => (Role::Lead, "*", false, true),
            Self::Officer => (Role::PrivacyOfficer, "*", false, true),
            Self::Administrator => (Role::Administrator, "*", false, true),
            Self::Stranger
            | Self::Requester
            | Self::OtherRequester
            | Self::Reporter
            | Self::Account
            | Self::Guardian
            | Self::OtherGuardian => return None,
        };
        Some(Job { role, products, minors, whole })
    }
}

/// Several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set(u32);

impl Set {
    pub const fn of(list: &[Persona]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < list.len() {
            bits |= 1 << list[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    pub const fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    pub const fn has(self, persona: Persona) -> bool {
        self.0 & (1 << persona as u32) != 0
    }
}

use Persona::{
    Account, Administrator, Agent, Approved, Elsewhere, Guardian, Half, Lead, Looking, Officer, OtherGuardian, OtherRequester, Reporter,
    Requester, Reviewer, Viewer,
};

pub const NOBODY: Set = Set::of(&[]);
pub const EVERYBODY: Set = Set::of(&Persona::ALL);
pub const REQUESTER: Set = Set::of(&[Requester]);
/// Who has opened a request or a report by a code.
pub const OPENED: Set = Set::of(&[Requester, OtherRequester, Reporter]);
pub const GUARDIAN: Set = Set::of(&[Guardian]);
/// Whoever is logged in to an account.
pub const ACCOUNTS: Set = Set::of(&[Account, Guardian, OtherGuardian]);
/// Who works here, with both factors entered.
pub const STAFF: Set = Set::of(&[Viewer, Agent, Approved, Looking, Elsewhere, Reviewer, Lead, Officer, Administrator]);
/// Who works here, in whatever session.
pub const ENTERED: Set = STAFF.and(Set::of(&[Half]));
/// Who works on requests of this product.
pub const AGENTS: Set = Set::of(&[Agent, Approved, Looking, Lead, Officer, Administrator]);
/// Who sees requests of this product.
pub const READERS: Set = AGENTS.and(Set::of(&[Viewer]));
/// Who works on reports of this product.
pub const REVIEWERS: Set = Set::of(&[Reviewer, Lead, Officer, Administrator]);
/// Who shares work out, and keeps what stands over a child.
pub const SENIORS: Set = Set::of(&[Lead, Officer, Administrator]);
pub const OFFICERS: Set = Set::of(&[Officer]);
pub const ADMINISTRATORS: Set = Set::of(&[Administrator]);
/// Who is approved for the data of this product's children.
pub const APPROVED: Set = Set::of(&[Approved, Looking]);
pub const LOOKING: Set = Set::of(&[Looking]);

//! Roles of the staff, as what they may do. Code asks for a capability, never for a role by its name.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Kind;

/// What a member of staff is employed for. See docs/adr/0017-roles.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads tickets, and does nothing with them.
    Viewer,
    /// Works on people's requests.
    Agent,
    /// Works on reports, and on hints that a child uses a product.
    Reviewer,
    /// Works on both, and shares the work out.
    Lead,
    /// Answers for data protection: the access log, the refusals, who may see children's data, retention.
    PrivacyOfficer,
    /// Says who works here, and as what.
    Administrator,
}

/// Something that a role allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Capability {
    /// To see the lines of the queue.
    SeeQueue,
    /// To open a ticket, and what is personal in it.
    OpenTickets,
    /// To work on requests.
    WorkRequests,
    /// To work on reports and on hints about a child's account.
    WorkReports,
    /// To give a ticket to a colleague.
    Reassign,
    /// To decide whether somebody may act for a child.
    DecideAuthority,
    /// To read who looked at what.
    ReadAccessLog,
    /// To approve who may open the data of children (China, Minors Regulation art. 36: access by approval, with a record).
    ApproveMinors,
    /// To see which protected child another child's ID looks like, and to decide about that other one.
    JudgeLikeness,
    /// To see who works here.
    SeeStaff,
    /// To invite people, give them roles and close their accounts.
    ManageStaff,
    /// To read the log of refusals (Hong Kong, PDPO s. 27).
    SeeRefusals,
    /// To see to erasure and retention.
    Retention,
    /// To see how the promises are kept: figures, charts and forecasts.
    SeePromises,
    /// To set a due by hand, and to take back an outcome that was our mistake.
    SetClocks,
    /// To say who is on call for reports.
    KeepRota,
    /// To draft and to approve changes of the calendars: never both for one change.
    ChangeCalendars,
    /// To move open clocks to newer rules (the clocks' rules, "Policy or calendar change": an administrator's act).
    Recompute,
    /// To open accounts of people that are frozen, after finding out whose they are.
    OpenAccounts,
}

impl Capability {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::SeeQueue,
        Self::OpenTickets,
        Self::WorkRequests,
        Self::WorkReports,
        Self::Reassign,
        Self::DecideAuthority,
        Self::ReadAccessLog,
        Self::ApproveMinors,
        Self::JudgeLikeness,
        Self::SeeStaff,
        Self::ManageStaff,
        Self::SeeRefusals,
        Self::Retention,
        Self::SeePromises,
        Self::SetClocks,
        Self::KeepRota,
        Self::ChangeCalendars,
        Self::Recompute,
        Self::OpenAccounts,
    ];
}

/// The codes of the kinds that reviewers work on. The others are requests.
pub const REVIEWED: [&str; 2] = ["report", "child_account"];

/// The capability that working on a ticket of this kind needs.
#[must_use]
pub fn works_on(kind: Kind) -> Capability {
    match kind {
        Kind::GuardianAuthority => Capability::DecideAuthority,
        kind if REVIEWED.contains(&kind.code()) => Capability::WorkReports,
        _ => Capability::WorkRequests,
    }
}

impl Role {
    /// All roles, the smallest first.
    pub const ALL: [Self; 6] = [Self::Viewer, Self::Agent, Self::Reviewer, Self::Lead, Self::PrivacyOfficer, Self::Administrator];

    /// The name in the database, on the command line and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Agent => "agent",
            Self::Reviewer => "reviewer",
            Self::Lead => "lead",
            Self::PrivacyOfficer => "privacy_officer",
            Self::Administrator => "administrator",
        }
    }

    /// The role with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether this role allows it.
    #[must_use]
    pub const fn can(self, capability: Capability) -> bool {
        use Capability as C;
        match capability {
            C::SeeQueue | C::OpenTickets => true,
            C::WorkRequests | C::DecideAuthority => {
                matches!(self, Self::Agent | Self::Lead | Self::PrivacyOfficer | Self::Administrator)
            }
            C::WorkReports => matches!(self, Self::Reviewer | Self::Lead | Self::PrivacyOfficer | Self::Administrator),
            C::Reassign | C::SeePromises | C::SetClocks | C::KeepRota | C::ChangeCalendars => {
                matches!(self, Self::Lead | Self::PrivacyOfficer | Self::Administrator)
            }
            C::ReadAccessLog | C::ApproveMinors | C::JudgeLikeness | C::SeeRefusals | C::Retention => matches!(self, Self::PrivacyOfficer),
            C::SeeStaff | C::OpenAccounts => matches!(self, Self::PrivacyOfficer | Self::Administrator),
            C::ManageStaff | C::Recompute => matches!(self, Self::Administrator),
        }
    }

    /// Whether this role sees tickets of this kind at all: who works on one side sees that side alone, who works on neither
    /// reads both.
    #[must_use]
    pub fn sees(self, kind: Kind) -> bool {
        match (self.can(Capability::WorkRequests), self.can(Capability::WorkReports)) {
            (true, true) | (false, false) => true,
            (requests, _) => REVIEWED.contains(&kind.code()) != requests,
        }
    }
}

/// The products whose tickets a member of staff has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// Every product, those that come later included.
    #[default]
    All,
    /// These, by their slugs. Empty: none.
    Only(BTreeSet<String>),
}

impl Scope {
    /// Reads what [`Scope::code`] wrote: `*`, or slugs between commas.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.trim() == "*" {
            return Self::All;
        }
        Self::Only(text.split(',').map(str::trim).filter(|slug| !slug.is_empty()).map(str::to_owned).collect())
    }

    /// As it stands in the database: `*`, or slugs between commas.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::All => "*".to_owned(),
            Self::Only(slugs) => slugs.iter().map(String::as_str).collect::<Vec<_>>().join(","),
        }
    }

    /// Whether this product belongs to it.
    #[must_use]
    pub fn has(&self, product: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(slugs) => slugs.contains(product),
        }
    }

    /// Whether it has all that the other has: who acts on somebody must speak for every product of theirs.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Only(_), Self::All) => false,
            (Self::Only(mine), Self::Only(theirs)) => theirs.is_subset(mine),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_covers_what_lies_within_it() {
        let only = |slugs: &[&str]| Scope::Only(slugs.iter().map(|slug| (*slug).to_owned()).collect());
        for (one, other, covered) in [
            (Scope::All, Scope::All, true),
            (Scope::All, only(&["a", "b"]), true),
            (only(&["a", "b"]), Scope::All, false),
            (only(&["a", "b"]), only(&["b"]), true),
            (only(&["a"]), only(&["a", "b"]), false),
            (only(&["a"]), only(&["b"]), false),
            (only(&[]), only(&[]), true),
            (only(&["a"]), only(&[]), true),
            (only(&[]), only(&["a"]), false),
        ] {
            assert_eq!(one.covers(&other), covered, "{one:?} {other:?}");
        }
    }

    /// The matrix as it was decided: a row for each capability, a column for each role of [`Role::ALL`].
    #[test]
    fn the_matrix() {
        let rows = [
            (Capability::SeeQueue, "VARLPX"),
            (Capability::OpenTickets, "VARLPX"),
            (Capability::WorkRequests, "-A-LPX"),
            (Capability::WorkReports, "--RLPX"),
            (Capability::Reassign, "---LPX"),
            (Capability::DecideAuthority, "-A-LPX"),
            (Capability::ReadAccessLog, "----P-"),
            (Capability::ApproveMinors, "----P-"),
            (Capability::JudgeLikeness, "----P-"),
            (Capability::SeeStaff, "----PX"),
            (Capability::ManageStaff, "-----X"),
            (Capability::SeeRefusals, "----P-"),
            (Capability::Retention, "----P-"),
            (Capability::SeePromises, "---LPX"),
            (Capability::SetClocks, "---LPX"),
            (Capability::KeepRota, "---LPX"),
            (Capability::ChangeCalendars, "---LPX"),
            (Capability::Recompute, "-----X"),
            (Capability::OpenAccounts, "----PX"),
        ];
        assert_eq!(rows.map(|(capability, _)| capability), Capability::ALL, "every capability has its row");
        for (capability, row) in rows {
            let can: String =
                Role::ALL.into_iter().zip("VARLPX".chars()).map(|(role, c)| if role.can(capability) { c } else { '-' }).collect();
            assert_eq!(can, row, "{capability:?}");
        }
    }

    #[test]
    fn who_works_on_one_side_sees_that_side_alone() {
        let seen = |kind| -> Vec<&str> { Role::ALL.into_iter().filter(|role| role.sees(kind)).map(Role::code).collect() };
        assert_eq!(seen(Kind::Report), ["viewer", "reviewer", "lead", "privacy_officer", "administrator"]);
        assert_eq!(seen(Kind::Deletion), ["viewer", "agent", "lead", "privacy_officer", "administrator"]);
        for kind in Kind::ALL {
            let side = works_on(kind);
            for role in Role::ALL.into_iter().filter(|role| role.can(side)) {
                assert!(role.sees(kind), "{role:?} works on {kind:?} unseen");
            }
        }
    }

    #[test]
    fn codes_come_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("owner"), None);
        assert_eq!(Role::from_code("first"), None);
    }

    #[test]
    fn a_scope_is_read_as_it_was_written() {
        let two = Scope::parse("hellotalk, japanese-ai,");
        assert!(two.has("hellotalk") && two.has("japanese-ai") && !two.has("hello"));
        assert_eq!(Scope::parse(&two.code()), two);
        assert_eq!(Scope::parse("*"), Scope::All);
        assert!(Scope::All.has("anything"));
        assert!(!Scope::parse("").has("hellotalk"), "an empty list is no product, not every product");
        assert_eq!(Scope::parse("").code(), "");
    }
}

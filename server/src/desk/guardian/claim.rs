//! Claiming authority: the relation, the methods, the evidence and the declaration. It opens a case with a clock of its own, in
//! which an agent decides.

use domain::Kind;
use domain::clock::ClockName;
use domain::country::Country;
use domain::guardian::{AuthorityState, Ends, Fact, Facts, Keeps, RELATIONS, Scope};
use domain::request::Details;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::GuardianDesk;
use crate::desk::intake::{MOST_WORDS, hashes};
use crate::desk::upload::{self, Owner, Upload};
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::house::House;
use crate::random;
use crate::store::authority::{self, Authority};
use crate::store::child::Child;
use crate::store::{file, flag, ticket};

/// The longest that an image of an ID or a face is kept, decided or not: seven days (EDPB Guidelines 01/2022, paragraph 78; COPPA:
/// promptly).
const IDENTITY_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A claim of authority, as the form tells it.
#[derive(Debug, Clone, Default)]
pub struct NewProof {
    /// One of [`RELATIONS`].
    pub relation: String,
    /// The codes of the methods, without the declaration.
    pub methods: Vec<String>,
    /// When a call suits, and anything that helps.
    pub words: String,
    /// The declaration that nothing limits the authority.
    pub declared: bool,
}

/// The child's zone: where its birthday begins.
pub(super) fn zone_of(country: &str) -> TimeZone {
    Country::find(country).and_then(|country| TimeZone::get(country.zone).ok()).unwrap_or(TimeZone::UTC)
}

/// When a guardian's rights over this child end.
pub(super) fn ends(house: &House, child: &Child, now: Timestamp) -> Result<Ends, DeskError> {
    let guardians = house.products.get(&child.product).and_then(|product| product.pack.guardians.as_ref()).ok_or(DeskError::NotFound)?;
    let (zone, birth) = (zone_of(&child.country), child.person.birth.parse().map_err(|_| DeskError::NotFound)?);
    let today = now.to_zoned(zone.clone()).date();
    Ends::of(birth, &child.country, &zone, guardians.under_age, &house.products.guardians, today).ok_or(DeskError::NotFound)
}

impl GuardianDesk {
    /// Claims authority over a child; answers the reference of the case.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is missing; [`DeskError::NotFound`] for another's child; the store's.
    pub async fn prove(
        &self,
        child: &str,
        new: NewProof,
        mut identity: Vec<Upload>,
        mut relationship: Vec<Upload>,
    ) -> Result<String, DeskError> {
        let now = self.house.now();
        let child = self.child(&mut self.house.store.read().await?, child).await?;
        let ends = ends(&self.house, &child, now)?;
        let proof = self.check(&child, &new, &identity, &relationship, ends, now)?;
        let product = self.product(&child.product)?;
        let details = Details::GuardianAuthority { relation: new.relation.clone(), methods: new.methods.clone(), words: new.words.clone() };
        let id = random::id(now);
        let mut case = self.draft(product, Kind::GuardianAuthority, &child, &id, details, now);
        let rule = format!("{} {}", product.pack.name, product.pack.guardians.as_ref().map_or("", |guardians| guardians.section.as_str()));
        let law = self.house.products.guardians.age_rule(&child.country).map(|rule| rule.law.clone()).filter(|law| !law.is_empty());
        let mut new = Authority {
            id,
            child_id: child.id.clone(),
            account_id: self.who.account.clone(),
            child_key: child.child_key.clone(),
            ticket_id: Some(case.id.clone()),
            product: child.product.clone(),
            country: child.country.clone(),
            relation: new.relation,
            state: AuthorityState::Pending,
            version: 1,
            methods: proof,
            facts: Facts::default(),
            scope: Scope::default(),
            rule: law.map_or_else(|| rule.clone(), |law| format!("{rule}; {law}")),
            declared_at: now,
            code_proved_at: None,
            granted_at: None,
            decided_at: None,
            decided_by: None,
            ends,
            ended_at: None,
            reason: None,
        };
        let hashes = hashes(&self.house, &case);
        let settled = (upload::settle(&self.house, &mut identity).await?, upload::settle(&self.house, &mut relationship).await?);
        let (house, reference) = (self.house.clone(), case.reference.clone());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    // Two claims at once follow one another.
                    conn.hold(&format!("claim:{}", new.child_id)).await?;
                    let last = authority::newest(conn, &new.account_id, &new.child_id).await?;
                    if last.is_some_and(|last| {
                        matches!(last.state, AuthorityState::Pending | AuthorityState::Granted | AuthorityState::Suspended)
                    }) {
                        return Err(Fields::one("", "authority_exists"));
                    }
                    // What was known about this guardian is known still, whatever they have given up since.
                    if flag::holds_back(conn, &house.vault, &new.child_key, &new.account_id).await? {
                        new.state = AuthorityState::Suspended;
                    }
                    reckon::keep(&house, conn, &mut case, now).await?;
                    ticket::insert(conn, &house.vault, &case, &hashes).await?;
                    authority::insert(conn, &new).await?;
                    let owner = Owner { ticket: &case.id, ..Owner::default() };
                    upload::adopt(&house, conn, &mut identity, owner, "identity", now).await?;
                    file::set_expiry(conn, &case.id, "identity", now.saturating_add(IDENTITY_KEPT).unwrap_or(now)).await?;
                    upload::adopt(&house, conn, &mut relationship, owner, "relationship", now).await?;
                    let data = json!({
                        "product": case.product, "kind": case.kind.code(), "authority": new.id, "relation": new.relation,
                        "methods": new.methods, "files": identity.len() + relationship.len(),
                    });
                    let actor = format!("account:{}", new.account_id);
                    clerk::note(conn, &case.id, now, &actor, "submitted", data).await?;
                    receipt(&house, conn, &case, now).await
                })
            })
            .await?;
        settled.0.keep();
        settled.1.keep();
        self.house.tell(&reference, "submitted", "guardian");
        Ok(reference)
    }

    /// Checks a claim as a whole; answers the methods with the declaration among them.
    fn check(
        &self,
        child: &Child,
        new: &NewProof,
        identity: &[Upload],
        relationship: &[Upload],
        ends: Ends,
        now: Timestamp,
    ) -> Result<Vec<String>, DeskError> {
        let book = &self.house.products.guardians;
        let mut wrong = Fields::default();
        wrong.check(RELATIONS.contains(&new.relation.as_str()), "relation", "choose_one");
        let known = new.methods.iter().all(|code| book.accepted(&child.country).any(|method| method.code == *code));
        wrong.check(known, "method", "method_unknown");
        let mut methods = new.methods.clone();
        methods.retain(|code| code != "declaration");
        let facts = book.facts(&child.country, &methods);
        wrong.check(facts.contains(&Fact::Identity) && facts.contains(&Fact::Adulthood), "method", "method_identity");
        wrong.check(facts.contains(&Fact::Link), "method", "method_link");
        let needs = |keeps| methods.iter().any(|code| book.method(code).is_some_and(|method| method.keeps == keeps));
        wrong.check(!needs(Keeps::Decision) || !identity.is_empty(), "identity", "identity_file_required");
        wrong.check(!needs(Keeps::Appeal) || !relationship.is_empty(), "relationship", "relationship_file_required");
        // What no chosen method asks for is not taken: least data.
        wrong.check(needs(Keeps::Decision) || identity.is_empty(), "identity", "no_files_here");
        wrong.check(needs(Keeps::Appeal) || relationship.is_empty(), "relationship", "no_files_here");
        wrong.check(new.declared, "declared", "declaration_required");
        wrong.check(new.words.chars().count() <= MOST_WORDS, "words", "too_long");
        let calls = methods.iter().any(|code| code == "call" || code == "video_call");
        wrong.check(!calls || !new.words.is_empty(), "words", "call_when_required");
        let over = now >= ends.rights && ends.consent.is_none_or(|end| now >= end);
        wrong.check(!over, "", "child_too_old");
        wrong.in_order(&["", "relation", "method", "identity", "relationship", "words", "declared"]).done()?;
        methods.push("declaration".to_owned());
        Ok(methods)
    }
}

/// The receipt of a guardian's ticket, with its dues.
pub(super) async fn receipt(
    house: &House,
    conn: &mut crate::store::Conn,
    ticket: &crate::store::ticket::Ticket,
    now: Timestamp,
) -> Result<(), DeskError> {
    post::receipt(house, conn, ticket, &dues(ticket), now).await
}

/// The due moments of a ticket, as they were kept last.
pub(super) fn dues(ticket: &crate::store::ticket::Ticket) -> Vec<(ClockName, Timestamp)> {
    [(ClockName::Promise, ticket.cached.promise_due_at), (ClockName::Law, ticket.cached.law_due_at)]
        .into_iter()
        .filter_map(|(name, due)| due.map(|due| (name, due)))
        .collect()
}

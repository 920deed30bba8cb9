//! The evidence desk: an agent decides whether somebody has authority over a child's data, and for what.

use domain::guardian::{AuthorityState, Fact, Facts, Flag, Right, Scope};
use domain::reasons::Reason;
use domain::{Act, Capability, Kind};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{handover, senior, tell};
use crate::desk::agent::{AgentDesk, another};
use crate::desk::intake::MOST_WORDS;
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::random;
use crate::store::authority::{self, Authority};
use crate::store::outcome::{self, OutcomeBody, Refusal};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, child_id, consent, file, flag, pause};
use crate::vault;

/// What a document may be.
pub const DOCUMENTS: [&str; 6] = ["birth_certificate", "family_register", "adoption_paper", "court_order", "school_letter", "other"];

/// How long the document of a relation is kept after the decision: the time for an appeal.
const RELATIONSHIP_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A decision on an authority, as it comes from the form.
#[derive(Debug, Clone, Default)]
pub struct AuthorityDecision {
    /// `grant` or `refuse`.
    pub decision: String,
    /// The codes of the methods that were carried out and looked at. The code to the child is known by itself.
    pub done: Vec<String>,
    /// That the address which the guardian told is the one of the child's account in the product.
    pub address_matches: bool,
    /// The ID of the child's account as the product's console shows it, typed by the agent. Granting needs it; refusing does not.
    pub console_id: String,
    /// One of [`DOCUMENTS`]; empty without one.
    pub document: String,
    /// The codes of the rights that it is granted for.
    pub rights: Vec<String>,
    /// The words to the guardian.
    pub words: String,
}

impl AgentDesk {
    /// Decides the authority that a case is about. Everything that waits for it goes on, or is refused with it.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is missing; [`DeskError::Changed`]; [`DeskError::NotFound`] when the ticket is no such
    /// case.
    pub async fn decide_authority(&self, reference: &str, seen: i64, decision: AuthorityDecision) -> Result<(), DeskError> {
        if !self.member.can(Capability::DecideAuthority) {
            return Err(DeskError::NotFound);
        }
        let mut wrong = Fields::default();
        let grant = decision.decision == "grant";
        wrong.check(grant || decision.decision == "refuse", "decision", "choose_one");
        wrong.check(grant || !decision.words.is_empty(), "words", "words_required");
        wrong.check(decision.words.chars().count() <= MOST_WORDS, "words", "too_long");
        wrong.check(decision.document.is_empty() || DOCUMENTS.contains(&decision.document.as_str()), "document", "choose_one");
        wrong.done()?;
        self.act(reference, "authority_decided", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                clerk::expect(conn, &ticket.id, seen).await?;
                if ticket.kind != Kind::GuardianAuthority || !ticket.state.on_queue() {
                    return Err(DeskError::NotFound);
                }
                another(desk, conn, &ticket).await?;
                let held = authority::of_ticket(conn, &ticket.id).await?.ok_or(DeskError::NotFound)?;
                let mut held = authority::lock(conn, &held.id).await?.ok_or(DeskError::NotFound)?;
                // What was given up, or is over, is not decided any more.
                if matches!(held.state, AuthorityState::Withdrawn | AuthorityState::Ended) {
                    return Err(DeskError::NotFound);
                }
                let limited = if grant { check(desk, conn, &ticket, &mut held, &decision, now).await? } else { false };
                held.state = if grant { AuthorityState::Granted } else { AuthorityState::Refused };
                held.granted_at = grant.then_some(now);
                held.reason = (!grant).then(|| "authority_not_proven".to_owned());
                held.decided_at = Some(now);
                held.decided_by = Some(desk.me().to_owned());
                if !authority::save(conn, &mut held).await? {
                    return Err(DeskError::Changed(Vec::new()));
                }
                let act = match (grant, limited) {
                    (true, false) => Act::Fulfil,
                    (true, true) => Act::FulfilInPart,
                    (false, _) => Act::Deny,
                };
                if !grant {
                    // An appeal may take away what was granted, and what rests on it.
                    consent::withdraw_of(conn, &held.id, now).await?;
                }
                close(desk, conn, &mut ticket, act, &held, &decision, now).await?;
                follow(desk, conn, &held, grant, now).await?;
                if grant {
                    // What other guardians have asked for meanwhile is theirs to object to as well.
                    tell::of_open(&desk.house, conn, &held.child_key, now).await?;
                }
                if grant
                    && flag::standing(conn, &desk.house.vault, &held.child_key).await?.may_tell()
                    && let Some(email) = super::child_address(&desk.house, conn, &held).await?
                {
                    post::child_told(&desk.house, conn, &ticket, &email, None, now).await?;
                    clerk::note(conn, &ticket.id, now, "system", "child_told", json!({"by": "mail"})).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

/// What granting needs: all four facts, by methods that the country accepts and that were carried out. Answers whether it is
/// granted for less than the policy gives.
async fn check(
    desk: &AgentDesk,
    conn: &mut Conn,
    ticket: &Ticket,
    held: &mut Authority,
    decision: &AuthorityDecision,
    now: Timestamp,
) -> Result<bool, DeskError> {
    let book = &desk.house.products.guardians;
    let mut methods: Vec<String> = decision.done.iter().filter(|code| book.method(code).is_some()).cloned().collect();
    // What the house knows by itself is not ticked.
    methods.retain(|code| code != "child_code" && code != "declaration");
    // A code to an address proves a link to the child only if it is the child's: the guardian chose it.
    if ticket.app_id_confirmed_at.is_some() || (held.code_proved_at.is_some() && decision.address_matches) {
        methods.push("child_code".to_owned());
    }
    if decision.address_matches {
        methods.push("child_address".to_owned());
    }
    methods.push("declaration".to_owned());
    let facts = Facts(book.facts(&held.country, &methods));
    let mut wrong = Fields::default();
    for fact in facts.missing() {
        wrong.add(
            "done",
            match fact {
                Fact::Identity | Fact::Adulthood => "fact_identity_missing",
                Fact::Link => "fact_link_missing",
                Fact::Today => "fact_today_missing",
            },
        );
    }
    wrong.0.dedup();
    // Everything hangs on the ID: flags, guardians, agreements. It is the product's to say, and not the guardian's.
    let typed = domain::typed::word(&decision.console_id);
    wrong.check(!typed.is_empty(), "console_id", "console_id_required");
    wrong.check(typed.is_empty() || is_child(desk, held, &typed), "console_id", "console_id_differs");
    let papers = methods.iter().any(|code| code == "relationship_document" || code == "court_paper");
    wrong.check(!papers || !decision.document.is_empty(), "document", "choose_one");
    let scope = Scope(decision.rights.iter().filter_map(|code| Right::from_code(code)).collect());
    wrong.check(!scope.0.is_empty(), "right", "choose_some");
    // A right whose end is past, or that the country does not know, cannot be granted.
    let open = |right: &Right| held.ends.of_right(*right).is_some_and(|end| now < end);
    wrong.check(scope.0.iter().all(open), "right", "right_ended");
    let flags = flag::standing(conn, &desk.house.vault, &held.child_key).await?;
    // Another spelling of a child that is protected: whether it is that child only somebody decides who may know of both.
    let near = child_id::near_flags(conn, &desk.house.vault, &held.child_key).await?;
    wrong.check(near.is_empty() || desk.member.can(Capability::JudgeLikeness), "decision", "needs_officer");
    let court = methods.iter().any(|code| code == "court_paper");
    wrong.check(!flags.wants_senior() || senior(&desk.member), "decision", "needs_senior");
    wrong.check(!flags.has(Flag::ProtectionOrder) || court, "done", "court_paper_needed");
    // Asked anew, and not only when it was claimed: whatever is known about this guardian and this child holds.
    let held_back =
        held.state == AuthorityState::Suspended || flag::holds_back(conn, &desk.house.vault, &held.child_key, &held.account_id).await?;
    wrong.check(!held_back, "decision", "authority_suspended");
    wrong.done()?;
    let whole = Right::ALL.iter().filter(|right| open(right)).all(|right| scope.0.contains(right));
    held.methods = methods;
    held.facts = facts;
    held.scope = scope;
    Ok(!whole)
}

/// Whether an ID, however it is typed, is the one of the child that an authority is about.
fn is_child(desk: &AgentDesk, held: &Authority, typed: &str) -> bool {
    desk.house
        .products
        .get(&held.product)
        .is_some_and(|product| vault::same(&child_id::key(&desk.house.vault, &product.pack, typed), &held.child_key))
}

async fn close(
    desk: &AgentDesk,
    conn: &mut Conn,
    ticket: &mut Ticket,
    act: Act,
    held: &Authority,
    decision: &AuthorityDecision,
    now: Timestamp,
) -> Result<(), DeskError> {
    let house = &desk.house;
    reckon::step(ticket, act)?;
    pause::end(conn, &ticket.id, now).await?;
    ticket.stopped_at = Some(now);
    reckon::keep(house, conn, ticket, now).await?;
    let refusal = |reason: &str| Refusal {
        item: String::new(),
        reason: reason.to_owned(),
        law: Reason::find(reason).map(|reason| reason.law.to_owned()).unwrap_or_default(),
        words: String::new(),
        record: None,
    };
    let refusals = if act == Act::Deny { vec![refusal("authority_not_proven")] } else { Vec::new() };
    let body = OutcomeBody { words: decision.words.clone(), refusals, checklist: held.methods.clone(), ..OutcomeBody::default() };
    let mark = outcome::insert(conn, &house.vault, &random::id(now), ticket, Some(desk.me()), now, &body).await?;
    // Images go with the decision; the document of the relation when the time for an appeal is over.
    file::expire_received(conn, &ticket.id, true, now).await?;
    file::set_expiry(conn, &ticket.id, "relationship", now.saturating_add(RELATIONSHIP_KEPT).unwrap_or(now)).await?;
    let mut data = clerk::closing(ticket, ticket.state);
    data[outcome::KEY] = mark.json();
    data["authority"] = held.id.clone().into();
    data["methods"] = held.methods.clone().into();
    data["id_confirmed"] = (act != Act::Deny).into();
    data["document"] = decision.document.clone().into();
    data["rights"] = held.scope.0.iter().map(|right| right.code()).collect::<Vec<_>>().into();
    data["reasons"] = body.refusals.iter().map(|refusal| refusal.reason.clone()).collect();
    clerk::save(house, conn, ticket, now, &desk.actor(), "closed", data).await?;
    post::outcome(house, conn, ticket, now).await
}

/// What waited for the authority goes on, or is refused with it.
async fn follow(desk: &AgentDesk, conn: &mut Conn, held: &Authority, granted: bool, now: Timestamp) -> Result<(), DeskError> {
    let house = &desk.house;
    for id in ticket::ids_waiting(conn, &held.id).await? {
        let mut waiting = clerk::hold(house, conn, &id).await?;
        let carried = granted && Right::of(waiting.kind).is_some_and(|right| held.carries(right, now).is_ok());
        if !carried {
            handover::refuse(house, conn, &mut waiting, "authority_not_proven", now).await?;
            continue;
        }
        reckon::step(&mut waiting, Act::GrantAuthority)?;
        clerk::save(house, conn, &mut waiting, now, &desk.actor(), "authority_granted", json!({"authority": held.id})).await?;
        if waiting.kind == Kind::ConsentRevocation {
            consent::withdraw_of(conn, &held.id, now).await?;
        }
        tell::of_request(house, conn, &waiting, now).await?;
    }
    Ok(())
}

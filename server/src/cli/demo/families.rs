//! The stories of guardians and children: a claim of authority and what waits for it, a request whose child came of age on the
//! way, a consent taken back, and a hint that a child uses an account. Names, addresses and IDs are invented.

use std::collections::BTreeSet;

use domain::country::Country;
use domain::guardian::{AuthorityState, Ends, Fact, Facts, Right, Scope};
use domain::request::Details;
use domain::{Act, Kind, State};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::json;

use super::dice::Dice;
use super::life::{By, Life, Stop};
use super::people::{self, Person};
use super::plan::{Plan, Plot};
use super::story::ended;
use super::words;
use super::world::World;
use crate::desk::fresh::fresh;
use crate::desk::guardian::ANSWER_WITHIN;
use crate::desk::{DeskError, code, intake};
use crate::mail::Topic;
use crate::products::Product;
use crate::random;
use crate::store::account::{self, Account};
use crate::store::authority::Authority;
use crate::store::child::{Child, ChildPerson};
use crate::store::child_id;
use crate::store::codes::Code;
use crate::store::outcome::{self, OutcomeBody};
use crate::store::ticket::{Hashes, Ticket, Ties};

/// The ways by which the guardians of the stories prove who they are: neither leaves a file.
const METHODS: [&str; 2] = ["call", "child_code"];
/// First names of children.
const NAMES: [&str; 8] = ["Nilo", "Juna", "Timo", "Lia", "Momo", "Pelle", "Yuki", "Rui"];

/// A guardian's account with a child and an authority over it.
#[derive(Debug, Clone)]
pub(super) struct Family {
    pub(super) account: Account,
    pub(super) child: Child,
    pub(super) authority: Authority,
}

/// Tells a story of a family: its case, what was asked for the child, and who they are; or of a notice, without anybody.
///
/// # Errors
/// When it cannot be told.
pub(super) fn tell<'w>(world: &'w World, product: &'w Product, plan: &Plan) -> Result<(Vec<Life<'w>>, Option<Family>), DeskError> {
    let mut dice = world.dice(plan.story);
    let country = plan.country.or_else(|| Country::find("JP")).ok_or(DeskError::NotFound)?;
    let mut person = Person::from(&mut dice, Some(country));
    // An account's address is its own, however many there are.
    person.subject.email = people::numbered(&person.subject.email, plan.story);
    if plan.plot == Plot::Noticed {
        return Ok((vec![notice(world, product, plan, dice, &person)], None));
    }
    let mut family = family(world, product, plan, &mut dice, &person)?;
    let kind = match plan.plot {
        Plot::Revoked => Kind::ConsentRevocation,
        _ => Kind::Access,
    };
    let words = words::family(person.tongue, kind).to_owned();
    let methods = METHODS.map(str::to_owned).to_vec();
    let claim = Details::GuardianAuthority {
        relation: family.authority.relation.clone(),
        methods,
        words: words::family(person.tongue, Kind::GuardianAuthority).to_owned(),
    };
    let mut case = open(world, product, plan, (&dice, &person), &family, (Kind::GuardianAuthority, claim), plan.begins, 0);
    family.authority.ticket_id = Some(case.ticket.id.clone());
    let mut all = Vec::new();
    if plan.plot == Plot::Claimed {
        // Both wait: the claim for its decision, the request for the claim.
        let at = case.since(plan.begins);
        let details = Details::Access { categories: Vec::new(), transfers: false, format: "readable".to_owned(), words };
        let mut asked = open(world, product, plan, (&dice, &person), &family, (kind, details), at, 1);
        asked.ticket.state = State::AuthorityPending;
        all.push(asked);
    } else {
        ended(grant(&mut case, &mut family))?;
        let at = match plan.plot {
            // The evening before the birthday.
            Plot::Grown => family.authority.ends.rights.saturating_sub(dice.minutes(60, 600)).unwrap_or(plan.begins),
            _ => case.since(family.authority.granted_at.unwrap_or(plan.begins)),
        };
        let details = match kind {
            Kind::ConsentRevocation => Details::ConsentRevocation { words },
            _ => Details::Access { categories: Vec::new(), transfers: false, format: "readable".to_owned(), words },
        };
        let mut asked = open(world, product, plan, (&dice, &person), &family, (kind, details), at, 1);
        if plan.plot == Plot::Grown {
            ended(of_age(&mut asked, &mut case, &mut family))?;
        }
        all.push(asked);
    }
    all.insert(0, case);
    Ok((all, Some(family)))
}

/// The guardian, the child and what was claimed. Of a child that came of age, the birthday was a few days ago.
fn family(world: &World, product: &Product, plan: &Plan, dice: &mut Dice, person: &Person) -> Result<Family, DeskError> {
    let (country, rules) = (person.country.ok_or(DeskError::NotFound)?, product.pack.guardians.as_ref().ok_or(DeskError::NotFound)?);
    let zone = TimeZone::get(country.zone).unwrap_or(TimeZone::UTC);
    let today = world.now.to_zoned(zone.clone()).date();
    let (years, days) = match plan.plot {
        Plot::Grown => (i64::from(rules.under_age), dice.between(2, 6)),
        _ => (dice.between(8, 12), dice.between(10, 340)),
    };
    let birth = today.checked_sub(years.years().days(days)).map_err(|_| DeskError::NotFound)?;
    let book = &world.house.products.guardians;
    let began = plan.begins.to_zoned(zone.clone()).date();
    let ends = Ends::of(birth, country.code, &zone, rules.under_age, book, began).ok_or(DeskError::NotFound)?;
    let name = (*dice.pick::<&str>(&NAMES)).to_owned();
    let app_id = dice.between(990_000_000, 999_999_999).to_string();
    let account = Account {
        id: random::id(plan.begins),
        created_at: plan.begins.saturating_sub(dice.minutes(20, 90)).unwrap_or(plan.begins),
        lang: person.tongue.lang(),
        zone: Some(country.zone.to_owned()),
        // No password opens an invented account.
        password: String::new(),
        totp: None,
        totp_at: None,
        totp_step: None,
        frozen: None,
        person: account::Person { name: people::display_name(dice).0, email: person.subject.email.clone() },
    };
    let child = Child {
        id: random::id(plan.begins),
        account_id: account.id.clone(),
        product: product.pack.slug.clone(),
        country: country.code.to_owned(),
        child_key: child_id::key(&world.house.vault, &product.pack, &app_id),
        created_at: plan.begins.saturating_sub(dice.minutes(3, 15)).unwrap_or(plan.begins),
        person: ChildPerson { name, app_id, email: None, birth: birth.to_string() },
    };
    let authority = Authority {
        id: random::id(plan.begins),
        child_id: child.id.clone(),
        account_id: account.id.clone(),
        child_key: child.child_key.clone(),
        ticket_id: None,
        product: child.product.clone(),
        country: child.country.clone(),
        relation: "parent".to_owned(),
        state: AuthorityState::Pending,
        version: 1,
        methods: METHODS.into_iter().chain(["declaration"]).map(str::to_owned).collect(),
        facts: Facts::default(),
        scope: Scope::default(),
        rule: format!("{} {}", product.pack.name, rules.section),
        declared_at: plan.begins,
        code_proved_at: None,
        granted_at: None,
        decided_at: None,
        decided_by: None,
        ends,
        ended_at: None,
        reason: None,
    };
    Ok(Family { account, child, authority })
}

/// A guardian's ticket at its first moment: the session of the account proves who asks.
#[expect(clippy::too_many_arguments, reason = "one ticket with everything that it hangs on")]
fn open<'w>(
    world: &'w World,
    product: &'w Product,
    plan: &Plan,
    (dice, person): (&Dice, &Person),
    family: &Family,
    (kind, details): (Kind, Details),
    at: Timestamp,
    part: u64,
) -> Life<'w> {
    let authority = family.authority.id.clone();
    let ticket = Ticket {
        reference: world.reference(product, plan.story, part).to_string(),
        state: State::InReview,
        lang: family.account.lang,
        zone: family.account.zone.clone(),
        country: Some(family.child.country.clone()),
        proved_at: Some(at),
        proof_in_time: true,
        ties: Ties {
            account_id: Some(family.account.id.clone()),
            authority_id: Some(authority.clone()),
            child_key: Some(family.child.child_key.clone()),
            minor: true,
            ..Ties::default()
        },
        subject: domain::request::Subject {
            email: family.account.person.email.clone(),
            contact_only: false,
            app_id: Some(family.child.person.app_id.clone()),
            login: None,
        },
        ..fresh(product, kind, details, at)
    };
    let hashes = intake::hashes(&world.house, &ticket);
    let mut life = Life::new(world, product, dice.clone(), person.tongue, ticket, hashes);
    let mut data = json!({"product": life.ticket.product, "kind": kind.code(), "authority": authority, "files": 0});
    if kind == Kind::GuardianAuthority {
        data["relation"] = family.authority.relation.clone().into();
        data["methods"] = family.authority.methods.clone().into();
    } else {
        data["waits"] = (family.authority.state == AuthorityState::Pending).into();
    }
    life.note(at, By::Account(&family.account.id), "submitted", data);
    life.mail(Topic::Receipt, &format!("receipt:{}", life.ticket.id), at);
    life
}

/// An agent who is approved for children's data grants the authority.
fn grant(case: &mut Life<'_>, family: &mut Family) -> Result<(), Stop> {
    let agent = case.world.approved(&mut case.dice);
    let held = &mut family.authority;
    let at = case.working(held.declared_at, 5, 60)?;
    case.claim(at, agent)?;
    // The child gave the code to its guardian.
    let entered = case.working(at, 20, 120)?;
    case.in_app(at, agent, Some(entered))?;
    let at = case.working(entered, 5, 90)?;
    let open: BTreeSet<Right> = Right::ALL.into_iter().filter(|right| held.ends.of_right(*right).is_some_and(|end| at < end)).collect();
    held.state = AuthorityState::Granted;
    held.version = 2;
    held.facts = Facts(Fact::ALL.to_vec());
    held.scope = Scope(open.into_iter().collect());
    held.granted_at = Some(at);
    held.decided_at = Some(at);
    held.decided_by = Some(agent.id.clone());
    case.step(Act::Fulfil)?;
    case.stop(at)?;
    let mut facts = case.facts();
    facts["authority"] = held.id.clone().into();
    facts["methods"] = held.methods.clone().into();
    facts["document"] = String::new().into();
    facts["rights"] = held.scope.0.iter().map(|right| right.code()).collect::<Vec<_>>().into();
    facts["reasons"] = json!([]);
    let body = OutcomeBody { checklist: held.methods.clone(), ..OutcomeBody::default() };
    facts[outcome::KEY] = case.keep_outcome(at, agent, body).json();
    case.note(at, By::Staff(agent), "closed", facts);
    case.mail(Topic::Outcome, &format!("outcome:{}:{}", case.ticket.id, case.ticket.cycle), at);
    Ok(())
}

/// The child's birthday comes while the request is open: the young person is asked inside the app.
fn of_age(asked: &mut Life<'_>, case: &mut Life<'_>, family: &mut Family) -> Result<(), Stop> {
    let held = &mut family.authority;
    let found = asked.dice.seconds(1, 5);
    let at = asked.reach(held.ends.rights.saturating_add(found).unwrap_or(held.ends.rights))?;
    asked.step(Act::HandOver)?;
    let until = at.saturating_add(ANSWER_WITHIN).unwrap_or(at);
    asked.ticket.ties.handover_until = Some(until);
    let (id, link, house) = (random::id(at), random::token(), &asked.world.house);
    asked.codes.push(Code {
        purpose: "young_person".to_owned(),
        ticket_id: Some(asked.ticket.id.clone()),
        code_hash: Some(Vec::new()),
        link_hash: Some(code::link_hash(house, &link)),
        created_at: at,
        expires_at: until,
        secret: Some(house.vault.seal(code::secret_place(&id), link.as_bytes())),
        ..Code::blank(id)
    });
    asked.note(at, By::System, "handed_over", json!({"until": until.to_string(), "by": "app", "restricted": false}));
    asked.mail(Topic::HandoverTold, &format!("handover_told:{}", asked.ticket.id), at);
    // Where the right to consent lasts longer, the authority goes on for it.
    if held.ends.consent.is_none_or(|end| end <= asked.world.now) {
        let over = held.ends.consent.map_or(at, |end| end.max(at));
        (held.state, held.ended_at, held.reason, held.version) =
            (AuthorityState::Ended, Some(over), Some("authority_ended".to_owned()), held.version + 1);
        case.note(over, By::System, "authority_ended", json!({"authority": held.id}));
    }
    Ok(())
}

/// Somebody tells that a child uses an account.
fn notice<'w>(world: &'w World, product: &'w Product, plan: &Plan, mut dice: Dice, person: &Person) -> Life<'w> {
    let account = format!("@{}", people::email(&mut dice).split('@').next().unwrap_or("somebody"));
    let key = child_id::key(&world.house.vault, &product.pack, &account);
    let email = if dice.percent(60) { person.subject.email.clone() } else { String::new() };
    let hashes = Hashes {
        email: Some(&email).filter(|email| !email.is_empty()).map(|email| world.house.vault.hash_email(email)),
        ..Hashes::default()
    };
    let details = Details::ChildAccount {
        account,
        relation: (*dice.pick::<&str>(&domain::request::TELLERS)).to_owned(),
        age: Some(dice.between(7, 12) as u8),
        words: words::family(person.tongue, Kind::ChildAccount).to_owned(),
    };
    let ticket = Ticket {
        reference: world.reference(product, plan.story, 0).to_string(),
        state: State::InReview,
        lang: person.tongue.lang(),
        country: person.country.map(|country| country.code.to_owned()),
        proof_in_time: true,
        ties: Ties { minor: true, child_key: Some(key), ..Ties::default() },
        subject: domain::request::Subject { email, ..domain::request::Subject::default() },
        ..fresh(product, Kind::ChildAccount, details, plan.begins)
    };
    let mut life = Life::new(world, product, dice, person.tongue, ticket, hashes);
    life.note(plan.begins, By::Requester, "submitted", json!({"product": product.pack.slug, "kind": "child_account"}));
    life
}

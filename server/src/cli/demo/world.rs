//! What all invented tickets share: the house, the moment at which their stories end, and who works here.

use app::texts::T;
use domain::{Capability, Reference, Role};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::dice::Dice;
use crate::clock::Clock;
use crate::desk::DeskError;
use crate::house::House;
use crate::mail::letter::{self, Envelope};
use crate::products::Product;
use crate::store::outbox::Letter;
use crate::store::ticket::Ticket;
use crate::store::{event, staff};

/// A member of staff with the words to log in with.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(super) id: String,
    pub(super) role: Role,
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) password: String,
}

/// Who works here: the name, the address, the role.
const STAFF: [(&str, &str, Role); 6] = [
    ("Iris Lanternwright", "iris@example.com", Role::Administrator),
    ("Pia Quillfeather", "pia@example.com", Role::PrivacyOfficer),
    ("Otto Paperkite", "otto@example.com", Role::Lead),
    ("Mei Cloudberry", "mei@example.com", Role::Agent),
    ("Haru Teapotto", "haru@example.com", Role::Agent),
    ("Sol Windmillero", "sol@example.com", Role::Reviewer),
];

/// Whom the privacy officer has approved for children's data.
const APPROVED: [&str; 2] = ["otto@example.com", "mei@example.com"];

/// The privacy officer approves them, as in life.
async fn approve(house: &House, at: Timestamp) -> Result<(), DeskError> {
    let all = staff::all(&mut house.store.read().await?, &house.vault).await?;
    let Some(by) = all.iter().find(|one| one.role == Role::PrivacyOfficer).map(|one| one.id.clone()) else {
        return Err(DeskError::NotFound);
    };
    let chosen: Vec<String> = all.into_iter().filter(|one| APPROVED.contains(&one.person.email.as_str())).map(|one| one.id).collect();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                for id in chosen {
                    staff::set_minors(conn, &id, Some((at, &by))).await?;
                    let data = serde_json::json!({"member": id});
                    event::append(conn, "house", at, &format!("staff:{by}"), "staff_minors_approved", &data).await?;
                }
                Ok::<_, DeskError>(())
            })
        })
        .await
}

/// Words for passwords: four of them and two digits are enough for a demonstration.
const WORDS: [&str; 32] = [
    "acorn", "badge", "cedar", "delta", "ember", "fjord", "grape", "hazel", "inlet", "jolly", "kayak", "lotus", "mango", "north", "olive",
    "piano", "quilt", "river", "sugar", "tiger", "umber", "vivid", "wharf", "xenon", "yacht", "zebra", "bloom", "crisp", "drift", "flint",
    "glade", "honey",
];

/// How far back the oldest story begins.
pub(super) const PAST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The world of the stories.
pub(super) struct World {
    pub(super) house: House,
    pub(super) now: Timestamp,
    pub(super) staff: Vec<Member>,
    seed: u64,
}

impl World {
    /// Hires the staff, each by an invitation as in life, the day before the first story. `secret` chooses the passwords.
    ///
    /// # Errors
    /// The store's.
    pub(super) async fn new(house: &House, seed: u64, secret: u64) -> Result<Self, DeskError> {
        let now = house.now();
        let hired = now.saturating_sub(PAST).and_then(|at| at.checked_sub(SignedDuration::from_hours(24))).unwrap_or(now);
        let past = House { clock: Clock::at(hired), ..house.clone() };
        let mut dice = Dice::of(secret, u64::MAX);
        let mut members = Vec::new();
        for (name, email, role) in STAFF {
            let password =
                format!("{}-{}-{}-{}-{}", dice.pick(&WORDS), dice.pick(&WORDS), dice.pick(&WORDS), dice.pick(&WORDS), dice.between(10, 99));
            let token = past.invite(role.code(), "system").await?;
            past.join(&token, name, email, &password, "").await?;
            members.push((name, email, role, password));
        }
        approve(house, hired).await?;
        let hired = staff::all(&mut house.store.read().await?, &house.vault).await?;
        let staff = members
            .into_iter()
            .filter_map(|(name, email, role, password)| {
                let id = hired.iter().find(|one| one.person.email == email)?.id.clone();
                Some(Member { id, role, name, email, password })
            })
            .collect();
        Ok(Self { house: house.clone(), now, staff, seed })
    }

    /// The dice of a story.
    pub(super) fn dice(&self, story: u64) -> Dice {
        Dice::of(self.seed, story)
    }

    /// The reference number so many of a story: no two are the same, and they do not look like numbers in a row.
    pub(super) fn reference(&self, product: &Product, story: u64, part: u64) -> Reference {
        // Odd factors and shifts to the right permute all numbers of 35 bits: no two stories meet.
        const MASK: u64 = (1 << 35) - 1;
        let mut number = (story * 8 + part).wrapping_mul(0x5_DEEC_E66D) & MASK;
        number = (number ^ (number >> 18)).wrapping_mul(0x3_C6EF_372B) & MASK;
        number ^= (number >> 17) ^ (self.seed & MASK);
        let bytes = std::array::from_fn(|at| (number >> (5 * at)) as u8 & 31);
        Reference::new(&product.pack.reference_prefix, bytes)
    }

    /// Somebody whose daily work this is, but not this one.
    pub(super) fn worker<'w>(&'w self, dice: &mut Dice, works: Capability, but: Option<&str>) -> &'w Member {
        let daily = |role: Role| role.can(works) && !role.can(Capability::ManageStaff) && !role.can(Capability::ReadAccessLog);
        let list: Vec<&'w Member> = self.staff.iter().filter(|one| daily(one.role) && Some(one.id.as_str()) != but).collect();
        dice.pick::<&'w Member>(&list)
    }

    /// Somebody who is approved for children's data.
    pub(super) fn approved<'w>(&'w self, dice: &mut Dice) -> &'w Member {
        let list: Vec<&'w Member> = self.staff.iter().filter(|one| APPROVED.contains(&one.email)).collect();
        dice.pick::<&'w Member>(&list)
    }

    /// Who is told of what cannot wait.
    pub(super) fn on_call(&self) -> impl Iterator<Item = &Member> {
        self.staff.iter().filter(|member| member.role.can(Capability::WorkReports))
    }

    /// The words of a mail that came back.
    pub(super) fn letter(&self, ticket: &Ticket, product: &Product) -> Letter {
        let envelope = Envelope {
            t: T(ticket.lang),
            to: &ticket.subject.email,
            product: &product.pack.name,
            origin: &self.house.origin,
            zone: &TimeZone::UTC,
            opener: None,
        };
        letter::message(&envelope, &ticket.reference, super::words::on_the_way(ticket.lang))
    }
}

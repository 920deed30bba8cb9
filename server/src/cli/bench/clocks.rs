//! The drift check over very many open tickets.

use std::path::Path;

use domain::clock::{Pause, PauseReason, evaluate};
use domain::request::{Details, Subject};
use domain::{Kind, State};
use jiff::{SignedDuration, Timestamp};

use super::super::Failure;
use super::super::demo::dice::Dice;
use crate::clock::{Clock, Stopwatch};
use crate::desk::DeskError;
use crate::desk::fresh::fresh;
use crate::desk::reckon::{self, Beginning};
use crate::desk::verify::{Verified, verify};
use crate::house::House;
use crate::products::Products;
use crate::random;
use crate::store::Store;
use crate::store::bulk::{PastPause, Rows, Told};
use crate::store::ticket::Hashes;
use crate::vault::Vault;

/// How many tickets are inserted in one transaction.
const BATCH: u32 = 2000;
/// How long ago the oldest was received.
const DAYS: i64 = 40;
const COUNTRIES: [Option<&str>; 8] = [Some("HK"), Some("CN"), Some("JP"), Some("KR"), Some("US-CA"), Some("GB"), Some("FR"), None];

/// What was measured.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    /// How many open tickets there were.
    pub(super) tickets: u32,
    /// Seconds to make them.
    pub(super) made: f64,
    /// Seconds of the check.
    pub(super) seconds: f64,
    /// What it found.
    pub(super) found: Verified,
}

/// Makes so many open tickets in a folder and checks them.
pub(super) async fn check(folder: &Path, policies: &Path, tickets: u32) -> Result<Checked, Failure> {
    let store = Store::open(&format!("sqlite:{}", folder.join("clocks.db").display())).await?;
    let vault = Vault::new(random::bytes(), random::bytes());
    let products = Products::read(policies)?;
    let house = House::new(store, vault, Clock::System, products, "http://127.0.0.1:3000", folder.join("clocks-files")).await?;
    let watch = Stopwatch::start();
    let (mut left, mut dice) = (tickets, Dice::of(7, 7));
    while left > 0 {
        let count = left.min(BATCH);
        left -= count;
        let mut rows = Rows::default();
        for number in left..left + count {
            one(&house, &mut dice, &mut rows, number)?;
        }
        house.store.write(move |conn| Box::pin(async move { Ok::<_, DeskError>(rows.insert(conn).await?) })).await?;
    }
    house.store.settle().await?;
    let made = watch.elapsed().as_secs_f64();
    let watch = Stopwatch::start();
    let found = verify(&house, false).await?;
    Ok(Checked { tickets, made, seconds: watch.elapsed().as_secs_f64(), found })
}

/// An open ticket, every fifth of them with a pause behind it and every tenth in one.
fn one(house: &House, dice: &mut Dice, rows: &mut Rows, number: u32) -> Result<(), DeskError> {
    let now = house.now();
    let received = back(now, dice.minutes(1, DAYS * 24 * 60));
    let products: Vec<_> = house.products.all().collect();
    let product = dice.pick(&products);
    let kinds: Vec<Kind> =
        product.pack.taken().filter(|kind| matches!(kind, Kind::Access | Kind::Correction | Kind::Deletion | Kind::Report)).collect();
    let kind = *dice.pick(&kinds);
    let details = match kind {
        Kind::Report => Details::Report { target: "link".to_owned(), value: format!("https://example.org/{}", random::id(now)) },
        _ => Details::Deletion { categories: Vec::new(), words: String::new() },
    };
    let mut ticket = fresh(product, kind, details, received);
    // Among a million, references by chance meet; a desk would throw again.
    ticket.reference = format!("{}-{number:08}", product.pack.reference_prefix);
    ticket.proved_at = (kind != Kind::Report).then_some(received);
    ticket.proof_in_time = true;
    ticket.country = dice.pick(&COUNTRIES).map(str::to_owned).filter(|_| kind != Kind::Report);
    ticket.subject = Subject { email: format!("{}@example.org", ticket.id), ..Subject::default() };
    ticket.state = State::InReview;
    let throw = if kind == Kind::Report { 0 } else { dice.between(1, 10) };
    let mut history = reckon::begun(&Beginning::of(&ticket));
    let pause = match throw {
        1 | 2 => {
            let (start, end) = (received + SignedDuration::from_mins(1), received + dice.minutes(1, 600));
            Some(Pause { start, end: Some(end.min(now).max(start)), max_end: end, reason: PauseReason::Clarification })
        }
        3 => {
            ticket.state = State::RequiresInput;
            let start = back(now, dice.minutes(0, 60)).max(received);
            Some(Pause { start, end: None, max_end: now + SignedDuration::from_hours(240), reason: PauseReason::IdentityCheck })
        }
        _ => None,
    };
    history.pauses.extend(pause);
    let set = house.rulebook.current(&ticket.product).ok_or(DeskError::NotFound)?;
    let all = evaluate(&history, &set.rules(kind, ticket.country.as_deref(), false), now)?;
    reckon::keep_as(&mut ticket, &set, all, now);
    rows.ticket(&house.vault, &ticket, &Hashes::default(), Told::default());
    if let Some(pause) = pause {
        rows.pause(&ticket.id, &PastPause { id: random::id(now), cycle: 1, pause });
    }
    Ok(())
}

fn back(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_sub(by).unwrap_or(now)
}

//! The rota: who is on call for reports, and who is away. Seniors keep it; everybody reads it, and says for themselves when they are
//! away.

use domain::rota::{Span, gaps};
use domain::typed;
use domain::{Capability, Scope};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::agent::AgentDesk;
use super::{DeskError, Fields};
use crate::random;
use crate::store::rota::{self, ALL, Turn};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, event};

/// How far ahead gaps are looked for.
const LOOK_AHEAD: SignedDuration = SignedDuration::from_hours(14 * 24);

/// The longest that somebody is away in one go: whom nobody expects back has left.
const LONGEST_AWAY: SignedDuration = SignedDuration::from_hours(366 * 24);

/// A turn as it comes from the form. Moments are civil times in the office's zone of the product, such as `2026-03-06T18:00`.
#[derive(Debug, Clone, Default)]
pub struct NewTurn {
    /// The product's slug, or `*`.
    pub product: String,
    /// The member's identifier.
    pub member: String,
    /// Its beginning.
    pub from: String,
    /// Its end.
    pub until: String,
}

/// When somebody is away, as it comes from the form; both moments empty: not at all.
#[derive(Debug, Clone, Default)]
pub struct NewAway {
    /// Who; empty: oneself.
    pub member: String,
    /// The beginning, a civil time in the office's zone.
    pub from: String,
    /// The end.
    pub until: String,
}

/// How one product is covered.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The product's slug.
    pub product: String,
    /// Who is on call now: the member, and until when.
    pub now: Option<(String, Timestamp)>,
    /// Who is next, and from when.
    pub next: Option<(String, Timestamp)>,
    /// The times of the next 14 days in which nobody is.
    pub gaps: Vec<Span>,
}

/// What the page of the rota shows.
#[derive(Debug, Clone)]
pub struct Rota {
    /// How each product that takes reports is covered.
    pub covers: Vec<Cover>,
    /// The turns that are not over.
    pub turns: Vec<Turn>,
    /// Everybody who works here, for their names and absences.
    pub staff: Vec<Staff>,
}

impl AgentDesk {
    /// The rota, as far as it is about the products that one sees.
    ///
    /// # Errors
    /// The store's.
    pub async fn rota(&self) -> Result<Rota, DeskError> {
        let (mut conn, now) = (self.house.store.read().await?, self.house.now());
        let staff: Vec<Staff> = staff::all(&mut conn, &self.house.vault).await?.into_iter().filter(|member| member.active).collect();
        let mut turns = rota::ahead(&mut conn, now).await?;
        turns.retain(|turn| turn.product == ALL || self.member.sees(&turn.product));
        let ahead = Span { from: now, until: now.saturating_add(LOOK_AHEAD).unwrap_or(now) };
        let mut covers = Vec::new();
        for product in self.house.products.all().filter(|product| product.pack.takes(domain::Kind::Report)) {
            let slug = &product.pack.slug;
            if !self.member.sees(slug) {
                continue;
            }
            covers.push(cover(slug, &turns, &staff, ahead));
        }
        Ok(Rota { covers, turns, staff })
    }

    /// Whether one keeps the rota.
    #[must_use]
    pub const fn keeps_rota(&self) -> bool {
        self.member.can(Capability::KeepRota)
    }

    /// Who can be on call for a product, or (`*`) for all: who works on its reports.
    #[must_use]
    pub fn may_be_on_call(&self, member: &Staff, product: &str) -> bool {
        let sees = if product == ALL { member.products == Scope::All } else { member.sees(product) };
        member.active && member.can(Capability::WorkReports) && sees
    }

    /// The zone in which turns of a product are meant: its office's; for all products that of the first of one's own.
    #[must_use]
    pub fn rota_zone(&self, product: &str) -> TimeZone {
        let own = self.house.products.all().find(|one| self.member.sees(&one.pack.slug));
        let zone = self.house.products.get(product).or(own).and_then(|one| TimeZone::get(&one.pack.office.zone).ok());
        zone.unwrap_or(TimeZone::UTC)
    }

    /// Adds a turn.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is wrong; [`DeskError::NotFound`] for who does not keep the rota.
    pub async fn add_turn(&self, new: &NewTurn) -> Result<(), DeskError> {
        self.need_rota()?;
        let now = self.house.now();
        let mut wrong = Fields::default();
        let known = match new.product.as_str() {
            ALL => self.member.products == Scope::All,
            slug => self.house.products.get(slug).is_some() && self.member.sees(slug),
        };
        wrong.check(known, "product", "choose_one");
        let member = staff::by_id(&mut self.house.store.read().await?, &self.house.vault, &new.member).await?;
        let fits = member.as_ref().is_some_and(|member| self.may_be_on_call(member, &new.product));
        wrong.check(fits || !known, "member", "rota_member");
        let span = span(&mut wrong, &self.rota_zone(&new.product), ("from", &new.from), ("until", &new.until));
        wrong.check(span.is_none_or(|span| span.until > now), "until", "rota_past");
        wrong.done()?;
        let Some(span) = span else { return Err(DeskError::NotFound) };
        let turn = Turn { id: random::id(now), product: new.product.clone(), staff_id: new.member.clone(), span };
        let actor = self.actor();
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    rota::hold(conn).await?;
                    let taken = rota::ahead(conn, now).await?;
                    if taken.iter().any(|other| other.product == turn.product && other.span.overlaps(turn.span)) {
                        return Err(Fields::one("from", "rota_overlap"));
                    }
                    rota::insert(conn, &turn, &actor, now).await?;
                    note(conn, &turn, "rota_added", &actor, now).await
                })
            })
            .await
    }

    /// Takes a turn back; one that has begun ends now.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it is over or gone; [`DeskError::NotFound`] for who does not keep the rota of its product.
    pub async fn end_turn(&self, id: &str) -> Result<(), DeskError> {
        self.need_rota()?;
        let (id, now, actor, mine) = (id.to_owned(), self.house.now(), self.actor(), self.member.products.clone());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    rota::hold(conn).await?;
                    let turn = rota::by_id(conn, &id, now).await?.ok_or_else(|| Fields::one("", "rota_gone"))?;
                    let own = if turn.product == ALL { mine == Scope::All } else { mine.has(&turn.product) };
                    if !own {
                        return Err(Fields::one("", "rota_gone"));
                    }
                    rota::end(conn, &id, now).await?;
                    note(conn, &turn, "rota_removed", &actor, now).await
                })
            })
            .await
    }

    /// Says when somebody is away: oneself, or, by who keeps the rota, a colleague.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is wrong; [`DeskError::NotFound`] for a colleague that is not one's to speak for.
    pub async fn set_away(&self, new: &NewAway) -> Result<(), DeskError> {
        let of = if new.member.is_empty() { self.me().to_owned() } else { new.member.clone() };
        if of != self.me() {
            self.need_rota()?;
        }
        let now = self.house.now();
        let mut wrong = Fields::default();
        let found = staff::by_id(&mut self.house.store.read().await?, &self.house.vault, &of).await?;
        let mine = found.is_some_and(|member| member.active && (of == self.me() || self.speaks_for(&member)));
        wrong.check(mine, "away_member", "choose_one");
        let none = new.from.is_empty() && new.until.is_empty();
        let away = if none { None } else { span(&mut wrong, &self.rota_zone(""), ("away_from", &new.from), ("away_until", &new.until)) };
        wrong.check(away.is_none_or(|away| away.until > now), "away_until", "rota_past");
        let last = now.saturating_add(LONGEST_AWAY).unwrap_or(now);
        wrong.check(away.is_none_or(|away| away.until <= last), "away_until", "rota_long");
        wrong.done()?;
        let actor = self.actor();
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    staff::set_away(conn, &of, away).await?;
                    let data = json!({
                        "member": of,
                        "from": away.map(|away| away.from.to_string()),
                        "until": away.map(|away| away.until.to_string()),
                    });
                    Ok::<_, DeskError>(event::append(conn, "house", now, &actor, "staff_away", &data).await?)
                })
            })
            .await
    }

    /// Whether this member says of that one who is away: of those alone whose products are all among their own.
    #[must_use]
    pub fn speaks_for(&self, other: &Staff) -> bool {
        match &other.products {
            Scope::All => self.member.products == Scope::All,
            Scope::Only(slugs) => slugs.iter().all(|slug| self.member.sees(slug)),
        }
    }

    const fn need_rota(&self) -> Result<(), DeskError> {
        if self.keeps_rota() { Ok(()) } else { Err(DeskError::NotFound) }
    }
}

async fn note(conn: &mut Conn, turn: &Turn, kind: &str, actor: &str, now: Timestamp) -> Result<(), DeskError> {
    let data = json!({
        "turn": turn.id, "product": turn.product, "member": turn.staff_id,
        "from": turn.span.from.to_string(), "until": turn.span.until.to_string(),
    });
    Ok(event::append(conn, "house", now, actor, kind, &data).await?)
}

/// A span from two fields, or what is wrong with them. A time that daylight saving skips is the same span after the gap.
fn span(wrong: &mut Fields, zone: &TimeZone, from: (&str, &str), until: (&str, &str)) -> Option<Span> {
    let mut read = |(field, value): (&str, &str)| {
        let civil = typed::date_time(value);
        let at = civil.and_then(|civil| zone.to_ambiguous_timestamp(civil).compatible().ok());
        wrong.check(at.is_some(), field, "moment_wrong");
        at
    };
    let (start, end) = (read(from), read(until));
    let span = Span { from: start?, until: end? };
    wrong.check(span.from < span.until, until.0, "rota_order");
    (span.from < span.until).then_some(span)
}

/// How a product is covered: by its own turns, and where there is none by those of all products. A turn of somebody who is away, or
/// does not work on its reports any more, covers nothing.
fn cover(product: &str, turns: &[Turn], staff: &[Staff], ahead: Span) -> Cover {
    let now = ahead.from;
    let stands = |turn: &&Turn| {
        let member = staff.iter().find(|member| member.id == turn.staff_id);
        let fits = member.is_some_and(|member| member.can(Capability::WorkReports) && member.sees(product));
        fits && (turn.product == product || turn.product == ALL)
    };
    let here = |turn: &Turn, at: Timestamp| staff.iter().any(|member| member.id == turn.staff_id && !member.is_away(at));
    let mut own: Vec<&Turn> = turns.iter().filter(stands).collect();
    // One's own before all products'.
    own.sort_by_key(|turn| (turn.product == ALL, turn.span));
    let on_now = own.iter().find(|turn| turn.span.covers(now) && here(turn, now));
    let next = own.iter().filter(|turn| turn.span.from > now).min_by_key(|turn| (turn.span.from, turn.product == ALL));
    let mut spans = Vec::new();
    for turn in &own {
        let away = staff.iter().find(|member| member.id == turn.staff_id).and_then(|member| member.away);
        match away.filter(|away| away.overlaps(turn.span)) {
            None => spans.push(turn.span),
            Some(away) => spans.extend(gaps(&[away], turn.span)),
        }
    }
    Cover {
        product: product.to_owned(),
        now: on_now.map(|turn| (turn.staff_id.clone(), turn.span.until)),
        next: next.map(|turn| (turn.staff_id.clone(), turn.span.from)),
        gaps: gaps(&spans, ahead),
    }
}

//! The rota, and absences.

use std::collections::BTreeMap;

use app::pages::staff as pages;
use app::views::FormView;
use app::views::alerts::{CoverView, RotaView, TurnView};
use axum::http::StatusCode;
use domain::Scope;
use domain::rota::Span;
use jiff::Timestamp;

use super::cookies::Jar;
use super::entrance::{done, told};
use super::form::Form;
use super::people::products;
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{agent, or_go};
use crate::desk::DeskError;
use crate::desk::agent::AgentDesk;
use crate::desk::rota::{Cover, NewAway, NewTurn};
use crate::store::rota::{ALL, Turn};
use crate::store::staff::Staff;

/// Who is on call, and who is away.
pub async fn page(visitor: Visitor) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let response = show(&visitor, &desk, &member, StatusCode::OK, ("", FormView::default())).await?;
    Ok(told(&visitor, response))
}

type Names<'a> = BTreeMap<&'a str, &'a Staff>;

fn name(names: &Names<'_>, id: &str) -> String {
    names.get(id).map_or_else(|| id.to_owned(), |member| member.person.name.clone())
}

fn cover(visitor: &Visitor, names: &Names<'_>, one: Cover) -> CoverView {
    let product = visitor.web.house.products.get(&one.product).map_or(one.product.clone(), |product| product.pack.name.clone());
    CoverView {
        product,
        now: one.now.map(|(id, until)| (name(names, &id), until)),
        next: one.next.map(|(id, from)| (name(names, &id), from)),
        gaps: one.gaps.into_iter().map(|gap| (gap.from, gap.until)).collect(),
    }
}

fn turn(visitor: &Visitor, desk: &AgentDesk, member: &Staff, names: &Names<'_>, turn: &Turn, now: Timestamp) -> TurnView {
    let house = &visitor.web.house;
    let away = names.get(turn.staff_id.as_str()).and_then(|member| member.away).filter(|away| away.overlaps(turn.span));
    TurnView {
        id: turn.id.clone(),
        name: name(names, &turn.staff_id),
        product: (turn.product != ALL)
            .then(|| house.products.get(&turn.product).map_or(turn.product.clone(), |product| product.pack.name.clone())),
        from: turn.span.from,
        until: turn.span.until,
        away: away.map(|away| away.until),
        begun: turn.span.from < now,
        mine_to_end: desk.keeps_rota() && (turn.product != ALL || member.products == Scope::All),
    }
}

async fn show(visitor: &Visitor, desk: &AgentDesk, member: &Staff, status: StatusCode, form: (&str, FormView)) -> Outcome {
    let now = visitor.web.house.now();
    let rota = desk.rota().await?;
    let names: Names<'_> = rota.staff.iter().map(|one| (one.id.as_str(), one)).collect();
    let keeps = desk.keeps_rota();
    let mut slugs = products(visitor, member);
    if member.products == Scope::All {
        slugs.insert(0, (ALL.to_owned(), visitor.t.rota_product_all()));
    }
    let fits = |one: &&Staff| slugs.iter().any(|(slug, _)| desk.may_be_on_call(one, slug));
    let pair = |one: &Staff| (one.id.clone(), one.person.name.clone());
    let soon = |away: &Span| away.until > now;
    let zone = desk.rota_zone("");
    let view = RotaView {
        turns: rota.turns.iter().map(|one| turn(visitor, desk, member, &names, one, now)).collect(),
        keeps,
        members: rota.staff.iter().filter(fits).map(pair).collect(),
        colleagues: if keeps {
            rota.staff.iter().filter(|one| one.id != member.id && desk.speaks_for(one)).map(pair).collect()
        } else {
            Vec::new()
        },
        away: rota
            .staff
            .iter()
            .filter_map(|one| one.away.filter(soon).map(|away| (one.person.name.clone(), away.from, away.until)))
            .collect(),
        products: slugs,
        zone: (zone.clone(), zone.iana_name().unwrap_or("UTC").to_owned()),
        covers: rota.covers.into_iter().map(|one| cover(visitor, &names, one)).collect(),
        form: (form.0.to_owned(), form.1),
        done: visitor.cookie(Jar::Done),
    };
    let mut chrome = visitor.staff_chrome(member);
    chrome.path = "/staff/rota".to_owned();
    Ok(answer(status, &chrome, || pages::rota::page(&chrome, &view)))
}

async fn after(
    visitor: &Visitor,
    desk: &AgentDesk,
    member: &Staff,
    name: &str,
    code: &str,
    form: &Form,
    result: Result<(), DeskError>,
) -> Outcome {
    match result {
        Ok(()) => Ok(done(visitor, "/staff/rota", code)),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            show(visitor, desk, member, StatusCode::UNPROCESSABLE_ENTITY, (name, again)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Adds a turn.
pub async fn add(visitor: Visitor, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let new =
        NewTurn { product: form.value("product"), member: form.value("member"), from: form.value("from"), until: form.value("until") };
    let result = desk.add_turn(&new).await;
    after(&visitor, &desk, &member, "turn", "rota_added", &form, result).await
}

/// Takes a turn back.
pub async fn remove(visitor: Visitor, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.end_turn(&form.value("turn")).await;
    after(&visitor, &desk, &member, "remove", "rota_removed", &form, result).await
}

/// Says when somebody is away.
pub async fn away(visitor: Visitor, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let new = NewAway { member: form.value("away_member"), from: form.value("away_from"), until: form.value("away_until") };
    let result = desk.set_away(&new).await;
    after(&visitor, &desk, &member, "away", "away_saved", &form, result).await
}

//! Says where nobody looks that a calendar's official list comes to its end.

use domain::calendar::Covered;
use domain::{Capability, Lang};
use serde_json::json;

use crate::desk::coverage::{Reach, reaches};
use crate::desk::{DeskError, post};
use crate::house::House;
use crate::mail::{Topic, letter};
use crate::store::{Conn, event, staff};

/// Writes to everybody who may change the calendars: once for each calendar, year that is missing, and threshold. Answers how many
/// alarms there were. After downtime the nearest threshold alone is told.
///
/// # Errors
/// The store's.
pub async fn tell(house: &House) -> Result<usize, DeskError> {
    let mut told = 0;
    for reach in reaches(house) {
        let inner = house.clone();
        told += usize::from(house.store.write(move |conn| Box::pin(async move { one(&inner, conn, &reach).await })).await?);
    }
    if told > 0 {
        house.rouse();
    }
    Ok(told)
}

async fn one(house: &House, conn: &mut Conn, reach: &Reach) -> Result<bool, DeskError> {
    let Some(threshold) = reach.threshold else { return Ok(false) };
    let (id, year, now) = (reach.calendar.id().to_owned(), reach.missing, house.now());
    let data = json!({"calendar": id, "year": year, "threshold": threshold.code()});
    // Two instances come one after the other, and the second finds the event of the first.
    conn.hold("coverage").await?;
    if event::is_recorded(conn, "house", "coverage_alarm", &data).await? {
        return Ok(false);
    }
    event::append(conn, "house", now, "system", "coverage_alarm", &data).await?;
    let until = match reach.coverage.covered {
        Covered::Until(end) => Some(end),
        Covered::NotToday | Covered::Never => None,
    };
    let page = format!("{}/staff/calendars", house.origin);
    for member in staff::all(conn, &house.vault).await?.into_iter().filter(|one| one.active && one.can(Capability::ChangeCalendars)) {
        let once = format!("coverage:{id}:{year}:{}:{}", threshold.code(), member.id);
        post::staff(house, conn, &member.person.email, member.lang.unwrap_or(Lang::En), Topic::Alert, once, now, |env| {
            letter::coverage(env, reach.calendar.name(), year, until, &page)
        })
        .await?;
    }
    Ok(true)
}

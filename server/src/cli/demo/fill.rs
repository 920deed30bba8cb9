//! Fills a database: stories are told and sealed on every processor, and inserted by the hundred in one transaction each.

use std::collections::VecDeque;
use std::sync::Arc;

use super::plan::{Plan, plans};
use super::story;
use super::world::{Member, World};
use crate::desk::{DeskError, rekey};
use crate::house::House;
use crate::jobs;
use crate::store::StoreError;
use crate::store::bulk::{self, Rows};

/// How many stories are inserted in one transaction.
const BATCH: usize = 400;

/// Fills an empty database with so many tickets; answers who works there. `secret` chooses the passwords.
///
/// # Errors
/// The store's, a clock's, or the file system's.
pub(crate) async fn fill(house: &House, tickets: usize, seed: u64, secret: u64) -> Result<Vec<Member>, DeskError> {
    house.store.write(|conn| Box::pin(async move { Ok::<_, DeskError>(bulk::mark(conn).await?) })).await?;
    let world = Arc::new(World::new(house, seed, secret).await?);
    let list = plans(&world, tickets)?;
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let mut batches = list.chunks(BATCH).map(<[Plan]>::to_vec);
    let mut telling = VecDeque::new();
    loop {
        while telling.len() < threads + 1 {
            let Some(batch) = batches.next() else { break };
            let world = Arc::clone(&world);
            telling.push_back(tokio::task::spawn_blocking(move || tell(&world, &batch)));
        }
        // In the order of time, whichever was told first.
        let Some(next) = telling.pop_front() else { break };
        let rows = next.await.map_err(|_| StoreError::Closed)??;
        house.store.write(move |conn| Box::pin(async move { Ok::<_, DeskError>(rows.insert(conn).await?) })).await?;
    }
    rekey::keep_ids(house).await?;
    while jobs::seal(house).await? > 0 {}
    house.store.settle().await?;
    Ok(world.staff.clone())
}

fn tell(world: &World, batch: &[Plan]) -> Result<Rows, DeskError> {
    let mut rows = Rows::default();
    for plan in batch {
        let (lives, family) = story::tell(world, plan)?;
        for life in lives {
            life.seal(&mut rows)?;
        }
        if let Some(family) = family {
            let vault = &world.house.vault;
            rows.account(vault, &family.account);
            rows.child(vault, &family.child);
            rows.authority(&family.authority);
        }
    }
    Ok(rows)
}

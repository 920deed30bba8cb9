//! What tests share: a house on a database of its own, with a moved clock.

pub mod crowd;
pub mod samples;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::clock::Clock;
use crate::desk::password::Cost;
use crate::house::House;
use crate::http::limits::Limits;
use crate::http::listen::Patience;
use crate::http::{Web, WebConfig};
use crate::products::Products;
use crate::random;
use crate::store::meter::Meter;
use crate::store::{Store, StoreError};
use crate::vault::Vault;

/// Where the repository's policies lie.
#[must_use]
pub fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies")
}

/// The databases that the desks are tested on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// A file in a folder of its own.
    Sqlite,
    /// A database of its own in the cluster that `HABEAS_TEST_POSTGRES` names.
    Postgres,
}

/// A house for one test, in a folder that goes with it.
pub struct TestHouse {
    /// The house.
    pub house: House,
    /// Its folder.
    pub folder: PathBuf,
    /// The URL of its database.
    pub url: String,
}

impl Drop for TestHouse {
    fn drop(&mut self) {
        // A folder that is gone already is as good.
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

/// A house at a moment.
///
/// # Panics
/// When the test's surroundings are not there: that is the test's failure.
#[expect(clippy::expect_used, reason = "a test fails here")]
pub async fn house(database: Database, at: Timestamp) -> TestHouse {
    let (folder, url) = place(database, at).await;
    let store = Store::open(&url).await.expect("the store opens");
    around(store, folder, url, at).await
}

/// A house at a moment whose store counts what its statements cost, and the meter that tells it.
///
/// # Panics
/// As [`house`].
#[expect(clippy::expect_used, reason = "a test fails here")]
pub async fn metered(database: Database, at: Timestamp) -> (TestHouse, Meter) {
    let (folder, url) = place(database, at).await;
    let (store, meter) = Store::open_metered(&url).await.expect("the store opens");
    (around(store, folder, url, at).await, meter)
}

#[expect(clippy::expect_used, reason = "a test fails here")]
async fn place(database: Database, at: Timestamp) -> (PathBuf, String) {
    let folder = std::env::temp_dir().join(format!("habeas-test-{}", random::id(at)));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let url = match database {
        Database::Sqlite => format!("sqlite:{}", folder.join("habeas.db").display()),
        Database::Postgres => postgres(at).await.expect("a PostgreSQL database: `make test` starts one and sets HABEAS_TEST_POSTGRES"),
    };
    (folder, url)
}

#[expect(clippy::expect_used, reason = "a test fails here")]
async fn around(store: Store, folder: PathBuf, url: String, at: Timestamp) -> TestHouse {
    let products = Products::read(&policies()).expect("the policies are right");
    let mut house = House::new(store, Vault::new([7; 32], [9; 32]), Clock::at(at), products, "http://127.0.0.1:3000", folder.join("files"))
        .await
        .expect("the house opens");
    house.cost = Cost::TEST;
    TestHouse { house, folder, url }
}

async fn postgres(at: Timestamp) -> Result<String, StoreError> {
    let cluster = std::env::var("HABEAS_TEST_POSTGRES").map_err(|_| StoreError::Url)?;
    let name = format!("habeas_{}", random::id(at));
    let admin = sqlx::PgPool::connect(&cluster).await?;
    // The name is our own: letters and digits.
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&admin).await?;
    admin.close().await;
    let (base, query) = cluster.split_once('?').map_or((cluster.as_str(), String::new()), |(base, query)| (base, format!("?{query}")));
    let (server, _) = base.rsplit_once('/').ok_or(StoreError::Url)?;
    Ok(format!("{server}/{name}{query}"))
}

/// A web around a test's house, without a built site.
///
/// # Panics
/// As [`house`].
pub async fn web() -> Arc<Web> {
    let test = house(Database::Sqlite, Timestamp::UNIX_EPOCH).await;
    web_of(&test)
}

/// A web around this house, without a built site.
#[must_use]
pub fn web_of(test: &TestHouse) -> Arc<Web> {
    let config = WebConfig {
        origin: test.house.origin.to_string(),
        dev: false,
        site: test.folder.join("site"),
        mails: test.folder.join("mail"),
        trusted_proxies: Vec::new(),
        limits: Limits::off(),
        patience: Patience::default(),
    };
    Arc::new(Web::new(test.house.clone(), config))
}

//! What tests share: a house on a database of its own, with a moved clock.

mod cluster;
pub mod crowd;
pub mod samples;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use tokio::sync::OnceCell;

use crate::clock::{Clock, Stopwatch};
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

/// Writes a file that others may not read, as a key file has to be.
///
/// # Panics
/// If it cannot be written.
pub fn write_keys(file: &Path, text: &str) {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut open = std::fs::OpenOptions::new();
    let mut file = open.create(true).truncate(true).write(true).mode(0o600).open(file).expect("a place for the keys");
    file.write_all(text.as_bytes()).expect("the keys are written");
}

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
    /// The name of its PostgreSQL database, if another test may have it afterwards.
    left: Option<String>,
}

impl Drop for TestHouse {
    fn drop(&mut self) {
        // A folder that is gone already is as good.
        let _gone = std::fs::remove_dir_all(&self.folder);
        // A test that fails may have left anything.
        if let Some(name) = self.left.take().filter(|_| !std::thread::panicking()) {
            cluster::leave(name);
        }
    }
}

/// The shipped policies, read once for each program of tests.
#[expect(clippy::expect_used, reason = "a test fails here")]
static PRODUCTS: LazyLock<Products> = LazyLock::new(|| Products::read(&policies()).expect("the policies are right"));

/// How many connections to PostgreSQL a test has: each is a process of the cluster's, whose start takes longer than most tests' work.
/// The pool opens one whenever none is idle at that moment. One writes while another reads: two are enough.
const CONNECTIONS: u32 = 2;

/// A house at a moment.
///
/// # Panics
/// When the test's surroundings are not there: that is the test's failure.
#[expect(clippy::expect_used, reason = "a test fails here")]
pub async fn house(database: Database, at: Timestamp) -> TestHouse {
    let place = Place::make(database, at, false).await;
    let store = Store::open_with(&place.url, CONNECTIONS).await.expect("the store opens");
    if place.left.is_some() {
        cluster::empty(&store).await.expect("the database is emptied");
    }
    around(store, place, at).await
}

/// A house at a moment whose store counts what its statements cost, and the meter that tells it. Its database is a new one: a table
/// that was emptied has more pages.
///
/// # Panics
/// As [`house`].
#[expect(clippy::expect_used, reason = "a test fails here")]
pub async fn metered(database: Database, at: Timestamp) -> (TestHouse, Meter) {
    let place = Place::make(database, at, true).await;
    let (store, meter) = Store::open_metered(&place.url).await.expect("the store opens");
    (around(store, place, at).await, meter)
}

/// Where a test's data lies.
struct Place {
    folder: PathBuf,
    url: String,
    left: Option<String>,
}

impl Place {
    #[expect(clippy::expect_used, reason = "a test fails here")]
    async fn make(database: Database, at: Timestamp, fresh: bool) -> Self {
        let folder = std::env::temp_dir().join(format!("habeas-test-{}", random::id(at)));
        let watch = Stopwatch::start();
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let (url, left) = match database {
            Database::Sqlite => (sqlite(&folder).await.expect("an SQLite database"), None),
            Database::Postgres => {
                let made = cluster::database(at, fresh).await;
                let (url, name) = made.expect("a PostgreSQL database: `make test` starts one and sets HABEAS_TEST_POSTGRES");
                (url, Some(name).filter(|_| !fresh))
            }
        };
        note_time(&format!("a database for a test, {database:?}"), &watch);
        Self { folder, url, left }
    }
}

#[expect(clippy::expect_used, reason = "a test fails here")]
async fn around(store: Store, place: Place, at: Timestamp) -> TestHouse {
    let Place { folder, url, left } = place;
    let watch = Stopwatch::start();
    let mut house =
        House::new(store, Vault::new([7; 32], [9; 32]), Clock::at(at), PRODUCTS.clone(), "http://127.0.0.1:3000", folder.join("files"))
            .await
            .expect("the house opens");
    house.cost = Cost::TEST;
    note_time("a portal on a database", &watch);
    TestHouse { house, folder, url, left }
}

/// Adds to the file that `HABEAS_TEST_TIMES` names, if it does, how long something took that is a cost of testing: `script/test
/// --times` sums it.
#[expect(clippy::expect_used, reason = "a test fails here")]
fn note_time(what: &str, watch: &Stopwatch) {
    let Some(file) = std::env::var_os("HABEAS_TEST_TIMES") else { return };
    let line = format!("{what}\t{}\n", watch.elapsed().as_secs_f64());
    // One write for each line: tests run side by side.
    let mut file = std::fs::File::options().create(true).append(true).open(file).expect("the file of the times opens");
    file.write_all(line.as_bytes()).expect("a time is written");
}

/// A database file to which the migrations were applied, once for each program of tests.
static SQLITE: OnceCell<Vec<u8>> = OnceCell::const_new();

/// A database of the test's own: a copy of [`SQLITE`].
async fn sqlite(folder: &Path) -> Result<String, StoreError> {
    let url = |file: &Path| format!("sqlite:{}", file.display());
    let migrated = SQLITE.get_or_try_init(async || {
        let file = folder.join("migrated.db");
        let store = Store::open(&url(&file)).await?;
        store.settle().await?;
        std::fs::read(&file).map_err(|error| StoreError::Database(error.into()))
    });
    let file = folder.join("habeas.db");
    std::fs::write(&file, migrated.await?).map_err(|error| StoreError::Database(error.into()))?;
    Ok(url(&file))
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

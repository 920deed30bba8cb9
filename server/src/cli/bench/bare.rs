//! What the database alone can do: the statements of one submission, each submission a transaction of its own with a full sync,
//! without pages, forms, words or a writer in between.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use app::texts::T;
use domain::request::{Details, Subject};
use domain::{Kind, Lang};
use jiff::tz::TimeZone;
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, SqlitePool};

use super::load::{LONGEST, Rate};
use crate::cli::Failure;
use crate::clock::{Clock, Stopwatch};
use crate::desk::fresh::fresh;
use crate::desk::intake::{UNPROVED_LASTS, hashes};
use crate::desk::{DeskError, clerk, code};
use crate::house::House;
use crate::mail::letter::{self, Envelope, Letter, Purpose};
use crate::mail::{Topic, outgoing};
use crate::products::Products;
use crate::random;
use crate::store::{Conn, Store, outbox, staff, ticket};
use crate::vault::Vault;

/// An empty database with what one submission writes.
pub(super) struct Bare {
    house: House,
    pool: SqlitePool,
    letter: Letter,
}

impl Bare {
    /// Makes an empty database in a folder, with the settings of [`Store::open`].
    pub(super) async fn make(folder: &Path, policies: &Path) -> Result<Self, Failure> {
        let url = format!("sqlite:{}", folder.join("bare.db").display());
        let store = Store::open(&url).await?;
        let vault = Vault::new(random::bytes(), random::bytes());
        let house =
            House::new(store, vault, Clock::System, Products::read(policies)?, "http://127.0.0.1:3000", folder.join("bare-files")).await?;
        let options = SqliteConnectOptions::from_str(&url)?
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory")
            // Connections that wait for one another are what is measured, and no news.
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
        let zone = TimeZone::UTC;
        let envelope = Envelope {
            t: T(Lang::En),
            to: "bench@example.org",
            product: "HelloTalk",
            origin: "http://127.0.0.1:3000",
            zone: &zone,
            opener: None,
        };
        let letter = letter::code(&envelope, "123456", &random::token(), 10, Purpose::Open);
        Ok(Self { house, pool, letter })
    }

    /// How many transactions so many connections commit.
    pub(super) async fn run(self: &std::sync::Arc<Self>, parallel: usize) -> Result<Rate, Failure> {
        let watch = Stopwatch::start();
        let mut running = Vec::new();
        for _ in 0..parallel {
            let bare = std::sync::Arc::clone(self);
            running.push(tokio::spawn(async move {
                let mut conn = Conn::from(bare.pool.acquire().await.map_err(crate::store::StoreError::from)?);
                let mut times = Vec::new();
                while watch.elapsed() < LONGEST {
                    let one = Stopwatch::start();
                    bare.submit(&mut conn).await?;
                    times.push(one.elapsed().as_secs_f64() * 1000.0);
                }
                Ok::<_, DeskError>(times)
            }));
        }
        let mut times = Vec::new();
        for one in running {
            times.extend(one.await??);
        }
        Ok(Rate::of(parallel, times, watch.elapsed()))
    }

    async fn submit(&self, conn: &mut Conn) -> Result<(), DeskError> {
        let (house, now) = (&self.house, self.house.now());
        let product = house.products.all().next().ok_or(DeskError::NotFound)?;
        let details = Details::Deletion { categories: Vec::new(), words: "Please delete my account.".to_owned() };
        let new = ticket::Ticket {
            expires_at: now.checked_add(UNPROVED_LASTS).ok(),
            subject: Subject { email: format!("bare.{}@example.org", random::id(now)), ..Subject::default() },
            ..fresh(product, Kind::Deletion, details, now)
        };
        let (holder, hashes) = (code::cookie_hash(house, &random::token()), hashes(house, &new));
        let key = house.vault.hash("throttle code", &new.subject.email);
        conn.run("BEGIN IMMEDIATE", &[]).await?;
        staff::count_failure(conn, &key, now, now).await?;
        ticket::insert(conn, &house.vault, &new, &hashes).await?;
        clerk::note(conn, &new.id, now, "requester", "submitted", json!({"product": new.product, "kind": "deletion", "files": 0})).await?;
        code::make(house, conn, "prove", &new.id, None, &holder, now).await?;
        let mail = outgoing(Topic::Code, format!("code:{}", random::id(now)), Some(new.id.clone()), self.letter.clone(), "localhost", now);
        outbox::queue(conn, &house.vault, &mail, now).await?;
        conn.run("COMMIT", &[]).await?;
        Ok(())
    }
}

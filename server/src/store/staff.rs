//! The staff's accounts, and the throttle of the log-in.

use domain::rota::Span;
use domain::{Capability, Lang, Role, Scope};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// A member of staff as a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name that colleagues see.
    pub name: String,
    /// The address to log in with; empty once the account is closed.
    pub email: String,
}

/// A member of staff.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Identifier.
    pub id: String,
    /// What they are employed for.
    pub role: Role,
    /// The products whose tickets they have to do with.
    pub products: Scope,
    /// Whether they may open the data of children: a privacy officer has approved it.
    pub minors: bool,
    /// When that was approved (UTC).
    pub minors_at: Option<Timestamp>,
    /// Who approved it, by identifier.
    pub minors_by: Option<String>,
    /// Whether the account may be used.
    pub active: bool,
    /// When it was made (UTC).
    pub created_at: Timestamp,
    /// When it was closed (UTC).
    pub left_at: Option<Timestamp>,
    /// From when and until when they are away (UTC); the second moment no longer belongs to it.
    pub away: Option<Span>,
    /// The language in which they read the portal last.
    pub lang: Option<Lang>,
    /// How many alerts they have not seen; counted when a session is opened.
    pub alerts: i64,
    /// The hash of the password, with its parameters (PHC string).
    pub password: String,
    /// The second factor, once it is enrolled.
    pub totp: Option<Totp>,
    /// Who it is.
    pub person: Person,
}

/// An enrolled second factor (RFC 6238).
#[derive(Clone)]
pub struct Totp {
    /// The shared secret.
    pub secret: Vec<u8>,
    /// When it was enrolled (UTC).
    pub at: Timestamp,
    /// The last step whose code was used: none works twice.
    pub step: i64,
}

impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret stays out of logs.
        f.debug_struct("Totp").field("at", &self.at).finish_non_exhaustive()
    }
}

impl Staff {
    /// A new account that may be used, without a second factor yet.
    #[must_use]
    pub fn new(id: String, role: Role, products: Scope, password: String, person: Person, now: Timestamp) -> Self {
        Self {
            id,
            role,
            products,
            minors: false,
            minors_at: None,
            minors_by: None,
            active: true,
            created_at: now,
            left_at: None,
            away: None,
            lang: None,
            alerts: 0,
            password,
            totp: None,
            person,
        }
    }

    /// Whether their role allows it.
    #[must_use]
    pub const fn can(&self, capability: Capability) -> bool {
        self.role.can(capability)
    }

    /// Whether they are away at this moment.
    #[must_use]
    pub fn is_away(&self, at: Timestamp) -> bool {
        self.away.is_some_and(|away| away.covers(at))
    }

    /// Whether the product is one of theirs.
    #[must_use]
    pub fn sees(&self, product: &str) -> bool {
        self.products.has(product)
    }
}

/// Adds a member of staff.
///
/// # Errors
/// The database's; a unique violation when the address has an account.
pub async fn insert(conn: &mut Conn, vault: &Vault, staff: &Staff, now: Timestamp) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO staff (id, email_hash, role, active, created_at, password, person, products, minors_at, minors_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            &staff.id,
            vault.hash_email(&staff.person.email),
            staff.role.code(),
            staff.active,
            now,
            &staff.password,
            vault.seal_json(Place("staff.person", &staff.id), &staff.person),
            staff.products.code(),
            staff.minors_at,
            staff.minors_by.as_deref(),
        ],
    )
    .await
    .map(drop)
}

/// The active account with this address.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn by_email(conn: &mut Conn, vault: &Vault, email: &str) -> Result<Option<Staff>, StoreError> {
    conn.one("SELECT * FROM staff WHERE email_hash = $1 AND active = 1", args![vault.hash_email(email)])
        .await?
        .map(|row| read(vault, &row))
        .transpose()
}

/// Everybody.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn all(conn: &mut Conn, vault: &Vault) -> Result<Vec<Staff>, StoreError> {
    conn.all("SELECT * FROM staff ORDER BY created_at, id", &[]).await?.iter().map(|row| read(vault, row)).collect()
}

/// The active account with this identifier.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn by_id(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Staff>, StoreError> {
    conn.one("SELECT * FROM staff WHERE id = $1 AND active = 1", args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// Whether there is any account yet.
///
/// # Errors
/// The database's.
pub async fn any(conn: &mut Conn) -> Result<bool, StoreError> {
    Ok(conn.one("SELECT 1 AS one FROM staff LIMIT 1", &[]).await?.is_some())
}

/// Saves a new password hash.
///
/// # Errors
/// The database's.
pub async fn set_password(conn: &mut Conn, id: &str, password: &str) -> Result<(), StoreError> {
    conn.run("UPDATE staff SET password = $2 WHERE id = $1", args![id, password]).await.map(drop)
}

/// Anybody with this identifier, those who have left included.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn anybody(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Staff>, StoreError> {
    conn.one("SELECT * FROM staff WHERE id = $1", args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// How many active accounts of this role there are.
///
/// # Errors
/// The database's.
pub async fn count(conn: &mut Conn, role: Role) -> Result<i64, StoreError> {
    conn.one("SELECT COUNT(*) AS n FROM staff WHERE role = $1 AND active = 1", args![role.code()]).await?.map_or(Ok(0), |row| row.int("n"))
}

/// Somebody who works here, inside a write: whoever else wants to change this account waits until the transaction ends.
///
/// # Errors
/// As [`by_id`].
pub async fn hold(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Staff>, StoreError> {
    conn.run("UPDATE staff SET role = role WHERE id = $1", args![id]).await?;
    by_id(conn, vault, id).await
}

/// Holds every account until the transaction ends, so that two administrators cannot demote each other at once.
///
/// # Errors
/// The database's.
pub async fn hold_all(conn: &mut Conn) -> Result<(), StoreError> {
    conn.run("UPDATE staff SET role = role WHERE role = $1", args![Role::Administrator.code()]).await.map(drop)
}

/// Saves the role and the products. An approval for the data of children was given for the old role: it ends.
///
/// # Errors
/// The database's.
pub async fn set_role(conn: &mut Conn, id: &str, role: Role, products: &Scope) -> Result<(), StoreError> {
    conn.run(
        "UPDATE staff SET minors_at = CASE WHEN role = $2 THEN minors_at END, minors_by = CASE WHEN role = $2 THEN minors_by END, \
         role = $2, products = $3 WHERE id = $1",
        args![id, role.code(), products.code()],
    )
    .await
    .map(drop)
}

/// Saves who may open the data of children since when, and by whose approval; `None` takes it back.
///
/// # Errors
/// The database's.
pub async fn set_minors(conn: &mut Conn, id: &str, approved: Option<(Timestamp, &str)>) -> Result<(), StoreError> {
    let (at, by) = approved.unzip();
    conn.run("UPDATE staff SET minors_at = $2, minors_by = $3 WHERE id = $1", args![id, at, by]).await.map(drop)
}

/// Saves when somebody is away; `None`: not at all.
///
/// # Errors
/// The database's.
pub async fn set_away(conn: &mut Conn, id: &str, away: Option<Span>) -> Result<(), StoreError> {
    let (from, until) = away.map(|away| (away.from, away.until)).unzip();
    conn.run("UPDATE staff SET away_from = $2, away_until = $3 WHERE id = $1", args![id, from, until]).await.map(drop)
}

/// Saves the language in which somebody reads the portal.
///
/// # Errors
/// The database's.
pub async fn set_lang(conn: &mut Conn, id: &str, lang: Lang) -> Result<(), StoreError> {
    conn.run("UPDATE staff SET lang = $2 WHERE id = $1", args![id, lang.tag()]).await.map(drop)
}

/// Saves a second factor; `None` takes it away.
///
/// # Errors
/// The database's.
pub async fn set_totp(conn: &mut Conn, vault: &Vault, id: &str, totp: Option<&Totp>) -> Result<(), StoreError> {
    let sealed = totp.map(|totp| vault.seal(Place("staff.totp", id), &totp.secret));
    conn.run(
        "UPDATE staff SET totp = $2, totp_at = $3, totp_step = $4 WHERE id = $1",
        args![id, sealed, totp.map(|totp| totp.at), totp.map(|totp| totp.step)],
    )
    .await
    .map(drop)
}

/// Uses a step of the second factor up; answers whether it had not been used.
///
/// # Errors
/// The database's.
pub async fn use_step(conn: &mut Conn, id: &str, step: i64) -> Result<bool, StoreError> {
    Ok(conn.run("UPDATE staff SET totp_step = $2 WHERE id = $1 AND totp_step < $2", args![id, step]).await? == 1)
}

/// Closes an account: its name stays for the record, its address and whatever could log it in go.
///
/// # Errors
/// The database's.
pub async fn close(conn: &mut Conn, vault: &Vault, staff: &Staff, now: Timestamp) -> Result<(), StoreError> {
    let person = Person { name: staff.person.name.clone(), email: String::new() };
    conn.run(
        "UPDATE staff SET active = 0, left_at = $2, email_hash = $3, person = $4, password = '', totp = NULL, totp_at = NULL, \
         totp_step = NULL, minors_at = NULL, minors_by = NULL, away_from = NULL, away_until = NULL WHERE id = $1",
        // The column is unique: in the place of the address stands what no address is.
        args![&staff.id, now, vault.hash("staff left", &staff.id), vault.seal_json(Place("staff.person", &staff.id), &person)],
    )
    .await
    .map(drop)
}

fn read(vault: &Vault, row: &Row) -> Result<Staff, StoreError> {
    let id = row.text("id")?;
    let totp = match row.opt_bytes("totp")? {
        Some(sealed) => Some(Totp {
            secret: vault.open(Place("staff.totp", &id), &sealed)?,
            at: row.opt_moment("totp_at")?.unwrap_or(Timestamp::UNIX_EPOCH),
            step: row.opt_int("totp_step")?.unwrap_or(0),
        }),
        None => None,
    };
    let minors_at = row.opt_moment("minors_at")?;
    Ok(Staff {
        role: Role::from_code(&row.text("role")?).ok_or_else(|| StoreError::Inconsistent {
            table: "staff",
            column: "role",
            row: id.clone(),
        })?,
        products: Scope::parse(&row.text("products")?),
        minors: minors_at.is_some(),
        minors_at,
        minors_by: row.opt_text("minors_by")?,
        active: row.truth("active")?,
        created_at: row.moment("created_at")?,
        left_at: row.opt_moment("left_at")?,
        away: row.opt_moment("away_from")?.zip(row.opt_moment("away_until")?).map(|(from, until)| Span { from, until }),
        lang: row.opt_text("lang")?.and_then(|tag| Lang::from_tag(&tag)),
        alerts: 0,
        password: row.text("password")?,
        totp,
        person: vault.open_json(Place("staff.person", &id), &row.bytes("person")?)?,
        id,
    })
}

/// Until when this key is blocked, if it is.
///
/// # Errors
/// The database's.
pub async fn blocked_until(conn: &mut Conn, key: &[u8], now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    Ok(conn
        .one("SELECT blocked_until FROM throttles WHERE key = $1 AND blocked_until > $2", args![key, now])
        .await?
        .map(|row| row.opt_moment("blocked_until"))
        .transpose()?
        .flatten())
}

/// Counts a failure; answers how many there were within the window that began with the first.
///
/// # Errors
/// The database's.
pub async fn count_failure(conn: &mut Conn, key: &[u8], now: Timestamp, window_start: Timestamp) -> Result<i64, StoreError> {
    conn.one(
        "INSERT INTO throttles (key, failures, first_at) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET \
         failures = CASE WHEN throttles.first_at < $3 THEN 1 ELSE throttles.failures + 1 END, \
         first_at = CASE WHEN throttles.first_at < $3 THEN $2 ELSE throttles.first_at END RETURNING failures",
        args![key, now, window_start],
    )
    .await?
    .map_or(Ok(1), |row| row.int("failures"))
}

/// Blocks a key until a moment.
///
/// # Errors
/// The database's.
pub async fn block(conn: &mut Conn, key: &[u8], until: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE throttles SET blocked_until = $2 WHERE key = $1", args![key, until]).await.map(drop)
}

/// Forgets the failures of a key.
///
/// # Errors
/// The database's.
pub async fn forgive(conn: &mut Conn, key: &[u8]) -> Result<(), StoreError> {
    conn.run("DELETE FROM throttles WHERE key = $1", args![key]).await.map(drop)
}

/// Takes one failure back: a try that was counted before it proved right.
///
/// # Errors
/// The database's.
pub async fn forgive_one(conn: &mut Conn, key: &[u8]) -> Result<(), StoreError> {
    conn.run("UPDATE throttles SET failures = failures - 1 WHERE key = $1 AND failures > 0", args![key]).await.map(drop)
}

/// How many failures of a key there were, if they began after a moment.
///
/// # Errors
/// The database's.
pub async fn failures(conn: &mut Conn, key: &[u8], since: Timestamp) -> Result<i64, StoreError> {
    conn.one("SELECT failures FROM throttles WHERE key = $1 AND first_at >= $2", args![key, since])
        .await?
        .map_or(Ok(0), |row| row.int("failures"))
}

/// Forgets the throttles that began before a moment and block nobody any more.
///
/// # Errors
/// The database's.
pub async fn forget_throttles(conn: &mut Conn, before: Timestamp) -> Result<u64, StoreError> {
    conn.run("DELETE FROM throttles WHERE first_at < $1 AND (blocked_until IS NULL OR blocked_until < $1)", args![before]).await
}

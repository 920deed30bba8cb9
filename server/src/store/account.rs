//! Accounts of guardians, and of requesters who want one. A row is there only once its address was proved.

use domain::Lang;
use domain::typed::email;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// Who an account belongs to. Sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name by which the portal calls them.
    pub name: String,
    /// The proved address.
    pub email: String,
}

/// An address that an account had, from whose mailbox the change away from it was said to be somebody else's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Former {
    /// The change, by the identifier of its link: in the order of time.
    pub change: String,
    /// The address.
    pub email: String,
}

/// Why and since when nothing opens an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Since when (UTC).
    pub at: Timestamp,
    /// Whose mailboxes said so, the earliest change first; [`MOST_FORMER`] at most.
    pub former: Vec<Former>,
}

/// How many former addresses a frozen account keeps.
pub const MOST_FORMER: usize = 5;

impl Frozen {
    /// The same, with one more address that said so. The earliest are kept: who came first had the account longest.
    #[must_use]
    pub fn with(mut self, one: Former) -> Self {
        if !self.former.iter().any(|known| email::key(&known.email) == email::key(&one.email)) {
            self.former.push(one);
        }
        self.former.sort();
        self.former.truncate(MOST_FORMER);
        self
    }
}

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Identifier.
    pub id: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// The language of its mails.
    pub lang: Lang,
    /// The IANA zone in which it wants moments shown, if it chose one.
    pub zone: Option<String>,
    /// The hash of the password, with its parameters (PHC string).
    pub password: String,
    /// The secret of the second factor; without [`Account::totp_at`] it waits for its first code.
    pub totp: Option<Vec<u8>>,
    /// Since when the second factor is asked for.
    pub totp_at: Option<Timestamp>,
    /// The last step of time whose code was used: no earlier one works any more.
    pub totp_step: Option<i64>,
    /// While nothing opens it: why, and since when.
    pub frozen: Option<Frozen>,
    /// Who it is.
    pub person: Person,
}

impl Account {
    /// Whether a second factor is asked for.
    #[must_use]
    pub const fn has_second(&self) -> bool {
        self.totp.is_some() && self.totp_at.is_some()
    }

    /// The holder of its recovery codes, its chain of events, and the actor in them.
    #[must_use]
    pub fn stream(&self) -> String {
        stream(&self.id)
    }
}

/// The chain of an account, by its identifier.
#[must_use]
pub fn stream(id: &str) -> String {
    format!("account:{id}")
}

/// Adds an account.
///
/// # Errors
/// The database's; a unique violation when the address has one.
pub async fn insert(conn: &mut Conn, vault: &Vault, account: &Account) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO accounts (id, email_hash, created_at, lang, zone, password, person) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            &account.id,
            vault.hash_email(&account.person.email),
            account.created_at,
            account.lang.tag(),
            account.zone.as_deref(),
            &account.password,
            vault.seal_json(Place("accounts.person", &account.id), &account.person),
        ],
    )
    .await
    .map(drop)
}

/// The account with this address.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn by_email(conn: &mut Conn, vault: &Vault, email: &str) -> Result<Option<Account>, StoreError> {
    conn.one("SELECT * FROM accounts WHERE email_hash = $1", args![vault.hash_email(email)]).await?.map(|row| read(vault, &row)).transpose()
}

/// The account with this identifier.
///
/// # Errors
/// The database's, or one that cannot be opened.
pub async fn by_id(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Account>, StoreError> {
    conn.one("SELECT * FROM accounts WHERE id = $1", args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// The same inside a write: whoever else wants to change this account waits until the transaction ends.
///
/// # Errors
/// As [`by_id`].
pub async fn hold(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Account>, StoreError> {
    conn.hold(&stream(id)).await?;
    by_id(conn, vault, id).await
}

pub(super) fn read(vault: &Vault, row: &Row) -> Result<Account, StoreError> {
    let id = row.text("id")?;
    let totp = row.opt_bytes("totp")?.map(|sealed| vault.open(Place("accounts.totp", &id), &sealed)).transpose()?;
    let frozen = match row.opt_moment("frozen_at")? {
        Some(at) => {
            let former = row.opt_bytes("frozen")?.map(|sealed| vault.open_json(Place("accounts.frozen", &id), &sealed)).transpose()?;
            Some(Frozen { at, former: former.unwrap_or_default() })
        }
        None => None,
    };
    Ok(Account {
        created_at: row.moment("created_at")?,
        frozen,
        lang: Lang::from_tag(&row.text("lang")?).unwrap_or(Lang::En),
        zone: row.opt_text("zone")?,
        password: row.text("password")?,
        totp,
        totp_at: row.opt_moment("totp_at")?,
        totp_step: row.opt_int("totp_step")?,
        person: vault.open_json(Place("accounts.person", &id), &row.bytes("person")?)?,
        id,
    })
}

/// Saves a new password hash.
///
/// # Errors
/// The database's.
pub async fn set_password(conn: &mut Conn, id: &str, password: &str) -> Result<(), StoreError> {
    conn.run("UPDATE accounts SET password = $2 WHERE id = $1", args![id, password]).await.map(drop)
}

/// Saves who it is; the address by which it is found follows.
///
/// # Errors
/// The database's; a unique violation when another account has the address.
pub async fn set_person(conn: &mut Conn, vault: &Vault, id: &str, person: &Person) -> Result<(), StoreError> {
    let sealed = vault.seal_json(Place("accounts.person", id), person);
    conn.run("UPDATE accounts SET email_hash = $2, person = $3 WHERE id = $1", args![id, vault.hash_email(&person.email), sealed])
        .await
        .map(drop)
}

/// Saves the language of its mails and its zone.
///
/// # Errors
/// The database's.
pub async fn set_wishes(conn: &mut Conn, id: &str, lang: Lang, zone: Option<&str>) -> Result<(), StoreError> {
    conn.run("UPDATE accounts SET lang = $2, zone = $3 WHERE id = $1", args![id, lang.tag(), zone]).await.map(drop)
}

/// Keeps a new secret that waits for its first code; `None` takes the second factor away.
///
/// # Errors
/// The database's.
pub async fn set_totp(conn: &mut Conn, vault: &Vault, id: &str, secret: Option<&[u8]>) -> Result<(), StoreError> {
    let sealed = secret.map(|secret| vault.seal(Place("accounts.totp", id), secret));
    conn.run("UPDATE accounts SET totp = $2, totp_at = NULL, totp_step = NULL WHERE id = $1", args![id, sealed]).await.map(drop)
}

/// From now on the second factor is asked for.
///
/// # Errors
/// The database's.
pub async fn turn_on(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), StoreError> {
    conn.run("UPDATE accounts SET totp_at = $2 WHERE id = $1", args![id, now]).await.map(drop)
}

/// Uses a step of time up; answers whether nobody else had used it or a later one.
///
/// # Errors
/// The database's.
pub async fn use_step(conn: &mut Conn, id: &str, step: i64) -> Result<bool, StoreError> {
    let used = "UPDATE accounts SET totp_step = $2 WHERE id = $1 AND (totp_step IS NULL OR totp_step < $2)";
    Ok(conn.run(used, args![id, step]).await? == 1)
}

/// Nothing opens the account from now on.
///
/// # Errors
/// The database's.
pub async fn freeze(conn: &mut Conn, vault: &Vault, id: &str, frozen: &Frozen) -> Result<(), StoreError> {
    let sealed = vault.seal_json(Place("accounts.frozen", id), &frozen.former);
    conn.run("UPDATE accounts SET frozen_at = $2, frozen = $3 WHERE id = $1", args![id, frozen.at, sealed]).await.map(drop)
}

/// The account is open again.
///
/// # Errors
/// The database's.
pub async fn unfreeze(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    conn.run("UPDATE accounts SET frozen_at = NULL, frozen = NULL WHERE id = $1", args![id]).await.map(drop)
}

/// Erases an account's row.
///
/// # Errors
/// The database's.
pub async fn erase(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    conn.run("DELETE FROM accounts WHERE id = $1", args![id]).await.map(drop)
}

/// A request as an account's page lists it.
#[derive(Debug, Clone)]
pub struct Held {
    /// The ticket's identifier.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// The product's slug.
    pub product: String,
    /// The kind's code.
    pub kind: String,
    /// The state's code.
    pub state: String,
    /// When it came.
    pub received_at: Timestamp,
    /// When it is due by the clock that governs; `None`: none runs.
    pub due_at: Option<Timestamp>,
}

/// What makes a ticket an account's: its own, or one of no account whose address was proved and is the account's proved address. What
/// a guardian asked for is never found by an address: whoever has it next would be shown a child.
const OWN: &str = "(account_id = $1 OR (account_id IS NULL AND authority_id IS NULL AND email_hash = $2 AND proved_at IS NOT NULL)) AND kind NOT IN ('report', 'guardian_authority', \
     'child_account') AND state <> 'duplicate' AND pseudonymised_at IS NULL";

/// The requests of an account, the newest first; two hundred at most.
///
/// # Errors
/// The database's.
pub async fn requests(conn: &mut Conn, vault: &Vault, account: &Account) -> Result<Vec<Held>, StoreError> {
    let sql = format!(
        "SELECT id, reference, product, kind, state, received_at, stopped_at, governing, promise_due_at, law_due_at FROM tickets \
         WHERE {OWN} ORDER BY received_at DESC, id DESC LIMIT 200"
    );
    conn.all_built(sql, args![&account.id, vault.hash_email(&account.person.email)])
        .await?
        .iter()
        .map(|row| {
            let open = row.opt_moment("stopped_at")?.is_none();
            let due = match row.opt_text("governing")?.as_deref() {
                Some("promise") => row.opt_moment("promise_due_at")?,
                Some("law") => row.opt_moment("law_due_at")?,
                _ => None,
            };
            Ok(Held {
                id: row.text("id")?,
                reference: row.text("reference")?,
                product: row.text("product")?,
                kind: row.text("kind")?,
                state: row.text("state")?,
                received_at: row.moment("received_at")?,
                due_at: due.filter(|_| open),
            })
        })
        .collect()
}

/// The identifier of the account's request with this reference.
///
/// # Errors
/// The database's.
pub async fn request(conn: &mut Conn, vault: &Vault, account: &Account, reference: &str) -> Result<Option<String>, StoreError> {
    let sql = format!("SELECT id FROM tickets WHERE {OWN} AND reference = $3");
    conn.all_built(sql, args![&account.id, vault.hash_email(&account.person.email), reference])
        .await?
        .first()
        .map(|row| row.text("id"))
        .transpose()
}

/// Notes that a ticket is this account's.
///
/// # Errors
/// The database's.
pub async fn own_request(conn: &mut Conn, id: &str, ticket: &str) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET account_id = $1 WHERE id = $2", args![id, ticket]).await.map(drop)
}

/// The account's tickets stand for themselves from now on.
///
/// # Errors
/// The database's.
pub async fn disown_requests(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    conn.run("UPDATE tickets SET account_id = NULL WHERE account_id = $1", args![id]).await.map(drop)
}

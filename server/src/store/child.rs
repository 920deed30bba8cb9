//! Children, as one guardian tells of them. Two guardians of one child have a row each, and the same `child_key`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault};

/// A child as a guardian tells of it. Personal: sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildPerson {
    /// What the guardian calls the child on these pages: a first name or anything else.
    pub name: String,
    /// What the product knows the child by: the ID that the app shows.
    pub app_id: String,
    /// The address of the child's account, if it has one and it was told.
    pub email: Option<String>,
    /// The day of birth, as `2015-03-09`.
    pub birth: String,
}

/// A child in one guardian's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// Identifier.
    pub id: String,
    /// The guardian's account.
    pub account_id: String,
    /// The pack's slug.
    pub product: String,
    /// Where the child lives.
    pub country: String,
    /// The keyed hash of the child's account: the same for every guardian of it.
    pub child_key: Vec<u8>,
    /// When the guardian added it.
    pub created_at: Timestamp,
    /// Who it is.
    pub person: ChildPerson,
}

const PERSON: &str = "children.person";

/// Adds a child.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, vault: &Vault, child: &Child) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO children (id, account_id, product, country, child_key, email_hash, created_at, person) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            &child.id,
            &child.account_id,
            &child.product,
            &child.country,
            child.child_key.as_slice(),
            child.person.email.as_deref().map(|email| vault.hash_email(email)),
            child.created_at,
            vault.seal_json(Place(PERSON, &child.id), &child.person),
        ],
    )
    .await
    .map(drop)
}

/// The children of an account, oldest first.
///
/// # Errors
/// The database's, or a row that cannot be opened.
pub async fn of_account(conn: &mut Conn, vault: &Vault, account: &str) -> Result<Vec<Child>, StoreError> {
    conn.all("SELECT * FROM children WHERE account_id = $1 ORDER BY created_at, id", args![account])
        .await?
        .iter()
        .map(|row| read(vault, row))
        .collect()
}

/// One child of this account; nobody else's.
///
/// # Errors
/// The database's, or a row that cannot be opened.
pub async fn of_guardian(conn: &mut Conn, vault: &Vault, account: &str, id: &str) -> Result<Option<Child>, StoreError> {
    conn.one("SELECT * FROM children WHERE id = $1 AND account_id = $2", args![id, account]).await?.map(|row| read(vault, &row)).transpose()
}

/// The child with this identifier, for desks that have checked who asks.
///
/// # Errors
/// The database's, or a row that cannot be opened.
pub async fn by_id(conn: &mut Conn, vault: &Vault, id: &str) -> Result<Option<Child>, StoreError> {
    conn.one("SELECT * FROM children WHERE id = $1", args![id]).await?.map(|row| read(vault, &row)).transpose()
}

/// Takes the person out of a child's row: its account was erased. The row stays for the authorities that name it.
///
/// # Errors
/// The database's.
pub async fn erase(conn: &mut Conn, vault: &Vault, id: &str) -> Result<(), StoreError> {
    let nobody = ChildPerson { name: String::new(), app_id: String::new(), email: None, birth: String::new() };
    conn.run("UPDATE children SET email_hash = NULL, person = $2 WHERE id = $1", args![id, vault.seal_json(Place(PERSON, id), &nobody)])
        .await
        .map(drop)
}

fn read(vault: &Vault, row: &Row) -> Result<Child, StoreError> {
    let id = row.text("id")?;
    Ok(Child {
        account_id: row.text("account_id")?,
        product: row.text("product")?,
        country: row.text("country")?,
        child_key: row.bytes("child_key")?,
        created_at: row.moment("created_at")?,
        person: vault.open_json(Place(PERSON, &id), &row.bytes("person")?)?,
        id,
    })
}

//! Verifiable parental consent: given, joined by the child where the law wants both, withdrawn, ended. Codes and moments alone.

use jiff::Timestamp;

use super::{Conn, Row, StoreError};
use crate::args;

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Identifier.
    pub id: String,
    /// The receipt's reference.
    pub reference: String,
    /// The pack's slug.
    pub product: String,
    /// The child's country.
    pub country: String,
    /// The child, in the guardian's account.
    pub child_id: String,
    /// The child's key, by which the product finds it.
    pub child_key: Vec<u8>,
    /// The authority that it rests on.
    pub authority_id: String,
    /// The guardian's account.
    pub account_id: String,
    /// `awaiting_child`, `given`, `withdrawn` or `ended`.
    pub state: String,
    /// The methods by which the guardian was verified.
    pub method: String,
    /// What it covers: `account`, `ai`, separated by spaces.
    pub scope: String,
    /// The rule: the policy's section and the country's law.
    pub rule: String,
    /// The policy's version that was shown.
    pub policy_version: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// When the child agreed, where both must.
    pub child_agreed_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// When it ends by itself: the child consents alone from then on.
    pub ends_at: Timestamp,
    /// It was given while the authority was held back: its guardian sees it, and nobody else, until the authority goes on.
    pub held: bool,
}

/// Adds a consent.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, new: &Consent) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO consents (id, reference, product, country, child_id, child_key, authority_id, account_id, state, method, scope, rule, \
         policy_version, given_at, child_agreed_at, withdrawn_at, ends_at, held) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        args![
            &new.id,
            &new.reference,
            &new.product,
            &new.country,
            &new.child_id,
            new.child_key.as_slice(),
            &new.authority_id,
            &new.account_id,
            &new.state,
            &new.method,
            &new.scope,
            &new.rule,
            &new.policy_version,
            new.given_at,
            new.child_agreed_at,
            new.withdrawn_at,
            new.ends_at,
            new.held,
        ],
    )
    .await
    .map(drop)
}

/// The consents of an account, newest first.
///
/// # Errors
/// The database's.
pub async fn of_account(conn: &mut Conn, account: &str) -> Result<Vec<Consent>, StoreError> {
    conn.all("SELECT * FROM consents WHERE account_id = $1 ORDER BY given_at DESC, id DESC", args![account])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The consents for the account of a child, newest first: whoever gave them, save for those of an authority that is held back.
///
/// # Errors
/// The database's.
pub async fn of_child(conn: &mut Conn, child_key: &[u8]) -> Result<Vec<Consent>, StoreError> {
    conn.all("SELECT * FROM consents WHERE child_key = $1 AND held = 0 ORDER BY given_at DESC, id DESC", args![child_key])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// One consent of this account; nobody else's.
///
/// # Errors
/// The database's.
pub async fn of_guardian(conn: &mut Conn, account: &str, id: &str) -> Result<Option<Consent>, StoreError> {
    conn.one("SELECT * FROM consents WHERE id = $1 AND account_id = $2", args![id, account]).await?.map(|row| read(&row)).transpose()
}

/// The consent that waits for this child to agree.
///
/// # Errors
/// The database's.
pub async fn awaiting(conn: &mut Conn, authority: &str) -> Result<Option<Consent>, StoreError> {
    conn.one("SELECT * FROM consents WHERE authority_id = $1 AND state = 'awaiting_child' ORDER BY given_at DESC LIMIT 1", args![authority])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// The child agrees; answers whether that was awaited.
///
/// # Errors
/// The database's.
pub async fn agree(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn
        .run("UPDATE consents SET state = 'given', child_agreed_at = $2 WHERE id = $1 AND state = 'awaiting_child'", args![id, now])
        .await?
        == 1)
}

/// Withdraws a consent; answers whether it stood.
///
/// # Errors
/// The database's.
pub async fn withdraw(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(conn
        .run(
            "UPDATE consents SET state = 'withdrawn', withdrawn_at = $2 WHERE id = $1 AND state IN ('awaiting_child', 'given')",
            args![id, now],
        )
        .await?
        == 1)
}

/// Lets the consents count that were given while this authority was held back; returns those that do from now on.
///
/// # Errors
/// The database's.
pub async fn release(conn: &mut Conn, authority: &str) -> Result<Vec<Consent>, StoreError> {
    conn.all("UPDATE consents SET held = 0 WHERE authority_id = $1 AND held = 1 RETURNING *", args![authority])
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Withdraws every consent that rests on an authority that is no more.
///
/// # Errors
/// The database's.
pub async fn withdraw_of(conn: &mut Conn, authority: &str, now: Timestamp) -> Result<u64, StoreError> {
    conn.run(
        "UPDATE consents SET state = 'withdrawn', withdrawn_at = $2 WHERE authority_id = $1 AND state IN ('awaiting_child', 'given')",
        args![authority, now],
    )
    .await
}

/// Whether any consent has come to its end and does not say so yet.
///
/// # Errors
/// The database's.
pub async fn any_over(conn: &mut Conn, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM consents WHERE ends_at <= $1 AND state IN ('awaiting_child', 'given') LIMIT 1";
    Ok(conn.one(sql, args![now]).await?.is_some())
}

/// Ends the consents whose child has come of the age to consent alone; answers how many.
///
/// # Errors
/// The database's.
pub async fn end(conn: &mut Conn, now: Timestamp) -> Result<u64, StoreError> {
    conn.run("UPDATE consents SET state = 'ended' WHERE ends_at <= $1 AND state IN ('awaiting_child', 'given')", args![now]).await
}

fn read(row: &Row) -> Result<Consent, StoreError> {
    Ok(Consent {
        id: row.text("id")?,
        reference: row.text("reference")?,
        product: row.text("product")?,
        country: row.text("country")?,
        child_id: row.text("child_id")?,
        child_key: row.bytes("child_key")?,
        authority_id: row.text("authority_id")?,
        account_id: row.text("account_id")?,
        state: row.text("state")?,
        method: row.text("method")?,
        scope: row.text("scope")?,
        rule: row.text("rule")?,
        policy_version: row.text("policy_version")?,
        given_at: row.moment("given_at")?,
        child_agreed_at: row.opt_moment("child_agreed_at")?,
        withdrawn_at: row.opt_moment("withdrawn_at")?,
        ends_at: row.moment("ends_at")?,
        held: row.truth("held")?,
    })
}

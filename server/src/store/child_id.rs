//! The IDs of the children's accounts that anything here hangs on: each once, sealed, under the key that flags, guardians, consents and
//! tickets name it by. A key begins with the byte of the form that made it ([`AppIdRule::form`]), so that the keys of an older rule are
//! found and made anew ([`crate::desk::rekey`]). Beside it stands a keyed hash of what the ID looks like, for near spellings.
//!
//! [`AppIdRule::form`]: domain::typed::AppIdRule::form

use domain::pack::Pack;
use domain::typed::AppIdRule;

use super::flag::{self, ChildFlag};
use super::{Conn, Row, StoreError};
use crate::args;
use crate::vault::{Place, Vault, hex};

const APP_ID: &str = "child_ids.app_id";

/// How many bytes a key has: the form's, and a keyed hash's.
const KEY: i64 = 33;

/// Every table that names a child by its key.
const NAMED_IN: [&str; 5] = ["children", "authorities", "consents", "child_flags", "tickets"];

/// The key of a child's account of a product, however its ID is written: the same for every guardian of it.
#[must_use]
pub fn key(vault: &Vault, product: &Pack, app_id: &str) -> Vec<u8> {
    headed(product.app_id.form(), vault.hash("child", &format!("{}|{}", product.slug, product.app_id.canonical(app_id))))
}

/// The keyed hash of what an ID looks like: the same for IDs that an eye takes for one another.
fn near(vault: &Vault, product: &Pack, app_id: &str) -> Vec<u8> {
    headed(product.app_id.form(), vault.hash("child near", &format!("{}|{}", product.slug, product.app_id.skeleton(app_id))))
}

/// The keyed hash by which whatever names an account of a product is found.
#[must_use]
pub fn account(vault: &Vault, product: &str, rule: &AppIdRule, app_id: &str) -> Vec<u8> {
    headed(rule.form(), vault.hash_app_id(product, &rule.canonical(app_id)))
}

/// A hash with the byte of its form before it.
fn headed(form: u8, hash: Vec<u8>) -> Vec<u8> {
    [vec![form], hash].concat()
}

/// Keeps a child's ID, if it is not there yet; returns its key.
///
/// # Errors
/// The database's.
pub async fn keep(conn: &mut Conn, vault: &Vault, product: &Pack, app_id: &str) -> Result<Vec<u8>, StoreError> {
    let key = key(vault, product, app_id);
    put(conn, vault, product, app_id, &key).await?;
    Ok(key)
}

/// The values of a row of `child_ids`, in the order `child_key, product, near, app_id`.
fn values(vault: &Vault, product: &Pack, app_id: &str, key: &[u8]) -> Vec<super::Arg> {
    let sealed = vault.seal(Place(APP_ID, &hex(key)), app_id.as_bytes());
    args![key, &product.slug, near(vault, product, app_id), sealed].to_vec()
}

async fn put(conn: &mut Conn, vault: &Vault, product: &Pack, app_id: &str, key: &[u8]) -> Result<bool, StoreError> {
    let put = conn
        .run(
            "INSERT INTO child_ids (child_key, product, near, app_id) VALUES ($1, $2, $3, $4) ON CONFLICT (child_key) DO NOTHING",
            &values(vault, product, app_id, key),
        )
        .await?;
    Ok(put == 1)
}

/// A standing flag over a child whose ID looks like another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// That child's ID, as it was written.
    pub app_id: String,
    /// The flag.
    pub flag: ChildFlag,
}

/// The flags that stand over children of the same product whose IDs look like this one's, and are not it.
///
/// # Errors
/// The database's, or a row that cannot be opened.
pub async fn near_flags(conn: &mut Conn, vault: &Vault, key: &[u8]) -> Result<Vec<Near>, StoreError> {
    conn.all(
        "SELECT child_flags.*, other.child_key AS other_key, other.app_id AS app_id FROM child_ids own \
         JOIN child_ids other ON other.near = own.near AND other.child_key <> own.child_key \
         JOIN child_flags ON child_flags.child_key = other.child_key AND child_flags.lifted_at IS NULL \
         WHERE own.child_key = $1 ORDER BY child_flags.set_at DESC, child_flags.id LIMIT 50",
        args![key],
    )
    .await?
    .iter()
    .map(|row| Ok(Near { app_id: open(vault, row, "other_key")?, flag: flag::read(vault, row)? }))
    .collect()
}

fn open(vault: &Vault, row: &Row, key: &str) -> Result<String, StoreError> {
    let plain = vault.open(Place(APP_ID, &hex(&row.bytes(key)?)), &row.bytes("app_id")?)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// Lets go of the IDs that nothing hangs on any more; returns how many.
///
/// # Errors
/// The database's.
pub async fn forget(conn: &mut Conn) -> Result<u64, StoreError> {
    let free: Vec<_> =
        NAMED_IN.iter().map(|table| format!("NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.child_key = child_ids.child_key)")).collect();
    conn.run_built(format!("DELETE FROM child_ids WHERE {}", free.join(" AND ")), &[]).await
}

/// The keys of a product that another form than this has made, in their order from behind `after` on: at most so many.
///
/// # Errors
/// The database's.
pub async fn old_keys(conn: &mut Conn, product: &str, form: u8, after: &[u8], most: i64) -> Result<Vec<Vec<u8>>, StoreError> {
    conn.all(
        "SELECT child_key FROM child_ids WHERE product = $1 AND (length(child_key) <> $2 OR substr(child_key, 1, 1) <> $3) \
         AND child_key > $4 ORDER BY child_key LIMIT $5",
        args![product, KEY, &[form][..], after, most],
    )
    .await?
    .iter()
    .map(|row| row.bytes("child_key"))
    .collect()
}

/// The rows of a table (`children` or `tickets`) of a product whose key has no ID here: their identifiers and keys, from behind `after`
/// on, at most so many.
///
/// # Errors
/// The database's.
pub async fn unkept(
    conn: &mut Conn,
    table: &'static str,
    product: &str,
    after: &str,
    most: i64,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let sql = format!(
        "SELECT id, child_key FROM {table} WHERE product = $1 AND id > $2 AND child_key IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM child_ids WHERE child_ids.child_key = {table}.child_key) ORDER BY id LIMIT $3"
    );
    conn.all_built(sql, args![product, after, most]).await?.iter().map(|row| Ok((row.text("id")?, row.bytes("child_key")?))).collect()
}

/// Keeps an ID under a key that there is already.
///
/// # Errors
/// The database's.
pub async fn adopt(conn: &mut Conn, vault: &Vault, product: &Pack, app_id: &str, key: &[u8]) -> Result<(), StoreError> {
    put(conn, vault, product, app_id, key).await.map(drop)
}

/// Makes one key anew, everywhere. Returns the new one and whether it was another child's already, whose the two now are; `None` when
/// there is no such key any more.
///
/// # Errors
/// The database's, or an ID that cannot be opened.
pub async fn renew(conn: &mut Conn, vault: &Vault, product: &Pack, old: &[u8]) -> Result<Option<(Vec<u8>, bool)>, StoreError> {
    let Some(row) = conn.one("SELECT child_key, app_id FROM child_ids WHERE child_key = $1", args![old]).await? else { return Ok(None) };
    let app_id = open(vault, &row, "child_key")?;
    let new = key(vault, product, &app_id);
    conn.run("DELETE FROM child_ids WHERE child_key = $1", args![old]).await?;
    let joined = !put(conn, vault, product, &app_id, &new).await?;
    for table in NAMED_IN {
        conn.run_built(format!("UPDATE {table} SET child_key = $2 WHERE child_key = $1"), args![old, new.as_slice()]).await?;
    }
    Ok(Some((new, joined)))
}

fn setting(product: &str) -> String {
    format!("id-form:{product}")
}

/// The form by which every ID of a product was made canonical when a start last looked; `None`: none has.
///
/// # Errors
/// The database's.
pub async fn form(conn: &mut Conn, product: &str) -> Result<Option<u8>, StoreError> {
    let row = conn.one("SELECT value FROM settings WHERE key = $1", args![setting(product)]).await?;
    Ok(row.map(|row| row.bytes("value")).transpose()?.and_then(|value| value.first().copied()))
}

/// Notes that every ID of a product has this form.
///
/// # Errors
/// The database's.
pub async fn set_form(conn: &mut Conn, product: &str, form: u8) -> Result<(), StoreError> {
    conn.run(
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        args![setting(product), &[form][..]],
    )
    .await
    .map(drop)
}

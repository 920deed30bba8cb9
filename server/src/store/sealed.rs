//! The one list of sealed columns. What rotates keys goes through it; a test walks the schema, so that no column is forgotten.

use super::{Conn, StoreError};
use crate::args;
use crate::vault::{FORM_ONE, FORM_RING, hex};

/// How the rows of a table are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKey {
    /// By a text, which is also the row's name in a place.
    Text(&'static str),
    /// By a hash; the row's name in a place is [`hex`] of it.
    Hash(&'static str),
}

/// A sealed column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name of the places in which its fields are sealed: table and column.
    pub place: &'static str,
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The key of its rows.
    pub key: RowKey,
    /// Which rows are sealed, where not all are: SQL over the row.
    pub only: Option<&'static str>,
}

const fn by_id(place: &'static str, table: &'static str, column: &'static str) -> Column {
    Column { place, table, column, key: RowKey::Text("id"), only: None }
}

/// Every sealed column of the schema.
pub const COLUMNS: [Column; 21] = [
    by_id("tickets.subject", "tickets", "subject"),
    by_id("tickets.details", "tickets", "details"),
    by_id("messages.body", "messages", "body"),
    by_id("reports.body", "reports", "body"),
    by_id("outcomes.body", "outcomes", "body"),
    by_id("files.name", "files", "name"),
    by_id("files.key", "files", "key"),
    by_id("staff.person", "staff", "person"),
    by_id("staff.totp", "staff", "totp"),
    Column { place: "invites.email", table: "invites", column: "email", key: RowKey::Hash("token_hash"), only: None },
    by_id("accounts.person", "accounts", "person"),
    by_id("accounts.totp", "accounts", "totp"),
    by_id("accounts.frozen", "accounts", "frozen"),
    by_id("children.person", "children", "person"),
    by_id("child_flags.body", "child_flags", "body"),
    Column { place: "child_ids.app_id", table: "child_ids", column: "app_id", key: RowKey::Hash("child_key"), only: None },
    by_id("looks.note", "looks", "note"),
    by_id("codes.secret", "codes", "secret"),
    by_id("outbox.payload", "outbox", "payload"),
    by_id("sessions.label", "sessions", "label"),
    // The other settings are no secrets.
    Column { place: "settings.value", table: "settings", column: "value", key: RowKey::Text("key"), only: Some("key = 'key-check'") },
];

/// Every other column of bytes: hashes, which no field key has made.
pub const HASHES: [(&str, &str); 37] = [
    ("codes", "used_by"),
    ("tickets", "email_hash"),
    ("tickets", "app_id_hash"),
    ("tickets", "same_hash"),
    ("tickets", "child_key"),
    ("reports", "email_hash"),
    ("files", "sha256"),
    ("events", "prev"),
    ("events", "hash"),
    ("heads", "hash"),
    ("seals", "prev"),
    ("seals", "hash"),
    ("seals", "mac"),
    ("sealed_heads", "hash"),
    ("sealed_looks", "mac"),
    ("record_end", "hash"),
    ("record_end", "mac"),
    ("looks", "mac"),
    ("codes", "holder"),
    ("codes", "code_hash"),
    ("codes", "link_hash"),
    ("sessions", "token_hash"),
    ("staff", "email_hash"),
    ("invites", "token_hash"),
    ("throttles", "key"),
    ("known_devices", "token_hash"),
    ("accounts", "email_hash"),
    ("recovery_codes", "code_hash"),
    ("children", "child_key"),
    ("children", "email_hash"),
    ("authorities", "child_key"),
    ("child_flags", "child_key"),
    ("consents", "child_key"),
    ("child_ids", "child_key"),
    ("child_ids", "near"),
    ("api_tokens", "token_hash"),
    // sqlx's own record of what it has migrated.
    ("_sqlx_migrations", "checksum"),
];

/// A field that another key than the active one has sealed.
#[derive(Debug, Clone)]
pub struct Old {
    /// The row's name in its place.
    pub row: String,
    /// What stands there.
    pub field: Vec<u8>,
    key: KeyValue,
}

#[derive(Debug, Clone)]
enum KeyValue {
    Text(String),
    Hash(Vec<u8>),
}

/// Where the reading of a column goes on.
#[derive(Debug, Clone)]
pub struct After(KeyValue);

impl Column {
    const fn key(&self) -> &'static str {
        match self.key {
            RowKey::Text(key) | RowKey::Hash(key) => key,
        }
    }

    fn filter(&self) -> String {
        self.only.map(|only| format!(" AND {only}")).unwrap_or_default()
    }

    /// At most so many fields that are not sealed with this key, in the order of their rows, from behind `after` on.
    ///
    /// # Errors
    /// The database's.
    pub async fn old(&self, conn: &mut Conn, active: u16, after: Option<&After>, most: i64) -> Result<Vec<Old>, StoreError> {
        let (key, column, table, only) = (self.key(), self.column, self.table, self.filter());
        let begun = if after.is_some() { format!(" AND {key} > $3") } else { String::new() };
        let sql = format!(
            "SELECT {key} AS row_key, {column} AS field FROM {table} WHERE {column} IS NOT NULL AND substr({column}, 1, 3) <> $1{only}{begun} \
             ORDER BY {key} LIMIT $2"
        );
        let head = head(active);
        let rows = match after {
            None => conn.all_built(sql, args![head, most]).await?,
            Some(After(KeyValue::Text(text))) => conn.all_built(sql, args![head, most, text]).await?,
            Some(After(KeyValue::Hash(hash))) => conn.all_built(sql, args![head, most, hash.as_slice()]).await?,
        };
        rows.iter()
            .map(|row| {
                let key = match self.key {
                    RowKey::Text(_) => KeyValue::Text(row.text("row_key")?),
                    RowKey::Hash(_) => KeyValue::Hash(row.bytes("row_key")?),
                };
                let name = match &key {
                    KeyValue::Text(text) => text.clone(),
                    KeyValue::Hash(hash) => hex(hash),
                };
                Ok(Old { row: name, field: row.bytes("field")?, key })
            })
            .collect()
    }

    /// Puts a field that was sealed again in the place of what was read; answers whether that still stood there.
    ///
    /// # Errors
    /// The database's.
    pub async fn replace(&self, conn: &mut Conn, old: &Old, new: Vec<u8>) -> Result<bool, StoreError> {
        let (key, column, table) = (self.key(), self.column, self.table);
        let sql = format!("UPDATE {table} SET {column} = $3 WHERE {key} = $1 AND {column} = $2");
        let touched = match &old.key {
            KeyValue::Text(text) => conn.run_built(sql, args![text, old.field.as_slice(), new]).await?,
            KeyValue::Hash(hash) => conn.run_built(sql, args![hash.as_slice(), old.field.as_slice(), new]).await?,
        };
        Ok(touched == 1)
    }

    /// How many fields are sealed with each key: its id and the number.
    ///
    /// # Errors
    /// The database's.
    pub async fn count(&self, conn: &mut Conn) -> Result<Vec<(u16, i64)>, StoreError> {
        let (column, table, only) = (self.column, self.table, self.filter());
        let sql = format!(
            "SELECT head, COUNT(*) AS fields FROM (SELECT CASE WHEN substr({column}, 1, 1) = $1 THEN $1 ELSE substr({column}, 1, 3) END AS head \
             FROM {table} WHERE {column} IS NOT NULL{only}) AS heads GROUP BY head"
        );
        let rows = conn.all_built(sql, args![&[FORM_ONE][..]]).await?;
        rows.iter()
            .map(|row| {
                let head = row.bytes("head")?;
                let id = crate::vault::key_of(&head).ok_or_else(|| StoreError::Inconsistent {
                    table: self.table,
                    column: self.column,
                    row: hex(&head),
                })?;
                Ok((id, row.int("fields")?))
            })
            .collect()
    }
}

impl Old {
    /// From behind this row on.
    #[must_use]
    pub fn after(&self) -> After {
        After(self.key.clone())
    }
}

/// How a field begins that this key has sealed in today's form.
fn head(key: u16) -> Vec<u8> {
    let [high, low] = key.to_be_bytes();
    vec![FORM_RING, high, low]
}

//! Guardians' authorities: claimed, decided, ended. Codes and moments alone; who it is stands in the child's and the account's rows.

use domain::guardian::{AuthorityState, Ends, Fact, Facts, Gap, Right, Scope};
use jiff::Timestamp;

use super::{Arg, Conn, Row, StoreError};
use crate::args;

/// A guardian's authority over one child's data of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Identifier.
    pub id: String,
    /// The child, in this guardian's account.
    pub child_id: String,
    /// The guardian's account.
    pub account_id: String,
    /// The child's key, which other guardians share.
    pub child_key: Vec<u8>,
    /// The ticket in which it was decided.
    pub ticket_id: Option<String>,
    /// The pack's slug.
    pub product: String,
    /// Where the child lives: decides the ages and the methods.
    pub country: String,
    /// One of [`domain::guardian::RELATIONS`].
    pub relation: String,
    /// Where it stands.
    pub state: AuthorityState,
    /// Counts its changes.
    pub version: i64,
    /// The codes of the methods by which it was proved, or is to be.
    pub methods: Vec<String>,
    /// The facts that were proved.
    pub facts: Facts,
    /// What it was granted for.
    pub scope: Scope,
    /// The rule that applies: the policy's section, and the country's law.
    pub rule: String,
    /// When the guardian declared that nothing limits it.
    pub declared_at: Timestamp,
    /// When the code from the child's app or address came back.
    pub code_proved_at: Option<Timestamp>,
    /// When it was granted.
    pub granted_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// By which member of staff.
    pub decided_by: Option<String>,
    /// When the policy's rights and the right to consent end.
    pub ends: Ends,
    /// When it ended before that, or did.
    pub ended_at: Option<Timestamp>,
    /// Why it was refused, suspended or ended: a code.
    pub reason: Option<String>,
}

impl Authority {
    /// Whether staff have found that the address which the guardian told is the one of the child's account in the product. Until
    /// then it may be anybody's, the guardian's own second mailbox among them: it proves nothing, and no child is written to there.
    #[must_use]
    pub fn address_confirmed(&self) -> bool {
        self.methods.iter().any(|method| method == "child_address")
    }

    /// Whether it carries a right at a moment.
    ///
    /// # Errors
    /// The gap that stands in the way.
    pub fn carries(&self, right: Right, now: Timestamp) -> Result<(), Gap> {
        self.ends.carries(self.state, &self.scope, right, now)
    }

    /// Where it stands as far as its guardian is told. That it is held back is not theirs to know: it would tell on the child, or on
    /// whoever spoke for it. Nothing is done for it all the same; only what the guardian sees stays as it was.
    #[must_use]
    pub const fn shown(&self) -> AuthorityState {
        match self.state {
            AuthorityState::Suspended if self.granted_at.is_some() => AuthorityState::Granted,
            AuthorityState::Suspended => AuthorityState::Pending,
            state => state,
        }
    }

    /// The same as [`Authority::carries`], as far as its guardian is told.
    ///
    /// # Errors
    /// The gap that stands in the way.
    pub fn seems_to_carry(&self, right: Right, now: Timestamp) -> Result<(), Gap> {
        self.ends.carries(self.shown(), &self.scope, right, now)
    }
}

/// The columns of a row, in the order of [`values`].
pub(super) const COLUMNS: &str = "id, child_id, account_id, child_key, ticket_id, product, country, relation, state, version, methods, facts, scope, \
    rule, declared_at, code_proved_at, granted_at, decided_at, decided_by, rights_end_at, consent_ends_at, ended_at, reason";

/// The values of [`COLUMNS`].
pub(super) fn values(new: &Authority) -> Vec<Arg> {
    args![
        &new.id,
        &new.child_id,
        &new.account_id,
        new.child_key.as_slice(),
        new.ticket_id.as_deref(),
        &new.product,
        &new.country,
        &new.relation,
        new.state.code(),
        new.version,
        new.methods.join(" "),
        facts_text(&new.facts),
        new.scope.to_text(),
        &new.rule,
        new.declared_at,
        new.code_proved_at,
        new.granted_at,
        new.decided_at,
        new.decided_by.as_deref(),
        new.ends.rights,
        new.ends.consent,
        new.ended_at,
        new.reason.as_deref(),
    ]
    .to_vec()
}

/// Adds an authority.
///
/// # Errors
/// The database's.
pub async fn insert(conn: &mut Conn, new: &Authority) -> Result<(), StoreError> {
    conn.run_built(
        format!(
            "INSERT INTO authorities ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
             $18, $19, $20, $21, $22, $23)"
        ),
        &values(new),
    )
    .await
    .map(drop)
}

/// Saves what may change, if nobody has saved since it was read; answers whether it was saved.
///
/// # Errors
/// The database's.
pub async fn save(conn: &mut Conn, one: &mut Authority) -> Result<bool, StoreError> {
    let saved = conn
        .run(
            "UPDATE authorities SET version = version + 1, state = $3, methods = $4, facts = $5, scope = $6, code_proved_at = $7, \
             granted_at = $8, decided_at = $9, decided_by = $10, ended_at = $11, reason = $12, ticket_id = $13 \
             WHERE id = $1 AND version = $2",
            args![
                &one.id,
                one.version,
                one.state.code(),
                one.methods.join(" "),
                facts_text(&one.facts),
                one.scope.to_text(),
                one.code_proved_at,
                one.granted_at,
                one.decided_at,
                one.decided_by.as_deref(),
                one.ended_at,
                one.reason.as_deref(),
                one.ticket_id.as_deref(),
            ],
        )
        .await?;
    if saved == 1 {
        one.version += 1;
    }
    Ok(saved == 1)
}

/// The authority with this identifier, for desks that have checked who asks.
///
/// # Errors
/// The database's.
pub async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Authority>, StoreError> {
    conn.one("SELECT * FROM authorities WHERE id = $1", args![id]).await?.map(|row| read(&row)).transpose()
}

/// The same, held until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn lock(conn: &mut Conn, id: &str) -> Result<Option<Authority>, StoreError> {
    let sql = conn.pick("SELECT * FROM authorities WHERE id = $1", "SELECT * FROM authorities WHERE id = $1 FOR UPDATE");
    conn.one(sql, args![id]).await?.map(|row| read(&row)).transpose()
}

/// The authority that a ticket decides.
///
/// # Errors
/// The database's.
pub async fn of_ticket(conn: &mut Conn, ticket: &str) -> Result<Option<Authority>, StoreError> {
    conn.one("SELECT * FROM authorities WHERE ticket_id = $1", args![ticket]).await?.map(|row| read(&row)).transpose()
}

/// The newest authority of this account over this child.
///
/// # Errors
/// The database's.
pub async fn newest(conn: &mut Conn, account: &str, child: &str) -> Result<Option<Authority>, StoreError> {
    conn.one(
        "SELECT * FROM authorities WHERE account_id = $1 AND child_id = $2 ORDER BY declared_at DESC, id DESC LIMIT 1",
        args![account, child],
    )
    .await?
    .map(|row| read(&row))
    .transpose()
}

/// The identifiers of an account's authorities over one child that are held back.
///
/// # Errors
/// The database's.
pub async fn suspended(conn: &mut Conn, child_key: &[u8], account: &str) -> Result<Vec<String>, StoreError> {
    conn.all("SELECT id FROM authorities WHERE child_key = $1 AND account_id = $2 AND state = 'suspended'", args![child_key, account])
        .await?
        .iter()
        .map(|row| row.text("id"))
        .collect()
}

/// All authorities of an account.
///
/// # Errors
/// The database's.
pub async fn of_account(conn: &mut Conn, account: &str) -> Result<Vec<Authority>, StoreError> {
    conn.all("SELECT * FROM authorities WHERE account_id = $1 ORDER BY declared_at, id", args![account]).await?.iter().map(read).collect()
}

/// The granted authorities of other accounts over the same child.
///
/// # Errors
/// The database's.
pub async fn others(conn: &mut Conn, child_key: &[u8], account: &str) -> Result<Vec<Authority>, StoreError> {
    conn.all(
        "SELECT * FROM authorities WHERE child_key = $1 AND account_id <> $2 AND state = 'granted' ORDER BY declared_at, id",
        args![child_key, account],
    )
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Identifiers of authorities whose rights have all ended by now, the one to consent among them, and that do not say so yet.
///
/// # Errors
/// The database's.
pub async fn ids_over(conn: &mut Conn, now: Timestamp) -> Result<Vec<String>, StoreError> {
    conn.all(
        "SELECT id FROM authorities WHERE state IN ('pending', 'granted', 'suspended') AND rights_end_at <= $1 \
         AND (consent_ends_at IS NULL OR consent_ends_at <= $1) ORDER BY rights_end_at LIMIT 100",
        args![now],
    )
    .await?
    .iter()
    .map(|row| row.text("id"))
    .collect()
}

fn facts_text(facts: &Facts) -> String {
    facts.0.iter().map(|fact| fact.code()).collect::<Vec<_>>().join(" ")
}

fn read(row: &Row) -> Result<Authority, StoreError> {
    let id = row.text("id")?;
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    Ok(Authority {
        child_id: row.text("child_id")?,
        account_id: row.text("account_id")?,
        child_key: row.bytes("child_key")?,
        ticket_id: row.opt_text("ticket_id")?,
        product: row.text("product")?,
        country: row.text("country")?,
        relation: row.text("relation")?,
        state: AuthorityState::from_code(&row.text("state")?).ok_or_else(|| StoreError::Inconsistent {
            table: "authorities",
            column: "state",
            row: id.clone(),
        })?,
        version: row.int("version")?,
        methods: words(row.text("methods")?),
        facts: Facts(row.text("facts")?.split_whitespace().filter_map(Fact::from_code).collect()),
        scope: Scope::parse(&row.text("scope")?),
        rule: row.text("rule")?,
        declared_at: row.moment("declared_at")?,
        code_proved_at: row.opt_moment("code_proved_at")?,
        granted_at: row.opt_moment("granted_at")?,
        decided_at: row.opt_moment("decided_at")?,
        decided_by: row.opt_text("decided_by")?,
        ends: Ends { rights: row.moment("rights_end_at")?, consent: row.opt_moment("consent_ends_at")? },
        ended_at: row.opt_moment("ended_at")?,
        reason: row.opt_text("reason")?,
        id,
    })
}

//! Reading the whole record again. Everything is read in pages, so that a record of any length needs the same memory.

use jiff::SignedDuration;

use super::{chains, looks, outcomes, seals};
use crate::store::{Conn, StoreError};
use crate::vault::{Vault, hex};

/// So many findings are told one by one; the others are counted.
pub const TOLD: usize = 1000;

/// How much older than the newest seal an event or a look may be that no seal holds: the jobs seal every few seconds.
pub const UNSEALED: SignedDuration = SignedDuration::from_mins(10);

/// Something that the record shows to have been tampered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where: a stream and a place in it, a seal, a look, or an outcome.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// What a verification saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many events were read.
    pub events: u64,
    /// How many chains.
    pub streams: u64,
    /// How many seals.
    pub seals: u64,
    /// How many looks of the staff.
    pub looks: u64,
    /// How many outcomes were compared with their events.
    pub outcomes: u64,
    /// How many chains have moved since the last seal. A portal at work seals them within seconds.
    pub unsealed: u64,
    /// The hash of the last seal, in hexadecimal: the head of the global chain, which can be published.
    pub head: String,
    /// How many things are wrong; 0: the record is whole.
    pub found: u64,
    /// What is wrong, the first [`TOLD`] of it.
    pub findings: Vec<Finding>,
}

impl Verified {
    /// Notes what is wrong somewhere.
    pub fn wrong(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.found += 1;
        if self.findings.len() < TOLD {
            self.findings.push(Finding { place: place.into(), what: what.into() });
        }
    }
}

/// Reads the whole record again and checks every link: of each chain, of each chain with its head, of the seals, of the seals with the
/// chains and with their end, that the portal's key has written the seals, that each ticket has its chain, that each chain has its ticket
/// or says at its end that it was erased, that each outcome is what its event says, and that each look is there. All of it as it stood at
/// one point in time: the portal may go on writing. It writes nothing.
///
/// Each of `heads` (the hash of a seal in hexadecimal, kept elsewhere since) must be among the seals.
///
/// # Errors
/// The database's. A record that was tampered with is no error but findings.
pub async fn verify(conn: &mut Conn, vault: &Vault, heads: &[String]) -> Result<Verified, StoreError> {
    conn.begin_snapshot().await?;
    // With an error the connection is closed, and its snapshot with it.
    let seen = verify_now(conn, vault, heads).await?;
    conn.end_snapshot().await?;
    Ok(seen)
}

async fn verify_now(conn: &mut Conn, vault: &Vault, heads: &[String]) -> Result<Verified, StoreError> {
    let mut seen = Verified::default();
    let last = seals::verify(conn, vault, &mut seen, heads).await?;
    seen.head = hex(&last.hash);
    // What is older than this should be in a seal.
    let due = last.at - UNSEALED.as_millis() as i64;
    chains::verify(conn, vault, &mut seen).await?;
    chains::verify_heads(conn, &mut seen, due).await?;
    chains::verify_tickets(conn, &mut seen).await?;
    outcomes::verify_lone(conn, &mut seen).await?;
    looks::verify(conn, vault, &mut seen, due).await?;
    Ok(seen)
}

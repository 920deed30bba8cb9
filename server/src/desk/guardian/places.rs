//! A second look behind the agent's: what would tell a guardian who lives apart where the child is, or anything of the other
//! guardian, is refused as soon as it is uploaded. Text, JSON and the texts inside an archive can be read; for pictures and PDF the
//! agent's own ticks stand.

use std::io::{Cursor, Read as _};

use domain::Reference;
use domain::guardian::{Trace, traces};
use futures_util::TryStreamExt as _;

use crate::desk::access::Errand;
use crate::desk::agent::AgentDesk;
use crate::desk::upload::{self, Upload};
use crate::desk::{DeskError, Fields};
use crate::house::House;
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, account, authority, flag};

/// The most bytes of one text inside an archive that are looked at.
const MOST_TEXT: u64 = 20_000_000;

impl AgentDesk {
    /// Refuses files for a guardian's ticket that hold a place, or something of another guardian, where flags say that it stays
    /// out. `field` is the form's field of the files. The files were settled, and are not yet recorded.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with what was found; the store's and the file system's.
    pub(in crate::desk) async fn refuse_places(&self, reference: &str, uploads: &[Upload], field: &str) -> Result<(), DeskError> {
        let house = &self.house;
        let reference = Reference::parse(reference).map_err(|_| DeskError::NotFound)?;
        let mut conn = house.store.read().await?;
        let Some(id) = ticket::id_by_reference(&mut conn, reference.as_str()).await? else { return Ok(()) };
        let Some(ticket) = ticket::by_id(&mut conn, &house.vault, &id).await? else { return Ok(()) };
        let Some(key) = ticket.ties.child_key.as_deref().filter(|_| ticket.ties.authority_id.is_some()) else { return Ok(()) };
        if self.check(&mut conn, &ticket, Errand::Work, house.now()).await.is_err() {
            return Ok(()); // The act itself says what it says to everybody who may not.
        }
        if !flag::standing(&mut conn, &house.vault, key).await?.hides_place() {
            return Ok(());
        }
        let others = words_of_others(house, &mut conn, &ticket, key).await?;
        drop(conn);
        for one in uploads {
            for text in texts(house, one).await? {
                if let Some(found) = traces(&text, &others).first() {
                    return Err(Fields::one(
                        field,
                        match found {
                            Trace::Network => "place_network",
                            Trace::Position => "place_position",
                            Trace::OtherGuardian => "place_other_guardian",
                        },
                    ));
                }
            }
        }
        Ok(())
    }
}

/// What the other guardians of the same child are called and written to.
async fn words_of_others(house: &House, conn: &mut Conn, ticket: &Ticket, key: &[u8]) -> Result<Vec<String>, DeskError> {
    let mut words = Vec::new();
    let own = ticket.ties.account_id.as_deref().unwrap_or_default();
    for other in authority::others(conn, key, own).await? {
        if let Some(account) = account::by_id(conn, &house.vault, &other.account_id).await? {
            words.extend([account.person.name, account.person.email]);
        }
    }
    Ok(words)
}

/// The texts of a file, as far as it has any.
async fn texts(house: &House, one: &Upload) -> Result<Vec<String>, DeskError> {
    match one.mime.as_str() {
        "text/plain" | "application/json" => Ok(vec![String::from_utf8_lossy(&bytes(house, one).await?).into_owned()]),
        "application/zip" => {
            let all = bytes(house, one).await?;
            let mut found = Vec::new();
            // It was looked into when it was received: an archive that cannot be read was refused then.
            let mut archive = zip::ZipArchive::new(Cursor::new(all)).map_err(std::io::Error::other)?;
            for index in 0..archive.len() {
                let entry = archive.by_index(index).map_err(std::io::Error::other)?;
                let mut text = Vec::new();
                entry.take(MOST_TEXT).read_to_end(&mut text)?;
                if let Ok(text) = String::from_utf8(text) {
                    found.push(text);
                }
            }
            Ok(found)
        }
        _ => Ok(Vec::new()),
    }
}

async fn bytes(house: &House, one: &Upload) -> Result<Vec<u8>, DeskError> {
    let pieces: Vec<bytes::Bytes> = upload::read(house, &one.as_file()).await?.try_collect().await?;
    Ok(pieces.concat())
}

//! The looks of the staff: each was written by the portal's key, and each that a seal holds is there, or went with its ticket.

use super::verify::Verified;
use crate::args;
use crate::store::look::mark_of;
use crate::store::{Conn, StoreError};
use crate::vault::{Vault, same};

/// How many looks are read at a time.
const PAGE: i64 = 500;

/// Walks the looks. Those after `due` (Unix time in milliseconds) may wait for their seal.
pub(super) async fn verify(conn: &mut Conn, vault: &Vault, seen: &mut Verified, due: i64) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let rows = conn
            .all(
                "SELECT looks.*, sealed_looks.mac AS sealed_mac FROM looks LEFT JOIN sealed_looks ON sealed_looks.look = looks.id \
                 WHERE looks.id > $1 ORDER BY looks.id LIMIT $2",
                args![&after, PAGE],
            )
            .await?;
        for row in &rows {
            let (id, mac) = (row.text("id")?, row.bytes("mac")?);
            let what = match (mark_of(vault, row)?, row.opt_bytes("sealed_mac")?) {
                (Some(real), _) if !same(&real, &mac) => Some("altered or put in: the portal's key has not written it"),
                (None, _) => Some("altered: its note cannot be opened"),
                (_, Some(sealed)) if !same(&sealed, &mac) => Some("replaced: its seal holds another"),
                (_, None) if row.truth("sealed")? || row.int("at")? < due => Some("no seal holds it"),
                _ => None,
            };
            if let Some(what) = what {
                seen.wrong(format!("look {id}"), what);
            }
            seen.looks += u64::from(id != after);
            after = id;
        }
        if rows.len() < PAGE as usize {
            break;
        }
    }
    for row in conn
        .all(
            "SELECT look, seal FROM sealed_looks WHERE NOT EXISTS (SELECT 1 FROM looks WHERE looks.id = sealed_looks.look) \
             AND NOT EXISTS (SELECT 1 FROM heads JOIN events ON events.stream = heads.stream AND events.seq = heads.seq \
             WHERE heads.stream = 'ticket:' || sealed_looks.ticket_id AND events.kind = 'erased') ORDER BY seal, look LIMIT 100",
            &[],
        )
        .await?
    {
        seen.wrong(format!("look {}", row.text("look")?), format!("missing, but seal {} holds it", row.int("seal")?));
    }
    Ok(())
}

//! `habeas audit verify`: reads the whole record again, and says where it was tampered with.

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, Places, print};
use crate::desk::upload;
use crate::house::House;
use crate::store::Store;
use crate::store::file;
use crate::store::record::{self, Verified};
use crate::vault::Vault;

/// The record.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Checks every chain of events, the outcomes, the looks of the staff, the seals, and that they fit; then the pages of an SQLite database,
    /// and each file's bytes against what its row says. Ends with 1 if anything does not fit.
    /// It needs the key file, whose key has written the seals, and changes nothing.
    ///
    /// Events, outcomes or looks that were changed or taken away are found, and so are seals that were; what was put in is found once a
    /// seal holds what came before it. What is appended to a chain before the next seal is not. Somebody who puts the
    /// whole database back to an earlier state, seals and all, is found by a head that was kept elsewhere: give it with --head.
    Verify {
        #[command(flatten)]
        places: Places,
        /// A head that an earlier run or the portal's log has printed: a seal with this hash must be there. May be given several times.
        #[arg(long, value_name = "HASH", value_parser = hash)]
        head: Vec<String>,
        /// Leaves the files alone: for a copy of the database without them.
        #[arg(long)]
        no_files: bool,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
}

fn hash(text: &str) -> Result<String, String> {
    let whole = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if whole { Ok(text.to_ascii_lowercase()) } else { Err("must be the 64 hexadecimal digits of a head".to_owned()) }
}

impl Audit {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let Self::Verify { places, head, no_files, json } = self;
        let (store, vault) = open(&places).await?;
        let mut seen = record::verify(&mut store.read().await?, &vault, &head).await?;
        if let Some(damage) = store.read().await?.integrity().await? {
            seen.wrong("the database", damage);
        }
        let files = if no_files { None } else { Some(files(&store, &vault, &places.data.join("files"), &mut seen).await?) };
        print(&if json { as_json(&seen, files)? } else { as_text(&seen, files) })?;
        Ok(if seen.found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Reads each file that should be there; returns how many.
async fn files(store: &Store, vault: &Vault, folder: &Path, seen: &mut Verified) -> Result<u64, Failure> {
    let (mut count, mut after) = (0, String::new());
    loop {
        let page = file::page(&mut store.read().await?, vault, &after).await?;
        let Some(last) = page.last() else { return Ok(count) };
        after.clone_from(&last.id);
        for file in &page {
            count += 1;
            if let Some(damage) = upload::damage(folder, vault, file).await {
                seen.wrong(format!("file {}", file.id), damage);
            }
        }
    }
}

/// The database and its keys. Without them whoever can write the database can write a record that fits, so that nothing is checked at all.
async fn open(places: &Places) -> Result<(Store, Vault), Failure> {
    let keys = places.keys();
    // First, for whoever looks in the wrong folder: there both are missing.
    if places.file().is_none_or(|file| file.exists()) && !keys.exists() {
        return Err(format!(
            "the key file {} is not there: the record can be verified with it alone, since its key has written the seals. Say --keys",
            keys.display()
        )
        .into());
    }
    let store = places.store().await?;
    let vault = Vault::open_or_make(&keys)?;
    // With the wrong keys everything would look like tampering.
    House::keys_fit(&store, &vault).await?;
    Ok((store, vault))
}

fn as_json(seen: &Verified, files: Option<u64>) -> Result<String, Failure> {
    let findings: Vec<_> = seen.findings.iter().map(|finding| serde_json::json!({"place": finding.place, "what": finding.what})).collect();
    let whole = serde_json::json!({
        "events": seen.events, "chains": seen.streams, "seals": seen.seals, "looks": seen.looks, "outcomes": seen.outcomes,
        "unsealed": seen.unsealed, "head": seen.head, "files": files, "found": seen.found, "findings": findings
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&whole)?))
}

fn as_text(seen: &Verified, files: Option<u64>) -> String {
    let mut text: String = seen.findings.iter().map(|finding| format!("{}: {}\n", finding.place, finding.what)).collect();
    let more = seen.found.saturating_sub(seen.findings.len() as u64);
    if more > 0 {
        text.push_str(&format!("… and {more} more\n"));
    }
    text.push_str(&format!(
        "{} events in {} chains, {} outcomes, {} looks, {} seals, head {}\n",
        seen.events, seen.streams, seen.outcomes, seen.looks, seen.seals, seen.head
    ));
    if let Some(files) = files {
        text.push_str(&format!("{files} files\n"));
    }
    if seen.unsealed > 0 {
        text.push_str(&format!("{} chains have moved since the last seal: a portal that runs seals them within seconds.\n", seen.unsealed));
    }
    text.push_str(if seen.found == 0 { "The record is whole.\n" } else { "The record was tampered with.\n" });
    text
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use jiff::Timestamp;

    use super::*;
    use crate::testing::{Database, house, policies, write_keys};

    #[tokio::test]
    async fn without_its_keys_a_record_is_not_verified() {
        let test = house(Database::Sqlite, "2026-03-02T02:00:00Z".parse::<Timestamp>().unwrap()).await;
        let places = Places { data: test.folder.clone(), database: Some(test.url.clone()), policies: policies(), keys: None };
        let refused = open(&places).await.unwrap_err().to_string();
        assert!(refused.contains("keys.toml is not there"), "{refused}");
        assert!(!places.keys().exists(), "and no keys are made");
        let write = |field: [u8; 32]| {
            let text = format!("field = \"{}\"\nlookup = \"{}\"\n", STANDARD.encode(field), STANDARD.encode([9; 32]));
            write_keys(&places.keys(), &text);
        };
        write([8; 32]);
        assert!(open(&places).await.is_err(), "with another database's keys everything would look tampered with");
        write([7; 32]);
        let (store, vault) = open(&places).await.unwrap();
        let seen = record::verify(&mut store.read().await.unwrap(), &vault, &[]).await.unwrap();
        assert!(as_text(&seen, Some(0)).ends_with("The record is whole.\n"));
        assert!(as_json(&seen, None).unwrap().contains("\"found\": 0"));
    }

    #[test]
    fn a_head_is_a_hash() {
        assert_eq!(hash(&"AB".repeat(32)), Ok("ab".repeat(32)));
        for wrong in ["", "ab", &"x".repeat(64), &"a".repeat(65)] {
            assert!(hash(wrong).is_err(), "{wrong}");
        }
    }
}

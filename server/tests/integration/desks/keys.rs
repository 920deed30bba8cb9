//! The keys: rotated while portals run, cut off and gone on with, retired. And what lies on the disk meanwhile.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::TryStreamExt as _;
use jiff::SignedDuration;
use server::args;
use server::desk::keys::{self, KeysError};
use server::desk::upload;
use server::house::House;
use server::jobs;
use server::store::sealed::{COLUMNS, HASHES};
use server::store::{Store, event};
use server::testing::write_keys;
use server::vault::{Place, Vault, VaultError};

use crate::on_both;
use crate::support::forms::{correction, deletion, denied, question, report};
use crate::support::story::Story;

/// The story's own keys, in a file.
fn key_file(story: &Story) -> PathBuf {
    let file = story.test.folder.join("keys.toml");
    if !file.exists() {
        let text = format!("field = \"{}\"\nlookup = \"{}\"\n", STANDARD.encode([7; 32]), STANDARD.encode([9; 32]));
        write_keys(&file, &text);
    }
    file
}

/// Another house beside the story's own, with the key file: a portal, or the command line.
async fn house(story: &Story) -> House {
    let store = Store::open(&story.test.url).await.unwrap();
    let (files, products) = ((*story.files).clone(), (*story.products).clone());
    House::new(store, Vault::open_or_make(&key_file(story)).unwrap(), story.clock.clone(), products, &story.origin, files).await.unwrap()
}

/// The bytes of a file as a download gets them.
async fn bytes(house: &House, ticket: &str, id: &str) -> Vec<u8> {
    let mut conn = house.store.read().await.unwrap();
    let file = server::store::file::of_ticket(&mut conn, &house.vault, ticket, id).await.unwrap().unwrap();
    drop(conn);
    let pieces: Vec<bytes::Bytes> = upload::read(house, &file).await.unwrap().try_collect().await.unwrap();
    pieces.concat()
}

/// How many fields each key has sealed.
async fn counts(house: &House) -> Vec<(u16, i64)> {
    keys::list(house).await.unwrap().into_iter().map(|(id, _, fields)| (id, fields)).collect()
}

/// Whether these bytes lie anywhere under a folder.
fn lies_under(folder: &Path, words: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            lies_under(&path, words)
        } else {
            std::fs::read(path).unwrap().windows(words.len()).any(|window| window == words)
        }
    })
}

on_both!(every_column_of_bytes_is_a_sealed_one_or_a_hash, |story| {
    let sql = match story.store.name() {
        "sqlite" => {
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
             AND upper(c.type) = 'BLOB' ORDER BY 1, 2"
        }
        _ => {
            "SELECT CAST(table_name AS TEXT) AS t, CAST(column_name AS TEXT) AS c FROM information_schema.columns \
             WHERE table_schema = 'public' AND data_type = 'bytea' ORDER BY 1, 2"
        }
    };
    let rows = story.store.read().await.unwrap().all(sql, &[]).await.unwrap();
    let found: Vec<(String, String)> = rows.iter().map(|row| (row.text("t").unwrap(), row.text("c").unwrap())).collect();
    let sealed = COLUMNS.iter().map(|column| (column.table, column.column));
    let mut told: Vec<(String, String)> = sealed.chain(HASHES).map(|(table, column)| (table.to_owned(), column.to_owned())).collect();
    told.sort();
    assert_eq!(found, told, "left: the schema; right: store/sealed.rs. A new column belongs into one of its two lists");
    for column in &COLUMNS {
        assert_eq!(column.place, format!("{}.{}", column.table, column.column));
    }
});

on_both!(keys_are_rotated_while_portals_run, |story| {
    let (running, tool) = (house(&story).await, house(&story).await);
    let picture = server::testing::samples::png();
    let file = story.received("proof.png", "image/png", &picture);
    let id = file.id.clone();
    let proved = story.prove_with(correction("mika@example.org"), vec![file]).await;
    let ada = story.hire("Ada", "agent").await;
    let seen = story.seen(&proved.reference).await;
    story.agent(&ada).ask(&proved.reference, seen, question(5)).await.unwrap();
    story.report(report("user1", Some("noor@example.org"))).await;
    let before = counts(&tool).await;
    assert!(before.len() == 1 && before[0].1 > 10, "{before:?}");

    assert_eq!(keys::rotate(&tool).await.unwrap(), 1);
    // A portal that has not noticed goes on with the old key.
    assert_eq!(running.vault.active(), 0);
    server::desk::intake::submit(&running, deletion("late@example.org"), vec![]).await.unwrap();
    let done = keys::reseal(&tool).await.unwrap();
    assert!(done.total() >= u64::try_from(before[0].1).unwrap() && done.broken.is_empty(), "{done:?}");
    for place in [
        "tickets.subject",
        "tickets.details",
        "messages.body",
        "reports.body",
        "files.name",
        "files.key",
        "staff.person",
        "outbox.payload",
        "settings.value",
    ] {
        assert!(done.fields[place] > 0, "{place}");
    }
    assert!(matches!(counts(&tool).await.as_slice(), [(0, 0), (1, all)] if *all > before[0].1));

    // It meets a field of the new key, and knows it at once; a job would have found it too.
    assert_eq!(running.agent(&ada).view(&proved.reference).await.unwrap().reference, proved.reference);
    assert_eq!(running.vault.active(), 1);
    let ticket =
        server::store::ticket::id_by_reference(&mut running.store.read().await.unwrap(), &proved.reference).await.unwrap().unwrap();
    assert_eq!(bytes(&running, &ticket, &id).await, picture);
    server::desk::intake::submit(&running, deletion("later@example.org"), vec![]).await.unwrap();
    assert_eq!(counts(&tool).await[0], (0, 0));
    // The story's own vault has the old key alone.
    assert!(matches!(
        server::store::ticket::by_id(&mut story.store.read().await.unwrap(), &story.vault, &ticket).await,
        Err(server::store::StoreError::Vault(VaultError::UnknownKey("tickets.subject", 1)))
    ));

    assert!(matches!(keys::retire(&tool, 0).await, Err(KeysError::Vault(VaultError::TooSoon(_)))));
    assert!(matches!(keys::retire(&tool, 1).await, Err(KeysError::Vault(VaultError::Active(1)))));
    story.minutes(11);
    keys::retire(&tool, 0).await.unwrap();
    assert!(jobs::run_once(&running).await.unwrap() > 0);
    assert_eq!(running.vault.keys().len(), 1);
    assert_eq!(bytes(&running, &ticket, &id).await, picture);
    let again = house(&story).await;
    assert_eq!(again.vault.active(), 1, "a start with the retired ring finds its check");
    let events = event::list(&mut story.store.read().await.unwrap(), "house").await.unwrap();
    for kind in ["keys_rotated", "keys_resealed", "key_retired"] {
        assert_eq!(events.iter().filter(|event| event.kind == kind).count(), 1, "{kind}");
    }
    let seen = server::desk::record::verify(&running, &[]).await.unwrap();
    assert!(seen.findings.is_empty(), "{:?}", seen.findings);
});

on_both!(a_portal_that_is_busy_loses_nothing, |story| {
    let (running, tool) = (house(&story).await, house(&story).await);
    for at in 0..10 {
        server::desk::intake::submit(&running, deletion(&format!("early{at}@example.org")), vec![]).await.unwrap();
    }
    keys::rotate(&tool).await.unwrap();
    let writes = async {
        for at in 0..30 {
            server::desk::intake::submit(&running, deletion(&format!("person{at}@example.org")), vec![]).await.unwrap();
            if at == 15 {
                jobs::run_once(&running).await.unwrap();
            }
        }
    };
    let (done, ()) = tokio::join!(keys::reseal(&tool), writes);
    let after = keys::reseal(&tool).await.unwrap();
    assert!(done.unwrap().broken.is_empty() && after.broken.is_empty());
    assert_eq!(counts(&tool).await[0], (0, 0));
    let ids = tool.store.read().await.unwrap().all("SELECT id FROM tickets", &[]).await.unwrap();
    assert_eq!(ids.len(), 40);
    for row in ids {
        let id = row.text("id").unwrap();
        let ticket = server::store::ticket::by_id(&mut running.store.read().await.unwrap(), &running.vault, &id).await.unwrap().unwrap();
        assert!(ticket.subject.email.ends_with("@example.org"));
    }
});

on_both!(a_key_that_is_needed_stays, |story| {
    let (running, tool) = (house(&story).await, house(&story).await);
    keys::rotate(&tool).await.unwrap();
    // Cut off before anything was sealed again.
    story.minutes(11);
    match keys::retire(&tool, 0).await {
        Err(KeysError::Needed(0, what)) => assert!(what.contains("of settings.value"), "{what}"),
        other => panic!("{other:?}"),
    }
    // Gone on with by another process; and once more, with nothing left to do.
    let resumed = house(&story).await;
    assert!(keys::reseal(&resumed).await.unwrap().total() > 0);
    assert_eq!(keys::reseal(&resumed).await.unwrap(), keys::Resealed::default());
    keys::retire(&tool, 0).await.unwrap();
    running.vault.refresh().unwrap();
    assert!(matches!(keys::retire(&running, 9).await, Err(KeysError::Vault(VaultError::NoSuchKey(9)))));
});

on_both!(what_changes_meanwhile_is_not_overwritten, |story| {
    let tool = house(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let ticket = story.ticket(&proved.reference).await;
    keys::rotate(&tool).await.unwrap();
    let column = COLUMNS.iter().find(|column| column.place == "tickets.details").unwrap();
    let batch = column.old(&mut tool.store.read().await.unwrap(), 1, None, 100).await.unwrap();
    let old = batch.into_iter().find(|old| old.row == ticket.id).unwrap();
    let newer = story.vault.seal(Place("tickets.details", &ticket.id), b"changed by a portal");
    story.tamper("UPDATE tickets SET details = $2 WHERE id = $1", args![&ticket.id, newer.clone()]).await;
    let new = tool.vault.reseal(Place("tickets.details", &ticket.id), &old.field).unwrap().unwrap();
    let replaced = tool.store.write(move |conn| Box::pin(async move { column.replace(conn, &old, new).await })).await;
    assert!(!replaced.unwrap(), "it is not what was read any more");
    keys::reseal(&tool).await.unwrap();
    let row = story.store.read().await.unwrap().one("SELECT details FROM tickets WHERE id = $1", args![&ticket.id]).await.unwrap().unwrap();
    let opened = tool.vault.open(Place("tickets.details", &ticket.id), &row.bytes("details").unwrap()).unwrap();
    assert_eq!(opened, b"changed by a portal");
});

on_both!(a_field_that_no_key_opens_is_named_and_left, |story| {
    let tool = house(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let ticket = story.ticket(&proved.reference).await;
    let strange = Vault::new([1; 32], [1; 32]).seal(Place("tickets.details", &ticket.id), b"?");
    story.tamper("UPDATE tickets SET details = $2 WHERE id = $1", args![&ticket.id, strange]).await;
    keys::rotate(&tool).await.unwrap();
    let done = keys::reseal(&tool).await.unwrap();
    assert_eq!(done.broken, [("tickets.details", ticket.id.clone())]);
    assert!(done.total() > 0, "the others are sealed again");
    story.minutes(11);
    assert!(matches!(keys::retire(&tool, 0).await, Err(KeysError::Needed(0, _))));
});

on_both!(files_of_before_they_were_sealed_are_still_read, |story| {
    let file = story.received("proof.txt", "text/plain", b"words");
    let id = file.id.clone();
    let proved = story.prove_with(correction("mika@example.org"), vec![file]).await;
    let ticket = story.ticket(&proved.reference).await.id;
    assert_eq!(bytes(&story, &ticket, &id).await, b"words");
    let large: Vec<u8> = (0..200_000_u32).map(|at| (at / 7) as u8).collect();
    std::fs::write(upload::place(&story.files, &id), &large).unwrap();
    story.tamper("UPDATE files SET key = NULL WHERE id = $1", args![&id]).await;
    assert_eq!(bytes(&story, &ticket, &id).await, large);
});

on_both!(a_file_that_was_tampered_with_is_not_sent, |story| {
    let large: Vec<u8> = (0..200_000_u32).map(|at| (at / 7) as u8).collect();
    let (a, b) = (story.received("a.txt", "text/plain", &large), story.received("b.txt", "text/plain", &large));
    let (a_id, b_id) = (a.id.clone(), b.id.clone());
    let proved = story.prove_with(correction("mika@example.org"), vec![a, b]).await;
    let ticket = story.ticket(&proved.reference).await.id;
    assert_eq!(bytes(&story, &ticket, &a_id).await, large);
    let path = upload::place(&story.files, &a_id);
    let (mine, other) = (std::fs::read(&path).unwrap(), std::fs::read(upload::place(&story.files, &b_id)).unwrap());
    let files = server::store::file::list(&mut story.store.read().await.unwrap(), &story.vault, &ticket).await.unwrap();
    let row = files.into_iter().find(|file| file.id == a_id).unwrap();
    for wrong in [other, mine[..70_000].to_vec(), mine[..20 + 65_552].to_vec(), mine[..10].to_vec(), Vec::new()] {
        std::fs::write(&path, &wrong).unwrap();
        let got = match upload::read(&story, &row).await {
            Ok(pieces) => pieces.try_collect::<Vec<_>>().await.map(|_| ()),
            Err(_) => continue,
        };
        assert!(got.is_err(), "{} bytes", wrong.len());
    }
});

on_both!(nothing_that_was_uploaded_lies_in_the_clear, |story| {
    let words = b"passport number E12345678 of Mika";
    let file = story.received("mikas-passport.txt", "text/plain", &words.repeat(5000));
    let id = file.id.clone();
    assert!(!lies_under(&story.test.folder, words), "not even while it waits");
    let proved = story.prove_with(correction("mika@example.org"), vec![file]).await;
    story.store.settle().await.unwrap();
    assert!(story.is_there(&id));
    for words in [&words[..], b"mikas-passport", b"mika@example.org"] {
        assert!(!lies_under(&story.test.folder, words), "{words:?}");
    }
    let ada = story.agent_named("Ada").await;
    ada.close(&proved.reference, story.seen(&proved.reference).await, denied()).await.unwrap();
    story.work().await;
    assert!(!story.is_there(&id));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files WHERE key IS NOT NULL").await, 0, "the key is gone with the bytes");
});

on_both!(one_request_keeps_only_so_much, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let desk = story.desk(&proved).await;
    let file = story.received("a.txt", "text/plain", b"words");
    let id = file.id.clone();
    desk.write("Here it is.", vec![file]).await.unwrap();
    story.tamper("UPDATE files SET size = $2 WHERE id = $1", args![&id, upload::MAX_STORED - 5]).await;
    let five = story.received("b.txt", "text/plain", b"12345");
    desk.write("As much as fits.", vec![five]).await.unwrap();
    let more = story.received("c.txt", "text/plain", b"1");
    let lost = more.id.clone();
    let refused = crate::support::story::wrong(desk.write("Too much.", vec![more]).await);
    assert_eq!(refused, [("files".to_owned(), "file_too_much")]);
    assert!(!story.is_there(&lost), "and it is gone");
    desk.write("Words are always taken.", vec![]).await.unwrap();
    story.tamper("UPDATE files SET destroyed_at = 1 WHERE id = $1", args![&id]).await;
    let more = story.received("d.txt", "text/plain", b"1");
    desk.write("There is room again.", vec![more]).await.unwrap();
});

on_both!(bytes_that_no_row_knows_are_swept, |story| {
    let file = story.received("proof.txt", "text/plain", b"words");
    let id = file.id.clone();
    story.prove_with(correction("mika@example.org"), vec![file]).await;
    let lost = upload::place(&story.files, "0123456789abcdefghjkmnpqrs");
    std::fs::create_dir_all(lost.parent().unwrap()).unwrap();
    std::fs::write(&lost, b"left by a crash").unwrap();
    let now = |story: &Story| {
        let since: std::time::SystemTime = story.now().into();
        for path in [&lost, &upload::place(&story.files, &id)] {
            std::fs::File::options().write(true).open(path).unwrap().set_modified(since).unwrap();
        }
    };
    now(&story);
    story.pass(SignedDuration::from_hours(23));
    assert_eq!(jobs::sweep(&story).await.unwrap(), 0, "a transaction may be under way");
    story.pass(SignedDuration::from_hours(2));
    assert_eq!(jobs::sweep(&story).await.unwrap(), 1);
    assert!(!lost.exists() && story.is_there(&id));
    assert_eq!(jobs::sweep(&story).await.unwrap(), 0);
});

on_both!(another_databases_files_are_not_swept, |story| {
    for at in 0..21 {
        let path = upload::place(&story.files, &format!("0123456789abcdefghjkmnpq{at:02}"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, b"words").unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(story.now().into()).unwrap();
    }
    story.pass(SignedDuration::from_hours(48));
    assert_eq!(jobs::sweep(&story).await.unwrap(), 0);
});

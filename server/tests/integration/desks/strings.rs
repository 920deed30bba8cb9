//! `strings` over everything that is left behind: no address, no name, no ID and no word of a long story stands in the database, its
//! log, its backups or the files, however it might be written there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Match};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::request::Details;
use server::desk::report::NewReport;
use server::testing::Database;
use sqlx::Row as _;

use crate::support::consents;
use crate::support::forms::{correction, decision, deletion, denied, question, report, without_email};
use crate::support::story::{MONDAY, Story};

/// What the people of the story are called, write and send. Nobody else would: a find is theirs.
const WORDS: [&str; 22] = [
    "quiltwhistle@fernhollow.example",
    "quiltwhistle",
    "fernhollow",
    "brindlewick@marshgate.example",
    "brindlewick",
    "marshgate",
    "tansyrook@copperlane.example",
    "tansyrook",
    "copperlane",
    "zephyrquill_41",
    "oxbowkid_12",
    "thistledown",
    "gobbledegook",
    "hollyhock",
    "snickersnee",
    "whiffling",
    "uffish",
    "galumphing",
    "borogoves",
    "calloohcallay",
    "brillig",
    "toveswabe",
];

/// A long story: requests, reports, messages, files, staff, accounts, a guardian's consent, mails that were sent and mails that wait.
async fn tell(story: &Story) {
    let ada = story.agent_named("Brillig").await;
    story.account_of("tansyrook@copperlane.example").await;
    let mut new = without_email("zephyrquill_41", correction("quiltwhistle@fernhollow.example"));
    new.details = Details::Correction {
        category: "profile".into(),
        says: "thistledown".into(),
        should_say: "gobbledegook".into(),
        words: "hollyhock".into(),
    };
    let file = story.received("snickersnee.png", "image/png", b"\x89PNG\r\n\x1a\n whiffling through the picture");
    let proved = story.prove_with(new, vec![file]).await;
    let reference = proved.reference.as_str();
    ada.claim(reference, 0).await.unwrap();
    ada.note(reference, "uffish").await.unwrap();
    ada.message(reference, story.seen(reference).await, "galumphing", vec![]).await.unwrap();
    ada.in_app_code(reference).await.unwrap();
    let mut asked = question(2);
    asked.words = "borogoves".into();
    ada.ask(reference, story.seen(reference).await, asked).await.unwrap();
    story.desk(&proved).await.write("calloohcallay", vec![]).await.unwrap();
    let mut closing = denied();
    closing.words = "toveswabe".into();
    ada.close(reference, story.seen(reference).await, closing).await.unwrap();
    story.mails("outcome").await;
    story.desk(&proved).await.appeal("uffish").await.unwrap();
    let taken =
        story.report(NewReport { words: "borogoves".into(), ..report("zephyrquill_41", Some("brindlewick@marshgate.example")) }).await;
    let case = story.case_of(&taken.reference).await;
    let mut decided = decision("warned");
    decided.inside = "galumphing".into();
    ada.decide(&case, story.seen(&case).await, decided).await.unwrap();
    ada.search("quiltwhistle@fernhollow.example").await.unwrap();
    consents::give(story, "hellotalk", "oxbowkid_12").await;
    story.minutes(1);
    // One whose mail waits in the outbox, one that is never proved, and one whose file is still there.
    let kept = story.received("snickersnee.png", "image/png", b"\x89PNG\r\n\x1a\n whiffling");
    let open = story.prove_with(correction("brindlewick@marshgate.example"), vec![kept]).await;
    ada.message(&open.reference, story.seen(&open.reference).await, "calloohcallay", vec![]).await.unwrap();
    story.submit(deletion("tansyrook@copperlane.example")).await;
    story.work().await;
    assert!(story.number("SELECT COUNT(*) AS value FROM outbox WHERE payload IS NOT NULL").await > 0);
    assert!(story.number("SELECT COUNT(*) AS value FROM files WHERE destroyed_at IS NULL").await > 0);
}

/// The forms in which a word could stand in bytes: as it is, in hexadecimal, in UTF-16 either way round, and inside base64 wherever
/// it begins.
fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), word.bytes().map(|byte| format!("{byte:02x}")).collect()];
    let wide: String = word.chars().flat_map(|letter| [letter, '\0']).collect();
    // Either way round: which end the last zero is on does not matter.
    forms.push(wide.trim_end_matches('\0').to_owned());
    for lead in 0..3 {
        let padded = [vec![b'x'; lead], word.as_bytes().to_vec()].concat();
        let encoded = STANDARD_NO_PAD.encode(&padded);
        // The letters at both ends depend on the neighbours.
        forms.push(encoded[(lead * 8).div_ceil(6)..padded.len() * 8 / 6].to_owned());
    }
    forms
}

/// Finds each form of each word, all in one reading of the bytes.
struct Finder {
    /// Words, hexadecimal and UTF-16, in capitals or not.
    plain: AhoCorasick,
    /// What base64 makes of them, exactly.
    base64: AhoCorasick,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let all = WORDS.map(forms);
    let some = |range: fn(&[String]) -> &[String]| all.iter().flat_map(|forms| range(forms).to_vec()).collect::<Vec<_>>();
    let plain = AhoCorasick::builder().ascii_case_insensitive(true).build(some(|forms| &forms[..3])).unwrap();
    Finder { plain, base64: AhoCorasick::new(some(|forms| &forms[3..])).unwrap() }
});

/// The words that stand in these bytes.
fn found(bytes: &[u8]) -> Vec<&'static str> {
    // Each word has three forms of either sort, one after the other.
    let word = |one: Match| one.pattern().as_usize() / 3;
    let stand: BTreeSet<usize> =
        FINDER.plain.find_overlapping_iter(bytes).chain(FINDER.base64.find_overlapping_iter(bytes)).map(word).collect();
    stand.into_iter().map(|at| WORDS[at]).collect()
}

fn files(folder: &Path, list: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            files(&entry.path(), list);
        } else {
            list.push(entry.path());
        }
    }
}

/// What is found in which file under a story's folder; and how many bytes were read.
fn walk(story: &Story) -> (Vec<(PathBuf, Vec<&'static str>)>, usize) {
    let mut list = Vec::new();
    files(&story.test.folder, &mut list);
    let (mut all, mut read) = (Vec::new(), 0);
    for path in list {
        let bytes = std::fs::read(&path).unwrap();
        read += bytes.len();
        // Names of files are left behind, too.
        let mut words = found(path.file_name().unwrap().as_encoded_bytes());
        words.extend(found(&bytes));
        if !words.is_empty() {
            all.push((path, words));
        }
    }
    (all, read)
}

/// A backup as operators make it: `VACUUM INTO`, and a copy of the file with its log.
async fn back_up(story: &Story, name: &str) {
    let folder = story.test.folder.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let pool = sqlx::SqlitePool::connect(&story.test.url).await.unwrap();
    sqlx::query("VACUUM INTO $1").bind(folder.join("vacuum.db").display().to_string()).execute(&pool).await.unwrap();
    for name in ["habeas.db", "habeas.db-wal"] {
        std::fs::copy(story.test.folder.join(name), folder.join(name)).unwrap();
    }
    pool.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_long_story_stands_in_files_and_backups() {
    let story = Story::begin(Database::Sqlite, MONDAY).await;
    tell(&story).await;
    back_up(&story, "backup").await;
    let (wrong, read) = walk(&story);
    assert_eq!(wrong, []);
    // The guard against a walk that reads nothing: what is no secret is there, in the database, its log and the backups.
    assert!(read > 500_000, "{read} bytes");
    let backup = std::fs::read(story.test.folder.join("backup/vacuum.db")).unwrap();
    assert!(String::from_utf8_lossy(&backup).contains("hellotalk"));
    assert!(story.test.folder.join("files").read_dir().unwrap().count() > 0);
    // And against one that would overlook what is there: one word in plain is found in the log and in the next backup.
    story.tamper("INSERT INTO settings (key, value) VALUES ('slip', $1)", server::args![b"... Toveswabe ...".to_vec()]).await;
    back_up(&story, "later").await;
    let (wrong, _) = walk(&story);
    assert!(wrong.iter().any(|(path, words)| path.ends_with("later/vacuum.db") && words == &["toveswabe"]), "{wrong:?}");
    assert!(wrong.iter().any(|(path, _)| path.ends_with("habeas.db-wal")), "{wrong:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_long_story_stands_in_a_dump() {
    let story = Story::begin(Database::Postgres, MONDAY).await;
    tell(&story).await;
    let pool = sqlx::PgPool::connect(&story.test.url).await.unwrap();
    let tables = "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()";
    let (mut rows, mut seen) = (0, 0);
    for table in sqlx::query(tables).fetch_all(&pool).await.unwrap() {
        let name: String = table.get("name");
        let sql = format!("SELECT row_to_json(t)::text AS line FROM {name} t");
        for row in sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&pool).await.unwrap() {
            let line: String = row.get("line");
            assert_eq!(found(line.as_bytes()), [""; 0], "{name}: {line}");
            rows += 1;
            seen += usize::from(name == "events" || name == "tickets" || name == "outbox");
        }
    }
    // The guard against a walk that reads nothing: the tables that a story fills are among them.
    assert!(rows > 60 && seen > 30, "{rows} rows, {seen} of the story");
    let (wrong, _) = walk(&story);
    assert_eq!(wrong, [], "files lie beside it");
    story.tamper("INSERT INTO settings (key, value) VALUES ('slip', $1)", server::args![b"thistledown".to_vec()]).await;
    let line: String =
        sqlx::query("SELECT row_to_json(t)::text AS line FROM settings t WHERE key = 'slip'").fetch_one(&pool).await.unwrap().get("line");
    assert_eq!(found(line.as_bytes()), ["thistledown"]);
}

#[test]
fn a_word_is_found_however_it_is_written() {
    let utf16 = |big: bool| {
        "a brillig day".encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    for bytes in [b"a Brillig day".to_vec(), b"\\x6272696c6c6967".to_vec(), utf16(true), utf16(false)] {
        assert_eq!(found(&bytes), ["brillig"]);
    }
    for before in ["", "a", "ab", "abc"] {
        let encoded = STANDARD_NO_PAD.encode(format!("{before}brillig and more"));
        assert_eq!(found(encoded.as_bytes()), ["brillig"], "{encoded}");
    }
    assert_eq!(found(b"nothing"), [""; 0]);
}

//! What is personal stands in no event, in no mail's row, and in no byte of the database.

use domain::Kind;
use domain::request::Details;
use server::desk::report::NewReport;
use server::testing::Database;
use sqlx::Row as _;

use crate::support::forms::{access, correction, decision, denied, fulfilled, question, report, without_email};
use crate::support::story::{MONDAY, Story};

/// Words that the people of the story use, and that nobody else would.
const WORDS: [&str; 16] = [
    "zirkonia",
    "mirabella",
    "quokkaland",
    "xanthippe",
    "wombatia",
    "jabberwock",
    "klabauter",
    "yggdrasil",
    "passepartout",
    "nosferatu",
    "bandersnatch",
    "slithytoves",
    "mimsyborogove",
    "frumious",
    "vorpal",
    "tulgeywood",
];

async fn tell(story: &Story) {
    let ada = story.agent_named("Tulgeywood").await;
    let mut new = without_email("zirkonia_9", correction("mirabella@quokkaland.example"));
    new.details = Details::Correction {
        category: "profile".into(),
        says: "xanthippe".into(),
        should_say: "wombatia".into(),
        words: "jabberwock".into(),
    };
    let file = story.received("klabauter.png", "image/png", b"\x89PNG");
    let proved = story.prove_with(new, vec![file]).await;
    let reference = proved.reference.as_str();
    ada.claim(reference, 0).await.unwrap();
    ada.note(reference, "yggdrasil").await.unwrap();
    ada.message(reference, story.seen(reference).await, "passepartout", vec![]).await.unwrap();
    ada.in_app_code(reference).await.unwrap();
    let mut asked = question(2);
    asked.words = "nosferatu".into();
    ada.ask(reference, story.seen(reference).await, asked).await.unwrap();
    story.desk(&proved).await.write("bandersnatch", vec![]).await.unwrap();
    let mut closing = denied();
    closing.words = "slithytoves".into();
    closing.done_anyway = "mimsyborogove".into();
    ada.close(reference, story.seen(reference).await, closing).await.unwrap();
    story.desk(&proved).await.appeal("frumious").await.unwrap();
    let taken = story.report(NewReport { words: "vorpal".into(), ..report("zirkonia_9", Some("mirabella@quokkaland.example")) }).await;
    let case = story.case_of(&taken.reference).await;
    let mut decided = decision("warned");
    decided.inside = "tulgeywood".into();
    ada.decide(&case, story.seen(&case).await, decided).await.unwrap();
    ada.search("mirabella@quokkaland.example").await.unwrap();
    story.minutes(1);
    // Some mails stay in the outbox, with their words.
    let other = story.prove(access("mirabella@quokkaland.example")).await;
    ada.message(&other.reference, story.seen(&other.reference).await, "passepartout", vec![]).await.unwrap();
    story.work().await;
    assert!(story.number("SELECT COUNT(*) AS value FROM outbox WHERE payload IS NOT NULL").await > 0);
    let closing = fulfilled(Kind::Access);
    assert!(ada.close(&other.reference, 0, closing).await.is_err());
}

/// The words that stand in these bytes, as they are or in hexadecimal.
fn found(bytes: &[u8]) -> Vec<&'static str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let hex = |word: &str| word.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    WORDS.into_iter().filter(|word| text.contains(word) || text.contains(&hex(word))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_byte_of_the_file_is_personal() {
    let story = Story::begin(Database::Sqlite, MONDAY).await;
    tell(&story).await;
    let mut read = 0;
    for entry in std::fs::read_dir(&story.test.folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            read += bytes.len();
            assert_eq!(found(&bytes), [""; 0], "{}", path.display());
            // The guard against a test that reads nothing.
            assert!(!path.ends_with("habeas.db-wal") || String::from_utf8_lossy(&bytes).contains("in_review"));
        }
    }
    assert!(read > 100_000, "{read} bytes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_row_of_the_database_is_personal() {
    let story = Story::begin(Database::Postgres, MONDAY).await;
    tell(&story).await;
    let pool = sqlx::PgPool::connect(&story.test.url).await.unwrap();
    let tables = sqlx::query("SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()")
        .fetch_all(&pool)
        .await
        .unwrap();
    let (mut rows, mut seen) = (0, 0);
    for table in &tables {
        let name: String = table.get("name");
        let sql = format!("SELECT row_to_json(t)::text AS line FROM {name} t");
        for row in sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&pool).await.unwrap() {
            let line: String = row.get("line");
            assert_eq!(found(line.as_bytes()), [""; 0], "{name}: {line}");
            rows += 1;
            seen += usize::from(name == "events" || name == "tickets" || name == "outbox");
        }
    }
    assert!(rows > 50 && seen > 30, "{rows} rows");
}

#[test]
fn the_search_itself_finds_what_is_there() {
    assert_eq!(found(b"... Zirkonia_9 ..."), ["zirkonia"]);
    assert_eq!(found(b"\\x766f7270616c"), ["vorpal"]);
    assert_eq!(found(b"nothing"), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_keys_do_not_open_the_house() {
    let story = Story::begin(Database::Sqlite, MONDAY).await;
    let store = server::store::Store::open(&story.test.url).await.unwrap();
    let products = (*story.products).clone();
    let vault = server::vault::Vault::new([1; 32], [9; 32]);
    let other =
        server::house::House::new(store, vault, story.clock.clone(), products, "http://127.0.0.1:3000", story.test.folder.clone()).await;
    assert!(matches!(other, Err(server::store::StoreError::Vault(_))));
}

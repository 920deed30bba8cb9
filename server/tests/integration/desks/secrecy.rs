//! A house opens with its own keys alone. That nothing personal stands in any byte is in `strings.rs`.

use server::testing::Database;

use crate::support::story::{MONDAY, Story};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_keys_do_not_open_the_house() {
    let story = Story::begin(Database::Sqlite, MONDAY).await;
    let store = server::store::Store::open(&story.test.url).await.unwrap();
    let products = (*story.products).clone();
    let vault = server::vault::Vault::new([1; 32], [9; 32]);
    let other =
        server::house::House::new(store, vault, story.clock.clone(), products, "http://127.0.0.1:3000", story.test.folder.clone()).await;
    let Err(server::rules::RulesError::Store(error)) = other else { panic!("opened with other keys") };
    assert!(matches!(*error, server::store::StoreError::Vault(_)));
}

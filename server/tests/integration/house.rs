//! The house as a whole: a third product is a file, and the two files that name the site agree.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use server::clock::Clock;
use server::house::House;
use server::http::{Web, WebConfig, router};
use server::products::Products;
use server::store::Store;
use server::testing::{self, Database};
use server::vault::Vault;
use tower::ServiceExt as _;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place)
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}

#[tokio::test]
async fn a_third_product_is_a_file_and_no_code() {
    let at: Timestamp = "2026-03-02T02:00:00Z".parse().unwrap();
    let test = testing::house(Database::Sqlite, at).await;
    let policies = test.folder.join("policies");
    copy(&testing::policies(), &policies);
    let fixtures = repository().join("app/domain/tests/fixtures");
    std::fs::copy(fixtures.join("third.processors.toml"), policies.join("third.processors.toml")).unwrap();
    // The fixture counts on a calendar of its own, which would be a file too; here it takes one that is there.
    let pack = std::fs::read_to_string(fixtures.join("third.toml")).unwrap();
    std::fs::write(policies.join("third.toml"), pack.replace("\"pt\"", "\"hk\"")).unwrap();
    let products = Products::read(&policies).unwrap();
    assert_eq!(products.all().count(), 3);
    let pack = products.get("third").unwrap().pack.clone();
    let store = Store::open(&format!("sqlite:{}", test.folder.join("third.db").display())).await.unwrap();
    let files = test.folder.join("third-files");
    let house = House::new(store, Vault::new([1; 32], [2; 32]), Clock::at(at), products, "http://127.0.0.1:3000", files).await.unwrap();
    let config = WebConfig {
        origin: house.origin.to_string(),
        dev: false,
        site: test.folder.join("site"),
        mails: test.folder.join("mail"),
        trusted_proxies: Vec::new(),
        limits: server::http::limits::Limits::off(),
        patience: server::http::listen::Patience::default(),
    };
    let app = router(Arc::new(Web::new(house, config)));
    let mut paths = vec!["/".to_owned(), "/third".to_owned(), "/third/data".to_owned()];
    paths.extend(pack.kinds.iter().map(|kind| format!("/third/{}", kind.slug())));
    for path in paths {
        let answer = app.clone().oneshot(Request::get(&path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let page = String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
        assert!(page.contains(&pack.name), "{path} does not name the product");
    }
}

#[test]
fn the_two_files_that_name_the_site_agree() {
    let read = |name: &str| std::fs::read_to_string(repository().join(name)).unwrap().parse::<toml::Table>().unwrap();
    let run_time = read("Leptos.toml");
    let run_time = run_time["package"]["metadata"]["leptos"].as_table().unwrap().clone();
    let cargo = read("Cargo.toml");
    let build = cargo["workspace"]["metadata"]["leptos"][0].as_table().unwrap().clone();
    assert!(!run_time.is_empty());
    for (key, value) in &run_time {
        assert_eq!(build.get(key), Some(value), "{key} of Leptos.toml is not that of Cargo.toml");
    }
}

/// Every file of Rust under a folder, as text.
fn sources(folder: &Path, all: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            all.push((path, text));
        }
    }
}

/// The last argument of a call whose arguments begin here, if it is a literal text.
fn last_text(arguments: &str) -> Option<&str> {
    let mut depth = 1;
    let end = arguments.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let last = arguments[..end].trim_end().trim_end_matches(',').rsplit(',').next()?.trim();
    last.strip_prefix('"')?.strip_suffix('"')
}

#[test]
fn whatever_is_wrong_with_a_form_has_words() {
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let mut codes = std::collections::BTreeMap::new();
    for (path, text) in &all {
        for call in ["Fields::one(", ".add(", ".check("] {
            let found = text.match_indices(call).filter_map(|(at, _)| last_text(&text[at + call.len()..]));
            codes.extend(found.map(|code| (code, path)));
        }
    }
    assert!(codes.len() > 80, "they were found: {}", codes.len());
    let wordless = |code: &&str| domain::Lang::ALL.into_iter().any(|lang| app::texts::T(lang).coded("error", code) == **code);
    let missing: Vec<_> = codes.iter().filter(|(code, _)| wordless(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

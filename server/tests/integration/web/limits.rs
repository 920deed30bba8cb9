//! How often: told in every answer, counted by who asks, and nothing is lost by it.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use server::http::WebConfig;
use server::http::limit::Class;
use server::http::limits::Limits;
use server::http::peer::parse_proxy;
use server::http::routes::RouteId;
use server::testing::{Database, web_of};

use crate::support::browser::{Browser, Page};
use crate::support::story::{MONDAY, Story};
use crate::web::DELETION;

/// A portal with these limits, and a browser at an address of its own.
async fn limited(limits: Limits) -> (Story, Browser) {
    let story = Story::begin(Database::Sqlite, MONDAY).await;
    let config = WebConfig { limits, ..web_of(&story.test).config.clone() };
    let browser = Browser::with(&story.test, config).from("192.0.2.9");
    (story, browser)
}

/// Two forms within ten minutes, and of every other class what it has.
async fn two_forms() -> (Story, Browser) {
    limited(Limits::from_toml("[forms]\nmost = 2\nseconds = 600").unwrap()).await
}

fn told(page: &Page) -> (&str, &str) {
    (page.header("ratelimit-policy"), page.header("ratelimit"))
}

#[tokio::test]
async fn every_route_tells_its_limit() {
    let (_story, browser) = limited(Limits::default()).await;
    for &route in RouteId::ALL.iter().filter(|route| !route.is_dev()) {
        let path = route.path().replace("{product}", "hellotalk").replace("{slug}", "deletion").replace(['{', '}'], "");
        let own = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        let mut browser = browser.from("192.0.2.10");
        let page = browser.send(route.method(), &path, &own, Body::empty()).await;
        if route.class() == Class::Free {
            assert_eq!((page.status, told(&page)), (StatusCode::OK, ("", "")), "{route:?} costs nothing");
            continue;
        }
        let class = route.class().name();
        let of_class =
            told(&page).0.starts_with(&format!("\"{class}\";q=")) || told(&page).0.starts_with(&format!("\"{class}-address\";q="));
        assert!(of_class, "{route:?} is of {class}: {:?}", told(&page));
        assert!(told(&page).1.contains(";r="), "{route:?}");
    }
    assert!(told(&browser.from("192.0.2.11").get("/no/such/page").await).0.starts_with("\"pages\""), "what is not there counts too");
}

#[tokio::test]
async fn without_limits_nothing_is_told() {
    let (_story, mut browser) = limited(Limits::off()).await;
    for _ in 0..40 {
        assert_eq!(browser.post("/requests", &[("reference", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(told(&browser.get("/").await), ("", ""));
}

#[tokio::test]
async fn a_form_too_many_says_when_and_loses_nothing() {
    let (story, mut browser) = two_forms().await;
    let page = browser.post("/hellotalk/deletion", &DELETION).await;
    assert_eq!((page.location(), told(&page)), ("/code", ("\"forms\";q=2;w=600", "\"forms\";r=1;t=300")));
    assert_eq!(told(&browser.post("/hellotalk/deletion", &DELETION).await).1, "\"forms\";r=0;t=300");
    let typed = [("email", "noor@example.org"), ("words", "<i>\"Please\"</i>\nhurry & thanks"), ("categories", "a"), ("categories", "b")];
    browser.cookies.insert("tz".into(), "Asia/Tokyo".into());
    let page = browser.post("/hellotalk/deletion", &typed).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!((told(&page), page.header("retry-after")), (("\"forms\";q=2;w=600", "\"forms\";r=0;t=300"), "300"));
    assert!(page.has("11:05") && !page.has("11:06"), "10:05 in Hong Kong, in the reader's zone: {}", page.text());
    assert!(page.has("action=\"/hellotalk/deletion\""));
    for (name, value) in [
        ("email", "noor@example.org"),
        ("words", "&lt;i&gt;&quot;Please&quot;&lt;/i&gt;\nhurry &amp; thanks"),
        ("categories", "a"),
        ("categories", "b"),
    ] {
        assert!(page.has(&format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\"")), "{name}: {}", page.text());
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 2, "nothing was taken");
    story.pass(SignedDuration::from_secs(299));
    assert_eq!(browser.post("/hellotalk/deletion", &DELETION).await.header("retry-after"), "1", "asking too early costs nothing");
    story.pass(SignedDuration::from_secs(1));
    assert_eq!(browser.post("/hellotalk/deletion", &DELETION).await.location(), "/code");
}

#[tokio::test]
async fn the_page_speaks_the_readers_language() {
    let (_story, mut browser) = two_forms().await;
    browser.cookies.insert("lang".into(), "zh-CN".into());
    for _ in 0..2 {
        browser.post("/hellotalk/deletion", &DELETION).await;
    }
    let page = browser.post("/hellotalk/deletion", &DELETION).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("<html lang=\"zh-CN\"") && page.has("重新提交"));
}

#[tokio::test]
async fn of_a_form_with_files_the_words_are_kept() {
    let (story, mut browser) = two_forms().await;
    let fields = [("email", "mika@example.org"), ("says", "Mika"), ("should_say", "Mica")];
    let picture = b"\x89PNG\r\n\x1a\n0000".repeat(100_000);
    for _ in 0..2 {
        browser.post("/hellotalk/deletion", &DELETION).await;
    }
    let page = browser.upload("/hellotalk/correction", &fields, &[("files", "a.png", &picture), ("files", "b.png", &picture)]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.has("name=\"should_say\" value=\"Mica\"") && page.has("enctype=\"multipart/form-data\"") && page.has("choose them again"));
    assert!(!story.incoming().exists() || std::fs::read_dir(story.incoming()).unwrap().next().is_none(), "nothing was received");
    let long = "x".repeat(300 * 1024);
    let page = browser.upload("/hellotalk/correction", &[("words", &long)], &[]).await;
    assert!(
        page.status == StatusCode::TOO_MANY_REQUESTS && !page.has("type=\"hidden\" name=\"words\""),
        "more than a form takes is not kept"
    );
}

#[tokio::test]
async fn one_network_sends_so_many_files_without_a_proof_and_no_more() {
    let (story, mut browser) = limited(Limits::from_toml("[unproved-files]\nmost = 5\nseconds = 500").unwrap()).await;
    let fields = [("email", "mika@example.org"), ("category", "profile"), ("says", "Mika"), ("should_say", "Mica")];
    let small = server::testing::samples::png();
    // 3 pieces of 64 KiB, and one byte of a fourth.
    let large = vec![b'a'; 3 * 64 * 1024 + 1];
    let send = async |browser: &mut Browser, name: &str, bytes: &[u8]| {
        browser.upload("/hellotalk/correction", &fields, &[("files", name, bytes)]).await
    };
    assert_eq!(send(&mut browser, "a.txt", &large).await.location(), "/code");
    assert_eq!(send(&mut browser, "a.png", &small).await.location(), "/code");
    let page = send(&mut browser.another(), "b.png", &small).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("come from your network today") && page.has("value=\"Mica\"") && page.has("href=\"#files"));
    assert_eq!(browser.upload("/hellotalk/correction", &fields, &[]).await.location(), "/code", "the form itself is taken");
    assert_eq!(send(&mut browser.from("198.51.100.7"), "c.png", &small).await.location(), "/code", "another network is counted apart");
    let mut own = browser.another();
    own.cookies.insert("account".to_owned(), story.account_of("mika@example.org").await);
    let proved = send(&mut own, "d.png", &small).await;
    assert!(proved.location().starts_with("/requests/"), "{}", proved.text());
    story.pass(SignedDuration::from_secs(100));
    assert_eq!(send(&mut browser, "e.png", &small).await.location(), "/code", "it comes back piece by piece");
    assert_eq!(send(&mut browser, "f.png", &small).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_password_is_not_shown_again() {
    let (_story, mut browser) = limited(Limits::from_toml("[log-in]\nmost = 1\nseconds = 60").unwrap()).await;
    let guess = [("email", "ada@staff.example"), ("password", "correct horse battery")];
    assert_eq!(browser.post("/staff/login", &guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.post("/staff/login", &guess).await;
    assert_eq!((page.status, page.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "60"));
    assert!(!page.has("correct horse") && !page.has("ada@staff.example"));
}

#[tokio::test]
async fn a_household_has_many_networks_and_is_one_who_asks() {
    let (_story, browser) = limited(Limits::default()).await;
    let post = async |peer: String| browser.from(&peer).post("/hellotalk/deletion", &[]).await;
    // One form from each network of a household: half as many again as from one of them, and no more.
    for network in 0..45 {
        assert_eq!(post(format!("2001:db8:7:{:x}::1", 0x4100 + network)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{network}");
    }
    let page = post("2001:db8:7:41ff::1".into()).await;
    assert_eq!((page.status, told(&page).0), (StatusCode::TOO_MANY_REQUESTS, "\"forms-56\";q=45;w=600"));
    // One form from each household of a site: three times as many.
    for household in 0..45 {
        assert_eq!(post(format!("2001:db8:7:{:x}::1", 0x4200 + 0x100 * household)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = post("2001:db8:7:1::1".into()).await;
    assert_eq!((page.status, told(&page).0), (StatusCode::TOO_MANY_REQUESTS, "\"forms-48\";q=90;w=600"));
    assert_eq!(post("2001:db8:8:4100::1".into()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "others are counted apart");
    assert_eq!(post("192.0.2.200".into()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn each_network_is_counted_for_itself() {
    let (_story, browser) = two_forms().await;
    for _ in 0..2 {
        assert_eq!(browser.from("192.0.2.9").post("/hellotalk/deletion", &DELETION).await.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.from("2001:db8:0:1::1").post("/hellotalk/deletion", &DELETION).await.status, StatusCode::SEE_OTHER);
    }
    for (peer, status) in [
        ("192.0.2.9", StatusCode::TOO_MANY_REQUESTS),
        ("::ffff:192.0.2.9", StatusCode::TOO_MANY_REQUESTS),
        ("192.0.2.10", StatusCode::SEE_OTHER),
        ("2001:db8:0:1:ffff::2", StatusCode::TOO_MANY_REQUESTS),
        ("2001:db8:0:2::1", StatusCode::SEE_OTHER),
    ] {
        let mut browser = browser.from(peer);
        // Who asks is what the connection says, whatever the request says.
        let own = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", "203.0.113.77"),
            ("x-habeas-peer", "203.0.113.78"),
        ];
        let body = serde_html_form::to_string(DELETION).unwrap();
        assert_eq!(browser.send(Method::POST, "/hellotalk/deletion", &own, body.into()).await.status, status, "{peer}");
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_visitors_are_counted_by_their_own_address() {
    let story = Story::begin(Database::Sqlite, MONDAY).await;
    let limits = Limits::from_toml("[forms]\nmost = 1\nseconds = 600").unwrap();
    let trusted_proxies = vec![parse_proxy("10.0.0.0/8").unwrap()];
    let config = WebConfig { limits, trusted_proxies, ..web_of(&story.test).config.clone() };
    let browser = Browser::with(&story.test, config);
    for (proxy, told, status) in [
        ("10.0.0.1", "192.0.2.9", StatusCode::SEE_OTHER),
        ("10.0.0.2", "192.0.2.9", StatusCode::TOO_MANY_REQUESTS),
        ("10.0.0.1", "203.0.113.1, 192.0.2.9", StatusCode::TOO_MANY_REQUESTS),
        ("10.0.0.1", "192.0.2.10", StatusCode::SEE_OTHER),
        ("198.51.100.1", "192.0.2.11", StatusCode::SEE_OTHER),
        ("198.51.100.1", "192.0.2.12", StatusCode::TOO_MANY_REQUESTS),
    ] {
        let own = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin"), ("x-forwarded-for", told)];
        let body = serde_html_form::to_string(DELETION).unwrap();
        assert_eq!(browser.from(proxy).send(Method::POST, "/hellotalk/deletion", &own, body.into()).await.status, status, "{proxy} {told}");
    }
}

#[tokio::test]
async fn colleagues_at_one_address_are_counted_apart() {
    let (story, browser) = limited(Limits::from_toml("[staff]\nmost = 5\nseconds = 600").unwrap()).await;
    let (mut ada, mut bo) =
        (browser.clone().staff(&story.test, "Ada", "agent").await, browser.clone().staff(&story.test, "Bo", "agent").await);
    for left in (0..5).rev() {
        let page = ada.get("/staff/queue").await;
        assert_eq!((page.status, told(&page).1), (StatusCode::OK, format!("\"staff\";r={left};t=120").as_str()));
    }
    assert_eq!(ada.get("/staff/queue").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(bo.get("/staff/queue").await.status, StatusCode::OK);
    assert_eq!(ada.get("/hellotalk").await.status, StatusCode::OK, "what anybody may see is counted apart");
    ada.peer = Some("192.0.2.77".parse().unwrap());
    assert_eq!(ada.get("/staff/queue").await.status, StatusCode::TOO_MANY_REQUESTS, "a session has no second address");
}

#[tokio::test]
async fn sessions_that_are_made_up_are_counted_by_address() {
    let (_story, browser) = limited(Limits::from_toml("[staff]\nmost = 2\nseconds = 600").unwrap()).await;
    let mut refused = 0;
    for guess in 0..25 {
        let mut guesser = browser.from("192.0.2.66");
        guesser.cookies.insert("staff".into(), format!("guess{guess}"));
        let page = guesser.get("/staff/queue").await;
        refused += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS);
        assert!(page.status == StatusCode::TOO_MANY_REQUESTS || page.location() == "/staff/login");
    }
    assert_eq!(refused, 5, "ten times as many as of one session");
}

#[tokio::test]
async fn the_log_in_counts_a_network_as_one() {
    let (_story, browser) = limited(Limits::off()).await;
    let guess = [("email", "ada@staff.example"), ("password", "wrong password")];
    for host in 1..=8 {
        let mut guesser = browser.from(&format!("2001:db8:0:1::{host}"));
        assert_eq!(guesser.post("/staff/login", &guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(browser.from("2001:db8:0:1:9::9").post("/staff/login", &guess).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(browser.from("2001:db8:0:2::1").post("/staff/login", &guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_receipt_has_an_end_of_its_own() {
    let (story, mut browser) = limited(Limits::off()).await;
    let report = [("target", "user"), ("value", "spammer"), ("harm", "bullying"), ("words", "Every day.")];
    let to = browser.post("/hellotalk/report", &report).await.location().to_owned();
    story.minutes(29);
    assert_eq!(browser.get(&to).await.status, StatusCode::OK);
    story.minutes(1);
    assert!(browser.cookies.contains_key("done"), "a browser that keeps it for ever");
    assert_eq!(browser.get(&to).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn and_so_has_a_notices() {
    let (story, mut browser) = limited(Limits::off()).await;
    let to = browser.post("/hellotalk/child", &[("account", "kid_9"), ("relation", "parent")]).await.location().to_owned();
    assert_eq!(to, "/hellotalk/child/received");
    story.minutes(29);
    assert_eq!(browser.get(&to).await.status, StatusCode::OK);
    story.minutes(1);
    assert!(browser.cookies.contains_key("done"), "a browser that keeps it for ever");
    assert_eq!(browser.get(&to).await.status, StatusCode::NOT_FOUND);
}

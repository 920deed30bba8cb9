//! Cookies: behind TLS they are bound to the host, and no script reads them.

use crate::support::browser::{Browser, Page, move_to};
use crate::support::story::Story;
use crate::web::{DELETION, portal};

/// Walks through all that sets a cookie; answers the headers that set them.
async fn walk(story: &Story, mut browser: Browser) -> Vec<String> {
    let mut pages: Vec<Page> = vec![browser.post("/language", &[("lang", "en"), ("to", "/")]).await];
    pages.push(browser.post("/hellotalk/deletion", &DELETION).await);
    let code = story.mail_to("code", "mika@example.org").await.code();
    pages.push(browser.post("/code/resend", &[]).await);
    let newest = story.mail_to("code", "mika@example.org").await.code();
    assert!(code.len() == 6 && newest.len() == 6);
    pages.push(browser.post("/code", &[("code", &newest)]).await);
    let report = [("target", "user"), ("value", "spammer"), ("harm", "bullying"), ("words", "Every day.")];
    pages.push(browser.post("/hellotalk/report", &report).await);
    let token = story.invite("agent", "system").await.unwrap();
    let join = [("name", "Ada"), ("email", "ada@staff.example"), ("password", "correct horse battery")];
    pages.push(browser.post(&format!("/staff/join/{token}"), &join).await);
    pages.push(browser.post("/staff/login", &join[1..]).await);
    pages.push(browser.post("/staff/logout", &[]).await);
    let all = pages.iter().flat_map(|page| page.headers.get_all("set-cookie"));
    all.map(|value| value.to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn behind_tls_they_are_bound_to_the_host() {
    let (mut story, _) = portal().await;
    move_to(&mut story.test, "https://privacy.example");
    let cookies = walk(&story, Browser::new(&story.test)).await;
    let names: std::collections::BTreeSet<&str> = cookies.iter().filter_map(|cookie| cookie.split('=').next()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["__Host-code", "__Host-done", "__Host-lang", "__Host-request", "__Host-staff"]);
    for cookie in &cookies {
        let parts: Vec<&str> = cookie.split("; ").collect();
        for needed in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(parts.contains(&needed), "{cookie} lacks {needed}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}: __Host- forbids it");
    }
}

#[tokio::test]
async fn on_loopback_they_are_plain() {
    let (story, browser) = portal().await;
    let cookies = walk(&story, browser).await;
    assert!(cookies.len() >= 8);
    for cookie in &cookies {
        assert!(!cookie.starts_with("__Host-") && !cookie.contains("Secure"), "{cookie}: there is no TLS");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
}

#[tokio::test]
async fn sessions_last_as_long_as_the_house_says() {
    let (story, mut browser) = portal().await;
    browser.post("/hellotalk/deletion", &DELETION).await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    let page = browser.post("/code", &[("code", &code)]).await;
    assert!(page.cookie("request").unwrap().contains("Max-Age=7200"));
    assert!(page.cookie("code").unwrap().contains("Max-Age=0"), "the code's is done with");
    let mut staff = browser.another().staff(&story.test, "Ada", "agent").await;
    assert!(staff.post("/staff/logout", &[]).await.cookie("staff").unwrap().contains("Max-Age=0"));
}

#[tokio::test]
async fn a_forged_cookie_opens_nothing() {
    let (story, mut browser) = portal().await;
    let reference = story.prove(crate::support::forms::deletion("mika@example.org")).await.reference;
    for name in ["request", "staff", "code", "done"] {
        browser.cookies.insert(name.into(), "Zm9yZ2Vk".into());
    }
    assert!(!browser.get(&format!("/requests/{reference}")).await.has("mika@example.org"));
    assert_eq!(browser.get("/staff/queue").await.location(), "/staff/login");
    assert_eq!(browser.get("/code").await.location(), "/requests");
    assert_eq!(browser.get("/hellotalk/report/received").await.status, axum::http::StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_other_sites_of_the_domain_have_set_beside_ours_does_no_harm() {
    use axum::http::{HeaderValue, Method, Request, header};
    let (story, mut browser) = portal().await;
    browser.post("/hellotalk/deletion", &DELETION).await;
    let own = format!("code={}", browser.cookies["code"]);
    let foreign: [&[u8]; 6] = [
        "nick=小明".as_bytes(),
        b"nick=\xd0\xa1\xc3\xf7",
        b"=; ; =x; \xff\xfe=\xff",
        b"theme=\"dark; mode\"",
        b"a=b=c; code2=x; xcode=y; CODE=z",
        b"%E5%B0%8F=%; bad name=1",
    ];
    for other in foreign {
        for value in [[other, b"; ", own.as_bytes()].concat(), [own.as_bytes(), b"; ", other].concat()] {
            let value = HeaderValue::from_bytes(&value).unwrap();
            let request = Request::builder().method(Method::GET).uri("/code").header(header::COOKIE, value);
            let page = browser.raw(request.body(axum::body::Body::empty()).unwrap()).await;
            assert_eq!(page.status, axum::http::StatusCode::OK, "{}", String::from_utf8_lossy(other));
            assert!(page.has("Enter your code"));
        }
    }
    drop(story);
}

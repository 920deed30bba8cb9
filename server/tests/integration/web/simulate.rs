//! The page of forecasts: what it says, and how it answers what cannot be played.

use axum::http::StatusCode;

use crate::web::portal;

/// Two weeks of HelloTalk with few people.
const FEW: &str = "/staff/simulate?product=hellotalk&run=1&from=2026-02-09&days=21&target=99.5&seed=4&n_access=2&n_correction=2&n_deletion=60&n_ai=5\
                   &n_advertising=5&n_consent=1&n_guardian=1&n_child=1&n_report=40&a_office=1&a_night=1&a_day=1&a_evening=1";

#[tokio::test]
async fn a_forecast_says_what_is_kept_and_what_it_takes() {
    let (story, browser) = portal().await;
    let mut lin = browser.another().staff(&story.test, "Lin", "lead").await;
    let form = lin.get("/staff/simulate").await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.has("name=\"n_deletion\"") && form.has("value=\"40\""), "what is built in is filled in");
    assert!(form.has("invented") && !form.has("data-testid=\"made\""));
    let made = lin.get(FEW).await;
    assert_eq!(made.status, StatusCode::OK);
    let html = made.text();
    for part in ["data-testid=\"made\"", "<svg", "With 1 person in office hours", "To keep 99.5 % of every kind, it takes", "value=\"60\""]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("style="), "the policy of the page allows none");
    let part = |html: &str| html.split_once("data-testid=\"made\"").unwrap().1.split_once("</section>").unwrap().0.to_owned();
    assert_eq!(part(&html), part(&lin.get(FEW).await.text()), "the same seed, the same days");
    assert_ne!(part(&html), part(&lin.get(&FEW.replace("seed=4", "seed=5")).await.text()));
    // Nobody at all for reports: it is said, and how many it takes.
    let none = lin.get(&FEW.replace("a_night=1&a_day=1&a_evening=1", "a_night=0&a_day=0&a_evening=0")).await;
    assert!(none.has("nobody at night") && none.has("misses the target"));
}

#[tokio::test]
async fn bad_numbers_are_answered_beside_their_fields() {
    let (story, browser) = portal().await;
    let mut lin = browser.another().staff(&story.test, "Lin", "lead").await;
    for (typed, bad, field) in [
        ("days=21", "days=367", "days"),
        ("days=21", "days=", "days"),
        ("seed=4", "seed=-1", "seed"),
        ("target=99.5", "target=101", "target"),
        ("target=99.5", "target=NaN", "target"),
        ("from=2026-02-09", "from=tomorrow", "from"),
        ("n_deletion=60", "n_deletion=inf", "n_deletion"),
        ("n_deletion=60", "n_deletion=%3Cb%3E", "n_deletion"),
        ("a_office=1", "a_office=101", "a_office"),
    ] {
        let page = lin.get(&FEW.replace(typed, bad)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(page.has(&format!("href=\"#{field}\"")) && page.has(&format!("id=\"{field}-error\"")), "{bad}");
        assert!(!page.has("data-testid=\"made\"") && page.has("value=\"1\""), "{bad}");
    }
    let kept = lin.get(&FEW.replace("n_deletion=60", "n_deletion=%3Cb%3E")).await;
    assert!(kept.has("value=\"&lt;b&gt;\""), "what was typed comes again");
    let much = lin.get(&FEW.replace("n_deletion=60", "n_deletion=5000").replace("n_report=40", "n_report=5000")).await;
    assert_eq!(much.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(much.has("id=\"days-error\""));
}

#[tokio::test]
async fn it_is_there_for_who_sees_the_promises_alone() {
    let (story, mut browser) = portal().await;
    assert_eq!(browser.get("/staff/simulate").await.location(), "/staff/login");
    for role in ["viewer", "agent", "reviewer"] {
        let mut member = browser.another().staff(&story.test, role, role).await;
        assert_eq!(member.get(FEW).await.status, StatusCode::NOT_FOUND, "{role}");
    }
    let mut lin = browser.another().staff(&story.test, "Lin", "lead").await;
    assert_eq!(lin.get("/staff/simulate?product=other").await.status, StatusCode::NOT_FOUND);
    assert!(lin.get("/staff/simulate").await.has("/staff/simulate?product=japanese-ai"));
    story.tamper("UPDATE staff SET products = 'japanese-ai' WHERE role = 'lead'", &[]).await;
    assert_eq!(lin.get(FEW).await.status, StatusCode::NOT_FOUND, "not this member's product");
    let own = lin.get("/staff/simulate").await;
    assert!(own.status == StatusCode::OK && !own.has("product=hellotalk"));
}

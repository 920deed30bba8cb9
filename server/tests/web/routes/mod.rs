//! Every route of the registry, walked as everybody: what each gets is pinned in [`rows`], and a route without a row does not
//! compile. What is denied looks like what does not exist.

mod persona;
mod rows;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use server::http::WebConfig;
use server::http::routes::{Access, RouteId};
use server::testing::web_of;

use crate::support::browser::{Browser, Page};
use persona::{Persona, World};
use rows::{Gets, row};

/// A reference of nobody's request, and an identifier of no file.
const NOBODYS: &str = "HT-0000-0000";
const NO_FILE: &str = "00000000000000000000000000";

/// The route's path in this world; or the same for something that does not exist. A path in which nothing varies is known to exist.
fn path(world: &World, route: RouteId, exists: bool) -> String {
    let reference = if row(route).on_case { &world.case } else { &world.reference };
    let one = if route.path().starts_with("/staff/people/") { &world.colleague } else { &world.file };
    let (reference, file) = if exists { (reference.as_str(), one.as_str()) } else { (NOBODYS, NO_FILE) };
    let path = route.path().replace("{reference}", reference).replace("{id}", file);
    // Secrets are guessed: rows are about what somebody gets without one.
    let path = path.replace("{secret}", "guessed").replace("{token}", "guessed").replace("{number}", "1");
    let path = path.replace("{product}", "hellotalk").replace("{slug}", "deletion");
    assert!(!path.contains('{'), "{path}: name what stands for this here");
    path
}

async fn ask(browser: &mut Browser, route: RouteId, path: &str) -> Page {
    match route.method() {
        Method::POST => browser.post(path, row(route).fields).await,
        method => browser.send(method, path, &[], Body::empty()).await,
    }
}

/// A page without what differs from one answer to the next and from one address to the other.
fn plain(page: &Page, path: &str, reference: &str) -> (StatusCode, String, String) {
    let mut text = page.text();
    if let Some((_, rest)) = page.header("content-security-policy").split_once("'nonce-") {
        text = text.replace(rest.split('\'').next().unwrap(), "NONCE");
    }
    (page.status, page.header("location").to_owned(), text.replace(path, "PATH").replace(reference, "REFERENCE"))
}

#[tokio::test]
async fn everybody_gets_what_is_theirs_and_nothing_else() {
    let world = World::begin().await;
    let mut wrong = Vec::new();
    let (last, first): (Vec<RouteId>, Vec<RouteId>) = RouteId::ALL.iter().partition(|route| row(**route).last);
    for route in first.into_iter().chain(last) {
        for persona in Persona::ALL {
            let expected = row(route).gets(persona);
            // Each comes with a browser of their own, so that what one route leaves behind changes nothing on the next.
            let (own, mut twin) = (path(&world, route, true), path(&world, route, false));
            if expected == Gets::Nothing && own == twin {
                // A sibling that there is not.
                twin = format!("{}/no-such-page", own.rsplit_once('/').unwrap().0);
            }
            let page = ask(&mut world.browser(persona), route, &own).await;
            let got = (
                page.status.as_u16(),
                page.header("location")
                    .replace(&world.case, "{case}")
                    .replace(&world.other, "{other}")
                    .replace(&world.colleague, "{colleague}"),
            );
            let as_pinned = match expected {
                Gets::Status(status) => got == (status, String::new()),
                Gets::To(to) => got == (303, to.to_owned()),
                Gets::LogIn => got == (303, "/staff/login".to_owned()) && page.bytes.is_empty(),
                Gets::AccountLogIn => got.0 == 303 && got.1.split('?').next() == Some("/account/login") && page.bytes.is_empty(),
                Gets::Nothing => got == (404, String::new()),
                Gets::Asked => got == (200, String::new()),
            };
            if !as_pinned {
                wrong.push(format!("{route:?} as {persona:?}: pinned {expected:?}, got {got:?}"));
            } else if expected.is_denial() {
                let reference = if row(route).on_case { &world.case } else { &world.reference };
                let none = ask(&mut world.browser(persona), route, &twin).await;
                if plain(&page, &own, reference) != plain(&none, &twin, NOBODYS) {
                    wrong.push(format!(
                        "{route:?} as {persona:?}: what is denied differs from what does not exist\n{}\n{}",
                        page.text(),
                        none.text()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of the table:\n{}", wrong.len(), wrong.join("\n"));
    world.is_as_it_was().await;
}

#[test]
fn the_table_says_what_the_registry_says() {
    for &route in RouteId::ALL {
        for persona in Persona::ALL {
            let gets = row(route).gets(persona);
            let fits = match route.access() {
                Access::Anyone => gets != Gets::LogIn && gets != Gets::AccountLogIn && gets != Gets::Asked,
                Access::Requester => persona == Persona::Requester || gets.is_denial(),
                Access::Staff(capability) => match persona.role() {
                    None => gets == Gets::LogIn,
                    Some(role) => persona::can(role, capability) != gets.is_denial(),
                },
                Access::Entered => (persona.role().is_none()) == (gets == Gets::LogIn),
                Access::Account => (persona == Persona::Account) != (gets == Gets::AccountLogIn),
                // No route says so yet: whoever adds the first one adds the persona.
                Access::Guardian => false,
                Access::Api => gets == Gets::Status(401),
            };
            assert!(fits, "{route:?} is for {:?}, but {persona:?} gets {gets:?}", route.access());
        }
    }
}

#[tokio::test]
async fn no_other_site_posts_anything() {
    let world = World::begin().await;
    // What programs ask reads no cookie: a foreign site's browser comes with nothing that it could use.
    for &route in RouteId::ALL.iter().filter(|route| route.method() == Method::POST && route.access() != Access::Api) {
        for persona in Persona::ALL {
            let foreign = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
            let page = world.browser(persona).send(Method::POST, &path(&world, route, true), &foreign, Body::from("words=x")).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{route:?} as {persona:?}");
        }
    }
    world.is_as_it_was().await;
}

#[tokio::test]
async fn a_route_takes_its_own_methods_alone() {
    let world = World::begin().await;
    let mut paths: Vec<&str> = RouteId::ALL.iter().filter(|route| !route.is_dev()).map(|route| route.path()).collect();
    paths.dedup();
    for one in paths {
        let routes: Vec<RouteId> = RouteId::ALL.iter().copied().filter(|route| route.path() == one).collect();
        let own = [("sec-fetch-site", "same-origin")];
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            if routes.iter().all(|route| route.method() != method) {
                let page = world.browser(Persona::Lead).send(method.clone(), &path(&world, routes[0], true), &own, Body::empty()).await;
                assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {one}");
            }
        }
    }
}

#[test]
fn the_registry_is_all_there_is() {
    // A server function would be a route that stands in no registry: there are none.
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                walk(&entry.path(), found);
            } else if std::fs::read_to_string(entry.path()).is_ok_and(|text| text.contains("#[server")) {
                found.push(entry.path().display().to_string());
            }
        }
    }
    let mut found = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"), &mut found);
    assert_eq!(found, Vec::<String>::new());
    let mut seen = std::collections::BTreeSet::new();
    for route in RouteId::ALL {
        assert!(seen.insert((route.method().to_string(), route.path())), "{route:?} stands there twice");
    }
}

#[tokio::test]
async fn captured_mail_is_there_in_the_development_portal_alone() {
    let world = World::begin().await;
    let config = WebConfig { dev: true, ..web_of(&world.story.test).config.clone() };
    let mut browser = Browser::with(&world.story.test, config);
    for route in RouteId::ALL.iter().filter(|route| route.is_dev()) {
        let path = path(&world, *route, true);
        let found = browser.send(Method::GET, &path, &[("host", "localhost:3000")], Body::empty()).await;
        // There is no captured mail here: the list is empty, and a mail of it is not there.
        assert_eq!(found.status == StatusCode::OK, *route == RouteId::DevMails, "{route:?}");
        let elsewhere = browser.send(Method::GET, &path, &[("host", "habeas.example")], Body::empty()).await;
        assert_eq!(elsewhere.status, StatusCode::MISDIRECTED_REQUEST, "{route:?}");
    }
}

//! Every route of the registry, walked as everybody: what each gets is pinned in [`rows`] (and for what is a child's in [`childs`]),
//! and a route without a row does not compile. What is denied looks like what does not exist.

pub(super) mod childs;
pub(super) mod persona;
pub(super) mod rows;
pub(super) mod world;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::role::works_on;
use domain::{Role, Scope};
use server::http::WebConfig;
use server::http::routes::{Access, Capability, RouteId};
use server::testing::web_of;

use crate::support::browser::{Browser, Page};
use crate::web::portal;
use persona::{ACCOUNTS, Persona};
use rows::{About, Gets, Row, row};
use world::{PERSONAL, World};

/// A reference of nobody's request, and an identifier of nothing.
const NOBODYS: &str = "HT-0000-0000";
const NO_ID: &str = "00000000000000000000000000";

/// The reference that a row is about.
fn reference(world: &World, about: About) -> &str {
    match about {
        About::Request => &world.reference,
        About::Case => &world.case,
        About::Childs => &world.childs,
        About::Claim => &world.claim,
    }
}

/// The route's path in this world; or the same for something that does not exist. A path in which nothing varies is known to exist.
pub(super) fn path(world: &World, route: RouteId, about: About, exists: bool) -> String {
    let id = match route.path() {
        path if path.starts_with("/guardian/") => &world.child,
        path if path.starts_with("/staff/people/") => &world.colleague,
        path if path.starts_with("/staff/calendars/changes/") => &world.change,
        path if path.starts_with("/staff/calendars/") => &world.calendar,
        path if path.starts_with("/staff/rules/") => &world.rules,
        _ if about == About::Claim => &world.evidence,
        _ => &world.file,
    };
    let (reference, id, consent) =
        if exists { (reference(world, about), id.as_str(), world.consent.as_str()) } else { (NOBODYS, NO_ID, NO_ID) };
    let path = route.path().replace("{reference}", reference).replace("{id}", id).replace("{consent}", consent);
    // Secrets are guessed: rows are about what somebody gets without one.
    let path = path.replace("{secret}", "guessed").replace("{token}", "guessed").replace("{number}", "1");
    let act = if path.contains("/clocks/") { "due" } else { "pause" };
    let path = path.replace("{act}", act).replace("{product}", "hellotalk").replace("{slug}", "deletion");
    assert!(!path.contains('{'), "{path}: name what stands for this here");
    path
}

async fn ask(world: &World, persona: Persona, route: RouteId, row: &Row, path: &str) -> Page {
    // Each comes with a browser of their own, so that what one route leaves behind changes nothing on the next.
    let mut browser = world.browser(persona);
    let fields: Vec<(&str, &str)> =
        row.fields.iter().map(|(name, value)| (*name, if *value == "{invitation}" { world.invitation.as_str() } else { *value })).collect();
    match route.method() {
        Method::POST => browser.post(path, &fields).await,
        method => browser.send(method, path, &[], Body::empty()).await,
    }
}

/// A page without what differs from one answer to the next and from one address to the other.
fn plain(page: &Page, path: &str, ids: &[&str]) -> (StatusCode, String, String) {
    let mut text = page.text();
    if let Some((_, rest)) = page.header("content-security-policy").split_once("'nonce-") {
        text = text.replace(rest.split('\'').next().unwrap(), "NONCE");
    }
    let same = |text: &str| ids.iter().fold(text.replace(path, "PATH"), |text, id| text.replace(id, "ID"));
    (page.status, same(page.header("location")), same(&text))
}

/// What of the guardians' data this persona may read in an answer about this.
fn may_read(persona: Persona, about: About) -> &'static [&'static str] {
    match (persona, about) {
        (Persona::Guardian, _) => &["ines@example.org", "Nilo"],
        (Persona::OtherGuardian, _) => &["tomas@example.org", "Juna", "passport.png"],
        (Persona::Looking, About::Childs | About::Claim) => &PERSONAL,
        _ => &[],
    }
}

/// Asks for a route as somebody; answers what is wrong with what they get.
async fn walk(world: &World, route: RouteId, row: &Row, persona: Persona) -> Option<String> {
    let expected = row.gets(persona);
    let (own, mut twin) = (path(world, route, row.about, true), path(world, route, row.about, false));
    if expected == Gets::Nothing && own == twin {
        // A sibling that there is not.
        twin = format!("{}/no-such-page", own.rsplit_once('/').unwrap().0);
    }
    let page = ask(world, persona, route, row, &own).await;
    let got = (page.status.as_u16(), world.named(page.header("location")));
    let as_pinned = match expected {
        Gets::Status(status) => got == (status, String::new()),
        Gets::To(to) => got == (303, to.to_owned()),
        Gets::OwnPage => got.0 == 303 && got.1.starts_with("/requests/"),
        Gets::LogIn => got == (303, "/staff/login".to_owned()) && page.bytes.is_empty(),
        Gets::SecondFirst => got == (303, "/staff/second".to_owned()) && page.bytes.is_empty(),
        Gets::AccountLogIn => got.0 == 303 && got.1.split('?').next() == Some("/account/login") && page.bytes.is_empty(),
        Gets::Nothing => got == (404, String::new()),
        Gets::Asked => got == (200, String::new()),
    };
    if !as_pinned {
        return Some(format!("{route:?} as {persona:?} about {:?}: pinned {expected:?}, got {got:?}", row.about));
    }
    let text = page.text();
    if let Some(personal) = PERSONAL.iter().find(|one| text.contains(**one) && !may_read(persona, row.about).contains(one)) {
        return Some(format!("{route:?} as {persona:?} about {:?}: shows {personal}", row.about));
    }
    if !expected.is_denial() {
        return None;
    }
    let ids = [reference(world, row.about), NOBODYS, &world.child, &world.colleague, &world.file, &world.evidence, &world.consent, NO_ID];
    let none = ask(world, persona, route, row, &twin).await;
    (plain(&page, &own, &ids) != plain(&none, &twin, &ids))
        .then(|| format!("{route:?} as {persona:?}: what is denied differs from what does not exist\n{}\n{}", page.text(), none.text()))
}

#[tokio::test]
async fn everybody_gets_what_is_theirs_and_nothing_else() {
    let world = World::begin().await;
    let mut wrong = Vec::new();
    let (last, first): (Vec<RouteId>, Vec<RouteId>) = RouteId::ALL.iter().partition(|route| row(**route).last);
    let childs = RouteId::ALL.iter().filter_map(|route| childs::row(*route).map(|row| (*route, row)));
    let rows = |list: Vec<RouteId>| list.into_iter().map(|route| (route, row(route)));
    for (route, row) in rows(first).chain(childs).chain(rows(last)) {
        for persona in Persona::ALL {
            wrong.extend(walk(&world, route, &row, persona).await);
        }
    }
    assert!(wrong.is_empty(), "{} of the table:\n{}", wrong.len(), wrong.join("\n"));
    world.is_as_it_was().await;
}

#[tokio::test]
async fn a_childs_page_is_for_its_guardian_and_for_who_has_said_what_for() {
    let world = World::begin().await;
    let page = format!("/requests/{}", world.childs);
    let (own, other) = (world.browser(Persona::Guardian).get(&page).await, world.browser(Persona::OtherGuardian).get(&page).await);
    // The other is asked for a code, as everybody is.
    assert!(!own.has("name=\"reference\"") && own.has(&world.childs));
    assert!(other.has("name=\"reference\""));
    for (reference, personal) in [(&world.childs, "ines@example.org"), (&world.claim, "tomas@example.org")] {
        let page = format!("/staff/tickets/{reference}");
        for persona in Persona::ALL.into_iter().filter(|persona| persona.job().is_some()) {
            let answer = world.browser(persona).get(&page).await;
            assert_eq!(answer.has(personal), persona == Persona::Looking, "{persona:?}");
            // Who is approved is asked what for.
            assert_eq!(answer.has("name=\"purpose\""), persona == Persona::Approved, "{persona:?}");
        }
    }
    for persona in Persona::ALL.into_iter().filter(|persona| persona.job().is_some_and(|job| job.whole)) {
        let queue = world.browser(persona).get("/staff/queue").await;
        let lists = [&world.reference, &world.case, &world.childs].map(|reference| queue.has(reference));
        let expected = match persona {
            Persona::Elsewhere => [false, false, false],
            Persona::Reviewer => [false, true, false],
            Persona::Agent | Persona::Approved | Persona::Looking => [true, false, true],
            _ => [true, true, true],
        };
        assert_eq!(lists, expected, "{persona:?}");
    }
}

/// Whether a member of staff gets what this row says: both factors first, then the capability, the product, the side of the house,
/// and for a child's ticket the approval.
fn staff_fits(route: RouteId, row: &Row, persona: Persona, may: impl Fn(Role) -> bool) -> bool {
    let gets = row.gets(persona);
    let Some(job) = persona.job() else { return gets == Gets::LogIn };
    if !job.whole {
        return gets == Gets::SecondFirst;
    }
    let of_a_ticket = route.path().contains("{reference}");
    let sees = !of_a_ticket || (Scope::parse(job.products).has("hellotalk") && job.role.sees(row.about.kind()));
    let approved = match route {
        RouteId::Ticket | RouteId::TicketLook => true,
        RouteId::TicketFile if row.about.minor() => persona == Persona::Looking,
        _ => !(of_a_ticket && row.about.minor()) || job.minors,
    };
    if may(job.role) && sees && approved && !row.is_void() { !gets.is_denial() } else { gets == Gets::Nothing }
}

/// Whether what the table says fits what the registry says.
fn fits(route: RouteId, row: &Row, persona: Persona) -> bool {
    let gets = row.gets(persona);
    // Who the request belongs to; a guardian's opens from their account.
    let owner = if row.about.minor() { Persona::Guardian } else { Persona::Requester };
    match route.access() {
        Access::Anyone => !matches!(gets, Gets::LogIn | Gets::SecondFirst | Gets::AccountLogIn | Gets::Asked),
        Access::Requester if persona == owner && !row.is_void() => !gets.is_denial(),
        Access::Requester => matches!(gets, Gets::Nothing | Gets::Asked),
        Access::Account | Access::Guardian if !ACCOUNTS.has(persona) => gets == Gets::AccountLogIn,
        Access::Account => gets.is_denial() == row.is_void() && gets != Gets::AccountLogIn,
        Access::Guardian if persona == Persona::Guardian && !row.is_void() => !gets.is_denial(),
        Access::Guardian => gets == Gets::Nothing,
        Access::Staff(capability) => staff_fits(route, row, persona, |role| role.can(capability)),
        Access::Works => staff_fits(route, row, persona, |role| role.can(works_on(row.about.kind()))),
        Access::Entered => gets.is_denial() != persona.job().is_some() && (!gets.is_denial() || gets == Gets::LogIn),
        Access::Api => gets == Gets::Status(401),
    }
}

#[test]
fn the_table_says_what_the_registry_says() {
    for &route in RouteId::ALL {
        for row in [Some(row(route)), childs::row(route)].into_iter().flatten() {
            for persona in Persona::ALL {
                let (access, gets) = (route.access(), row.gets(persona));
                assert!(fits(route, &row, persona), "{route:?} is for {access:?}, but {persona:?} gets {gets:?} about {:?}", row.about);
            }
        }
    }
}

#[test]
fn every_route_about_a_ticket_is_walked_about_a_childs() {
    for &route in RouteId::ALL {
        let walked = childs::row(route).is_some() || childs::ELSEWHERE.contains(&route);
        assert_eq!(walked, route.path().contains("{reference}"), "{route:?}");
    }
    // What nobody gets proves little: it is counted, so that no row becomes one unnoticed.
    let void: Vec<RouteId> = RouteId::ALL.iter().copied().filter(|route| row(*route).is_void()).collect();
    assert_eq!(void, [RouteId::TrackFile, RouteId::AccountEndSession, RouteId::GuardianAsked, RouteId::TicketFlagLift]);
}

#[test]
fn every_capability_has_a_persona_with_it_and_one_without() {
    for capability in Capability::ALL {
        let roles: Vec<Role> = Persona::ALL.into_iter().filter_map(|persona| Some(persona.job()?.role)).collect();
        assert!(roles.iter().any(|role| role.can(capability)), "{capability:?}");
        // Everybody who works here sees the queue and opens tickets of their side.
        let common = matches!(capability, Capability::SeeQueue | Capability::OpenTickets);
        assert_eq!(roles.iter().all(|role| role.can(capability)), common, "{capability:?}");
    }
}

#[tokio::test]
async fn no_other_site_posts_anything() {
    let world = World::begin().await;
    // What programs ask reads no cookie: a foreign site's browser comes with nothing that it could use.
    for &route in RouteId::ALL.iter().filter(|route| route.method() == Method::POST && route.access() != Access::Api) {
        for persona in Persona::ALL {
            let foreign = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
            let path = path(&world, route, row(route).about, true);
            let page = world.browser(persona).send(Method::POST, &path, &foreign, Body::from("words=x")).await;
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
                let page = world
                    .browser(Persona::Lead)
                    .send(method.clone(), &path(&world, routes[0], row(routes[0]).about, true), &own, Body::empty())
                    .await;
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
    let (story, _) = portal().await;
    let config = WebConfig { dev: true, ..web_of(&story.test).config.clone() };
    let mut browser = Browser::with(&story.test, config);
    for route in RouteId::ALL.iter().filter(|route| route.is_dev()) {
        let path = route.path().replace("{number}", "1");
        let found = browser.send(Method::GET, &path, &[("host", "localhost:3000")], Body::empty()).await;
        // There is no captured mail here: the list is empty, and a mail of it is not there.
        assert_eq!(found.status == StatusCode::OK, *route == RouteId::DevMails, "{route:?}");
        let elsewhere = browser.send(Method::GET, &path, &[("host", "habeas.example")], Body::empty()).await;
        assert_eq!(elsewhere.status, StatusCode::MISDIRECTED_REQUEST, "{route:?}");
    }
}

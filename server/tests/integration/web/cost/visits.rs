//! Which pages are opened, as whom: every GET of the registry as everybody who gets it, a child's as well, and the pages that differ
//! by what is asked for.

use axum::body::Body;
use axum::http::Method;
use server::http::routes::RouteId;

use super::super::routes::persona::{Persona, Set};
use super::super::routes::rows::{About, Gets, Row, row};
use super::super::routes::world::World;
use super::super::routes::{childs, path};
use crate::support::browser::Page;

/// One page as one person.
pub struct Visit {
    /// What the page is called in failures and exceptions.
    pub name: String,
    pub persona: Persona,
    pub path: String,
    /// What is posted; nothing: it is only opened.
    fields: Vec<(&'static str, String)>,
    /// The status that it must have.
    pub status: u16,
}

impl Visit {
    pub async fn open(&self, world: &World) -> Page {
        // Each comes with a browser of their own, so that what one page leaves behind changes nothing on the next.
        let mut browser = world.browser(self.persona);
        if self.fields.is_empty() {
            return browser.send(Method::GET, &self.path, &[], Body::empty()).await;
        }
        let fields: Vec<(&str, &str)> = self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&self.path, &fields).await
    }
}

fn status(gets: Gets) -> u16 {
    match gets {
        Gets::Status(status) => status,
        _ => 303,
    }
}

fn of_row(world: &World, route: RouteId, row: &Row) -> impl Iterator<Item = Visit> {
    let name = match row.about {
        About::Request => format!("{route:?}"),
        about => format!("{route:?} ({about:?})"),
    };
    let path = path(world, route, row.about, true);
    let row = *row;
    Persona::ALL
        .into_iter()
        .map(move |persona| (persona, row.gets(persona)))
        .filter(|(_, gets)| !gets.is_denial())
        .map(move |(persona, gets)| Visit { name: name.clone(), persona, path: path.clone(), fields: Vec::new(), status: status(gets) })
}

/// Every page, in the registry's order.
pub async fn visits(world: &World) -> Vec<Visit> {
    let mut list = Vec::new();
    for &route in RouteId::ALL.iter().filter(|route| route.method() == Method::GET && !route.is_dev()) {
        for row in std::iter::once(row(route)).chain(childs::row(route)) {
            list.extend(of_row(world, route, &row));
        }
    }
    list.extend(queues(world).await);
    list.extend(logs(world).await);
    list.extend(figures(world));
    list
}

/// Everybody whose lists are narrowed in another way: to requests, to one product, to reports, to nothing.
const SIDES: Set = Set::of(&[Persona::Agent, Persona::Elsewhere, Persona::Reviewer, Persona::Lead]);

fn asked(who: Set, path: &str) -> impl Iterator<Item = Visit> {
    let path = path.to_owned();
    Persona::ALL.into_iter().filter(move |persona| who.has(*persona)).map(move |persona| Visit {
        name: path.clone(),
        persona,
        path: path.clone(),
        fields: Vec::new(),
        status: 200,
    })
}

/// The page after the first, as the first leads to it.
async fn second(world: &World, persona: Persona, path: &str) -> Option<Visit> {
    let page = world.browser(persona).get(path).await;
    let text = page.text();
    let (_, rest) = text.split_once("after=")?;
    let after = rest.split(['"', '&']).next()?;
    let to = format!("{path}{}after={after}", if path.contains('?') { '&' } else { '?' });
    Some(Visit { name: format!("{path}, its second page"), persona, path: to, fields: Vec::new(), status: 200 })
}

async fn queues(world: &World) -> Vec<Visit> {
    let mut list = Vec::new();
    for query in [
        "view=mine",
        "view=unassigned",
        "view=at_risk",
        "view=breached",
        "view=paused",
        "kind=deletion",
        "kind=report",
        "product=hellotalk",
        "product=japanese-ai&kind=access&view=at_risk",
        "state=in_review",
        "state=fulfilled",
        "state=decided",
        "state=denied&product=hellotalk",
        "state=duplicate&kind=deletion&view=mine",
    ] {
        list.extend(asked(SIDES, &format!("/staff/queue?{query}")));
    }
    for persona in [Persona::Agent, Persona::Reviewer, Persona::Lead] {
        for path in ["/staff/queue", "/staff/queue?state=fulfilled", "/staff/queue?state=decided"] {
            list.extend(second(world, persona, path).await);
        }
        list.push(posts(persona, "/staff/next", 303, ("but", "the request", &world.reference)));
        for (what, wanted) in [
            ("an address", "mika@example.org"),
            ("nobody", "nobody@example.org"),
            ("a reference", &world.reference),
            ("a case", &world.case),
        ] {
            list.push(posts(persona, "/staff/search", 200, ("q", what, wanted)));
        }
    }
    list
}

fn posts(persona: Persona, path: &str, status: u16, (field, what, value): (&'static str, &str, &str)) -> Visit {
    let fields = vec![(field, value.to_owned())];
    Visit { name: format!("{path} with {what}"), persona, path: path.to_owned(), fields, status }
}

async fn logs(world: &World) -> Vec<Visit> {
    let officer = Persona::Officer;
    let mut list = Vec::new();
    for path in ["/staff/access", "/staff/refusals"] {
        list.extend(second(world, officer, path).await);
    }
    let member = &world.colleague;
    for query in [
        format!("member={member}"),
        format!("reference={}", world.reference),
        "minors=yes".to_owned(),
        "product=japanese-ai".to_owned(),
        "from=2026-02-01&to=2026-02-02".to_owned(),
        format!("member={member}&minors=yes&product=hellotalk"),
    ] {
        let mut visit = asked(Set::of(&[Persona::Officer]), &format!("/staff/access?{query}")).next().unwrap();
        visit.name = visit.name.replace(member, "MEMBER").replace(&world.reference, "REFERENCE");
        list.push(visit);
    }
    for query in ["product=japanese-ai", "from=2026-02-24&to=2026-02-27"] {
        list.extend(asked(Set::of(&[Persona::Officer]), &format!("/staff/refusals?{query}")));
    }
    list
}

/// The figures of one day, and the tickets behind each number of a promise.
fn figures(world: &World) -> Vec<Visit> {
    let mut list = Vec::new();
    let version = world.story.products.get("hellotalk").unwrap().pack.policy.version_tag();
    list.extend(asked(Set::of(&[Persona::Lead]), "/staff/promises?from=2026-02-02&to=2026-02-02"));
    for which in ["ended", "kept", "broken", "open", "at_risk", "overdue", "paused", "unanswered"] {
        for clock in ["promise", "law"] {
            let path = format!("/staff/promises/tickets?product=hellotalk&kind=deletion&clock={clock}&version={version}&which={which}");
            list.extend(
                asked(Set::of(&[Persona::Lead]), &path).map(|visit| Visit { name: format!("{clock} {which}: its tickets"), ..visit }),
            );
        }
    }
    list
}

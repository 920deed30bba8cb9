//! What stands on a page, read as a browser reads it.

use app::texts::T;
use axum::http::StatusCode;
use domain::Lang;
use jiff::Timestamp;

use super::browser::Page;

const EN: T = T(Lang::En);

/// The page came back with these errors, by the ids of their fields, and no others: each in the summary, linked to its field, and
/// beside the field in the same words; and the tab says so.
pub fn is_refused(page: &Page, errors: &[(&str, String)]) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    assert!(words(&inside(page, "<title")).starts_with(EN.title_error("").trim()));
    let (html, summary) = (page.text(), inside(page, "class=\"error-summary\""));
    let all = |name: &str| elements(&summary, name).iter().map(|(_, inside)| words(inside)).collect::<Vec<_>>();
    assert_eq!(all("h2"), [EN.error_heading()]);
    assert_eq!(all("li"), errors.iter().map(|(_, said)| said.clone()).collect::<Vec<_>>());
    let links: Vec<_> = elements(&summary, "a").into_iter().map(|(tag, inside)| (attr(tag, "href"), words(inside))).collect();
    assert_eq!(links, errors.iter().map(|(id, said)| (Some(format!("#{id}")), said.clone())).collect::<Vec<_>>());
    for (id, said) in errors {
        let own = format!(" id=\"{id}\"");
        assert_eq!(html.matches(&own).count(), 1, "the link leads to one field: {id}");
        assert!(words(&inside(page, &format!("id=\"{id}-error\""))).contains(said), "{id}");
        // Whoever comes to the field is told what is wrong with it: by the field itself, or by the group that it is in.
        let told = |tag: &str| attr(tag, "aria-describedby").is_some_and(|ids| ids.split(' ').any(|one| one == format!("{id}-error")));
        let controls =
            ["input", "textarea", "select"].into_iter().flat_map(|name| elements(&html, name)).filter(|(tag, _)| tag.contains(&own));
        let groups = elements(&html, "fieldset").into_iter().filter(|(_, inside)| inside.contains(&own));
        assert_eq!(controls.chain(groups).filter(|(tag, _)| told(tag)).count(), 1, "{id}");
    }
}

/// The heading of the page.
pub fn heading(page: &Page) -> String {
    words(&inside(page, "<h1"))
}

/// The due timestamps of the clocks on a page.
pub fn dues(page: &Page) -> Vec<Timestamp> {
    let html = page.text();
    let dues = elements(&html, "p").into_iter().filter(|(tag, _)| tag.contains("class=\"due\""));
    dues.flat_map(|(_, inside)| moments(inside)).collect()
}

/// The timestamps in some HTML.
pub fn moments(html: &str) -> Vec<Timestamp> {
    elements(html, "time").into_iter().map(|(tag, _)| attr(tag, "datetime").expect("a moment").parse().unwrap()).collect()
}

/// What stands in the first element whose tag has this.
pub fn inside(page: &Page, mark: &str) -> String {
    let html = page.text();
    let at = html.find(mark).unwrap_or_else(|| panic!("no {mark} in {html}"));
    element(&html[html[..=at].rfind('<').unwrap()..]).1.to_owned()
}

/// All elements of this name: their tags, and what stands in them.
pub fn elements<'a>(html: &'a str, name: &str) -> Vec<(&'a str, &'a str)> {
    html.match_indices('<').filter(|(at, _)| begins(&html[*at..], name)).map(|(at, _)| element(&html[at..])).collect()
}

/// Whether this begins with the tag of an element of this name.
fn begins(html: &str, name: &str) -> bool {
    html[1..].strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '/']))
}

/// The element with which this begins.
fn element(html: &str) -> (&str, &str) {
    let (tag, rest) = html.split_at(html.find('>').unwrap() + 1);
    let name = tag[1..].split([' ', '>', '/']).next().unwrap();
    let mut depth = 0;
    for (at, _) in rest.match_indices('<') {
        match rest[at..].strip_prefix("</") {
            Some(end) if end.strip_prefix(name).is_some_and(|end| end.starts_with('>')) && depth == 0 => return (tag, &rest[..at]),
            Some(end) if end.strip_prefix(name).is_some_and(|end| end.starts_with('>')) => depth -= 1,
            Some(_) => {}
            None => depth += i32::from(begins(&rest[at..], name)),
        }
    }
    (tag, "")
}

/// An attribute of a tag.
pub fn attr(tag: &str, name: &str) -> Option<String> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next().map(plain)
}

/// The words of some HTML, as they are read.
pub fn words(html: &str) -> String {
    let pieces =
        html.split('<').enumerate().map(|(at, piece)| if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) });
    plain(&pieces.collect::<String>()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without HTML's entities.
pub fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}

/// The first attribute of this name in some HTML; empty when there is none.
pub fn attribute<'a>(html: &'a str, name: &str) -> &'a str {
    html.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
}

/// The page as HTML, without the marks that leptos leaves between texts.
pub fn html(page: &Page) -> String {
    page.text().replace("<!>", "")
}

/// What stands between these two, the first time.
pub fn between(html: &str, before: &str, after: &str) -> String {
    let (_, rest) = html.split_once(before).unwrap_or_else(|| panic!("no {before} in {html}"));
    rest.split(after).next().unwrap_or_default().to_owned()
}

/// What the page is about, without what stands around it on every page.
pub fn main_of(page: &Page) -> String {
    between(&html(page), "<main ", "</main>")
}

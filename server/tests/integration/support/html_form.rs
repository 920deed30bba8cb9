//! Forms and links as they stand on a page, used as a browser uses them.

use axum::http::StatusCode;

use super::browser::{Browser, Page};
use super::html::{attr, attribute, elements, html, plain};

/// A form of a page as a browser would send it: with what it is prefilled with, and what a person enters.
pub struct Form {
    tag: String,
    inside: String,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The one form in which this stands: the words of its button, the name of a field, an attribute.
    pub fn of(page: &Page, mark: &str) -> Self {
        let mut all = Self::all(page, mark);
        assert_eq!(all.len(), 1, "forms with {mark} in {}", page.text());
        all.remove(0)
    }

    /// Every form in which this stands.
    fn all(page: &Page, mark: &str) -> Vec<Self> {
        let html = html(page);
        let found = elements(&html, "form").into_iter().filter(|(tag, inside)| tag.contains(mark) || inside.contains(mark));
        found.map(|(tag, inside)| Self::read(tag, inside)).collect()
    }

    fn read(tag: &str, inside: &str) -> Self {
        let of = |tag: &str| (attr(tag, "name").unwrap_or_default(), attr(tag, "value").unwrap_or_default());
        let inputs = elements(inside, "input").into_iter().filter(|(tag, _)| !is_box(tag) || tag.contains(" checked"));
        let mut fields: Vec<_> = inputs.map(|(tag, _)| of(tag)).filter(|(name, _)| !name.is_empty()).collect();
        fields.extend(elements(inside, "textarea").into_iter().map(|(tag, typed)| (of(tag).0, plain(typed))));
        for (tag, options) in elements(inside, "select") {
            let options = elements(options, "option");
            let chosen = options.iter().find(|(option, _)| option.contains(" selected")).or(options.first());
            fields.push((of(tag).0, chosen.map(|(option, _)| of(option).1).unwrap_or_default()));
        }
        Self { tag: tag.to_owned(), inside: inside.to_owned(), fields }
    }

    /// What stands in a field, or is chosen in a group.
    pub fn value(&self, name: &str) -> &str {
        &self.fields.iter().find(|field| field.0 == name).unwrap_or_else(|| panic!("no field {name}")).1
    }

    /// Types into a field or chooses from a list.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        let all = ["input", "select", "textarea"].into_iter().flat_map(|element| elements(&self.inside, element));
        let named = all.map(|(tag, _)| tag).find(|tag| attr(tag, "name").as_deref() == Some(name) && !tag.contains("type=\"hidden\""));
        self.expect_label(named.unwrap_or_else(|| panic!("no field {name} in {}", self.inside)));
        if let Some((_, options)) = elements(&self.inside, "select").iter().find(|(tag, _)| attr(tag, "name").as_deref() == Some(name)) {
            assert!(options.contains(&format!(" value=\"{value}\"")), "{name} offers no {value}");
        }
        let field = self.fields.iter_mut().find(|field| field.0 == name).unwrap_or_else(|| panic!("no field {name}"));
        value.clone_into(&mut field.1);
        self
    }

    /// Ticks a box, or chooses one of a group.
    pub fn tick(mut self, name: &str, value: &str) -> Self {
        let boxes = elements(&self.inside, "input");
        let has = |tag: &str, name: &str, wanted: &str| attr(tag, name).as_deref() == Some(wanted);
        let found = boxes.iter().find(|(tag, _)| is_box(tag) && has(tag, "name", name) && has(tag, "value", value));
        let (tag, _) = found.unwrap_or_else(|| panic!("no {name} to tick with {value}"));
        self.expect_label(tag);
        if has(tag, "type", "radio") {
            self.fields.retain(|field| field.0 != name);
        }
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Presses the button with this name and value.
    pub async fn press(self, name: &str, value: &str, browser: &mut Browser) -> Page {
        self.pressed(name, value).send(browser).await
    }

    fn pressed(mut self, name: &str, value: &str) -> Self {
        let button = format!("name=\"{name}\" value=\"{value}\"");
        assert!(elements(&self.inside, "button").iter().any(|(tag, _)| tag.contains(&button)), "no button {button}");
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What has this name.
    fn control(&self, name: &str) -> Control {
        let has = |element: &str| {
            elements(&self.inside, element).into_iter().map(|(tag, _)| tag).find(|tag| attr(tag, "name").as_deref() == Some(name))
        };
        match has("input") {
            Some(tag) if is_box(tag) => Control::Box,
            None if has("button").is_some() => Control::Button,
            _ => Control::Field,
        }
    }

    /// Nobody can fill in what has no words.
    fn expect_label(&self, tag: &str) {
        let id = attr(tag, "id").unwrap_or_default();
        assert!(self.inside.contains(&format!("<label for=\"{id}\"")) || tag.contains(" aria-label"), "no label for {tag}");
    }

    /// Sends it where it says, as it says.
    pub async fn send(&self, browser: &mut Browser) -> Page {
        let action = attr(&self.tag, "action").expect("an action");
        let fields: Vec<_> = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if !self.tag.contains("method=\"post\"") {
            browser.get(&format!("{action}?{}", serde_html_form::to_string(&fields).unwrap())).await
        } else if self.tag.contains("multipart/form-data") {
            browser.upload(&action, &fields, &[]).await
        } else {
            browser.post(&action, &fields).await
        }
    }
}

/// What a name of a form stands for.
enum Control {
    Box,
    Button,
    Field,
}

fn is_box(tag: &str) -> bool {
    tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"")
}

/// Fills the first form in which this stands on a page and sends it: a choice is ticked, a button of this name pressed, into
/// everything else is typed.
pub async fn send(browser: &mut Browser, page: &Page, mark: &str, fields: &[(&str, &str)]) -> Page {
    let mut form = Form::all(page, mark).into_iter().next().unwrap_or_else(|| panic!("no form with {mark} in {}", page.text()));
    for (name, value) in fields {
        form = match form.control(name) {
            Control::Box => form.tick(name, value),
            Control::Button => form.pressed(name, value),
            Control::Field => form.set(name, value),
        };
    }
    form.send(browser).await
}

/// Follows the link with these words.
pub async fn follow(browser: &mut Browser, page: &Page, words: &str) -> Page {
    let html = html(page);
    let (before, _) = html.split_once(&format!(">{words}</a>")).unwrap_or_else(|| panic!("no link {words} in {html}"));
    let (_, link) = before.rsplit_once("<a ").unwrap();
    let page = browser.get(attribute(link, "href")).await;
    assert_eq!(page.status, StatusCode::OK);
    page
}

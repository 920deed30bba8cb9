//! The captured mail of the development portal (`/dev/mail`): people and tests read codes and follow links here.

use leptos::prelude::*;

use crate::components::icon::{icon, pointing};
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::{CapturedView, MailsView};

/// The list of mails, or the one that is open.
#[must_use]
pub fn page(chrome: &Chrome, view: &MailsView) -> Page {
    let t = chrome.t;
    let (title, body) = match &view.open {
        Some(mail) => (mail.subject.clone(), one(chrome, mail)),
        None => (t.dev_mail_title(), list(chrome, &view.mails)),
    };
    Page { title, error: false, islands: false, wide: chrome.staff.is_some(), body }
}

fn list(chrome: &Chrome, mails: &[CapturedView]) -> AnyView {
    let t = chrome.t;
    let items = mails
        .iter()
        .map(|mail| {
            view! {
                <li data-testid="mail">
                    <span class="subject"><a href=format!("/dev/mail/{}", mail.number)>{mail.subject.clone()}</a></span>
                    <time datetime=mail.at.to_string()>{t.short_moment(mail.at, &chrome.zone)}</time>
                    <span class="to">{t.dev_mail_to_line(mail.to.as_str())}</span>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let inside = if items.is_empty() {
        view! { <div class="empty-state">{icon("mail")}<p>{t.dev_mail_none()}</p></div> }.into_any()
    } else {
        view! { <ul class="mail-list" role="list" data-testid="mails">{items}</ul> }.into_any()
    };
    view! { <h1>{t.dev_mail_title()}</h1><p class="lede">{t.dev_mail_lead()}</p>{inside} }.into_any()
}

fn one(chrome: &Chrome, mail: &CapturedView) -> AnyView {
    let t = chrome.t;
    let html = (!mail.html.is_empty()).then(|| shown(t, &mail.html));
    view! {
        <p><a class="back-link" href="/dev/mail">{pointing("arrow-start")}{t.dev_mail_all()}</a></p>
        <article class="mail-view" data-testid="mail-open">
            <header>
                <h1>{mail.subject.clone()}</h1>
                <dl>
                    <dt>{t.dev_mail_to()}</dt><dd class="ltr" data-testid="mail-to">{mail.to.clone()}</dd>
                    <dt>{t.dev_mail_at()}</dt><dd><time datetime=mail.at.to_string()>{t.moment(mail.at, &chrome.zone)}</time></dd>
                </dl>
            </header>
            <pre class="body" tabindex="0" aria-label=t.dev_mail_text() data-testid="mail-text">{linked(&mail.text)}</pre>
            {html}
        </article>
    }
    .into_any()
}

/// The HTML part in a frame that may do nothing: no script, no form, no origin, no link out of it.
fn shown(t: T, html: &str) -> AnyView {
    view! {
        <details data-testid="mail-html">
            <summary>{t.dev_mail_html()}</summary>
            <iframe sandbox="" srcdoc=html.to_owned() title=t.dev_mail_html() width="100%" height="640"></iframe>
        </details>
    }
    .into_any()
}

/// The text with its addresses as links, each opened here. Everything else stays text.
fn linked(text: &str) -> Vec<AnyView> {
    pieces(text)
        .into_iter()
        .map(|(piece, is_link)| {
            if is_link {
                view! { <a href=piece.to_owned() data-testid="mail-link">{piece.to_owned()}</a> }.into_any()
            } else {
                view! { {piece.to_owned()} }.into_any()
            }
        })
        .collect()
}

/// Cuts a text into addresses (`http://`, `https://`) and what stands between. An address ends at white space, at a bracket or a
/// quotation mark, and does not take a full stop or comma with it.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, link) = rest.split_at(start);
        let end = link.find(|c: char| c.is_whitespace() || "<>\"'()[]，。）」》".contains(c)).unwrap_or(link.len());
        let link_text = link[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        if !before.is_empty() {
            found.push((before, false));
        }
        found.push((link_text, true));
        rest = &link[link_text.len()..];
    }
    if !rest.is_empty() {
        found.push((rest, false));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_links_without_the_full_stop() {
        let text = "Open http://localhost:3000/link/abc.\nOr https://x.example/a?b=c#d, twice。";
        let found = pieces(text);
        let links: Vec<_> = found.iter().filter(|(_, link)| *link).map(|(piece, _)| *piece).collect();
        assert_eq!(links, ["http://localhost:3000/link/abc", "https://x.example/a?b=c#d"]);
        assert_eq!(found.iter().map(|(piece, _)| *piece).collect::<String>(), text);
    }

    #[test]
    fn nothing_but_a_scheme_does_not_loop() {
        assert_eq!(pieces("https://").iter().map(|(piece, _)| *piece).collect::<String>(), "https://");
        assert_eq!(pieces("").len(), 0);
    }
}

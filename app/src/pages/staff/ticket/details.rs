//! What is asked for, in full, with the pack's own names.

use domain::pack::{Pack, StreamEffect};
use domain::request::Details;
use leptos::prelude::*;

use crate::islands::CopyButton;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// The details of the ticket's kind.
pub(super) fn details(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let pack = &view.pack;
    let facts: Vec<(String, AnyView)> = match &view.details {
        Details::Access { categories: chosen, transfers, format, words } => {
            let mut facts = vec![(t.ticket_categories(), categories(t, pack, chosen, t.ticket_everything()))];
            if *transfers {
                facts.push((t.ticket_transfers(), text(t.ticket_transfers_yes())));
            }
            facts.push((t.ticket_format(), text(t.coded("ticket-format", format))));
            facts.push((t.ticket_words(), said(words)));
            facts
        }
        Details::Correction { category, says, should_say, words } => vec![
            (t.ticket_categories(), categories(t, pack, std::slice::from_ref(category), String::new())),
            (t.ticket_says(), said(says)),
            (t.ticket_should_say(), said(should_say)),
            (t.ticket_words(), said(words)),
        ],
        Details::Deletion { categories: chosen, words } => {
            vec![(t.ticket_categories(), categories(t, pack, chosen, t.ticket_account())), (t.ticket_words(), said(words))]
        }
        Details::AiTrainingWithdrawal { streams: chosen, words } => {
            vec![(t.ticket_streams(), streams(t, pack, chosen)), (t.ticket_words(), said(words))]
        }
        Details::AdvertisingOptOut { words } => {
            let partners = pack.ads.as_ref().map(|ads| ads.partners.join(", ")).unwrap_or_default();
            vec![(t.ticket_partners(), text(partners)), (t.ticket_words(), said(words))]
        }
        Details::ConsentRevocation { words } => vec![(t.ticket_words(), said(words))],
        Details::GuardianAuthority { relation, methods, words } => {
            let methods = methods.iter().map(|method| t.coded("method", method)).collect::<Vec<_>>().join(", ");
            vec![
                (t.authority_relation(), text(t.coded("relation", relation))),
                (t.authority_methods(), text(methods)),
                (t.ticket_words(), said(words)),
            ]
        }
        Details::ChildAccount { account, relation, age, words } => vec![
            (t.child_account(), reported(t, view, account)),
            (t.child_teller(), text(t.coded("teller", relation))),
            (t.child_age(), text(age.map(|age| age.to_string()).unwrap_or_default())),
            (t.child_limit_product(), text(view.child_limits.0.map(|age| t.child_limit_from(age)).unwrap_or_default())),
            (t.child_limit_country(), text(country_limit(t, view))),
            (t.ticket_words(), said(words)),
        ],
        Details::Report { target, value } => vec![(t.coded("ticket-target", target), reported(t, view, value))],
    };
    let facts = facts.into_iter().map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> }.into_any()).collect::<Vec<_>>();
    view! { <section class="panel" data-testid="details"><h2>{t.ticket_asked()}</h2><dl class="summary">{facts}</dl></section> }.into_any()
}

/// From which age somebody consents alone where the child is said to live.
fn country_limit(t: T, view: &TicketView) -> String {
    match view.child_limits.1 {
        None => String::new(),
        Some((age, true)) => t.child_limit_from(age),
        Some((age, false)) => t.child_limit_unconfirmed(age),
    }
}

fn text(words: String) -> AnyView {
    if words.is_empty() { view! { <span class="muted">"–"</span> }.into_any() } else { view! { {words} }.into_any() }
}

/// Words of the requester, with their line breaks; a dash when there are none.
fn said(words: &str) -> AnyView {
    if words.is_empty() { text(String::new()) } else { view! { <div class="body">{words.to_owned()}</div> }.into_any() }
}

/// Categories by their names, each with its section and what the pack notes for the agent; `all` when none was chosen.
fn categories(t: T, pack: &Pack, chosen: &[String], all: String) -> AnyView {
    if chosen.is_empty() {
        return view! { <strong>{all}</strong> }.into_any();
    }
    let items = chosen
        .iter()
        .map(|id| {
            let Some(category) = pack.category(id) else { return view! { <li>{id.clone()}</li> }.into_any() };
            let sensitive = category.sensitive.then(|| view! { " "<span class="tag">{t.ticket_sensitive()}</span> });
            let note = category.note.as_ref().map(|note| view! { <p class="hint">{note.get(t.lang()).to_owned()}</p> });
            view! {
                <li><strong>{category.name.get(t.lang()).to_owned()}</strong>{sensitive}" "
                    <span class="muted">{t.ticket_section(category.section.as_str())}": "{category.items.get(t.lang()).join(", ")}</span>{note}</li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <ul>{items}</ul> }.into_any()
}

/// Streams by their names: what they cover, and what a withdrawal ends.
fn streams(t: T, pack: &Pack, chosen: &[String]) -> AnyView {
    let items = chosen
        .iter()
        .map(|id| {
            let Some(stream) = pack.stream(id) else { return view! { <li>{id.clone()}</li> }.into_any() };
            let ends = match stream.effect {
                StreamEffect::StopTraining => t.ticket_stream_stops(),
                StreamEffect::StopCollection => t.ticket_stream_ends(),
            };
            view! {
                <li><strong>{stream.name.get(t.lang()).to_owned()}</strong>
                    <p>{ends}<br/><span class="muted">{t.ticket_section(stream.section.as_str())}</span></p>
                    <p class="hint">{stream.covers.get(t.lang()).to_owned()}</p>
                    <p class="hint">{stream.reading.get(t.lang()).to_owned()}</p></li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <ul>{items}</ul> }.into_any()
}

/// What is reported: never a link, so that nobody opens it by a slip; of a child's sexual exploitation not even a button.
fn reported(t: T, view: &TicketView, value: &str) -> AnyView {
    let copy = (!super::report::is_about_child_exploitation(view))
        .then(|| view! { <CopyButton text=value.to_owned() label=t.copy() done=t.copied()/> });
    view! { <div class="code-to-copy"><code data-testid="target">{value.to_owned()}</code>{copy}</div> }.into_any()
}

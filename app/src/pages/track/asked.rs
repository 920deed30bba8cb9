//! What was asked for, as it was sent.

use domain::pack::Pack;
use domain::request::Details;
use leptos::prelude::*;

use crate::components::summary::summary;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::track::TrackView;

/// A folded list of everything that the requester sent.
pub(super) fn summary_of(chrome: &Chrome, view: &TrackView) -> AnyView {
    let t = chrome.t;
    let subject = &view.subject;
    let mut facts = details(t, &view.pack, &view.details);
    facts.push((t.field_email(), subject.email.clone()));
    facts.push((t.field_login(), subject.login.as_ref().map(|login| t.coded("login", login)).unwrap_or_default()));
    facts.push((t.field_app_id(), subject.app_id.clone().unwrap_or_default()));
    view! { <details><summary>{t.track_asked()}</summary>{summary(facts)}</details> }.into_any()
}

fn details(t: T, pack: &Pack, details: &Details) -> Vec<(String, String)> {
    let lang = t.lang();
    let comma = t.list_comma();
    let name = |id: &String| pack.category(id).map_or_else(|| id.clone(), |category| category.name.get(lang).to_owned());
    let names = |ids: &[String], all: String| {
        if ids.is_empty() { all } else { ids.iter().map(name).collect::<Vec<_>>().join(&comma) }
    };
    match details {
        Details::Access { categories, transfers, format, words } => vec![
            (t.access_scope(), names(categories, t.access_all())),
            (t.transfers_title(), if *transfers { t.yes() } else { String::new() }),
            (t.access_format(), t.coded("format", format)),
            (t.field_words(), words.clone()),
        ],
        Details::Correction { category, says, should_say, words } => vec![
            (t.correction_category(), name(category)),
            (t.correction_says(), says.clone()),
            (t.correction_should_say(), should_say.clone()),
            (t.field_words_correction(), words.clone()),
        ],
        Details::Deletion { categories, words } => {
            vec![(t.deletion_scope(), names(categories, t.deletion_account())), (t.field_words(), words.clone())]
        }
        Details::AiTrainingWithdrawal { streams, words } => {
            let streams = streams.iter().map(|id| pack.stream(id).map_or_else(|| id.clone(), |stream| stream.name.get(lang).to_owned()));
            vec![(t.ai_streams(), streams.collect::<Vec<_>>().join(&comma)), (t.field_words(), words.clone())]
        }
        Details::AdvertisingOptOut { words } => vec![(t.field_words(), words.clone())],
        Details::ConsentRevocation { words } => vec![(t.field_words(), words.clone())],
        Details::GuardianAuthority { relation, methods, words } => {
            let methods = methods.iter().map(|method| t.coded("method", method)).collect::<Vec<_>>().join(&comma);
            vec![
                (t.authority_relation(), t.coded("relation", relation)),
                (t.authority_methods(), methods),
                (t.field_words(), words.clone()),
            ]
        }
        Details::ChildAccount { account, relation, age, words } => vec![
            (t.child_account(), account.clone()),
            (t.child_teller(), t.coded("teller", relation)),
            (t.child_age(), age.map(|age| age.to_string()).unwrap_or_default()),
            (t.field_words(), words.clone()),
        ],
        Details::Report { target, value } => vec![(t.field_target(), t.coded("target", target)), (t.field_value(), value.clone())],
    }
}

//! What was refused: each part with its reason in plain words, the explanation, the law, and the record that must be kept.

use domain::pack::Pack;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::components::summary::summary;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::track::RefusalView;

pub(super) fn list(chrome: &Chrome, pack: &Pack, refusals: &[RefusalView]) -> Option<AnyView> {
    if refusals.is_empty() {
        return None;
    }
    let t = chrome.t;
    let items = refusals.iter().map(|refusal| one(t, pack, refusal)).collect::<Vec<_>>();
    Some(view! { <h3>{t.refusal_title()}</h3>{items} }.into_any())
}

fn one(t: T, pack: &Pack, refusal: &RefusalView) -> AnyView {
    let lang = t.lang();
    let what = if refusal.item.is_empty() {
        t.refusal_whole()
    } else {
        let category = pack.category(&refusal.item).map(|category| category.name.get(lang).to_owned());
        let stream = || pack.stream(&refusal.item).map(|stream| stream.name.get(lang).to_owned());
        category.or_else(stream).unwrap_or_else(|| refusal.item.clone())
    };
    let record = refusal.record.as_ref().map(|(record, until)| {
        let until = until.parse::<Date>().map_or_else(|_| until.clone(), |date| t.date(date));
        if until.is_empty() { record.clone() } else { t.refusal_record_until(record.as_str(), until) }
    });
    summary(vec![
        (t.refusal_what(), what),
        (t.refusal_reason(), t.coded("reason", &refusal.reason)),
        (t.refusal_words(), refusal.words.clone()),
        (t.refusal_law(), refusal.law.clone()),
        (t.refusal_record(), record.unwrap_or_default()),
    ])
}

//! Name, language and zone.

use domain::Lang;
use leptos::prelude::*;

use super::{back, page as framed};
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::zone::ZONES;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::account::SettingsView;

/// The page at `/account/settings`.
#[must_use]
pub fn page(chrome: &Chrome, view: &SettingsView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let name = Field { autocomplete: "name", ..Field::new("name", t.account_name()).hint(t.account_name_hint()).class("w-half") };
    let langs = Lang::ALL.into_iter().map(|lang| (lang.tag().to_owned(), lang.own_name().to_owned())).collect();
    let chosen = view.form.value("tz");
    let mut zones = vec![(String::new(), t.account_settings_zone_browser())];
    let others = (!chosen.is_empty() && !ZONES.contains(&chosen.as_str())).then_some(chosen.as_str());
    zones.extend(others.into_iter().chain(ZONES).map(|name| (name.to_owned(), name.replace('_', " "))));
    let body = view! {
        {error_summary(&form)}
        {back(t)}
        <h1>{t.account_settings_name()}</h1>
        <form method="post" action="/account/settings" novalidate>
            {form.input(name)}
            {form.select(Field::new("lang", t.account_settings_lang()).class("w-half"), langs)}
            {form.select(Field::new("tz", t.account_settings_zone()).class("w-half"), zones)}
            <div class="actions"><button class="button">{t.account_settings_save()}</button></div>
        </form>
    };
    framed(t.account_settings_name(), view.form.is_wrong(), body.into_any())
}

//! In which zone moments are shown.

use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::texts::{T, zone_label};
use crate::views::Chrome;

/// Zones that most readers of the two products live in, west to east. Any other comes from the browser.
pub const ZONES: [&str; 28] = [
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Paris",
    "Africa/Cairo",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Asia/Riyadh",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Jakarta",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Taipei",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Australia/Sydney",
];

/// The name of a zone as people read it: "Asia/Hong Kong (UTC+8)".
#[must_use]
pub fn name(chrome: &Chrome, zone: &TimeZone) -> String {
    let name = zone.iana_name().unwrap_or("UTC").replace('_', " ");
    let offset = zone_label(chrome.now, zone);
    if name == offset { name } else { format!("{name} ({offset})") }
}

/// The form with which the zone is changed: the common ones and the present one.
#[must_use]
pub fn form(chrome: &Chrome, action: String) -> AnyView {
    let t: T = chrome.t;
    let here = chrome.zone.iana_name().unwrap_or("UTC").to_owned();
    let mut names: Vec<&str> = ZONES.to_vec();
    if !names.contains(&here.as_str()) {
        names.insert(0, &here);
    }
    let options = names
        .into_iter()
        .map(|id| {
            let words = TimeZone::get(id).map_or_else(|_| id.to_owned(), |zone| name(chrome, &zone));
            view! { <option value=id.to_owned() selected=id == here>{words}</option> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <details><summary>{t.zone_title(name(chrome, &chrome.zone))}</summary>
            <form method="post" action=action>
                <div class="field"><label for="zone">{t.zone_label()}</label><select id="zone" name="tz" class="w-half">{options}</select></div>
                <div class="actions"><button class="button secondary">{t.zone_go()}</button></div>
            </form>
        </details>
    }
    .into_any()
}

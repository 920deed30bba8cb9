//! Which open tickets a change or a move of rules would touch, from when to when.

use leptos::prelude::*;

use super::words;
use crate::pages::staff::parts::long;
use crate::views::Chrome;
use crate::views::calendar::PreviewView;

/// The counts and the list.
#[must_use]
pub fn preview(chrome: &Chrome, view: &PreviewView) -> AnyView {
    let t = chrome.t;
    let rows = view
        .moves
        .iter()
        .map(|one| {
            let moment = |at: Option<jiff::Timestamp>| match at {
                Some(at) => long(chrome, at),
                None => view! { {t.moves_no_clock()} }.into_any(),
            };
            let kind = one.kind.map(|kind| t.coded("staff-kind", kind.code()));
            view! {
                <tr><th scope="row"><a class="reference small" href=format!("/staff/tickets/{}", one.reference)>{one.reference.clone()}</a></th>
                    <td>{one.product.clone()}</td><td>{kind}</td><td>{t.coded("governing", one.clock.code())}</td>
                    <td>{moment(one.from)}</td><td>{moment(one.to)}</td></tr>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let heads = vec![t.access_reference(), t.access_product(), t.refusals_kind(), t.moves_clock(), t.moves_from(), t.moves_to()];
    let more = view.more.then(|| view! { <p class="muted">{t.moves_more(view.moves.len())}</p> });
    view! {
        <p data-testid="preview">{t.moves_counts(view.looked, view.moving)}</p>
        {words::table(t.moves_title(), heads, rows, t.moves_none(), "moves")}
        {more}
    }
    .into_any()
}

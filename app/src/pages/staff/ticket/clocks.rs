//! The clocks beside a ticket: the same cards that the requester sees.

use leptos::prelude::*;

use crate::components::clock::card;
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// All clocks, the governing one first.
pub(super) fn clocks(chrome: &Chrome, view: &TicketView) -> AnyView {
    let mut order: Vec<_> = view.clocks.iter().collect();
    order.sort_by_key(|clock| view.governing.as_deref() != Some(clock.name.code()));
    let closed = view.state.is_closed();
    let cards = order.into_iter().map(|clock| card(chrome, clock, closed)).collect::<Vec<_>>();
    view! { <section aria-labelledby="clocks"><h2 id="clocks" class="visually-hidden">{chrome.t.ticket_clocks()}</h2><div class="clocks" data-testid="clocks">{cards}</div>{super::computed::computed(chrome, &view.computed)}</section> }
        .into_any()
}

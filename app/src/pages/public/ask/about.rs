//! What a person should know before they ask.

use domain::Kind;
use domain::pack::Pack;
use leptos::prelude::*;

use crate::components::{diy, notice};
use crate::texts::T;

/// The ways to do it oneself, if there are any: they are quicker than any request.
pub(super) fn yourself(t: T, pack: &Pack, kind: Kind) -> Option<AnyView> {
    let mut ways = diy::ways(t, &diy::for_kind(pack, kind)).into_iter();
    // One way leads straight to it; the others wait behind a line, so that the form's first question is not far away.
    let first = ways.next()?;
    let others: Vec<_> = ways.collect();
    let more = (!others.is_empty())
        .then(|| view! { <details><summary>{t.diy_more()}</summary><ul role="list" class="stack">{others}</ul></details> });
    Some(notice::notice(
        "",
        view! { <h2>{t.diy_title()}</h2><p>{t.diy_text()}</p><ul role="list" class="stack">{first}</ul>{more} }.into_any(),
    ))
}

/// What happens after the button, and what becomes of what was typed.
pub(super) fn before_sending(t: T, pack: &Pack) -> AnyView {
    view! {
        <h2>{t.ask_next_title()}</h2>
        <ol>
            <li>{t.ask_next_1()}</li>
            <li>{t.ask_next_2()}</li>
            <li>{t.ask_next_3()}</li>
        </ol>
        <p class="hint">{t.ask_kept(t.count_years(pack.tickets.years))}</p>
    }
    .into_any()
}

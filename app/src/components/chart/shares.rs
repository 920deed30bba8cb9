//! Bars of a share, each out of the whole; a gap with a dash where the share is not said.

use leptos::prelude::*;

use super::{GROUND, Mark, Picture, TALLEST, framed, place, unit};
use crate::components::field::escape;
use crate::texts::T;

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareBar {
    /// Tenths of a percent; nothing where it is not said.
    pub tenths: Option<u16>,
    /// The bar in words, for who points at it.
    pub words: String,
}

/// A chart of shares: the top is 100 percent.
#[must_use]
pub fn shares(t: T, picture: &Picture, list: &[ShareBar]) -> AnyView {
    let (ground, tallest) = (f64::from(GROUND), f64::from(TALLEST));
    let drawn = list
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            let (x, width) = place(at, list.len());
            let (class, height) = match bar.tenths {
                Some(tenths) => ("chart-kept", f64::from(tenths.min(1000)) / 1000.0 * tallest),
                None => ("chart-unsaid", 4.0),
            };
            let whole = bar.tenths.map(|_| {
                view! { <rect class="chart-whole" x=unit(x) y=unit(ground - tallest) width=unit(width) height=unit(tallest)></rect> }
                    .into_any()
            });
            view! {
                <g><title inner_html=escape(&bar.words)></title>{whole}
                    <rect class=class x=unit(x) y=unit(ground - height) width=unit(width) height=unit(height)></rect></g>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let mut marks = vec![Mark("chart-kept", t.published_chart_legend())];
    if list.iter().any(|bar| bar.tenths.is_none()) {
        marks.push(Mark("chart-unsaid", t.published_chart_legend_few()));
    }
    framed(picture, marks, drawn.into_any())
}

//! Stacked bars: what was kept, and on top of it what was broken.

use leptos::prelude::*;

use super::{GROUND, Mark, Picture, TALLEST, framed, hatch, place, unit};
use crate::components::field::escape;
use crate::texts::T;

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What was kept.
    pub kept: u64,
    /// What was broken.
    pub broken: u64,
    /// The bar in words, for who points at it.
    pub words: String,
}

/// The least height of what is there at all: one broken promise among thousands is seen.
const LEAST: f64 = 3.0;

/// A chart of stacked bars, as tall as the tallest of them.
#[must_use]
pub fn bars(t: T, picture: &Picture, list: &[Bar]) -> AnyView {
    let most = list.iter().map(|bar| bar.kept.saturating_add(bar.broken)).max().unwrap_or(0).max(1);
    let fill = format!("url(#{})", hatch(&picture.id));
    let drawn = list
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            let (x, width) = place(at, list.len());
            let (kept, broken) = heights(bar, most);
            let ground = f64::from(GROUND);
            let part = |class: &'static str, fill: Option<String>, y: f64, height: f64| {
                (height > 0.0).then(|| {
                    view! { <rect class=class fill=fill x=unit(x) y=unit(y) width=unit(width) height=unit(height)></rect> }.into_any()
                })
            };
            view! {
                <g><title inner_html=escape(&bar.words)></title>
                    {part("chart-kept", None, ground - kept, kept)}
                    {part("chart-broken", Some(fill.clone()), ground - kept - broken, broken)}</g>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let marks = vec![Mark("chart-kept", t.promises_chart_kept()), Mark("chart-broken", t.promises_chart_broken())];
    framed(picture, marks, drawn.into_any())
}

/// The heights of a bar's two parts where so many reach the top.
fn heights(bar: &Bar, most: u64) -> (f64, f64) {
    let height = |count: u64| if count == 0 { 0.0 } else { (count as f64 / most as f64 * f64::from(TALLEST)).max(LEAST) };
    let broken = height(bar.broken);
    // What the broken ones were lifted by is taken from the kept ones, so that nothing stands above the top.
    (height(bar.kept).min(f64::from(TALLEST) - broken).max(0.0), broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(kept: u64, broken: u64) -> Bar {
        Bar { kept, broken, words: String::new() }
    }

    #[test]
    fn nothing_stands_above_the_top_and_one_is_seen() {
        let (kept, broken) = heights(&bar(9999, 1), 10_000);
        assert!((broken - LEAST).abs() < 1e-9 && kept + broken <= f64::from(TALLEST) + 1e-9);
        assert_eq!(heights(&bar(0, 0), 10), (0.0, 0.0));
        let (kept, broken) = heights(&bar(5, 5), 10);
        assert!((kept - broken).abs() < 1e-9 && (kept * 2.0 - f64::from(TALLEST)).abs() < 1e-9);
    }
}

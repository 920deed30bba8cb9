//! Charts, drawn on the server: plain SVG that needs no script. Each is a picture with a name and a description; every number of it
//! stands in a table beside it as well, and a hatching says what a colour says.

mod bars;
mod shares;

pub use bars::{Bar, bars};
pub use shares::{ShareBar, shares};

use leptos::prelude::*;

use super::field::escape;

/// How wide a chart is, in its own units; it grows with its place.
const WIDTH: u32 = 480;
/// How high.
const HEIGHT: u32 = 132;
/// How high a bar can become.
const TALLEST: u32 = 120;
/// Where the bars stand.
const GROUND: u32 = 128;

/// What every chart is given.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The beginning of the ids inside: different for each chart of a page.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it shows, in a sentence.
    pub text: String,
    /// Under its beginning: the first week or month.
    pub first: String,
    /// Under its end.
    pub last: String,
    /// At its top: the number that the tallest bar stands for.
    pub top: String,
}

/// A mark of the legend: its class and its words.
pub(super) struct Mark(pub(super) &'static str, pub(super) String);

/// The frame of a chart: the picture, its ends, and its legend.
fn framed(picture: &Picture, marks: Vec<Mark>, inside: AnyView) -> AnyView {
    let (title_id, text_id, hatch) = (format!("{}-title", picture.id), format!("{}-text", picture.id), hatch(&picture.id));
    let labelled = format!("{title_id} {text_id}");
    let legend = marks
        .into_iter()
        .map(|Mark(class, words)| {
            let fill = (class == "chart-broken").then(|| format!("url(#{hatch})"));
            view! {
                <li><svg class="chart-mark" viewBox="0 0 16 16" aria-hidden="true"><rect class=class fill=fill x="1" y="1" width="14" height="14"></rect></svg>{words}</li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    let ground = GROUND.to_string();
    view! {
        <figure class="chart">
            <p class="chart-top muted" aria-hidden="true">{picture.top.clone()}</p>
            <svg class="chart-picture" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-labelledby=labelled>
                <title id=title_id inner_html=escape(&picture.title)></title>
                <desc id=text_id>{picture.text.clone()}</desc>
                <defs><pattern id=hatch.clone() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="chart-hatch-ground" width="6" height="6"></rect><rect class="chart-hatch" width="3" height="6"></rect>
                </pattern></defs>
                {inside}
                <line class="chart-ground" x1="0" x2=WIDTH.to_string() y1=ground.clone() y2=ground></line>
            </svg>
            <p class="chart-ends muted" aria-hidden="true"><span>{picture.first.clone()}</span><span>{picture.last.clone()}</span></p>
            <ul class="chart-legend" role="list">{legend}</ul>
        </figure>
    }
    .into_any()
}

fn hatch(id: &str) -> String {
    format!("{id}-hatch")
}

/// The left edge and the width of the bar at this place of so many, in tenths of the chart's units.
fn place(at: usize, of: usize) -> (f64, f64) {
    let step = f64::from(WIDTH) / of.max(1) as f64;
    (step * at as f64 + step * 0.14, step * 0.72)
}

/// A number for an attribute, with one decimal place.
fn unit(number: f64) -> String {
    format!("{number:.1}")
}

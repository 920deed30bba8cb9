//! The backlog over the days, as a picture.

use std::fmt::Write;

use jiff::civil::Date;

use super::{DayLoad, Outlook};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = 72.0;

/// The words of the picture.
#[derive(Clone, Copy)]
pub struct SvgWords<'a> {
    /// What it shows.
    pub title: &'a str,
    /// The same in a sentence with its numbers, for who does not see it.
    pub description: &'a str,
    /// The name of the requests' line.
    pub requests: &'a str,
    /// The name of the reports' line.
    pub reports: &'a str,
    /// What the marked days are: the office is closed.
    pub closed: &'a str,
    /// What the upright axis counts.
    pub open: &'a str,
    /// A day on the level axis.
    pub day: &'a dyn Fn(Date) -> String,
}

/// A picture of what is open at the end of each day: an area for requests, a dashed line for reports, and bands where the office is
/// closed for long. For a page: colours are its custom properties, with fallbacks. There is no script in it.
#[must_use]
pub fn svg(outlook: &Outlook, words: &SvgWords<'_>) -> String {
    draw(outlook, words, "")
}

/// The same as a file of its own, dark where its reader likes it dark.
#[must_use]
pub fn svg_file(outlook: &Outlook, words: &SvgWords<'_>) -> String {
    let mut file = draw(outlook, words, DARK);
    file.push('\n');
    file
}

/// The page's colours in the dark, where there is no page.
const DARK: &str = "<style>@media (prefers-color-scheme: dark) { svg { --surface: #18242a; --ink: #eceff0; --muted: #adbac0; --line: #32434b; \
                    --edge: #82939b; --action: #86cfe2; --accent-soft: #4a2a1b } }</style>";

fn draw(outlook: &Outlook, words: &SvgWords<'_>, style: &str) -> String {
    let days = &outlook.days;
    let most = days.iter().map(|day| day.requests.max(day.reports)).max().unwrap_or(0);
    let scale = Scale { step: step(most), most, days: days.len().max(1) };
    let mut svg = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"backlog-title backlog-desc\" \
         font-family=\"system-ui, sans-serif\" font-size=\"16\"><title id=\"backlog-title\">{}</title><desc id=\"backlog-desc\">{}</desc>{style}\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"var(--surface, #fff)\"/>",
        escape(words.title),
        escape(words.description)
    );
    bands(&mut svg, days, &scale);
    grid(&mut svg, days, &scale, words);
    let requests: Vec<u32> = days.iter().map(|day| day.requests).collect();
    let reports: Vec<u32> = days.iter().map(|day| day.reports).collect();
    let line = scale.path(&requests);
    let _ = write!(
        svg,
        "<path d=\"{line} L{:.1} {:.1} L{:.1} {:.1} Z\" fill=\"var(--action, #0c5165)\" fill-opacity=\"0.25\"/>\
         <path d=\"{line}\" fill=\"none\" stroke=\"var(--action, #0c5165)\" stroke-width=\"2\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"var(--ink, #14252c)\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"/>",
        scale.x(days.len().saturating_sub(1)),
        scale.y(0),
        scale.x(0),
        scale.y(0),
        scale.path(&reports)
    );
    peak(&mut svg, outlook, &scale, words);
    legend(&mut svg, words);
    svg.push_str("</svg>");
    svg
}

struct Scale {
    step: u32,
    most: u32,
    days: usize,
}

impl Scale {
    /// The count at the top of the upright axis.
    fn top(&self) -> u32 {
        self.most.div_ceil(self.step).max(1) * self.step
    }

    fn x(&self, day: usize) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * (day as f64 + 0.5) / self.days as f64
    }

    fn width(&self) -> f64 {
        (WIDTH - LEFT - RIGHT) / self.days as f64
    }

    fn y(&self, count: u32) -> f64 {
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * f64::from(count) / f64::from(self.top())
    }

    fn path(&self, counts: &[u32]) -> String {
        let mut path = String::new();
        for (day, count) in counts.iter().enumerate() {
            let _ = write!(path, "{}{:.1} {:.1}", if day == 0 { "M" } else { " L" }, self.x(day), self.y(*count));
        }
        if path.is_empty() { "M0 0".to_owned() } else { path }
    }
}

/// Between two lines of the grid: 1, 2 or 5 of some power of ten, so that there are four lines or a few more.
fn step(most: u32) -> u32 {
    let mut power: u32 = 1;
    loop {
        for step in [power, power.saturating_mul(2), power.saturating_mul(5)] {
            if step.saturating_mul(5) >= most {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Bands where the office is closed: in a short picture each closed day, in a long one three in a row or more, for weekends would
/// only make stripes.
fn bands(svg: &mut String, days: &[DayLoad], scale: &Scale) {
    let least = if days.len() <= 62 { 1 } else { 3 };
    let mut at = 0;
    for run in days.chunk_by(|one, next| one.open == next.open) {
        if run.first().is_some_and(|day| !day.open) && run.len() >= least {
            let (from, width) = (scale.x(at) - scale.width() / 2.0, scale.width() * run.len() as f64);
            let _ = write!(
                svg,
                "<rect x=\"{from:.1}\" y=\"{TOP}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"var(--accent-soft, #ffe7da)\"/>",
                HEIGHT - TOP - BOTTOM
            );
        }
        at += run.len();
    }
}

fn grid(svg: &mut String, days: &[DayLoad], scale: &Scale, words: &SvgWords<'_>) {
    svg.push_str("<g fill=\"var(--muted, #4b5a61)\">");
    let mut count = 0;
    while count <= scale.top() {
        let y = scale.y(count);
        let stroke = if count == 0 { "var(--edge, #737f86)" } else { "var(--line, #dad6cc)" };
        let _ = write!(
            svg,
            "<path d=\"M{LEFT} {y:.1} H{:.1}\" stroke=\"{stroke}\" stroke-width=\"1\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{count}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 5.0
        );
        count += scale.step;
    }
    // Months where there are many days, else weeks.
    let months = days.len() > 62;
    let marks = days.iter().enumerate().filter(|(at, day)| if months { day.date.day() == 1 } else { at % 7 == 0 });
    let mut free = f64::MIN;
    for (at, day) in marks {
        let x = scale.x(at) - scale.width() / 2.0;
        let _ = write!(svg, "<path d=\"M{x:.1} {:.1} v6\" stroke=\"var(--edge, #737f86)\" stroke-width=\"1\"/>", HEIGHT - BOTTOM);
        // Names that would touch are left out, their marks are not.
        if x >= free && x < WIDTH - RIGHT - 40.0 {
            let _ = write!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\">{}</text>", HEIGHT - BOTTOM + 24.0, escape(&(words.day)(day.date)));
            free = x + 64.0;
        }
    }
    let _ = write!(svg, "<text x=\"8\" y=\"24\">{}</text></g>", escape(words.open));
}

/// The highest point, with its line, its number and its day.
fn peak(svg: &mut String, outlook: &Outlook, scale: &Scale, words: &SvgWords<'_>) {
    let highest = outlook.days.iter().enumerate().rev().max_by_key(|(_, day)| day.requests.max(day.reports));
    let Some((at, day)) = highest.filter(|(_, day)| day.backlog() > 0) else { return };
    let count = day.requests.max(day.reports);
    let (x, y) = (scale.x(at), scale.y(count));
    let (anchor, aside) = if x > WIDTH / 2.0 { ("end", -8.0) } else { ("start", 8.0) };
    let _ = write!(
        svg,
        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"var(--ink, #14252c)\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" \
         fill=\"var(--ink, #14252c)\" font-weight=\"600\">{}: {count} · {}</text>",
        x + aside,
        y + 5.0,
        escape(if day.requests >= day.reports { words.requests } else { words.reports }),
        escape(&(words.day)(day.date))
    );
}

/// Who is who, below: by form as well as by colour.
fn legend(svg: &mut String, words: &SvgWords<'_>) {
    let y = HEIGHT - 14.0;
    let _ = write!(
        svg,
        "<g fill=\"var(--ink, #14252c)\"><rect x=\"{LEFT}\" y=\"{:.1}\" width=\"24\" height=\"12\" fill=\"var(--action, #0c5165)\" fill-opacity=\"0.25\" \
         stroke=\"var(--action, #0c5165)\"/><text x=\"{:.1}\" y=\"{y:.1}\">{}</text>\
         <path d=\"M{:.1} {:.1} h28\" stroke=\"var(--ink, #14252c)\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"/><text x=\"{:.1}\" y=\"{y:.1}\">{}</text>\
         <rect x=\"{:.1}\" y=\"{:.1}\" width=\"24\" height=\"12\" fill=\"var(--accent-soft, #ffe7da)\" stroke=\"var(--edge, #737f86)\"/>\
         <text x=\"{:.1}\" y=\"{y:.1}\">{}</text></g>",
        y - 11.0,
        LEFT + 32.0,
        escape(words.requests),
        LEFT + 240.0,
        y - 5.0,
        LEFT + 276.0,
        escape(words.reports),
        LEFT + 480.0,
        y - 11.0,
        LEFT + 512.0,
        escape(words.closed),
    );
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//! What comes of it: sentences first, then the picture and the tables.

use domain::simulate::{KindOutlook, Obstacle, SvgWords, svg};
use leptos::prelude::*;

use super::words::{crew, day, percent, shift, span};
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::simulate::{MadeView, SimulateView};

/// The whole result.
pub(super) fn section(chrome: &Chrome, view: &SimulateView, made: &MadeView) -> AnyView {
    let t = chrome.t;
    view! {
        <section class="panel forecast" aria-labelledby="made" data-testid="made">
            <header><h2 id="made">{t.simulate_made()}</h2></header>
            {sentences(t, view, made)}
            {picture(t, made)}
            {kinds(t, made)}
            {shifts(t, view, made)}
            {weeks(t, made)}
        </section>
    }
    .into_any()
}

fn sentences(t: T, view: &SimulateView, made: &MadeView) -> AnyView {
    let (outlook, needs) = (&made.outlook, &made.needs);
    let target = percent(t, Some(needs.target));
    let (met, decided) =
        outlook.kinds.iter().fold((0, 0), |(met, all), kind| (met + kind.share.met, all + kind.share.met + kind.share.breached));
    let all = (decided > 0).then(|| f64::from(met) / f64::from(decided));
    let now = crew(t, &view.plan.shifts, outlook.shifts.iter().map(|shift| shift.agents));
    let worst = outlook
        .kinds
        .iter()
        .filter(|kind| !kind.share.reaches(needs.target))
        .min_by(|one, other| one.share.kept().unwrap_or(1.0).total_cmp(&other.share.kept().unwrap_or(1.0)));
    let worst = match worst {
        Some(kind) => t.simulate_says_worst(t.coded("staff-kind", kind.kind.code()), percent(t, kind.share.kept())),
        None => t.simulate_says_all(target.clone()),
    };
    let wanted = match &needs.agents {
        Some(agents) if *agents == outlook.shifts.iter().map(|shift| shift.agents).collect::<Vec<_>>() => t.simulate_says_enough(),
        Some(agents) => {
            let few = if needs.smallest { t.simulate_says_smallest() } else { t.simulate_says_cut_short() };
            format!("{}{few}", t.simulate_says_needs(target, crew(t, &view.plan.shifts, agents.iter().copied())))
        }
        None => t.simulate_says_vain(i64::from(needs.most), target),
    };
    let vain = needs.obstacles.iter().map(|(kind, why)| {
        let best = needs.shares.get(kind).and_then(|share| share.kept());
        view! { <li>{t.simulate_vain_kind(t.coded("staff-kind", kind.code()), percent(t, best), reason(t, outlook, why))}</li> }.into_any()
    });
    let vain = vain.collect::<Vec<_>>();
    let peak = outlook.peak().map(|peak| t.simulate_says_peak(t.date(peak.date), peak.backlog(), outlook.backlog()));
    view! {
        <div class="forecast-says">
            <p>{t.simulate_says_kept(now, percent(t, all), outlook.arrived())}" "{worst}</p>
            <p data-testid="needs"><strong>{wanted}</strong></p>
            {(!vain.is_empty()).then(|| view! { <ul>{vain}</ul> })}
            <p>{peak}</p>
        </div>
    }
    .into_any()
}

fn reason(t: T, outlook: &domain::simulate::Outlook, why: &Obstacle) -> String {
    match why {
        Obstacle::NoShift => t.simulate_why_no_shift(),
        Obstacle::Uncovered { tickets, from, hours } => {
            let zone = jiff::tz::TimeZone::get(&outlook.zone).unwrap_or(jiff::tz::TimeZone::UTC);
            t.simulate_why_uncovered(*tickets, hours.round() as i64, t.moment(*from, &zone))
        }
        Obstacle::Busy => t.simulate_why_busy(),
        Obstacle::Work => t.simulate_why_work(),
    }
}

fn picture(t: T, made: &MadeView) -> AnyView {
    let outlook = &made.outlook;
    let title = t.simulate_chart();
    let description =
        outlook.peak().map_or_else(String::new, |peak| t.simulate_says_peak(t.date(peak.date), peak.backlog(), outlook.backlog()));
    let (requests, reports, closed, open) = (t.simulate_requests(), t.simulate_reports(), t.simulate_closed(), t.simulate_chart_open());
    let tick = |date| day(t, date);
    let drawn = svg(
        outlook,
        &SvgWords {
            title: &title,
            description: &description,
            requests: &requests,
            reports: &reports,
            closed: &closed,
            open: &open,
            day: &tick,
        },
    );
    let label = title.clone();
    view! { <h3>{title}</h3><div class="scroll forecast-chart" tabindex="0" role="region" aria-label=label inner_html=drawn></div> }
        .into_any()
}

fn kinds(t: T, made: &MadeView) -> AnyView {
    let rows = made.outlook.kinds.iter().map(|kind| row(t, kind, made.needs.target)).collect::<Vec<_>>();
    let num = |words: String| view! { <th scope="col" class="num">{words}</th> }.into_any();
    view! {
        <h3 id="kinds">{t.simulate_by_kind()}</h3>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="kinds"><table class="data-table" data-testid="kinds">
            <thead><tr><th scope="col">{t.simulate_kind()}</th>{num(t.simulate_kept())}{num(t.simulate_arrived())}{num(t.simulate_late())}
                {num(t.simulate_open())}{num(t.simulate_half())}{num(t.simulate_twentieth())}<th scope="col">{t.simulate_clocks()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
    .into_any()
}

fn row(t: T, kind: &KindOutlook, target: f64) -> AnyView {
    let (class, name, words) =
        if kind.share.reaches(target) { ("met", "check-circle", t.simulate_reaches()) } else { ("breached", "stop", t.simulate_misses()) };
    let clocks = kind.clocks.iter().map(|clock| format!("{} {}", t.coded("governing", clock.name.code()), percent(t, clock.share.kept())));
    let clocks = clocks.collect::<Vec<_>>().join(&t.simulate_comma());
    view! {
        <tr><th scope="row">{t.coded("staff-kind", kind.kind.code())}</th>
            <td class="num"><span class=format!("badge {class}")>{icon(name)}{percent(t, kind.share.kept())}<span class="visually-hidden">{format!(" {words}")}</span></span></td>
            <td class="num">{kind.arrived}</td><td class="num">{kind.share.breached}</td><td class="num">{kind.arrived - kind.done}</td>
            <td class="num">{span(t, kind.median)}</td><td class="num">{span(t, kind.p95)}</td><td>{clocks}</td></tr>
    }
    .into_any()
}

fn shifts(t: T, view: &SimulateView, made: &MadeView) -> AnyView {
    let needed =
        |at: usize| made.needs.agents.as_ref().and_then(|agents| agents.get(at)).map_or_else(|| "–".to_owned(), ToString::to_string);
    let rows = view
        .plan
        .shifts
        .iter()
        .zip(&made.outlook.shifts)
        .enumerate()
        .map(|(at, (planned, load))| {
            let busy = load.busy.map(|busy| (busy * 100.0).round() / 100.0);
            view! {
                <tr><th scope="row">{shift(t, planned)}</th><td class="num">{load.agents}</td><td class="num">{needed(at)}</td>
                    <td class="num">{percent(t, busy)}</td></tr>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <h3 id="shifts">{t.simulate_by_shift()}</h3>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="shifts"><table class="data-table" data-testid="shifts">
            <thead><tr><th scope="col">{t.simulate_shift()}</th><th scope="col" class="num">{t.simulate_people()}</th>
                <th scope="col" class="num">{t.simulate_needed(percent(t, Some(made.needs.target)))}</th>
                <th scope="col" class="num">{t.simulate_busy()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
    .into_any()
}

fn weeks(t: T, made: &MadeView) -> AnyView {
    let list = made.outlook.busiest(3);
    let items = list
        .iter()
        .map(|week| view! { <li>{t.simulate_week(t.date(week.first), week.backlog, week.arrived)}</li> }.into_any())
        .collect::<Vec<_>>();
    view! { <h3>{t.simulate_weeks()}</h3><ul>{items}</ul> }.into_any()
}

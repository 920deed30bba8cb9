//! What was measured, as text and as JSON.

use serde_json::{Value, json};

use super::bytes::Visit;
use super::desk::Desk;
use super::load::Rate;
use super::machine::Machine;
use super::table::Table;

/// Everything that one run has measured.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) machine: Machine,
    /// The command as it was typed.
    pub(super) command: String,
    /// The database's name and version.
    pub(super) database: String,
    /// Whether the program was built without optimisation.
    pub(super) debug: bool,
    pub(super) desks: Vec<Desk>,
    pub(super) bare: Vec<Rate>,
    /// First visits, by the encoding that the browser takes.
    pub(super) visits: Vec<(&'static str, Vec<Visit>)>,
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1024.0)
}

impl Report {
    /// As text.
    pub(super) fn text(&self) -> String {
        let machine = &self.machine;
        let mut text = format!(
            "{}\n\nmachine   {}, {} threads, {:.1} GiB\nsystem    {}, {} below the measured folder, one 4 KiB append with a sync: {:.2} ms\ndatabase  {}, write-ahead log, a full sync before each answer\n",
            self.command, machine.cpu, machine.cores, machine.memory, machine.kernel, machine.disk, machine.sync_ms, self.database
        );
        if self.debug {
            text.push_str("\nBUILT WITHOUT OPTIMISATION: these numbers say nothing. Use `make bench`.\n");
        }
        text.push_str(
            "\nThe portal as a process of its own; the load comes from another on the same machine and takes its share of it.\n\n",
        );
        text.push_str(&self.loads().to_string());
        text.push_str(
            "\nOf the database alone: the same statements, each submission its own transaction, no page, no form, no writer.\n\n",
        );
        text.push_str(&self.bare().to_string());
        text.push('\n');
        text.push_str(&self.sizes().to_string());
        text.push_str(&format!("\n{}\n", self.growth()));
        for (encoding, visits) in &self.visits {
            text.push_str(&format!("\nFirst visit, KiB on the wire with heads, {encoding}:\n\n"));
            let mut table = Table::new(["page", "html", "css", "js", "wasm", "svg", "together", "requests"]);
            for visit in visits {
                let mut row = vec![visit.path.to_owned(), kilobytes(visit.html)];
                row.extend(visit.parts.iter().map(|part| kilobytes(*part)));
                row.extend([kilobytes(visit.sum()), visit.requests.to_string()]);
                table.row(row);
            }
            text.push_str(&table.to_string());
        }
        text
    }

    fn loads(&self) -> Table {
        let mut head = vec!["load".to_owned(), "at once".to_owned()];
        for desk in &self.desks {
            head.extend([format!("{} tickets: a second", desk.tickets), "p50 ms".to_owned(), "p99 ms".to_owned()]);
        }
        head.push("p50 grows".to_owned());
        let mut table = Table::new(head);
        for (at, (name, first)) in self.desks.first().map(|desk| desk.rates.as_slice()).unwrap_or_default().iter().enumerate() {
            let mut row = vec![(*name).to_owned(), first.parallel.to_string()];
            let rates: Vec<Rate> = self.desks.iter().filter_map(|desk| desk.rates.get(at)).map(|(_, rate)| *rate).collect();
            for rate in &rates {
                row.extend([format!("{:.0}", rate.per_second), format!("{:.2}", rate.p50), format!("{:.2}", rate.p99)]);
            }
            row.push(ratio(rates.first().map(|rate| rate.p50), rates.last().map(|rate| rate.p50)));
            table.row(row);
        }
        table
    }

    fn bare(&self) -> Table {
        let mut table = Table::new(["bare transactions", "at once", "a second", "p50 ms", "p99 ms"]);
        for rate in &self.bare {
            table.row([
                "commit and sync".to_owned(),
                rate.parallel.to_string(),
                format!("{:.0}", rate.per_second),
                format!("{:.2}", rate.p50),
                format!("{:.2}", rate.p99),
            ]);
        }
        table
    }

    fn sizes(&self) -> Table {
        let head = std::iter::once("portal".to_owned()).chain(self.desks.iter().map(|desk| format!("{} tickets", desk.tickets)));
        let mut table = Table::new(head.chain(["grows".to_owned()]));
        let mut add = |name: &str, value: &dyn Fn(&Desk) -> Option<f64>| {
            let values: Vec<Option<f64>> = self.desks.iter().map(value).collect();
            let cells = values.iter().map(|value| value.map_or_else(|| "unknown".to_owned(), |value| format!("{value:.1}")));
            let row: Vec<String> = std::iter::once(name.to_owned()).chain(cells).collect();
            let grows = ratio(values.first().copied().flatten(), values.last().copied().flatten());
            table.row(row.into_iter().chain([grows]));
        };
        add("start to first page, ms", &|desk| Some(desk.start));
        add("memory after the start, MiB", &|desk| desk.memory.map(|memory| memory[0]));
        add("memory after the load, MiB", &|desk| desk.memory.map(|memory| memory[1]));
        add("most memory, MiB", &|desk| desk.memory.map(|memory| memory[2]));
        add("database, MiB", &|desk| Some(desk.database));
        add("habeas demo, seconds", &|desk| Some(desk.fill));
        table
    }

    /// What grows with the number of tickets: the median of a load by more than a quarter.
    fn growth(&self) -> String {
        let (Some(small), Some(large)) = (self.desks.first(), self.desks.last()) else { return String::new() };
        if small.tickets == large.tickets {
            return "Measured with one number of tickets: nothing is said about growth.".to_owned();
        }
        let grown: Vec<String> = small
            .rates
            .iter()
            .zip(&large.rates)
            .filter(|((_, one), (_, other))| other.p50 > one.p50 * 1.25)
            .map(|((name, one), (_, other))| format!("{name} at {} ({:.2} times)", one.parallel, other.p50 / one.p50))
            .collect();
        let times = f64::from(large.tickets) / f64::from(small.tickets);
        if grown.is_empty() {
            format!("With {times:.0} times the tickets no median grew by more than a quarter.")
        } else {
            format!("With {times:.0} times the tickets these medians grew by more than a quarter: {}.", grown.join(", "))
        }
    }

    /// As JSON.
    pub(super) fn json(&self) -> Value {
        let rate = |rate: &Rate| json!({"parallel": rate.parallel, "count": rate.count, "per_second": rate.per_second, "p50_ms": rate.p50, "p99_ms": rate.p99});
        let machine = &self.machine;
        json!({
            "command": self.command,
            "machine": {"cpu": machine.cpu, "threads": machine.cores, "memory_gib": machine.memory, "kernel": machine.kernel, "disk": machine.disk, "sync_ms": machine.sync_ms},
            "database": self.database,
            "debug_build": self.debug,
            "desks": self.desks.iter().map(|desk| json!({
                "tickets": desk.tickets, "fill_seconds": desk.fill, "database_mib": desk.database, "start_ms": desk.start, "memory_mib": desk.memory,
                "loads": desk.rates.iter().map(|(name, one)| json!({"load": name, "rate": rate(one)})).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "bare": self.bare.iter().map(rate).collect::<Vec<_>>(),
            "visits": self.visits.iter().map(|(encoding, visits)| json!({
                "encoding": encoding,
                "pages": visits.iter().map(|visit| json!({
                    "path": visit.path, "html": visit.html, "css": visit.parts[0], "js": visit.parts[1], "wasm": visit.parts[2], "svg": visit.parts[3],
                    "bytes": visit.sum(), "requests": visit.requests,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    }
}

fn ratio(from: Option<f64>, to: Option<f64>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from > 0.0 => format!("{:.2}×", to / from),
        _ => String::new(),
    }
}

//! What grows with the tickets and may.

/// A page that may take more steps with more tickets.
pub struct Exception {
    /// Its name, as [`super::visits`] gives it.
    pub page: &'static str,
    /// How many steps it may take even so; nothing: as many as there are rows.
    pub most: Option<u64>,
    /// Why it cannot be otherwise.
    #[allow(dead_code, reason = "read by people")]
    pub why: &'static str,
}

/// The list. Each stands here until the test says that it is needed no more.
pub const EXCEPTIONS: &[Exception] = &[
    Exception {
        page: "StaffAlerts",
        most: Some(15_000),
        why: "Two lists of a hundred lines that are not full with two thousand tickets, for who sees a part of the house: each stops there.",
    },
    sum("StaffPromises"),
    sum("StaffPromisesCsv"),
    sum("/staff/promises?from=2026-02-02&to=2026-02-02"),
    grows("ProductPromises", "The same sums over twelve months; they are kept for ten minutes, for whoever comes."),
    year("StaffPromisesYear"),
    year("StaffPromisesYearCsv"),
    grows(
        "StaffSimulate",
        "A forecast learns from every ticket of the last ninety days, how long somebody worked on each and when it waited.",
    ),
    grows(
        "StaffChange",
        "A preview computes every open ticket by the rules as they would be: a number of them less would be a wrong answer.",
    ),
    few("law paused: its tickets"),
    few("promise paused: its tickets"),
    few("promise at_risk: its tickets"),
    grows(
        "/staff/queue?product=japanese-ai&kind=access&view=at_risk",
        "Three filters that leave one in a hundred: what the narrowest index leaves is looked through for a page of them.",
    ),
];

const fn grows(page: &'static str, why: &'static str) -> Exception {
    Exception { page, most: None, why }
}

const fn few(page: &'static str) -> Exception {
    grows(page, "Less than a page of them among the open tickets of one kind, which are read by their due moments to the end.")
}

const fn sum(page: &'static str) -> Exception {
    grows(
        page,
        "Exact percentiles need the time of each ticket that ended in the period, and how promises stand now depends on the moment for \
         every open ticket: no sum can be kept of either. Twelve weeks are read where nothing else is asked for.",
    )
}

const fn year(page: &'static str) -> Exception {
    grows(page, "A year's requests by how they stand now, with the exact median of their days: a ticket of January may be closed in June.")
}

//! The list of other trackers' mistakes, and that none of it was forgotten: each has a test named after it.

/// Every report that the clocks' rules name, as project and number.
const LISTED: [&str; 64] = [
    // Calendar.
    "zendesk_biz_80",
    "zendesk_biz_73",
    "business_time_192",
    "business_time_196",
    "working_hours_38",
    "osticket_6739",
    "osticket_6847",
    "chatwoot_14009",
    "frappe_helpdesk_2212",
    "zendesk_biz_122",
    "zammad_1396",
    "zammad_390",
    "zammad_3706",
    "zammad_2229",
    "business_time_36",
    "rickar_cal_106",
    "vacanza_holidays_2444",
    "vacanza_holidays_3315",
    "nager_date_960",
    "workalendar_477",
    "chinese_calendar_54",
    "chinese_days_44",
    // Zones.
    "otrs_787",
    "moment_business_time_58",
    "grafana_oncall_3261",
    "dbt_zendesk_25",
    "erpnext_38745",
    "frappe_helpdesk_3776_a_time",
    "redmine_time_tracker_38",
    // Pause.
    "glpi_10594",
    "erpnext_49414",
    "glpi_9082",
    "frappe_helpdesk_3776_paused",
    "glpi_24481",
    "frappe_helpdesk_1554",
    "alga_psa_3091",
    "glpi_6902",
    "glpi_17186",
    "zammad_3551",
    // Life.
    "zammad_188",
    "osticket_5206",
    "osticket_5955",
    "chatwoot_10178",
    "libredesk_70",
    "zammad_904",
    "znuny_200",
    "odoo_179266",
    "behaviors_39",
    "zammad_1322",
    "zammad_534",
    "zammad_4353",
    "zammad_5624",
    "osticket_5160",
    "zammad_5177",
    // Alerts.
    "airflow_21072",
    "glpi_2408",
    "glpi_22678",
    "zammad_4432",
    "zammad_6296",
    // Assignment.
    "discourse_43704",
    "discourse_41790",
    "libredesk_561",
    "chatwoot_10376",
    "osticket_6685",
];

/// Where their tests are: the rules' own, and those of the desks for what a clock alone does not decide.
const SOURCES: [&str; 5] = [
    include_str!("clock_calendar_issues.rs"),
    include_str!("clock_pause_issues.rs"),
    include_str!("clock_life_issues.rs"),
    include_str!("clock_query.rs"),
    include_str!("../../../../server/tests/integration/desks/elsewhere.rs"),
];

/// The names of the tests in a file: a function below `#[test]`, or a story of the desks.
fn tests(source: &str) -> impl Iterator<Item = &str> {
    let mut above = "";
    source.lines().filter_map(move |line| {
        let is_test = above == "#[test]";
        above = line.trim();
        match above.strip_prefix("fn ") {
            Some(name) if is_test => name.split('(').next(),
            _ => above.strip_prefix("on_both!(")?.split(',').next(),
        }
    })
}

/// Whether a name holds an id as whole words: `zammad_39` is not in `zammad_390`.
fn names(test: &str, id: &str) -> bool {
    format!("_{test}_").contains(&format!("_{id}_"))
}

#[test]
fn every_mistake_on_the_list_has_a_test_named_after_it() {
    let all: Vec<&str> = SOURCES.into_iter().flat_map(tests).collect();
    assert!(all.len() > LISTED.len() / 2, "the tests were found");
    let forgotten: Vec<&str> = LISTED.into_iter().filter(|id| !all.iter().any(|test| names(test, id))).collect();
    assert!(forgotten.is_empty(), "no test is named after {forgotten:?}");
    assert!(!all.iter().any(|test| names(test, "zammad_39")), "a number is a whole one");
}

//! The variables of the environment: a misspelt one is told, since what it was to set would silently stay as it is.

use clap::CommandFactory as _;

/// What else begins with `HABEAS_` and is known, or its beginning where it ends with `_`: those of the log, of the scripts and of tests.
const ELSE: [&str; 12] = [
    "HABEAS_LOG",
    "HABEAS_ROOT",
    "HABEAS_CACHE",
    "HABEAS_BIN",
    "HABEAS_COSTS",
    "HABEAS_FUZZ",
    "HABEAS_LOOKS",
    "HABEAS_SOAK",
    "HABEAS_TRACE",
    "HABEAS_TESTING",
    "HABEAS_TEST_",
    "HABEAS_TOOLCHAIN",
];

/// From how much likeness on, of 1, a known name is suggested.
const ALIKE: f64 = 0.7;

/// The variables that the command line knows.
fn known() -> Vec<String> {
    fn walk(command: &clap::Command, known: &mut Vec<String>) {
        known.extend(command.get_arguments().filter_map(|argument| argument.get_env()).map(|name| name.to_string_lossy().into_owned()));
        command.get_subcommands().for_each(|inner| walk(inner, known));
    }
    let mut found = Vec::new();
    walk(&super::Cli::command(), &mut found);
    found.sort();
    found.dedup();
    found
}

/// What is wrong with these names of variables; `None`: nothing.
pub(super) fn wrong(names: impl Iterator<Item = String>) -> Option<String> {
    let known = known();
    let fine = |name: &String| {
        known.contains(name)
            || ELSE.iter().any(|one| name == one || (name.starts_with(one) && (one.ends_with('_') || name[one.len()..].starts_with('_'))))
    };
    let mut wrong: Vec<String> = names.filter(|name| name.starts_with("HABEAS_") && !fine(name)).collect();
    wrong.sort();
    let lines: Vec<String> = wrong
        .iter()
        .map(|name| {
            let near = known.iter().map(|one| (strsim::normalized_damerau_levenshtein(one, name), one)).max_by(|a, b| a.0.total_cmp(&b.0));
            match near.filter(|(alike, _)| *alike >= ALIKE) {
                Some((_, near)) => format!("{name} sets nothing: did you mean {near}?"),
                None => format!("{name} sets nothing. Known are {}", known.join(", ")),
            }
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

#[cfg(test)]
mod tests {
    use super::wrong;

    fn of(names: &[&str]) -> Option<String> {
        wrong(names.iter().map(|name| (*name).to_owned()))
    }

    #[test]
    fn a_misspelt_variable_is_told_with_the_one_that_was_meant() {
        for (typed, meant) in [
            ("HABEAS_ORIGN", "HABEAS_ORIGIN"),
            ("HABEAS_SMPT", "HABEAS_SMTP"),
            ("HABEAS_MAILFROM", "HABEAS_MAIL_FROM"),
            ("HABEAS_TRUSTED_PROXIES", "HABEAS_TRUSTED_PROXY"),
        ] {
            assert_eq!(of(&["PATH", typed]), Some(format!("{typed} sets nothing: did you mean {meant}?")));
        }
        assert!(of(&["HABEAS_COLOUR_OF_THE_SKY"]).is_some_and(|words| words.contains("Known are") && words.contains("HABEAS_DATA")));
        assert_eq!(of(&["HABEAS_ORIGIN", "HABEAS_LOG", "HABEAS_TEST_POSTGRES", "HABEAS_FUZZ_TARGET_DIR", "HOME", "habeas_x"]), None);
    }
}

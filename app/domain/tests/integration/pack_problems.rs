//! Every mistake in a pack is told with its line and its mend, all of them in one run.

use domain::pack::{Pack, Problem};

const POLICY: &str = include_str!("../fixtures/third.toml");
const PROCESSORS: &str = include_str!("../fixtures/third.processors.toml");

/// Where a text first stands in a file: its line, from 1.
fn line_of(file: &str, text: &str) -> usize {
    file.lines().position(|line| line.contains(text)).map_or(0, |line| line + 1)
}

fn problems(policy: &str, processors: &str) -> Vec<Problem> {
    Pack::parse("third", policy, processors).err().unwrap_or_default()
}

/// Replaces the first `from`, and expects exactly one problem: on the line that says `at`, with these words.
fn broken(file: &str, from: &str, to: &str, at: &str, what: &str, mend: &str) -> Result<(), String> {
    let text = if file == "third" { POLICY } else { PROCESSORS };
    assert!(text.contains(from), "the fixture has no {from}");
    let text = text.replacen(from, to, 1);
    let found = if file == "third" { problems(&text, PROCESSORS) } else { problems(POLICY, &text) };
    let expected = line_of(&text, at);
    match found.as_slice() {
        [one]
            if one.line == expected
                && one.file == format!("policies/{file}.toml")
                && one.what.contains(what)
                && one.mend.contains(mend) =>
        {
            Ok(())
        }
        _ => Err(format!(
            "{from} -> {to}\n  expected line {expected}: {what}; {mend}\n  found {}",
            found.iter().map(|problem| format!("\n    {problem}")).collect::<String>()
        )),
    }
}

/// One mistake each: what is replaced by what, on which line it is told, what is said, how to mend it.
const POLICY_MISTAKES: &[(&str, &str, &str, &str, &str)] = &[
    // Keys and types.
    ("name = \"Third\"", "nmae = \"Third\"\nname = \"Third\"", "nmae", "unknown key `nmae`", "did you mean `name`"),
    ("correctable = true", "correctible = true\ncorrectable = true", "correctible", "unknown key", "`correctable`"),
    ("name = \"Third Limited\"\n", "", "[company]", "`name` is missing", "add name = \"…\""),
    ("id = \"invoices\"\n", "", "[[retention]]", "`id` is missing", "add id"),
    ("name = \"Third\"", "name = 3", "name = 3", "`name` cannot be 3", "double quotes"),
    ("name = \"Third\"", "name = \" \"", "name = \" \"", "`name` is empty", "write something"),
    ("sensitive = true", "sensitive = \"yes\"", "sensitive", "`sensitive` cannot be of the type string", "true or false"),
    (
        "[ads]\n",
        "[publish]\npromises = \"yes\"\n\n[ads]\n",
        "promises = \"yes\"",
        "`promises` cannot be of the type string",
        "true or false",
    ),
    ("[ads]\n", "[publish]\npromise = true\n\n[ads]\n", "promise = true", "unknown key `promise`", "did you mean `promises`"),
    ("business_days = 2", "business_days = 0", "business_days = 0", "cannot be 0", "from 1 to 250"),
    ("partners = [\"Adverts Limited\"]", "partners = \"Adverts Limited\"", "partners =", "`partners` cannot be", "write it as a list"),
    ("members = [\"pt\"]", "members = []", "members = []", "`members` is empty", "add at least one"),
    ("members = [\"pt\"]", "members = [\"pt\", \"pt\"]", "members =", "`pt` stands twice", "keep one"),
    // Words and forms.
    ("for = [\"deletion\", ", "for = [\"deletoin\", \"deletion\", ", "deletoin", "`deletoin` is not a value", "did you mean `deletion`"),
    ("basis = \"consent\"", "basis = \"maybe\"", "basis = \"maybe\"", "`maybe` is not a value of `basis`", "consent, request, opt_out"),
    ("zone = \"Europe/Lisbon\"", "zone = \"Europe/Lisboa\"", "zone =", "no time zone `Europe/Lisboa`", "IANA"),
    ("to = \"12:30\"", "to = \"1230\"", "1230", "`1230` is not a time", "\"09:00\""),
    ("to = \"18:00\"", "to = \"25:00\"", "25:00", "`25:00` is not a time", "00:00 to 23:59"),
    ("version = \"2026-01-31\"", "version = \"2026-02-30\"", "version =", "`2026-02-30` is not a date", "2026-03-17"),
    ("reference_prefix = \"TP\"", "reference_prefix = \"Tp\"", "reference_prefix", "`Tp` is not a reference prefix", "two capital letters"),
    ("{4,8}\"", "*)?\"", "pattern =", "is no pattern", "regular expression"),
    ("[1-9][0-9]{4,8}\"", "[1-9]?\"", "pattern =", "lets an empty text through", "at least"),
    ("case = \"kept\"", "case = \"small\"", "case =", "`small` is not a value of `case`", "ignored, kept"),
    ("link = \"https://third.example/privacy\"", "link = \"third.example\"", "link =", "`third.example` is not a web address", "https://"),
    (
        "support = \"help@third.example\"",
        "support = \"help at third\"",
        "support =",
        "`help at third` is not an e-mail",
        "name@example.com",
    ),
    ("members = [\"pt\"]", "members = [\"Portugal 1\"]", "members =", "`Portugal 1` is not the id of a calendar", "\"hk\""),
    ("id = \"invoices\"", "id = \"In voices\"", "In voices", "`In voices` is not an id", "small letters"),
    ("minimum = 13", "minimum = 130", "minimum = 130", "`minimum` cannot be 130", "from 1 to 21"),
    ("under_age = 16", "under_age = -1", "under_age", "`under_age` cannot be -1", "from 1 to 21"),
    ("years = 4", "years = 0", "years = 0", "`years` cannot be 0", "from 1 to 30"),
    // Languages.
    ("description.zh-CN = \"一本日记\"\n", "", "description.en", "`description` has no text in zh-CN", "add description.zh-CN"),
    (
        "description.zh-CN = ",
        "description.fr = \"Un journal\"\ndescription.zh-CN = ",
        "description.fr",
        "not a language of this pack",
        "remove it",
    ),
    (
        "items.zh-CN = [\"日记\", \"图片\"]",
        "items.zh-CN = [\"日记\"]",
        "items.zh-CN",
        "has 1 entries, another language has 2",
        "same things",
    ),
    (
        "languages = [\"en\", \"zh-CN\"]",
        "languages = [\"zh-CN\", \"en\"]",
        "languages",
        "the first language is `zh-CN`",
        "put \"en\" first",
    ),
    // Names.
    ("promise = \"abroad\"", "promise = \"abraod\"", "abraod", "there is no promise `abraod`", "did you mean `abroad`"),
    ("categories = [\"diary\"]", "categories = [\"letters\"]", "letters", "there is no category `letters`", "add that category"),
    ("processors = [\"adverts\"]", "processors = [\"adverbs\"]", "adverbs", "there is no processor `adverbs`", "did you mean `adverts`"),
    ("slug = \"third\"", "slug = \"fourth\"", "slug =", "the slug `fourth` is not the name of the file", "rename"),
    // Clocks.
    (
        "section = \"4\"\n\n[[terms]]",
        "section = \"5\"\n\n[[terms]]",
        "section = \"5\"",
        "section `5`, its promise `deletion` has `4`",
        "make both the same",
    ),
    ("hours = 48", "hours = 47", "hours = 47", "says hours = 47, its promise `house-training` says hours = 48", "make both"),
    (
        "source = \"house\"\n\n[[terms]]\nkind = \"adv",
        "source = \"house\"\nsection = \"6\"\n\n[[terms]]\nkind = \"adv",
        "section = \"6\"",
        "house target cites a section",
        "remove `section`",
    ),
    (
        "source = \"policy\"\nsection = \"4\"\n\n[[terms]]",
        "source = \"policy\"\n\n[[terms]]",
        "[[terms]]",
        "needs its section",
        "add section",
    ),
    ("business_days = 2\n", "business_days = 2\nhours = 16\n", "[[terms]]", "`deletion` has two limits", "write one of"),
    ("business_days = 2\n", "", "[[terms]]", "`deletion` has no limit", "write one of"),
    ("promise = \"house-ads\"", "promise = \"house-guardian\"", "promise = \"house-guardian\"", "about something else", "`right` fits"),
    ("clock = { unit = \"promptly\" }", "clock = { unit = \"days\" }", "clock = { unit = \"days\" }", "`days` needs a number", "value"),
    (
        "clock = { unit = \"promptly\" }",
        "clock = { value = 1, unit = \"promptly\" }",
        "unit = \"promptly\"",
        "`promptly` takes no number",
        "remove `value`",
    ),
    (
        "section = \"6\"\nsource = \"policy\"",
        "section = \"6\"\nsource = \"policy\"\nfills = [\"deletion\"]",
        "fills = [\"deletion\"]",
        "cannot fill",
        "remove `fills`",
    ),
    // The rest.
    ("to = \"12:30\"", "to = \"14:00\"", "to = \"14:00\"", "overlap with those until 14:00", "in order"),
    ("from = \"09:00\"", "from = \"12:30\"", "from = \"12:30\"", "from 12:30 to 12:30 are none", "earlier time"),
    ("cut_off = \"17:00\"", "cut_off = \"19:00\"", "cut_off", "after the last close, 18:00", "18:00 or an earlier"),
    ("basis = \"law\"", "basis = \"policy\"", "law.en", "by the policy alone names a law", "basis = \"law\""),
    ("number = 1\n", "number = 2\n", "number = 2", "in place 1 has the number 2", "number = 1"),
    ("correctable = true\n", "", "kinds =", "no category of data can be corrected", "correctable = true"),
    (
        "selectable = [\"access\", \"deletion\"]",
        "selectable = [\"access\"]",
        "kinds =",
        "no category of data can be chosen",
        "\"deletion\"",
    ),
    ("complaint_years = 6", "complaint_years = 3", "complaint_years", "complaints are kept for 3 years", "at least as long"),
];

const PROCESSOR_MISTAKES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "category = \"advertising\"",
        "category = \"advertisement\"",
        "category =",
        "no group of processors `advertisement`",
        "add that group",
    ),
    ("data = [\"place\"]", "data = [\"palce\"]", "palce", "there is no type of data `palce`", "did you mean `place`"),
    ("data = [\"place\"]", "data = []", "data = []", "`data` is empty", "at least one"),
    ("link = \"https://adverts", "link = \"adverts", "link =", "is not a web address", "leave the key out"),
    ("name = \"Adverts Limited\"\n", "", "[[processors]]", "neither name nor label", "a label that says so"),
    ("place.zh-CN = \"位置\"\n", "", "place.en", "`place` has no text in zh-CN", "add place.zh-CN"),
    ("section = \"8\"", "sections = \"8\"\nsection = \"8\"", "sections", "unknown key `sections`", "did you mean `section`"),
];

#[test]
fn each_mistake_names_its_line_and_its_mend() {
    let mut failed = Vec::new();
    for (from, to, at, what, mend) in POLICY_MISTAKES {
        failed.extend(broken("third", from, to, at, what, mend).err());
    }
    for (from, to, at, what, mend) in PROCESSOR_MISTAKES {
        failed.extend(broken("third.processors", from, to, at, what, mend).err());
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn all_mistakes_of_both_files_are_told_in_one_run() {
    let policy = POLICY
        .replace("reference_prefix = \"TP\"", "reference_prefix = \"tp\"\ncolour = \"red\"\nsize = 3")
        .replace("zone = \"Europe/Lisbon\"", "zone = \"Nowhere\"")
        .replace("kind = \"report\"", "kind = \"deletion\"")
        .replace("id = \"house-ads\"", "id = \"training\"");
    let processors = PROCESSORS.replace("id = \"unnamed\"", "id = \"adverts\"");
    let found = problems(&policy, &processors);
    let told: Vec<(&str, usize)> = found.iter().map(|problem| (problem.what.as_str(), problem.line)).collect();
    for (what, line) in [
        ("`tp` is not a reference prefix", line_of(&policy, "reference_prefix")),
        ("unknown key `colour`", line_of(&policy, "colour")),
        ("unknown key `size`", line_of(&policy, "size")),
        ("no time zone `Nowhere`", line_of(&policy, "Nowhere")),
        ("two terms for `deletion`", line_of(&policy, "hours = 24") - 1),
        ("`report` is taken, but no term", line_of(&policy, "kinds =")),
        ("two rows with the promise id `training`", line_of(&policy, "right = \"ads_opt_out\"") - 1),
        ("there is no promise `house-ads`", line_of(&policy, "promise = \"house-ads\"")),
        ("two rows with the processor id `adverts`", line_of(&processors, "label.en") - 1),
    ] {
        assert!(told.iter().any(|(said, at)| said.contains(what) && *at == line), "{what} on {line}: {told:?}");
    }
    let lines: Vec<_> = found.iter().map(|problem| (problem.file.len(), problem.line)).collect();
    assert!(lines.is_sorted(), "told in the order of the files and lines: {lines:?}");
}

#[test]
fn a_mistake_of_syntax_is_told_once_and_the_other_file_is_still_read() {
    let found = problems(&POLICY.replace("revision = 3", "revision = "), &PROCESSORS.replace("section = ", "sektion = "));
    let places: Vec<_> = found.iter().map(|problem| (problem.file.as_str(), problem.line)).collect();
    assert_eq!(
        places,
        [
            ("policies/third.toml", line_of(POLICY, "revision")),
            ("policies/third.processors.toml", 1),
            ("policies/third.processors.toml", 1)
        ],
        "{found:?}"
    );
    let twice = problems(&POLICY.replace("revision = 3", "revision = 3\nrevision = 4"), PROCESSORS);
    assert!(matches!(twice.as_slice(), [one] if one.line == line_of(POLICY, "revision") + 1 && one.mend.contains("keep one")), "{twice:?}");
    let empty = problems("", "");
    assert!(empty.iter().any(|problem| problem.what == "`slug` is missing" && problem.line == 1), "{empty:?}");
}

#[test]
fn a_product_cannot_hide_an_address_of_the_portal() {
    let found = Pack::parse("staff", &POLICY.replace("slug = \"third\"", "slug = \"staff\""), PROCESSORS);
    let found = found.err().unwrap_or_default();
    assert!(matches!(found.as_slice(), [one] if one.what.contains("an address of the portal")), "{found:?}");
}

#[test]
fn a_problem_reads_like_a_compilers() {
    let found = problems(&POLICY.replace("name = \"Third\"", "name = 3"), PROCESSORS);
    let line = line_of(POLICY, "name = \"Third\"");
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [format!("policies/third.toml:{line}:8: `name` cannot be 3; write it as text in double quotes")]
    );
    // Columns are characters, not bytes, and a file from Windows has the same lines.
    let found = problems(&POLICY.replace('\n', "\r\n").replace("[\"日记\", \"图片\"]", "[\"日记\", 5]"), PROCESSORS);
    let line = line_of(POLICY, "items.zh-CN");
    assert!(matches!(found.as_slice(), [one] if (one.line, one.column) == (line, 22)), "{found:?}");
}

/// Whatever line is lost, every problem that follows has a place and a mend.
#[test]
fn any_lost_line_is_told_in_full() {
    for (file, text) in [("policy", POLICY), ("processors", PROCESSORS)] {
        let lines: Vec<&str> = text.lines().collect();
        for lost in 0..lines.len() {
            let rest: String = lines.iter().enumerate().filter(|(i, _)| *i != lost).map(|(_, l)| format!("{l}\n")).collect();
            let found = if file == "policy" { problems(&rest, PROCESSORS) } else { problems(POLICY, &rest) };
            for problem in found {
                let last = if problem.file.contains("processors") { PROCESSORS } else { POLICY }.lines().count();
                assert!((1..=last).contains(&problem.line) && problem.column >= 1, "{problem}");
                assert!(!problem.what.is_empty() && !problem.mend.is_empty(), "{problem}");
                assert!(!problem.mend.starts_with("compare this place"), "the schema missed it: {problem}");
            }
        }
    }
}

//! The parsers of bytes that we did not write, each as a function that must come to an end and not panic, whatever it is given. `fuzz/`
//! runs them for long; a test here runs them over the fuzzer's seeds. Built for tests and for `fuzz/` alone.

use bytes::Bytes;
use domain::calendar::Calendar;
use domain::guardian::{GuardianBook, is_plausible, traces};
use domain::law::LawBook;
use domain::pack::Pack;
use domain::typed::{self, email};
use domain::{Lang, Reference};
use jiff::Timestamp;

use crate::desk::guardian::NewChild;
use crate::desk::intake::address;
use crate::desk::{Fields, browser, inspect, password, person, second};
use crate::http::fuzzing as web;
use crate::http::limits::Limits;
use crate::mail::{SmtpUrl, fuzz_message};
use crate::vault::{self, Place, Vault, stream};

/// A parser, and its name, which is that of its folder of seeds.
pub type Target = (&'static str, fn(&[u8]));

/// Every parser.
pub const TARGETS: &[Target] = &[
    ("upload", upload),
    ("form", web::form),
    ("multipart", web::multipart),
    ("api", web::api),
    ("cookies", web::cookies),
    ("forwarded", web::forwarded),
    ("typed", typed),
    ("browser", words_of_a_browser),
    ("token", token),
    ("sealed", sealed),
    ("file", file),
    ("key-file", key_file),
    ("traces", found_traces),
    ("birth", birth),
    ("password", stored_password),
    ("mail", mail),
    ("policy", policy),
];

fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// A file as it is taken: what was cleaned once is clean.
fn upload(bytes: &[u8]) {
    let whole = Bytes::copy_from_slice(bytes);
    let Ok(clean) = inspect::inspect(&whole) else { return };
    let again = inspect::inspect(&clean.bytes);
    assert_eq!(again.as_ref().map(|again| again.mime), Ok(clean.mime), "what was cleaned is taken again");
    assert_eq!(again.map(|again| again.bytes), Ok(clean.bytes), "and is clean already");
}

/// What a person types: references, codes, second factors, and the way back after a log-in.
fn typed(bytes: &[u8]) {
    let typed = text(bytes);
    if let Ok(reference) = Reference::parse(typed) {
        assert_eq!(Reference::parse(reference.as_str()).as_ref(), Ok(&reference));
    }
    let tidy = typed::code(typed);
    assert!(tidy.chars().all(|c| c.is_alphanumeric() && !c.is_ascii_lowercase()), "{tidy:?}");
    assert_eq!(typed::code(&tidy), tidy);
    let _step = second::check(b"12345678901234567890", typed, Timestamp::UNIX_EPOCH, None);
    let to = person::local(typed);
    assert!(to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n']), "{to:?}");
}

/// What a browser says of itself and of its reader.
fn words_of_a_browser(bytes: &[u8]) {
    let said = text(bytes);
    let _lang = Lang::negotiate(said);
    let _tag = Lang::from_tag(said);
    assert_eq!(browser::label(said).matches('|').count(), 1);
}

fn vault() -> Vault {
    Vault::new([7; 32], [9; 32])
}

/// A sealed cookie, as somebody might invent one. (That it does not open is not asked here: the fuzzer watches the comparison of the
/// tag from inside, byte by byte, and finds one that fits. Nobody else can.)
fn token(bytes: &[u8]) {
    if let Some(plain) = vault().read_token("receipt", text(bytes)) {
        assert!(plain.len() < bytes.len());
    }
}

/// A sealed field, as a thief might alter it.
fn sealed(bytes: &[u8]) {
    let _key = vault::key_of(bytes);
    if let Ok(plain) = vault().open(Place("tickets.subject", "row"), bytes) {
        assert!(plain.len() < bytes.len());
    }
    let whole = vault().seal(Place("tickets.subject", "row"), b"words");
    if !bytes.is_empty() {
        let altered: Vec<u8> = whole.iter().enumerate().map(|(at, byte)| byte ^ bytes[at % bytes.len()]).collect();
        assert_eq!(vault().open(Place("tickets.subject", "row"), &altered).is_ok(), altered == whole);
    }
}

/// A sealed file, as a thief might alter it.
fn file(bytes: &[u8]) {
    if let Ok(plain) = stream::open(&[4; 32], "file", bytes) {
        assert!(plain.len() < bytes.len());
    }
}

fn key_file(bytes: &[u8]) {
    vault::fuzz_key_file(text(bytes));
}

/// A text for a guardian, before it is disclosed.
fn found_traces(bytes: &[u8]) {
    let text = text(bytes);
    let (own, other) = text.split_once('\n').unwrap_or((text, ""));
    let _found = traces(own, &[other.to_owned()]);
}

/// A day of birth: three fields, parted by slashes.
fn birth(bytes: &[u8]) {
    let mut parts = text(bytes).splitn(3, '/').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let new = NewChild { birth: (next(), next(), next()), ..NewChild::default() };
    if let Some(day) = new.birth() {
        let today = jiff::civil::date(2026, 11, 22);
        assert!(!is_plausible(day, today) || day <= today);
        let _age = domain::guardian::completed_years(day, today);
    }
}

/// The text of a stored password. What a hash costs is the database's word: only the parser is asked.
fn stored_password(bytes: &[u8]) {
    password::fuzz_stored(text(bytes));
}

/// Addresses, and where mail is handed over.
fn mail(bytes: &[u8]) {
    let text = text(bytes);
    let mut wrong = Fields::default();
    if let Some(kept) = address(&mut wrong, "email", text) {
        assert!(!kept.contains(|c: char| c.is_control() || c.is_whitespace()), "an address is one word");
        assert_eq!(address(&mut wrong, "email", &kept).as_ref(), Some(&kept));
        assert_eq!(email::key(&kept), email::key(text));
        fuzz_message(&kept);
    }
    if let Some(near) = email::suggestion(text) {
        assert_eq!(email::clean(&near), near);
    }
    if let Ok(url) = SmtpUrl::parse(text) {
        let _shown = format!("{url:?}");
    }
}

/// What the person who runs the portal writes: the first byte says what; a form feed parts two files.
fn policy(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let text = text(rest);
    let (first, second) = text.split_once('\u{c}').unwrap_or((text, ""));
    match which.wrapping_sub(b'0') % 5 {
        0 => drop(Pack::parse("fuzz.toml", first, second)),
        1 => drop(Calendar::parse(text)),
        2 => drop(LawBook::from_files(&[("fuzz.toml", text)], &[])),
        3 => drop(GuardianBook::parse(first, second)),
        _ => drop(Limits::from_toml(text)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::TARGETS;

    #[test]
    fn every_parser_bears_the_fuzzers_seeds() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
        for (name, target) in TARGETS {
            let mut seeds = 0;
            for entry in std::fs::read_dir(corpus.join(name)).unwrap_or_else(|error| panic!("{name}: {error}")) {
                let seed = std::fs::read(entry.unwrap().path()).unwrap();
                target(&seed);
                // Cut anywhere, and with a byte changed, it is still only bytes.
                for at in (0..seed.len()).step_by(seed.len().div_ceil(16).max(1)) {
                    target(&seed[..at]);
                    let mut changed = seed.clone();
                    changed[at] ^= 0x55;
                    target(&changed);
                }
                seeds += 1;
            }
            assert!(seeds > 0, "{name} has no seed");
        }
        super::web::end();
    }
}

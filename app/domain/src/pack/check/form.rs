//! Texts that must have a certain form.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::shape::{Fault, fault};
use crate::typed::app_id::whole;

/// First parts of the portal's own addresses, which a product would hide.
const RESERVED: &[&str] =
    &["account", "api", "code", "dev", "guardian", "healthz", "language", "link", "pkg", "requests", "staff", "young"];

/// Small letters, digits and hyphens, beginning with a letter; not an address of the portal itself.
pub(super) fn slug(text: &str) -> Result<(), Fault> {
    if RESERVED.contains(&text) {
        return Err(fault(format!("`{text}` is an address of the portal itself"), "choose another slug"));
    }
    if is_name(text, "-") {
        return Ok(());
    }
    Err(fault(
        format!("`{text}` cannot be part of a web address"),
        "write small letters, digits and single hyphens, beginning with a letter: \"hellotalk\"",
    ))
}

/// The id of a row: small letters, digits, hyphens and underscores.
pub(super) fn id(text: &str) -> Result<(), Fault> {
    if is_name(text, "-_") {
        return Ok(());
    }
    Err(fault(
        format!("`{text}` is not an id"),
        "write small letters, digits, hyphens or underscores, beginning with a letter: \"account-deletion\"",
    ))
}

/// The id of a calendar.
pub(super) fn calendar(text: &str) -> Result<(), Fault> {
    if text.len() >= 2 && is_name(text, "-") {
        return Ok(());
    }
    Err(fault(
        format!("`{text}` is not the id of a calendar"),
        "write it as the calendars' files are named, in small letters: \"hk\", \"cn\"",
    ))
}

/// Two capital letters.
pub(super) fn prefix(text: &str) -> Result<(), Fault> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    Err(fault(format!("`{text}` is not a reference prefix"), "write two capital letters from A to Z: \"HT\""))
}

/// A regular expression for a whole text that is not empty.
pub(super) fn pattern(text: &str) -> Result<(), Fault> {
    match whole(text) {
        Ok(pattern) if pattern.is_match("") => {
            Err(fault(format!("`{text}` lets an empty text through"), "say how many characters there are at least: \"[a-z0-9_]{3,30}\""))
        }
        Ok(_) => Ok(()),
        Err(error) => {
            Err(fault(format!("`{text}` is no pattern: {error}"), "write a regular expression for the whole ID: \"[a-z0-9_]{3,30}\""))
        }
    }
}

/// A zone that jiff's copy of the IANA database knows.
pub(super) fn zone(text: &str) -> Result<(), Fault> {
    TimeZone::get(text)
        .map(|_| ())
        .map_err(|_| fault(format!("there is no time zone `{text}`"), "write a name of the IANA database: \"Asia/Hong_Kong\""))
}

/// A time of the day, to the minute.
pub(super) fn time(text: &str) -> Result<(), Fault> {
    let exact = text.len() == 5 && text.as_bytes().get(2) == Some(&b':');
    if exact && text.parse::<Time>().is_ok() {
        return Ok(());
    }
    Err(fault(format!("`{text}` is not a time"), "write hours and minutes in two digits, 00:00 to 23:59: \"09:00\""))
}

/// A civil date.
pub(super) fn date(text: &str) -> Result<(), Fault> {
    if text.parse::<Date>().is_ok_and(|date| date.to_string() == text) {
        return Ok(());
    }
    Err(fault(format!("`{text}` is not a date"), "write year, month and day: \"2026-03-17\""))
}

/// A web address.
pub(super) fn link(text: &str) -> Result<(), Fault> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).and_then(|rest| rest.split(['/', '?', '#']).next());
    if host.is_some_and(is_host) && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c)) {
        return Ok(());
    }
    Err(fault(format!("`{text}` is not a web address"), "write it in full, beginning with https://, or leave the key out if there is none"))
}

/// An e-mail address: one `@`, something before it, a host after it.
pub(super) fn email(text: &str) -> Result<(), Fault> {
    let whole = text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !local.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;".contains(c)) && is_host(host)
    });
    if whole {
        return Ok(());
    }
    Err(fault(format!("`{text}` is not an e-mail address"), "write it like name@example.com, or leave the key out if there is none"))
}

/// Whether a text is a host's name with at least one dot.
fn is_host(text: &str) -> bool {
    text.contains('.')
        && text
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-'))
}

/// Whether a text is small letters and digits, begins with a letter, and has single joints between.
fn is_name(text: &str, joints: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .split(|c| joints.contains(c))
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

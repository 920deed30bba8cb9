//! Texts: in UTF-8, or in UTF-16 that says so. What a browser or a shell would run is no text.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::Refusal;
use super::kind::Found;

/// How a page, a picture or a script begins, whatever its case (WHATWG MIME Sniffing, 7.1): followed by a blank or a `>`.
const TAGS: [&str; 22] = [
    "<!doctype html",
    "<html",
    "<head",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a",
    "<style",
    "<title",
    "<b",
    "<body",
    "<br",
    "<p",
    "<svg",
    "<math",
    "<form",
    "<img",
    "<object",
    "<embed",
];
/// The same without anything that must follow.
const STARTS: [&str; 6] = ["<!--", "<!doctype", "<?xml", "<?php", "<%", "#!"];

/// Reads a text; it is kept in UTF-8.
///
/// # Errors
/// What it is instead.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Refusal> {
    let text = decode(bytes)?;
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
        return Err(Refusal::Kind);
    }
    if runs(text.as_bytes()) {
        return Err(Refusal::Web);
    }
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let json = start.starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(start).is_ok();
    let mime = if json { "application/json" } else { "text/plain" };
    Ok(Found { mime, bytes: text.into_owned().into() })
}

/// The text of bytes that say how they are written. Others are not guessed at: a guess that is wrong changes words without a word.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let units = |of: fn([u8; 2]) -> u16, rest: &[u8]| {
        let (pairs, left) = rest.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().copied().map(of).collect();
        if left.is_empty() { String::from_utf16(&units).map_err(|_| Refusal::Encoding) } else { Err(Refusal::Encoding) }
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => Ok(units(u16::from_le_bytes, rest)?.into()),
        [0xfe, 0xff, rest @ ..] => Ok(units(u16::from_be_bytes, rest)?.into()),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.into()),
            // Bytes that no text has: a file of some program.
            Err(_) if bytes.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c)) => Err(Refusal::Kind),
            Err(_) => Err(Refusal::Encoding),
        },
    }
}

/// Whether a browser or a shell would run what begins like this.
pub(super) fn runs(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |word: &str| start.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
    let ended = |word: &str| start.get(word.len()).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'));
    STARTS.into_iter().any(begins) || TAGS.into_iter().any(|tag| begins(tag) && ended(tag))
}

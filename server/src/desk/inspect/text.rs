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
    if text.chars().any(is_control) {
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

/// Whether these bytes are words in UTF-8, and nothing else.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.chars().any(is_control))
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')
}

/// The text of units of two bytes. Measured before it is written: it takes no more memory than it has.
fn utf16(bytes: &[u8], of: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let (pairs, left) = bytes.as_chunks::<2>();
    if !left.is_empty() {
        return Err(Refusal::Encoding);
    }
    let characters = || char::decode_utf16(pairs.iter().copied().map(of));
    let mut size = 0;
    for c in characters() {
        size += c.map_err(|_| Refusal::Encoding)?.len_utf8();
    }
    let mut text = String::with_capacity(size);
    text.extend(characters().filter_map(Result::ok));
    Ok(text)
}

/// The text of bytes that say how they are written. Others are not guessed at: a guess that is wrong changes words without a word.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => Ok(utf16(rest, u16::from_le_bytes)?.into()),
        [0xfe, 0xff, rest @ ..] => Ok(utf16(rest, u16::from_be_bytes)?.into()),
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

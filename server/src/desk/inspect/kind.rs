//! What a file is, by its content.

use serde::de::IgnoredAny;

use super::Refusal;

/// The types that are taken: pictures that every browser shows, PDF, plain text, JSON, and archives of an access package. What can
/// run in a browser or on a desk (HTML, SVG, scripts, programs, office files with macros) is not.
pub(super) fn sniff(bytes: &[u8]) -> Result<&'static str, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("image/png") => Ok("image/png"),
        Some("image/jpeg") => Ok("image/jpeg"),
        Some("image/webp") => Ok("image/webp"),
        Some("application/pdf") => Ok("application/pdf"),
        Some("application/zip") => Ok("application/zip"),
        Some("image/gif") => Err(Refusal::Gif),
        Some("image/heif") => Err(Refusal::Heif),
        Some(_) => Err(Refusal::Kind),
        None => plain(bytes).ok_or(Refusal::Kind),
    }
}

fn plain(bytes: &[u8]) -> Option<&'static str> {
    let text = std::str::from_utf8(bytes).ok()?;
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return None;
    }
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') || start.starts_with("#!") {
        return None;
    }
    let json = start.starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(start).is_ok();
    Some(if json { "application/json" } else { "text/plain" })
}

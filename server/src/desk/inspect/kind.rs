//! What a file is, by the whole of it: a few bytes at the start, or a word in its first lines, make nothing of it.

use bytes::Bytes;
use infer::MatcherType;

use super::{Refusal, text, zip};

/// What a file is, with its bytes as they are looked at from here on.
pub(super) struct Found {
    /// The type.
    pub mime: &'static str,
    /// The bytes: a text in UTF-8, a document from its head on.
    pub bytes: Bytes,
}

/// How far into a file the head of a PDF may stand: programs that pass one on put lines of their own before it, and viewers look so far.
const PDF_HEAD: usize = 1024;
/// How far from the end of a file its trailer may stand.
const PDF_TAIL: usize = 4096;

/// The types that are taken: pictures that every browser shows, PDF, plain text, JSON, and archives of an access package. What can
/// run in a browser or on a desk (HTML, SVG, scripts, programs, office files) is not.
pub(super) fn sniff(bytes: &Bytes) -> Result<Found, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let same = |mime| Ok(Found { mime, bytes: bytes.clone() });
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        zip::check(bytes)?;
        return same("application/zip");
    }
    if let Some(from) = pdf(bytes) {
        return Ok(Found { mime: "application/pdf", bytes: bytes.slice(from..) });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::Office);
    }
    // Words may begin with the letters by which a program's files are known: what has nothing but words is a text.
    let Some(kind) = infer::get(bytes).filter(|_| !text::is_plain(bytes)) else { return text::read(bytes) };
    match (kind.mime_type(), kind.matcher_type()) {
        ("image/png", _) => same("image/png"),
        ("image/jpeg", _) => same("image/jpeg"),
        ("image/webp", _) => same("image/webp"),
        ("image/gif", _) => Err(Refusal::Gif),
        ("image/heif" | "image/avif", _) => Err(Refusal::Heif),
        (_, MatcherType::App) => Err(Refusal::Program),
        // Texts that run: in a browser, or in a shell.
        ("text/html" | "text/xml" | "image/svg+xml", _) | (_, MatcherType::Text) => text::read(bytes),
        // It knows a document by a word that any text may hold.
        ("application/pdf", _) => text::read(bytes),
        ("application/rtf", _) | (_, MatcherType::Doc) => Err(Refusal::Office),
        _ => Err(Refusal::Kind),
    }
}

/// Where a PDF begins, if this is one: its head has a version, what follows has objects, and it has a trailer. Without the trailer (a
/// transfer that broke off) it must begin with its head: viewers find the objects by themselves.
fn pdf(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..bytes.len().min(PDF_HEAD + 8)).unwrap_or_default();
    let is_head = |at: &usize| {
        head.get(at + 5..at + 8).is_some_and(|version| version[0].is_ascii_digit() && version[1] == b'.' && version[2].is_ascii_digit())
    };
    let from = memchr::memmem::find_iter(head, b"%PDF-").find(is_head)?;
    let rest = bytes.get(from..).unwrap_or_default();
    let tail = rest.get(rest.len().saturating_sub(PDF_TAIL)..).unwrap_or_default();
    let has = |text: &[u8], word: &[u8]| memchr::memmem::find(text, word).is_some();
    let objects = has(rest, b" obj") && has(rest, b"endobj");
    let ends = has(tail, b"startxref") && has(tail, b"%%EOF");
    // What a browser shows as a page is one, whatever it holds further on.
    let page = from > 0 && text::runs(bytes.get(..from).unwrap_or_default());
    (objects && (ends || from == 0) && !page).then_some(from)
}

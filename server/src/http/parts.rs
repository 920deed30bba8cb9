//! What a form with files may be made of, looked at as it comes: the parser behind it keeps whatever stands before the first part, and
//! the head of each, until it has found its end. A browser sends nothing before the first part, and a head of some hundred bytes.

use std::fmt;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;

use super::Web;

/// The type of a form in parts.
const FORM: &str = "multipart/form-data";

/// The most bytes of the head of one part, and of what follows the last: a file's name is 255 at most on every system.
pub const MAX_HEAD: usize = 8 * 1024;

/// A body that is no form as browsers send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the form's parts are not as browsers send them")
    }
}

impl std::error::Error for Unfit {}

/// Whether a request is a form in parts.
pub fn comes_in_parts(request: &Request) -> bool {
    content_type(request).get(..FORM.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(FORM))
}

/// The parts of a form.
///
/// # Errors
/// The answer that ends the request.
pub async fn parts(request: Request, web: &Arc<Web>) -> Result<Multipart, Response> {
    let Ok(boundary) = multer::parse_boundary(content_type(&request)) else { return Err(StatusCode::BAD_REQUEST.into_response()) };
    let request = request.map(|body| guarded(body, &boundary));
    Multipart::from_request(request, web).await.map_err(axum::response::IntoResponse::into_response)
}

/// The status of a form that could not be read: what broke off came from the browser, and is no fault of ours.
pub fn status(error: &MultipartError) -> StatusCode {
    Some(error.status()).filter(|status| !status.is_server_error()).unwrap_or(StatusCode::BAD_REQUEST)
}

fn content_type(request: &Request) -> &str {
    request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The same body, which ends with an error where it is [`Unfit`].
fn guarded(body: Body, boundary: &str) -> Body {
    let mut guard = Guard::new(boundary);
    Body::from_stream(body.into_data_stream().map(move |chunk| {
        let chunk: Bytes = chunk.map_err(axum::BoxError::from)?;
        guard.see(&chunk)?;
        Ok::<Bytes, axum::BoxError>(chunk)
    }))
}

/// Follows a body from part to part.
struct Guard {
    /// What ends a part: the end of a line, two hyphens, the boundary.
    end: Vec<u8>,
    at: At,
}

/// Where in the body it is, each with how many bytes of what it waits for have come.
enum At {
    /// Before the first boundary.
    Begin(usize),
    /// In the head of a part, or after the last: so many bytes of it, of which the last may begin its end.
    Head { size: usize, matched: usize },
    /// In what a part holds.
    Body(usize),
}

/// The end of a head.
const HEAD_END: &[u8] = b"\r\n\r\n";

impl Guard {
    fn new(boundary: &str) -> Self {
        Self { end: format!("\r\n--{boundary}").into_bytes(), at: At::Begin(2) }
    }

    fn see(&mut self, chunk: &[u8]) -> Result<(), Unfit> {
        let mut rest = chunk;
        while let Some((&byte, others)) = rest.split_first() {
            match &mut self.at {
                At::Begin(matched) => {
                    if self.end.get(*matched) != Some(&byte) {
                        return Err(Unfit);
                    }
                    *matched += 1;
                    if *matched == self.end.len() {
                        self.at = At::Head { size: 0, matched: 0 };
                    }
                }
                At::Head { size, matched } => {
                    *size += 1;
                    if *size > MAX_HEAD {
                        return Err(Unfit);
                    }
                    *matched = after(HEAD_END, *matched, byte);
                    if *matched == HEAD_END.len() {
                        // A part that holds nothing ends with the same end of a line.
                        self.at = At::Body(2);
                    }
                }
                At::Body(matched) => {
                    if *matched == 0 && byte != b'\r' {
                        // Most of a file: on to the next end of a line.
                        let skip = others.iter().position(|byte| *byte == b'\r').unwrap_or(others.len());
                        rest = &others[skip..];
                        continue;
                    }
                    *matched = after(&self.end, *matched, byte);
                    if *matched == self.end.len() {
                        self.at = At::Head { size: 0, matched: 0 };
                    }
                }
            }
            rest = others;
        }
        Ok(())
    }
}

/// How much of `wanted` has come with one more byte: in neither that is looked for does its beginning occur again but in `\r\n\r\n`,
/// where what broke off may have begun anew.
fn after(wanted: &[u8], matched: usize, byte: u8) -> usize {
    if wanted.get(matched) == Some(&byte) {
        return matched + 1;
    }
    usize::from(byte == b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut all = Vec::new();
        for (head, holds) in parts {
            all.extend_from_slice(format!("--frontier\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
            all.extend_from_slice(holds);
            all.extend_from_slice(b"\r\n");
        }
        all.extend_from_slice(b"--frontier--\r\n");
        all
    }

    fn seen(bytes: &[u8], size: usize) -> Result<(), Unfit> {
        let mut guard = Guard::new("frontier");
        bytes.chunks(size).try_for_each(|chunk| guard.see(chunk))
    }

    #[test]
    fn what_browsers_send_passes_in_whatever_pieces() {
        let large = vec![b'x'; 3 * MAX_HEAD];
        let lines = "\r\n\r\r\n--front\r\n--frontie\r\r\n".repeat(2_000).into_bytes();
        let whole = body(&[("name=\"a\"", b""), ("name=\"b\"; filename=\"c\"", &large), ("name=\"d\"", &lines), ("name=\"e\"", b"\r\n")]);
        for size in [1, 2, 3, 7, 64, 4_096, whole.len()] {
            assert_eq!(seen(&whole, size), Ok(()), "{size}");
        }
    }

    #[test]
    fn nothing_stands_before_the_first_part() {
        for before in ["x", "\r\n", "--", "a preamble\r\n"] {
            let mut whole = before.as_bytes().to_vec();
            whole.extend(body(&[("name=\"a\"", b"1")]));
            assert_eq!(seen(&whole, 16), Err(Unfit), "{before:?}");
        }
    }

    #[test]
    fn a_head_has_an_end() {
        let long = format!("name=\"{}\"", "a".repeat(MAX_HEAD));
        for size in [1, 100, 100_000] {
            assert_eq!(seen(&body(&[("name=\"a\"", b"1"), (&long, b"")]), size), Err(Unfit));
        }
        let mut after = body(&[("name=\"a\"", b"1")]);
        after.extend(vec![b'x'; MAX_HEAD + 1]);
        assert_eq!(seen(&after, 1_000), Err(Unfit), "nor does anything follow the last part");
        // The head of the second part is counted anew, and after a long part.
        let near = format!("name=\"{}\"", "a".repeat(MAX_HEAD - 200));
        assert_eq!(seen(&body(&[(&near, b"1"), (&near, b"2")]), 1_000), Ok(()));
    }
}

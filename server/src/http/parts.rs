//! What a form with files may be made of, looked at as it comes: the parser behind it keeps whatever stands before the first part, and
//! the head of each, until it has found its end. A browser sends nothing before the first part, and a head of some hundred bytes.

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
const MAX_HEAD: usize = 8 * 1024;

/// A body that is no form as browsers send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the form's parts are not as browsers send them")]
struct Unfit;

/// Whether a request is a form in parts.
pub fn comes_in_parts(request: &Request) -> bool {
    content_type(request).get(..FORM.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(FORM))
}

/// The parts of a form.
///
/// # Errors
/// The response that ends the request.
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
    let mut guard = Guard::new(boundary, MAX_HEAD);
    Body::from_stream(body.into_data_stream().map(move |chunk| {
        let chunk: Bytes = chunk.map_err(axum::BoxError::from)?;
        guard.see(&chunk)?;
        Ok::<Bytes, axum::BoxError>(chunk)
    }))
}

/// Follows a body from part to part, by the very steps of the parser behind it: where the two see a boundary or the end of a head in
/// different places, what the parser keeps would not be counted.
struct Guard {
    /// What ends a part: the end of a line, two hyphens, the boundary.
    end: Vec<u8>,
    /// The most bytes between a boundary and the end of the head after it.
    most: usize,
    at: At,
}

/// Where in the body it is.
enum At {
    /// Before the first boundary, of which so many bytes have come.
    Begin(usize),
    /// Behind a boundary, on its line and then in the head; after the last boundary there is no end of either.
    Head {
        /// How many bytes have come since the boundary.
        size: usize,
        /// What is waited for: the end of the line, then that of the head.
        end: &'static [u8],
        /// How much of it has come.
        matched: usize,
    },
    /// In what a part holds; so much has come of what ends it.
    Body(usize),
}

impl At {
    const LINE: Self = Self::Head { size: 0, end: b"\r\n", matched: 0 };
}

impl Guard {
    fn new(boundary: &str, most: usize) -> Self {
        Self { end: format!("\r\n--{boundary}").into_bytes(), most, at: At::Begin(2) }
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
                        self.at = At::LINE;
                    }
                }
                At::Head { size, end, matched } => {
                    *size += 1;
                    if *size > self.most {
                        return Err(Unfit);
                    }
                    *matched = after(end, *matched, byte);
                    if *matched == end.len() {
                        // The end of the boundary's line is none of the head's.
                        self.at = if end.len() == 2 { At::Head { size: *size, end: b"\r\n\r\n", matched: 0 } } else { At::Body(0) };
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
                        self.at = At::LINE;
                    }
                }
            }
            rest = others;
        }
        Ok(())
    }
}

/// How much of `wanted` has come with one more byte. What breaks off begins anew with the byte that broke it at the most: each of the
/// texts that are looked for begins with `\r`, and where that stands in one again (`\r\n\r\n`), its neighbour does as well.
fn after(wanted: &[u8], matched: usize, byte: u8) -> usize {
    if wanted.get(matched) == Some(&byte) { matched + 1 } else { usize::from(byte == b'\r') }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        let mut guard = Guard::new("frontier", MAX_HEAD);
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

    fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
        bytes.windows(wanted.len()).position(|window| window == wanted)
    }

    /// The same as [`Guard::see`], of a whole body at once, in the words of the parser: what it would have to keep of each head.
    fn judged(body: &[u8], most: usize) -> Result<(), Unfit> {
        let Some(mut rest) = body.strip_prefix(b"--B") else {
            return if b"--B".starts_with(body) { Ok(()) } else { Err(Unfit) };
        };
        loop {
            let line = find(rest, b"\r\n").map_or(rest.len(), |at| at + 2);
            let head = find(&rest[line..], b"\r\n\r\n").map_or(rest.len(), |at| line + at + 4);
            if head > most {
                return Err(Unfit);
            }
            match find(&rest[head..], b"\r\n--B") {
                Some(at) => rest = &rest[head + at + 5..],
                None => return Ok(()),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn it_sees_what_the_parser_sees(
            pieces in prop::collection::vec(prop::sample::select(vec!["--B", "\r\n", "\r", "\n", "-", "B", "a: b", "\r\n\r\n", "\r\n--B"]), 0..14),
            begins in any::<bool>(),
            size in 1_usize..9,
        ) {
            let body = format!("{}{}", if begins { "--B" } else { "" }, pieces.concat()).into_bytes();
            let mut guard = Guard::new("B", 12);
            let seen = body.chunks(size).try_for_each(|chunk| guard.see(chunk));
            prop_assert_eq!(seen, judged(&body, 12), "{:?}", String::from_utf8_lossy(&body));
        }
    }
}

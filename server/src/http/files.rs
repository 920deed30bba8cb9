//! Sending a file: always as a download, never shown in place, save for pictures on the staff's own page.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::desk::upload;
use crate::house::House;
use crate::store::file::File;

/// The name under which a file is saved: it ends as its type does, so that a double click opens it as what it is, whatever its
/// sender called it.
fn safe_name(file: &File) -> String {
    // Tables and logs are texts, and open as what they are called.
    const TEXTS: [&str; 5] = [".txt", ".csv", ".tsv", ".log", ".md"];
    let end = match file.mime.as_str() {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "image/heif" => ".heic",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        "application/json" => ".json",
        _ => ".txt",
    };
    let name = file.name.to_lowercase();
    let text = end == ".txt" && TEXTS.iter().any(|known| name.ends_with(known));
    if text || name.ends_with(end) || (end == ".jpg" && name.ends_with(".jpeg")) {
        file.name.clone()
    } else {
        format!("{}{end}", file.name)
    }
}

/// Streams a file, unsealed on the way.
///
/// # Errors
/// When its bytes cannot be read, or were altered.
pub async fn send(house: &House, file: &File, in_place: bool) -> Result<Response, Problem> {
    let bytes = upload::read(house, file).await?;
    let picture = in_place && file.mime.starts_with("image/");
    // RFC 6266 and 8187: the name in ASCII for old browsers, and as it is.
    let name = safe_name(file);
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' }).collect();
    let coded: String = name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let disposition = format!("{}; filename=\"{ascii}\"; filename*=UTF-8''{coded}", if picture { "inline" } else { "attachment" });
    let mut response = Body::from_stream(bytes).into_response();
    let headers = response.headers_mut();
    let kind = if picture { file.mime.as_str() } else { "application/octet-stream" };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream")));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.size.unsigned_abs()));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    // Whatever a browser makes of it, it runs nothing.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    Ok(response)
}

//! Forms, with or without files. Files are streamed to disk under a limit, and their type is found from their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::views::FormView;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt as _;

use super::Web;
use super::problem::Problem;
use crate::desk::upload::{MAX_FILE, MAX_FILES, Upload};
use crate::desk::{DeskError, FieldError};
use crate::random;

/// The longest text field in bytes: four thousand Chinese characters, and room to be told that it is too long.
const MAX_TEXT: usize = 64 * 1024;
/// The most bytes of all text fields of a form.
const MAX_WORDS: usize = 256 * 1024;
/// The most fields.
const MAX_FIELDS: usize = 400;

/// A posted form.
#[derive(Debug, Default)]
pub struct Form {
    /// What was typed, trimmed; line ends are `\n`.
    pub values: BTreeMap<String, Vec<String>>,
    /// The files, received.
    pub files: Vec<Upload>,
    /// What was wrong with the files.
    pub errors: Vec<FieldError>,
}

impl FromRequest<Arc<Web>> for Form {
    type Rejection = Response;

    /// A form without files: a file in it ends the request before anything is written.
    async fn from_request(request: Request, web: &Arc<Web>) -> Result<Self, Response> {
        read(request, web, 0).await
    }
}

impl Form {
    /// Reads a form that may carry files. Called by a route once it knows that it wants them: nobody else fills the disk.
    ///
    /// # Errors
    /// The answer that ends the request.
    pub async fn with_files(request: Request, web: &Arc<Web>) -> Result<Self, Response> {
        read(request, web, MAX_FILES).await
    }
}

async fn read(request: Request, web: &Arc<Web>, most_files: usize) -> Result<Form, Response> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, web).await.map_err(IntoResponse::into_response)?;
        return read_multipart(multipart, web, most_files).await;
    }
    let body = axum::body::to_bytes(request.into_body(), MAX_WORDS).await.map_err(|_| too_large())?;
    let pairs: Vec<(String, String)> =
        serde_html_form::from_bytes(&body).map_err(|_| axum::http::StatusCode::BAD_REQUEST.into_response())?;
    let mut form = Form::default();
    for (name, value) in pairs.into_iter().take(MAX_FIELDS) {
        form.add(name, &value);
    }
    Ok(form)
}

fn too_large() -> Response {
    Problem(app::views::public::ProblemView::TooLarge(MAX_FILE)).into_response()
}

fn broken(error: &axum::extract::multipart::MultipartError) -> Response {
    match error.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        status => status.into_response(),
    }
}

async fn read_multipart(mut multipart: Multipart, web: &Web, most_files: usize) -> Result<Form, Response> {
    let mut form = Form::default();
    let (mut fields, mut words) = (0, 0);
    while let Some(mut field) = multipart.next_field().await.map_err(|error| broken(&error))? {
        fields += 1;
        if fields > MAX_FIELDS {
            return Err(too_large());
        }
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            None => {
                let mut text = Vec::new();
                while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
                    words += chunk.len();
                    if text.len() + chunk.len() > MAX_TEXT || words > MAX_WORDS {
                        return Err(too_large());
                    }
                    text.extend_from_slice(&chunk);
                }
                form.add(name, &String::from_utf8_lossy(&text));
            }
            // A file field that was left empty.
            Some(file) if file.is_empty() => {}
            Some(_) if most_files == 0 => return Err(too_large()),
            Some(file) => {
                if form.files.len() == most_files {
                    form.wrong(&name, "too_many_files");
                    return Ok(form);
                }
                let incoming = web.house.incoming();
                match receive(&incoming, web, &mut field, &file).await? {
                    Ok(upload) => form.files.push(upload),
                    Err(code) => form.wrong(&name, code),
                }
            }
        }
    }
    Ok(form)
}

/// Streams one file to disk. The outer error ends the request; the inner one is told beside the field.
async fn receive(
    incoming: &std::path::Path,
    web: &Web,
    field: &mut axum::extract::multipart::Field<'_>,
    name: &str,
) -> Result<Result<Upload, &'static str>, Response> {
    let failed = |error: std::io::Error| Problem::from(DeskError::File(error)).into_response();
    tokio::fs::create_dir_all(incoming).await.map_err(failed)?;
    let id = random::id(web.house.now());
    let path = incoming.join(&id);
    let mut out = tokio::fs::File::create_new(&path).await.map_err(failed)?;
    // From here on the file is removed unless a desk adopts it.
    let mut upload = Upload::new(id, path, name, String::new(), 0, Vec::new());
    let (mut hash, mut head) = (Sha256::new(), Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        upload.size += chunk.len() as u64;
        if upload.size > MAX_FILE {
            // The rest is read and dropped, so that the page with the error reaches the browser.
            while field.chunk().await.map_err(|error| broken(&error))?.is_some() {}
            return Ok(Err("file_too_large"));
        }
        if head.len() < 8192 {
            head.extend_from_slice(&chunk[..chunk.len().min(8192 - head.len())]);
        }
        hash.update(&chunk);
        out.write_all(&chunk).await.map_err(failed)?;
    }
    out.sync_all().await.map_err(failed)?;
    if upload.size == 0 {
        return Ok(Err("file_empty"));
    }
    match sniff(&head) {
        None => Ok(Err("file_type")),
        Some(mime) => {
            upload.mime = mime.to_owned();
            upload.sha256 = hash.finalize().to_vec();
            Ok(Ok(upload))
        }
    }
}

/// The types that are taken: pictures, PDF, plain text, JSON, and archives of an access package. What can run in a browser or on
/// a desk (HTML, SVG, scripts, programs, office files with macros) is not.
fn sniff(head: &[u8]) -> Option<&'static str> {
    match infer::get(head).map(|kind| kind.mime_type()) {
        Some("image/png") => Some("image/png"),
        Some("image/jpeg") => Some("image/jpeg"),
        Some("image/gif") => Some("image/gif"),
        Some("image/webp") => Some("image/webp"),
        Some("image/heif") => Some("image/heif"),
        Some("application/pdf") => Some("application/pdf"),
        Some("application/zip") => Some("application/zip"),
        Some(_) => None,
        None => plain(head),
    }
}

fn plain(head: &[u8]) -> Option<&'static str> {
    // The head may end inside a character.
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return None;
    }
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') || start.starts_with("#!") {
        return None;
    }
    Some(if start.starts_with(['{', '[']) { "application/json" } else { "text/plain" })
}

impl Form {
    fn add(&mut self, name: String, value: &str) {
        let value = value.replace("\r\n", "\n").trim().to_owned();
        if !value.is_empty() {
            self.values.entry(name).or_default().push(value);
        }
    }

    fn wrong(&mut self, field: &str, code: &'static str) {
        self.errors.push(FieldError { field: field.to_owned(), code, count: None });
    }

    /// The first value of a field; empty when there is none.
    #[must_use]
    pub fn value(&self, field: &str) -> String {
        self.values.get(field).and_then(|values| values.first()).cloned().unwrap_or_default()
    }

    /// The value of a field, or `None` when it is empty.
    #[must_use]
    pub fn optional(&self, field: &str) -> Option<String> {
        Some(self.value(field)).filter(|value| !value.is_empty())
    }

    /// Every value of a field.
    #[must_use]
    pub fn all(&self, field: &str) -> Vec<String> {
        self.values.get(field).cloned().unwrap_or_default()
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        self.value(field) == "yes"
    }

    /// The number in a field.
    #[must_use]
    pub fn number(&self, field: &str) -> i64 {
        self.value(field).parse().unwrap_or_default()
    }

    /// The form as it is shown again: everything that was typed, passwords and codes aside, with what was wrong.
    #[must_use]
    pub fn again(values: &BTreeMap<String, Vec<String>>, errors: &[FieldError], t: app::texts::T) -> FormView {
        let secret = ["password", "code"];
        FormView {
            values: values
                .iter()
                .filter(|(name, _)| !secret.contains(&name.as_str()))
                .map(|(name, values)| (name.clone(), values.clone()))
                .collect(),
            errors: errors.iter().map(|error| (error.field.clone(), words(error, t))).collect(),
        }
    }
}

fn words(error: &FieldError, t: app::texts::T) -> String {
    match (error.code, error.count) {
        ("code_wrong", Some(left)) => t.error_code_wrong_left(left),
        (code, _) => t.coded("error", code),
    }
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn what_can_run_is_not_taken() {
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n0000"), Some("image/png"));
        assert_eq!(sniff(b"%PDF-1.7 ..."), Some("application/pdf"));
        assert_eq!(sniff("你好，世界".as_bytes()), Some("text/plain"));
        assert_eq!(sniff(br#"{"a": 1}"#), Some("application/json"));
        assert_eq!(sniff(&"你好".as_bytes()[..5]), Some("text/plain"), "cut inside a character");
        for refused in [
            &b"<!doctype html><script>"[..],
            b"  <svg onload=alert(1)>",
            b"\xef\xbb\xbf<html>",
            b"#!/bin/sh",
            b"MZ\x90\x00",
            b"\x7fELF\x02\x01\x01",
            b"\x00\x01\x02",
        ] {
            assert_eq!(sniff(refused), None, "{refused:?}");
        }
    }
}

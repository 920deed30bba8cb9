//! Forms, with or without files. Files are gathered in memory under limits, looked at, and kept sealed ([`crate::desk::receive`]).

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use app::views::FormView;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::typed::{self, email};

use super::Web;
use super::kept::is_secret;
use super::parts::{self, comes_in_parts, parts};
use super::peer;
use super::problem::Problem;
use crate::desk::inspect::Refusal;
use crate::desk::upload::{MAX_FILE, Sender, Upload};
use crate::desk::{DeskError, FieldError, receive};

/// The longest text field in bytes: four thousand Chinese characters, and room to be told that it is too long.
const MAX_TEXT: usize = 64 * 1024;
/// The most bytes of all text fields of a form.
const MAX_WORDS: usize = 256 * 1024;
/// The bytes of a piece, as files of people who have proved nothing are counted.
const PIECE: u64 = 64 * 1024;
/// What a file is called that came without a name.
const UNNAMED: &str = "file";
/// The most fields.
const MAX_FIELDS: usize = 400;

/// A posted form.
#[derive(Debug, Default)]
pub struct Form {
    /// What was typed, trimmed; line ends are `\n`.
    pub values: BTreeMap<String, Vec<String>>,
    /// The files, received.
    pub files: Vec<Upload>,
    /// The fields that the files came in, one for each.
    pub fields: Vec<String>,
    /// What was wrong with the files.
    pub errors: Vec<FieldError>,
}

impl FromRequest<Arc<Web>> for Form {
    type Rejection = Response;

    /// A form without files: a file in it ends the request before anything is written.
    async fn from_request(request: Request, web: &Arc<Web>) -> Result<Self, Response> {
        read(request, web, None).await
    }
}

impl Form {
    /// Reads a form that may carry files. Called by a route once it knows that it wants them: nobody else fills the disk.
    ///
    /// # Errors
    /// The answer that ends the request.
    pub async fn with_files(request: Request, web: &Arc<Web>, sender: Sender) -> Result<Self, Response> {
        read(request, web, Some(sender)).await
    }
}

async fn read(request: Request, web: &Arc<Web>, sender: Option<Sender>) -> Result<Form, Response> {
    if comes_in_parts(&request) {
        // A form without files is posted as pairs: no page of ours sends it in parts.
        let Some(sender) = sender else { return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response()) };
        let source = Source { sender, network: peer::of(request.headers()).to_owned() };
        return read_multipart(parts(request, web).await?, web, &source).await;
    }
    let body = axum::body::to_bytes(request.into_body(), MAX_WORDS).await.map_err(|_| too_large())?;
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(&body).map_err(|_| StatusCode::BAD_REQUEST.into_response())?;
    let mut form = Form::default();
    for (name, value) in pairs.into_iter().take(MAX_FIELDS) {
        form.add(name, &value);
    }
    Ok(form)
}

fn too_large() -> Response {
    Problem(app::views::public::ProblemView::TooLarge(MAX_FILE)).into_response()
}

fn broken(error: &MultipartError) -> Response {
    match parts::status(error) {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        status => status.into_response(),
    }
}

/// Whose files come, and from which network.
struct Source {
    sender: Sender,
    network: String,
}

async fn read_multipart(mut multipart: Multipart, web: &Web, source: &Source) -> Result<Form, Response> {
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
            Some(mut file) => {
                let first = field.chunk().await.map_err(|error| broken(&error))?;
                if file.is_empty() {
                    // A file field that was left empty has no bytes either. With bytes it is a file that only lacks a name.
                    if first.as_ref().is_none_or(Bytes::is_empty) {
                        continue;
                    }
                    UNNAMED.clone_into(&mut file);
                }
                if form.files.len() == source.sender.most_files() {
                    form.wrong(&name, "too_many_files");
                    return Ok(form);
                }
                match receive(web, &mut field, first, &file, source).await? {
                    Ok(upload) => {
                        form.fields.push(name);
                        form.files.push(upload);
                    }
                    Err(code) => form.wrong(&name, code),
                }
            }
        }
    }
    Ok(form)
}

impl Source {
    /// Counts the pieces of a file of this size that were not `counted` yet. False when a network has sent as much as it may without a
    /// proof.
    fn may_send(&self, web: &Web, size: u64, counted: &mut u32) -> bool {
        let (Sender::Unproved, Some(limiter)) = (self.sender, &web.limiter) else { return true };
        let pieces = u32::try_from(size.div_ceil(PIECE)).unwrap_or(u32::MAX);
        let Some(more) = NonZeroU32::new(pieces.saturating_sub(*counted)) else { return true };
        *counted = pieces;
        limiter.take_pieces(&self.network, more)
    }
}

/// Receives one file. The outer error ends the request; the inner one is told beside the field.
async fn receive(
    web: &Web,
    field: &mut axum::extract::multipart::Field<'_>,
    first: Option<Bytes>,
    name: &str,
    source: &Source,
) -> Result<Result<Upload, &'static str>, Response> {
    let failed = |error: DeskError| Problem::from(error).into_response();
    let mut parcel = web.house.receiving.parcel(source.sender, &source.network);
    let mut counted = 0;
    let mut refused = receive::room(&web.house, source.sender).await.map_err(failed)?.err().map(Refusal::code);
    let mut next = first;
    while let Some(chunk) = next {
        // The rest of a refused file is read and dropped, so that the page with the error reaches the browser.
        if refused.is_none() {
            let size = parcel.size() + chunk.len() as u64;
            if size > source.sender.most_bytes() {
                refused = Some(if source.sender == Sender::Proved { "file_too_large" } else { "file_unproved_large" });
            } else if !source.may_send(web, size, &mut counted) {
                refused = Some(Refusal::UnprovedOften.code());
            } else if let Err(refusal) = parcel.add(&chunk).await {
                refused = Some(refusal.code());
            }
            if refused.is_some() {
                parcel = web.house.receiving.parcel(source.sender, &source.network);
            }
        }
        next = field.chunk().await.map_err(|error| broken(&error))?;
    }
    if let Some(code) = refused {
        return Ok(Err(code));
    }
    Ok(receive::take(&web.house, name, parcel).await.map_err(failed)?.map_err(Refusal::code))
}

impl Form {
    pub(super) fn add(&mut self, name: String, value: &str) {
        // A password is what was typed, its spaces too (ASVS 6.2.8).
        let value = if name.contains("password") || name == "current" {
            value.to_owned()
        } else {
            // A carriage return alone ends a line too: none is left, whoever stands before it.
            value.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
        };
        if !value.is_empty() {
            self.values.entry(name).or_default().push(value);
        }
    }

    fn wrong(&mut self, field: &str, code: &'static str) {
        self.errors.push(FieldError::new(field, code));
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

    /// Takes the files of one field out of the form.
    pub fn take_files(&mut self, field: &str) -> Vec<Upload> {
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for (name, file) in std::mem::take(&mut self.fields).into_iter().zip(std::mem::take(&mut self.files)) {
            if name == field { taken.push(file) } else { left.push((name, file)) }
        }
        (self.fields, self.files) = left.into_iter().unzip();
        taken
    }

    /// The date in a field as `2026-03-04`, however it was written; what is no date stays as it was typed.
    #[must_use]
    pub fn date(&self, field: &str) -> String {
        let value = self.value(field);
        typed::date(&value).map_or(value, |date| date.to_string())
    }

    /// The number in a field.
    #[must_use]
    pub fn number(&self, field: &str) -> i64 {
        typed::number(&self.value(field)).unwrap_or_default()
    }

    /// Looks at the address that was typed into `email` before a form is taken. A box that was ticked beside it puts the domain in its
    /// place that was suggested there; an address that looks like a slip is asked about, with an error for the form's page, once:
    /// the same address again is taken. Only what was typed decides about it.
    pub fn near_address(&mut self) -> Option<FieldError> {
        let typed = self.value("email");
        let asked = self.optional("email_asked");
        let instead = self.optional("email_instead");
        for field in ["email_asked", "email_instead", "email_near"] {
            self.values.remove(field);
        }
        let near = email::suggestion(&typed)?;
        if instead.as_ref() == Some(&near) {
            self.values.insert("email".to_owned(), vec![near]);
            return None;
        }
        let again = asked.as_ref() == Some(&typed);
        self.values.insert("email_asked".to_owned(), vec![typed]);
        if again {
            return None;
        }
        self.values.insert("email_near".to_owned(), vec![near]);
        Some(FieldError::new("email", "email_near"))
    }

    /// The form as it is shown again: everything that was typed, passwords and codes aside, with what was wrong.
    #[must_use]
    pub fn again(values: &BTreeMap<String, Vec<String>>, errors: &[FieldError], t: app::texts::T) -> FormView {
        FormView {
            values: values.iter().filter(|(name, _)| !is_secret(name)).map(|(name, values)| (name.clone(), values.clone())).collect(),
            errors: errors.iter().map(|error| (error.field.clone(), words(error, t))).collect(),
        }
    }
}

fn words(error: &FieldError, t: app::texts::T) -> String {
    let words = match (error.code, error.count) {
        ("code_wrong", Some(left)) => t.error_code_wrong_left(left),
        (code, _) => t.coded("error", code),
    };
    match &error.detail {
        Some(detail) => t.two_sentences(&words, detail.get(t.lang())),
        None => words,
    }
}

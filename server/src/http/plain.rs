//! A form whose file is a text: what is chosen takes the place of what was typed, and is shown again like it when it is refused.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use domain::calendar::import::{MAX_BYTES, decode};

use super::Web;
use super::form::Form;
use super::parts::{self, comes_in_parts, parts};
use super::problem::Problem;

/// The most bytes of a form: one text of the greatest length and what stands beside it.
const MOST: usize = MAX_BYTES + 64 * 1024;
/// The most fields: those of the form, and one for each day of a year that a text can leave in doubt.
const MAX_FIELDS: usize = 400;

fn too_large() -> Response {
    Problem(app::views::public::ProblemView::TooLarge(MAX_BYTES as u64)).into_response()
}

/// Reads the form. The text of a file in the field `file` goes into the field `text`. Nothing is written anywhere.
///
/// # Errors
/// The answer that ends the request.
pub async fn read(request: Request, web: &Arc<Web>) -> Result<Form, Response> {
    let mut form = Form::default();
    if !comes_in_parts(&request) {
        let body = axum::body::to_bytes(request.into_body(), MOST).await.map_err(|_| too_large())?;
        let pairs: Vec<(String, String)> =
            serde_html_form::from_bytes(&body).map_err(|_| axum::http::StatusCode::BAD_REQUEST.into_response())?;
        for (name, value) in pairs.into_iter().take(MAX_FIELDS) {
            form.add(name, &value);
        }
        return Ok(form);
    }
    let mut multipart = parts(request, web).await?;
    let (mut fields, mut size, mut file) = (0, 0, None);
    while let Some(mut field) = multipart.next_field().await.map_err(|error| parts::status(&error).into_response())? {
        fields += 1;
        if fields > MAX_FIELDS {
            return Err(too_large());
        }
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| parts::status(&error).into_response())? {
            size += chunk.len();
            if size > MOST {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        if !is_file {
            form.add(name, &String::from_utf8_lossy(&bytes));
        } else if name == "file" && !bytes.trim_ascii().is_empty() {
            file = Some(decode(&bytes));
        }
    }
    if let Some(text) = file {
        form.values.remove("text");
        form.add("text".to_owned(), &text);
    }
    Ok(form)
}

//! What was typed into a form that came too often: the page that says when to come back has it, and can send it again. (A browser's
//! back button does not bring it back: our pages are not stored.)

use std::sync::Arc;

use app::views::public::{KeptView, ProblemView};
use axum::extract::Request;
use axum::http::Method;
use jiff::Timestamp;

use super::Web;
use super::limit::Class;
use super::parts::{comes_in_parts, parts};

/// The most that is kept, in bytes: what the largest form takes.
const MOST_WORDS: usize = 256 * 1024;
/// The most fields.
const MOST_FIELDS: usize = 200;
/// Whether a field holds what is never shown again. Then nothing is offered to be sent again, for it would be incomplete.
pub(super) fn is_secret(name: &str) -> bool {
    let words = ["password", "secret", "recovery", "totp"];
    name == "code" || name == "current" || name.ends_with("_code") || words.iter().any(|word| name.contains(word))
}

/// The problem of a request that came too often.
pub async fn too_many(request: Request, web: &Arc<Web>, class: Class, until: Timestamp) -> ProblemView {
    // What lets somebody in is short, and nothing to be held on a page.
    if request.method() != Method::POST || matches!(class, Class::LogIn | Class::Codes) {
        return ProblemView::TooMany(until);
    }
    let action = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    match read(request, web).await {
        Some((fields, files)) if !fields.is_empty() => ProblemView::TooManyForms(KeptView { until, action, fields, files }),
        _ => ProblemView::TooMany(until),
    }
}

/// The fields of a form and whether files came with it; `None` when it cannot be sent again.
async fn read(request: Request, web: &Arc<Web>) -> Option<(Vec<(String, String)>, bool)> {
    let (mut fields, mut files) = (Vec::new(), false);
    if comes_in_parts(&request) {
        let mut multipart = parts(request, web).await.ok()?;
        let (mut words, mut count) = (0, 0);
        // To its end, so that the answer reaches the browser; files go nowhere.
        while let Some(mut field) = multipart.next_field().await.ok()? {
            count += 1;
            if count > MOST_FIELDS {
                return None;
            }
            let name = field.name().unwrap_or_default().to_owned();
            let is_file = field.file_name().is_some();
            let mut text = Vec::new();
            while let Some(chunk) = field.chunk().await.ok()? {
                if is_file {
                    files = true;
                } else {
                    words += chunk.len();
                    if words > MOST_WORDS {
                        return None;
                    }
                    text.extend_from_slice(&chunk);
                }
            }
            if !is_file {
                fields.push((name, String::from_utf8_lossy(&text).into_owned()));
            }
        }
    } else {
        let body = axum::body::to_bytes(request.into_body(), MOST_WORDS).await.ok()?;
        fields = serde_html_form::from_bytes::<Vec<(String, String)>>(&body).ok()?;
    }
    (fields.len() <= MOST_FIELDS && !fields.iter().any(|(name, _)| is_secret(name))).then_some((fields, files))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_known_by_their_names() {
        for secret in ["password", "new_password", "code", "recovery_code", "recovery", "totp", "secret"] {
            assert!(is_secret(secret), "{secret}");
        }
        for open in ["email", "words", "codes_of_conduct", "country", "says"] {
            assert!(!is_secret(open), "{open}");
        }
    }
}

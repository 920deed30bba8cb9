//! The captured mail of the development portal. These routes exist only with `--dev`.

use app::pages::dev_mail as page;
use app::views::staff::{CapturedView, MailsView};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::problem::{Outcome, Problem};
use super::reader::{Visitor, answer};
use crate::desk::DeskError;
use crate::mail::captured;

fn read(visitor: &Visitor) -> Result<Vec<CapturedView>, Problem> {
    let folder = &visitor.web.config.mails;
    let mut mails = Vec::new();
    for (at, file) in captured::list(folder).map_err(DeskError::File)?.iter().enumerate() {
        let mail = captured::read(file).map_err(DeskError::File)?;
        mails.push(CapturedView { number: at + 1, at: mail.at, to: mail.to, subject: mail.subject, text: mail.text, html: mail.html });
    }
    mails.reverse();
    Ok(mails)
}

fn show(visitor: &Visitor, view: &MailsView) -> Response {
    let chrome = visitor.chrome(None);
    answer(StatusCode::OK, &chrome, || page::page(&chrome, view))
}

/// All captured mails, newest first.
pub async fn mails(visitor: Visitor) -> Outcome {
    let mut mails = read(&visitor)?;
    mails.truncate(200);
    Ok(show(&visitor, &MailsView { mails, open: None }))
}

/// One of them.
pub async fn mail(visitor: Visitor, Path(number): Path<usize>) -> Outcome {
    let mails = read(&visitor)?;
    let open = mails.iter().find(|mail| mail.number == number).cloned().ok_or(DeskError::NotFound)?;
    Ok(show(&visitor, &MailsView { mails, open: Some(open) }))
}

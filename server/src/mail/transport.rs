//! How a mail leaves: over SMTP, or into a folder.

use std::fmt;
use std::path::PathBuf;

use jiff::Timestamp;
use lettre::message::Mailbox;

use super::smtp::Smtp;
use super::smtp_url::{SmtpUrl, SmtpUrlError};
use super::{captured, message};
use crate::store::outbox::Due;

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder, as JSON: for development.
    Captured(PathBuf),
}

/// Why a mail was not taken. The words hold no address and nothing of the mail: they are stored and shown to staff.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying again would not help: the recipient or the content was refused.
    #[error("{0}")]
    Permanent(String),
    /// It may go well later. It may also have arrived, when the connection broke before the last answer.
    #[error("{0}")]
    Temporary(String),
    /// The server takes no mail at all: there is no way to it, or it does not let us in.
    #[error("{0}")]
    Server(String),
    /// The server refuses our log-in.
    #[error("{0}")]
    LogIn(String),
}

impl SendError {
    pub(super) fn permanent(words: impl Into<String>) -> Self {
        Self::Permanent(words.into())
    }

    pub(super) fn temporary(words: impl Into<String>) -> Self {
        Self::Temporary(words.into())
    }
}

impl Transport {
    /// To the mail server at this URL; see [`SmtpUrl::parse`] for its forms. Nothing is connected yet.
    ///
    /// # Errors
    /// When the URL is wrong.
    pub fn smtp(url: &str) -> Result<Self, SmtpUrlError> {
        Ok(Self::Smtp(Smtp::new(SmtpUrl::parse(url)?)))
    }

    /// Into this folder.
    #[must_use]
    pub fn captured(folder: impl Into<PathBuf>) -> Self {
        Self::Captured(folder.into())
    }

    /// The same, with another time for each step of the conversation than 20 seconds; the last answer, which the server gives
    /// after it has looked at the whole mail, may take three times as long.
    #[must_use]
    pub fn with_timeout(self, step: std::time::Duration) -> Self {
        match self {
            Self::Smtp(smtp) => Self::Smtp(smtp.with_timeout(step)),
            captured @ Self::Captured(_) => captured,
        }
    }

    /// Sends a mail. `Ok` means that the server has taken it; an error may come after it was taken. The message is built in either
    /// case: a folder takes what a server would be given.
    ///
    /// # Errors
    /// [`SendError::Permanent`] for a refusal of the recipient or the content; [`SendError::Temporary`] for what this mail met and that may
    /// pass: a 4xx answer, no answer in time; [`SendError::Server`] and [`SendError::LogIn`] for what every mail would meet.
    pub async fn send(&self, from: &Mailbox, mail: &Due, now: Timestamp) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(&message::build(from, mail, now)?).await,
            Self::Captured(folder) => {
                // Built as for a server, so that what could not be sent fails here too.
                let _message = message::build(from, mail, now)?.formatted();
                let (folder, mail) = (folder.clone(), mail.clone());
                tokio::task::spawn_blocking(move || captured::put(&folder, &mail, now))
                    .await
                    .map_err(|_| SendError::temporary("the mail could not be written"))?
                    .map_err(|error| SendError::temporary(format!("the mail could not be written: {}", error.kind())))
            }
        }
    }
}

impl fmt::Display for Transport {
    /// For a log: the host and port, or the folder.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(smtp) => smtp.fmt(f),
            Self::Captured(folder) => write!(f, "the folder {}", folder.display()),
        }
    }
}

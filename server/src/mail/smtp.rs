//! The conversation with the mail server (RFC 5321).
//!
//! It is led step by step, on a connection of its own for each mail, for two reasons. Whether a refusal is final depends on the
//! step: a server that refuses our password with a 5xx has said nothing about the mail. And the library's ready-made transport
//! limits the time of the connecting alone: a server that falls silent later would hold it for ever.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};

use super::SendError;
use super::smtp_url::{Encryption, SmtpUrl};

/// The time that each step may take.
const STEP: Duration = Duration::from_secs(20);

/// How much longer the last answer may take: servers look for spam and viruses before they give it.
const LAST: u32 = 3;

/// A mail server. Its `Debug` hides the password.
#[derive(Debug, Clone)]
pub struct Smtp {
    url: SmtpUrl,
    step: Duration,
    name: ClientId,
}

/// The steps of the conversation, as failures name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Connect,
    Encrypt,
    LogIn,
    From,
    To,
    Data,
    Content,
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Connect => "connecting",
            Self::Encrypt => "encrypting",
            Self::LogIn => "logging in",
            Self::From => "the sender",
            Self::To => "the recipient",
            Self::Data => "the start of the content",
            Self::Content => "the content",
        }
    }

    /// A failure at this step that may pass: of the server, as long as it has not been told of any mail.
    fn passing(self, words: String) -> SendError {
        match self {
            Self::Connect | Self::Encrypt | Self::From => SendError::Server(words),
            // Not let in is not the same as not heard.
            Self::LogIn if words.contains("refused with 5") => SendError::LogIn(words),
            Self::LogIn => SendError::Server(words),
            Self::To | Self::Data | Self::Content => SendError::Temporary(words),
        }
    }

    /// Whether a refusal with this code, and this enhanced code if there is one, at this step is about the mail itself, and so final. The
    /// codes from 500 to 504 and 530 to 538 are about commands and log-in; but of a recipient's address 501 says that it cannot be one, 521
    /// that its host takes no mail (RFC 7504), and 5.1.x that there is nobody (RFC 3463, 3.2).
    fn is_final(self, code: u16, enhanced: &str) -> bool {
        match self {
            Self::To => {
                matches!(code, 501 | 521) || (540..600).contains(&code) || ((500..600).contains(&code) && enhanced.starts_with("5.1."))
            }
            Self::Data | Self::Content => (540..600).contains(&code),
            Self::Connect | Self::Encrypt | Self::LogIn | Self::From => false,
        }
    }
}

impl Smtp {
    pub(super) fn new(url: SmtpUrl) -> Self {
        Self { url, step: STEP, name: ClientId::default() }
    }

    pub(super) fn with_timeout(self, step: Duration) -> Self {
        Self { step, ..self }
    }

    pub(super) async fn send(&self, message: &Message) -> Result<(), SendError> {
        let mut conn = self.connect().await?;
        let sent = self.hand_over(&mut conn, message).await;
        if matches!(sent, Ok(()) | Err(SendError::Permanent(_))) {
            // The mail's fate is known by now: how the goodbye ends does not matter, only that it does not take long. After a
            // failure that may pass the connection is just dropped: it may be the connection that failed.
            let _farewell = tokio::time::timeout(self.step.min(Duration::from_secs(2)), conn.command(Quit)).await;
        }
        sent
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SendError> {
        let url = &self.url;
        let tls = || TlsParameters::new(url.host.clone()).map_err(|error| failure(Step::Encrypt, &error));
        let wrapped = if url.encryption == Encryption::Wrapped { Some(tls()?) } else { None };
        let connecting = AsyncSmtpConnection::connect_tokio1((url.host.as_str(), url.port), Some(self.step), &self.name, wrapped, None);
        let mut conn = self.step(Step::Connect, self.step, connecting).await?;
        let upgrade = match url.encryption {
            Encryption::Required => true,
            Encryption::Opportunistic => conn.can_starttls(),
            Encryption::Wrapped | Encryption::None => false,
        };
        if upgrade {
            if !conn.can_starttls() {
                return Err(SendError::Server("the mail server offers no encryption (STARTTLS), and the settings require it".to_owned()));
            }
            self.step(Step::Encrypt, self.step, conn.starttls(tls()?, &self.name)).await?;
        }
        if let Some((user, password)) = &url.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            self.step(Step::LogIn, self.step, conn.auth(DEFAULT_MECHANISMS, &credentials)).await?;
        }
        Ok(conn)
    }

    async fn hand_over(&self, conn: &mut AsyncSmtpConnection, message: &Message) -> Result<(), SendError> {
        let (envelope, content) = (message.envelope(), message.formatted());
        let mut parameters = Vec::new();
        if envelope.to().iter().chain(envelope.from()).any(|address| !address.to_string().is_ascii()) {
            if !conn.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(SendError::permanent("the mail server offers no SMTPUTF8, which an address with letters beyond ASCII needs"));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !content.is_ascii() && conn.server_info().supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        self.step(Step::From, self.step, conn.command(Mail::new(envelope.from().cloned(), parameters))).await?;
        for address in envelope.to() {
            self.step(Step::To, self.step, conn.command(Rcpt::new(address.clone(), Vec::new()))).await?;
        }
        self.step(Step::Data, self.step, conn.command(Data)).await?;
        self.step(Step::Content, self.step * LAST, conn.message(&content)).await?;
        Ok(())
    }

    async fn step<V>(&self, step: Step, most: Duration, doing: impl Future<Output = Result<V, Error>>) -> Result<V, SendError> {
        match tokio::time::timeout(most, doing).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(failure(step, &error)),
            Err(_) => Err(step.passing(format!("{}: no answer in time", step.name()))),
        }
    }
}

/// Puts a failure into words without an address: the step, the code, and the enhanced code if there is one (RFC 3463). The rest
/// of a server's answer often repeats the recipient.
fn failure(step: Step, error: &Error) -> SendError {
    let Some(status) = error.status() else {
        let what = what(error);
        return step.passing(format!("{}: {what}", step.name()));
    };
    let code = u16::from(status);
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let enhanced = said.split_whitespace().next().filter(|word| is_enhanced(word)).unwrap_or_default();
    let words = format!("{}: refused with {code} {enhanced}", step.name());
    let words = words.trim_end().to_owned();
    if step.is_final(code, enhanced) { SendError::Permanent(words) } else { step.passing(words) }
}

/// What failed, so that whoever runs the portal knows where to look. Names of hosts and of who made a certificate are nobody's secret.
fn what(error: &Error) -> String {
    let mut causes = Vec::new();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        causes.push(cause);
        next = cause.source();
    }
    let io = causes.iter().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    // An error of the encryption comes wrapped in one of the connection.
    let tls =
        causes.iter().find_map(|cause| cause.downcast_ref::<rustls::Error>()).or_else(|| io?.get_ref()?.downcast_ref::<rustls::Error>());
    if let Some(tls) = tls {
        return match tls {
            rustls::Error::InvalidCertificate(why) => format!("the certificate of the mail server is not accepted ({why})"),
            other => format!("the encryption failed ({other})"),
        };
    }
    match io.map(std::io::Error::kind) {
        Some(std::io::ErrorKind::ConnectionRefused) => "nobody listens there (connection refused)".to_owned(),
        Some(std::io::ErrorKind::TimedOut) => "no answer in time".to_owned(),
        Some(
            kind @ (std::io::ErrorKind::HostUnreachable
            | std::io::ErrorKind::NetworkUnreachable
            | std::io::ErrorKind::ConnectionReset
            | std::io::ErrorKind::ConnectionAborted
            | std::io::ErrorKind::BrokenPipe
            | std::io::ErrorKind::UnexpectedEof),
        ) => format!("the connection failed ({kind})"),
        // What the system says of a name that it cannot find has no kind of its own.
        Some(_) if io.is_some_and(|io| io.to_string().contains("lookup")) => "the name of the mail server is not found".to_owned(),
        _ if error.is_tls() => "the encryption failed".to_owned(),
        _ if error.is_timeout() => "no answer in time".to_owned(),
        _ if error.is_client() => "the server lacks what is needed".to_owned(),
        _ => "the connection failed".to_owned(),
    }
}

fn is_enhanced(word: &str) -> bool {
    let mut parts = word.split('.');
    let number = |part: Option<&str>| part.is_some_and(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    number(parts.next()) && number(parts.next()) && number(parts.next()) && parts.next().is_none()
}

impl fmt::Display for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.url.host, self.url.port)
    }
}

//! A virus scanner beside the portal: clamd, by its own protocol. Nothing is taken that it has not seen.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clamav_client::PONG;
use clamav_client::tokio::{Socket, Tcp, ping, scan_buffer};

use super::Refusal;

/// How long it may take to look at one file.
const PATIENCE: Duration = Duration::from_secs(60);
/// The bytes of a piece on the way to it.
const PIECE: usize = 64 * 1024;

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// At a host and port.
    Tcp(String),
    /// At a socket of this machine.
    Unix(PathBuf),
}

/// An address that is neither.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("clamd's address is tcp:HOST:PORT or unix:/PATH")]
pub struct WrongAddress;

impl FromStr for Scanner {
    type Err = WrongAddress;

    fn from_str(text: &str) -> Result<Self, WrongAddress> {
        match text.split_once(':') {
            Some(("tcp", rest)) => match rest.rsplit_once(':') {
                Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => Ok(Self::Tcp(rest.to_owned())),
                _ => Err(WrongAddress),
            },
            Some(("unix", path)) if path.starts_with('/') => Ok(Self::Unix(path.into())),
            _ => Err(WrongAddress),
        }
    }
}

impl Scanner {
    /// Whether it answers.
    pub async fn answers(&self) -> bool {
        let asked = async {
            match self {
                Self::Tcp(address) => ping(Tcp { host_address: address.as_str() }).await,
                Self::Unix(path) => ping(Socket { socket_path: path }).await,
            }
        };
        matches!(tokio::time::timeout(Duration::from_secs(5), asked).await, Ok(Ok(answer)) if answer == PONG)
    }

    /// Has a file looked at.
    ///
    /// # Errors
    /// [`Refusal::Virus`]; [`Refusal::ScannerAway`] when there is no answer that says it is clean.
    pub async fn scan(&self, bytes: &[u8]) -> Result<(), Refusal> {
        let asked = async {
            match self {
                Self::Tcp(address) => scan_buffer(bytes, Tcp { host_address: address.as_str() }, Some(PIECE)).await,
                Self::Unix(path) => scan_buffer(bytes, Socket { socket_path: path }, Some(PIECE)).await,
            }
        };
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok(answer)) => judge(&answer),
            Ok(Err(error)) => {
                tracing::error!(%error, "the virus scanner does not answer: files are refused");
                Err(Refusal::ScannerAway)
            }
            Err(_) => {
                tracing::error!("the virus scanner takes too long: files are refused");
                Err(Refusal::ScannerAway)
            }
        }
    }
}

/// What the scanner's answer means: only its word for clean is one.
fn judge(answer: &[u8]) -> Result<(), Refusal> {
    let text = String::from_utf8_lossy(answer);
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    if text == "stream: OK" {
        return Ok(());
    }
    if let Some(name) = text.strip_prefix("stream: ").and_then(|rest| rest.strip_suffix(" FOUND")) {
        tracing::warn!(name, "the virus scanner has found something: the file is refused");
        return Err(Refusal::Virus);
    }
    tracing::error!(answer = text, "the virus scanner could not look: the file is refused");
    Err(Refusal::ScannerAway)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_two() {
        assert_eq!("tcp:127.0.0.1:3310".parse(), Ok(Scanner::Tcp("127.0.0.1:3310".into())));
        assert_eq!("tcp:[::1]:3310".parse(), Ok(Scanner::Tcp("[::1]:3310".into())));
        assert_eq!("unix:/run/clamd.sock".parse(), Ok(Scanner::Unix("/run/clamd.sock".into())));
        for wrong in ["", "127.0.0.1:3310", "tcp:3310", "tcp::3310", "tcp:host:port", "unix:clamd.sock", "http://host:1"] {
            assert_eq!(wrong.parse::<Scanner>(), Err(WrongAddress), "{wrong}");
        }
    }

    #[test]
    fn only_its_word_for_clean_is_clean() {
        assert_eq!(judge(b"stream: OK\0"), Ok(()));
        assert_eq!(judge(b"stream: Win.Test.EICAR_HDB-1 FOUND\0"), Err(Refusal::Virus));
        for other in [&b""[..], b"OK", b"stream: OK FOUND maybe", b"INSTREAM size limit exceeded. ERROR\0", b"\xff\xfe", b"stream: NOT OK"]
        {
            assert_eq!(judge(other), Err(Refusal::ScannerAway), "{other:?}");
        }
    }
}

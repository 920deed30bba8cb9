//! The address of the mail server, as it stands in the settings.

use std::fmt;

/// How the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte (`smtps`).
    Wrapped,
    /// With STARTTLS, or not at all.
    Required,
    /// With STARTTLS where the server offers it.
    Opportunistic,
    /// Never.
    None,
}

/// The address of a mail server. Its `Debug` hides the password.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    /// The host's name or address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: Encryption,
    /// The user and the password, if the server wants them.
    pub credentials: Option<(String, String)>,
}

/// Why a text is not the address of a mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    /// Another scheme.
    #[error("the mail server's URL must begin with smtp:// or smtps://")]
    Scheme,
    /// No host.
    #[error("the mail server's URL names no host")]
    Host,
    /// No number, or one that is no port.
    #[error("the mail server's URL has a port that is not a number from 1 to 65535")]
    Port,
    /// Something behind the host and port other than `?tls=…`.
    #[error("behind the host, the mail server's URL may have ?tls=required, ?tls=opportunistic or ?tls=none, and nothing else")]
    Rest,
    /// `smtps` is encrypted from the first byte.
    #[error("smtps:// is always encrypted: leave out ?tls=")]
    WrappedWithOption,
    /// A user without a password, or a wrong percent sign.
    #[error(
        "the mail server's URL has a user or a password that cannot be read: write user:password@, with % and other signs as %25 and so on"
    )]
    Credentials,
    /// The password would be sent in the clear.
    #[error("a password would travel unencrypted: use smtps:// or ?tls=required")]
    PasswordInTheClear,
}

impl SmtpUrl {
    /// Reads `smtp://user:password@host:port?tls=required`, `smtps://user:password@host`, and the like.
    ///
    /// Without `tls`, `smtp` means `required`, save for a host that is this machine itself, where it means `none`. The usual
    /// ports: 465 for `smtps`, 587 with STARTTLS, 25 without. User and password are percent-encoded.
    ///
    /// # Errors
    /// Each says what to mend, and none repeats the URL: it may hold a password.
    pub fn parse(text: &str) -> Result<Self, SmtpUrlError> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(SmtpUrlError::Scheme)?;
        let wrapped = match scheme.to_ascii_lowercase().as_str() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(SmtpUrlError::Scheme),
        };
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, place) = rest.rsplit_once('@').map_or((None, rest), |(user, place)| (Some(user), place));
        if place.contains('/') || place.contains('#') {
            return Err(SmtpUrlError::Rest);
        }
        let (host, port) = host_and_port(place)?;
        let local = is_this_machine(&host);
        let encryption = match (wrapped, query) {
            (true, None) => Encryption::Wrapped,
            (true, Some(_)) => return Err(SmtpUrlError::WrappedWithOption),
            (false, None) if local => Encryption::None,
            (false, None | Some("tls=required")) => Encryption::Required,
            (false, Some("tls=opportunistic")) => Encryption::Opportunistic,
            (false, Some("tls=none")) => Encryption::None,
            (false, Some(_)) => return Err(SmtpUrlError::Rest),
        };
        let credentials = user.map(credentials).transpose()?;
        if credentials.is_some() && !local && matches!(encryption, Encryption::None | Encryption::Opportunistic) {
            return Err(SmtpUrlError::PasswordInTheClear);
        }
        let usual = match encryption {
            Encryption::Wrapped => 465,
            Encryption::Required | Encryption::Opportunistic => 587,
            Encryption::None => 25,
        };
        Ok(Self { host, port: port.unwrap_or(usual), encryption, credentials })
    }
}

fn host_and_port(place: &str) -> Result<(String, Option<u16>), SmtpUrlError> {
    let (host, port) = if let Some(rest) = place.strip_prefix('[') {
        let (host, port) = rest.split_once(']').ok_or(SmtpUrlError::Host)?;
        (host, if port.is_empty() { None } else { Some(port.strip_prefix(':').ok_or(SmtpUrlError::Port)?) })
    } else {
        place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port)))
    };
    if host.is_empty() || host.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(SmtpUrlError::Host);
    }
    let port = port.map(|port| port.parse().ok().filter(|port| *port > 0).ok_or(SmtpUrlError::Port)).transpose()?;
    Ok((host.to_owned(), port))
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn credentials(text: &str) -> Result<(String, String), SmtpUrlError> {
    let (user, password) = text.split_once(':').ok_or(SmtpUrlError::Credentials)?;
    match (decode(user), decode(password)) {
        (Some(user), Some(password)) if !user.is_empty() => Ok((user, password)),
        _ => Err(SmtpUrlError::Credentials),
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut plain = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        plain.push(if byte == b'%' {
            let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
            u8::try_from(digit(bytes.next())? * 16 + digit(bytes.next())?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(plain).ok()
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpUrl")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("encryption", &self.encryption)
            .field("credentials", &self.credentials.as_ref().map(|_| "(hidden)"))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read() {
        let url = SmtpUrl::parse("smtp://desk:p%40ss%2Fw@mail.example.com?tls=required").unwrap();
        assert_eq!((url.host.as_str(), url.port, url.encryption), ("mail.example.com", 587, Encryption::Required));
        assert_eq!(url.credentials, Some(("desk".to_owned(), "p@ss/w".to_owned())));
        assert!(!format!("{url:?}").contains("p@ss"));
        let url = SmtpUrl::parse("smtps://mail.example.com/").unwrap();
        assert_eq!((url.port, url.encryption), (465, Encryption::Wrapped));
        let url = SmtpUrl::parse("smtp://127.0.0.1:2525").unwrap();
        assert_eq!((url.port, url.encryption), (2525, Encryption::None));
        let url = SmtpUrl::parse("smtp://[::1]:2525").unwrap();
        assert_eq!((url.host.as_str(), url.port), ("::1", 2525));
        assert_eq!(SmtpUrl::parse("smtp://relay").unwrap().encryption, Encryption::Required);
        assert_eq!(SmtpUrl::parse("smtp://relay?tls=none").unwrap().port, 25);
    }

    #[test]
    fn each_mistake_has_its_own_words() {
        for (text, error) in [
            ("https://mail.example.com", SmtpUrlError::Scheme),
            ("mail.example.com:25", SmtpUrlError::Scheme),
            ("smtp://:25", SmtpUrlError::Host),
            ("smtp://mail:0", SmtpUrlError::Port),
            ("smtp://mail:99999", SmtpUrlError::Port),
            ("smtp://mail?tls=maybe", SmtpUrlError::Rest),
            ("smtp://mail/path", SmtpUrlError::Rest),
            ("smtps://mail?tls=none", SmtpUrlError::WrappedWithOption),
            ("smtp://desk@mail", SmtpUrlError::Credentials),
            ("smtp://desk:%zz@mail", SmtpUrlError::Credentials),
            ("smtp://desk:secret@mail?tls=none", SmtpUrlError::PasswordInTheClear),
            ("smtp://desk:secret@mail?tls=opportunistic", SmtpUrlError::PasswordInTheClear),
        ] {
            assert_eq!(SmtpUrl::parse(text), Err(error), "{text}");
            assert!(!error.to_string().contains("secret"));
        }
    }
}

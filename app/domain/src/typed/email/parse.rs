//! How an address is read.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization as _;

use super::{Address, quoted};
use crate::typed::character::{is_of_words, is_unseen, with_ascii_digit};

/// The most bytes of an address (RFC 5321, 4.5.3.1.3, less the angle brackets around it).
pub const MOST: usize = 254;
/// The most bytes before the `@`, with the quotes that are sent (RFC 5321, 4.5.3.1.1).
pub const MOST_LOCAL: usize = 64;
/// The most bytes that are looked at: an address with a name before it, and room to paste more than one wanted.
const MOST_TYPED: usize = 4096;

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing is left of it.
    #[error("an address is missing")]
    Empty,
    /// There is no `@`.
    #[error("an address has an @")]
    NoAt,
    /// There are several, or several addresses.
    #[error("an address has one @")]
    ManyAts,
    /// Nothing stands before the `@`.
    #[error("an address has a name before its @")]
    NoLocal,
    /// Nothing stands behind the `@`.
    #[error("an address has a domain behind its @")]
    NoDomain,
    /// The domain has no dot: nobody out there is reached.
    #[error("a domain has a dot")]
    NoDot,
    /// The number of a computer stands behind the `@`.
    #[error("an address has a domain, and no number, behind its @")]
    Literal,
    /// A blank stands within it.
    #[error("an address has no blank within")]
    Blank,
    /// A character before the `@` that is in no mailbox's name.
    #[error("a character before the @ is in no address")]
    Character,
    /// Letters of alphabets that look alike are mixed: most likely the keyboard was switched.
    #[error("letters of alphabets that look alike are mixed")]
    Mixed,
    /// What stands behind the `@` cannot be a domain.
    #[error("what stands behind the @ is no domain")]
    Domain,
    /// It is longer than [`MOST`] bytes, or than [`MOST_LOCAL`] before the `@`.
    #[error("an address has at most {MOST} bytes, and {MOST_LOCAL} before its @")]
    TooLong,
}

pub(super) fn parse(typed: &str) -> Result<Address, AddressError> {
    if typed.len() > MOST_TYPED {
        return Err(AddressError::TooLong);
    }
    let text = unwrapped(typed)?;
    if text.is_empty() {
        return Err(AddressError::Empty);
    }
    let (local, domain) = text.rsplit_once('@').ok_or(AddressError::NoAt)?;
    let (local, domain) = (local.trim_end(), domain.trim_start());
    if local.contains('@') {
        return Err(AddressError::ManyAts);
    }
    let address = Address { local: local_part(local)?, domain: domain_part(domain)? };
    if quoted(&address.local).len() > MOST_LOCAL || address.to_string().len() > MOST {
        return Err(AddressError::TooLong);
    }
    Ok(address)
}

/// The address alone: without what a mail program, a web page or a table puts around it.
fn unwrapped(typed: &str) -> Result<String, AddressError> {
    let mut text = plain(typed);
    if let Some((name, inside)) = text.split_once('<') {
        let (inside, after) = inside.split_once('>').unwrap_or((inside, ""));
        // Behind the bracket of a copied line may stand what parts it from the next, and no second address.
        if after.contains('@') {
            return Err(AddressError::ManyAts);
        }
        if name.contains('>') || inside.contains('<') || after.contains(['<', '>']) {
            return Err(AddressError::Character);
        }
        text = inside.trim().to_owned();
    }
    let mut rest = text.as_str();
    loop {
        let before = rest;
        rest = rest.trim().trim_end_matches(ENDS).trim_end();
        for (open, close) in AROUND {
            rest = rest.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).unwrap_or(rest);
        }
        if rest == before {
            break;
        }
    }
    match rest.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
        Some(_) => Ok(plain(&unescaped(rest[7..].split('?').next().unwrap_or_default())).trim_end_matches(ENDS).to_owned()),
        None => Ok(rest.to_owned()),
    }
}

/// What may stand behind an address in a sentence or a list.
const ENDS: [char; 5] = ['.', ',', ';', ':', '、'];
/// What may stand around one. (No domain ends with any of these.)
const AROUND: [(char, char); 7] = [('"', '"'), ('\'', '\''), ('(', ')'), ('“', '”'), ('‘', '’'), ('「', '」'), ('«', '»')];

/// In form NFC, with full-width letters and signs as ASCII's and every full stop as `.`, without what shows nothing; blanks are
/// single spaces and none stand at the ends.
fn plain(typed: &str) -> String {
    let shown: String = typed.chars().filter(|c| is_joiner(*c) || !is_unseen(*c)).flat_map(usual).nfc().collect();
    let mut kept = String::with_capacity(shown.len());
    let mut chars = shown.chars().peekable();
    while let Some(c) = chars.next() {
        // A joiner means something between letters of scripts that join, and is in domains of theirs.
        let joins = kept.ends_with(|c: char| !c.is_ascii()) && chars.peek().is_some_and(|c| !c.is_ascii() && !is_joiner(*c));
        if !is_joiner(c) || joins {
            kept.push(c);
        }
    }
    let whole: String = kept.nfc().collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn usual(c: char) -> impl Iterator<Item = char> {
    let (one, mapped) = match c {
        '。' | '｡' | '．' | '﹒' => (Some('.'), None),
        '﹫' => (Some('@'), None),
        '\u{ff00}'..='\u{ffef}' => (None, Some(std::iter::once(c).nfkc())),
        _ => (Some(c), None),
    };
    one.into_iter().chain(mapped.into_iter().flatten())
}

/// `%40` as the character that it stands for, as in a link.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let value = after.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match value.filter(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit())).and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The name of the mailbox, without quotes.
fn local_part(typed: &str) -> Result<String, AddressError> {
    let typed: String = typed.chars().filter(|c| !is_joiner(*c)).nfc().collect();
    let quotes = typed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let name = match quotes {
        Some(inside) => bare(inside)?,
        None => typed,
    };
    if name.is_empty() {
        return Err(AddressError::NoLocal);
    }
    if name.contains(' ') {
        return Err(AddressError::Blank);
    }
    // Signs that only quotes would allow are in no mailbox that anybody has, and mail servers have been led to write to another
    // address by them, as by words encoded for headers.
    let fits = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c) || (!c.is_ascii() && is_of_words(c));
    if !name.chars().all(fits) || name.contains("=?") {
        return Err(AddressError::Character);
    }
    if name.is_ascii() {
        return Ok(name);
    }
    // An Arabic or Thai keyboard writes its own digits between Latin letters.
    let digits: String = name.chars().map(with_ascii_digit).collect();
    if digits.is_ascii() {
        return Ok(digits);
    }
    let script = |c: char| CodePointMapData::<Script>::new().get(c);
    let latin = name.chars().any(|c| script(c) == Script::Latin);
    if latin && name.chars().any(|c| [Script::Cyrillic, Script::Greek, Script::Armenian, Script::Cherokee].contains(&script(c))) {
        return Err(AddressError::Mixed);
    }
    Ok(name)
}

/// The inside of quotes, each `\x` as its `x`.
fn bare(inside: &str) -> Result<String, AddressError> {
    let mut name = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => name.push(chars.next().ok_or(AddressError::Character)?),
            c => name.push(c),
        }
    }
    Ok(name)
}

/// The domain in ASCII.
fn domain_part(typed: &str) -> Result<String, AddressError> {
    // A copied line may have a blank beside a dot.
    let typed = typed.replace(" .", ".").replace(". ", ".");
    if typed.is_empty() {
        return Err(AddressError::NoDomain);
    }
    if typed.starts_with('[') {
        return Err(AddressError::Literal);
    }
    if typed.contains(' ') {
        return Err(AddressError::Blank);
    }
    let ascii = |text: &str| {
        Uts46::new().to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify).map(|it| it.into_owned())
    };
    let bare = || typed.chars().filter(|c| !is_joiner(*c)).collect::<String>();
    let domain = ascii(&typed).or_else(|_| ascii(&bare()));
    let Ok(domain) = domain else {
        let number = typed.parse::<std::net::Ipv6Addr>().is_ok();
        return Err(if number { AddressError::Literal } else { AddressError::Domain });
    };
    let Some((_, last)) = domain.rsplit_once('.') else { return Err(AddressError::NoDot) };
    // No domain ends with a number (RFC 3696, 2): this is an address of the network, in one of the ways to write it.
    let hex = last.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hex || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressError::Literal);
    }
    Ok(domain)
}

/// In small letters.
pub(super) fn small(local: &str) -> String {
    local.to_lowercase().nfc().collect()
}

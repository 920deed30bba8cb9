//! Second factors: time-based codes (RFC 6238: SHA-1, six digits, thirty seconds, as every authenticator has them) and the
//! recovery codes that stand in for a lost telephone.

use domain::typed;
use jiff::Timestamp;
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Secret, Totp};

use super::DeskError;
use crate::house::House;
use crate::random;
use crate::store::{Conn, second};

/// How many recovery codes there are.
pub const RECOVERY_CODES: usize = 10;
/// How the portal calls itself in an authenticator.
const ISSUER: &str = "Habeas";

/// A new secret: 160 bits (RFC 4226, section 4: R6).
#[must_use]
pub fn new_secret() -> Vec<u8> {
    random::bytes::<20>().to_vec()
}

/// The secret as it is typed into an authenticator: base32.
#[must_use]
pub fn in_letters(secret: &[u8]) -> String {
    Secret::from(secret).to_base32()
}

fn totp(secret: &[u8]) -> Totp {
    // Algorithm, digits, step and one step of skew either side are the builder's own. The secret's length is not checked here:
    // we made it, or opened it from where we sealed it.
    Builder::new().with_secret(secret).build_noncompliant()
}

/// The address that an authenticator reads from the picture. `account` is what it shows beside the codes.
#[must_use]
pub fn uri(account: &str, secret: &[u8]) -> String {
    let mut name = String::new();
    for byte in account.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("otpauth://totp/{ISSUER}:{name}?secret={}&issuer={ISSUER}", in_letters(secret))
}

/// The picture of an address, as SVG without a script, a style or a name of its own; `None` when the address is too long for one.
#[must_use]
pub fn qr_svg(uri: &str) -> Option<String> {
    /// The light border that readers need, in modules.
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(uri, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                path.push_str(&format!("M{},{}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
    }
    Some(format!(
        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"240\" height=\"240\" \
         shape-rendering=\"crispEdges\" aria-hidden=\"true\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/>\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

/// The step of time whose code was entered, if it is one of now, one step before or after, and later than the last that was used:
/// a code that somebody read over a shoulder is used up with its first use (RFC 6238, 5.2).
#[must_use]
pub fn check(secret: &[u8], entered: &str, now: Timestamp, last_step: Option<i64>) -> Option<i64> {
    let time = u64::try_from(now.as_second()).ok()?;
    let step = i64::try_from(totp(secret).check(&typed::code(entered), time)?).ok()?;
    (last_step.is_none_or(|last| step > last)).then_some(step)
}

/// The code of a moment: what tests enter, as an authenticator would show it.
#[must_use]
pub fn code_at(secret: &[u8], at: Timestamp) -> String {
    totp(secret).generate(u64::try_from(at.as_second()).unwrap_or_default()).to_string()
}

/// The same from the secret in letters; `None` when they are none.
#[must_use]
pub fn code_of_letters(letters: &str, at: Timestamp) -> Option<String> {
    Some(code_at(Secret::try_from_base32(letters).ok()?.as_bytes(), at))
}

/// What passed as a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// A code; the caller stores its step, and refuses it if another was quicker.
    Code(i64),
    /// A recovery code, which is used up now.
    Recovery,
}

/// Compares what was entered with the code of now, and then with the recovery codes of `holder` (`account:ID` or `staff:ID`).
///
/// # Errors
/// The database's.
pub async fn pass(
    house: &House,
    conn: &mut Conn,
    holder: &str,
    secret: &[u8],
    last_step: Option<i64>,
    entered: &str,
    now: Timestamp,
) -> Result<Option<Passed>, DeskError> {
    if let Some(step) = check(secret, entered, now, last_step) {
        return Ok(Some(Passed::Code(step)));
    }
    let used = second::use_up(conn, holder, &recovery_hash(house, holder, entered), now).await?;
    Ok(used.then_some(Passed::Recovery))
}

/// Makes ten recovery codes in place of those that there were. Their words are shown once; the hashes stay.
///
/// # Errors
/// The database's.
pub async fn new_recovery_codes(house: &House, conn: &mut Conn, holder: &str, now: Timestamp) -> Result<Vec<String>, DeskError> {
    second::forget(conn, holder).await?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let words = random::recovery_code();
        second::insert(conn, &random::id(now), holder, &recovery_hash(house, holder, &words)).await?;
        codes.push(words);
    }
    Ok(codes)
}

fn recovery_hash(house: &House, holder: &str, entered: &str) -> Vec<u8> {
    house.vault.hash("recovery code", &format!("{holder}:{}", typed::code(entered)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B; its codes have eight digits there, of which ours are the last six.
    const RFC: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_code_is_read_in_the_digits_of_every_script() {
        let now = at(1_111_111_109);
        let code = code_at(RFC, now);
        for nought in ['\u{660}', '\u{6f0}', '\u{966}', '\u{e50}', '\u{ff10}'] {
            let typed: String = code.bytes().map(|digit| char::from_u32(u32::from(nought) + u32::from(digit - b'0')).unwrap()).collect();
            assert!(check(RFC, &typed, now, None).is_some(), "{typed}");
        }
    }

    #[test]
    fn the_codes_are_those_of_the_rfc() {
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924")] {
            assert_eq!(code_at(RFC, at(second)), code);
            assert_eq!(check(RFC, code, at(second), None), Some(second / 30));
        }
    }

    #[test]
    fn one_step_either_side_and_each_step_once() {
        let now = at(1_111_111_111);
        let step = 1_111_111_111 / 30;
        for (shift, fits) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let code = code_at(RFC, at(1_111_111_111 + shift));
            assert_eq!(check(RFC, &code, now, None).is_some(), fits, "{shift}");
        }
        let code = code_at(RFC, now);
        assert_eq!(check(RFC, &code, now, Some(step - 1)), Some(step));
        assert_eq!(check(RFC, &code, now, Some(step)), None, "used already");
        let before = code_at(RFC, at(1_111_111_111 - 30));
        assert_eq!(check(RFC, &before, now, Some(step)), None, "and so is the one before it");
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(check(RFC, &spaced, now, None), Some(step), "as people type it");
        for nonsense in ["", "000", "abcdef", "0504711", "０５０"] {
            assert_eq!(check(RFC, nonsense, now, None), None);
        }
    }

    #[test]
    fn the_picture_holds_the_address_and_nothing_that_runs() {
        let uri = uri("mei+kids@example.com", &new_secret());
        assert!(uri.starts_with("otpauth://totp/Habeas:mei%2Bkids@example.com?secret="), "{uri}");
        let svg = qr_svg(&uri).unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("style") && !svg.contains("script"));
        assert!(qr_svg(&"x".repeat(5000)).is_none());
        let read: Totp = Totp::from_url(&uri).unwrap();
        assert_eq!(read.issuer(), Some("Habeas"));
    }
}

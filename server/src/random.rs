//! The one home of chance: the operating system's generator. Nothing that guards anything comes from anywhere else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

/// Random bytes from the operating system.
///
/// # Panics
/// Never in practice: when the system has no randomness to give, no secret can be made and the process must not go on.
#[must_use]
#[expect(clippy::disallowed_methods, clippy::expect_used, reason = "this is chance's home")]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A secret for a link or a cookie: 256 bits, safe in a URL.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// Six random digits.
#[must_use]
pub fn code() -> String {
    // 2^64 is so much larger than 10^6 that the remainder's bias cannot be seen.
    format!("{:06}", u64::from_le_bytes(bytes()) % 1_000_000)
}

/// A code for reading aloud and typing inside an app: eight letters and digits that cannot be taken for one another.
#[must_use]
pub fn in_app_code() -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ34";
    let text: String = bytes::<8>().iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    format!("{}-{}", &text[..4], &text[4..])
}

/// A code for the drawer at home: ten letters and digits, some fifty bits, that cannot be taken for one another.
#[must_use]
pub fn recovery_code() -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ34";
    let text: String = bytes::<10>().iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    format!("{}-{}", &text[..5], &text[5..])
}

/// An identifier: 48 bits of time, so that neighbours in time are neighbours in an index, and 80 random bits.
#[must_use]
pub fn id(now: Timestamp) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let millis = now.as_millisecond().unsigned_abs();
    let mut text = String::with_capacity(26);
    for shift in (0..10).rev() {
        text.push(char::from(ALPHABET[(millis >> (shift * 5)) as usize & 31]));
    }
    for byte in bytes::<16>() {
        text.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_stand_in_the_order_of_time() {
        let early = id(Timestamp::from_millisecond(1_700_000_000_000).unwrap());
        let late = id(Timestamp::from_millisecond(1_700_000_000_001).unwrap());
        assert!(early < late);
        assert_eq!(early.len(), 26);
    }

    #[test]
    fn a_code_has_six_digits() {
        assert!((0..100).map(|_| code()).all(|code| code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())));
    }
}

//! References: what a requester is given to find a ticket again, such as `HT-7K3Q-9XMF`.

use std::fmt;

use crate::typed::code;

/// Letters and digits that cannot be taken for one another (Crockford's set: no I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference: the product's two letters, seven random characters (35 bits) and a check character.
///
/// A reference names a ticket and opens nothing: whoever has it still needs a code from the e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(String);

/// Why a text is not a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It is not two letters and eight characters.
    #[error("a reference has two letters and eight characters, like HT-7K3Q-9XMF")]
    Shape,
    /// The last character does not fit the others: a slip of the pen.
    #[error("one character of the reference is wrong")]
    Check,
}

impl Reference {
    /// A reference of the product with this prefix (two capital letters), from random bytes.
    #[must_use]
    pub fn new(prefix: &str, random: [u8; 7]) -> Self {
        let mut body: Vec<u8> = random.iter().map(|byte| ALPHABET[usize::from(byte & 31)]).collect();
        body.push(check_character(prefix, &body));
        let body = String::from_utf8_lossy(&body).into_owned();
        Self(format!("{prefix}-{}-{}", &body[..4], &body[4..]))
    }

    /// Reads what a person typed: any case, width, script of digits, any spaces or hyphens, and the letters O, I, L for 0, 1, 1.
    ///
    /// # Errors
    /// When it has not the shape of a reference, or the check character does not fit.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let plain = code(text).into_bytes();
        if plain.len() != 10 || !plain.is_ascii() {
            return Err(ReferenceError::Shape);
        }
        let (prefix, body) = plain.split_at(2);
        if !prefix.iter().all(u8::is_ascii_uppercase) {
            return Err(ReferenceError::Shape);
        }
        let prefix = String::from_utf8_lossy(prefix).into_owned();
        let body: Vec<u8> = body
            .iter()
            .map(|byte| match byte {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => *other,
            })
            .collect();
        if !body.iter().all(|byte| ALPHABET.contains(byte)) {
            return Err(ReferenceError::Shape);
        }
        if check_character(&prefix, &body[..7]) != body[7] {
            return Err(ReferenceError::Check);
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Self(format!("{prefix}-{}-{}", &body[..4], &body[4..])))
    }

    /// The written form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The sum of the characters weighted by odd numbers, modulo 32: odd weights are invertible, so one wrong character is always
/// found; neighbours that differ by other than sixteen and change places are found too.
fn check_character(prefix: &str, body: &[u8]) -> u8 {
    let value = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => ALPHABET.iter().position(|c| *c == byte).map_or(u32::from(byte), |at| at as u32),
    };
    let sum: u32 = prefix.bytes().chain(body.iter().copied()).zip(0_u32..).map(|(byte, at)| value(byte) * (2 * at + 1)).sum();
    ALPHABET[(sum % 32) as usize]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_can_be_read(random in any::<[u8; 7]>()) {
            let reference = Reference::new("HT", random);
            prop_assert_eq!(Reference::parse(reference.as_str()), Ok(reference.clone()));
            prop_assert_eq!(Reference::parse(&reference.as_str().to_lowercase().replace('-', " ")), Ok(reference));
        }

        #[test]
        fn one_wrong_character_is_found(random in any::<[u8; 7]>(), at in 0_usize..8, other in 0_usize..32) {
            let reference = Reference::new("JA", random);
            let place = if at < 4 { 3 + at } else { 4 + at };
            let mut text = reference.as_str().to_owned().into_bytes();
            prop_assume!(text[place] != ALPHABET[other]);
            text[place] = ALPHABET[other];
            prop_assert_eq!(Reference::parse(&String::from_utf8(text).unwrap()), Err(ReferenceError::Check));
        }
    }

    #[test]
    fn a_reference_is_read_however_it_is_typed() {
        let reference = Reference::new("HT", [7, 19, 3, 22, 9, 16, 1]);
        let wide: String = reference.as_str().chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
        let spaced: String = reference.as_str().chars().flat_map(|c| [c, '\u{200b}', '\u{a0}']).collect();
        for typed in [wide, spaced, format!("\u{2068}{reference}\u{2069}."), reference.as_str().replace('-', "–")] {
            assert_eq!(Reference::parse(&typed), Ok(reference.clone()), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in ["", "HT-1234", "HT-1234-56789", "12-3456-7890", "HT-123U-4567", "\u{41d}\u{422}-1234-5678"] {
            assert_eq!(Reference::parse(text), Err(ReferenceError::Shape), "{text}");
        }
    }
}

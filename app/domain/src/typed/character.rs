//! What is known of single characters: Unicode's tables, as `icu_properties` has them.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// Whether a character shows nothing by itself: it is default-ignorable (Unicode, section 5.21), a format character (directions,
/// joints, tags) or a control character that is no blank.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    // The empty pattern of Braille is a symbol to Unicode, and nothing to the eye.
    c == '\u{2800}'
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || (matches!(category(c), GeneralCategory::Control | GeneralCategory::Format) && !c.is_whitespace())
}

/// Whether a character leaves something to see by itself: neither blank, nor unseen, nor a mark that belongs to another, nor
/// unassigned or for private use.
#[must_use]
pub fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !is_unseen(c)
        && !matches!(
            category(c),
            GeneralCategory::NonspacingMark
                | GeneralCategory::EnclosingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::Unassigned
                | GeneralCategory::PrivateUse
                | GeneralCategory::Surrogate
        )
}

/// Whether a character is one that words are made of: a letter, a mark upon or behind one, or a digit, of any script.
#[must_use]
pub fn is_of_words(c: char) -> bool {
    !is_unseen(c)
        && matches!(
            category(c),
            GeneralCategory::UppercaseLetter
                | GeneralCategory::LowercaseLetter
                | GeneralCategory::TitlecaseLetter
                | GeneralCategory::ModifierLetter
                | GeneralCategory::OtherLetter
                | GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::DecimalNumber
        )
}

/// The value of a decimal digit of any script.
#[must_use]
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|value| value as u8);
    }
    if category(c) != GeneralCategory::DecimalNumber {
        return None;
    }
    // Each script's ten stand in a row from nought to nine (Unicode, section 4.6), so that the place within the row says the value.
    let row = CodePointMapData::<GeneralCategory>::new()
        .iter_ranges_for_value(GeneralCategory::DecimalNumber)
        .find(|row| row.contains(&u32::from(c)))?;
    Some(((u32::from(c) - row.start()) % 10) as u8)
}

/// The ASCII digit of the same value; another character stays as it is.
#[must_use]
pub fn with_ascii_digit(c: char) -> char {
    digit(c).map_or(c, |value| char::from(b'0' + value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_their_value_in_every_script() {
        // Beginnings of their scripts' rows: Arabic, Persian, N'Ko, Devanagari, Bengali, Tamil, Thai, Tibetan, Khmer, full-width, Adlam.
        for nought in
            ['\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{be6}', '\u{e50}', '\u{f20}', '\u{17e0}', '\u{ff10}', '\u{1e950}']
        {
            for value in 0..10_u8 {
                let c = char::from_u32(u32::from(nought) + u32::from(value)).unwrap();
                assert_eq!(digit(c), Some(value), "U+{:04X}", u32::from(c));
            }
        }
        for other in ['a', '½', '②', '三', '٪', 'Ⅳ', '\u{200b}'] {
            assert_eq!(digit(other), None, "{other}");
        }
    }

    #[test]
    fn every_row_of_digits_has_whole_tens() {
        for row in CodePointMapData::<GeneralCategory>::new().iter_ranges_for_value(GeneralCategory::DecimalNumber) {
            assert_eq!((row.end() - row.start() + 1) % 10, 0, "{row:X?}");
        }
    }

    #[test]
    fn what_shows_nothing_is_known() {
        for c in [
            '\u{200b}',
            '\u{3164}',
            '\u{202e}',
            '\u{61c}',
            '\u{180e}',
            '\u{ad}',
            '\u{ffa0}',
            '\u{2066}',
            '\u{0}',
            '\u{7f}',
            '\u{fff9}',
            '\u{e0041}',
            '\u{2800}',
        ] {
            assert!(is_unseen(c) && !is_seen(c), "U+{:04X}", u32::from(c));
        }
        for c in ['a', '漢', '한', 'ภ', 'ع', '-', '😀'] {
            assert!(is_seen(c) && !is_unseen(c), "{c}");
        }
        for (c, expected) in [
            ('a', true),
            ('漢', true),
            ('\u{301}', true),
            ('\u{94d}', true),
            ('٣', true),
            ('、', false),
            ('😀', false),
            ('\u{3164}', false),
        ] {
            assert_eq!(is_of_words(c), expected, "U+{:04X}", u32::from(c));
        }
        for c in [' ', '\t', '\u{a0}', '\u{3000}', '\u{301}', '\u{e000}'] {
            assert!(!is_seen(c), "U+{:04X}", u32::from(c));
        }
    }
}

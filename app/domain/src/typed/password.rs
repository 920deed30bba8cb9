//! Passwords as they are hashed: RFC 8265's OpaqueString, so that one word has one hash whichever keyboard composes its letters.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use unicode_normalization::UnicodeNormalization as _;

/// The form that is hashed (RFC 8265, 4.2.1): every kind of space is ASCII's, letters are in form NFC. Width, case and the number of
/// spaces stay: they are a part of the secret.
#[must_use]
pub fn opaque(typed: &str) -> String {
    let space = |c: char| CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::SpaceSeparator;
    typed.chars().map(|c| if space(c) { ' ' } else { c }).nfc().collect()
}

/// What a typed password may have been when it was set, the likeliest first, each once: its [`opaque`] form, the bytes as they came
/// (from before that form was used), and the same letters in other widths, since a masked field does not show which the keyboard
/// writes. How many there are depends on what was typed alone.
#[must_use]
pub fn candidates(typed: &str) -> Vec<String> {
    let opaque = opaque(typed);
    let plain: String = opaque.chars().flat_map(usual_width).nfc().collect();
    let wide: String = plain.chars().map(wide).collect();
    let narrow: String = plain.nfd().map(narrow_kana).nfc().collect();
    let mut all = Vec::new();
    for one in [opaque, typed.to_owned(), plain, wide, narrow] {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// Full-width Latin letters, digits and signs as ASCII's, half-width kana and hangul as full ones; the rest as it is.
fn usual_width(c: char) -> impl Iterator<Item = char> {
    let mapped = ('\u{ff00}'..='\u{ffef}').contains(&c);
    let (same, other) = if mapped { (None, Some(std::iter::once(c).nfkc())) } else { (Some(c), None) };
    same.into_iter().chain(other.into_iter().flatten())
}

/// The full-width twin of an ASCII character that shows something.
fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The half-width twin of a kana, or of its mark for a voiced sound.
fn narrow_kana(c: char) -> char {
    match c {
        '\u{3099}' => '\u{ff9e}',
        '\u{309a}' => '\u{ff9f}',
        '\u{3001}'..='\u{30ff}' => ('\u{ff61}'..='\u{ff9d}').find(|half| half.nfkc().eq([c])).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_has_one_form() {
        let whole = "Đường phố Huế 52 nắng";
        let pieces: String = whole.nfd().collect();
        assert_ne!(whole, pieces);
        assert_eq!(opaque(&pieces), whole);
        // No-break, ideographic, thin and Ogham spaces; none is taken away.
        assert_eq!(opaque("a\u{a0}b\u{3000}c\u{2009} d\u{1680}"), "a b c  d ");
        // Width, case and what cannot be seen are a part of it.
        for typed in ["ＰＡＳＳ", "PaSs", "a\u{200d}b", " edge ", "ﬁne"] {
            assert_eq!(opaque(typed), typed);
        }
    }

    #[test]
    fn other_widths_are_tried_and_nothing_twice() {
        assert_eq!(candidates("lamp 7"), ["lamp 7", "ｌａｍｐ ７"]);
        assert_eq!(candidates("ｌａｍｐ　７"), ["ｌａｍｐ ７", "ｌａｍｐ　７", "lamp 7"]);
        let all = candidates("ｶﾞﾗｽ lamp");
        assert!(all.contains(&"ガラス lamp".to_owned()) && all.contains(&"ガラス ｌａｍｐ".to_owned()), "{all:?}");
        assert!(candidates("ガラス lamp").contains(&"ｶﾞﾗｽ lamp".to_owned()));
        assert!(candidates("caf\u{65}\u{301} au lait").contains(&"cafe\u{301} au lait".to_owned()), "as it was hashed before");
        assert!(!candidates("lamp").contains(&"LAMP".to_owned()));
    }

    #[test]
    fn every_twin_leads_back() {
        for c in '\u{ff61}'..='\u{ff9d}' {
            let full: String = [c].into_iter().nfkc().collect();
            let back: String = full.chars().map(narrow_kana).collect();
            assert_eq!(back, c.to_string(), "{full}");
        }
        for c in '!'..='~' {
            assert_eq!(usual_width(wide(c)).collect::<String>(), c.to_string());
        }
    }
}

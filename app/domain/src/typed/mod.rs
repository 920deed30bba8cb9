//! What people type, made canonical before it is compared, found or counted.
//!
//! A keyboard, a copied line and a reader of screens write one thing in many ways: full-width, with characters that show nothing, in
//! the digits of another script, in pieces that look like one letter. Each kind of identifier has one rule here, and everything that
//! finds, joins, limits or flags uses its result.

pub mod app_id;
mod character;
mod code;
mod date;
pub mod email;
mod name;
mod number;
pub mod password;
mod skeleton;

pub use app_id::{AppIdError, AppIdRule};
pub use code::code;
pub use date::{date, date_time};
pub use name::{NameError, file_name, name};
pub use number::{decimal, number};

use unicode_normalization::UnicodeNormalization as _;

/// A typed line in Unicode's form NFKC, without what shows nothing ([`character::is_unseen`]) and with ASCII digits; blanks of every
/// kind are spaces, one at a time and none at the ends. The case stays.
#[must_use]
pub fn line(typed: &str) -> String {
    let shown: String = typed.nfkc().filter(|c| !character::is_unseen(*c)).map(character::with_ascii_digit).collect();
    // What was taken out may have kept two halves of a letter apart.
    let whole: String = shown.nfkc().collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A typed line as [`line`] makes it, without any blank.
#[must_use]
pub fn word(typed: &str) -> String {
    // A blank may have kept a letter and a mark apart: `¨` alone is a blank with a mark upon it.
    line(typed).split(' ').flat_map(str::chars).nfkc().collect()
}

/// [`line`] without distinction of capitals: what is compared where a person's way of writing does not matter.
#[must_use]
pub fn folded(typed: &str) -> String {
    // Small letters of some capitals are several characters, which may compose anew.
    line(&line(typed).to_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_line_however_it_is_typed() {
        for typed in [
            "Mika 41",
            "Ｍｉｋａ　４１",
            " Mika\u{a0}\u{200b}41 ",
            "Mi\u{ad}ka \u{664}\u{661}",
            "\u{2066}Mika\u{2069}\t41",
            "Mi\u{180e}ka \u{96a}\u{967}",
        ] {
            assert_eq!(line(typed), "Mika 41", "{typed:?}");
        }
        assert_eq!(line("Ngô Thị Kim"), line("Ngo\u{302} Thi\u{323} Kim"));
        // A joint between two halves keeps them apart only as long as it is there.
        assert_eq!(line("e\u{200d}\u{301}"), "é");
        assert_eq!(line("\u{200b}\u{3164}\u{202e}\n"), "");
        assert_eq!((word("H¨"), word("e \u{301}x")), ("Ḧ".to_owned(), "éx".to_owned()));
    }

    #[test]
    fn capitals_and_their_small_letters_are_one_folded() {
        assert_eq!(folded("STRASSE Ⅷ ＺＵＧ"), "strasse viii zug");
        assert_eq!(folded("K\u{212a}"), "kk");
        assert_eq!(folded("İ"), folded("i\u{307}"));
    }

    proptest! {
        #[test]
        fn what_is_canonical_stays_as_it_is(typed in "\\PC{0,24}") {
            for of in [line, word, folded] {
                let once = of(&typed);
                prop_assert_eq!(of(&once), once);
            }
        }

        #[test]
        fn what_shows_nothing_changes_nothing(text in "[a-zA-Z0-9é漢ᄀ ]{0,12}", at in 0_usize..12, unseen in prop::sample::select(vec!['\u{200b}', '\u{200e}', '\u{feff}', '\u{ad}', '\u{2060}', '\u{61c}', '\u{7f}', '\u{0}', '\u{e0001}', '\u{fe0f}', '\u{115f}'])) {
            let mut typed: Vec<char> = text.chars().collect();
            typed.insert(at.min(typed.len()), unseen);
            let typed: String = typed.into_iter().collect();
            prop_assert_eq!(folded(&typed), folded(&text));
        }
    }
}

//! What a product knows an account by: the ID that its app shows.

use serde::{Deserialize, Serialize};

use super::{skeleton, word};
use crate::Text;

/// The most characters of an ID, whatever its pattern.
pub const MOST: usize = 64;

/// The version of what this program does to an ID, whatever the pack says: from 1 to 63. It goes up with every change by which
/// [`AppIdRule::canonical`] or [`AppIdRule::skeleton`] makes another text of some ID; the portal then makes its hashes anew at the start.
pub const FORM: u8 = 1;

/// What an ID looks like, as the pack says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppIdRule {
    /// A regular expression for the whole canonical ID (with [`Case::Ignored`]: in small letters).
    pub pattern: String,
    /// Whether capitals and small letters make two IDs.
    pub case: Case,
    /// Whether `007` and `7` are two IDs.
    pub leading_zeros: LeadingZeros,
    /// What it looks like, for who has typed something else.
    pub looks_like: Text,
}

/// Whether capitals and small letters make two IDs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// `Mika` and `mika` are one.
    Ignored,
    /// They are two.
    Kept,
}

/// Whether zeros before a number make another ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadingZeros {
    /// `007` and `7` are two.
    Kept,
    /// They are one, if the ID is all digits.
    Dropped,
}

/// Why a text is no ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppIdError {
    /// Nothing is left of it.
    #[error("an ID is missing")]
    Empty,
    /// It is longer than [`MOST`] characters.
    #[error("an ID has at most {MOST} characters")]
    TooLong,
    /// The product has no such IDs.
    #[error("it does not look like an ID of this product")]
    Shape,
}

impl Default for AppIdRule {
    /// What is assumed of a product whose stored pack is from before packs said it.
    fn default() -> Self {
        Self { pattern: "[a-z0-9_.-]+".into(), case: Case::Ignored, leading_zeros: LeadingZeros::Kept, looks_like: Text::default() }
    }
}

impl AppIdRule {
    /// The canonical form of a typed ID, whether or not it is one: in form NFKC, without blanks and characters that show nothing,
    /// with ASCII digits, without an `@` before it. Everything that finds, joins, limits or flags compares this.
    #[must_use]
    pub fn canonical(&self, typed: &str) -> String {
        let mut id = shown(typed);
        if self.case == Case::Ignored {
            id = word(&id.to_lowercase());
        }
        let numeric = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        match self.leading_zeros {
            LeadingZeros::Dropped if numeric => Some(id.trim_start_matches('0')).filter(|rest| !rest.is_empty()).unwrap_or("0").to_owned(),
            _ => id,
        }
    }

    /// What an ID looks like: the same text for IDs that an eye takes for one another. For near spellings, never for finding.
    #[must_use]
    pub fn skeleton(&self, typed: &str) -> String {
        skeleton::of(&self.canonical(typed))
    }

    /// Which form [`Self::canonical`] and [`Self::skeleton`] make of an ID, in a byte: it stands at the head of every hash of an ID, so
    /// that a hash of another form is known.
    #[must_use]
    pub const fn form(&self) -> u8 {
        let (case, zeros) = (matches!(self.case, Case::Kept), matches!(self.leading_zeros, LeadingZeros::Dropped));
        FORM << 2 | (case as u8) << 1 | zeros as u8
    }

    /// Reads a typed ID; returns it as staff and its owner see it: clean, with its capitals and zeros, so that another rule can make
    /// another canonical form of it.
    ///
    /// # Errors
    /// When it is empty, too long, or not what the product's IDs look like.
    pub fn read(&self, typed: &str) -> Result<String, AppIdError> {
        let id = self.canonical(typed);
        if id.is_empty() {
            return Err(AppIdError::Empty);
        }
        if id.chars().count() > MOST {
            return Err(AppIdError::TooLong);
        }
        let fits = whole(&self.pattern).is_ok_and(|pattern| pattern.is_match(&id));
        if fits { Ok(shown(typed)) } else { Err(AppIdError::Shape) }
    }
}

fn shown(typed: &str) -> String {
    word(typed).trim_start_matches('@').to_owned()
}

/// The pattern for the whole of a text.
///
/// # Errors
/// When it is no regular expression.
pub fn whole(pattern: &str) -> Result<regex_lite::Regex, BadPattern> {
    regex_lite::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(1 << 16).build().map_err(|error| BadPattern(error.to_string()))
}

/// A pattern that is no regular expression, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadPattern(String);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rule(pattern: &str, case: Case, leading_zeros: LeadingZeros) -> AppIdRule {
        AppIdRule { pattern: pattern.into(), case, leading_zeros, looks_like: Text::default() }
    }

    #[test]
    fn one_child_has_one_id_however_it_is_typed() {
        let rule = AppIdRule::default();
        for typed in [
            "KITE7",
            "kite7",
            "ＫＩＴＥ７",
            "KITE7\u{200b}",
            "KITE 7",
            "K\u{a0}ITE\u{3000}7",
            "@Kite7",
            "\u{200e}\u{ff20}kite７",
            "\u{212a}ite7",
            "ki\u{ad}te\u{667}",
            "𝐊𝐈𝐓𝐄𝟕",
            "Ⓚite7",
            "kite7\n",
        ] {
            assert!(rule.read(typed).is_ok(), "{typed:?}");
            assert_eq!(rule.canonical(typed), "kite7", "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let rule = rule("[0-9]{5,9}", Case::Ignored, LeadingZeros::Dropped);
        assert_eq!(rule.read("００１２３４５"), Ok("0012345".into()));
        assert_eq!(rule.canonical("００１２３４５"), "12345");
        assert_eq!(rule.read("000"), Err(AppIdError::Shape));
        assert_eq!(rule.canonical("000"), "0");
        // Letters of another script that look like ours (Cyrillic а, Greek ο), emoji, and an address.
        for typed in ["1234", "1234567890", "12345a", "1234\u{430}", "12345😀", "me@example.org"] {
            assert_eq!(rule.read(typed), Err(AppIdError::Shape), "{typed}");
        }
        assert_eq!(rule.read("\u{200b} @"), Err(AppIdError::Empty));
        assert_eq!(rule.read(&"1".repeat(65)), Err(AppIdError::TooLong));
        assert_eq!(AppIdRule::default().read("kit\u{435}7"), Err(AppIdError::Shape), "with a Cyrillic letter");
    }

    #[test]
    fn case_and_zeros_are_the_products_to_say() {
        let exact = rule("[A-Za-z0-9]+", Case::Kept, LeadingZeros::Kept);
        assert_ne!(exact.canonical("Kite7"), exact.canonical("kite7"));
        assert_ne!(exact.canonical("007"), exact.canonical("7"));
        let loose = rule("[a-z0-9]+", Case::Ignored, LeadingZeros::Dropped);
        assert_eq!(loose.canonical("007"), loose.canonical("7"));
        assert_ne!(loose.canonical("a007"), loose.canonical("a7"));
        assert_eq!(loose.read("Kite007"), Ok("Kite007".into()), "shown as it is written");
        assert!(whole("[a-z").is_err());
    }

    proptest! {
        #[test]
        fn a_canonical_id_stays_as_it_is(typed in "\\PC{0,20}") {
            for rule in [AppIdRule::default(), rule(".*", Case::Kept, LeadingZeros::Dropped)] {
                let once = rule.canonical(&typed);
                prop_assert_eq!(rule.canonical(&once), once);
            }
        }
    }
}

//! Names of people and files: shown to others, so that they must show something and leave the line around them alone.

use unicode_normalization::UnicodeNormalization as _;

use super::character::{is_seen, is_unseen};

/// The most characters of a name.
pub const MOST: usize = 80;

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// There is nothing to see in it.
    #[error("a name must show something")]
    Empty,
    /// It is longer than [`MOST`] characters.
    #[error("a name has at most {MOST} characters")]
    TooLong,
}

/// Joins letters in Persian, Sinhala and other scripts, where leaving it out changes the word; and family emoji.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

fn clean(typed: &str) -> String {
    let mut kept = String::new();
    for c in typed.nfc() {
        // A joiner means something between two letters alone.
        let joins = JOINERS.contains(&c) && kept.ends_with(|before: char| !before.is_whitespace() && !JOINERS.contains(&before));
        let picks_a_form = ('\u{fe00}'..='\u{fe0f}').contains(&c) && kept.ends_with(is_seen);
        if !is_unseen(c) || joins || picks_a_form {
            kept.push(c);
        }
    }
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    kept.trim_end_matches(JOINERS).to_owned()
}

/// A name as it is stored: Unicode's form NFC, on one line, without characters that turn the line or show nothing. A name keeps its
/// letters' width and case: it is its owner's to write.
///
/// # Errors
/// When nothing in it can be seen, or it is too long.
pub fn name(typed: &str) -> Result<String, NameError> {
    let name = clean(typed);
    if !name.chars().any(is_seen) {
        return Err(NameError::Empty);
    }
    if name.chars().count() > MOST {
        return Err(NameError::TooLong);
    }
    Ok(name)
}

/// The name of a file as it is shown and handed on, cleaned as a person's is; empty when nothing in it can be seen.
#[must_use]
pub fn file_name(sent: &str) -> String {
    Some(clean(sent)).filter(|name| name.chars().any(is_seen)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_something() {
        for typed in ["", " ", "\u{200b}", "\u{3164}", "\u{202e}\u{2800}", "\u{ffa0}\u{115f}", "\u{301}", "\u{200d}", "\n\t"] {
            assert_eq!(name(typed), Err(NameError::Empty), "{typed:?}");
        }
        assert_eq!(name(&"é".repeat(80)), Ok("é".repeat(80)));
        assert_eq!(name(&"e\u{301}".repeat(80)), Ok("é".repeat(80)), "counted as it is stored");
        assert_eq!(name(&"a".repeat(81)), Err(NameError::TooLong));
    }

    #[test]
    fn a_name_leaves_the_line_alone_and_keeps_its_letters() {
        assert_eq!(name("Mika\u{202e}gpj.exe"), Ok("Mikagpj.exe".into()));
        assert_eq!(name(" Mi\u{200b}ka\u{a0} \u{2067}Tanaka\u{2069} "), Ok("Mika Tanaka".into()));
        for typed in ["Ｍｉｋａ", "王小明", "Nguyễn", "می\u{200c}خواهم", "👩\u{200d}👧", "❤\u{fe0f} Mum"] {
            assert_eq!(name(typed), Ok(typed.into()), "{typed:?}");
        }
        assert_eq!(name("Mika\u{200d}"), Ok("Mika".into()));
    }

    #[test]
    fn a_files_name_too() {
        for sent in ["re\u{61c}port.pdf", "re\u{180e}port.pdf", "re\u{ad}port.pdf", "\u{202e}report.pdf"] {
            assert_eq!(file_name(sent), "report.pdf", "{sent:?}");
        }
        assert_eq!(file_name("\u{200b}"), "");
    }
}

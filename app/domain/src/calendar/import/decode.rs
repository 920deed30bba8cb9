//! A file's bytes as text.

/// The bytes of a file as text, with U+FFFD for what is not UTF-8; [`read`](super::read) refuses the line that has one.
///
/// Programs fold long lines by their bytes (RFC 5545, section 3.1), and so between those of one character. Such a fold is undone
/// here: the text has one line less for each.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(&joined(bytes)).into_owned(),
    }
}

/// Without the folds that stand inside a character.
fn joined(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    // How many bytes the character that was begun still needs.
    let mut missing = 0_u32;
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        if missing > 0
            && let Some(next) = fold(rest)
        {
            rest = next;
            continue;
        }
        missing = match byte.leading_ones() {
            1 => missing.saturating_sub(1),
            more @ 2..=4 => more - 1,
            _ => 0,
        };
        out.push(byte);
        rest = after;
    }
    out
}

/// What follows a fold that stands here and goes on with a byte inside a character.
fn fold(rest: &[u8]) -> Option<&[u8]> {
    let after = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    let after = after.strip_prefix(b" ").or_else(|| after.strip_prefix(b"\t"))?;
    after.first().filter(|byte| byte.leading_ones() == 1)?;
    Some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_inside_a_character_is_undone_and_no_other() {
        let text = "SUMMARY:春节补班😀é";
        let bytes = text.as_bytes();
        for at in 8..bytes.len() {
            for fold in ["\r\n ", "\n\t"] {
                let mut folded = bytes[..at].to_vec();
                folded.extend_from_slice(fold.as_bytes());
                folded.extend_from_slice(&bytes[at..]);
                let inside = !text.is_char_boundary(at);
                let expected = if inside { text.to_owned() } else { format!("{}{fold}{}", &text[..at], &text[at..]) };
                assert_eq!(decode(&folded), expected, "{at}");
            }
        }
    }

    #[test]
    fn what_is_not_utf8_shows() {
        // 春节补班 in GBK, and a character that a line end cuts off.
        assert!(decode(b"SUMMARY:\xb4\xba\xbd\xda\xb2\xb9\xb0\xe0\n").contains('\u{fffd}'));
        assert_eq!(decode(b"a\xe7\x8f\n\xad"), "a\u{fffd}\n\u{fffd}");
        assert_eq!(decode(b"a\xe7\x8f\n b"), "a\u{fffd}\n b");
    }
}

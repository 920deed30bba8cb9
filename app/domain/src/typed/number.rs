//! Whole numbers of forms.

use super::word;

/// Reads a whole number in any script's digits. `None`: it is none, or beyond what 64 bits hold.
#[must_use]
pub fn number(typed: &str) -> Option<i64> {
    let word = word(typed).replace('\u{2212}', "-");
    // `+5` is how nobody writes a count.
    if word.starts_with('+') { None } else { word.parse().ok() }
}

/// Reads a number that may have a part behind a point, or a comma, in any script's digits. `None`: it is none, or not finite.
#[must_use]
pub fn decimal(typed: &str) -> Option<f64> {
    let word = word(typed).replace('\u{2212}', "-").replace(['\u{66b}', ','], ".");
    let plain = word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    word.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_every_script() {
        for typed in ["12", " 12 ", "１２", "١٢", "۱۲", "१२", "๑๒", "0\u{200b}12"] {
            assert_eq!(number(typed), Some(12), "{typed:?}");
        }
        assert_eq!(number("\u{2212}3"), Some(-3));
        for typed in ["2.5", "２．５", "2,5", "٢٫٥", " 2.50 "] {
            assert_eq!(decimal(typed), Some(2.5), "{typed:?}");
        }
        for typed in ["", "inf", "NaN", "1e5", "1.2.3", "two"] {
            assert_eq!(decimal(typed), None, "{typed:?}");
        }
        for typed in ["", "a", "1.5", "½", "十二", "+5", "99999999999999999999"] {
            assert_eq!(number(typed), None, "{typed:?}");
        }
    }
}

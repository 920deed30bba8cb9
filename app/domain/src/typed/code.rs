//! Codes: those that are mailed or shown in the app, those that an authenticator makes, and those of the drawer at home.

use super::word;

/// The canonical form of a typed code: digits of every script as ASCII's, capital letters, nothing between groups. What is no letter
/// or digit of ASCII after that stays, so that it is no code.
#[must_use]
pub fn code(typed: &str) -> String {
    word(typed).chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_every_script() {
        for typed in [
            "049271",
            "０４９２７１",
            "\u{660}\u{664}\u{669}\u{662}\u{667}\u{661}",
            "\u{6f0}\u{6f4}\u{6f9}\u{6f2}\u{6f7}\u{6f1}",
            "०४९२७१",
            "๐๔๙๒๗๑",
            " 049 271 ",
            "049-271",
            "0\u{200b}49\u{a0}\u{202f}27–1\n",
            "０４９　２７１",
            "\u{2068}049271\u{2069}.",
        ] {
            assert_eq!(code(typed), "049271", "{typed:?}");
        }
        for typed in ["04927\u{430}1", "零四九二七一"] {
            assert!(!code(typed).is_ascii(), "{typed:?}");
        }
        assert_eq!(code("ab2c-９xyz"), "AB2C9XYZ");
        assert_eq!(code("\u{200b} -"), "");
    }
}

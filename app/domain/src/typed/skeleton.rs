//! What an ID looks like to the eye (Unicode TS 39, section 4): for near spellings, never for finding.

use unicode_security::confusable_detection::skeleton;

/// The same text for IDs that an eye takes for one another: UTS 39's skeleton, without regard to case (a capital `I` is a small `l`) and
/// to signs and zeros that are easily left out.
#[must_use]
pub fn of(canonical: &str) -> String {
    let small = canonical.to_lowercase();
    let seen: String = skeleton(&small).collect();
    // What it makes of a digit may be a capital (`0` is `O`), which has a skeleton of its own when it is small.
    let seen: String = skeleton(&seen.to_lowercase()).map(|c| if c == 'i' { 'l' } else { c }).collect();
    let letters: String = seen.chars().filter(|c| c.is_alphanumeric()).collect();
    let kept = if letters.is_empty() { seen } else { letters };
    let bare = kept.trim_start_matches('o');
    let digits = small.chars().all(|c| c.is_ascii_digit());
    if digits && !bare.is_empty() { bare.to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_an_eye_takes_for_one_another_is_one() {
        for (one, other) in [
            ("mika_77", "mіka_77"), // with a Cyrillic letter
            ("safe1", "safel"),
            ("safe1", "SAFEI"),
            ("kit0", "kito"),
            ("marla", "rnarla"),
            ("mika_77", "mika77"),
            ("mika_77", "mika-77"),
            ("lio.3", "1i0.3"),
            ("αlpha", "alpha"),
            ("0012345", "12345"),
            ("bo0", "BOO"),
        ] {
            assert_eq!(of(one), of(other), "{one} {other}");
        }
    }

    #[test]
    fn what_looks_different_stays_different() {
        for (one, other) in
            [("mika_77", "mika_78"), ("safe1", "safe2"), ("12345", "12346"), ("10", "1"), ("a", ""), ("_", "-_"), ("000", "1")]
        {
            assert_ne!(of(one), of(other), "{one} {other}");
        }
        assert!(!of("000").is_empty() && !of("___").is_empty());
    }

    proptest! {
        #[test]
        fn equal_ids_look_equal_whatever_their_case(id in "[a-zA-Z0-9_.-]{1,12}") {
            prop_assert_eq!(of(&id), of(&id.to_uppercase()));
            prop_assert_eq!(of(&id), of(&id.to_lowercase()));
            prop_assert!(!of(&id).is_empty());
        }
    }
}

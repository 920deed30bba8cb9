//! Why a clock was late: a fixed list, so that the reasons can be counted.

/// The codes. `other` says why in words.
pub const REASONS: [&str; 9] =
    ["staffing", "technical", "processor_late", "misrouted", "complex", "calendar_error", "our_mistake", "third_party", "other"];

/// Whether this code needs words.
#[must_use]
pub fn needs_words(code: &str) -> bool {
    code == "other"
}

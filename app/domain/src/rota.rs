//! Who is on call: spans of time, and the gaps between them. Moments are instants; the zone that they are shown in is the office's.

use jiff::Timestamp;

/// A time from one moment up to another, which no longer belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub until: Timestamp,
}

impl Span {
    /// Whether the moment belongs to it.
    #[must_use]
    pub fn covers(self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }

    /// Whether any moment belongs to both. Where one ends the other may begin.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

/// The times within `whole` that no span covers, in order.
#[must_use]
pub fn gaps(spans: &[Span], whole: Span) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let (mut found, mut covered) = (Vec::new(), whole.from);
    for span in spans {
        if span.from >= whole.until {
            break;
        }
        if span.from > covered {
            found.push(Span { from: covered, until: span.from });
        }
        covered = covered.max(span.until);
    }
    if covered < whole.until {
        found.push(Span { from: covered, until: whole.until });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, until: i64) -> Span {
        let at = |second| Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
        Span { from: at(from), until: at(until) }
    }

    #[test]
    fn where_one_ends_the_other_begins() {
        assert!(!span(0, 10).overlaps(span(10, 20)) && !span(10, 20).overlaps(span(0, 10)));
        assert!(span(0, 11).overlaps(span(10, 20)) && span(12, 13).overlaps(span(10, 20)));
        assert!(span(0, 10).covers(span(0, 1).from) && !span(0, 10).covers(span(10, 11).from));
    }

    #[test]
    fn gaps_are_what_is_left() {
        assert_eq!(gaps(&[], span(0, 10)), [span(0, 10)]);
        assert_eq!(gaps(&[span(3, 5), span(-4, 1), span(4, 7), span(9, 40)], span(0, 10)), [span(1, 3), span(7, 9)]);
        assert_eq!(gaps(&[span(-1, 30)], span(0, 10)), []);
        assert_eq!(gaps(&[span(20, 30), span(-9, -3)], span(0, 10)), [span(0, 10)]);
    }

    /// A moment is in a gap, or in a span, and never in both.
    #[test]
    fn every_moment_is_covered_or_in_a_gap() {
        let spans = [span(2, 4), span(3, 9), span(15, 16), span(19, 25)];
        let (whole, open) = (span(0, 20), gaps(&spans, span(0, 20)));
        for second in 0..20 {
            let at = span(second, second + 1).from;
            assert!(whole.covers(at));
            assert_ne!(spans.iter().any(|span| span.covers(at)), open.iter().any(|gap| gap.covers(at)), "{second}");
        }
    }
}

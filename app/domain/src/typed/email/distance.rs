//! How far two words are from one another.

/// The number of letters to add, leave out, change or swap with their neighbour to come from one word to the other; `None` when
/// there are more than `most`.
pub(super) fn within(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let changed = above[column] + usize::from(a != b);
            let mut least = changed.min(above[column + 1] + 1).min(line[column] + 1);
            let swapped = row > 0 && column > 0 && one[row - 1] == *b && *a == other[column - 1];
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn slips_are_counted() {
        for (one, other, expected) in [
            ("gmail", "gmail", Some(0)),
            ("gmial", "gmail", Some(1)),
            ("gmal", "gmail", Some(1)),
            ("gmaiil", "gmail", Some(1)),
            ("gnail", "gmail", Some(1)),
            ("gmaol", "gmail", Some(1)),
            ("hotmial", "hotmail", Some(1)),
            ("htomial", "hotmail", Some(2)),
            ("", "ab", Some(2)),
            ("abc", "", None),
            ("yahoo", "gmail", None),
        ] {
            assert_eq!(within(one, other, 2), expected, "{one} {other}");
            assert_eq!(within(other, one, 2), expected, "{other} {one}");
        }
    }
}

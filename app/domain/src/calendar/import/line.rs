//! The lines of an iCalendar: unfolded, and cut into name, parameters and value (RFC 5545, section 3.1).

/// One content line.
#[derive(Debug)]
pub(super) struct Line {
    /// The line of the text on which it begins, from 1.
    pub(super) number: usize,
    /// The property's name, in capitals. Empty: this is not `NAME:VALUE`, and the value has all of it.
    pub(super) name: String,
    /// The value as it is written, with its escapes.
    pub(super) value: String,
}

impl Line {
    /// All lines of a text. A line that begins with a space or a tab goes on with the one before; empty lines are nothing.
    pub(super) fn all(text: &str) -> Vec<Self> {
        let mut unfolded: Vec<(usize, String)> = Vec::new();
        for (at, raw) in text.split('\n').enumerate() {
            let raw = raw.strip_suffix('\r').unwrap_or(raw);
            match (raw.strip_prefix([' ', '\t']), unfolded.last_mut()) {
                (Some(more), Some((_, line))) => line.push_str(more),
                _ if raw.trim().is_empty() => {}
                _ => unfolded.push((at + 1, raw.to_owned())),
            }
        }
        let unread = |number, line: String| Self { number, name: String::new(), value: line };
        unfolded.into_iter().map(|(number, line)| Self::cut(number, &line).unwrap_or_else(|| unread(number, line))).collect()
    }

    /// Whether it is not a line of an iCalendar.
    pub(super) const fn is_unread(&self) -> bool {
        self.name.is_empty()
    }

    fn cut(number: usize, line: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut quoted = false;
        let mut from = 0;
        for (at, c) in line.char_indices() {
            match c {
                '"' => quoted = !quoted,
                ';' | ':' if !quoted => {
                    parts.push(line.get(from..at)?);
                    from = at + 1;
                    if c == ':' {
                        let (name, parameters) = parts.split_first()?;
                        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                            return None;
                        }
                        if !parameters.iter().all(|parameter| parameter.contains('=')) {
                            return None;
                        }
                        return Some(Self {
                            number,
                            name: name.to_ascii_uppercase(),
                            value: line.get(from..).unwrap_or_default().to_owned(),
                        });
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The value as text: escapes undone, and on one line.
    pub(super) fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first line of the value as text.
    pub(super) fn first_words(&self) -> String {
        self.text().lines().next().unwrap_or_default().trim().to_owned()
    }

    fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut characters = self.value.chars();
        while let Some(c) = characters.next() {
            match c {
                '\\' => match characters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(escaped) => text.push(escaped),
                    None => text.push('\\'),
                },
                c if c.is_control() => text.push(' '),
                c => text.push(c),
            }
        }
        text
    }
}

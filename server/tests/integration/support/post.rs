//! The post: what would have left by mail, read as its receivers would read it.

use server::store::outbox::Letter;

/// A mail that was taken from the outbox.
#[derive(Debug, Clone)]
pub struct Mail {
    pub kind: String,
    pub to: String,
    pub letter: Letter,
}

impl Mail {
    /// The six digits of a mail that brings a code.
    pub fn code(&self) -> String {
        let runs = self.letter.text.split(|c: char| !c.is_ascii_digit());
        runs.filter(|run| run.len() == 6).map(str::to_owned).next().expect("a code of six digits")
    }

    /// The secret of the mail's link.
    pub fn link(&self) -> String {
        self.secret("/link/")
    }

    /// The secret of the link under this path.
    pub fn secret(&self, path: &str) -> String {
        let (_, rest) = self.letter.text.split_once(path).expect("a link");
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
    }

    /// The secret of the link under which a child or a young person answers.
    pub fn young(&self) -> String {
        let (_, rest) = self.letter.text.split_once("/young/").expect("a link for the young person");
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
    }

    /// Whether this word stands anywhere in it.
    pub fn says(&self, word: &str) -> bool {
        self.letter.subject.contains(word) || self.letter.text.contains(word) || self.letter.html.contains(word)
    }
}

/// A code that is not this one.
pub fn another_than(code: &str) -> String {
    if code == "123456" { "654321".to_owned() } else { "123456".to_owned() }
}

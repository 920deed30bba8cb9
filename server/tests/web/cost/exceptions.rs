//! What grows with the tickets and may.

use server::testing::Database;

/// A page that may take more steps with more tickets.
pub struct Exception {
    /// Its name, as [`super::visits`] gives it.
    pub page: &'static str,
    /// Only with this database.
    pub only: Option<Database>,
    /// Why it cannot be otherwise.
    #[allow(dead_code, reason = "read by people")]
    pub why: &'static str,
}

impl Exception {
    pub fn holds_in(&self, database: Database) -> bool {
        self.only.is_none_or(|only| only == database)
    }
}

/// The list. Each stands here until the test says that it is needed no more.
pub const EXCEPTIONS: &[Exception] = &[];

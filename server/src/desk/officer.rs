//! The privacy officer's desk: who looked at what and why, and the log of refusals; both as pages and as files.

use domain::{Capability, Scope};
use jiff::Timestamp;
use serde_json::json;

use super::DeskError;
use super::account::Entered;
use super::show::Names;
use crate::house::House;
use crate::random;
use crate::store::event;
use crate::store::look::{self, Look};
use crate::store::refusal::{self, Refused};

/// A privacy officer's desk.
#[derive(Debug, Clone)]
pub struct OfficerDesk {
    house: House,
    who: Entered,
}

/// The place after which a page of a log begins: a moment and an identifier.
pub type After = Option<(Timestamp, String)>;

impl House {
    /// The desk of who may read the access log or the refusals.
    #[must_use]
    pub fn officer(&self, who: &Entered) -> Option<OfficerDesk> {
        let may = who.member.can(Capability::ReadAccessLog) && who.member.can(Capability::SeeRefusals);
        (who.whole() && may).then(|| OfficerDesk { house: self.clone(), who: who.clone() })
    }
}

impl OfficerDesk {
    fn scope(&self) -> Scope {
        self.who.member.products.clone()
    }

    /// The names of everybody who works or worked here, by identifier.
    ///
    /// # Errors
    /// The store's.
    pub async fn names(&self) -> Result<Names, DeskError> {
        self.house.names(&mut self.house.store.read().await?).await
    }

    /// A page of the access log, the newest first, and whether there is another.
    ///
    /// # Errors
    /// The store's.
    pub async fn looks(&self, filter: &look::Filter, after: After) -> Result<(Vec<Look>, bool), DeskError> {
        let filter = look::Filter { within: self.scope(), ..filter.clone() };
        Ok(look::page(&mut self.house.store.read().await?, &self.house.vault, &filter, after, look::PAGE).await?)
    }

    /// The access log for a file. That it was taken out is itself a look; it needs a fresh session.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the session is not fresh; the store's.
    pub async fn export_looks(&self, filter: &look::Filter) -> Result<Vec<Look>, DeskError> {
        if !self.who.fresh(self.house.now()) {
            return Err(DeskError::NotFound);
        }
        self.exported("access").await?;
        let filter = look::Filter { within: self.scope(), ..filter.clone() };
        Ok(look::page(&mut self.house.store.read().await?, &self.house.vault, &filter, None, look::MOST_EXPORTED).await?.0)
    }

    /// A page of the log of refusals, the newest first, and whether there is another.
    ///
    /// # Errors
    /// The store's.
    pub async fn refusals(&self, filter: &refusal::Filter, after: After) -> Result<(Vec<Refused>, bool), DeskError> {
        let filter = refusal::Filter { within: self.scope(), ..filter.clone() };
        Ok(refusal::page(&mut self.house.store.read().await?, &self.house.vault, &filter, after.as_ref(), look::PAGE).await?)
    }

    /// The log of refusals for a file.
    ///
    /// # Errors
    /// The store's.
    pub async fn export_refusals(&self, filter: &refusal::Filter) -> Result<Vec<Refused>, DeskError> {
        self.exported("refusals").await?;
        let filter = refusal::Filter { within: self.scope(), ..filter.clone() };
        Ok(refusal::page(&mut self.house.store.read().await?, &self.house.vault, &filter, None, look::MOST_EXPORTED).await?.0)
    }

    async fn exported(&self, log: &'static str) -> Result<(), DeskError> {
        let now = self.house.now();
        let made = Look {
            id: random::id(now),
            at: now,
            until: now,
            staff_id: self.who.member.id.clone(),
            what: "export".to_owned(),
            ticket_id: None,
            reference: None,
            product: None,
            minor: false,
            purpose: "legal_duty".to_owned(),
            note: None,
        };
        let house = self.house.clone();
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    look::insert(conn, &house.vault, &made).await?;
                    let actor = format!("staff:{}", made.staff_id);
                    Ok(event::append(conn, "house", now, &actor, "log_exported", &json!({"log": log})).await?)
                })
            })
            .await
    }
}

/// Rows as a file for spreadsheets (RFC 4180, with a mark that it is UTF-8). A cell that a spreadsheet would take for a formula
/// begins with an apostrophe.
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<_> = row
            .iter()
            .map(|cell| {
                let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
                format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
            })
            .collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn no_cell_is_a_formula() {
        let text =
            csv(&[vec!["=1+1".into(), "+1".into(), "-1".into(), "@a".into(), "\tx".into(), "＝1".into(), "a=1".into(), "a\"b\nc".into()]]);
        assert_eq!(text, "\u{feff}\"'=1+1\",\"'+1\",\"'-1\",\"'@a\",\"'\tx\",\"'＝1\",\"a=1\",\"a\"\"b\nc\"\r\n");
    }
}

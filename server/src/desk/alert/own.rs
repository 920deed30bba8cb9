//! One's own alerts, and the late clocks that want a reason.

use crate::desk::DeskError;
use crate::desk::agent::AgentDesk;
use crate::store::alert::{self, Line, Unexplained};

/// What the page of alerts shows.
#[derive(Debug, Clone)]
pub struct OwnAlerts {
    /// One's alerts, new ones first.
    pub lines: Vec<Line>,
    /// The late clocks of one's products of which nobody has said why.
    pub unexplained: Vec<Unexplained>,
}

impl AgentDesk {
    /// One's own alerts.
    ///
    /// # Errors
    /// The store's.
    pub async fn alerts(&self) -> Result<OwnAlerts, DeskError> {
        let (mut conn, within) = (self.house.store.read().await?, self.within());
        Ok(OwnAlerts {
            lines: alert::list(&mut conn, self.me(), &within).await?,
            unexplained: alert::unexplained(&mut conn, self.member.role, &within).await?,
        })
    }

    /// Notes that one has seen an alert of one's own, or (`None`) all of them. Another's stays as it is.
    ///
    /// # Errors
    /// The store's.
    pub async fn see_alerts(&self, alert: Option<&str>) -> Result<(), DeskError> {
        let (me, alert, now) = (self.member.id.clone(), alert.map(str::to_owned), self.house.now());
        self.house
            .store
            .write(move |conn| Box::pin(async move { Ok::<_, DeskError>(alert::see(conn, &me, alert.as_deref(), now).await?) }))
            .await?;
        Ok(())
    }

    /// Opening a ticket is to have seen what one was told about it, if one was (`told`). Whoever calls it holds no connection.
    pub(in crate::desk) async fn see_ticket(&self, ticket: &str, told: bool) -> Result<(), DeskError> {
        if !told {
            return Ok(());
        }
        let (me, ticket, now) = (self.member.id.clone(), ticket.to_owned(), self.house.now());
        self.house
            .store
            .write(move |conn| Box::pin(async move { Ok::<_, DeskError>(alert::see_ticket(conn, &me, &ticket, now).await?) }))
            .await
    }
}

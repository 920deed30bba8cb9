//! The page of an act: its form, and once it was asked for, what the act will do.

use app::views::FormView;
use app::views::acts::{ActView, CandidateView, ClockChange, ExtensionPreview, Place, Point, PreviewView, ProspectView};
use domain::Reference;
use domain::clock::{ClockName, Evaluation};
use jiff::Timestamp;

use super::{ActName, CANCEL_REASONS, Deed, merge, reopen};
use crate::desk::access::Errand;
use crate::desk::agent::AgentDesk;
use crate::desk::preview::{self, Prospect};
use crate::desk::show::staff_timeline;
use crate::desk::{DeskError, FieldError, Fields, clerk, look};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, event, file, queue};

/// The page, and what is wrong with what is proposed.
#[derive(Debug)]
pub struct ActPage {
    /// The page.
    pub view: ActView,
    /// Why it cannot be done as proposed.
    pub wrong: Vec<FieldError>,
    /// Whether something happened that the page which the form came from had not seen.
    pub outdated: bool,
}

impl AgentDesk {
    /// The page of an act. With a deed it shows what that would do; beside it stands the version of the page that
    /// it came from. Nothing is changed.
    ///
    /// # Errors
    /// [`DeskError::NotFound`]; [`DeskError::Invalid`] (`look_required`) for a child's without a purpose; the store's.
    pub async fn act_page(&self, reference: &str, act: ActName, deed: Option<(&Deed, i64)>) -> Result<ActPage, DeskError> {
        let wanted = Reference::parse(reference).map_err(|_| DeskError::NotFound)?;
        let (house, now) = (&self.house, self.house.now());
        let mut conn = house.store.read().await?;
        let id = ticket::id_by_reference(&mut conn, wanted.as_str()).await?.ok_or(DeskError::NotFound)?;
        let ticket = ticket::by_id(&mut conn, &house.vault, &id).await?.ok_or(DeskError::NotFound)?;
        self.check(&mut conn, &ticket, Errand::Work, now).await?;
        if !self.may(act, &ticket) {
            return Err(DeskError::NotFound);
        }
        let mut since = Vec::new();
        let (mut preview, mut wrong) = (None, Vec::new());
        if let Some((deed, seen)) = deed {
            since = match self.unseen(&mut conn, &ticket, deed, seen, now).await {
                Err(DeskError::Changed(events)) => events,
                result => result.map(|()| Vec::new())?,
            };
            match self.ahead(&mut conn, &ticket, deed, now).await {
                Ok(ahead) => preview = Some(ahead),
                Err(DeskError::Invalid(errors)) => wrong = errors,
                Err(DeskError::Moved(_)) => wrong = vec![FieldError::new("", "moved_on")],
                Err(error) => return Err(error),
            }
        }
        let mut view = self.act_view(&mut conn, &ticket, act, now).await?;
        view.preview = preview;
        view.changed = staff_timeline(&since, &house.names(&mut conn).await?);
        drop(conn);
        look::opened(self, &ticket).await?;
        Ok(ActPage { view, wrong, outdated: !since.is_empty() })
    }

    /// What happened to the tickets that the form had not seen.
    /// Of another that this desk may not work on nothing is told: the preview says what there is to say.
    async fn unseen(&self, conn: &mut Conn, ticket: &Ticket, deed: &Deed, seen: i64, now: Timestamp) -> Result<(), DeskError> {
        clerk::expect(conn, &ticket.id, seen).await?;
        if let Deed::Merge(others) = deed {
            for (reference, seen) in others {
                let Some(id) = ticket::id_by_reference(conn, reference).await? else { continue };
                let Some(other) = ticket::by_id(conn, &self.house.vault, &id).await? else { continue };
                if merge::obstacle(&self.house.products.app_id_rule(&ticket.product), ticket, &other) != Some("merge_other")
                    && self.check(conn, &other, Errand::Work, now).await.is_ok()
                {
                    clerk::expect(conn, &id, *seen).await?;
                }
            }
        }
        Ok(())
    }

    async fn act_view(&self, conn: &mut Conn, ticket: &Ticket, act: ActName, now: Timestamp) -> Result<ActView, DeskError> {
        let product = self.house.products.get(&ticket.product).ok_or(DeskError::NotFound)?;
        let mut candidates = Vec::new();
        if act == ActName::Merge && act.fits(ticket) {
            for (other, obstacle) in merge::candidates(self, conn, ticket, now).await? {
                let seen = event::last(conn, &event::ticket_stream(&other.id)).await?;
                candidates.push(CandidateView {
                    value: format!("{}@{seen}", other.reference),
                    received_at: other.received_at,
                    state: other.state,
                    due_at: other.cached.breach_at.unwrap_or(other.cached.sort_at),
                    differs: other.details != ticket.details,
                    obstacle,
                    reference: other.reference,
                });
            }
        }
        let destroyed = match act {
            ActName::Reopen => {
                file::list(conn, &self.house.vault, &ticket.id).await?.iter().filter(|file| file.destroyed_at.is_some()).count()
            }
            _ => 0,
        };
        let side = if act.is_senior() { "clocks" } else { "acts" };
        Ok(ActView {
            pack: product.pack.clone(),
            reference: ticket.reference.clone(),
            version: event::last(conn, &event::ticket_stream(&ticket.id)).await?,
            kind: ticket.kind,
            state: ticket.state,
            act: act.code(),
            action: format!("/staff/tickets/{}/{side}/{}", ticket.reference, act.code()),
            fits: act.fits(ticket),
            form: FormView::default(),
            preview: None,
            changed: Vec::new(),
            candidates,
            destroyed,
            reasons: CANCEL_REASONS.to_vec(),
        })
    }

    /// What a deed would do.
    ///
    /// # Errors
    /// As [`preview::of`] and [`preview::merge`].
    async fn ahead(&self, conn: &mut Conn, ticket: &Ticket, deed: &Deed, now: Timestamp) -> Result<PreviewView, DeskError> {
        if let Deed::Merge(others) = deed {
            let known = merge::gather(self, conn, &ticket.reference, others, false, now).await?;
            let joined = preview::merge(&known, now)?;
            let mut tickets = Vec::new();
            for (at, prospect) in joined.prospects.iter().enumerate() {
                let view = self.prospect_view(conn, prospect, at == joined.first).await?;
                if at == joined.first { tickets.insert(0, view) } else { tickets.push(view) }
            }
            return Ok(PreviewView { tickets, extension: None });
        }
        if !deed.name().fits(ticket) {
            return Err(Fields::one("", "moved_on"));
        }
        if let Deed::Reopen { how, .. } = deed {
            reopen::may(conn, ticket, how == "new").await?;
        }
        let proposed = deed.proposed().ok_or(DeskError::NotFound)?;
        let prospect = preview::of(&self.house, conn, ticket, proposed, now).await?;
        let extension = match (deed, prospect.limits(), prospect.after.law.as_ref()) {
            (Deed::Extend(_), Some((leave_by, until)), Some(law)) => Some(ExtensionPreview { source: law.source.clone(), leave_by, until }),
            _ => None,
        };
        Ok(PreviewView { tickets: vec![self.prospect_view(conn, &prospect, true).await?], extension })
    }

    async fn prospect_view(&self, conn: &mut Conn, prospect: &Prospect, goes_on: bool) -> Result<ProspectView, DeskError> {
        let (before, now) = &prospect.before;
        let point = |all: &Evaluation, name: ClockName| all.clock(name).map(|clock| Point { due: clock.due, standing: clock.status });
        let clocks = ClockName::ALL
            .into_iter()
            .filter(|name| now.clock(*name).or(prospect.after.clock(*name)).is_some())
            .map(|name| ClockChange {
                name,
                now: point(now, name),
                then: point(&prospect.after, name),
                later: prospect.later.as_ref().and_then(|(_, later)| point(later, name)),
                unmoved: prospect.unmoved(name),
            })
            .collect();
        Ok(ProspectView {
            reference: before.reference.clone(),
            goes_on,
            clocks,
            pause_end: prospect.later.as_ref().map(|(end, _)| *end),
            state: (before.state, prospect.ticket.state),
            place: (self.place(conn, before).await?, self.place(conn, &prospect.ticket).await?),
        })
    }

    /// The place of a ticket among those that this desk sees.
    async fn place(&self, conn: &mut Conn, ticket: &Ticket) -> Result<Option<Place>, DeskError> {
        if !ticket.state.on_queue() {
            return Ok(None);
        }
        let ahead = queue::ahead(conn, &self.within(), ticket.cached.sort_at, &ticket.id).await?;
        Ok(Some(Place { sort_at: ticket.cached.sort_at, ahead }))
    }
}

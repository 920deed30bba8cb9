//! Live events of the queue: that something has changed about a ticket, and not what. Acts have names that tell more than a list does: that a
//! flag was set.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::StreamExt as _;
use tokio_stream::wrappers::BroadcastStream;

use super::problem::Outcome;
use super::reader::Visitor;
use super::staff::{agent, or_go};

/// How long a stream lasts before the page must ask again.
const STREAM_LASTS: Duration = Duration::from_secs(60);

/// The events, for a member of staff. One's own acts are left out: the page has them already.
pub async fn events(visitor: Visitor) -> Outcome {
    let (desk, _) = or_go!(agent(&visitor).await);
    let me = desk.me().to_owned();
    let stream = BroadcastStream::new(visitor.web.house.changes.subscribe()).filter_map(move |change| {
        let (desk, me) = (desk.clone(), me.clone());
        async move {
            let event = match change {
                Ok(change) if change.by == me => None,
                // What is not on one's lists makes no news there. If the store fails, nothing is told; the page says when it is old.
                Ok(change) if !desk.lists(&change.reference).await.unwrap_or(false) => None,
                Ok(change) => Some(Event::default().event("changed").data(change.reference)),
                // Too slow for all of them: that there were some is enough.
                Err(_) => Some(Event::default().event("changed").data("many")),
            };
            event.map(Ok::<_, Infallible>)
        }
    });
    // A stream does not outlive its session: it ends after a while, and the page asks again with its cookie.
    let stream = stream.take_until(tokio::time::sleep(STREAM_LASTS));
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response())
}

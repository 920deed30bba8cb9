//! Events and heads that were put in, moved or made unreadable.

use server::args;
use server::store::event;

use super::{found, is_found, tell};
use crate::on_both;

on_both!(an_event_before_the_first_is_found, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    for (stream, number) in [("house".to_owned(), 0_i64), (event::ticket_stream(&id), -3)] {
        story
            .tamper(
                "INSERT INTO events (stream, seq, at, actor, kind, data, prev, hash) VALUES ($1, $2, 0, 'staff:x', 'erased', '{}', $3, $3)",
                args![&stream, number, vec![1_u8; 32]],
            )
            .await;
        is_found(&story, &format!("{stream} event {number}: put in: no event has this number")).await;
    }
});

on_both!(a_head_that_names_an_earlier_event_is_found, |story| {
    let proved = tell(&story).await;
    let stream = event::ticket_stream(&story.ticket(&proved.reference).await.id);
    let last = event::last(&mut story.store.read().await.unwrap(), &stream).await.unwrap();
    for seq in [0, 1, last - 1] {
        story.tamper("UPDATE heads SET seq = $2 WHERE stream = $1", args![&stream, seq]).await;
        let found = found(&story).await;
        assert!(found.iter().any(|line| line.ends_with(&format!("the head of the chain names event {seq}"))), "{found:?}");
    }
});

on_both!(what_cannot_be_read_hides_nothing_else, |story| {
    let proved = tell(&story).await;
    let id = story.ticket(&proved.reference).await.id;
    story.tamper("UPDATE events SET kind = 'noted' WHERE stream = 'house' AND seq = 1", &[]).await;
    // Bytes that are no text; on PostgreSQL, which takes none, another text.
    let unread = "UPDATE events SET actor = CAST($2 AS TEXT) WHERE stream = $1 AND seq = 1";
    story.tamper(unread, args![event::ticket_stream(&id), vec![0xff_u8]]).await;
    let found = found(&story).await;
    assert!(found.iter().any(|line| line.contains("house event 1")), "{found:?}");
    assert!(found.iter().any(|line| line.contains(&event::ticket_stream(&id))), "{found:?}");
});

//! What tells where a child is does not get into the hands of a guardian who lives apart, not even by a slip of an agent.

use server::testing::samples;

use crate::on_both;
use crate::support::family::{mika, see};
use crate::support::story::wrong;

on_both!(what_tells_a_place_is_refused_as_soon_as_it_is_uploaded, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    story.confirmed(&otto, mika(), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    ada.claim(&access, story.seen(&access).await).await.unwrap();
    let file = |bytes: &[u8]| vec![story.received("copy.json", "application/json", bytes)];
    let seen = br#"{"last_ip": "203.0.113.7", "nickname": "Mika"}"#;
    // Nothing stands over the child: the whole copy is hers to see.
    ada.add_package(&access, file(seen)).await.unwrap();
    let lea = story.staff("Lea", "lead").await;
    lea.set_flag(&access, "separated", "They live apart.", false).await.unwrap();
    // What was ready was looked at with other eyes: it goes, and is made anew.
    story.work().await;
    assert_eq!(story.recorded(&access, "file_destroyed").await, 1);
    for (bytes, code) in [
        (&seen[..], "place_network"),
        (br#"{"City": "Busan"}"#, "place_position"),
        (br#"{"note": "write to otto@home.example"}"#, "place_other_guardian"),
    ] {
        assert_eq!(wrong(ada.add_package(&access, file(bytes)).await), [("file".to_owned(), code)]);
        let version = story.seen(&access).await;
        assert_eq!(wrong(ada.message(&access, version, "Here.", file(bytes)).await), [("files".to_owned(), code)]);
    }
    let archive = samples::zip(&[("data/copy.json", &seen[..])]);
    let archive = vec![story.received("copy.zip", "application/zip", &archive)];
    assert_eq!(wrong(ada.add_package(&access, archive).await), [("file".to_owned(), "place_network")]);
    ada.add_package(&access, file(br#"{"nickname": "Mika", "level": 3}"#)).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files WHERE destroyed_at IS NULL").await, 1, "nothing else was kept");
});

//! What the requester of a late request is told: which date was missed, and by when we now mean to be done.

use domain::Kind;

use super::{at, office};
use crate::on_both;
use crate::support::forms::{access, deletion, fulfilled, question};
use crate::support::story::at as moment;

on_both!(a_delay_is_told_with_its_new_moment_and_the_page_says_the_same, |story| {
    office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    let desk = story.desk(&proved).await;
    assert_eq!(desk.view().await.unwrap().new_moment, None);
    at(&story, "2026-03-03T18:00:10+08:00").await;
    let mail = story.mail_to("delayed", "mika@example.org").await;
    let new = moment("2026-03-04T18:00:00+08:00");
    assert!(mail.letter.text.contains("What we had promised, and missed\n  Tue 3 March 2026, 18:00 (UTC+8)"), "{}", mail.letter.text);
    assert!(mail.letter.text.contains("By when we now mean to be done\n  Wed 4 March 2026, 18:00 (UTC+8)"), "{}", mail.letter.text);
    assert!(!mail.letter.text.contains("The limit set by law"), "the law's is still to come");
    assert_eq!(desk.view().await.unwrap().new_moment, Some(new));
    // Each moment once.
    at(&story, "2026-03-04T17:00:00+08:00").await;
    at(&story, "2026-03-04T18:00:00+08:00").await;
    assert_eq!(story.mails("delayed").await.len(), 1, "the moment itself is in time");
    at(&story, "2026-03-04T18:00:10+08:00").await;
    at(&story, "2026-03-04T18:05:00+08:00").await;
    assert_eq!(story.mails("delayed").await.len(), 2);
    assert_eq!(desk.view().await.unwrap().new_moment, Some(moment("2026-03-05T18:00:00+08:00")));
    assert_eq!((story.recorded(&proved.reference, "breached").await, story.recorded(&proved.reference, "delay_told").await), (1, 2));
});

on_both!(the_new_moment_is_never_after_the_law, |story| {
    office(&story).await;
    // No country: the law's ten days end on Thursday the 12th, a minute before midnight.
    let proved = story.prove(deletion("mika@example.org")).await;
    story.now_is("2026-03-12T19:00:00+08:00");
    story.work().await;
    let desk = story.desk_again(&proved, "mika@example.org").await;
    assert_eq!(desk.view().await.unwrap().new_moment, Some(moment("2026-03-12T23:59:59+08:00")));
    // Past the law too, both are named.
    at(&story, "2026-03-13T00:00:10+08:00").await;
    let mail = story.mail_to("delayed", "mika@example.org").await;
    assert!(
        mail.letter.text.contains("What we had promised, and missed") && mail.letter.text.contains("The limit set by law, which we missed")
    );
    assert!(mail.letter.text.contains("By when we now mean to be done\n  Mon 16 March 2026, 18:00 (UTC+8)"), "{}", mail.letter.text);
});

on_both!(who_waits_for_an_answer_tells_no_new_moment, |story| {
    let office = office(&story).await;
    let proved = story.prove(access("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    at(&story, "2026-03-13T00:00:10+08:00").await;
    assert_eq!(story.mails("delayed").await.len(), 1);
    office.ada.ask(&proved.reference, story.seen(&proved.reference).await, question(20)).await.unwrap();
    at(&story, "2026-03-17T10:00:00+08:00").await;
    assert_eq!(story.mails("delayed").await.len(), 1, "we wait for them, and not they for us");
    let desk = story.desk_again(&proved, "mika@example.org").await;
    desk.write("The first one.", vec![]).await.unwrap();
    story.work().await;
    assert_eq!(story.mails("delayed").await.len(), 2, "and then with a moment that can be kept");
});

on_both!(a_done_request_and_a_new_round_say_nothing_of_it, |story| {
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    at(&story, "2026-03-03T18:00:10+08:00").await;
    office.ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    at(&story, "2026-03-06T10:00:00+08:00").await;
    assert_eq!(story.mails("delayed").await.len(), 1);
    let desk = story.desk_again(&proved, "mika@example.org").await;
    assert_eq!(desk.view().await.unwrap().new_moment, None);
    desk.appeal("It is still there.").await.unwrap();
    story.work().await;
    let desk = story.desk_again(&proved, "mika@example.org").await;
    assert_eq!(desk.view().await.unwrap().new_moment, None);
    at(&story, "2026-03-09T18:00:10+08:00").await;
    assert_eq!(story.mails("delayed").await.len(), 2, "a new round has its own");
});

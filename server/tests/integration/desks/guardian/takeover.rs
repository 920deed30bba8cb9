//! An account that may have been taken over: nothing is given or erased before that was ruled out.

use domain::Kind;
use domain::request::Details;

use crate::on_both;
use crate::support::family::{delete, done, mika, no_training, revoke, see, ticked};
use crate::support::forms::{access, effect, fulfilled};
use crate::support::story::wrong;

on_both!(a_suspicion_holds_up_what_discloses_or_erases, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    for new in [see(), delete()] {
        let kind = new.kind;
        let reference = vera.desk.request(&kid.id, new, vec![]).await.unwrap();
        ada.suspect_takeover(&reference, true).await.unwrap();
        assert_eq!(wrong(story.closes(&ada, &reference, done(kind)).await), [("check".to_owned(), "checklist_missing")], "{kind:?}");
        story.closes(&ada, &reference, ticked(done(kind), &["takeover_ruled_out"])).await.unwrap();
    }
    for new in [revoke(), no_training(&["voice"])] {
        let kind = new.kind;
        let reference = vera.desk.request(&kid.id, new, vec![]).await.unwrap();
        ada.suspect_takeover(&reference, true).await.unwrap();
        let mut closing = done(kind);
        if let Details::AiTrainingWithdrawal { streams, .. } = &story.ticket(&reference).await.details {
            closing.effects = domain::ai::applicable(streams)
                .map(|line| match line.answer {
                    domain::ai::Answer::OneOf(states) => effect(line.code, states[0]),
                    domain::ai::Answer::Date => effect(line.code, "2026-04-01"),
                    domain::ai::Answer::DoneAt => effect(line.code, "2026-03-02T09:00:00Z"),
                    domain::ai::Answer::Said => effect(line.code, ""),
                })
                .collect();
        }
        story.closes(&ada, &reference, closing).await.unwrap();
    }
    story.record_is_whole(&["vera"]).await;
});

on_both!(it_can_be_ruled_out_before, |story| {
    let (proved, ada) = (story.prove(access("mika@example.org")).await, story.staff("Ada", "agent").await);
    let closing = server::desk::close::Closing { nothing_held: true, ..fulfilled(Kind::Access) };
    ada.suspect_takeover(&proved.reference, true).await.unwrap();
    assert_eq!(wrong(story.closes(&ada, &proved.reference, closing.clone()).await), [("check".to_owned(), "checklist_missing")]);
    ada.suspect_takeover(&proved.reference, false).await.unwrap();
    story.closes(&ada, &proved.reference, closing).await.unwrap();
    assert_eq!(story.recorded(&proved.reference, "takeover_suspected").await, 1);
    assert_eq!(story.recorded(&proved.reference, "takeover_ruled_out").await, 1);
});

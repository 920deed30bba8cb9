//! Two agents at one ticket: nobody overwrites what they did not see, and nothing that was written is lost.

use domain::{Kind, State};
use server::desk::DeskError;

use crate::on_both;
use crate::support::forms::{deletion, denied, fulfilled, question};
use crate::support::story::{Story, is_missing, wrong};

on_both!(a_ticket_is_taken_and_put_back, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let reference = &proved.reference;
    ada.claim(reference, story.seen(reference).await).await.unwrap();
    assert_eq!(story.state(reference).await, State::InProgress);
    assert!(ada.view(reference).await.unwrap().mine);
    assert!(!bo.view(reference).await.unwrap().mine);
    ada.claim(reference, 0).await.unwrap();
    assert_eq!(story.recorded(reference, "claimed").await, 1, "taking what one holds is nothing new");
    assert_eq!(wrong(bo.release(reference).await), [(String::new(), "not_yours")]);
    assert_eq!(bo.next("").await.unwrap(), None, "another's ticket is not next");
    assert_eq!(ada.next("").await.unwrap().as_ref(), Some(reference));
    ada.release(reference).await.unwrap();
    assert_eq!(story.state(reference).await, State::InReview);
    assert_eq!(bo.next("").await.unwrap().as_ref(), Some(reference));
    assert!(is_missing(&ada.claim("HT-0000-0000", 0).await));
});

on_both!(one_of_two_who_claim_at_once_holds_it, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let seen = story.seen(&proved.reference).await;
    let mut agents = Vec::new();
    for name in ["Ada", "Bo", "Cy", "Di"] {
        agents.push(story.agent_named(name).await);
    }
    let claims = agents.iter().map(|agent| agent.claim(&proved.reference, seen));
    let answers = futures_util::future::join_all(claims).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter_map(Result::err) {
        let DeskError::Changed(since) = refused else { panic!("{refused:?}") };
        assert_eq!(since.len(), 1);
        assert_eq!(since[0].kind, "claimed");
    }
    assert_eq!(story.recorded(&proved.reference, "claimed").await, 1);
});

on_both!(who_has_seen_the_claim_may_take_over, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    ada.claim(&proved.reference, 0).await.unwrap();
    bo.claim(&proved.reference, story.seen(&proved.reference).await).await.unwrap();
    assert!(bo.view(&proved.reference).await.unwrap().mine);
});

async fn nothing_was_closed(story: &Story, reference: &str) {
    assert!(story.ticket(reference).await.stopped_at.is_none());
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outcomes").await, 0);
    assert!(story.mails("outcome").await.is_empty());
}

on_both!(the_second_save_is_told_what_happened, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let reference = proved.reference.as_str();
    let page = bo.view(reference).await.unwrap().version;
    ada.message(reference, page, "We are on it.", vec![]).await.unwrap();
    story.minutes(1);
    let refused = bo.close(reference, page, fulfilled(Kind::Deletion)).await;
    let Err(DeskError::Changed(since)) = refused else { panic!("{refused:?}") };
    assert_eq!(since.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["message_sent"]);
    assert_eq!(since[0].actor, format!("staff:{}", ada.me()));
    nothing_was_closed(&story, reference).await;
    for refused in [
        bo.message(reference, page, "Me too.", vec![]).await,
        bo.ask(reference, page, question(3)).await,
        bo.close(reference, page, denied()).await,
    ] {
        assert!(matches!(refused, Err(DeskError::Changed(_))));
    }
    // A note overwrites nothing: it is taken whatever was seen, and makes no page old.
    let fresh = bo.view(reference).await.unwrap().version;
    ada.note(reference, "The second data point is in the console.").await.unwrap();
    story.minutes(1);
    bo.note(reference, "Thank you.").await.unwrap();
    bo.close(reference, fresh, fulfilled(Kind::Deletion)).await.unwrap();
    let view = ada.view(reference).await.unwrap();
    let said: Vec<_> = view.messages.iter().map(|message| (message.kind.as_str(), message.body.as_str())).collect();
    assert_eq!(said, [("from_agent", "We are on it."), ("note", "The second data point is in the console."), ("note", "Thank you.")]);
    assert_eq!(story.mails("message").await.len(), 1);
    assert_eq!(story.mails("outcome").await.len(), 1);
});

on_both!(the_requesters_word_makes_a_page_old_too, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let ada = story.agent_named("Ada").await;
    let page = ada.view(&proved.reference).await.unwrap().version;
    story.desk(&proved).await.write("Please keep my drafts.", vec![]).await.unwrap();
    let refused = ada.close(&proved.reference, page, fulfilled(Kind::Deletion)).await;
    assert!(matches!(refused, Err(DeskError::Changed(since)) if since[0].kind == "message_received"));
});

on_both!(two_who_close_at_once_close_once, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let (reference, page) = (proved.reference.as_str(), story.seen(&proved.reference).await);
    let (a, b) = tokio::join!(ada.close(reference, page, fulfilled(Kind::Deletion)), bo.close(reference, page, denied()));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outcomes").await, 1);
    assert_eq!(story.mails("outcome").await.len(), 1);
});

on_both!(words_are_needed_and_not_too_many, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let ada = story.agent_named("Ada").await;
    let (reference, seen) = (proved.reference.as_str(), story.seen(&proved.reference).await);
    let long = "x".repeat(4001);
    let field = |code| vec![("words".to_owned(), code)];
    assert_eq!(wrong(ada.note(reference, "").await), field("words_required"));
    assert_eq!(wrong(ada.message(reference, seen, "", vec![]).await), field("words_required"));
    assert_eq!(wrong(ada.note(reference, &long).await), field("too_long"));
    assert_eq!(wrong(ada.message(reference, seen, &long, vec![]).await), field("too_long"));
    assert_eq!(wrong(story.desk(&proved).await.write(&long, vec![]).await), field("too_long"));
    ada.note(reference, &"字".repeat(4000)).await.unwrap();
});

on_both!(a_requester_writes_twenty_times_a_day, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let desk = story.desk(&proved).await;
    for _ in 0..20 {
        desk.write("And one more thing.", vec![]).await.unwrap();
    }
    assert!(matches!(desk.write("And one more thing.", vec![]).await, Err(DeskError::TooMany(_))));
    story.minutes(24 * 60 + 1);
    story.desk_again(&proved, "mika@example.org").await.write("And one more thing.", vec![]).await.unwrap();
});

on_both!(nobody_decides_their_own_request, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = story.prove(deletion("ADA@staff.example")).await;
    let own = vec![(String::new(), "another_must_decide")];
    assert_eq!(wrong(ada.claim(&proved.reference, 0).await), own);
    assert_eq!(wrong(ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await), own);
});

on_both!(a_number_that_no_page_has_shown_is_refused, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let ada = story.agent_named("Ada").await;
    ada.claim(&proved.reference, story.seen(&proved.reference).await).await.unwrap();
    let seen = story.seen(&proved.reference).await;
    ada.note(&proved.reference, "Looked at it.").await.unwrap();
    for invented in [seen + 50, i64::MAX, -1, i64::MIN] {
        let refused = ada.message(&proved.reference, invented, "Dear Mika", vec![]).await;
        assert!(matches!(&refused, Err(DeskError::Changed(events)) if !events.is_empty()), "{invented}: {refused:?}");
        let refused = ada.close(&proved.reference, invented, denied()).await;
        assert!(matches!(&refused, Err(DeskError::Changed(_))), "{invented}: {refused:?}");
    }
    ada.message(&proved.reference, story.seen(&proved.reference).await, "Dear Mika", vec![]).await.unwrap();
});

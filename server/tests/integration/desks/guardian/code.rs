//! The child's code: the link to the child.

use domain::guardian::AuthorityState;
use jiff::SignedDuration;
use server::desk::DeskError;

use crate::on_both;
use crate::support::family::{POLICY, by_call, grant, mika};
use crate::support::post::another_than;
use crate::support::story::wrong;

fn refused() -> Vec<(String, &'static str)> {
    vec![("code".to_owned(), "child_code_wrong")]
}

on_both!(only_the_newest_right_code_counts, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    assert_eq!(wrong(vera.desk.send_child_code(&kid).await), [("code".to_owned(), "authority_not_claimed")]);
    assert_eq!(wrong(vera.desk.enter_child_code(&kid, "123456").await), refused(), "none is out");
    vera.desk.prove(&kid, by_call(), vec![], vec![]).await.unwrap();
    assert_eq!(wrong(vera.desk.enter_child_code(&kid, "123456").await), refused(), "still none");
    assert_eq!(wrong(vera.desk.enter_child_code(&kid, " - ").await), [("code".to_owned(), "code_required")]);
    vera.desk.send_child_code(&kid).await.unwrap();
    let first = story.mail_to("child_code", "mika@child.example").await.code();
    assert_eq!(wrong(vera.desk.enter_child_code(&kid, &another_than(&first)).await), refused());
    vera.desk.send_child_code(&kid).await.unwrap();
    let second = story.mail_to("child_code", "mika@child.example").await.code();
    if first != second {
        assert_eq!(wrong(vera.desk.enter_child_code(&kid, &first).await), refused(), "an old one");
    }
    assert!(!vera.desk.child_view(&kid).await.unwrap().authority.unwrap().code_proved);
    vera.desk.enter_child_code(&kid, &second).await.unwrap();
    assert!(vera.desk.child_view(&kid).await.unwrap().authority.unwrap().code_proved);
    // Pressed twice: it is confirmed, once.
    vera.desk.enter_child_code(&kid, &second).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'child_code_confirmed'").await, 1);
});

on_both!(five_wrong_tries_end_a_code, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    vera.desk.prove(&kid, by_call(), vec![], vec![]).await.unwrap();
    vera.desk.send_child_code(&kid).await.unwrap();
    let code = story.mail_to("child_code", "mika@child.example").await.code();
    for _ in 0..5 {
        assert_eq!(wrong(vera.desk.enter_child_code(&kid, &another_than(&code)).await), refused());
    }
    assert_eq!(wrong(vera.desk.enter_child_code(&kid, &code).await), refused());
});

on_both!(a_code_lasts_a_day, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    vera.desk.prove(&kid, by_call(), vec![], vec![]).await.unwrap();
    vera.desk.send_child_code(&kid).await.unwrap();
    let code = story.mail_to("child_code", "mika@child.example").await.code();
    story.pass(SignedDuration::from_hours(24));
    assert_eq!(wrong(vera.desk.enter_child_code(&kid, &code).await), refused());
});

on_both!(a_childs_mailbox_is_not_flooded, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    // Not by asking again, nor by claiming again.
    let mut refused = 0;
    for _ in 0..4 {
        vera.desk.prove(&kid, by_call(), vec![], vec![]).await.unwrap();
        for _ in 0..4 {
            match vera.desk.send_child_code(&kid).await {
                Ok(()) => {}
                Err(DeskError::TooMany(_)) => refused += 1,
                other => panic!("{other:?}"),
            }
            story.pass(SignedDuration::from_millis(1));
        }
        vera.desk.give_up(&kid, true).await.unwrap();
    }
    let sent = story.mails("child_code").await.len();
    assert!(sent <= 10 && sent + refused == 16, "{sent} left");
});

on_both!(anothers_code_is_none, |story| {
    let (vera, otto) = (story.guardian("Vera").await, story.guardian("Otto").await);
    let hers = vera.desk.add_child(mika()).await.unwrap();
    let other = server::desk::guardian::NewChild { app_id: "leo_3".into(), email: Some("leo@child.example".into()), ..mika() };
    let his = otto.desk.add_child(other).await.unwrap();
    for (who, kid) in [(&vera, &hers), (&otto, &his)] {
        who.desk.prove(kid, by_call(), vec![], vec![]).await.unwrap();
        who.desk.send_child_code(kid).await.unwrap();
    }
    let (mikas, leos) =
        (story.mail_to("child_code", "mika@child.example").await.code(), story.mail_to("child_code", "leo@child.example").await.code());
    if mikas != leos {
        assert_eq!(wrong(otto.desk.enter_child_code(&his, &mikas).await), refused());
    }
    otto.desk.enter_child_code(&his, &leos).await.unwrap();
    vera.desk.enter_child_code(&hers, &mikas).await.unwrap();
});

on_both!(the_code_from_the_app_is_a_link_too, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, server::desk::guardian::NewChild { email: None, ..mika() }).await;
    assert_eq!(wrong(vera.desk.send_child_code(&kid.id).await), [("code".to_owned(), "child_email_required")]);
    ada.claim(&kid.case, story.seen(&kid.case).await).await.unwrap();
    let early = ada.decide_authority(&kid.case, story.seen(&kid.case).await, grant(&POLICY)).await;
    assert_eq!(wrong(early), [("done".to_owned(), "fact_link_missing")]);
    ada.in_app_code(&kid.case).await.unwrap();
    let (code, _) = ada.view(&kid.case).await.unwrap().in_app_code.unwrap();
    story.page_of(&kid.case, &vera.email).await.confirm_in_app(&code).await.unwrap();
    assert!(vera.desk.child_view(&kid.id).await.unwrap().authority.unwrap().code_proved);
    ada.decide_authority(&kid.case, story.seen(&kid.case).await, grant(&POLICY)).await.unwrap();
    let held = story.authority(&vera, &kid.id).await;
    assert_eq!(held.state, AuthorityState::Granted);
    assert!(held.methods.contains(&"child_code".to_owned()));
});

//! What a guardian asks for a child: each kind with its clock, its proof and its closing.

use domain::request::Details;
use domain::{Kind, State};
use server::desk::guardian::{Guardian, NewAct};

use crate::on_both;
use crate::support::family::{correct, delete, done, mika, no_training, revoke, see};
use crate::support::forms::effect;
use crate::support::story::{at, is_missing, wrong};

on_both!(each_kind_has_its_receipt_its_clock_and_its_proof, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    for new in [see(), correct(), revoke(), delete(), no_training(&["voice"]), no_training(&["other"]), no_training(&["page_info"])] {
        let kind = new.kind;
        let reference = vera.desk.request(&kid.id, new, vec![]).await.unwrap();
        let ticket = story.ticket(&reference).await;
        assert_eq!(ticket.state, State::InReview, "{kind:?}");
        assert!(ticket.cached.breach_at.is_some() && ticket.ties.minor && ticket.proved_at == Some(ticket.received_at));
        assert!(story.mail_to("receipt", &vera.email).await.says(&reference));
        assert!(ada.view(&reference).await.unwrap().guardian.is_some());
        let mut closing = done(kind);
        if let Details::AiTrainingWithdrawal { streams, .. } = &ticket.details {
            closing.effects = domain::ai::applicable(streams)
                .map(|line| match line.answer {
                    domain::ai::Answer::OneOf(states) => effect(line.code, states[0]),
                    domain::ai::Answer::Date => effect(line.code, "2026-04-01"),
                    domain::ai::Answer::DoneAt => effect(line.code, "2026-03-02T09:00:00Z"),
                    domain::ai::Answer::Said => effect(line.code, ""),
                })
                .collect();
        }
        let mut unsure = closing.clone();
        unsure.checklist.retain(|tick| tick != "right_child");
        assert_eq!(wrong(story.closes(&ada, &reference, unsure).await), [("check".to_owned(), "checklist_missing")], "{kind:?}");
        story.closes(&ada, &reference, closing).await.unwrap();
        assert_eq!(story.state(&reference).await, State::Fulfilled, "{kind:?}");
    }
    story.record_is_whole(&["vera", "born 20"]).await;
});

on_both!(a_revocation_is_due_within_a_business_day, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let reference = vera.desk.request(&kid.id, revoke(), vec![]).await.unwrap();
    assert_eq!(story.ticket(&reference).await.cached.promise_due_at, Some(at("2026-03-03T18:00:00+08:00")));
});

on_both!(it_needs_a_fresh_look_at_who_asks, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let stale = server::house::House::guardian(&story, Guardian { fresh: false, ..vera.desk.who().clone() });
    for new in [see(), correct(), revoke(), delete(), no_training(&["voice"])] {
        assert_eq!(wrong(stale.request(&kid.id, new, vec![]).await), [("confirm".to_owned(), "confirm_first")]);
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 1, "the case alone");
});

on_both!(a_form_says_all_that_is_wrong, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let rash = NewAct { understood: false, ..delete() };
    assert_eq!(wrong(vera.desk.request(&kid.id, rash, vec![]).await), [("understood".to_owned(), "understood_required")]);
    let details = Details::Correction { category: "profile".into(), says: String::new(), should_say: String::new(), words: String::new() };
    let codes = [("says".to_owned(), "says_required"), ("should_say".to_owned(), "should_say_required")];
    assert_eq!(wrong(vera.desk.request(&kid.id, NewAct { details, ..correct() }, vec![]).await), codes);
    let file = story.received("a.png", "image/png", b"a picture");
    assert_eq!(wrong(vera.desk.request(&kid.id, see(), vec![file]).await), [("files".to_owned(), "no_files_here")]);
    for kind in [Kind::GuardianAuthority, Kind::ChildAccount, Kind::Report, Kind::AdvertisingOptOut] {
        assert!(is_missing(&vera.desk.request(&kid.id, NewAct { kind, ..see() }, vec![]).await), "{kind:?}");
    }
});

on_both!(an_identical_open_one_leads_to_the_first, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let other = server::desk::guardian::NewChild { app_id: "leo_3".into(), email: Some("leo@child.example".into()), ..mika() };
    let brother = story.confirmed(&vera, other, &ada).await;
    let first = vera.desk.request(&kid.id, delete(), vec![]).await.unwrap();
    assert_eq!(vera.desk.request(&kid.id, delete(), vec![]).await.unwrap(), first);
    assert_ne!(vera.desk.request(&brother.id, delete(), vec![]).await.unwrap(), first, "another child");
    assert_ne!(vera.desk.request(&kid.id, see(), vec![]).await.unwrap(), first, "another request");
    // What she asked for her own account is not the child's.
    let own = crate::support::forms::deletion(&vera.email);
    let own = server::desk::intake::NewRequest {
        subject: domain::request::Subject { app_id: Some("mika_77".into()), ..own.subject.clone() },
        ..own
    };
    let open = story.prove(own).await;
    assert_ne!(open.reference, first);
    story.closes(&ada, &first, done(Kind::Deletion)).await.unwrap();
    let again = vera.desk.request(&kid.id, delete(), vec![]).await.unwrap();
    assert!(again != first && again != open.reference, "the first is closed");
});

on_both!(nobody_asks_for_anothers_child, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    for strange in [kid.id.as_str(), "no_such_child"] {
        assert!(is_missing(&otto.desk.request(strange, see(), vec![]).await));
        assert!(is_missing(&otto.desk.act_view(strange, Kind::Access, Default::default()).await));
        assert!(is_missing(&otto.desk.withdraw_consent(strange, "none", true).await));
    }
    for strange in [access.as_str(), "HT-0000-0000", "no reference"] {
        assert!(is_missing(&otto.desk.answer_other(strange, "agreed").await));
        assert!(is_missing(&vera.desk.answer_other(strange, "agreed").await), "not even oneself");
    }
    // Without an authority nothing is asked.
    let his = otto.desk.add_child(mika()).await.unwrap();
    assert_eq!(wrong(otto.desk.request(&his, see(), vec![]).await), [(String::new(), "authority_missing")]);
    assert!(otto.desk.child_view(&his).await.unwrap().requests.is_empty());
});

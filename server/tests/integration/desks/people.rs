//! Colleagues: invitations by mail, roles, approvals, and what becomes of an account that is closed; the logs.

use domain::{Lang, Role, Scope};
use server::desk::admin::NewInvite;
use server::desk::leave::Handed;
use server::store::{look, refusal, staff};

use crate::on_both;
use crate::support::forms::{deletion, denied, report};
use crate::support::story::{Story, is_missing, wrong};

async fn role_of(story: &Story, id: &str) -> Role {
    staff::anybody(&mut story.store.read().await.unwrap(), &story.vault, id).await.unwrap().unwrap().role
}

on_both!(an_invitation_by_mail_is_bound_to_its_address, |story| {
    let max = story.hire("Max", "administrator").await;
    let desk = story.admin(&story.at_work(&max)).unwrap();
    let new = NewInvite { role: "reviewer".into(), products: vec!["japanese-ai".into()], email: "rex@staff.example".into() };
    assert_eq!(desk.invite(&new, Lang::ZhCn).await.unwrap(), None, "nobody but the address learns the link");
    let mail = story.mail_to("invitation", "rex@staff.example").await;
    assert_eq!(mail.letter.lang, "zh-CN");
    let (_, rest) = mail.letter.text.split_once("/staff/join/").expect("a link");
    let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    assert_eq!(story.invited(&token).await.unwrap().email.as_deref(), Some("rex@staff.example"));
    assert_eq!(desk.invitations().await.unwrap().len(), 1);
    // Another address is not taken, whatever the form says.
    let half = story.join(&token, "Rex", "eve@example.org", "correct horse battery", "192.0.2.1").await.unwrap();
    let rex = story.entered(&half).await.unwrap().unwrap().member;
    assert_eq!((rex.person.email.as_str(), rex.role), ("rex@staff.example", Role::Reviewer));
    assert_eq!(rex.products, Scope::parse("japanese-ai"));
    assert!(desk.invitations().await.unwrap().is_empty());
    for (products, email, field) in [("nothing", "a@staff.example", "products"), ("hellotalk", "no address", "email")] {
        let new = NewInvite { role: "agent".into(), products: vec![products.into()], email: email.into() };
        assert_eq!(wrong(desk.invite(&new, Lang::En).await)[0].0, field);
    }
    assert_eq!(story.mails("invitation").await.len(), 1);
    // The password was entered too long ago.
    story.minutes(11);
    assert_eq!(wrong(desk.invite(&new, Lang::En).await), [(String::new(), "confirm_first")]);
    assert_eq!(story.mails("invitation").await.len(), 1);
});

on_both!(an_invitation_can_be_withdrawn, |story| {
    let max = story.hire("Max", "administrator").await;
    let desk = story.admin(&story.at_work(&max)).unwrap();
    let token = desk.invite(&NewInvite { role: "agent".into(), ..NewInvite::default() }, Lang::En).await.unwrap().unwrap();
    let handle = desk.invitations().await.unwrap()[0].handle();
    assert!(is_missing(&desk.withdraw(&token).await), "the link's secret is not its name");
    desk.withdraw(&handle).await.unwrap();
    assert!(is_missing(&story.invited(&token).await) && is_missing(&desk.withdraw(&handle).await));
});

on_both!(roles_change_at_the_hand_of_another_and_freshly, |story| {
    let (max, moe) = (story.hire("Max", "administrator").await, story.hire("Moe", "administrator").await);
    let ada = story.hire_for("Ada", "agent", "*", true).await;
    let desk = story.admin(&story.at_work(&max)).unwrap();
    desk.set_role(&ada.id, "lead", &["hellotalk".into()]).await.unwrap();
    let now = desk.person(&ada.id).await.unwrap();
    assert_eq!((now.role, now.products.code().as_str()), (Role::Lead, "hellotalk"));
    assert!(!now.minors, "the approval was for the old role");
    assert_eq!(wrong(desk.set_role(&max.id, "privacy_officer", &[]).await), [(String::new(), "not_yourself")]);
    assert_eq!(wrong(desk.close(&max.id, "").await), [(String::new(), "not_yourself")]);
    assert_eq!(wrong(desk.set_role(&ada.id, "owner", &[]).await), [("role".to_owned(), "choose_one")]);
    // Both at once: one of them stays.
    let other = story.admin(&story.at_work(&moe)).unwrap();
    let (a, b) = tokio::join!(desk.set_role(&moe.id, "viewer", &[]), other.set_role(&max.id, "viewer", &[]));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
    let left = [role_of(&story, &max.id).await, role_of(&story, &moe.id).await];
    assert_eq!(left.iter().filter(|role| **role == Role::Administrator).count(), 1);
    story.minutes(11);
    assert!(is_missing(&desk.set_role(&ada.id, "agent", &[]).await), "the password was entered too long ago");
    assert!(is_missing(&desk.close(&ada.id, "").await));
});

on_both!(an_administrator_of_one_product_gives_no_other, |story| {
    let max = story.hire_for("Max", "administrator", "hellotalk", false).await;
    let ada = story.hire_for("Ada", "agent", "hellotalk", false).await;
    let desk = story.admin(&story.at_work(&max)).unwrap();
    for products in [vec![], vec!["japanese-ai".to_owned()], vec!["hellotalk".to_owned(), "japanese-ai".to_owned()]] {
        assert_eq!(wrong(desk.set_role(&ada.id, "agent", &products).await), [("products".to_owned(), "products_wrong")]);
    }
    desk.set_role(&ada.id, "agent", &["hellotalk".into()]).await.unwrap();
});

on_both!(who_acts_on_somebody_speaks_for_all_that_they_have, |story| {
    let mine = story.hire_for("Max", "administrator", "hellotalk", false).await;
    let all = story.hire("Moe", "administrator").await;
    let pia = story.hire_for("Pia", "privacy_officer", "japanese-ai", false).await;
    let (desk, wide) = (story.admin(&story.at_work(&mine)).unwrap(), story.admin(&story.at_work(&all)).unwrap());
    let officer = story.admin(&story.at_work(&pia)).unwrap();
    let (here, there, both) = (
        story.hire_for("Ada", "agent", "hellotalk", false).await,
        story.hire_for("Bo", "lead", "japanese-ai", false).await,
        story.hire_for("Cem", "lead", "hellotalk,japanese-ai", false).await,
    );
    for other in [&all, &pia, &there, &both] {
        assert!(is_missing(&desk.set_role(&other.id, "viewer", &["hellotalk".into()]).await), "{}", other.person.name);
        assert!(is_missing(&desk.close(&other.id, "").await), "{}", other.person.name);
    }
    for other in [&all, &here, &both] {
        assert!(is_missing(&officer.approve_minors(&other.id, true).await), "{}", other.person.name);
    }
    officer.approve_minors(&there.id, true).await.unwrap();
    let invite = |products: &[&str]| NewInvite {
        role: "agent".into(),
        products: products.iter().map(|slug| (*slug).to_owned()).collect(),
        ..NewInvite::default()
    };
    for products in [&["japanese-ai"][..], &[], &["hellotalk"]] {
        wide.invite(&invite(products), Lang::En).await.unwrap();
    }
    let (seen, every) = (desk.invitations().await.unwrap(), wide.invitations().await.unwrap());
    assert_eq!((seen.len(), every.len()), (1, 3));
    for other in every.iter().filter(|one| one.handle() != seen[0].handle()) {
        assert!(is_missing(&desk.withdraw(&other.handle()).await));
    }
    desk.withdraw(&seen[0].handle()).await.unwrap();
    desk.set_role(&here.id, "lead", &["hellotalk".into()]).await.unwrap();
    wide.set_role(&both.id, "agent", &["japanese-ai".into()]).await.unwrap();
});

on_both!(the_privacy_officer_alone_approves_and_not_for_oneself, |story| {
    let (max, pia, ada) =
        (story.hire("Max", "administrator").await, story.hire("Pia", "privacy_officer").await, story.hire("Ada", "agent").await);
    assert!(is_missing(&story.admin(&story.at_work(&max)).unwrap().approve_minors(&ada.id, true).await));
    let desk = story.admin(&story.at_work(&pia)).unwrap();
    assert!(is_missing(&desk.set_role(&ada.id, "lead", &[]).await) && is_missing(&desk.close(&ada.id, "").await));
    desk.approve_minors(&ada.id, true).await.unwrap();
    let now = desk.person(&ada.id).await.unwrap();
    assert!(now.minors && now.minors_by.as_deref() == Some(&pia.id));
    desk.approve_minors(&ada.id, false).await.unwrap();
    assert!(!desk.person(&ada.id).await.unwrap().minors);
    // Alone she may; beside another she may not.
    desk.approve_minors(&pia.id, true).await.unwrap();
    desk.approve_minors(&pia.id, false).await.unwrap();
    story.hire("Per", "privacy_officer").await;
    assert_eq!(wrong(desk.approve_minors(&pia.id, true).await), [(String::new(), "not_yourself")]);
    story.minutes(11);
    assert!(is_missing(&desk.approve_minors(&ada.id, true).await));
});

on_both!(a_closed_account_hands_over_and_leaves_no_address, |story| {
    let max = story.hire("Max", "administrator").await;
    let (ada, bo) = (story.hire("Ada", "lead").await, story.hire_for("Bo", "agent", "hellotalk", false).await);
    let one = story.prove(deletion("mika@example.org")).await.reference;
    let two = story.prove(deletion("noor@example.org")).await.reference;
    story.report(report("spammer", None)).await;
    let case = story.text("SELECT reference AS value FROM tickets WHERE kind = 'report'", &[]).await;
    let mut other = deletion("zoe@example.org");
    other.product = "japanese-ai".into();
    let other = story.prove(other).await.reference;
    let desk = story.agent(&ada);
    for reference in [&one, &two, &case, &other] {
        desk.claim(reference, story.seen(reference).await).await.unwrap();
    }
    story.tamper("UPDATE tickets SET minor = 1 WHERE reference = $1", server::args![&two]).await;
    let people = story.admin(&story.at_work(&max)).unwrap();
    assert_eq!(wrong(people.close(&ada.id, "nobody").await), [("to".to_owned(), "choose_one")]);
    assert_eq!(wrong(people.close(&ada.id, &ada.id).await), [("to".to_owned(), "choose_one")]);
    // Bo works on requests of one product, and is not approved for children's data.
    assert_eq!(people.close(&ada.id, &bo.id).await.unwrap(), Handed { over: 1, back: 3 });
    assert_eq!(story.ticket(&one).await.assignee.as_deref(), Some(bo.id.as_str()));
    assert_eq!(story.recorded(&one, "reassigned").await, 1);
    for reference in [&two, &case, &other] {
        let ticket = story.ticket(reference).await;
        assert_eq!((ticket.assignee, ticket.state.code()), (None, "in_review"), "{reference}");
        assert_eq!(story.recorded(reference, "released").await, 1);
    }
    let gone = staff::anybody(&mut story.store.read().await.unwrap(), &story.vault, &ada.id).await.unwrap().unwrap();
    assert_eq!((gone.person.name.as_str(), gone.person.email.as_str(), gone.active), ("Ada", "", false));
    assert!(gone.totp.is_none() && gone.password.is_empty() && gone.left_at.is_some());
    assert!(story.log_in("ada@staff.example", "none", "192.0.2.1").await.is_err());
    assert!(story.log_in("", "", "192.0.2.1").await.is_err());
    assert!(is_missing(&people.close(&ada.id, "").await), "once");
    // The address is free for a new beginning.
    story.hire("Ada", "agent").await;
});

on_both!(a_closed_account_ends_its_sessions_and_invitations, |story| {
    let (max, moe) = (story.hire("Max", "administrator").await, story.hire("Moe", "administrator").await);
    let token = story.invite("agent", &format!("staff:{}", moe.id)).await.unwrap();
    let joined = story.invite("administrator", "system").await.unwrap();
    let half = story.join(&joined, "Eve", "eve@staff.example", "correct horse battery", "192.0.2.1").await.unwrap();
    let (session, _) = story.enrol_staff(&half).await;
    let eve = story.member(&session).await.unwrap().unwrap();
    let desk = story.admin(&story.at_work(&max)).unwrap();
    desk.close(&eve.id, "").await.unwrap();
    assert!(story.entered(&session).await.unwrap().is_none());
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM sessions WHERE kind = 'staff'").await, 0);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM recovery_codes").await, 0);
    desk.close(&moe.id, "").await.unwrap();
    assert!(is_missing(&story.invited(&token).await), "what she promised is withdrawn");
});

on_both!(a_ticket_is_given_to_a_colleague_who_may_have_it, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let (lea, ada, rex) = (story.hire("Lea", "lead").await, story.hire("Ada", "agent").await, story.hire("Rex", "reviewer").await);
    let desk = story.agent(&lea);
    let version = story.seen(&reference).await;
    assert_eq!(wrong(desk.reassign(&reference, version, &rex.id).await), [("to".to_owned(), "choose_one")]);
    assert!(is_missing(&story.agent(&ada).reassign(&reference, version, &lea.id).await), "agents do not share out");
    let mut names: Vec<_> = desk.view(&reference).await.unwrap().colleagues.into_iter().map(|(_, name)| name).collect();
    names.sort();
    assert_eq!(names, ["Ada", "Lea"]);
    desk.reassign(&reference, version, &ada.id).await.unwrap();
    let ticket = story.ticket(&reference).await;
    assert_eq!((ticket.assignee.as_deref(), ticket.state.code()), (Some(ada.id.as_str()), "in_progress"));
});

on_both!(the_logs_are_the_privacy_officers, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let (max, pia) = (story.hire("Max", "administrator").await, story.hire("Pia", "privacy_officer").await);
    assert!(story.officer(&story.at_work(&max)).is_none());
    let ada = story.hire("Ada", "lead").await;
    let agent = story.agent(&ada);
    agent.view(&reference).await.unwrap();
    agent.search("mika@example.org").await.unwrap();
    let desk = story.officer(&story.at_work(&pia)).unwrap();
    let all = look::Filter::default();
    assert_eq!(desk.looks(&all, None).await.unwrap().0.len(), 2);
    let one = look::Filter { reference: Some(reference.clone()), ..all.clone() };
    assert_eq!(desk.looks(&one, None).await.unwrap().0[0].staff_id, ada.id);
    assert!(desk.looks(&look::Filter { minors: true, ..all.clone() }, None).await.unwrap().0.is_empty());
    assert!(desk.looks(&look::Filter { before: Some(story.now()), ..all.clone() }, None).await.unwrap().0.is_empty());
    // What she takes out is a look as well, and needs the password.
    assert_eq!(desk.export_looks(&all).await.unwrap().len(), 3);
    let few = story.officer(&story.at_work(&story.hire_for("Per", "privacy_officer", "japanese-ai", false).await)).unwrap();
    assert!(few.looks(&all, None).await.unwrap().0.is_empty(), "another product's");
    story.minutes(11);
    assert!(is_missing(&desk.export_looks(&all).await));
    assert!(desk.refusals(&refusal::Filter::default(), None).await.unwrap().0.is_empty());
});

on_both!(the_log_of_refusals_says_why_and_names_nobody, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let agent = story.agent_named("Ada").await;
    agent.claim(&reference, story.seen(&reference).await).await.unwrap();
    agent.close(&reference, story.seen(&reference).await, denied()).await.unwrap();
    story
        .tamper(
            "INSERT INTO closed_figures (id, product, kind, policy_version, cycle, received_at, closed_at, state, reasons, erased_at) \
             VALUES ('f1', 'hellotalk', 'access', '1', 1, 1, 2, 'denied', '[\"identity_not_verified\",\"outside_scope\"]', 3)",
            &[],
        )
        .await;
    let pia = story.hire("Pia", "privacy_officer").await;
    let desk = story.officer(&story.at_work(&pia)).unwrap();
    let (lines, more) = desk.refusals(&refusal::Filter::default(), None).await.unwrap();
    assert!(!more);
    let told: Vec<_> = lines.iter().map(|line| (line.kind.as_str(), line.reasons.join("+"))).collect();
    assert_eq!(told, [("deletion", "identity_not_verified".to_owned()), ("access", "identity_not_verified+outside_scope".to_owned())]);
    assert!(!format!("{lines:?}").contains(&reference));
    let after = Some((lines[0].at, lines[0].id.clone()));
    assert_eq!(desk.refusals(&refusal::Filter::default(), after).await.unwrap().0.len(), 1);
    let other = refusal::Filter { product: Some("japanese-ai".into()), ..refusal::Filter::default() };
    assert!(desk.refusals(&other, None).await.unwrap().0.is_empty());
});

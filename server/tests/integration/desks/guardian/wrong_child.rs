//! The wrong child: what is proved of one opens nothing of another.

use domain::guardian::AuthorityState;
use server::desk::guardian::NewChild;

use crate::on_both;
use crate::support::family::{POLICY, by_call, grant, mika, see};
use crate::support::story::{is_missing, wrong};

fn leo() -> NewChild {
    NewChild { name: "Leo".into(), app_id: "leo_3".into(), email: Some("leo@child.example".into()), ..mika() }
}

on_both!(authority_over_one_opens_nothing_of_another, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let other = vera.desk.add_child(leo()).await.unwrap();
    assert_ne!(other, kid.id);
    assert_eq!(wrong(vera.desk.request(&other, see(), vec![]).await), [(String::new(), "authority_missing")]);
    assert_eq!(wrong(vera.desk.send_child_code(&other).await), [("code".to_owned(), "authority_not_claimed")]);
    assert!(is_missing(&vera.desk.give_up(&other, true).await));
    // The code of one does not prove the other.
    let case = vera.desk.prove(&other, by_call(), vec![], vec![]).await.unwrap();
    assert!(!vera.desk.child_view(&other).await.unwrap().authority.unwrap().code_proved);
    ada.claim(&case, story.seen(&case).await).await.unwrap();
    let refused = wrong(ada.decide_authority(&case, story.seen(&case).await, grant(&POLICY)).await);
    assert_eq!(refused, [("done".to_owned(), "fact_link_missing")]);
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
    let page = vera.desk.child_view(&other).await.unwrap();
    assert!(page.requests.iter().all(|line| line.reference == case), "each child has its own page");
});

on_both!(the_same_account_under_another_spelling_is_the_same_child, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    for spelling in ["MIKA_77", "  mika_77", "Mika_77 "] {
        assert_eq!(vera.desk.add_child(NewChild { app_id: spelling.into(), ..mika() }).await.unwrap(), kid, "{spelling}");
    }
    assert_ne!(vera.desk.add_child(NewChild { product: "japanese-ai".into(), ..mika() }).await.unwrap(), kid, "another product");
    assert_eq!(vera.desk.home().await.unwrap().children.len(), 2);
});

on_both!(a_child_is_told_of_as_a_whole, |story| {
    let vera = story.guardian("Vera").await;
    let expected = [
        ("product", "choose_one"),
        ("name", "child_name_required"),
        ("app_id", "child_id_required"),
        ("country", "child_country_required"),
        ("birth", "birth_invalid"),
    ];
    let mut found = wrong(vera.desk.add_child(NewChild::default()).await);
    let mut expected: Vec<_> = expected.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let own = NewChild { email: Some("VERA@home.example".into()), ..mika() };
    assert_eq!(wrong(vera.desk.add_child(own).await), [("email".to_owned(), "child_email_own")], "a guardian's own mailbox proves no link");
    for birth in [("30", "2", "2015"), ("3", "3", "2026"), ("1", "1", "1890"), ("x", "1", "2015")] {
        let child = NewChild { birth: (birth.0.into(), birth.1.into(), birth.2.into()), ..mika() };
        assert_eq!(wrong(vera.desk.add_child(child).await), [("birth".to_owned(), "birth_invalid")], "{birth:?}");
    }
    assert!(vera.desk.home().await.unwrap().children.is_empty());
    for at in 0..20 {
        vera.desk.add_child(NewChild { app_id: format!("child {at}"), ..mika() }).await.unwrap();
    }
    assert_eq!(wrong(vera.desk.add_child(leo()).await), [(String::new(), "too_many_children")]);
});

//! The child's own request, at any age: it is taken, and the guardians hear nothing of it.

use domain::State;
use domain::request::Subject;
use server::desk::intake::NewRequest;

use crate::on_both;
use crate::support::family::mika;
use crate::support::forms::{access, deletion, fulfilled};
use crate::support::story::is_missing;

on_both!(a_childs_own_request_is_its_own, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    story.minutes(2);
    story.confirmed(&otto, mika(), &ada).await;
    let email = "mika@child.example";
    let own =
        NewRequest { subject: Subject { email: email.into(), app_id: Some("mika_77".into()), ..Subject::default() }, ..deletion(email) };
    let before: Vec<_> = story.mails("other_guardian").await.into_iter().map(|mail| mail.to).collect();
    let proved = story.prove(own).await;
    assert_eq!(story.state(&proved.reference).await, State::InReview, "nobody is sent back to a parent");
    assert_eq!(story.mails("other_guardian").await.len(), before.len());
    for parent in [&vera, &otto] {
        for kind in ["receipt", "outcome", "code", "joined"] {
            assert!(story.mails(kind).await.iter().all(|mail| mail.to != parent.email || !mail.says(&proved.reference)), "{kind}");
        }
        assert!(parent.desk.home().await.unwrap().asked.is_empty());
        assert!(is_missing(&parent.desk.answer_other(&proved.reference, "objected").await));
    }
    let page = vera.desk.child_view(&kid.id).await.unwrap();
    assert!(page.requests.iter().all(|line| line.reference != proved.reference));
    let ticket = story.ticket(&proved.reference).await;
    assert_eq!((ticket.ties.account_id, ticket.ties.authority_id), (None, None));
    assert!(ada.view(&proved.reference).await.unwrap().guardian.is_none());
    // It is closed as anybody's is: no guardian stands in its way.
    let mut closing = fulfilled(domain::Kind::Deletion);
    closing.checklist.push("claimed_id_not_used".into());
    story.closes(&ada, &proved.reference, closing).await.unwrap();
    let second = story.prove(access(email)).await;
    assert!(vera.desk.child_view(&kid.id).await.unwrap().requests.iter().all(|line| line.reference != second.reference));
});

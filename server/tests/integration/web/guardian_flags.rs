//! What a guardian's pages look like while a flag stands over the child: as they look without one, to the byte.

use axum::http::StatusCode;

use crate::support::html::main_of;
use crate::support::story::MONDAY;
use crate::web::guardian_pages::{Parent, Portal, ask_for};

const FLAGS: [&str; 4] = ["conflict", "separated", "protection_order", "safeguarding"];

const ALL_RIGHTS: [&str; 4] = ["view", "update", "revoke", "consent"];

/// Every page that a guardian has of a child, its requests and what others ask.
async fn pages(parent: &mut Parent, path: &str, requests: &[&str]) -> Vec<(String, StatusCode, String)> {
    let mut list = vec!["/guardian".to_owned(), "/account".to_owned(), path.to_owned()];
    for below in ["access", "correction", "deletion", "ai-training", "consent", "proof", "form"] {
        list.push(format!("{path}/{below}"));
    }
    list.extend(requests.iter().map(|reference| format!("/requests/{reference}")));
    let mut all = Vec::new();
    for address in list {
        let page = parent.browser.get(&address).await;
        let main = if page.status == StatusCode::OK { main_of(&page) } else { String::new() };
        all.push((address, page.status, main));
    }
    all
}

#[tokio::test]
async fn no_page_tells_of_a_flag() {
    let mut portal = Portal::begin(MONDAY).await;
    let (mut jo, mut sam) = (portal.parent("Jo Parent").await, portal.parent("Sam Parent").await);
    let mut agent = portal.carer("Nia", "agent").await;
    let path = portal.confirmed(&mut jo, &mut agent, ("2013-09-01", "FR"), &ALL_RIGHTS).await;
    let theirs = portal.confirmed(&mut sam, &mut agent, ("2013-09-01", "FR"), &ALL_RIGHTS).await;
    let (mine, other) = (ask_for(&mut jo, &path, "access").await, ask_for(&mut sam, &theirs, "deletion").await);
    portal.story.work().await;
    let before = pages(&mut jo, &path, &[&mine]).await;
    assert!(before.iter().filter(|(_, status, _)| *status == StatusCode::OK).count() >= 9, "{before:?}");
    assert!(before[0].2.contains(&other), "what the other asks for is there to be answered");
    let lead = portal.story.staff("Lea", "lead").await;
    // About nobody, about the other guardian, and about this one, who is then held back.
    for (reference, about) in [(&mine, false), (&other, true), (&mine, true)] {
        for flag in FLAGS {
            lead.set_flag(reference, flag, "Seen by us.", about).await.unwrap();
            portal.story.work().await;
            let after = pages(&mut jo, &path, &[&mine]).await;
            for (was, is) in before.iter().zip(&after) {
                assert_eq!(was, is, "{flag} about {reference} ({about})");
            }
            let id = lead.view(reference).await.unwrap().guardian.unwrap().flags[0].0.clone();
            lead.lift_flag(reference, &id).await.unwrap();
        }
    }
}

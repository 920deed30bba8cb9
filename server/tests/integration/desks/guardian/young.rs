//! What the young person answers: adopt, limit, cancel, or nothing.

use domain::{Kind, State};
use jiff::SignedDuration;
use server::desk::guardian::{self, NewChild, YoungAnswer};

use crate::on_both;
use crate::support::family::{Kid, Parent, born, delete, done, see, ticked};
use crate::support::forms::question;
use crate::support::story::{Story, is_missing, wrong};

const EMAIL: &str = "mika@child.example";
const SEOUL: &str = "2026-03-10T00:00:00+09:00";

/// A guardian's request on the morning of the child's birthday, with the link that the young person got.
async fn at_fourteen(story: &Story, vera: &Parent, new: guardian::NewAct) -> (Kid, String, String) {
    let ada = story.staff("Ada", "agent").await;
    let kid = story.confirmed(vera, born("KR", "2012-03-10"), &ada).await;
    let reference = vera.desk.request(&kid.id, new, vec![]).await.unwrap();
    let page = story.page_of(&reference, &vera.email).await;
    page.write("My daughter's diary, please.", vec![]).await.unwrap();
    story.now_is(SEOUL);
    story.work().await;
    let link = story.mail_to("handover", EMAIL).await.young();
    (kid, reference, link)
}

on_both!(who_adopts_takes_all_of_it, |story| {
    let vera = story.guardian("Vera").await;
    let ada = story.staff("Bea", "agent").await;
    let (kid, reference, link) = at_fourteen(&story, &vera, see()).await;
    // A link that is in her mail.
    let mailed = story.mail_to("receipt", &vera.email).await.link();
    assert_eq!(story.answers(&link, "adopt").await.unwrap(), "adopted");
    let ticket = story.ticket(&reference).await;
    assert_eq!((ticket.state, ticket.subject.email.as_str()), (State::InReview, EMAIL));
    assert_eq!((ticket.ties.account_id, ticket.ties.authority_id, ticket.ties.handover_until), (None, None, None));
    assert_eq!(ticket.app_id_confirmed_at, None, "a mailed link proves an address that the guardian named");
    // Nothing of it is hers any more.
    assert!(vera.desk.child_view(&kid.id).await.unwrap().requests.iter().all(|line| line.reference != reference));
    assert!(is_missing(&server::desk::intake::press(&story, &mailed, None).await));
    assert!(is_missing(&story.answers(&link, "cancel").await), "answered once");
    // And nothing that she wrote is the young person's.
    let page = story.page_of(&reference, EMAIL).await.view().await.unwrap();
    assert!(page.messages.is_empty());
    story.closes(&ada, &reference, ticked(done(Kind::Access), &["matched_first", "matched_second", "claimed_id_not_used"])).await.unwrap();
    assert!(story.mails("outcome").await.iter().any(|mail| mail.to == EMAIL));
    assert!(story.mails("outcome").await.iter().all(|mail| !(mail.says(&reference) && mail.to == vera.email)));
    story.record_is_whole(&["vera", "diary", "2012-03-10"]).await;
});

on_both!(the_guardians_open_page_is_shut, |story| {
    let vera = story.guardian("Vera").await;
    let (_, reference, link) = at_fourteen(&story, &vera, see()).await;
    let session = match story.find(&reference, &vera.email).await {
        server::desk::intake::Opened::Page { session: Some(session), .. } => session,
        other => panic!("{other:?}"),
    };
    story.requester(&session, &reference).await.unwrap();
    story.answers(&link, "adopt").await.unwrap();
    assert!(is_missing(&story.requester(&session, &reference).await));
});

on_both!(who_limits_says_how, |story| {
    let vera = story.guardian("Vera").await;
    let (_, reference, link) = at_fourteen(&story, &vera, delete()).await;
    assert_eq!(wrong(story.answers(&link, "limit").await), [("words".to_owned(), "words_required")]);
    assert_eq!(wrong(story.answers(&link, "agree").await), [("choice".to_owned(), "choose_one")]);
    let answer = YoungAnswer { choice: "limit".into(), words: "Only my voice.".into(), email: "own@child.example".into() };
    assert_eq!(guardian::answer(&story, &link, answer).await.unwrap(), "limited");
    let ticket = story.ticket(&reference).await;
    assert_eq!((ticket.state, ticket.subject.email.as_str()), (State::InReview, "own@child.example"));
    let page = story.page_of(&reference, "own@child.example").await.view().await.unwrap();
    assert_eq!(page.messages.iter().map(|message| message.body.as_str()).collect::<Vec<_>>(), ["Only my voice."]);
    story.record_is_whole(&["vera", "voice.", "own@"]).await;
});

on_both!(who_cancels_ends_it, |story| {
    let vera = story.guardian("Vera").await;
    let (_, reference, link) = at_fourteen(&story, &vera, delete()).await;
    assert_eq!(story.answers(&link, "cancel").await.unwrap(), "cancelled");
    assert_eq!(story.state(&reference).await, State::Denied);
    let told = story.mail_to("outcome", &vera.email).await;
    assert!(told.says(&reference) && !told.says(EMAIL) && !told.says("cancel"));
    // An appeal of hers does not ask the young person again.
    story.page_of(&reference, &vera.email).await.appeal("But I am her mother.").await.unwrap();
    story.work().await;
    assert_eq!((story.state(&reference).await, story.mails("handover").await.len()), (State::Appealed, 1));
    let lead = story.staff("Lea", "lead").await;
    assert_eq!(wrong(story.closes(&lead, &reference, done(Kind::Deletion)).await), [(String::new(), "authority_ended")]);
});

on_both!(who_does_not_answer_in_fourteen_days_has_said_no, |story| {
    let vera = story.guardian("Vera").await;
    let (_, reference, link) = at_fourteen(&story, &vera, see()).await;
    story.pass(SignedDuration::from_hours(14 * 24) - SignedDuration::from_mins(2));
    story.work().await;
    assert_eq!(story.state(&reference).await, State::HandoverPending);
    story.minutes(3);
    story.work().await;
    story.work().await;
    let ticket = story.ticket(&reference).await;
    assert_eq!((ticket.state, ticket.ties.handover_until), (State::Denied, None));
    let closed: Vec<_> = story.events(&reference).await.into_iter().filter(|event| event.kind == "closed").collect();
    assert_eq!(closed.len(), 1);
    assert_eq!(closed[0].data["reasons"][0].as_str(), Some("authority_ended"));
    assert!(is_missing(&story.answers(&link, "adopt").await), "too late");
    assert!(story.mail_to("outcome", &vera.email).await.says(&reference));
});

on_both!(an_account_without_an_address_is_asked_in_the_app, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, NewChild { email: None, ..born("KR", "2012-03-10") }).await;
    ada.in_app_code(&kid.case).await.unwrap();
    let (code, _) = ada.view(&kid.case).await.unwrap().in_app_code.unwrap();
    story.page_of(&kid.case, &vera.email).await.confirm_in_app(&code).await.unwrap();
    story.decides(&ada, &kid.case, crate::support::family::grant(&crate::support::family::POLICY)).await;
    let reference = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    assert_eq!(wrong(ada.young_link(&reference).await), [(String::new(), "nobody_asked")]);
    story.now_is(SEOUL);
    story.work().await;
    assert!(story.mails("handover").await.is_empty());
    let panel = ada.view(&reference).await.unwrap().guardian.unwrap();
    let old = panel.handover_link.unwrap().rsplit('/').next().unwrap().to_owned();
    story.minutes(1);
    ada.young_link(&reference).await.unwrap();
    let new = ada.view(&reference).await.unwrap().guardian.unwrap().handover_link.unwrap().rsplit('/').next().unwrap().to_owned();
    assert!(old != new && is_missing(&guardian::question(&story, &old).await), "the old one works no more");
    assert_eq!(wrong(story.answers(&new, "adopt").await), [("email".to_owned(), "email_required")]);
    let answer = YoungAnswer { choice: "adopt".into(), email: "own@child.example".into(), ..YoungAnswer::default() };
    guardian::answer(&story, &new, answer).await.unwrap();
    assert!(story.ticket(&reference).await.app_id_confirmed_at.is_some(), "the link came to the account itself");
});

on_both!(a_question_that_was_open_waits_no_more, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, born("KR", "2012-03-10"), &ada).await;
    let reference = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    ada.ask(&reference, story.seen(&reference).await, question(30)).await.unwrap();
    assert_eq!(story.state(&reference).await, State::RequiresInput);
    story.now_is(SEOUL);
    story.work().await;
    let ticket = story.ticket(&reference).await;
    assert_eq!((ticket.state, ticket.cached.paused_until), (State::HandoverPending, None));
    story.answers(&story.mail_to("handover", EMAIL).await.young(), "adopt").await.unwrap();
    let page = story.page_of(&reference, EMAIL).await.view().await.unwrap();
    assert!(page.question.is_none() && page.messages.is_empty());
});

/// An access that was ready on the eve of the birthday: its reference, the file, and the link.
async fn ready_at_fourteen(story: &Story, vera: &Parent) -> (String, String, String) {
    let ada = story.staff("Ada", "agent").await;
    let kid = story.confirmed(vera, born("KR", "2012-03-10"), &ada).await;
    story.now_is("2026-03-09T12:00:00+09:00");
    let reference = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    let package = story.received("data.json", "application/json", b"{}");
    let file = package.id.clone();
    ada.add_package(&reference, vec![package]).await.unwrap();
    let closing = server::desk::close::Closing { nothing_held: false, ..done(Kind::Access) };
    story.closes(&ada, &reference, closing).await.unwrap();
    story.now_is(SEOUL);
    story.work().await;
    let link = story.mail_to("handover", EMAIL).await.young();
    (reference, file, link)
}

on_both!(what_was_ready_is_the_young_persons_to_fetch, |story| {
    let vera = story.guardian("Vera").await;
    let (reference, file, link) = ready_at_fourteen(&story, &vera).await;
    assert!(matches!(guardian::question(&story, &link).await.unwrap().0, app::views::guardian::YoungQuestion::Handover { .. }));
    story.pass(SignedDuration::from_hours(13 * 24));
    story.work().await;
    assert!(story.is_there(&file), "not destroyed while the young person thinks");
    assert_eq!(story.answers(&link, "adopt").await.unwrap(), "adopted");
    story.fresh_page(&reference, EMAIL).await.fetch(&file).await.unwrap();
    story.pass(SignedDuration::from_hours(7 * 24));
    story.work().await;
    assert!(!story.is_there(&file), "seven days, as for everybody");
});

on_both!(who_cancels_what_was_ready_has_it_destroyed, |story| {
    let vera = story.guardian("Vera").await;
    let (reference, file, link) = ready_at_fourteen(&story, &vera).await;
    assert_eq!(story.answers(&link, "cancel").await.unwrap(), "cancelled");
    story.work().await;
    assert!(!story.is_there(&file));
    assert_eq!((story.state(&reference).await, story.ticket(&reference).await.ties.handover_until), (State::Fulfilled, None));
    story.work().await;
    assert_eq!(story.recorded(&reference, "handed_over").await, 1);
});

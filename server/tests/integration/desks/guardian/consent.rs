//! Verifiable parental consent, as each country asks for it.

use domain::guardian::AuthorityState;
use domain::{Kind, State};
use server::desk::guardian::NewChild;
use server::store::consent::{self, Consent};

use crate::on_both;
use crate::support::family::{Kid, POLICY, Parent, born, mika};
use crate::support::story::{Story, is_missing, wrong};

const ALL: [&str; 4] = ["view", "update", "revoke", "consent"];
const EMAIL: &str = "mika@child.example";

fn account() -> Vec<String> {
    vec!["account".into()]
}

async fn consents(story: &Story, parent: &Parent) -> Vec<Consent> {
    consent::of_account(&mut story.store.read().await.unwrap(), &parent.account).await.unwrap()
}

async fn family(story: &Story, child: NewChild) -> (Parent, Kid) {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed_for(&vera, child, &ada, &ALL).await;
    (vera, kid)
}

on_both!(korea_asks_until_fourteen, |story| {
    let (vera, kid) = family(&story, mika()).await;
    let shown = vera.desk.child_view(&kid.id).await.unwrap().consent_asked.unwrap();
    assert!(shown.age == 14 && !shown.joint && !shown.ai && shown.may_give);
    assert_eq!(
        wrong(vera.desk.give_consent(&kid.id, vec![], false).await),
        [("scope".to_owned(), "choose_some"), ("understood".to_owned(), "understood_required")]
    );
    let ai = vec!["account".into(), "ai".into()];
    assert_eq!(wrong(vera.desk.give_consent(&kid.id, ai, true).await), [("scope".to_owned(), "choose_some")], "Korea has no such consent");
    let stale = server::house::House::guardian(&story, server::desk::guardian::Guardian { fresh: false, ..vera.desk.who().clone() });
    assert_eq!(wrong(stale.give_consent(&kid.id, account(), true).await), [("confirm".to_owned(), "confirm_first")]);
    let reference = vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    let one = &consents(&story, &vera).await[0];
    assert_eq!((one.state.as_str(), one.scope.as_str(), one.reference.as_str()), ("given", "account", reference.as_str()));
    assert_eq!(one.ends_at, crate::support::story::at("2027-06-09T00:00:00+09:00"));
    assert!(!one.policy_version.is_empty() && one.method.contains("call") && one.rule.contains("PIPA"));
    assert!(story.mail_to("consent", &vera.email).await.says(&reference));
    assert_eq!(wrong(vera.desk.give_consent(&kid.id, account(), true).await), [(String::new(), "consent_exists")]);
    assert!(!vera.desk.child_view(&kid.id).await.unwrap().consent_asked.unwrap().may_give);
    // At the age it ends by itself.
    story.now_is("2027-06-08T23:59:59+09:00");
    story.work().await;
    assert_eq!(consents(&story, &vera).await[0].state, "given");
    story.now_is("2027-06-09T00:00:00+09:00");
    assert!(is_missing(&vera.desk.give_consent(&kid.id, account(), true).await));
    story.work().await;
    assert_eq!(consents(&story, &vera).await[0].state, "ended");
    story.record_is_whole(&["vera"]).await;
});

on_both!(two_consents_at_once_are_one, |story| {
    let (vera, kid) = family(&story, mika()).await;
    let (a, b) = tokio::join!(vera.desk.give_consent(&kid.id, account(), true), vera.desk.give_consent(&kid.id, account(), true));
    assert!(a.is_ok() != b.is_ok());
    assert_eq!(consents(&story, &vera).await.len(), 1);
});

on_both!(taking_it_back_opens_a_revocation_at_once, |story| {
    let (vera, kid) = family(&story, mika()).await;
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    let id = consents(&story, &vera).await[0].id.clone();
    let otto = story.guardian("Otto").await;
    assert!(is_missing(&otto.desk.withdraw_consent(&kid.id, &id, true).await));
    assert!(is_missing(&vera.desk.withdraw_consent("another", &id, true).await));
    assert_eq!(wrong(vera.desk.withdraw_consent(&kid.id, &id, false).await), [("sure".to_owned(), "sure_required")]);
    // Never harder than giving it: a session that is not fresh does.
    let stale = server::house::House::guardian(&story, server::desk::guardian::Guardian { fresh: false, ..vera.desk.who().clone() });
    let reference = stale.withdraw_consent(&kid.id, &id, true).await.unwrap();
    let (ticket, one) = (story.ticket(&reference).await, consents(&story, &vera).await[0].clone());
    assert_eq!((ticket.kind, ticket.state), (Kind::ConsentRevocation, State::InReview));
    assert_eq!((one.state.as_str(), one.withdrawn_at), ("withdrawn", Some(story.now())));
    assert!(is_missing(&vera.desk.withdraw_consent(&kid.id, &id, true).await), "once");
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    // A revocation that is asked for says the same of the record.
    let ada = story.staff("Bea", "agent").await;
    story.closes(&ada, &reference, crate::support::family::done(Kind::ConsentRevocation)).await.unwrap();
    vera.desk.request(&kid.id, crate::support::family::revoke(), vec![]).await.unwrap();
    assert!(consents(&story, &vera).await.iter().all(|one| one.state == "withdrawn"));
    story.record_is_whole(&["vera"]).await;
});

on_both!(france_wants_the_child_to_agree, |story| {
    let (vera, kid) = family(&story, born("FR", "2013-06-09")).await;
    assert!(vera.desk.child_view(&kid.id).await.unwrap().consent_asked.unwrap().joint);
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    assert_eq!(consents(&story, &vera).await[0].state, "awaiting_child");
    assert!(story.mails("consent").await.is_empty(), "no receipt yet");
    let link = story.mail_to("consent_ask", EMAIL).await.young();
    assert_eq!(wrong(story.answers(&link, "adopt").await), [("choice".to_owned(), "choose_one")]);
    assert_eq!(story.answers(&link, "disagree").await.unwrap(), "disagreed");
    assert_eq!(consents(&story, &vera).await[0].state, "withdrawn");
    assert!(is_missing(&story.answers(&link, "agree").await), "said once");
    story.minutes(1);
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    let link = story.mail_to("consent_ask", EMAIL).await.young();
    assert_eq!(story.answers(&link, "agree").await.unwrap(), "agreed");
    let one = consents(&story, &vera).await[0].clone();
    assert_eq!((one.state.as_str(), one.child_agreed_at.is_some()), ("given", true));
    assert!(story.mail_to("consent", &vera.email).await.says(&one.reference));
    story.record_is_whole(&["vera"]).await;
});

on_both!(an_agreement_to_what_is_gone_gives_nothing, |story| {
    let (vera, kid) = family(&story, born("FR", "2013-06-09")).await;
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    let link = story.mail_to("consent_ask", EMAIL).await.young();
    let lea = story.staff("Lea", "lead").await;
    // The case is closed; a request of hers carries the flag.
    let reference = vera.desk.request(&kid.id, crate::support::family::see(), vec![]).await.unwrap();
    lea.set_flag(&reference, "safeguarding", "A teacher called.", true).await.unwrap();
    assert!(is_missing(&story.answers(&link, "agree").await));
    assert_eq!(consents(&story, &vera).await[0].state, "awaiting_child");
    assert_eq!(story.answers(&link, "disagree").await.unwrap(), "disagreed", "no is always heard");
});

on_both!(italy_asks_for_the_use_of_ai_of_its_own, |story| {
    let (vera, kid) = family(&story, born("IT", "2013-06-09")).await;
    assert!(vera.desk.child_view(&kid.id).await.unwrap().consent_asked.unwrap().ai);
    assert_eq!(wrong(vera.desk.give_consent(&kid.id, vec!["ai".into()], true).await), [("scope".to_owned(), "choose_some")]);
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    let one = consents(&story, &vera).await[0].clone();
    assert_eq!(one.scope, "account", "consent to the account is none to the use of AI");
    vera.desk.withdraw_consent(&kid.id, &one.id, true).await.unwrap();
    story.minutes(1);
    vera.desk.give_consent(&kid.id, vec!["account".into(), "ai".into()], true).await.unwrap();
    assert_eq!(consents(&story, &vera).await[0].scope, "account ai");
    story.now_is("2027-06-09T00:00:00+02:00");
    assert!(vera.desk.child_view(&kid.id).await.unwrap().consent_asked.is_none(), "at fourteen nothing is asked");
    assert!(is_missing(&vera.desk.give_consent(&kid.id, vec!["account".into(), "ai".into()], true).await));
});

on_both!(germany_consents_until_sixteen_while_rights_end_at_fourteen, |story| {
    let (vera, kid) = family(&story, born("DE", "2012-03-10")).await;
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    story.now_is("2026-03-10T00:00:00+01:00");
    story.work().await;
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
    assert_eq!(wrong(vera.desk.request(&kid.id, crate::support::family::see(), vec![]).await), [(String::new(), "authority_ended")]);
    assert_eq!(consents(&story, &vera).await[0].state, "given");
    let id = consents(&story, &vera).await[0].id.clone();
    vera.desk.withdraw_consent(&kid.id, &id, true).await.unwrap();
    assert_eq!(consents(&story, &vera).await[0].state, "withdrawn");
    story.minutes(1);
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    story.now_is("2028-03-09T23:59:59+01:00");
    story.work().await;
    assert_eq!(consents(&story, &vera).await[0].state, "given");
    story.now_is("2028-03-10T00:00:00+01:00");
    story.work().await;
    assert_eq!((consents(&story, &vera).await[0].state.as_str(), story.stands(&vera, &kid.id).await), ("ended", AuthorityState::Ended));
});

on_both!(where_no_age_is_known_the_strictest_counts, |story| {
    // Places that neither a law file nor the book of ages knows.
    let ada = story.staff("Ada", "agent").await;
    for country in ["PK", "KE", "PE"] {
        let vera = story.guardian(&format!("Vera{country}")).await;
        let child = NewChild { app_id: format!("mika_{country}"), ..born(country, "2013-06-09") };
        let kid = story.confirmed_for(&vera, child, &ada, &ALL).await;
        let asked = vera.desk.child_view(&kid.id).await.unwrap().consent_asked.unwrap();
        assert_eq!((asked.age, asked.joint, asked.law.as_str(), asked.confirmed), (18, false, "", false), "{country}");
        vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
        let given = &consents(&story, &vera).await[0];
        assert_eq!((given.country.as_str(), given.state.as_str()), (country, "given"));
        assert!(!given.rule.contains(';'), "no law is named that nobody has read: {}", given.rule);
        story.minutes(61);
    }
    // Where the book says that no age is fixed, nothing is asked.
    let vera = story.guardian("Nora").await;
    let kid = story.confirmed(&vera, NewChild { app_id: "mika_hk".into(), ..born("HK", "2013-06-09") }, &ada).await;
    assert!(vera.desk.child_view(&kid.id).await.unwrap().consent_asked.is_none());
});

on_both!(india_asks_from_may_2027, "2027-05-12T10:00:00+05:30", |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, born("IN", "2015-06-09"), &ada).await;
    assert!(vera.desk.child_view(&kid.id).await.unwrap().consent_asked.is_none());
    assert!(is_missing(&vera.desk.give_consent(&kid.id, account(), true).await), "nobody asks yet");
    story.now_is("2027-05-13T10:00:00+05:30");
    let asked = vera.desk.child_view(&kid.id).await.unwrap().consent_asked.unwrap();
    assert_eq!((asked.age, asked.may_give), (18, false), "the old proof was for other rights");
    assert_eq!(wrong(vera.desk.give_consent(&kid.id, account(), true).await), [(String::new(), "authority_out_of_scope")]);
    vera.desk.give_up(&kid.id, true).await.unwrap();
    let again = story.confirmed_for(&vera, born("IN", "2015-06-09"), &ada, &ALL).await;
    assert_eq!(again.id, kid.id);
    vera.desk.give_consent(&kid.id, account(), true).await.unwrap();
    assert_eq!(consents(&story, &vera).await[0].ends_at, crate::support::story::at("2033-06-09T00:00:00+05:30"));
});

on_both!(nobody_consents_without_the_right, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed_for(&vera, mika(), &ada, &POLICY).await;
    assert_eq!(wrong(vera.desk.give_consent(&kid.id, account(), true).await), [(String::new(), "authority_out_of_scope")]);
    let other = vera.desk.add_child(NewChild { app_id: "leo".into(), ..mika() }).await.unwrap();
    assert_eq!(wrong(vera.desk.give_consent(&other, account(), true).await), [(String::new(), "authority_missing")]);
    let hong_kong = vera.desk.add_child(NewChild { app_id: "hk".into(), ..born("HK", "2015-06-09") }).await.unwrap();
    assert!(is_missing(&vera.desk.give_consent(&hong_kong, account(), true).await), "no age is fixed");
});

//! Consents as the guardians' desk leaves them, put into the store directly: what reads them later is tested with these.

use domain::guardian::{AuthorityState, Ends, Facts, Scope};
use jiff::{SignedDuration, Timestamp};
use server::house::House;
use server::random;
use server::store::StoreError;
use server::store::authority::{self, Authority};
use server::store::child::{self, Child, ChildPerson};
use server::store::child_id;
use server::store::consent::{self, Consent};

const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// A child of some guardian, and a consent for it that was given now and ends in three years; answers the consent's identifier.
pub async fn give(house: &House, product: &str, app_id: &str) -> String {
    let now: Timestamp = house.now();
    let key = child_id::key(&house.vault, &house.products.get(product).unwrap().pack, app_id);
    let person = ChildPerson { name: "Lio".into(), app_id: app_id.into(), email: None, birth: "2016-05-04".into() };
    let one = Child {
        id: random::id(now),
        account_id: random::id(now),
        product: product.into(),
        country: "FR".into(),
        child_key: key.clone(),
        created_at: now,
        person,
    };
    let held = Authority {
        id: random::id(now),
        child_id: one.id.clone(),
        account_id: one.account_id.clone(),
        child_key: key.clone(),
        ticket_id: None,
        product: product.into(),
        country: "FR".into(),
        relation: "mother".into(),
        state: AuthorityState::Granted,
        version: 1,
        methods: vec!["child_code".into(), "document".into()],
        facts: Facts::default(),
        scope: Scope::parse("view update revoke consent"),
        rule: "6".into(),
        declared_at: now,
        code_proved_at: None,
        granted_at: Some(now),
        decided_at: Some(now),
        decided_by: None,
        ends: Ends { rights: now + YEAR, consent: Some(now + YEAR * 3) },
        ended_at: None,
        reason: None,
    };
    let given = Consent {
        id: random::id(now),
        reference: format!("HT-{}", &random::id(now)[16..]),
        product: product.into(),
        country: "FR".into(),
        child_id: one.id.clone(),
        child_key: key,
        authority_id: held.id.clone(),
        account_id: one.account_id.clone(),
        state: "given".into(),
        method: "child_code document".into(),
        scope: "account ai".into(),
        rule: "6; Loi 78-17 art. 45".into(),
        policy_version: "2025-12-31".into(),
        given_at: now,
        child_agreed_at: Some(now),
        withdrawn_at: None,
        ends_at: now + YEAR * 3,
        held: false,
    };
    let (vault, id) = (house.vault.clone(), given.id.clone());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                child::insert(conn, &vault, &one).await?;
                authority::insert(conn, &held).await?;
                consent::insert(conn, &given).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    id
}

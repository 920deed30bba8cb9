//! The evidence desk's forms on a ticket's page: the decision on an authority, flags over a child, the young person's link, a
//! suspected takeover.

use axum::extract::Path;

use super::form::Form;
use super::problem::Outcome;
use super::reader::Visitor;
use super::staff::{agent, or_go};
use super::ticket::after;
use crate::desk::guardian::AuthorityDecision;

/// Decides an authority.
pub async fn decide(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let decision = AuthorityDecision {
        decision: form.value("decision"),
        done: form.all("done"),
        address_matches: form.ticked("address_matches"),
        console_id: form.value("console_id"),
        document: form.value("document"),
        rights: form.all("right"),
        words: form.value("words"),
    };
    let result = desk.decide_authority(&reference, form.number("version"), decision).await;
    after(&visitor, &desk, &member, &reference, "authority", "authority_decided", &form, result).await
}

/// Sets a flag over the child.
pub async fn set_flag(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let about_guardian = form.value("about") == "this_guardian";
    let result = desk.set_flag(&reference, &form.value("flag"), &form.value("note"), about_guardian).await;
    after(&visitor, &desk, &member, &reference, "flag", "flag_set", &form, result).await
}

/// Lifts a flag.
pub async fn lift_flag(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.lift_flag(&reference, &form.value("id")).await;
    after(&visitor, &desk, &member, &reference, "flag", "flag_lifted", &form, result).await
}

/// Makes a link for the young person.
pub async fn young_link(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let result = desk.young_link(&reference).await;
    after(&visitor, &desk, &member, &reference, "young", "young_link_made", &form, result).await
}

/// Notes that an account may have been taken over, or that this was ruled out.
pub async fn takeover(visitor: Visitor, Path(reference): Path<String>, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let suspected = form.value("suspected") == "yes";
    let result = desk.suspect_takeover(&reference, suspected).await;
    after(
        &visitor,
        &desk,
        &member,
        &reference,
        "takeover",
        if suspected { "takeover_suspected" } else { "takeover_ruled_out" },
        &form,
        result,
    )
    .await
}

//! People who work here: the list, invitations, roles, the approval for children's data, the end of an account.

use app::pages::staff as pages;
use app::views::FormView;
use app::views::people::{InviteView, OneView, PeopleView, PersonView};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::{Capability, Role, Scope};

use super::cookies::Jar;
use super::entrance::{done, told};
use super::form::Form;
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{fresh, or_go, whole};
use crate::desk::DeskError;
use crate::desk::account::Entered;
use crate::desk::admin::{AdminDesk, NewInvite};
use crate::store::staff::Staff;

/// Somebody as pages show them to this reader.
pub(super) fn person_view(member: &Staff, reader: &Entered) -> PersonView {
    PersonView {
        id: member.id.clone(),
        name: member.person.name.clone(),
        email: member.person.email.clone(),
        role: member.role,
        products: match &member.products {
            Scope::All => None,
            Scope::Only(slugs) => Some(slugs.iter().cloned().collect()),
        },
        minors_at: member.minors_at,
        second: member.totp.is_some(),
        left_at: member.left_at,
        me: member.id == reader.member.id,
    }
}

/// The slugs and names of the products that this member has to do with.
pub(super) fn products(visitor: &Visitor, member: &Staff) -> Vec<(String, String)> {
    let all = visitor.web.house.products.all();
    all.filter(|product| member.sees(&product.pack.slug)).map(|product| (product.pack.slug.clone(), product.pack.name.clone())).collect()
}

fn desk(visitor: &Visitor, who: &Entered) -> Result<AdminDesk, DeskError> {
    visitor.web.house.admin(who).ok_or(DeskError::NotFound)
}

/// Who works here.
pub async fn list(visitor: Visitor) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let response = list_page(&visitor, &who, StatusCode::OK, None, FormView::default()).await?;
    Ok(told(&visitor, response))
}

async fn list_page(visitor: &Visitor, who: &Entered, status: StatusCode, link: Option<String>, form: FormView) -> Outcome {
    let desk = desk(visitor, who)?;
    let mut people: Vec<_> = desk.people().await?.iter().map(|one| person_view(one, who)).collect();
    people.sort_by_key(|one| one.left_at.is_some());
    let invitations = desk.invitations().await?.into_iter().filter_map(|invite| {
        Some(InviteView { handle: invite.handle(), role: Role::from_code(&invite.role)?, email: invite.email, until: invite.expires_at })
    });
    let view = PeopleView {
        people,
        invitations: invitations.collect(),
        may_invite: who.member.can(Capability::ManageStaff),
        fresh: who.fresh(visitor.web.house.now()),
        products: products(visitor, &who.member),
        link,
        done: visitor.cookie(Jar::Done),
        form,
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = "/staff/people".to_owned();
    Ok(answer(status, &chrome, || pages::people::page(&chrome, &view)))
}

/// Makes an invitation: it leaves by mail, or its link is shown once.
pub async fn invite(visitor: Visitor, mut form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = desk(&visitor, &who)?;
    if let Some(near) = form.near_address() {
        let again = Form::again(&form.values, &[near], visitor.t);
        return list_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, None, again).await;
    }
    let new = NewInvite { role: form.value("role"), products: form.all("products"), email: form.value("email") };
    match desk.invite(&new, visitor.t.lang()).await {
        Ok(None) => Ok(done(&visitor, "/staff/people", "invited")),
        Ok(Some(token)) => {
            let link = format!("{}/staff/join/{token}", visitor.web.config.origin);
            list_page(&visitor, &who, StatusCode::OK, Some(link), FormView::default()).await
        }
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            list_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, None, again).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Withdraws an invitation.
pub async fn withdraw(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    match desk(&visitor, &who)?.withdraw(&form.value("invitation")).await {
        Ok(()) => Ok(done(&visitor, "/staff/people", "withdrawn")),
        // It was used or withdrawn meanwhile: the list says so.
        Err(DeskError::NotFound) if who.member.can(Capability::ManageStaff) => {
            list_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, None, FormView::default()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A colleague. What can be done there is weighty: the password comes first, if it was not entered just now.
pub async fn one(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    desk(&visitor, &who)?.person(&id).await?;
    let who = or_go!(fresh(&visitor, &path(&id)).await);
    let response = one_page(&visitor, &who, &id, StatusCode::OK, ("", FormView::default())).await?;
    Ok(told(&visitor, response))
}

fn path(id: &str) -> String {
    format!("/staff/people/{id}")
}

async fn one_page(visitor: &Visitor, who: &Entered, id: &str, status: StatusCode, form: (&str, FormView)) -> Outcome {
    let desk = desk(visitor, who)?;
    let person = desk.person(id).await?;
    let spoken_for = who.member.products.covers(&person.products);
    let colleagues = desk.people().await?.into_iter().filter(|one| one.active && one.id != person.id);
    let view = OneView {
        person: person_view(&person, who),
        products: products(visitor, &who.member),
        may_manage: spoken_for && who.member.can(Capability::ManageStaff),
        beyond: !spoken_for,
        may_approve: spoken_for && who.member.can(Capability::ApproveMinors),
        colleagues: colleagues.map(|one| (one.id, one.person.name)).collect(),
        form: (form.0.to_owned(), form.1),
        done: visitor.cookie(Jar::Done),
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = path(id);
    Ok(answer(status, &chrome, || pages::people::one(&chrome, &view)))
}

/// After an act on a colleague.
async fn after(
    visitor: &Visitor,
    who: &Entered,
    id: &str,
    name: &str,
    form: &Form,
    result: Result<(String, &'static str), DeskError>,
) -> Outcome {
    match result {
        Ok((to, code)) => Ok(done(visitor, &to, code)),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            one_page(visitor, who, id, StatusCode::UNPROCESSABLE_ENTITY, (name, again)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whose desk this is, before anything is said of freshness: others learn of no such page.
async fn at_desk(visitor: &Visitor, id: &str) -> Result<Result<(AdminDesk, Entered), axum::response::Response>, DeskError> {
    let who = match whole(visitor).await {
        Ok(who) => who,
        Err(away) => return Ok(Err(away)),
    };
    desk(visitor, &who)?.person(id).await?;
    let who = match fresh(visitor, &path(id)).await {
        Ok(who) => who,
        Err(away) => return Ok(Err(away)),
    };
    Ok(Ok((desk(visitor, &who)?, who)))
}

/// Gives another role, or other products.
pub async fn role(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let (desk, who) = or_go!(at_desk(&visitor, &id).await?);
    let result = desk.set_role(&id, &form.value("role"), &form.all("products")).await.map(|()| (path(&id), "role_changed"));
    after(&visitor, &who, &id, "role", &form, result).await
}

/// Approves access to children's data, or takes it back.
pub async fn minors(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let (desk, who) = or_go!(at_desk(&visitor, &id).await?);
    let yes = form.ticked("approve");
    let code = if yes { "minors_approved" } else { "minors_withdrawn" };
    let result = desk.approve_minors(&id, yes).await.map(|()| (path(&id), code));
    after(&visitor, &who, &id, "minors", &form, result).await
}

/// Closes the account.
pub async fn close(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let (desk, who) = or_go!(at_desk(&visitor, &id).await?);
    let result = desk.close(&id, &form.value("to")).await.map(|_| ("/staff/people".to_owned(), "closed"));
    after(&visitor, &who, &id, "close", &form, result).await
}

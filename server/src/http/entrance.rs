//! How the staff come in: log-in, second factor, joining, a new password, the password again, and one's own account.

use app::pages::staff as pages;
use app::views::FormView;
use app::views::people::{CodesView, ConfirmView, EnrolView, ForgotView, JoinView, LoginView, OwnView, ResetView, SecondView, SessionView};
use axum::extract::{Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::Response;

use super::cookies::{self, Jar};
use super::form::Form;
use super::peer;
use super::people::person_view;
use super::problem::Outcome;
use super::reader::{Visitor, answer, go, with_cookie};
use super::staff::{entered, fresh, or_go, whole};
use crate::desk::account::{Arrival, Entered, SESSION_LASTS};
use crate::desk::own::Enrolment;
use crate::desk::{DeskError, FieldError, browser, device};
use crate::store::second;

/// Where this browser comes from.
fn arrival(visitor: &Visitor) -> Arrival {
    let agent = visitor.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Arrival {
        peer: peer::of(&visitor.headers).to_owned(),
        label: Some(browser::label(agent)),
        cookie: visitor.cookie(Jar::Staff),
        device: visitor.cookie(Jar::Device),
    }
}

/// The same response for somebody who has just shown who they are, which makes the browser known to them.
async fn remembered(visitor: &Visitor, token: &str, response: Response) -> Outcome {
    let device = visitor.web.house.remember_device(token, visitor.cookie(Jar::Device).as_deref()).await?;
    Ok(match device {
        Some(device) => with_cookie(response, cookies::set(&visitor.web, Jar::Device, &device, Some(device::LASTS))),
        None => response,
    })
}

fn session(visitor: &Visitor, response: Response, token: &str) -> Response {
    with_cookie(response, cookies::set(&visitor.web, Jar::Staff, token, Some(SESSION_LASTS)))
}

/// Goes to a page that then says what was done.
pub(super) fn done(visitor: &Visitor, to: &str, code: &str) -> Response {
    with_cookie(go(to), cookies::set(&visitor.web, Jar::Done, code, Some(jiff::SignedDuration::from_mins(1))))
}

/// A page that shows what was done once.
pub(super) fn told(visitor: &Visitor, response: Response) -> Response {
    if visitor.cookie(Jar::Done).is_some() { with_cookie(response, cookies::clear(&visitor.web, Jar::Done)) } else { response }
}

/// The log-in.
pub async fn login(visitor: Visitor) -> Response {
    let view = LoginView { done: visitor.cookie(Jar::Done), ..LoginView::default() };
    let response = login_page(&visitor, StatusCode::OK, &view);
    told(&visitor, response)
}

fn login_page(visitor: &Visitor, status: StatusCode, view: &LoginView) -> Response {
    let chrome = visitor.chrome(None);
    answer(status, &chrome, || pages::login::page(&chrome, view))
}

/// Takes the password; the second factor comes next.
pub async fn login_post(visitor: Visitor, form: Form) -> Outcome {
    match visitor.web.house.log_in(&form.value("email"), &form.value("password"), arrival(&visitor)).await {
        Ok(token) => Ok(session(&visitor, go("/staff/second"), &token)),
        Err(DeskError::Invalid(errors)) => {
            let view = LoginView { form: Form::again(&form.values, &errors, visitor.t), done: None };
            Ok(login_page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &view))
        }
        Err(error) => Err(error.into()),
    }
}

/// Logs out.
pub async fn logout(visitor: Visitor) -> Outcome {
    if let Some(cookie) = visitor.cookie(Jar::Staff) {
        visitor.web.house.leave(&cookie).await?;
    }
    Ok(with_cookie(done(&visitor, "/staff/login", "logged_out"), cookies::clear(&visitor.web, Jar::Staff)))
}

/// The page of an invitation.
pub async fn join(visitor: Visitor, Path(token): Path<String>) -> Outcome {
    join_page(&visitor, &token, StatusCode::OK, FormView::default()).await
}

async fn join_page(visitor: &Visitor, token: &str, status: StatusCode, form: FormView) -> Outcome {
    let house = &visitor.web.house;
    let invited = house.invited(token).await?;
    let named = house.products.all().filter(|product| invited.products.has(&product.pack.slug)).map(|product| product.pack.name.clone());
    let products = if invited.products == domain::Scope::All { Vec::new() } else { named.collect() };
    let chrome = visitor.chrome(None);
    let view = JoinView { role: invited.role, products, email: invited.email, action: visitor.path.clone(), form };
    Ok(answer(status, &chrome, || pages::join::page(&chrome, &view)))
}

/// Makes the account of an invitation; the second factor comes next.
pub async fn join_post(visitor: Visitor, Path(token): Path<String>, mut form: Form) -> Outcome {
    // An invitation that went by mail asks for no address.
    let asks = match visitor.web.house.invited(&token).await {
        Ok(invited) => invited.email.is_none(),
        // Sent twice: it leads where it led the first time.
        Err(DeskError::NotFound) => {
            let entered = visitor.web.house.join_again(&token, &form.value("password"), arrival(&visitor)).await?;
            return Ok(session(&visitor, go("/staff/second"), &entered));
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(near) = form.near_address().filter(|_| asks) {
        let again = Form::again(&form.values, &[near], visitor.t);
        return join_page(&visitor, &token, StatusCode::UNPROCESSABLE_ENTITY, again).await;
    }
    // A password is taken as it was typed but for space at its ends.
    let (name, email, password) = (form.value("name"), form.value("email"), form.value("password"));
    match visitor.web.house.join(&token, &name, &email, &password, arrival(&visitor)).await {
        Ok(token) => Ok(session(&visitor, go("/staff/second"), &token)),
        Err(DeskError::Invalid(errors)) => {
            join_page(&visitor, &token, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The second factor: to enter, or to set up.
pub async fn second(visitor: Visitor) -> Outcome {
    let who = or_go!(entered(&visitor).await);
    if who.whole() {
        return Ok(go("/staff/queue"));
    }
    let enrol = if who.member.totp.is_none() { Some(visitor.web.house.begin_enrolment(&who)?) } else { None };
    Ok(second_page(&visitor, &who, StatusCode::OK, enrol, FormView::default()))
}

fn second_page(visitor: &Visitor, who: &Entered, status: StatusCode, enrol: Option<Enrolment>, form: FormView) -> Response {
    let dev = visitor.web.config.dev;
    let enrol = enrol.map(|enrolment| EnrolView {
        token: enrolment.token,
        letters: enrolment.letters,
        uri: enrolment.uri,
        picture: enrolment.picture,
        code: dev.then_some(enrolment.now),
    });
    let view = SecondView { enrol, again: who.member.totp.is_some(), form };
    let chrome = if who.whole() { visitor.staff_chrome(&who.member) } else { visitor.chrome(None) };
    answer(status, &chrome, || pages::second::page(&chrome, &view))
}

/// Takes the second factor, or its first code.
pub async fn second_post(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(entered(&visitor).await);
    let house = &visitor.web.house;
    let (token, code) = (form.value("token"), form.value("code"));
    let wrong = |errors: &[FieldError]| Form::again(&form.values, errors, visitor.t);
    if token.is_empty() {
        if who.whole() {
            return Ok(go("/staff/queue"));
        }
        return match house.staff_second(&who, &code, arrival(&visitor)).await {
            Ok(token) => remembered(&visitor, &token, session(&visitor, go("/staff/queue"), &token)).await,
            Err(DeskError::Invalid(errors)) => Ok(second_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, None, wrong(&errors))),
            Err(DeskError::NotFound) => Ok(go("/staff/second")),
            Err(error) => Err(error.into()),
        };
    }
    match house.enrol(&who, &token, &code, arrival(&visitor)).await {
        Ok(enrolled) => {
            let to = if who.whole() { "/staff/account" } else { "/staff/queue" };
            let response = codes_page(&visitor, enrolled.codes, to);
            remembered(&visitor, &enrolled.session, session(&visitor, response, &enrolled.session)).await
        }
        Err(DeskError::Invalid(errors)) => {
            let again = house.enrolment_again(&who, &token)?;
            Ok(second_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, Some(again), wrong(&errors)))
        }
        // The secret is over, or another tab was quicker: it begins anew.
        Err(DeskError::NotFound) => Ok(go("/staff/second")),
        Err(error) => Err(error.into()),
    }
}

fn codes_page(visitor: &Visitor, codes: Vec<String>, to: &str) -> Response {
    let chrome = visitor.chrome(None);
    let view = CodesView { codes, to: to.to_owned() };
    answer(StatusCode::OK, &chrome, || pages::second::codes(&chrome, &view))
}

/// Asks for the address to which the link for a new password goes.
pub async fn forgot(visitor: Visitor) -> Response {
    forgot_page(&visitor, StatusCode::OK, &ForgotView::default())
}

fn forgot_page(visitor: &Visitor, status: StatusCode, view: &ForgotView) -> Response {
    let chrome = visitor.chrome(None);
    answer(status, &chrome, || pages::second::forgot(&chrome, view))
}

/// Sends that link: the same words at once, whether there is an account or not.
pub async fn forgot_post(visitor: Visitor, mut form: Form) -> Response {
    if let Some(near) = form.near_address() {
        let form = Form::again(&form.values, &[near], visitor.t);
        return forgot_page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &ForgotView { sent: false, form });
    }
    let email = form.value("email");
    if email.is_empty() {
        let error = FieldError::new("email", "email_required");
        let form = Form::again(&form.values, &[error], visitor.t);
        return forgot_page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &ForgotView { sent: false, form });
    }
    // The task goes on by itself.
    drop(visitor.web.house.forgot(&email, visitor.t.lang()));
    forgot_page(&visitor, StatusCode::OK, &ForgotView { sent: true, form: FormView::default() })
}

/// Asks for the new password.
pub async fn reset(visitor: Visitor, Path(token): Path<String>) -> Outcome {
    visitor.web.house.reset_of(&token).await?;
    Ok(reset_page(&visitor, StatusCode::OK, FormView::default()))
}

fn reset_page(visitor: &Visitor, status: StatusCode, form: FormView) -> Response {
    let chrome = visitor.chrome(None);
    let view = ResetView { action: visitor.path.clone(), form };
    answer(status, &chrome, || pages::second::reset(&chrome, &view))
}

/// Sets the new password.
pub async fn reset_post(visitor: Visitor, Path(token): Path<String>, form: Form) -> Outcome {
    match visitor.web.house.reset_staff_password(&token, &form.value("password"), visitor.t.lang()).await {
        Ok(()) => Ok(done(&visitor, "/staff/login", "password_set")),
        Err(DeskError::Invalid(errors)) => {
            Ok(reset_page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)))
        }
        Err(error) => Err(error.into()),
    }
}

/// A path of the staff's own side; anything else leads to the queue.
fn local(to: &str) -> String {
    let inside = to.starts_with("/staff/") && !to.contains("//") && to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if inside { to.to_owned() } else { "/staff/queue".to_owned() }
}

/// Asks for the password again.
pub async fn confirm(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let to = pairs.into_iter().find(|(name, _)| name == "to").map(|(_, to)| to).unwrap_or_default();
    Ok(confirm_page(&visitor, &who, StatusCode::OK, ConfirmView { to: local(&to), form: FormView::default() }))
}

fn confirm_page(visitor: &Visitor, who: &Entered, status: StatusCode, view: ConfirmView) -> Response {
    let chrome = visitor.staff_chrome(&who.member);
    answer(status, &chrome, || pages::second::confirm(&chrome, &view))
}

/// Takes the password again.
pub async fn confirm_post(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let to = local(&form.value("to"));
    let cookie = visitor.cookie(Jar::Staff).unwrap_or_default();
    match visitor.web.house.confirm(&cookie, &who, &form.value("password"), arrival(&visitor).place()).await {
        Ok(token) => Ok(session(&visitor, go(&to), &token)),
        // The session ended meanwhile, or its secret was renewed in another tab, whose cookie this browser has by now.
        Err(DeskError::NotFound) => Ok(go(&to)),
        Err(DeskError::Invalid(errors)) => {
            let form = Form::again(&form.values, &errors, visitor.t);
            Ok(confirm_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, ConfirmView { to, form }))
        }
        Err(error) => Err(error.into()),
    }
}

/// One's own account.
pub async fn account(visitor: Visitor) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let response = account_page(&visitor, &who, StatusCode::OK, FormView::default()).await?;
    Ok(told(&visitor, response))
}

async fn account_page(visitor: &Visitor, who: &Entered, status: StatusCode, form: FormView) -> Outcome {
    let house = &visitor.web.house;
    let mut conn = house.store.read().await.map_err(DeskError::from)?;
    let codes_left = second::left(&mut conn, &format!("staff:{}", who.member.id)).await.map_err(DeskError::from)?;
    drop(conn);
    let sessions = house.sessions(&who.member).await?.into_iter().map(|one| SessionView {
        here: one.id == who.session.id,
        id: one.id,
        browser: one.label.unwrap_or_default(),
        began: one.created_at,
        seen: one.seen_at,
    });
    let view = OwnView {
        person: person_view(&who.member, who),
        second_at: who.member.totp.as_ref().map(|totp| totp.at),
        codes_left,
        sessions: sessions.collect(),
        form,
        done: visitor.cookie(Jar::Done),
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = "/staff/account".to_owned();
    Ok(answer(status, &chrome, || pages::own::page(&chrome, &view)))
}

/// Changes one's password.
pub async fn password(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let (current, new, place) = (form.value("current"), form.value("password"), arrival(&visitor).place());
    match visitor.web.house.change_password(&who, &current, &new, place, visitor.t.lang()).await {
        Ok(token) => Ok(session(&visitor, done(&visitor, "/staff/account", "password_changed"), &token)),
        // The session ended meanwhile: the log-in comes next.
        Err(DeskError::NotFound) => Ok(go("/staff/account")),
        Err(DeskError::Invalid(errors)) => {
            account_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends one of one's sessions, or all others.
pub async fn sessions(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let handle = form.value("session");
    visitor.web.house.end_session(&who, Some(handle.as_str()).filter(|handle| !handle.is_empty())).await?;
    Ok(done(&visitor, "/staff/account", "sessions_ended"))
}

/// Begins to set up another authenticator.
pub async fn new_second(visitor: Visitor) -> Outcome {
    let who = or_go!(fresh(&visitor, "/staff/account").await);
    let enrol = visitor.web.house.begin_enrolment(&who)?;
    Ok(second_page(&visitor, &who, StatusCode::OK, Some(enrol), FormView::default()))
}

/// Makes new recovery codes.
pub async fn new_recovery(visitor: Visitor) -> Outcome {
    let who = or_go!(fresh(&visitor, "/staff/account").await);
    let codes = visitor.web.house.new_recovery(&who).await?;
    Ok(codes_page(&visitor, codes, "/staff/account"))
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn the_way_leads_nowhere_else() {
        assert_eq!(local("/staff/people/a1?x=1"), "/staff/people/a1?x=1");
        for elsewhere in [
            "",
            "https://example.com",
            "//example.com",
            "/staff//example.com",
            "/staff/\\example.com",
            "/requests",
            "/staff/a b",
            "/staff/a\r\nb",
        ] {
            assert_eq!(local(elsewhere), "/staff/queue", "{elsewhere}");
        }
    }
}

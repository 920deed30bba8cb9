//! The pages of accounts in both languages: what they ask, what they never give back, and that they are the same for everybody
//! where they must be.

use domain::Lang;

use crate::pages::sample::{at, chrome, form, has, has_not, html};
use crate::views::account::{
    AccountLoginView, AskEmailView, Asks, ChoosePasswordView, CodesView, ConfirmView, FactorState, FactorView, PasswordView,
    SessionLineView, SessionsView, TellView,
};
use crate::views::{Chrome, FormView};

fn frame(lang: Lang) -> Chrome {
    Chrome { product: None, path: "/account".into(), ..chrome(lang) }
}

#[test]
fn secrets_are_never_given_back() {
    let typed = form(&[("email", "mei@example.org"), ("password", "s3cret"), ("current", "s3cret"), ("code", "123456")], &[("", "No")]);
    for lang in Lang::ALL {
        let login = html(&frame(lang), |chrome| super::login(chrome, &AccountLoginView { form: typed.clone() }));
        has(&login, &["mei@example.org", "autocomplete=\"current-password\"", "href=\"/account/reset\"", "href=\"/account/new\""]);
        let change = html(&frame(lang), |chrome| super::password(chrome, &PasswordView { form: typed.clone() }));
        has(&change, &["name=\"current\"", "autocomplete=\"new-password\""]);
        let choose = ChoosePasswordView { action: "/account/reset/x".into(), needs_second: true, form: typed.clone() };
        let choose = html(&frame(lang), |chrome| super::choose(chrome, &choose));
        has(&choose, &["name=\"code\"", "autocomplete=\"one-time-code\""]);
        let confirm = html(&frame(lang), |chrome| super::confirm(chrome, &ConfirmView { has_second: true, form: typed.clone() }));
        for page in [&login, &change, &choose, &confirm] {
            has_not(page, &["s3cret", "value=\"123456\""]);
        }
    }
}

#[test]
fn what_is_told_names_nobody() {
    for lang in Lang::ALL {
        for view in [
            TellView::SignUpSent,
            TellView::ResetSent,
            TellView::SignUpOver,
            TellView::ResetOver,
            TellView::EmailOver,
            TellView::EmailChanged,
            TellView::Frozen,
            TellView::StopOver,
            TellView::Erased,
        ] {
            let page = html(&frame(lang), |chrome| super::tell(chrome, view));
            has(&page, &["<h1>", "class=\"button secondary\""]);
            has_not(&page, &["@"]);
        }
        let ask = |asks| html(&frame(lang), |chrome| super::ask(chrome, &AskEmailView { asks, form: FormView::default() }));
        has(&ask(Asks::SignUp), &["action=\"/account/new\"", "id=\"email-hint\""]);
        has(&ask(Asks::Reset), &["action=\"/account/reset\""]);
    }
}

#[test]
fn a_session_is_ended_by_its_own_button_and_this_one_is_not() {
    let line = |id: &str, browser: &str, this| SessionLineView {
        id: id.into(),
        browser: browser.into(),
        system: "Android".into(),
        began: at("2026-03-02T01:00:00Z"),
        seen: at("2026-03-02T03:00:00Z"),
        this,
    };
    for lang in Lang::ALL {
        let view = SessionsView { lines: vec![line("one", "Firefox", true), line("two", "<b>", false)], done: Some("ended".into()) };
        let page = html(&frame(lang), |chrome| super::sessions(chrome, &view));
        has(&page, &["/account/sessions/two/end\"", "/account/sessions/others\"", "&lt;b&gt;", "class=\"notice success\""]);
        has_not(&page, &["/account/sessions/one/end\"", "<b>"]);
        let alone = SessionsView { lines: vec![line("one", "Firefox", true)], done: Some("nonsense".into()) };
        has_not(&html(&frame(lang), |chrome| super::sessions(chrome, &alone)), &["/others\"", "class=\"notice"]);
    }
}

#[test]
fn the_second_factor_is_set_up_on_one_phone_too() {
    let view = |state| FactorView { state, form: FormView::default() };
    for lang in Lang::ALL {
        let show = |state| html(&frame(lang), |chrome| super::factor(chrome, &view(state)));
        has(&show(FactorState::Off), &["/account/second/start\""]);
        let waiting = FactorState::Waiting {
            letters: "ABCD EFGH".into(),
            uri: "otpauth://totp/Habeas:m?secret=ABCDEFGH&issuer=Habeas".into(),
            picture: Some("<svg class=\"qr\"></svg>".into()),
        };
        has(&show(waiting), &["<svg class=\"qr\">", "ABCD EFGH", "href=\"otpauth://totp/", "/account/second/on\""]);
        let page = show(FactorState::On { left: 0 });
        has(&page, &["/account/second/off\"", "/account/second/codes\"", "class=\"notice warning\""]);
        has_not(&page, &["otpauth"]);
        let codes = CodesView { codes: vec!["ABCDE-FGHJK".into()] };
        has(&html(&frame(lang), |chrome| super::codes(chrome, &codes)), &["ABCDE-FGHJK", "href=\"/account/second\""]);
    }
}

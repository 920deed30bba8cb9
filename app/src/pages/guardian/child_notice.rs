//! "A child uses this": the open form, and the page after it.

use domain::request::TELLERS;
use leptos::prelude::*;

use super::parts::page as framed;
use crate::components::choice::Choice;
use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::components::notice;
use crate::pages::public::ask::back;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::guardian::{ChildNoticeDoneView, ChildNoticeView};

/// The page at `/{product}/child`. It says before anything is typed that nothing about the account will be told.
#[must_use]
pub fn page(chrome: &Chrome, view: &ChildNoticeView) -> Page {
    let t = chrome.t;
    let pack = &*view.pack;
    let form = Form::new(t, &view.form);
    let tellers = TELLERS.iter().map(|teller| Choice::new(*teller, t.coded("teller", teller))).collect();
    let minimum = pack.ages.minimum.map(|age| view! { <p>{t.notice_age_minimum(pack.name.as_str(), age)}</p> });
    let age = Field::new("age", t.notice_age()).hint(t.notice_age_hint()).class("w-four").optional();
    let body = view! {
        {back(t, &pack.slug, &pack.name)}
        {error_summary(&form)}
        <h1>{t.notice_title()}</h1>
        <p class="lede">{t.notice_lede(pack.name.as_str())}</p>
        {minimum}
        <p>{t.notice_age_country()}</p>
        {notice::line("warning", t.notice_danger())}
        <h2>{t.notice_what_title()}</h2>
        <ul><li>{t.notice_what_1()}</li><li>{t.notice_what_2()}</li><li>{t.notice_what_3()}</li></ul>
        <p>{t.notice_parent()}" "<a href="/guardian">{t.notice_parent_go()}</a></p>
        <form method="post" action=format!("/{}/child", pack.slug) novalidate>
            {form.input(Field::new("account", t.notice_account()).hint(t.notice_account_hint()))}
            {form.radios(Field::new("relation", t.notice_relation()), tellers)}
            {form.input(Field { inputmode: "numeric", autocomplete: "off", ..age })}
            {form.country_of(Field::new("country", t.notice_country()).hint(t.notice_country_hint()).optional(), t.country_none())}
            {form.area(Field::new("words", t.notice_words()).hint(t.notice_words_hint()).optional())}
            {form.input(Field::new("email", t.notice_email()).hint(t.notice_email_hint()).class("w-half").email().optional())}
            <div class="actions"><button class="button">{t.notice_send()}</button></div>
        </form>
    };
    framed(t.page_of(t.notice_title(), pack.name.as_str()), Some(&view.form), body.into_any())
}

/// The page after it (`/{product}/child/received`). The same words whatever will be found.
#[must_use]
pub fn done(chrome: &Chrome, view: &ChildNoticeDoneView) -> Page {
    let t: T = chrome.t;
    let pack = &*view.pack;
    let body = view! {
        <section class="panel confirmation">
            {icon("check")}
            <h1>{t.notice_done_title()}</h1>
            <p>{t.reference_label()}</p>
            <p class="reference">{view.reference.clone()}</p>
            <hr class="tear"/>
            <p>{t.notice_done_text()}</p>
            <p class="due-moment"><time datetime=view.due_at.to_string()>{t.moment(view.due_at, &chrome.zone)}</time></p>
        </section>
        <h2>{t.receipt_next_title()}</h2>
        <ul><li>{t.notice_done_next_1()}</li><li>{t.notice_done_next_2()}</li><li>{t.notice_done_next_3()}</li></ul>
        <p>{t.notice_parent()}" "<a href="/guardian">{t.notice_parent_go()}</a></p>
        <p><a href=format!("/{}", pack.slug)>{t.back_to(pack.name.as_str())}</a></p>
    };
    framed(t.notice_done_title(), None, body.into_any())
}

//! The form of each kind of request. It asks only what its kind needs.

mod about;
pub(crate) mod kinds;
mod who;

use domain::Kind;
use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::icon::{icon, pointing};
use crate::components::term;
use crate::islands::LocalZone;
use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::public::RequestFormView;

/// The page at `/{product}/{slug}`; that of a report is [`super::report`], to which this leads for its kind.
#[must_use]
pub fn page(chrome: &Chrome, view: &RequestFormView) -> Page {
    if view.kind == Kind::Report {
        return super::report(chrome, view);
    }
    let t = chrome.t;
    let pack = &*view.pack;
    let kind = view.kind;
    let values = start(view);
    let form = Form::new(t, &values);
    let title = t.coded("ask-title", kind.code());
    let promise = view.promise.as_ref();
    let body = view! {
        {back(t, &pack.slug, &pack.name)}
        {error_summary(&form)}
        <h1>{title.clone()}</h1>
        <p class="lede">{t.coded("ask-lede", kind.code())}</p>
        <p class="promise">{icon("clock")}<span>{term::how_long(t, kind, promise, 0)}</span></p>
        <p class="hint">{term::why(t, kind, promise)}</p>
        {about::yourself(t, pack, kind)}
        <form method="post" action=format!("/{}/{}", pack.slug, kind.slug()) enctype="multipart/form-data" novalidate>
            {kinds::questions(&form, view)}
            {who::questions(&form)}
            {words(&form, kind)}
            <input type="hidden" name="tz" value=values.value("tz")/>
            {about::before_sending(t, pack)}
            <div class="actions"><button class="button">{t.ask_send()}</button></div>
        </form>
        <LocalZone fields="tz".to_owned()/>
    };
    Page { title: t.page_of(title, pack.name.as_str()), error: values.is_wrong(), islands: true, wide: false, body: body.into_any() }
}

/// The values to begin with. A copy of everything, in the form that people can read, is what nearly everybody wants; nothing is
/// chosen beforehand that takes something away.
fn start(view: &RequestFormView) -> crate::views::FormView {
    let form = view.form.clone();
    match view.kind {
        Kind::Access => form.or("scope", "all").or("format", "readable"),
        _ => form,
    }
}

fn words(form: &Form<'_>, kind: Kind) -> AnyView {
    let t = form.t;
    let label = if kind == Kind::Correction { t.field_words_correction() } else { t.field_words() };
    form.area(Field::new("words", label).hint(t.field_words_hint()).optional())
}

/// The way back to the product.
pub(crate) fn back(t: T, slug: &str, name: &str) -> AnyView {
    view! { <a class="back-link" href=format!("/{slug}")>{pointing("arrow-start")}{t.back_to(name)}</a> }.into_any()
}

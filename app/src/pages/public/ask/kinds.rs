//! The questions of each kind.

use domain::Kind;
use domain::pack::Pack;
use domain::request::FORMATS;
use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::components::{files, kept, notice};
use crate::texts::T;
use crate::views::public::RequestFormView;

/// What this kind needs to know.
pub(super) fn questions(form: &Form<'_>, view: &RequestFormView) -> AnyView {
    let pack = &*view.pack;
    match view.kind {
        Kind::Access => access(form, pack),
        Kind::Correction => correction(form, pack, view.max_file, view.max_files),
        Kind::Deletion => deletion(form, pack),
        Kind::AiTrainingWithdrawal => ai_training(form, pack),
        Kind::AdvertisingOptOut => advertising(form.t, pack),
        // These have pages of their own.
        Kind::ConsentRevocation | Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => ().into_any(),
    }
}

/// The pack's categories as boxes, as far as they can be chosen in requests of this kind.
pub(crate) fn categories(form: &Form<'_>, pack: &Pack, kind: Kind) -> AnyView {
    let t = form.t;
    let choices = pack
        .categories_for(kind)
        .map(|category| {
            let hint = category.items.get(t.lang()).join(t.list_comma().as_str());
            Choice::new(category.id.as_str(), category.name.get(t.lang())).hint(hint)
        })
        .collect();
    form.checkboxes(Field::new("categories", t.field_categories()), choices)
}

fn access(form: &Form<'_>, pack: &Pack) -> AnyView {
    let t = form.t;
    let scope = vec![
        Choice::new("all", t.access_all()).hint(t.access_all_hint()),
        Choice::new("some", t.access_some()).opens(categories(form, pack, Kind::Access)),
    ];
    let transfers = pack.transfers.as_ref().map(|transfers| form.tick("transfers", Choice::new("yes", transfers.question.get(t.lang()))));
    view! {
        {form.radios(Field::new("scope", t.access_scope()), scope)}
        {transfers}
        {formats(form)}
    }
    .into_any()
}

/// In which form a copy is wanted.
pub(crate) fn formats(form: &Form<'_>) -> AnyView {
    let t = form.t;
    let formats =
        FORMATS.iter().map(|format| Choice::new(*format, t.coded("format", format)).hint(t.coded("format-hint", format))).collect();
    form.radios(Field::new("format", t.access_format()), formats)
}

/// What is wrong, and what it should say, with the largest file in bytes and the number of files.
pub(crate) fn correction(form: &Form<'_>, pack: &Pack, max_file: u64, max_files: usize) -> AnyView {
    let t = form.t;
    let mut options = vec![(String::new(), t.choose())];
    options.extend(pack.categories_for(Kind::Correction).map(|category| (category.id.clone(), category.name.get(t.lang()).to_owned())));
    let hint = t.field_evidence_hint(max_files, files::bytes(t, max_file));
    view! {
        {form.select(Field::new("category", t.correction_category()), options)}
        {form.input(Field::new("says", t.correction_says()))}
        {form.input(Field::new("should_say", t.correction_should_say()))}
        {form.file(Field::new("files", t.field_evidence()).hint(hint).optional(), "image/png,image/jpeg,image/webp,application/pdf", true)}
    }
    .into_any()
}

fn deletion(form: &Form<'_>, pack: &Pack) -> AnyView {
    let t = form.t;
    let scope = vec![
        Choice::new("account", t.deletion_account()).hint(t.deletion_account_hint()),
        Choice::new("some", t.deletion_some()).opens(categories(form, pack, Kind::Deletion)),
    ];
    view! {
        {form.radios(Field::new("scope", t.deletion_scope()), scope)}
        <h2>{t.deletion_before_title()}</h2>
        <p>{t.deletion_final()}</p>
        {goes_and_stays(t, pack)}
        {form.tick("understood", Choice::new("yes", t.deletion_understood()))}
    }
    .into_any()
}

/// What an account's deletion erases, and what stays for a time.
pub(crate) fn goes_and_stays(t: T, pack: &Pack) -> AnyView {
    let erased = pack
        .categories_for(Kind::Deletion)
        .map(|category| view! { <li>{category.name.get(t.lang()).to_owned()}</li> }.into_any())
        .collect::<Vec<_>>();
    let stays = pack.kept_after_deletion().map(|rule| kept::line(t, rule)).collect::<Vec<_>>();
    let stays = (!stays.is_empty()).then(|| {
        notice::notice("warning", view! { <h3>{t.deletion_kept_title()}</h3><p>{t.deletion_kept_text()}</p><ul>{stays}</ul> }.into_any())
    });
    view! {
        <details><summary>{t.deletion_erased_title()}</summary><ul>{erased}</ul></details>
        {stays}
    }
    .into_any()
}

/// The pack's streams of training data as choices.
pub(crate) fn streams(t: T, pack: &Pack) -> Vec<Choice> {
    let lang = t.lang();
    pack.streams()
        .iter()
        .map(|stream| {
            let hint = t.two_sentences(stream.covers.get(lang), stream.reading.get(lang));
            Choice::new(stream.id.as_str(), stream.name.get(lang)).hint(hint)
        })
        .collect()
}

fn ai_training(form: &Form<'_>, pack: &Pack) -> AnyView {
    let t = form.t;
    let items = |words: Vec<String>| words.into_iter().map(|words| view! { <li>{words}</li> }.into_any()).collect::<Vec<_>>();
    let does = items(vec![t.ai_does_stop(), t.ai_does_datasets(), t.ai_does_page(), t.ai_does_told()]);
    let does_not = items(vec![t.ai_not_models(), t.ai_not_past(), t.ai_not_service(), t.ai_not_features()]);
    view! {
        {form.checkboxes(Field::new("streams", t.ai_streams()).hint(t.ai_streams_hint()), streams(t, pack))}
        <h2>{t.ai_does_title()}</h2>
        <ul>{does}</ul>
        <h2>{t.ai_not_title()}</h2>
        <ul>{does_not}</ul>
    }
    .into_any()
}

fn advertising(t: T, pack: &Pack) -> AnyView {
    let lang = t.lang();
    let Some(ads) = &pack.ads else { return ().into_any() };
    let note = ads.note.as_ref().map(|note| view! { <p class="hint">{note.get(lang).to_owned()}</p> });
    view! {
        <h2>{t.ads_effect_title()}</h2>
        <p>{ads.effect.get(lang).to_owned()}</p>
        <p>{t.ads_partners(ads.partners.join(t.list_comma().as_str()))}</p>
        {note}
    }
    .into_any()
}

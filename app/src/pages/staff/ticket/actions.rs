//! What an agent can do besides closing: write, ask, note, add the copy. Each is a form behind its name, opened by a key.

use domain::Kind;
use domain::state::Act;
use jiff::SignedDuration;
use leptos::prelude::*;

use super::super::parts::{act, version};
use super::{acts, offers, prefix, values};
use crate::components::field::{Field, Form};
use crate::components::files::files;
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::FormView;
use crate::views::staff::TicketView;

/// The forms that fit the ticket's kind and state. The note is always there: anybody may leave one.
pub(super) fn actions(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let request = !view.kind.is_decided();
    if !chrome.staff.as_ref().is_some_and(|reader| reader.works_on(view.kind)) {
        return ().into_any(); // Who only reads is offered nothing to do.
    }
    let first = (view.state.on_queue() && !view.mine && !view.own_appeal).then(|| view! { <p class="hint">{t.ticket_claim_first()}</p> });
    let may_ask = request && (view.form.0 == "question" || (offers(view, "question") && view.state.after(Act::Ask, view.kind).is_ok()));
    view! {
        {first}
        {acts::notice(chrome, view)}
        {(request && offers(view, "message")).then(|| message(t, view))}
        {may_ask.then(|| question(chrome, view))}
        {note(t, view)}
        {acts::links(t, view)}
        {(view.kind == Kind::Access && offers(view, "package")).then(|| package(chrome, view))}
        {(!view.colleagues.is_empty()).then(|| reassign(t, view))}
    }
    .into_any()
}

/// A form behind its name: open when it was refused.
struct Panel<'a> {
    name: &'static str,
    key: &'static str,
    sign: &'static str,
    title: String,
    view: &'a TicketView,
}

impl Panel<'_> {
    fn show(self, lead: AnyView, multipart: bool, fields: AnyView, button: String) -> AnyView {
        let to = act(&self.view.reference, self.name);
        self.show_to(to, lead, multipart, fields, button)
    }

    /// The same, posted to another place.
    fn show_to(self, to: String, lead: AnyView, multipart: bool, fields: AnyView, button: String) -> AnyView {
        let open = self.view.form.0 == self.name;
        let enctype = multipart.then_some("multipart/form-data");
        let key = (!self.key.is_empty()).then(|| view! { " "<kbd class="kbd">{self.key}</kbd> });
        view! {
            <details class="panel" open=open data-key=(!self.key.is_empty()).then_some(self.key)>
                <summary>{icon(self.sign)}{self.title}{key}</summary>
                {lead}
                <form method="post" action=to enctype=enctype novalidate data-testid=self.name>
                    {version(self.view)}
                    {fields}
                    <div class="actions"><button class="button secondary">{button}</button></div>
                </form>
            </details>
        }
        .into_any()
    }
}

fn message(t: T, view: &TicketView) -> AnyView {
    let values = values(view, "message");
    let form = Form { t, view: &values, prefix: prefix("message") };
    let megabytes = (view.max_file / 1_000_000).to_string();
    let fields = view! {
        {form.area(Field::new("words", t.message_label()).hint(t.message_hint()))}
        {form.file(Field::new("files", t.message_files()).hint(t.message_files_hint(megabytes)).optional(), "", true)}
    };
    Panel { name: "message", key: "m", sign: "mail", title: t.message_title(), view }.show(
        ().into_any(),
        true,
        fields.into_any(),
        t.message_button(),
    )
}

fn question(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let values = values(view, "question").or("reason", "clarification").or("days", "7");
    let form = Form { t, view: &values, prefix: prefix("question") };
    let after = |days: i64| {
        let at = chrome.now.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(chrome.now);
        t.moment(at, &chrome.zone)
    };
    let lead = view! { <p class="hint">{icon("pause")}" "{t.question_pause(after(7), after(30))}</p> };
    Panel { name: "question", key: "q", sign: "pause", title: t.question_title(), view }.show_to(
        act(&view.reference, "acts/pause"),
        lead.into_any(),
        false,
        super::super::acts::question(t, &form),
        t.act_preview(),
    )
}

fn note(t: T, view: &TicketView) -> AnyView {
    let values = values(view, "note");
    let form = Form { t, view: &values, prefix: prefix("note") };
    let field = form.area(Field::new("words", t.note_label()).hint(t.note_hint()));
    Panel { name: "note", key: "e", sign: "lock", title: t.note_title(), view }.show(().into_any(), false, field, t.note_button())
}

fn reassign(t: T, view: &TicketView) -> AnyView {
    let values = values(view, "reassign");
    let form = Form { t, view: &values, prefix: prefix("reassign") };
    let field = form.select(Field::new("to", t.reassign_to()), view.colleagues.clone());
    Panel { name: "reassign", key: "", sign: "send", title: t.reassign_title(), view }.show(
        ().into_any(),
        false,
        field,
        t.reassign_button(),
    )
}

/// The copy of the data: its files, and the form that adds one.
fn package(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let values: FormView = values(view, "package");
    let form = Form { t, view: &values, prefix: prefix("package") };
    let have: Vec<_> = view.files.iter().filter(|file| file.role == "package").cloned().collect();
    let list = files(chrome, &have).unwrap_or_else(|| view! { <p class="muted">{t.package_none()}</p> }.into_any());
    let lead = view! { <p class="hint">{t.package_lead()}</p>{list} };
    let megabytes = (view.max_file / 1_000_000).to_string();
    let field = form.file(Field::new("file", t.package_file()).hint(t.package_file_hint(megabytes)), "", false);
    Panel { name: "package", key: "", sign: "box", title: t.package_title(), view }.show(lead.into_any(), true, field, t.package_button())
}

//! A day of birth, as three boxes: quicker to type than any calendar to scroll, and the same on every phone.

use domain::Lang;
use leptos::prelude::*;

use super::field::{Field, Form};

/// The boxes with their widths.
const DAY: (&str, &str) = ("birth_day", "w-two");
const MONTH: (&str, &str) = ("birth_month", "w-two");
const YEAR: (&str, &str) = ("birth_year", "w-four");

impl Form<'_> {
    /// Day, month and year of somebody's birth (`birth_day`, `birth_month`, `birth_year`), in the order of the language. An error
    /// of one of them, or of the date as a whole (`birth`), stands above all three.
    #[must_use]
    pub fn birth(&self, label: String, hint: String) -> AnyView {
        let order = if self.t.lang() == Lang::ZhCn { [YEAR, MONTH, DAY] } else { [DAY, MONTH, YEAR] };
        let wrong = ["birth", DAY.0, MONTH.0, YEAR.0].into_iter().find(|name| self.view.error(name).is_some());
        let group = Field::new("birth", label).hint(hint);
        let mut described = vec![format!("{}-hint", self.id("birth"))];
        described.extend(wrong.map(|name| format!("{}-error", self.id(name))));
        let boxes = order
            .into_iter()
            .map(|(name, class)| {
                let label = match name {
                    "birth_day" => self.t.guardian_birth_day(),
                    "birth_month" => self.t.guardian_birth_month(),
                    _ => self.t.guardian_birth_year(),
                };
                let invalid = wrong.is_some_and(|wrong| wrong == "birth" || wrong == name).then_some("true");
                // It is somebody else's birthday: a browser has nothing to fill in here.
                view! {
                    <div class="field">
                        <label for=self.id(name)>{label}</label>
                        <input id=self.id(name) name=name type="text" class=class inputmode="numeric" autocomplete="off"
                            value=self.view.value(name) aria-invalid=invalid/>
                    </div>
                }
                .into_any()
            })
            .collect::<Vec<_>>();
        let class = if wrong.is_some() { "field field-error" } else { "field" };
        view! {
            <fieldset class=class id=self.id("birth") aria-describedby=described.join(" ")>
                <legend>{group.label.clone()}</legend>
                {self.hint(&group)}
                {wrong.and_then(|name| self.error(name))}
                <div class="birth">{boxes}</div>
            </fieldset>
        }
        .into_any()
    }
}

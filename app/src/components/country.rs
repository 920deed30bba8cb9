//! Where somebody lives, as a list.

use domain::country::COUNTRIES;
use leptos::prelude::*;

use super::field::{Field, Form};

impl Form<'_> {
    /// The country that somebody lives in. The first choice is none: nobody has to say.
    #[must_use]
    pub fn country(&self) -> AnyView {
        let lang = self.t.lang();
        let mut options = vec![(String::new(), self.t.country_none())];
        options.extend(COUNTRIES.iter().map(|country| (country.code.to_owned(), country.name(lang).to_owned())));
        let field = Field::new("country", self.t.field_country()).hint(self.t.field_country_hint()).class("w-half").optional();
        self.select(Field { autocomplete: "country", ..field }, options)
    }
}

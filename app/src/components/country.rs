//! Where somebody lives, as a list.

use domain::country::Country;
use leptos::prelude::*;

use super::field::{Field, Form};

impl Form<'_> {
    /// The country that somebody lives in. The first choice is none: nobody has to say.
    #[must_use]
    pub fn country(&self) -> AnyView {
        let field = Field::new("country", self.t.field_country()).hint(self.t.field_country_hint()).optional();
        self.country_of(Field { autocomplete: "country", ..field }, self.t.country_none())
    }

    /// The country that somebody else lives in, a child: the field says whose. `none` are the words of the first choice.
    #[must_use]
    pub fn country_of(&self, field: Field, none: String) -> AnyView {
        let lang = self.t.lang();
        let mut options = vec![(String::new(), none)];
        options.extend(Country::by_name(lang).into_iter().map(|country| (country.code.to_owned(), country.name(lang).to_owned())));
        self.select(Field { name: "country".into(), ..field.class("w-half") }, options)
    }
}

//! What the portal says, in each language. `T` has one method for each message of `texts/<language>/*.ftl`; see `build.rs`.

mod dates;

pub use dates::zone_label;

use std::borrow::Cow;
use std::sync::OnceLock;

use domain::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// The texts in one language. Small: pass it by value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct T(pub Lang);

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

impl T {
    /// The language.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.0
    }

    /// The message with this key, for codes that are data (reasons, states); `None` when there is no such message or it
    /// takes arguments. Every set of codes has a test that its messages are there.
    #[must_use]
    pub fn by_key(self, key: &str) -> Option<String> {
        PLAIN.binary_search(&key).ok().map(|_| self.say(key, None))
    }

    /// The message `prefix-code`, its underscores as hyphens; the code itself when a pack brings one that is not known here.
    #[must_use]
    pub fn coded(self, prefix: &str, code: &str) -> String {
        self.by_key(&format!("{prefix}-{}", code.replace('_', "-"))).unwrap_or_else(|| code.to_owned())
    }

    fn say(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = bundle(self.0);
        let mut errors = Vec::new();
        // The build has checked that the key and its arguments are there; what is left is shown rather than hidden.
        bundle
            .get_message(key)
            .and_then(|message| message.value())
            .map_or(Cow::Borrowed(key), |pattern| bundle.format_pattern(pattern, args, &mut errors))
            .into_owned()
    }
}

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    static EN: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static ZH_CN: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    match lang {
        Lang::En => EN.get_or_init(|| load(lang, include_str!(concat!(env!("OUT_DIR"), "/en.ftl")))),
        Lang::ZhCn => ZH_CN.get_or_init(|| load(lang, include_str!(concat!(env!("OUT_DIR"), "/zh-CN.ftl")))),
    }
}

fn load(lang: Lang, source: &str) -> FluentBundle<FluentResource> {
    let tag = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    // The build parsed the same text: what could not be parsed never comes here.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_the_language() {
        assert_eq!(T(Lang::En).count_days(1), "1 day");
        assert_eq!(T(Lang::En).count_days(2), "2 days");
        assert_eq!(T(Lang::ZhCn).count_days(2), "2 天");
    }

    #[test]
    fn a_code_without_a_message_is_shown_as_it_is() {
        assert_eq!(T(Lang::En).coded("state", "no_such_state"), "no_such_state");
        assert_ne!(T(Lang::En).coded("state", "in_review"), "in_review");
    }
}

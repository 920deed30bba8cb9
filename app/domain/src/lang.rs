//! The languages that the portal speaks, and texts that a pack gives in each of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language of the portal, named by its BCP 47 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Lang {
    /// English: the fall-back, always there.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
}

impl Lang {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhCn];

    /// The BCP 47 tag, for `lang` attributes, cookies and the database.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// The language's own name for itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
        }
    }

    /// The direction of its script, for `dir` attributes.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::En | Self::ZhCn => "ltr",
        }
    }

    /// The language with this tag, compared without regard to case, or `None`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(tag))
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4); English when nothing matches.
    #[must_use]
    pub fn negotiate(header: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let quality =
                pieces.find_map(|piece| piece.trim().strip_prefix("q=").map(|q| q.trim().parse().unwrap_or(0.0))).unwrap_or(1.0_f32);
            let primary = tag.split('-').next().unwrap_or_default();
            let lang = if primary.eq_ignore_ascii_case("zh") {
                Some(Self::ZhCn)
            } else if primary.eq_ignore_ascii_case("en") {
                Some(Self::En)
            } else {
                None
            };
            if let Some(lang) = lang
                && quality > 0.0
                && best.is_none_or(|(q, _)| quality > q)
            {
                best = Some((quality, lang));
            }
        }
        best.map_or(Self::En, |(_, lang)| lang)
    }
}

/// A text of a pack in each of the pack's languages; English is always there (`habeas policy check` sees to it).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The text in `lang`, or else in English, or else empty.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.0.get(lang.tag()).or_else(|| self.0.get(Lang::En.tag())).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_first_choice_wins() {
        assert_eq!(Lang::negotiate("zh-HK,zh;q=0.9,en;q=0.8"), Lang::ZhCn);
        assert_eq!(Lang::negotiate("fr, en-GB;q=0.7, zh;q=0.3"), Lang::En);
        assert_eq!(Lang::negotiate(""), Lang::En);
        assert_eq!(Lang::negotiate("zh;q=0, en;q=0.1"), Lang::En);
    }
}

//! Reports of content or behaviour: what may be reported, for which harm, and what may be decided (HelloTalk 4).

use crate::typed::{self, AppIdRule};

/// What a report can be about.
pub const TARGETS: [&str; 3] = ["link", "user", "message"];

/// The kinds of harm, the gravest first.
pub const HARMS: [&str; 8] =
    ["child_sexual_exploitation", "violence_or_threat", "self_harm", "sexual_harassment", "bullying", "hate", "scam_or_spam", "other"];

/// The harm for which a link is all that may be sent: nobody should make or send copies of such a picture, and it is escalated
/// the moment it arrives.
pub const CHILD_SEXUAL_EXPLOITATION: &str = "child_sexual_exploitation";

/// What may be decided.
pub const DECISIONS: [&str; 5] = ["no_action", "content_removed", "warned", "suspended", "terminated"];

/// What may be decided about an account that a child is said to use.
pub const CHILD_DECISIONS: [&str; 4] = ["child_account_closed", "child_consent_asked", "child_restricted", "child_no_action"];

/// The one form of the ways in which a target is written: two reports of the same thing join one case. `ids`: what the product's IDs
/// look like.
#[must_use]
pub fn normal_target(ids: &AppIdRule, target: &str, value: &str) -> String {
    match target {
        "link" => {
            let value = typed::word(value);
            let bare = value.split_once("://").map_or(value.as_str(), |(_, rest)| rest);
            let bare = bare.split('#').next().unwrap_or(bare).trim_end_matches('/');
            let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
            let host = host.to_lowercase();
            format!("link:{}/{path}", host.strip_prefix("www.").unwrap_or(&host))
        }
        "user" => format!("user:{}", ids.canonical(value)),
        other => format!("{other}:{}", typed::folded(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_target_has_one_form() {
        let normal_target = |target: &str, value: &str| super::normal_target(&AppIdRule::default(), target, value);
        let form = normal_target("link", "https://www.Hellotalk.com/m/Ab1/");
        assert_eq!(form, normal_target("link", "hellotalk.com/m/Ab1#top"));
        assert_ne!(form, normal_target("link", "hellotalk.com/m/ab1"), "paths keep their case");
        assert_eq!(normal_target("user", "@Mika"), normal_target("user", "mika "));
        assert_eq!(normal_target("user", "Ｍｉｋａ\u{200b}"), normal_target("user", "\u{ff20}mi ka"));
        assert_eq!(normal_target("message", "See  you\u{ad} THERE"), normal_target("message", "ｓｅｅ you there"));
        assert_eq!(form, normal_target("link", "https://www.hello\u{200b}talk.com/m/Ａｂ1"));
        assert_ne!(normal_target("user", "x"), normal_target("message", "x"));
    }
}

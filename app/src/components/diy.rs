//! What people can do by themselves, with its path inside the app.

use std::cmp::Reverse;

use domain::pack::{Pack, SelfService};
use domain::{Kind, Lang};
use leptos::prelude::*;

use crate::texts::T;

/// A path such as `Me → Settings → Account` as a list of its steps.
#[must_use]
pub fn path(text: &str) -> AnyView {
    let steps = text.split('→').map(|step| view! { <li>{step.trim().to_owned()}</li> }.into_any()).collect::<Vec<_>>();
    view! { <ol class="path" role="list">{steps}</ol> }.into_any()
}

/// The ways for a kind: first the one that leads furthest into the app, which is the most exact, then those for this kind alone:
/// "delete your account" before "unfollow somebody".
#[must_use]
pub fn for_kind(pack: &Pack, kind: Kind) -> Vec<&SelfService> {
    let steps = |way: &SelfService| way.path.as_ref().map_or(0, |path| path.get(Lang::En).matches('→').count());
    let mut ways: Vec<_> = pack.self_service(kind).collect();
    ways.sort_by_key(|way| (Reverse(steps(way)), way.kinds.len()));
    ways
}

/// Each way to do it oneself as a list's item: what it does, and where it is.
#[must_use]
pub fn ways(t: T, ways: &[&SelfService]) -> Vec<AnyView> {
    ways.iter()
        .map(|way| {
            let path = way.path.as_ref().map(|text| path(text.get(t.lang())));
            view! { <li>{way.does.get(t.lang()).to_owned()}{path}</li> }.into_any()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_is_deleted_before_anybody_is_unfollowed() {
        let policy = include_str!("../../../policies/hellotalk.toml");
        let pack = Pack::parse("hellotalk", policy, include_str!("../../../policies/hellotalk.processors.toml")).unwrap();
        let ids: Vec<_> = for_kind(&pack, Kind::Deletion).iter().map(|way| way.id.as_str()).collect();
        assert_eq!(ids.first(), Some(&"delete-account"));
        assert!(ids.contains(&"following"));
    }
}

//! Reading a tree leniently: what is missing or of the wrong type is reported by `walk`, and is simply not there for a rule.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Lang;

/// A value and its place.
pub(super) type Node<'a, 'i> = &'a Spanned<DeValue<'i>>;

/// The value under a key.
pub(super) fn get<'a, 'i>(table: &'a DeTable<'i>, key: &str) -> Option<Node<'a, 'i>> {
    table.get(key)
}

/// The table under a key.
pub(super) fn table<'a, 'i>(parent: &'a DeTable<'i>, key: &str) -> Option<&'a DeTable<'i>> {
    get(parent, key).and_then(|node| node.get_ref().as_table())
}

/// The text under a key.
pub(super) fn text<'a>(parent: &'a DeTable<'_>, key: &str) -> Option<&'a str> {
    get(parent, key).and_then(|node| node.get_ref().as_str())
}

/// The flag under a key; what is not there is false, as it is when the file is read.
pub(super) fn flag(parent: &DeTable<'_>, key: &str) -> bool {
    get(parent, key).and_then(|node| node.get_ref().as_bool()).unwrap_or(false)
}

/// The number under a key.
pub(super) fn number(parent: &DeTable<'_>, key: &str) -> Option<i64> {
    get(parent, key).and_then(|node| whole(node.get_ref()))
}

/// The whole number that a value is.
pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    value.as_integer().and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok())
}

/// The place of a key: for a table that is where its header or its first dotted key begins.
pub(super) fn place(parent: &DeTable<'_>, key: &str) -> Option<usize> {
    parent.get_key_value(key).map(|(key, _)| key.span().start)
}

/// The entries of a list of tables, each with its place.
pub(super) fn rows<'a, 'i>(parent: &'a DeTable<'i>, key: &str) -> Vec<(usize, &'a DeTable<'i>)> {
    list(parent, key).into_iter().filter_map(|node| node.get_ref().as_table().map(|table| (node.span().start, table))).collect()
}

/// The texts in a list, each with its place.
pub(super) fn words<'a>(parent: &'a DeTable<'_>, key: &str) -> Vec<(usize, &'a str)> {
    list(parent, key).into_iter().filter_map(|node| node.get_ref().as_str().map(|text| (node.span().start, text))).collect()
}

/// The entries of a list.
fn list<'a, 'i>(parent: &'a DeTable<'i>, key: &str) -> Vec<Node<'a, 'i>> {
    get(parent, key).and_then(|node| node.get_ref().as_array()).map_or_else(Vec::new, |list| list.iter().collect())
}

/// The languages that a pack's texts must be in: those it names and the portal knows, or all of them if it names none.
pub(super) fn languages(pack: &DeTable<'_>) -> Vec<Lang> {
    let named: Vec<Lang> =
        Lang::ALL.into_iter().filter(|lang| words(pack, "languages").iter().any(|(_, tag)| *tag == lang.tag())).collect();
    if named.is_empty() { Lang::ALL.to_vec() } else { named }
}

//! Holds a tree against the schema.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::form;
use super::report::{File, Report};
use super::shape::{Field, Names, Shape, fault};
use super::tree::{Node, whole};
use crate::Lang;

/// A walk through both files: what it finds, and the names that it meets.
pub(super) struct Walk<'r, 'a> {
    report: &'r mut Report<'a>,
    languages: Vec<Lang>,
    defined: BTreeMap<(Names, String), usize>,
    named: Vec<(Names, String, File, usize)>,
}

impl<'r, 'a> Walk<'r, 'a> {
    /// A walk that expects texts in these languages.
    pub(super) fn new(report: &'r mut Report<'a>, languages: Vec<Lang>) -> Self {
        Self { report, languages, defined: BTreeMap::new(), named: Vec::new() }
    }

    /// Holds a table against its fields. `at` is where a missing key is reported.
    pub(super) fn table(&mut self, file: File, at: usize, table: &DeTable<'_>, fields: &[Field]) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match fields.iter().find(|field| field.key == name) {
                Some(field) => self.value(file, key.span().start, name, value, &field.shape),
                None => {
                    let known: Vec<&str> = fields.iter().map(|field| field.key).collect();
                    self.report.add(file, key.span().start, format!("unknown key `{name}`"), instead(name, &known));
                }
            }
        }
        for field in fields.iter().filter(|field| field.needed && table.get(field.key).is_none()) {
            self.report.add(file, at, format!("`{}` is missing", field.key), format!("add {}", example(field)));
        }
    }

    /// Reports every name that leads nowhere.
    pub(super) fn resolve(&mut self) {
        for (names, id, file, at) in std::mem::take(&mut self.named) {
            if self.defined.contains_key(&(names, id.clone())) {
                continue;
            }
            let known: Vec<&str> = self.defined.keys().filter(|(n, _)| *n == names).map(|(_, known)| known.as_str()).collect();
            let mend = nearest(&id, &known).map_or_else(
                || format!("add that {}, or name one that is there", names.word()),
                |near| format!("did you mean `{near}`? Otherwise add that {}", names.word()),
            );
            self.report.add(file, at, format!("there is no {} `{id}`", names.word()), mend);
        }
    }

    fn value(&mut self, file: File, at: usize, key: &str, node: Node<'_, '_>, shape: &Shape) {
        let value = node.get_ref();
        match shape {
            Shape::Text => self.text(file, at, key, value),
            Shape::Items => self.items(file, at, key, value),
            Shape::Line => {
                self.string(file, node, key);
            }
            Shape::Flag => {
                if !value.is_bool() {
                    self.wrong(file, node, key, "write true or false, without quotes");
                }
            }
            Shape::Number(low, high) => {
                if !whole(value).is_some_and(|number| (*low..=*high).contains(&number)) {
                    self.wrong(file, node, key, &format!("write a whole number from {low} to {high}, without quotes"));
                }
            }
            Shape::OneOf(words) => {
                if let Some(text) = self.string(file, node, key)
                    && !words.contains(&text)
                {
                    let what = format!("`{text}` is not a value of `{key}`");
                    self.report.add(file, node.span().start, what, instead(text, words));
                }
            }
            Shape::Form(judge) => {
                if let Some(text) = self.string(file, node, key)
                    && let Err(fault) = judge(text)
                {
                    self.report.add(file, node.span().start, format!("`{key}`: {}", fault.what), fault.mend);
                }
            }
            Shape::Id(names) => {
                if let Some(text) = self.string(file, node, key) {
                    self.define(file, node.span().start, *names, text);
                }
            }
            Shape::Ref(names) => {
                if let Some(text) = self.string(file, node, key) {
                    self.named.push((*names, text.to_owned(), file, node.span().start));
                }
            }
            Shape::List(entry, least) => self.list(file, node, key, entry, *least),
            Shape::Table(fields) => match value.as_table() {
                Some(table) => self.table(file, at, table, fields),
                None => self.wrong(file, node, key, &format!("write it as a table: [{key}]")),
            },
            Shape::Rows(fields, least) => self.rows(file, node, key, fields, *least),
            Shape::Glossary(names) => match value.as_table() {
                Some(table) => {
                    for (word, value) in table {
                        self.define(file, word.span().start, *names, word.get_ref());
                        self.value(file, word.span().start, word.get_ref(), value, &Shape::Text);
                    }
                }
                None => self.wrong(file, node, key, &format!("write it as a table: [{key}]")),
            },
        }
    }

    fn rows(&mut self, file: File, node: Node<'_, '_>, key: &str, fields: &[Field], least: usize) {
        let Some(rows) = node.get_ref().as_array() else {
            return self.wrong(file, node, key, &format!("write each entry under a header of its own: [[{key}]]"));
        };
        if rows.len() < least {
            self.report.add(file, node.span().start, format!("`{key}` is empty"), "add at least one entry");
        }
        for row in rows {
            match row.get_ref().as_table() {
                Some(table) => self.table(file, row.span().start, table, fields),
                None => self.wrong(file, row, key, &format!("write each entry under a header of its own: [[{key}]]")),
            }
        }
    }

    fn list(&mut self, file: File, node: Node<'_, '_>, key: &str, entry: &Shape, least: usize) {
        let Some(list) = node.get_ref().as_array() else {
            return self.wrong(file, node, key, "write it as a list: [\"…\", \"…\"]");
        };
        if list.len() < least {
            self.report.add(file, node.span().start, format!("`{key}` is empty"), "add at least one entry");
        }
        let mut seen: Vec<&str> = Vec::new();
        for value in list {
            self.value(file, value.span().start, key, value, entry);
            if let Some(text) = value.get_ref().as_str() {
                if seen.contains(&text) {
                    let what = format!("`{text}` stands twice in `{key}`");
                    self.report.add(file, value.span().start, what, "keep one of the two");
                }
                seen.push(text);
            }
        }
    }

    /// A text in each language of the pack, and in no other.
    fn text(&mut self, file: File, at: usize, key: &str, value: &DeValue<'_>) {
        let Some(table) = self.by_language(file, at, key, value) else { return };
        for (tag, text) in table {
            self.string(file, text, &format!("{key}.{}", tag.get_ref()));
        }
    }

    /// Lists of words, equally long in each language of the pack.
    fn items(&mut self, file: File, at: usize, key: &str, value: &DeValue<'_>) {
        let Some(table) = self.by_language(file, at, key, value) else { return };
        let mut length: Option<usize> = None;
        for (tag, words) in table {
            let key = format!("{key}.{}", tag.get_ref());
            self.list(file, words, &key, &Shape::Line, 1);
            let this = words.get_ref().as_array().map(|list| list.len());
            if let (Some(first), Some(this)) = (length, this)
                && first != this
            {
                let what = format!("`{key}` has {this} entries, another language has {first}");
                self.report.add(file, words.span().start, what, "say the same things in every language");
            }
            length = length.or(this);
        }
    }

    fn by_language<'t, 'i>(&mut self, file: File, at: usize, key: &str, value: &'t DeValue<'i>) -> Option<&'t DeTable<'i>> {
        let Some(table) = value.as_table() else {
            let what = format!("`{key}` is not given by language");
            self.report.add(file, at, what, format!("write {key}.en = … and one such line for every language"));
            return None;
        };
        for lang in self.languages.clone() {
            if table.get(lang.tag()).is_none() {
                let what = format!("`{key}` has no text in {} ({})", lang.tag(), lang.own_name());
                self.report.add(file, at, what, format!("add {key}.{} = …", lang.tag()));
            }
        }
        for (tag, _) in table {
            if !self.languages.iter().any(|lang| lang.tag() == tag.get_ref()) {
                let what = format!("`{key}` has a text in `{}`, which is not a language of this pack", tag.get_ref());
                self.report.add(file, tag.span().start, what, "remove it, or add the language to `languages`");
            }
        }
        Some(table)
    }

    /// The text that a value is, reported if it is none or has nothing in it.
    fn string<'v>(&mut self, file: File, node: Node<'v, '_>, key: &str) -> Option<&'v str> {
        let Some(text) = node.get_ref().as_str() else {
            self.wrong(file, node, key, "write it as text in double quotes");
            return None;
        };
        if text.trim().is_empty() {
            self.report.add(file, node.span().start, format!("`{key}` is empty"), "write something, or remove the key");
            return None;
        }
        Some(text)
    }

    fn define(&mut self, file: File, at: usize, names: Names, id: &str) {
        if let Err(fault) = form::id(id) {
            self.report.add(file, at, fault.what, fault.mend);
        }
        if self.defined.insert((names, id.to_owned()), at).is_some() {
            let twice = fault(format!("there are two rows with the {} id `{id}`", names.word()), "give one another id");
            self.report.add(file, at, twice.what, twice.mend);
        }
    }

    fn wrong(&mut self, file: File, node: Node<'_, '_>, key: &str, mend: &str) {
        let value = node.get_ref();
        let what = match (whole(value), value.type_str()) {
            (Some(number), _) => format!("`{key}` cannot be {number}"),
            (None, "integer") => format!("`{key}` cannot be so large a number"),
            (None, kind) => format!("`{key}` cannot be of the type {kind}"),
        };
        self.report.add(file, node.span().start, what, mend);
    }
}

/// What to write instead of an unknown word.
fn instead(word: &str, known: &[&str]) -> String {
    let list = known.join(", ");
    nearest(word, known)
        .map_or_else(|| format!("remove it or use one of: {list}"), |near| format!("did you mean `{near}`? It can be one of: {list}"))
}

/// The known word that is a slip away from this one.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    // Two letters that changed places count as two slips.
    let slips = if word.chars().count() < 4 { 1 } else { 2 };
    known.iter().map(|near| (distance(word, near), *near)).filter(|(far, _)| *far <= slips).min().map(|(_, near)| near)
}

/// How many letters must be added, removed or changed to make one word the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut last = i + 1;
        let mut next = vec![last];
        for (right, above) in b.iter().zip(row.iter().skip(1)) {
            let changed = diagonal + usize::from(left != *right);
            last = changed.min(last + 1).min(above + 1);
            next.push(last);
            diagonal = *above;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// How a missing key is written.
fn example(field: &Field) -> String {
    let key = field.key;
    match &field.shape {
        Shape::Text => format!("{key}.en = \"…\" and one such line for every language"),
        Shape::Items => format!("{key}.en = [\"…\"] and one such line for every language"),
        Shape::Flag => format!("{key} = true or {key} = false"),
        Shape::Number(low, high) => format!("{key} = a number from {low} to {high}"),
        Shape::OneOf(words) => format!("{key} = one of: {}", words.join(", ")),
        Shape::List(..) => format!("{key} = [\"…\"]"),
        Shape::Table(_) | Shape::Glossary(_) => format!("a table [{key}]"),
        Shape::Rows(_, 0) => format!("{key} = [] at the top, or entries under [[{key}]]"),
        Shape::Rows(..) => format!("entries under [[{key}]]"),
        Shape::Line | Shape::Form(_) | Shape::Id(_) | Shape::Ref(_) => format!("{key} = \"…\""),
    }
}

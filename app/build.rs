//! Turns the catalogue `texts/<language>/*.ftl` into one method for each message, so that a wrong key, a wrong argument or a
//! missing translation fails the build. The messages themselves are interpreted by fluent at run time (plurals and all).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// The language that the others are measured by.
const MODEL: &str = "en";

type Messages = BTreeMap<String, (Vec<String>, PathBuf)>;

fn main() {
    println!("cargo::rerun-if-changed=texts");
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_SSR").is_none() {
        return; // No catalogue goes into the browser.
    }
    let mut wrong = Vec::new();
    let mut languages: BTreeMap<String, (Messages, String)> = BTreeMap::new();
    for folder in entries(Path::new("texts")) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (messages, source) = read(&folder, &mut wrong);
        languages.insert(name, (messages, source));
    }
    let Some((model, _)) = languages.get(MODEL) else {
        fail(&["texts/en is missing".into()]);
    };
    for (name, (messages, _)) in languages.iter().filter(|(name, _)| *name != MODEL) {
        for (key, (arguments, file)) in model {
            match messages.get(key) {
                None => wrong.push(format!("{name}: `{key}` is not translated (it stands in {})", file.display())),
                Some((theirs, at)) => {
                    let (a, b): (BTreeSet<_>, BTreeSet<_>) = (arguments.iter().collect(), theirs.iter().collect());
                    if a != b {
                        wrong.push(format!("{}: `{key}` takes {b:?}, but {MODEL} takes {a:?}", at.display()));
                    }
                }
            }
        }
        for (key, (_, at)) in messages {
            if !model.contains_key(key) {
                wrong.push(format!("{}: `{key}` is not in {MODEL}", at.display()));
            }
        }
    }
    if !wrong.is_empty() {
        fail(&wrong);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for (name, (_, source)) in &languages {
        write(&out.join(format!("{name}.ftl")), source);
    }
    write(&out.join("keys.rs"), &methods(model));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut list: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| fail(&[format!("{}: {error}", folder.display())]))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    list.sort();
    list
}

fn read(folder: &Path, wrong: &mut Vec<String>) -> (Messages, String) {
    let (mut messages, mut whole) = (Messages::new(), String::new());
    for file in entries(folder).into_iter().filter(|file| file.extension().is_some_and(|e| e == "ftl")) {
        let source = fs::read_to_string(&file).unwrap_or_else(|error| fail(&[format!("{}: {error}", file.display())]));
        match parser::parse(source.as_str()) {
            Err((_, errors)) => {
                for error in errors {
                    let line = source.get(..error.pos.start).unwrap_or_default().lines().count();
                    wrong.push(format!("{}:{line}: {error:?}", file.display()));
                }
            }
            Ok(resource) => {
                for entry in resource.body {
                    let Entry::Message(message) = entry else { continue };
                    let mut arguments = Vec::new();
                    if let Some(pattern) = &message.value {
                        collect(pattern, &mut arguments);
                    }
                    let key = message.id.name.to_owned();
                    if messages.insert(key.clone(), (arguments, file.clone())).is_some() {
                        wrong.push(format!("{}: `{key}` stands twice", file.display()));
                    }
                }
            }
        }
        whole.push_str(&source);
        whole.push('\n');
    }
    (messages, whole)
}

fn collect(pattern: &Pattern<&str>, found: &mut Vec<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, found);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, found: &mut Vec<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, found),
        Expression::Select { selector, variants } => {
            collect_inline(selector, found);
            for variant in variants {
                collect(&variant.value, found);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, found: &mut Vec<String>) {
    match inline {
        InlineExpression::VariableReference { id } if !found.iter().any(|name| name == id.name) => found.push(id.name.to_owned()),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| collect_inline(argument, found));
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, found),
        _ => {}
    }
}

fn methods(model: &Messages) -> String {
    let mut code = String::from("impl T {\n");
    let mut plain = String::new();
    for (key, (arguments, _)) in model {
        let method = key.replace('-', "_");
        let _ = writeln!(code, "/// The message `{key}`.");
        if arguments.is_empty() {
            let _ = writeln!(code, "#[must_use] pub fn {method}(self) -> String {{ self.say({key:?}, None) }}");
            let _ = writeln!(plain, "{key:?},");
        } else {
            let list = arguments
                .iter()
                .map(|name| format!("{}: impl Into<FluentValue<'a>>", name.replace('-', "_")))
                .collect::<Vec<_>>()
                .join(", ");
            let sets = arguments.iter().fold(String::new(), |mut sets, name| {
                let _ = write!(sets, "args.set({name:?}, {}); ", name.replace('-', "_"));
                sets
            });
            let _ = writeln!(
                code,
                "#[must_use] pub fn {method}<'a>(self, {list}) -> String {{ let mut args = FluentArgs::new(); {sets} self.say({key:?}, Some(&args)) }}"
            );
        }
    }
    let _ = writeln!(code, "}}\n/// The keys of the messages that take no argument, sorted.\npub const PLAIN: &[&str] = &[\n{plain}];");
    code
}

fn write(file: &Path, text: &str) {
    if let Err(error) = fs::write(file, text) {
        fail(&[format!("{}: {error}", file.display())]);
    }
}

fn fail(reasons: &[String]) -> ! {
    for reason in reasons {
        println!("cargo::error={reason}");
    }
    process::exit(1);
}

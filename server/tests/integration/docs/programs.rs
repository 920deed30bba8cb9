//! What is not run as it stands: targets of the Makefile, scripts, and cargo, which would build everything.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::hold::is_assignment;
use super::sandbox::program;
use super::text::{files, read, root};

/// A target is there, its script can be run, and takes the arguments and variables that are shown.
pub fn make(text: &str) -> Result<(), String> {
    let out = Command::new("bash")
        .args(["-c", &text.replacen("make ", "make --dry-run --no-print-directory ", 1)])
        .current_dir(root())
        // What the make above was given is not what the document shows.
        .env_remove("ARGS")
        .env_remove("PART")
        .env_remove("MAKEFLAGS")
        .env_remove("MAKELEVEL")
        .output()
        .unwrap();
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned());
    }
    let recipe = String::from_utf8(out.stdout).unwrap();
    let Some(line) = recipe.trim().strip_prefix("exec ") else {
        // `make help` prints: what it names must be there.
        return recipe
            .lines()
            .filter_map(|line| line.split("'make ").nth(1)?.split(' ').next())
            .try_for_each(|target| make(&format!("make {target}")));
    };
    let (path, arguments) = line.split_once(' ').unwrap_or((line, ""));
    script(path)?;
    for name in text.split(' ').filter(|word| is_assignment(word)).filter_map(|word| word.split('=').next()) {
        // What the Makefile hands on stands among the arguments.
        if !read("Makefile").contains(&format!("$({name})")) && !read(path).contains(&format!("${{{name}:-")) {
            return Err(format!("{path} does not read {name}"));
        }
    }
    if arguments.is_empty() { Ok(()) } else { takes(path, arguments) }
}

/// The command of the program that a script runs takes these arguments.
fn takes(path: &str, arguments: &str) -> Result<(), String> {
    let text = read(path);
    if text.contains("--plan") {
        // It says itself what it would do.
        let out = Command::new(root().join(path)).args(arguments.split_whitespace()).arg("--plan").output().unwrap();
        return if out.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&out.stderr).into_owned()) };
    }
    let (_, behind) = text.rsplit_once("/habeas\" ").ok_or_else(|| format!("{path} hands its arguments to no program"))?;
    let command = behind.split_whitespace().next().unwrap();
    let out = program().arg(command).args(arguments.split_whitespace()).arg("--help").output().unwrap();
    if out.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&out.stderr).into_owned()) }
}

/// A script is there and can be run; one that is only sourced says so, and one of Python is run by a Python with packages.
pub fn script(path: &str) -> Result<(), String> {
    let path = path.split(' ').next().unwrap();
    let found = std::fs::metadata(root().join(path)).map_err(|error| format!("{path}: {error}"))?;
    let head = read(path).lines().next().unwrap_or_default().to_owned();
    let runs = head.starts_with("#!") && (found.permissions().mode() & 0o111 != 0 || head.ends_with("python3"));
    if runs || head.starts_with("# Sourced") { Ok(()) } else { Err(format!("{path} cannot be run")) }
}

/// The package is one of ours, and has what is to be run of it.
pub fn cargo(text: &str) -> Result<(), String> {
    let words: Vec<&str> = text.split(' ').collect();
    let named = |flag: &str| words.iter().position(|word| *word == flag).and_then(|place| words.get(place + 1)).copied();
    let package = named("-p").ok_or("of which package?")?;
    let manifest = files("Cargo.toml").into_iter().find(|path| read(path).lines().any(|line| line == format!("name = \"{package}\"")));
    let manifest = manifest.ok_or_else(|| format!("there is no package {package}"))?;
    let folder = manifest.trim_end_matches("Cargo.toml");
    match (words.get(1).copied(), named("--test")) {
        (Some("bench"), _) if read(&manifest).contains("[[bench]]") => Ok(()),
        (Some("test"), None) => Ok(()),
        (Some("test"), Some(test))
            if [format!("{test}.rs"), format!("{test}/main.rs")]
                .iter()
                .any(|file| root().join(folder).join("tests").join(file).exists()) =>
        {
            Ok(())
        }
        _ => Err(format!("{manifest} has nothing for this")),
    }
}

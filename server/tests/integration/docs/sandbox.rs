//! Folders that look like the machine of the documents: the program, the policies, a small database that `habeas demo` has filled.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use super::text::root;

/// The program, without what the environment sets for another portal.
pub fn program() -> Command {
    clean(Command::new(env!("CARGO_BIN_EXE_habeas")))
}

fn clean(mut command: Command) -> Command {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("HABEAS_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// What all sandboxes are copied from.
struct Template {
    folder: TempDir,
    reference: String,
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let made = program()
            .args(["demo", "--tickets", "24", "--seed", "11", "--policies"])
            .arg(root().join("policies"))
            .arg("--data")
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "habeas demo: {}", String::from_utf8_lossy(&made.stderr));
        let query = "SELECT reference FROM tickets WHERE product = 'hellotalk' ORDER BY reference LIMIT 1";
        let found = Command::new("sqlite3").arg(data.join("habeas.db")).arg(query).output().expect("sqlite3 runs");
        let reference = String::from_utf8(found.stdout).unwrap().trim().to_owned();
        assert!(!reference.is_empty(), "the demonstration has a request");
        Template { folder, reference }
    })
}

/// The reference of a ticket that every sandbox has.
pub fn reference() -> &'static str {
    &template().reference
}

/// A folder of its own. It is the clone, `/opt/habeas`, and what lies elsewhere on the machine of the documents.
pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// A fresh one.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        symlink(env!("CARGO_BIN_EXE_habeas"), path.join("habeas")).unwrap();
        for shared in ["policies", "script", "docs"] {
            symlink(root().join(shared), path.join(shared)).unwrap();
        }
        for empty in ["site", "backup"] {
            fs::create_dir(path.join(empty)).unwrap();
        }
        copy(&template().folder.path().join("data"), &path.join("data"));
        Self { folder }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A place of the documents' machine, as it is here.
    pub fn here(&self, text: &str) -> String {
        let at = |name: &str| self.path().join(name).display().to_string();
        [
            ("/var/lib/habeas-keys", "data"),
            ("/var/lib/habeas", "data"),
            ("/etc/habeas", "data"),
            ("/opt/habeas", "."),
            ("/backup", "backup"),
        ]
        .iter()
        .fold(text.to_owned(), |text, (there, here)| text.replace(there, &at(here)))
    }

    /// A command in this folder, which finds this program as `habeas`.
    fn command(&self, name: &str) -> Command {
        let mut command = clean(Command::new(name));
        let path = std::env::var("PATH").unwrap();
        command.current_dir(self.path()).env("PATH", format!("{}:{path}", self.path().display()));
        command
    }

    /// Runs a line as Bash reads it.
    pub fn run(&self, line: &str, variables: &[(&str, String)]) -> Output {
        let mut bash = self.command("bash");
        bash.args(["-e", "-c", line]).envs(variables.iter().map(|(name, value)| (name, value)));
        bash.output().unwrap()
    }

    /// Serves, until this is let go or ended.
    pub fn serve(&self, arguments: &[String], variables: &BTreeMap<String, String>) -> Result<Portal, String> {
        let mut command = self.command("habeas");
        command.arg("serve").args(arguments).envs(variables);
        // Somebody else may take the port before the portal does: then it does not start, and says so.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        command.env("HABEAS_LISTEN", format!("127.0.0.1:{port}")).env("HABEAS_LOG", "error");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let (mut first, mut line) = (None, String::new());
        // It says where it is once it listens.
        while said.read_line(&mut line).unwrap() > 0 {
            if line.starts_with("Habeas is at ") {
                first = Some(line);
                break;
            }
            line.clear();
        }
        let mut portal = Portal { child: Some(child), port, _said: said };
        let Some(first) = first else {
            let out = portal.child.take().unwrap().wait_with_output().unwrap();
            return Err(format!("it did not start: {}", String::from_utf8_lossy(&out.stderr)));
        };
        let host = first.trim().rsplit("//").next().unwrap().to_owned();
        let healthy = portal.get("/healthz", &host);
        if healthy.starts_with("HTTP/1.1 200") && healthy.ends_with("\r\n\r\nok\n") {
            Ok(portal)
        } else {
            Err(format!("/healthz answers {healthy}"))
        }
    }
}

/// A portal that runs.
pub struct Portal {
    child: Option<Child>,
    port: u16,
    /// What it says further: nobody listens, and the pipe must stay open.
    _said: BufReader<ChildStdout>,
}

impl Portal {
    /// Where it listens.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process that it runs as.
    pub fn process(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// What it answers to a page, head and all.
    fn get(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Sends it a form as a browser does; the head of the answer.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let body = serde_html_form::to_string(fields).unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let kind = "application/x-www-form-urlencoded";
        let head = format!("Host: 127.0.0.1:{}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\nConnection: close", self.port);
        write!(stream, "POST {path} HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split("\r\n\r\n").next().unwrap_or_default().to_owned()
    }

    /// Asks it to end, as systemd does, and waits until it has.
    pub fn end(mut self) -> Result<(), String> {
        let child = self.child.take().unwrap();
        let asked = Command::new("kill").arg(child.id().to_string()).status().unwrap();
        let out = child.wait_with_output().unwrap();
        if asked.success() && out.status.success() {
            Ok(())
        } else {
            Err(format!("asked to end it ends with {}: {}", out.status, String::from_utf8_lossy(&out.stderr)))
        }
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &there);
        } else {
            fs::copy(entry.path(), there).unwrap();
        }
    }
}

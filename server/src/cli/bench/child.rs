//! The portal as a process of its own, started from this same program: what is measured is what is run.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::client::{Ask, Client};
use crate::cli::Failure;
use crate::clock::Stopwatch;

/// A folder that goes when it is let go.
pub(super) struct Folder(pub(super) PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} stays behind: {error}", self.0.display());
        }
    }
}

/// Fills a folder's database by `habeas demo`; answers its JSON.
pub(super) fn fill(data: &Path, policies: &Path, tickets: u32) -> Result<Value, Failure> {
    let out = program()?
        .args(["demo", "--seed", "20261", "--json", "--tickets", &tickets.to_string(), "--data"])
        .arg(data)
        .arg("--policies")
        .arg(policies)
        .stderr(Stdio::inherit())
        .output()?;
    if !out.status.success() {
        return Err(format!("habeas demo ended with {}", out.status).into());
    }
    Ok(serde_json::from_slice(&out.stdout)?)
}

/// This program without the settings that the environment has for another portal.
fn program() -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("HABEAS_") {
            command.env_remove(name);
        }
    }
    command.env("HABEAS_LOG", "warn");
    Ok(command)
}

/// A portal that runs until this is let go.
pub(super) struct Portal {
    child: Child,
    /// Where it listens.
    pub(super) host: SocketAddr,
    /// From the start of the process to its first page.
    pub(super) start: Duration,
}

impl Drop for Portal {
    fn drop(&mut self) {
        // It has nothing that anybody needs: the folder goes with it.
        if self.child.kill().and_then(|()| self.child.wait()).is_err() {
            eprintln!("the portal of the measurement had ended by itself");
        }
    }
}

/// How long a portal may take for its first page.
const PATIENCE: Duration = Duration::from_secs(30);

impl Portal {
    /// Starts a portal with captured mail on a free port, and waits for its first page.
    pub(super) async fn start(data: &Path, policies: &Path, site: &Path, page: &str) -> Result<Self, Failure> {
        // Somebody else may take the port before the portal does: then it does not start, and says so.
        let host = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = program()?;
        command
            .args(["serve", "--dev", "--limits", "off", "--listen", &host.to_string(), "--data"])
            .arg(data)
            .arg("--policies")
            .arg(policies)
            .arg("--site")
            .arg(site);
        let watch = Stopwatch::start();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn()?;
        let mut portal = Self { child, host, start: Duration::ZERO };
        while watch.elapsed() < PATIENCE {
            if let Some(status) = portal.child.try_wait()? {
                return Err(format!("the portal ended with {status} before its first page").into());
            }
            if let Ok(mut client) = Client::connect(host).await
                && client.ask(&Ask::get(page, "")).await.is_ok_and(|answer| answer.status == 200)
            {
                portal.start = watch.elapsed();
                return Ok(portal);
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err(format!("the portal gave no page within {} seconds", PATIENCE.as_secs()).into())
    }

    /// Its memory in use and the most that it ever was (resident set, in MiB), where the system tells.
    pub(super) fn memory(&self) -> Option<(f64, f64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let mebibytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<f64>().ok().map(|kibibytes| kibibytes / 1024.0)
        };
        Some((mebibytes("VmRSS:")?, mebibytes("VmHWM:")?))
    }
}

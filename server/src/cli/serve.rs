//! `habeas serve`: the portal.

use std::fs::{File, OpenOptions, TryLockError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use ipnet::IpNet;
use tokio::sync::watch;

use super::{Failure, Places, make_private, testing};
use crate::desk::account::FIRST;
use crate::desk::inspect::Scanner;
use crate::desk::receive::Receiving;
use crate::desk::{folder, rekey};
use crate::house::House;
use crate::http::limits::Limits;
use crate::http::listen::{Patience, serve};
use crate::http::peer::parse_proxy;
use crate::http::{Web, WebConfig, router};
use crate::jobs;
use crate::mail::health::Health;
use crate::mail::{self, Sender, Transport};
use crate::store::staff;

/// Starts the portal.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    places: Places,
    /// The development portal: mail is captured and can be read at /dev/mail. Never on a machine that others reach.
    #[arg(long)]
    dev: bool,
    /// Where to listen.
    #[arg(long, env = "HABEAS_LISTEN", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// The portal's address as people see it, such as https://habeas.example.
    #[arg(long, env = "HABEAS_ORIGIN")]
    origin: Option<String>,
    /// The mail server: smtp://USER:PASSWORD@HOST:PORT or smtps://…
    #[arg(long, env = "HABEAS_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// The sender of mails, such as "Habeas <privacy@habeas.example>".
    #[arg(long, env = "HABEAS_MAIL_FROM")]
    mail_from: Option<String>,
    /// A proxy in front, by its address or network, such as 10.0.0.0/8; as often as needed, or several with commas. Who asks is the
    /// rightmost address of X-Forwarded-For that is none of them.
    #[arg(long = "trusted-proxy", env = "HABEAS_TRUSTED_PROXY", value_delimiter = ',', value_parser = parse_proxy)]
    trusted_proxies: Vec<IpNet>,
    /// How often one visitor may ask: `default`, `x3` for three times as much, or a file (docs/operations.md). `off` is for one's own
    /// machine.
    #[arg(long, env = "HABEAS_LIMITS", default_value = "default", value_parser = parse_limits)]
    limits: Limits,
    /// For how many seconds a visitor is waited for who has sent half a request, or takes nothing of the answer.
    #[arg(long, env = "HABEAS_PATIENCE", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    patience: u64,
    /// For how many seconds answers under way are waited for when the portal is told to end (SIGTERM).
    #[arg(long, env = "HABEAS_END", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=600))]
    end: u64,
    /// How many connections one address (of IPv6: one /64 network) may have at once.
    #[arg(long, env = "HABEAS_CONNECTIONS", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// The virus scanner that looks at each file before it is taken: clamd at tcp:HOST:PORT or unix:/PATH.
    #[arg(long, env = "HABEAS_CLAMD")]
    clamd: Option<Scanner>,
    /// Where the built site lies.
    #[arg(long, env = "HABEAS_SITE", default_value = "site")]
    site: PathBuf,
}

fn parse_limits(text: &str) -> Result<Limits, String> {
    text.parse()
}

/// What makes a start impossible, and how to mend it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum StartError {
    /// Not for production as it is.
    #[error(
        "without --dev the portal needs --origin (https://… as people see it) and --smtp (smtp://… of your mail server); for trying it out: habeas serve --dev"
    )]
    Unconfigured,
    /// Captured mail is for one's own machine.
    #[error(
        "--dev shows everybody's mail: it is refused with the public origin {0} and with a trusted proxy; leave --dev out, and give --smtp"
    )]
    DevInPublic(String),
    /// Without limits for one's own machine alone.
    #[error("--limits off is for --dev and for an origin on loopback: with {0}, give numbers that are large enough, such as --limits x10")]
    UnlimitedInPublic(String),
    /// An origin with more than a scheme, a host and a port.
    #[error(
        "the origin {0} must be https:// with a host and, if need be, a port: no path, no user, no query. The portal wants a host of its own"
    )]
    OriginPath(String),
    /// An origin without TLS beyond this machine.
    #[error("the origin {0} must begin with https://; http:// is for loopback alone")]
    Insecure(String),
}

fn is_loopback(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or(host);
    let host = host.strip_prefix('[').map_or_else(|| host.split(':').next().unwrap_or(host), |rest| rest.split(']').next().unwrap_or(rest));
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The public origin, if the portal may start like this.
fn check(dev: bool, listen: SocketAddr, origin: Option<&str>, smtp: bool, proxy: bool) -> Result<String, StartError> {
    let own = format!("http://{listen}");
    if let Some(origin) = origin {
        let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest).trim_end_matches('/');
        if rest.is_empty() || rest.contains(['/', '?', '#', '@', '\\']) || rest.chars().any(char::is_whitespace) {
            return Err(StartError::OriginPath(origin.to_owned()));
        }
    }
    if dev {
        let origin = origin.unwrap_or(&own).trim_end_matches('/').to_owned();
        if proxy || !is_loopback(&origin) || !listen.ip().is_loopback() {
            return Err(StartError::DevInPublic(origin));
        }
        return Ok(origin);
    }
    let origin = origin.filter(|_| smtp).ok_or(StartError::Unconfigured)?.trim_end_matches('/').to_owned();
    if origin.starts_with("https://") || (origin.starts_with("http://") && is_loopback(&origin)) {
        Ok(origin)
    } else {
        Err(StartError::Insecure(origin))
    }
}

/// Limits may be off where nobody else comes.
fn check_limits(limits: &Limits, origin: &str) -> Result<(), StartError> {
    if limits.are_off() && !is_loopback(origin) { Err(StartError::UnlimitedInPublic(origin.to_owned())) } else { Ok(()) }
}

impl Serve {
    pub(super) async fn run(self) -> Result<ExitCode, Failure> {
        let origin = check(self.dev, self.listen, self.origin.as_deref(), self.smtp.is_some(), !self.trusted_proxies.is_empty())?;
        check_limits(&self.limits, &origin)?;
        let _alone = self.places.file().map(|file| alone(&file)).transpose()?;
        let mut house = self.places.open_or_wait(&origin).await?;
        folder::check(&house).await?;
        // Before anybody asks: who is found by an older form of an ID would not be found.
        let renewed = rekey::renew(&house).await?;
        if renewed != rekey::Renewed::default() {
            let rekey::Renewed { children, joined, tickets } = renewed;
            tracing::info!(children, joined, tickets, "the rule of accounts' IDs has changed: what is found by them was made anew");
        }
        house.receiving = Arc::new(Receiving::default().with_scanner(self.clamd.clone()));
        if let Some(scanner) = house.receiving.scanner()
            && !scanner.answers().await
        {
            tracing::warn!("the virus scanner does not answer: until it does, no file is taken");
        }
        let mails = self.places.data.join("mail");
        let transport = match &self.smtp {
            Some(url) => Transport::smtp(url)?,
            None => Transport::captured(&mails),
        };
        let host = origin.split_once("://").map_or("localhost", |(_, rest)| rest).split([':', '/']).next().unwrap_or("localhost");
        let from = mail::from(
            &self
                .mail_from
                .clone()
                .unwrap_or_else(|| format!("Habeas <habeas@{}>", if host.contains('.') { host } else { "localhost.localdomain" })),
        )?;
        let wait = std::time::Duration::from_secs(self.patience);
        let connections = if self.limits.are_off() { usize::MAX } else { usize::try_from(self.connections).unwrap_or(usize::MAX) };
        let patience = Patience {
            head: wait,
            body: wait,
            take: wait,
            end: std::time::Duration::from_secs(self.end),
            connections,
            ..Patience::default()
        };
        let config = WebConfig {
            origin: origin.clone(),
            dev: self.dev,
            site: self.site.clone(),
            mails,
            trusted_proxies: self.trusted_proxies.clone(),
            limits: self.limits.clone(),
            patience,
        };
        let web = Arc::new(Web::new(house.clone(), config));
        let listener =
            tokio::net::TcpListener::bind(self.listen).await.map_err(|error| format!("cannot listen on {}: {error}", self.listen))?;
        if origin.starts_with("https://") && self.listen.ip().is_loopback() && self.trusted_proxies.is_empty() {
            tracing::warn!("behind a proxy everybody seems to come from it: say --trusted-proxy, so that limits are counted by who asks");
        }
        greet(&house, &origin, self.dev).await?;
        if house.store.name() == "sqlite" {
            // One process has an SQLite database: a lease that is still there is one of before a crash.
            house.store.write(|conn| Box::pin(crate::store::outbox::release_all(conn))).await?;
        }
        let (stop, stopped) = watch::channel(false);
        let sender = Sender {
            store: house.store.clone(),
            vault: (*house.vault).clone(),
            clock: house.clock.clone(),
            transport,
            from,
            health: Health::default(),
        };
        let mailing = tokio::spawn(sender.run(stopped.clone(), house.wake.clone()));
        let probing = tokio::spawn(house.probe.clone().run(house.clone(), stopped.clone()));
        let working = tokio::spawn(jobs::run(house.clone(), testing::manner()?.tick, stopped));
        let served = serve(listener, router(web), &self.trusted_proxies, patience, ending()).await;
        // Jobs end between two tickets; what they leave is done at the next start.
        stop.send_replace(true);
        let (mailed, probed, worked) = tokio::join!(mailing, probing, working);
        served?;
        mailed?;
        probed?;
        worked?;
        house.store.settle().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Takes an SQLite database for this process alone until what is returned is dropped: two portals would send the same mails.
fn alone(database: &Path) -> Result<File, Failure> {
    let mut name = database.as_os_str().to_owned();
    name.push(".serve");
    let path = PathBuf::from(name);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_private(folder).map_err(|error| format!("the folder {} cannot be made: {error}", folder.display()))?;
    }
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path).map_err(|error| format!("{} cannot be opened: {error}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(format!(
            "another habeas serve runs on the database {}: SQLite is for one, several want PostgreSQL (docs/operations.md)",
            database.display()
        )
        .into()),
        Err(TryLockError::Error(error)) => Err(format!("{} cannot be locked: {error}", path.display()).into()),
    }
}

/// Says where to go.
async fn greet(house: &House, origin: &str, dev: bool) -> Result<(), Failure> {
    println!("Habeas is at {origin}");
    for product in house.products.all() {
        println!("  {:<14} {origin}/{}", product.pack.name, product.pack.slug);
    }
    println!("  {:<14} {origin}/staff", "Staff");
    if !staff::any(&mut house.store.read().await?).await? {
        let token = house.invite(FIRST, "system").await?;
        println!("The first staff account is made here, once, within three days:\n  {origin}/staff/join/{token}");
    }
    if dev {
        println!("Mail is captured, not sent:\n  {origin}/dev/mail");
    }
    Ok(())
}

/// Waits for the end: an interrupt, or a polite kill. A terminal that closes is none.
async fn ending() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let kill = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(unix)]
    let hang_up = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()) {
            while signal.recv().await.is_some() {
                tracing::info!("SIGHUP changes nothing: settings are read at the start");
            }
        }
        std::future::pending::<()>().await;
    };
    #[cfg(not(unix))]
    let (kill, hang_up) = (std::future::pending::<()>(), std::future::pending::<()>());
    tokio::select! {
        () = interrupt => {}
        () = kill => {}
        () = hang_up => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn captured_mail_stays_on_ones_own_machine() {
        let here = at("127.0.0.1:3000");
        assert_eq!(check(true, here, None, false, false).unwrap(), "http://127.0.0.1:3000");
        assert_eq!(check(true, here, Some("http://localhost:3000/"), false, false).unwrap(), "http://localhost:3000");
        for refused in [
            check(true, here, Some("https://habeas.example"), false, false),
            check(true, here, None, false, true),
            check(true, at("0.0.0.0:3000"), None, false, false),
            check(true, here, Some("http://127.0.0.1.evil.example"), false, false),
        ] {
            assert!(matches!(refused, Err(StartError::DevInPublic(_))), "{refused:?}");
        }
    }

    #[test]
    fn an_origin_is_a_host_and_no_more() {
        let here = at("127.0.0.1:3000");
        for wrong in ["https://habeas.example/privacy", "https://me@habeas.example", "https://habeas.example?x", "https://", "https://a b"]
        {
            assert_eq!(check(false, here, Some(wrong), true, false), Err(StartError::OriginPath(wrong.into())));
        }
        assert_eq!(check(false, here, Some("https://habeas.example:8443/"), true, false).unwrap(), "https://habeas.example:8443");
    }

    #[test]
    fn a_database_is_served_by_one() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("house.db");
        let first = alone(&database).unwrap();
        let words = alone(&database).unwrap_err().to_string();
        assert!(words.contains("another habeas serve") && words.contains("house.db"), "{words}");
        drop(first);
        alone(&database).unwrap();
    }

    #[test]
    fn in_public_there_are_limits() {
        let public = "https://habeas.example";
        assert_eq!(check_limits(&Limits::off(), public), Err(StartError::UnlimitedInPublic(public.into())));
        assert_eq!(check_limits(&Limits::default(), public), Ok(()));
        assert_eq!(check_limits(&Limits::off(), "http://127.0.0.1:3000"), Ok(()));
    }

    #[test]
    fn in_public_it_starts_only_with_mail_and_an_origin() {
        let here = at("127.0.0.1:3000");
        assert_eq!(check(false, here, None, true, false), Err(StartError::Unconfigured));
        assert_eq!(check(false, here, Some("https://habeas.example"), false, false), Err(StartError::Unconfigured));
        assert_eq!(check(false, here, Some("https://habeas.example"), true, true).unwrap(), "https://habeas.example");
        assert_eq!(
            check(false, here, Some("http://habeas.example"), true, false),
            Err(StartError::Insecure("http://habeas.example".into()))
        );
        assert!(check(false, here, Some("http://127.0.0.1:3000"), true, false).is_ok());
    }
}

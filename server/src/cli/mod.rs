//! The command line. Every command goes through the same desks as the pages.

mod api;
mod audit;
mod bench;
mod clock;
pub(crate) mod demo;
mod keys;
mod mail;
mod policy;
mod retention;
mod serve;
mod simulate;
mod sla;
mod staff;
mod testing;
mod variables;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;
use crate::house::House;
use crate::products::Products;
use crate::store::Store;
use crate::vault::Vault;

/// The portal where people use their data rights.
#[derive(Debug, Parser)]
#[command(name = "habeas", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts the portal.
    Serve(serve::Serve),
    /// Policy packs: what is promised, as data.
    #[command(subcommand)]
    Policy(policy::Policy),
    /// The clocks.
    #[command(subcommand)]
    Sla(sla::Sla),
    /// Plays a year: the share kept, the backlog, and how many agents it takes.
    Simulate(simulate::Simulate),
    /// The record of what was done.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// The keys of the personal data.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// The mails that wait.
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Whether the machine's clock is trusted.
    #[command(subcommand)]
    Clock(clock::Clock),
    /// The staff's accounts.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Lets go of what has been kept for long enough.
    Retention(retention::Retention),
    /// The tokens with which a product's own servers ask.
    #[command(subcommand)]
    Api(api::Api),
    /// Fills an empty database with believable tickets.
    Demo(demo::Demo),
    /// Measures the portal over real HTTP.
    Bench(bench::Bench),
    /// Makes people for tests. Not in a program that was built for use.
    #[cfg(debug_assertions)]
    #[command(hide = true)]
    Testing(testing::Testing),
}

/// Where the portal keeps things.
#[derive(Debug, Clone, Args)]
pub struct Places {
    /// The folder of keys, files and, for SQLite, the database.
    #[arg(long, env = "HABEAS_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The database: `sqlite:PATH` or `postgres://…`. Default: `habeas.db` in the data folder.
    #[arg(long, env = "HABEAS_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// The folder of policies.
    #[arg(long, env = "HABEAS_POLICIES", default_value = "policies")]
    pub policies: PathBuf,
    /// The file of the keys. Default: `keys.toml` in the data folder.
    #[arg(long, env = "HABEAS_KEYS")]
    pub keys: Option<PathBuf>,
}

/// What ends a command.
type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Places {
    fn url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("habeas.db").display()))
    }

    fn keys(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.data.join("keys.toml"))
    }

    /// Opens the database that lies here. Where there is none, nothing is made: whoever looks in the wrong folder is told.
    async fn store(&self) -> Result<Store, Failure> {
        if let Some(file) = self.file()
            && !file.exists()
        {
            return Err(format!(
                "there is no database at {}: say --data or --database, or start the portal once, which makes it (habeas serve)",
                std::path::absolute(&file).unwrap_or(file).display()
            )
            .into());
        }
        self.connect().await
    }

    /// The file of an SQLite database; `None` of PostgreSQL.
    fn file(&self) -> Option<PathBuf> {
        let url = self.url();
        let path = url.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path).split('?').next().unwrap_or_default();
        Some(PathBuf::from(path))
    }

    async fn connect(&self) -> Result<Store, Failure> {
        Store::open(&self.url()).await.map_err(|error| match self.file() {
            Some(file) => format!("the database {} cannot be opened: {error}", file.display()).into(),
            None => format!("the database cannot be reached: {error}").into(),
        })
    }

    /// Opens the house that lies here, and makes it if there is none.
    async fn open_or_make(&self, origin: &str) -> Result<House, Failure> {
        make_private(&self.data).map_err(|error| format!("the data folder {} cannot be made: {error}", self.data.display()))?;
        self.house(origin, self.connect().await?).await
    }

    /// The same; where PostgreSQL does not answer yet, that is said at once, and waited for.
    async fn open_or_wait(&self, origin: &str) -> Result<House, Failure> {
        while self.file().is_none() {
            match Store::answers(&self.url()).await {
                Ok(()) => break,
                // Wrong for ever: a name, a password.
                Err(error) if !error.may_pass() => return Err(format!("the database cannot be opened: {error}").into()),
                Err(error) => tracing::error!(%error, "the database does not answer: waiting for it"),
            }
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        }
        self.open_or_make(origin).await
    }

    /// Opens the house that lies here.
    async fn open(&self, origin: &str) -> Result<House, Failure> {
        self.house(origin, self.store().await?).await
    }

    async fn house(&self, origin: &str, store: Store) -> Result<House, Failure> {
        let products = Products::read(&self.policies)?;
        let keys = self.keys();
        if !keys.exists() && House::has_keys(&store).await? {
            return Err(format!(
                "the keys of this database are missing: {} is not there. Put the copy of it back; new keys cannot read what the old ones sealed",
                keys.display()
            )
            .into());
        }
        let vault = Vault::open_or_make(&keys)?;
        let mut house = House::new(store, vault, Clock::System, products, origin, self.data.join("files")).await?;
        house.cost = testing::manner()?.cost;
        Ok(house)
    }
}

/// Prints a text. A reader who has seen enough (`| head`) is no failure.
fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Makes the data folder, for its owner alone: what lies in it is everybody's personal data.
fn make_private(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Runs the command that was typed.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("HABEAS_LOG").unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    // Colours are for a screen: in a file they are noise.
    let ansi = std::io::IsTerminal::is_terminal(&std::io::stderr());
    tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr).with_ansi(ansi).init();
    if let Some(wrong) = variables::wrong(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok())) {
        eprintln!("habeas: {wrong}");
        return ExitCode::FAILURE;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("habeas: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(dispatch(cli.command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("habeas: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(command: Command) -> Result<ExitCode, Failure> {
    // Whatever is asked for: a program that was built for use does nothing with the variable of tests set.
    testing::manner()?;
    match command {
        Command::Serve(serve) => serve.run().await,
        Command::Policy(policy) => policy.run(),
        Command::Sla(sla) => sla.run().await,
        Command::Simulate(simulate) => simulate.run().await,
        Command::Audit(audit) => audit.run().await,
        Command::Keys(keys) => keys.run().await,
        Command::Mail(mail) => mail.run().await,
        Command::Clock(clock) => clock.run().await,
        Command::Staff(staff) => staff.run().await,
        Command::Retention(retention) => retention.run().await,
        Command::Api(api) => api.run().await,
        Command::Demo(demo) => demo.run().await,
        Command::Bench(bench) => bench.run().await,
        #[cfg(debug_assertions)]
        Command::Testing(testing) => testing.run().await,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_command_of_tests_is_not_in_a_program_that_was_built_for_use() {
        assert_eq!(Cli::command().find_subcommand("testing").is_some(), cfg!(debug_assertions));
    }
}

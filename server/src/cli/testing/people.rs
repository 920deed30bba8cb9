//! `habeas testing`: people who are logged in already, one for each line that comes in. What a test wants of a log-in it is given
//! in a moment, where the pages would take it seconds; the pages themselves are tested by their own tests. Everything is done by the
//! desks that the pages use, as far as they do not wait for a mail.

use std::process::ExitCode;

use clap::Args;
use domain::{Lang, Role};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{VARIABLE, manner};
use crate::cli::{Failure, Places};
use crate::desk::DeskError;
use crate::desk::account::{Arrival, Entered};
use crate::desk::{code, password, person};
use crate::house::House;
use crate::random;
use crate::store::account::{self, Account};
use crate::store::{event, session, staff};

/// Makes people for tests: a line of JSON in, a line of JSON out, until the input ends.
#[derive(Debug, Args)]
pub struct Testing {
    #[command(flatten)]
    places: Places,
    /// The portal's address as people see it.
    #[arg(long, env = "HABEAS_ORIGIN", default_value = "http://127.0.0.1:3000")]
    origin: String,
}

/// What a line asks for.
#[derive(Debug, Deserialize)]
#[serde(tag = "make", rename_all = "snake_case", deny_unknown_fields)]
enum Ask {
    /// A member of the staff, with a second factor.
    Staff { role: String, name: String, email: String, password: String },
    /// A session of a member of the staff, as it is after the second factor: its cookie.
    StaffSession { email: String },
    /// Lets a privacy officer, by their address, approve a member for the data of children.
    Approval { officer: String, email: String },
    /// An account.
    Account { name: String, email: String, password: String },
    /// A session of an account, as it is after a log-in: its cookie.
    AccountSession { email: String },
}

/// What comes back; what does not belong to what was asked for is left out.
#[derive(Debug, Default, Serialize)]
struct Made {
    /// The value of the cookie `staff` or `account`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cookie: Option<String>,
    /// The key of the second factor, in base32.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// The last step of thirty seconds whose code was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<i64>,
    /// The recovery codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recovery: Vec<String>,
}

impl Testing {
    pub(in crate::cli) async fn run(self) -> Result<ExitCode, Failure> {
        if std::env::var_os(VARIABLE).is_none() {
            return Err(format!("`habeas testing` works with {VARIABLE}=1 alone").into());
        }
        manner()?;
        let house = self.places.open(&self.origin).await?;
        for line in std::io::stdin().lines() {
            let line = line?;
            match answer(&house, &line).await {
                Ok(made) => println!("{}", serde_json::to_string(&made)?),
                Err(error) => println!("{}", json!({"error": error.to_string()})),
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn answer(house: &House, line: &str) -> Result<Made, Failure> {
    match serde_json::from_str(line)? {
        Ask::Staff { role, name, email, password } => join(house, &role, &name, &email, &password).await,
        Ask::StaffSession { email } => Ok(Made { cookie: Some(enter(house, &email).await?), ..Made::default() }),
        Ask::Approval { officer, email } => {
            let cookie = enter(house, &officer).await?;
            let desk = entered(house, &cookie).await.map(|who| house.admin(&who))?.ok_or("nobody who approves anything")?;
            let member = member(house, &email).await?;
            desk.approve_minors(&member.id, true).await.map_err(failed)?;
            Ok(Made::default())
        }
        Ask::Account { name, email, password } => {
            make_account(house, &name, &email, &password).await?;
            Ok(Made::default())
        }
        Ask::AccountSession { email } => log_in(house, &email).await,
    }
}

/// What a desk refuses is told with its codes: nobody else reads this.
fn failed(error: DeskError) -> Failure {
    format!("{error:?}").into()
}

async fn member(house: &House, email: &str) -> Result<staff::Staff, Failure> {
    let found = staff::by_email(&mut house.store.read().await?, &house.vault, email).await?;
    found.ok_or_else(|| format!("nobody on the staff has the address {email}").into())
}

async fn entered(house: &House, cookie: &str) -> Result<Entered, Failure> {
    house.entered(cookie).await.map_err(failed)?.ok_or_else(|| "the session did not begin".into())
}

/// Joins by an invitation, and enrols a second factor.
async fn join(house: &House, role: &str, name: &str, email: &str, password: &str) -> Result<Made, Failure> {
    let role = Role::from_code(role).ok_or_else(|| format!("there is no role {role}"))?;
    let invitation = house.invite(role.code(), "system").await.map_err(failed)?;
    let half = house.join(&invitation, name, email, password, Arrival::default()).await.map_err(failed)?;
    let who = entered(house, &half).await?;
    let enrolment = house.begin_enrolment(&who).map_err(failed)?;
    let enrolled = house.enrol(&who, &enrolment.token, &enrolment.now, Arrival::default()).await.map_err(failed)?;
    let used = member(house, email).await?.totp.map(|totp| totp.step);
    Ok(Made { cookie: None, key: Some(enrolment.letters), used, recovery: enrolled.codes })
}

/// Begins a whole session of a member of the staff. A code would be used up by it, and each works once.
async fn enter(house: &House, email: &str) -> Result<String, Failure> {
    let member = member(house, email).await?;
    let (token, held) = house.whole_session(&member.id, &Arrival::default());
    let (vault, hash) = (house.vault.clone(), code::cookie_hash(house, &token));
    house.store.write(move |conn| Box::pin(async move { session::insert(conn, &vault, &hash, &held).await })).await?;
    Ok(token)
}

/// Makes an account of a proved address: what stands between is a mail.
async fn make_account(house: &House, name: &str, email: &str, password: &str) -> Result<(), Failure> {
    let now = house.now();
    let account = Account {
        id: random::id(now),
        created_at: now,
        lang: Lang::En,
        zone: None,
        password: password::hash(house, password).await.map_err(failed)?,
        totp: None,
        totp_at: None,
        totp_step: None,
        frozen: None,
        person: account::Person { name: name.to_owned(), email: email.to_owned() },
    };
    let vault = house.vault.clone();
    let made = house.store.write(move |conn| {
        Box::pin(async move {
            account::insert(conn, &vault, &account).await?;
            event::append(conn, &account.stream(), now, &account.stream(), "account_made", &json!({})).await?;
            event::append(conn, "house", now, &account.stream(), "account_made", &json!({})).await
        })
    });
    Ok(made.await?)
}

/// Begins a session of an account, as its password alone would.
async fn log_in(house: &House, email: &str) -> Result<Made, Failure> {
    let found = account::by_email(&mut house.store.read().await?, &house.vault, email).await?;
    let account = found.ok_or_else(|| format!("nobody has an account with the address {email}"))?;
    let (house, now) = (house.clone(), house.now());
    let store = house.store.clone();
    let begun = store.write(move |conn| Box::pin(async move { person::begin(&house, conn, &account, false, "", now).await }));
    Ok(Made { cookie: Some(begun.await.map_err(failed)?), ..Made::default() })
}

//! One portal with so many tickets: its start, its memory, the pages of an agent and of a lead, and the submissions of the public.

use std::net::SocketAddr;
use std::path::Path;

use serde_json::Value;

use super::child::{Folder, Portal, fill};
use super::client::{Answer, Ask, Client};
use super::load::{Rate, load};
use crate::cli::Failure;
use crate::clock::Clock;
use crate::desk::second;

/// What a browser on this machine says that it takes.
pub(super) const BROWSER: &str = "gzip, deflate, br, zstd";

/// What was measured with so many tickets.
#[derive(Debug)]
pub(super) struct Desk {
    /// How many tickets.
    pub(super) tickets: u32,
    /// Seconds that `habeas demo` took to make them.
    pub(super) fill: f64,
    /// The database in MiB.
    pub(super) database: f64,
    /// Milliseconds from the start of the process to the first page, the median of several starts.
    pub(super) start: f64,
    /// Memory after the start and after the load, and the most in between, in MiB.
    pub(super) memory: Option<[f64; 3]>,
    /// Each load by name.
    pub(super) rates: Vec<(&'static str, Rate)>,
}

/// Who looks at the pages of the staff, and what the loads are called: the queue, the archive, a ticket. A lead sees every product and
/// more of a ticket.
const ROLES: [(&str, [&str; 3]); 2] = [
    ("agent", ["queue, first page, as agent", "archive, first page, as agent", "ticket page, as agent"]),
    ("lead", ["queue, first page, as lead", "archive, first page, as lead", "ticket page, as lead"]),
];

/// How often the portal is started for the median.
const STARTS: usize = 5;

impl Desk {
    /// Fills a folder and measures its portal; the portal goes on for whoever wants more of it.
    pub(super) async fn measure(folder: &Folder, policies: &Path, site: &Path, tickets: u32) -> Result<(Self, Portal), Failure> {
        let data = &folder.0;
        let filled = fill(data, policies, tickets)?;
        let mut starts = Vec::new();
        for _ in 1..STARTS {
            starts.push(Portal::start(data, policies, site, "/hellotalk").await?.start.as_secs_f64() * 1000.0);
        }
        let portal = Portal::start(data, policies, site, "/hellotalk").await?;
        starts.push(portal.start.as_secs_f64() * 1000.0);
        starts.sort_by(f64::total_cmp);
        let before = portal.memory();
        let mut rates = Vec::new();
        for (role, [queue, archive, one]) in ROLES {
            let (email, password) = member(&filled, role).ok_or_else(|| format!("habeas demo named no {role}"))?;
            let cookies = log_in(portal.host, &email, &password).await?;
            let list = references(portal.host, &cookies).await?;
            for parallel in [1, 8] {
                let page = |path: &'static str| {
                    let ask = Ask { cookies: cookies.clone(), ..Ask::get(path, BROWSER) };
                    move |_| ask.clone()
                };
                rates.push((queue, load(portal.host, parallel, 200, page("/staff/queue")).await?));
                rates.push((archive, load(portal.host, parallel, 200, page("/staff/queue?state=fulfilled")).await?));
                let (cookies, list) = (cookies.clone(), list.clone());
                let ticket = move |number: u64| Ask { cookies: cookies.clone(), ..Ask::get(&list[number as usize % list.len()], BROWSER) };
                rates.push((one, load(portal.host, parallel, 200, ticket).await?));
            }
        }
        for parallel in [1, 8, 32] {
            rates.push(("submission, durable", load(portal.host, parallel, 303, move |number| submission(parallel, number)).await?));
        }
        let after = portal.memory();
        let memory = before.zip(after).map(|((start, _), (end, most))| [start, end, most]);
        let database = std::fs::metadata(data.join("habeas.db"))?.len() as f64 / 1024.0 / 1024.0;
        let seconds = filled.get("seconds").and_then(Value::as_f64).unwrap_or(0.0);
        Ok((Self { tickets, fill: seconds, database, start: starts[STARTS / 2], memory, rates }, portal))
    }
}

/// The address and the password of somebody with this role.
fn member(filled: &Value, role: &str) -> Option<(String, String)> {
    let one = filled.get("staff")?.as_array()?.iter().find(|member| member.get("role").and_then(Value::as_str) == Some(role))?;
    Some((one.get("email")?.as_str()?.to_owned(), one.get("password")?.as_str()?.to_owned()))
}

/// Logs in by the pages' own forms, and sets up the second factor as somebody new does; answers the cookies.
async fn log_in(host: SocketAddr, email: &str, password: &str) -> Result<String, Failure> {
    let (half, _) = post(host, "/staff/login", &[("email", email), ("password", password)], "").await?;
    let cookies = half.cookies();
    let ask = Ask { cookies: cookies.clone(), ..Ask::get("/staff/second", "") };
    let answer = Client::connect(host).await?.ask(&ask).await?;
    let html = String::from_utf8_lossy(&answer.body).into_owned();
    let between = |before: &str, after: char| html.split_once(before).and_then(|(_, rest)| rest.split(after).next()).map(str::to_owned);
    let token = between("name=\"token\" value=\"", '"').ok_or("the second factor's page has no form")?;
    let letters = between("data-testid=\"secret\">", '<').ok_or("the second factor's page shows no key")?;
    let code = second::code_of_letters(&letters, Clock::System.now()).ok_or("the key is none")?;
    let (answer, status) = post(host, "/staff/second", &[("token", &token), ("code", &code)], &cookies).await?;
    if status == 200 { Ok(answer.cookies()) } else { Err(format!("the second factor answered {status}").into()) }
}

/// Posts a form.
async fn post(host: SocketAddr, path: &str, fields: &[(&str, &str)], cookies: &str) -> Result<(Answer, u16), Failure> {
    let ask = Ask {
        method: "POST",
        path: path.to_owned(),
        cookies: cookies.to_owned(),
        content_type: "application/x-www-form-urlencoded".to_owned(),
        body: serde_html_form::to_string(fields)?.into_bytes(),
        ..Ask::default()
    };
    let answer = Client::connect(host).await?.ask(&ask).await?;
    let status = answer.status;
    if status >= 400 {
        return Err(format!("{path} answered {status}").into());
    }
    Ok((answer, status))
}

/// The pages of the tickets on the first page of the queue.
async fn references(host: SocketAddr, cookies: &str) -> Result<Vec<String>, Failure> {
    let ask = Ask { cookies: cookies.to_owned(), ..Ask::get("/staff/queue", "") };
    let answer = Client::connect(host).await?.ask(&ask).await?;
    let html = String::from_utf8_lossy(&answer.body).into_owned();
    let mut list: Vec<String> =
        html.split('"').filter(|text| text.starts_with("/staff/tickets/") && text.matches('/').count() == 3).map(str::to_owned).collect();
    list.sort();
    list.dedup();
    if list.is_empty() { Err("the queue shows no ticket".into()) } else { Ok(list) }
}

/// A deletion as the public form sends it, from an address that nobody used before.
fn submission(parallel: usize, number: u64) -> Ask {
    const BOUNDARY: &str = "----habeas-measures-itself";
    let email = format!("bench.{parallel}.{number}@example.org");
    let fields = [
        ("email", email.as_str()),
        ("country", "KR"),
        ("words", "I no longer use the app. Please delete my account and all that belongs to it."),
        ("scope", "account"),
        ("understood", "yes"),
        ("tz", "Asia/Seoul"),
    ];
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    Ask {
        method: "POST",
        path: "/hellotalk/deletion".to_owned(),
        encoding: BROWSER,
        content_type: format!("multipart/form-data; boundary={BOUNDARY}"),
        body: body.into_bytes(),
        ..Ask::default()
    }
}

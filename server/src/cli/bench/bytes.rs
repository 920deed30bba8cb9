//! What a first visit of each public page costs on the wire: the page, its style, its script, its module, its pictures.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use super::client::{Ask, Client};
use crate::cli::Failure;

/// The public pages that people come in by.
pub(super) const PAGES: [&str; 9] = [
    "/",
    "/hellotalk",
    "/hellotalk/access",
    "/hellotalk/deletion",
    "/hellotalk/ai-training",
    "/hellotalk/report",
    "/hellotalk/data",
    "/requests",
    "/staff/login",
];

/// How the bytes of a first visit divide, heads included.
#[derive(Debug, Clone, Default)]
pub(super) struct Visit {
    /// The page's path.
    pub(super) path: &'static str,
    /// The page.
    pub(super) html: usize,
    /// Styles, scripts, modules and pictures, in this order.
    pub(super) parts: [usize; 4],
    /// How many requests.
    pub(super) requests: usize,
}

/// The ends of the names of what a page brings along.
const KINDS: [&str; 4] = [".css", ".js", ".wasm", ".svg"];

impl Visit {
    /// All bytes together.
    pub(super) fn sum(&self) -> usize {
        self.html + self.parts.iter().sum::<usize>()
    }

    /// Visits a page for the first time.
    pub(super) async fn of(host: SocketAddr, path: &'static str, encoding: &'static str) -> Result<Self, Failure> {
        let mut client = Client::connect(host).await?;
        // Read once in the clear, to see what it brings along.
        let plain = client.ask(&Ask::get(path, "")).await?;
        let answer = client.ask(&Ask::get(path, encoding)).await?;
        if answer.status != 200 {
            return Err(format!("{path} answered {}", answer.status).into());
        }
        let mut visit = Self { path, html: answer.wire, parts: [0; 4], requests: 1 };
        for asset in assets(&String::from_utf8_lossy(&plain.body)) {
            let answer = client.ask(&Ask::get(&asset, encoding)).await?;
            if answer.status != 200 {
                return Err(format!("{asset} of {path} answered {}; is the site built (make build)?", answer.status).into());
            }
            if let Some(kind) = KINDS.iter().position(|kind| asset.ends_with(kind)) {
                visit.parts[kind] += answer.wire;
                visit.requests += 1;
            }
        }
        Ok(visit)
    }
}

/// The paths of a page's own styles, scripts, modules and pictures, each once.
fn assets(html: &str) -> BTreeSet<String> {
    let quoted = html.split(['"', '\'']).map(|text| text.split(['#', '?']).next().unwrap_or(text));
    quoted.filter(|text| text.starts_with('/') && KINDS.iter().any(|kind| text.ends_with(kind))).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_asset_is_found_once_and_pages_are_not() {
        let html = r##"<link href="/pkg/a.css"><script>import('/pkg/a.js')</script><use href="/icons.svg#x"/><use href="/icons.svg#y"/><a href="/hellotalk">x</a>"##;
        assert_eq!(assets(html).into_iter().collect::<Vec<_>>(), ["/icons.svg", "/pkg/a.css", "/pkg/a.js"]);
    }
}

//! What the web needs: the house, and how it is reached.

use std::path::{Path, PathBuf};

use app::views::Assets;
use ipnet::IpNet;
use serde::Deserialize;

use super::limit::Limiter;
use super::limits::Limits;
use super::listen::Patience;
use crate::house::House;

/// How the portal is reached and what it serves.
#[derive(Debug, Clone)]
pub struct WebConfig {
    /// The public origin, such as `https://habeas.example`, without a slash at the end.
    pub origin: String,
    /// Whether this is the development portal.
    pub dev: bool,
    /// Where the built site lies.
    pub site: PathBuf,
    /// Where captured mails lie, in the development portal.
    pub mails: PathBuf,
    /// The proxies whose word about who asks is trusted: addresses and networks.
    pub trusted_proxies: Vec<IpNet>,
    /// How often.
    pub limits: Limits,
    /// How long connections are waited for.
    pub patience: Patience,
}

/// What every route is given.
#[derive(Debug)]
pub struct Web {
    /// The desks.
    pub house: House,
    /// How it is reached.
    pub config: WebConfig,
    /// The hashed names of the style and of the browser's half.
    pub assets: Assets,
    /// Who has asked how often; `None` when there are no limits.
    pub limiter: Option<Limiter>,
}

impl Web {
    /// The web around a house. Without a built site the pages come without style: the portal can still be used.
    #[must_use]
    pub fn new(house: House, config: WebConfig) -> Self {
        let assets = read_assets(&config.site);
        let limiter = Limiter::new(&config.limits, &house.clock);
        Self { house, config, assets, limiter }
    }

    /// Whether visitors come over TLS: then cookies are `__Host-` and only for TLS.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.config.origin.starts_with("https://")
    }
}

#[derive(Deserialize)]
struct Names {
    css: String,
    #[serde(default)]
    js: String,
    #[serde(default)]
    wasm: String,
}

fn read_assets(site: &Path) -> Assets {
    let file = site.join("assets.json");
    let names = std::fs::read(&file)
        .map_err(|error| error.to_string())
        .and_then(|bytes| serde_json::from_slice::<Names>(&bytes).map_err(|error| error.to_string()));
    match names {
        Ok(names) => Assets { css: names.css, js: names.js, wasm: names.wasm },
        Err(error) => {
            tracing::warn!(file = %file.display(), error, "no built site: pages come without style");
            Assets::default()
        }
    }
}

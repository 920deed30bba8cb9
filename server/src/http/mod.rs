//! The web: routes, forms, cookies and headers. A route asks a desk and hands the page what it shows; nothing here decides.

mod account;
mod acts;
mod alerts;
mod api;
mod calendars;
pub mod config;
mod cookies;
mod dev;
mod entrance;
mod evidence;
mod files;
mod form;
mod frozen;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod guardian;
mod headers;
mod kept;
pub mod limit;
pub mod limits;
pub mod listen;
mod live;
mod officer;
mod parts;
mod patient;
pub mod peer;
mod people;
mod plain;
mod problem;
mod promises;
mod public;
mod reader;
mod request;
mod rota;
pub mod routes;
mod rules;
mod simulate;
mod staff;
mod ticket;
mod track;
mod young;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler as _;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

pub use config::{Web, WebConfig};

use crate::desk::upload::{MAX_FILE, MAX_FILES};

/// The largest body: the files of one form, and its words.
const MAX_BODY: usize = MAX_FILE as usize * MAX_FILES + 256 * 1024;

/// The portal: every route of the registry, and the site's assets.
pub fn router(web: Arc<Web>) -> Router {
    let site = web.config.site.clone();
    let assets = Router::new()
        .nest_service("/pkg", ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip())
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/logo.svg", ServeFile::new(site.join("logo.svg")))
        .route_service("/icons.svg", ServeFile::new(site.join("icons.svg")))
        .layer(middleware::from_fn(headers::assets))
        .layer(CompressionLayer::new().gzip(true).br(true));
    let gate = limit::Gate { web: web.clone(), class: limit::Class::Pages };
    let pages = routes::router(&web)
        .fallback(public::missing.layer(middleware::from_fn_with_state(gate, limit::gate)))
        .method_not_allowed_fallback(public::not_allowed)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(web.clone(), headers::origin))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(RequestBodyTimeoutLayer::new(web.config.patience.body))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, web.config.patience.answer))
        .layer(middleware::from_fn_with_state(web.clone(), problem::dress))
        .layer(CompressionLayer::new().gzip(true).br(true));
    assets.merge(pages).layer(middleware::from_fn_with_state(web.clone(), headers::all)).with_state(web)
}

//! The web: routes, forms, cookies and headers. A route asks a desk and hands the page what it shows; nothing here decides.

pub mod config;
mod cookies;
mod dev;
mod files;
mod form;
mod headers;
mod live;
mod problem;
mod public;
mod reader;
mod request;
mod staff;
mod ticket;
mod track;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::TimeoutLayer;

pub use config::{Web, WebConfig};

use crate::desk::upload::{MAX_FILE, MAX_FILES};

/// The largest body: the files of one form, and its words.
const MAX_BODY: usize = MAX_FILE as usize * MAX_FILES + 256 * 1024;

/// Every route of the portal.
pub fn router(web: Arc<Web>) -> Router {
    let site = web.config.site.clone();
    let mut router = Router::new()
        .route("/", get(public::home))
        .route("/healthz", get(public::health))
        .route("/language", post(public::language))
        .route("/code", get(public::code).post(public::enter_code))
        .route("/code/resend", post(public::resend))
        .route("/link/{secret}", get(public::link).post(public::press_link))
        .route("/link/{secret}/again", post(public::link_again))
        .route("/requests", get(public::find).post(public::find_post))
        .route("/requests/{reference}", get(track::page))
        .route("/requests/{reference}/received", get(track::received))
        .route("/requests/{reference}/messages", post(track::write))
        .route("/requests/{reference}/withdraw", post(track::withdraw))
        .route("/requests/{reference}/appeal", post(track::appeal))
        .route("/requests/{reference}/in-app-code", post(track::in_app_code))
        .route("/requests/{reference}/zone", post(track::set_zone))
        .route("/requests/{reference}/fresh", post(track::fresh))
        .route("/requests/{reference}/leave", post(track::leave))
        .route("/requests/{reference}/files/{id}", get(track::file).head(public::not_allowed))
        .route("/staff", get(staff::front))
        .route("/staff/login", get(staff::login).post(staff::login_post))
        .route("/staff/logout", post(staff::logout))
        .route("/staff/join/{token}", get(staff::join).post(staff::join_post))
        .route("/staff/queue", get(staff::queue))
        .route("/staff/queue/events", get(live::events))
        .route("/staff/search", get(staff::queue).post(staff::search))
        .route("/staff/next", post(staff::next))
        .route("/staff/people", get(staff::people).post(staff::invite))
        .route("/staff/tickets/{reference}", get(ticket::page))
        .route("/staff/tickets/{reference}/claim", post(ticket::claim))
        .route("/staff/tickets/{reference}/release", post(ticket::release))
        .route("/staff/tickets/{reference}/note", post(ticket::note))
        .route("/staff/tickets/{reference}/message", post(ticket::message))
        .route("/staff/tickets/{reference}/question", post(ticket::question))
        .route("/staff/tickets/{reference}/in-app-code", post(ticket::in_app_code))
        .route("/staff/tickets/{reference}/package", post(ticket::package))
        .route("/staff/tickets/{reference}/close", post(ticket::close))
        .route("/staff/tickets/{reference}/decide", post(ticket::decide))
        .route("/staff/tickets/{reference}/files/{id}", get(ticket::file))
        .route("/{product}", get(public::product))
        .route("/{product}/data", get(public::data))
        .route("/{product}/report", get(request::report).post(request::report_post))
        .route("/{product}/report/received", get(request::report_received))
        .route("/{product}/{slug}", get(request::form).post(request::form_post));
    if web.config.dev {
        router = router.route("/dev/mail", get(dev::mails)).route("/dev/mail/{number}", get(dev::mail));
    }
    let assets = Router::new()
        .nest_service("/pkg", ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip())
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/logo.svg", ServeFile::new(site.join("logo.svg")))
        .route_service("/icons.svg", ServeFile::new(site.join("icons.svg")))
        .layer(middleware::from_fn(headers::assets))
        .layer(CompressionLayer::new().gzip(true).br(true));
    let pages = router
        .fallback(public::missing)
        .method_not_allowed_fallback(public::not_allowed)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(web.clone(), headers::origin))
        .layer(CatchPanicLayer::custom(problem::panicked))
        // An upload over a slow line takes its time; a page that takes two minutes is broken. Live events have begun long before.
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(120)))
        .layer(middleware::from_fn_with_state(web.clone(), problem::dress))
        .layer(CompressionLayer::new().gzip(true).br(true));
    assets.merge(pages).layer(middleware::from_fn_with_state(web.clone(), headers::all)).with_state(web)
}

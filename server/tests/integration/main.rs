//! Everything of the server from outside: its desks as stories, its pages, its mail. One program, because each costs a link of its own.
#![allow(clippy::unwrap_used, reason = "a test fails here")]

mod desks;
mod docs;
mod house;
mod mail;
mod support;
mod web;

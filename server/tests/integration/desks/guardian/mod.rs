//! Guardians, as stories: who may act for a child, for what, until when, and what nobody is told.

mod alone;
mod asking;
mod birthday;
mod claim;
mod code;
mod consent;
mod decision;
mod evidence;
mod forgotten;
mod near;
mod notice;
mod places;
mod safety;
mod takeover;
mod two;
mod untold;
mod wrong_child;
mod young;

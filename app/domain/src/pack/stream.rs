//! The streams of data that may train AI models, each of which can be withdrawn by itself.

use serde::{Deserialize, Serialize};

use crate::Text;

/// The policy's clause about training AI models.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AiTraining {
    /// The policy's section.
    pub section: String,
    /// True when data is used unless the person withdraws.
    pub on_by_default: bool,
    /// What the policy says about it, in plain words.
    pub summary: Text,
    /// What the policy does not say, so that the answer to a withdrawal has to.
    pub silent_on: Text,
    /// The streams.
    pub streams: Vec<Stream>,
}

/// One stream of data that can be withdrawn by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// Its id within the pack: `voice`, `other`, `page_info`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it covers, in plain words.
    pub covers: Text,
    /// The ids of the data categories that it touches.
    pub categories: Vec<String>,
    /// How the policy's words are read.
    pub basis: Basis,
    /// What a withdrawal ends.
    pub effect: StreamEffect,
    /// What that reading means for the person.
    pub reading: Text,
    /// The policy's section.
    pub section: String,
    /// The id of the promise that grants the withdrawal.
    pub promise: String,
}

/// How the policy's words about a stream are read in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The policy speaks of an authorization: consent, so that its withdrawal also ends the ground for stored copies.
    Consent,
    /// The policy speaks of a request: read as an objection, and honoured without a reason.
    Request,
    /// The policy speaks of opting out of the collection.
    OptOut,
}

/// What a withdrawal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamEffect {
    /// The use for training; the service still works with the data.
    StopTraining,
    /// The collection itself.
    StopCollection,
}

//! What a withdrawal from AI training must answer before it is closed: one line for each effect, so that nobody reads "deleted
//! from the model" where that is not true (EDPB Opinion 28/2024; GDPR 7(3); PIPL 15 and 16).

/// The stream of data that a withdrawal is about, as the packs code it.
pub const VOICE: &str = "voice";
/// All other information that may be used for training.
pub const OTHER: &str = "other";
/// Information about the page that the user is on: an opt-out of its collection, not only of training.
pub const PAGE_INFO: &str = "page_info";

/// How a line is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// By the moment at which it was done.
    DoneAt,
    /// By the date of the next data set's freeze.
    Date,
    /// By one of these states.
    OneOf(&'static [&'static str]),
    /// It only has to be said; the confirmation says it.
    Said,
}

/// One effect that the confirmation must answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// The code, which also names its texts.
    pub code: &'static str,
    /// How it is answered.
    pub answer: Answer,
    /// The streams that it is about; empty: all of them.
    pub streams: &'static [&'static str],
}

/// Every effect, in the order of the confirmation.
pub const EFFECTS: &[Effect] = &[
    Effect { code: "stop_collection", answer: Answer::DoneAt, streams: &[PAGE_INFO] },
    Effect { code: "stop_future_use", answer: Answer::DoneAt, streams: &[VOICE, OTHER] },
    Effect { code: "exclude_from_unfrozen_datasets", answer: Answer::Date, streams: &[VOICE, OTHER] },
    Effect {
        code: "remove_from_existing_datasets",
        answer: Answer::OneOf(&["linkable_removed", "relinkable_needs_more_data", "not_linkable"]),
        streams: &[],
    },
    Effect {
        code: "trained_models",
        answer: Answer::OneOf(&[
            "not_trained_on_it",
            "contains_and_retrain_scheduled",
            "contains_not_retrained_output_filter",
            "anonymous_model_claimed",
        ]),
        streams: &[],
    },
    Effect { code: "third_party_ai_providers", answer: Answer::OneOf(&["told", "none", "contract_forbids_training"]), streams: &[] },
    Effect { code: "service_continues", answer: Answer::Said, streams: &[] },
    Effect { code: "past_use", answer: Answer::Said, streams: &[] },
    Effect { code: "no_detriment", answer: Answer::Said, streams: &[] },
    Effect { code: "reversal_and_complaint", answer: Answer::Said, streams: &[] },
];

/// The effects that a withdrawal from these streams must answer.
pub fn applicable(streams: &[String]) -> impl Iterator<Item = &'static Effect> {
    EFFECTS
        .iter()
        .filter(move |effect| effect.streams.is_empty() || effect.streams.iter().any(|stream| streams.iter().any(|s| s == stream)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_information_stops_being_collected_and_voice_stops_being_used() {
        let codes = |streams: &[&str]| {
            applicable(&streams.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()).map(|effect| effect.code).collect::<Vec<_>>()
        };
        assert!(codes(&[PAGE_INFO]).contains(&"stop_collection"));
        assert!(!codes(&[PAGE_INFO]).contains(&"stop_future_use"));
        assert!(!codes(&[VOICE]).contains(&"stop_collection"));
        assert_eq!(codes(&[VOICE, OTHER, PAGE_INFO]).len(), EFFECTS.len());
    }
}

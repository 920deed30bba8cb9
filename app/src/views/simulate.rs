//! The page of forecasts.

use domain::Kind;
use domain::simulate::{Learned, Needs, Outlook, Plan, TooLittle};

use super::FormView;

/// The page of forecasts. Fields of its form: `from`, `days`, `seed`, `target`, [`arrivals_field`] for each kind and
/// [`agents_field`] for each shift.
#[derive(Debug, Clone)]
pub struct SimulateView {
    /// The slugs and names of the products that the reader can choose.
    pub products: Vec<(String, String)>,
    /// The slug of the chosen one.
    pub product: String,
    /// What the page starts from: kinds, handling times, shifts.
    pub plan: Plan,
    /// What the plan was learned from, or why it was not.
    pub learned: Result<Learned, TooLittle>,
    /// What was typed, and what was wrong with it.
    pub form: FormView,
    /// The forecast, once it was asked for.
    pub made: Option<MadeView>,
}

/// A forecast.
#[derive(Debug, Clone)]
pub struct MadeView {
    /// With the typed numbers of people.
    pub outlook: Outlook,
    /// The smallest numbers.
    pub needs: Needs,
}

/// The field of how many tickets of a kind come in a day.
#[must_use]
pub const fn arrivals_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Access => "n_access",
        Kind::Correction => "n_correction",
        Kind::Deletion => "n_deletion",
        Kind::AiTrainingWithdrawal => "n_ai",
        Kind::AdvertisingOptOut => "n_advertising",
        Kind::ConsentRevocation => "n_consent",
        Kind::GuardianAuthority => "n_guardian",
        Kind::ChildAccount => "n_child",
        Kind::Report => "n_report",
    }
}

/// The field of how many people work in a shift of [`domain::simulate::usual`]; `None` for a name that is none of them.
#[must_use]
pub fn agents_field(shift: &str) -> Option<&'static str> {
    match shift {
        "office" => Some("a_office"),
        "night" => Some("a_night"),
        "day" => Some("a_day"),
        "evening" => Some("a_evening"),
        _ => None,
    }
}

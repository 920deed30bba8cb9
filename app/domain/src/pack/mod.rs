//! A policy pack: everything that one product promises and holds, as data.
//!
//! A product is two files that an operator edits: `policies/<slug>.toml` and `policies/<slug>.processors.toml`. A new
//! product is two new files and no code. [`Pack::parse`] reads them and reports every mistake at once, each with its line
//! and its mend ([`Problem`]); what it returns has been checked, so the look-ups below need no error.

mod category;
mod check;
mod escalation;
mod lookup;
mod office;
mod people;
mod problem;
mod processor;
mod product;
mod promise;
mod retention;
mod section;
mod self_service;
mod stream;
mod term;
mod textual;
mod wording;

use serde::{Deserialize, Serialize};

pub use category::Category;
pub use escalation::{Audience, Escalation, Point};
pub use office::{Calendars, Interval, Join, Office};
pub use people::{Ages, GuardianRight, Guardians};
pub use problem::Problem;
pub use processor::{Processor, Processors};
pub use product::{Company, Contacts, PolicyDocument, Publish};
pub use promise::{Bound, ClockUnit, Promise, PromiseClock, Right};
pub use retention::{Period, PeriodUnit, RetentionBasis, RetentionRule, TicketRetention};
pub use section::{Ads, ConsentException, ConsentExceptions, Transfers};
pub use self_service::SelfService;
pub use stream::{AiTraining, Basis, Stream, StreamEffect};
pub use term::{Duty, Limit, Source, Term};
pub use wording::Items;

use crate::typed::AppIdRule;
use crate::{Kind, Lang, Text};

/// Everything that Habeas knows of one product. Every civil time in it is in [`Office::zone`].
///
/// Holds no personal data: it may be shown to anybody, and is stored with a clock as the version it was computed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The product's part of a URL, and the name of its files: `hellotalk`.
    pub slug: String,
    /// The two capital letters that begin every reference of this product: `HT`.
    pub reference_prefix: String,
    /// The product's name: a brand, the same in every language.
    pub name: String,
    /// One line that says what the product is.
    pub description: Text,
    /// The languages of this pack. Every text in it is there in each of them; the first is English.
    pub languages: Vec<Lang>,
    /// The kinds of ticket that this product takes, in the order in which they are shown.
    pub kinds: Vec<Kind>,
    /// The privacy policy that this pack was read from.
    pub policy: PolicyDocument,
    /// The company that answers for the product.
    pub company: Company,
    /// What people know their account by in the app.
    #[serde(default)]
    pub app_id: AppIdRule,
    /// Whom the policy names to write to.
    pub contacts: Contacts,
    /// Where and when the office works: what a business day's hours are.
    pub office: Office,
    /// Which calendars say what a business day is.
    pub calendars: Calendars,
    /// Everything that is promised, with or without a number, by the policy or by the house.
    pub promises: Vec<Promise>,
    /// Which promise's clock governs each kind. Access and correction may have none: then the law's clock alone governs.
    pub terms: Vec<Term>,
    /// Every category of personal data that the policy names.
    pub categories: Vec<Category>,
    /// The use of data for training AI models; `None` for a product that does not train.
    #[serde(default)]
    pub ai_training: Option<AiTraining>,
    /// What people can do by themselves, without a request.
    pub self_service: Vec<SelfService>,
    /// How long data is kept, and what stays after a deletion.
    pub retention: Vec<RetentionRule>,
    /// The cases in which the policy says that it collects without consent: information, never a reason to refuse.
    #[serde(default)]
    pub exceptions: Option<ConsentExceptions>,
    /// The policy's rules about age.
    pub ages: Ages,
    /// What the policy grants to the guardians of children; `None` where it says nothing.
    #[serde(default)]
    pub guardians: Option<Guardians>,
    /// Data that crosses borders; `None` where the policy says nothing.
    #[serde(default)]
    pub transfers: Option<Transfers>,
    /// Personalised advertising; `None` where the policy has no such clause.
    #[serde(default)]
    pub ads: Option<Ads>,
    /// How long Habeas keeps its own closed tickets.
    pub tickets: TicketRetention,
    /// What the product shows of its own figures; nothing unless it says so.
    #[serde(default)]
    pub publish: Publish,
    /// Who is told when a clock comes near its due; none: the house's rows ([`Pack::escalations`]).
    #[serde(default)]
    pub escalations: Vec<Escalation>,
    /// The other companies that receive data: the second file. Empty only in a stored pack from before they were joined.
    #[serde(default)]
    pub processors: Processors,
}

impl Pack {
    /// Reads the two files of a product. `name` is the files' stem (`hellotalk`), used in the messages; `policy` and
    /// `processors` are their texts. The pack's slug must be `name`.
    ///
    /// # Errors
    /// Every problem of both files, in the order of their lines: mistakes of syntax, keys that are unknown or missing, wrong
    /// values, references to nothing, and contradictions. Never an empty list.
    pub fn parse(name: &str, policy: &str, processors: &str) -> Result<Self, Vec<Problem>> {
        check::parse(name, policy, processors)
    }
}

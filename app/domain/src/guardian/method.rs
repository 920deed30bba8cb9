//! How authority is proved: methods, and the facts that they prove.

use serde::{Deserialize, Serialize};

/// One of the four facts that a guardian's authority rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Who is asking.
    Identity,
    /// That this is an adult.
    Adulthood,
    /// That there is a link to this child.
    Link,
    /// That nothing limits the authority today.
    Today,
}

impl Fact {
    /// All four; authority needs every one.
    pub const ALL: [Self; 4] = [Self::Identity, Self::Adulthood, Self::Link, Self::Today];

    /// The name in databases and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Adulthood => "adulthood",
            Self::Link => "link",
            Self::Today => "today",
        }
    }

    /// The fact with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.code() == code)
    }
}

/// How sure a method makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Easily forged.
    Low,
    /// Takes some effort to forge.
    Medium,
    /// Seen by trained staff, or issued by a court.
    High,
}

/// How long a method's evidence is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeps {
    /// There is none: a record alone.
    Nothing,
    /// Until the decision, seven days at the longest (COPPA: promptly; EDPB Guidelines 01/2022, paragraph 78).
    Decision,
    /// Until the decision and the thirty days of an appeal.
    Appeal,
}

/// A way to prove authority, as `policies/guardians/methods.toml` has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// The code, which also names its texts.
    pub code: String,
    /// What it proves.
    pub proves: Vec<Fact>,
    /// How sure it makes.
    pub strength: Strength,
    /// How long its evidence is kept.
    pub keeps: Keeps,
    /// The law that names it, by country.
    #[serde(default)]
    pub laws: std::collections::BTreeMap<String, String>,
}

impl Method {
    /// Whether it says who is asking: such a method a country may limit to its own list.
    #[must_use]
    pub fn identifies(&self) -> bool {
        self.proves.contains(&Fact::Identity)
    }

    /// Whether it comes with something to upload.
    #[must_use]
    pub fn has_evidence(&self) -> bool {
        self.keeps != Keeps::Nothing
    }
}

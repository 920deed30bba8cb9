//! The ages and methods of all countries, as the folder `policies/guardians` has them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::method::{Fact, Method};
use crate::country::Country;
use crate::law::Mark;

/// The age of consent of a country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeRule {
    /// The country's code.
    pub code: String,
    /// From how many completed years somebody consents alone; `None` where no age is fixed.
    #[serde(default)]
    pub age: Option<u8>,
    /// In the European Economic Area.
    #[serde(default)]
    pub eea: bool,
    /// Below the age the child consents too (France).
    #[serde(default)]
    pub joint: bool,
    /// Below this age a guardian also consents to the use of AI (Italy, Law 132/2025, article 4(4)).
    #[serde(default)]
    pub ai_age: Option<u8>,
    /// The law.
    #[serde(default)]
    pub law: String,
    /// How far the source was checked.
    pub mark: Mark,
    /// The first civil day on which the age binds.
    #[serde(default, deserialize_with = "date")]
    pub from: Option<Date>,
    /// What a reader should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// Reads a civil date written as a text.
fn date<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    let text: Option<String> = Option::deserialize(from)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

/// Why the guardians' files cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GuardianError {
    /// A file is not the TOML that it should be; the text names the line.
    #[error("policies/guardians/{file}: {why}")]
    Toml {
        /// The file.
        file: &'static str,
        /// The parser's words.
        why: String,
    },
    /// A code stands twice, or is not known.
    #[error("policies/guardians/{file}: `{code}` {what}")]
    Code {
        /// The file.
        file: &'static str,
        /// The code.
        code: String,
        /// What is wrong with it.
        what: &'static str,
    },
}

/// Ages of consent and methods of proof.
#[derive(Debug, Clone, Default)]
pub struct GuardianBook {
    ages: BTreeMap<String, AgeRule>,
    /// What is assumed of a place that the book does not know: the strictest ages that it has.
    strictest: Option<AgeRule>,
    methods: Vec<Method>,
    accepts: BTreeMap<String, Accepts>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepts {
    code: String,
    law: String,
    accepts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgesFile {
    country: Vec<AgeRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodsFile {
    method: Vec<Method>,
    country: Vec<Accepts>,
}

const AGES: &str = "ages.toml";
const METHODS: &str = "methods.toml";

impl GuardianBook {
    /// Reads the two files.
    ///
    /// # Errors
    /// [`GuardianError`] that names the file and what is wrong in it.
    pub fn parse(ages: &str, methods: &str) -> Result<Self, GuardianError> {
        let toml = |file, error: toml::de::Error| GuardianError::Toml { file, why: error.to_string() };
        let ages: AgesFile = toml::from_str(ages).map_err(|error| toml(AGES, error))?;
        let file: MethodsFile = toml::from_str(methods).map_err(|error| toml(METHODS, error))?;
        let mut book = Self { methods: file.method, ..Self::default() };
        for rule in ages.country {
            let code = rule.code.clone();
            let wrong = |what| GuardianError::Code { file: AGES, code: code.clone(), what };
            if Country::find(&code).is_none() {
                return Err(wrong("is no place that the portal offers"));
            }
            if rule.age.is_some_and(|age| !(1..=21).contains(&age)) {
                return Err(wrong("has an age that cannot be"));
            }
            if book.ages.insert(rule.code.clone(), rule).is_some() {
                return Err(wrong("stands twice"));
            }
        }
        book.strictest = Some(AgeRule {
            code: String::new(),
            age: book.ages.values().filter_map(|rule| rule.age).max(),
            eea: false,
            joint: false,
            ai_age: book.ages.values().filter_map(|rule| rule.ai_age).max(),
            law: String::new(),
            mark: Mark::Gk,
            from: None,
            note: None,
        });
        for (at, method) in book.methods.iter().enumerate() {
            if book.methods[..at].iter().any(|other| other.code == method.code) {
                return Err(GuardianError::Code { file: METHODS, code: method.code.clone(), what: "stands twice" });
            }
        }
        for fact in Fact::ALL {
            if !book.methods.iter().any(|method| method.proves.contains(&fact)) {
                return Err(GuardianError::Code { file: METHODS, code: fact.code().to_owned(), what: "is proved by no method" });
            }
        }
        for country in file.country {
            if let Some(code) = country.accepts.iter().find(|code| !book.methods.iter().any(|method| method.code == **code)) {
                return Err(GuardianError::Code { file: METHODS, code: code.clone(), what: "is accepted, but is no method" });
            }
            book.accepts.insert(country.code.clone(), country);
        }
        Ok(book)
    }

    /// The rule of a country; a subdivision without one has that of its country, and a place that the book does not know
    /// ([`GuardianBook::knows`]) the strictest ages that it has: nobody loses a guardian's consent because we did not look.
    #[must_use]
    pub fn age_rule(&self, country: &str) -> Option<&AgeRule> {
        self.known(country).or(self.strictest.as_ref())
    }

    /// Whether the book says something of this place.
    #[must_use]
    pub fn knows(&self, country: &str) -> bool {
        self.known(country).is_some()
    }

    fn known(&self, country: &str) -> Option<&AgeRule> {
        self.ages.get(country).or_else(|| self.ages.get(country.split_once('-')?.0))
    }

    /// From how many completed years somebody in this country consents alone on this day; `None` where no age is fixed, or none
    /// binds yet.
    #[must_use]
    pub fn consent_age(&self, country: &str, on: Date) -> Option<u8> {
        self.age_rule(country).filter(|rule| rule.from.is_none_or(|from| on >= from)).and_then(|rule| rule.age)
    }

    /// Every method.
    #[must_use]
    pub fn methods(&self) -> &[Method] {
        &self.methods
    }

    /// The method with this code.
    #[must_use]
    pub fn method(&self, code: &str) -> Option<&Method> {
        self.methods.iter().find(|method| method.code == code)
    }

    /// The methods that a child's country accepts: those of its list, where it has one, and whatever does not say who is asking.
    pub fn accepted(&self, country: &str) -> impl Iterator<Item = &Method> {
        let list = self.list(country);
        self.methods.iter().filter(move |method| !method.identifies() || list.is_none_or(|list| list.accepts.contains(&method.code)))
    }

    /// The law that lists a country's methods, if one does.
    #[must_use]
    pub fn methods_law(&self, country: &str) -> Option<&str> {
        self.list(country).map(|list| list.law.as_str())
    }

    fn list(&self, country: &str) -> Option<&Accepts> {
        self.accepts.get(country).or_else(|| self.accepts.get(country.split_once('-')?.0))
    }

    /// The facts that these methods prove in this country.
    #[must_use]
    pub fn facts(&self, country: &str, done: &[String]) -> Vec<Fact> {
        let mut facts: Vec<Fact> =
            self.accepted(country).filter(|method| done.contains(&method.code)).flat_map(|method| method.proves.iter().copied()).collect();
        facts.sort_unstable();
        facts.dedup();
        facts
    }
}

//! What the limits are: the house's own numbers, or those of the person who runs the portal.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use domain::network;
use serde::Deserialize;

use super::limit::Class;

/// So many requests within so many seconds; they come back one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// How many.
    pub most: NonZeroU32,
    /// Within how many seconds.
    pub seconds: NonZeroU32,
}

impl Rule {
    /// So many requests within so many seconds; `None` if one of them is zero.
    #[must_use]
    pub fn new(most: u32, seconds: u32) -> Option<Self> {
        Some(Self { most: NonZeroU32::new(most)?, seconds: NonZeroU32::new(seconds)? })
    }

    /// This many times as many.
    #[must_use]
    pub fn times(self, factor: u32) -> Self {
        Self { most: self.most.saturating_mul(NonZeroU32::new(factor).unwrap_or(NonZeroU32::MIN)), ..self }
    }

    /// The same for the networks around one (`domain::network`), the narrower first.
    #[must_use]
    pub fn around(self) -> [Self; 2] {
        network::most(self.most.get()).map(|most| Self { most: NonZeroU32::new(most).unwrap_or(self.most), ..self })
    }

    /// After how long one more comes back; at least a nanosecond.
    #[must_use]
    pub fn each(self) -> Duration {
        (Duration::from_secs(self.seconds.get().into()) / self.most.get()).max(Duration::from_nanos(1))
    }
}

/// The limits of every class, or none at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits(Option<BTreeMap<Class, Rule>>);

/// The house's own numbers: requests and seconds. None is told by a policy or a law; they are far above what a person does, and below
/// what a program would need to guess or to flood.
const fn own(class: Class) -> (u32, u32) {
    match class {
        Class::Pages => (600, 300),
        Class::Forms | Class::Codes | Class::LogIn => (30, 600),
        Class::Reports | Class::Uploads => (20, 600),
        Class::Staff | Class::Account => (600, 300),
        Class::Api => (600, 60),
        // 100 MB a day, in pieces of 64 KiB.
        Class::UnprovedFiles => (1600, 86_400),
        Class::Free => (u32::MAX, 1),
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self(Some(Class::ALL.into_iter().filter_map(|class| Some((class, Rule::new(own(class).0, own(class).1)?))).collect()))
    }
}

impl Limits {
    /// No limits: for tests and measurements.
    #[must_use]
    pub const fn off() -> Self {
        Self(None)
    }

    /// Whether there are none.
    #[must_use]
    pub const fn are_off(&self) -> bool {
        self.0.is_none()
    }

    /// A class's limit; `None` when limits are off.
    #[must_use]
    pub fn rule(&self, class: Class) -> Option<Rule> {
        self.0.as_ref()?.get(&class).copied()
    }

    /// The house's numbers with those of a file in place of its own: a table for each class that differs, such as
    /// `[forms]` with `most = 30` and `seconds = 600`.
    ///
    /// # Errors
    /// In words, when it is no such file or names a class that there is not.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let told: BTreeMap<String, Rule> = toml::from_str(text).map_err(|error| error.to_string())?;
        let Self(Some(mut rules)) = Self::default() else { return Ok(Self::off()) };
        for (name, rule) in told {
            let Some(class) = Class::ALL.into_iter().find(|class| class.name() == name) else {
                let names = Class::ALL.map(Class::name).join(", ");
                return Err(format!("there is no class `{name}`; there are {names}"));
            };
            rules.insert(class, rule);
        }
        Ok(Self(Some(rules)))
    }
}

impl FromStr for Limits {
    type Err = String;

    /// `off`, `default`, `x3` for three times as much of everything, or the path of a file as [`Limits::from_toml`] takes it.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => return Ok(Self::off()),
            "default" => return Ok(Self::default()),
            _ => {}
        }
        if let Some(factor) = text.strip_prefix('x').and_then(|factor| factor.parse::<u32>().ok()) {
            if factor == 0 {
                return Err("x0 would let nobody in; `off` turns limits off".to_owned());
            }
            return Ok(Self(Self::default().0.map(|rules| rules.into_iter().map(|(class, rule)| (class, rule.times(factor))).collect())));
        }
        let read = std::fs::read_to_string(text).map_err(|error| format!("neither off, default, x2 nor a file: {error}"))?;
        Self::from_toml(&read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_a_limit() {
        let limits = Limits::default();
        assert!(Class::ALL.into_iter().all(|class| limits.rule(class).is_some()));
        assert_eq!(limits.rule(Class::Forms), Rule::new(30, 600));
        assert_eq!(Limits::off().rule(Class::Forms), None);
    }

    #[test]
    fn the_person_who_runs_it_sets_them() {
        assert_eq!("default".parse(), Ok(Limits::default()));
        assert_eq!("off".parse(), Ok(Limits::off()));
        assert_eq!("x3".parse::<Limits>().unwrap().rule(Class::Forms), Rule::new(90, 600));
        let some = Limits::from_toml("[forms]\nmost = 5\nseconds = 60\n[log-in]\nmost = 3\nseconds = 60\n").unwrap();
        assert_eq!(some.rule(Class::Forms), Rule::new(5, 60));
        assert_eq!(some.rule(Class::LogIn), Rule::new(3, 60));
        assert_eq!(some.rule(Class::Pages), Limits::default().rule(Class::Pages));
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for wrong in ["[form]\nmost = 5\nseconds = 60", "[forms]\nmost = 0\nseconds = 60", "[forms]\nmost = 5", "forms = 5"] {
            assert!(Limits::from_toml(wrong).is_err(), "{wrong}");
        }
        for wrong in ["x0", "x", "no-such-file.toml", ""] {
            assert!(wrong.parse::<Limits>().is_err(), "{wrong}");
        }
    }
}

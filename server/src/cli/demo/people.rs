//! Invented people: where they live, what they write in, and addresses at domains that nobody owns (RFC 2606).

use domain::Lang;
use domain::country::Country;
use domain::request::Subject;

use super::dice::Dice;

/// The language that somebody writes in; the portal itself is read in English or Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
    Japanese,
    Korean,
    Spanish,
    German,
}

impl Tongue {
    /// The portal's language for somebody who writes in this one.
    pub(super) const fn lang(self) -> Lang {
        match self {
            Self::Chinese => Lang::ZhCn,
            _ => Lang::En,
        }
    }
}

/// Somebody who asks.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Where the person lives, if that was told.
    pub(super) country: Option<&'static Country>,
    /// What the person writes in.
    pub(super) tongue: Tongue,
    /// Who it is.
    pub(super) subject: Subject,
}

/// Where people live, by weight; the empty code did not tell.
const COUNTRIES: [(&str, i64); 34] = [
    ("CN", 15),
    ("JP", 13),
    ("KR", 11),
    ("US", 8),
    ("US-CA", 5),
    ("TW", 5),
    ("HK", 4),
    ("DE", 5),
    ("ES", 4),
    ("FR", 3),
    ("GB", 4),
    ("BR", 3),
    ("MX", 3),
    ("VN", 3),
    ("TH", 2),
    ("ID", 2),
    ("IN", 2),
    ("RU", 1),
    ("TR", 1),
    ("CA", 2),
    ("CA-QC", 1),
    ("AU", 2),
    ("AT", 1),
    ("CH", 1),
    ("IT", 2),
    ("NL", 1),
    ("PL", 1),
    ("SG", 1),
    ("AR", 1),
    ("SA", 1),
    ("EG", 1),
    ("ZA", 1),
    ("US-TX", 1),
    ("", 6),
];

const FIRST: [&str; 24] = [
    "quiet", "paper", "seven", "amber", "velvet", "cloudy", "little", "silver", "marble", "midnight", "lemon", "wooden", "cosmic",
    "gentle", "turnip", "copper", "sleepy", "northern", "cinnamon", "plaid", "humming", "folded", "dotted", "borrowed",
];
const SECOND: [&str; 24] = [
    "teapot",
    "lantern",
    "kite",
    "melon",
    "umbrella",
    "harbour",
    "dumpling",
    "accordion",
    "sparrow",
    "pancake",
    "compass",
    "cactus",
    "marmot",
    "staircase",
    "biscuit",
    "violin",
    "raincoat",
    "pebble",
    "windmill",
    "noodle",
    "thimble",
    "radish",
    "tramway",
    "snowglobe",
];
const DOMAINS: [&str; 3] = ["example.com", "example.org", "example.net"];

fn tongue(dice: &mut Dice, country: &str) -> Tongue {
    let own = match country {
        "CN" | "TW" | "HK" | "SG" => Tongue::Chinese,
        "JP" => Tongue::Japanese,
        "KR" => Tongue::Korean,
        "ES" | "MX" | "AR" => Tongue::Spanish,
        "DE" | "AT" | "CH" => Tongue::German,
        _ => return Tongue::English,
    };
    // Learners of a language often write in it.
    if dice.percent(85) { own } else { Tongue::English }
}

/// A country by weight.
pub(super) fn country(dice: &mut Dice) -> Option<&'static Country> {
    Country::find(dice.weighed(&COUNTRIES))
}

/// An invented address.
pub(super) fn email(dice: &mut Dice) -> String {
    format!("{}.{}{}@{}", dice.pick(&FIRST), dice.pick(&SECOND), dice.between(2, 99_999), dice.pick(&DOMAINS))
}

/// The same address with this number, which nobody else has.
pub(super) fn numbered(email: &str, number: u64) -> String {
    let (local, domain) = email.split_once('@').unwrap_or((email, DOMAINS[0]));
    format!("{}{number}@{domain}", local.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// An invented display name, and the same with a slip of the pen.
pub(super) fn display_name(dice: &mut Dice) -> (String, String) {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let (first, second) = (capital(dice.pick::<&str>(&FIRST)), capital(dice.pick::<&str>(&SECOND)));
    (format!("{first} {second}"), format!("{first} {second}{}", &second[second.len() - 1..]))
}

impl Person {
    /// Somebody from this country.
    pub(super) fn from(dice: &mut Dice, country: Option<&'static Country>) -> Self {
        let code = country.map_or("", |country| country.code);
        let contact_only = dice.percent(10);
        let login = match code {
            "JP" | "TW" | "TH" => "line",
            "KR" => "kakao",
            _ if dice.percent(70) => "wechat",
            _ => "qq",
        };
        let subject = Subject {
            email: email(dice),
            contact_only,
            app_id: (contact_only || dice.percent(60)).then(|| dice.between(990_000_000, 999_999_999).to_string()),
            login: contact_only.then(|| login.to_owned()),
        };
        Self { country, tongue: tongue(dice, code), subject }
    }

    /// The zone that the browser told, if it told.
    pub(super) fn zone(&self, dice: &mut Dice) -> Option<String> {
        self.country.filter(|_| dice.percent(80)).map(|country| country.zone.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_makes_an_address_its_own() {
        assert_eq!(numbered("quiet.kite41234@example.org", 7), "quiet.kite7@example.org");
        let mut dice = Dice::of(3, 3);
        let all: std::collections::BTreeSet<String> = (0..50_000).map(|number| numbered(&email(&mut dice), number)).collect();
        assert_eq!(all.len(), 50_000);
    }

    #[test]
    fn nobody_has_an_address_that_could_be_real() {
        let mut dice = Dice::of(3, 3);
        for _ in 0..200 {
            let country = country(&mut dice);
            let person = Person::from(&mut dice, country);
            let email = person.subject.email;
            assert!(DOMAINS.iter().any(|domain| email.ends_with(&format!("@{domain}"))), "{email}");
            assert!(email.parse::<lettre::Address>().is_ok(), "{email}");
            assert_eq!(person.subject.contact_only, person.subject.login.is_some());
            assert!(!person.subject.contact_only || person.subject.app_id.is_some());
        }
        for (code, _) in COUNTRIES {
            assert!(code.is_empty() || Country::find(code).is_some(), "{code}");
        }
    }
}

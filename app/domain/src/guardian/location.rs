//! Finds in a text what would tell a guardian who lives apart where the child is: network addresses, positions, and the other
//! guardian's own words. A second look behind the agent's, who leaves them out.

use std::net::IpAddr;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// A network address.
    Network,
    /// A position, or a key that holds one.
    Position,
    /// Something of another guardian.
    OtherGuardian,
}

impl Trace {
    /// The name in message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Position => "position",
            Self::OtherGuardian => "other_guardian",
        }
    }
}

/// Names of fields that hold a place, in lower case without signs.
const PLACES: [&str; 12] = ["latitude", "longitude", "lat", "lng", "lon", "gps", "geo", "city", "location", "ip", "ipaddress", "lastip"];

/// The traces in a text. `others` are words of the other guardians (an address, a name), compared without case.
#[must_use]
pub fn traces(text: &str, others: &[String]) -> Vec<Trace> {
    let mut found = Vec::new();
    let lower = text.to_lowercase();
    if others.iter().map(|other| other.trim().to_lowercase()).any(|other| other.chars().count() > 3 && lower.contains(&other)) {
        found.push(Trace::OtherGuardian);
    }
    if words(text).any(is_network) {
        found.push(Trace::Network);
    }
    if keys(&lower).any(|key| PLACES.contains(&key.as_str())) || words(text).any(is_position) {
        found.push(Trace::Position);
    }
    found.sort_unstable();
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '=' | '|')
    })
    .map(|word| word.trim_end_matches(['.', ':']))
    .filter(|word| !word.is_empty())
}

/// An address with or without a port or a network's length. Versions such as `6.4.12` have three parts and are none.
fn is_network(word: &str) -> bool {
    let bare = word.split('/').next().unwrap_or(word);
    let v4 = bare.rsplit_once(':').map_or(bare, |(host, _)| host);
    // `::` alone, and times such as 12:30:05, are no addresses of anybody.
    let v6 = bare.contains("::") && bare.len() > 4 || bare.matches(':').count() == 7;
    v4.parse::<std::net::Ipv4Addr>().is_ok() || (v6 && bare.parse::<IpAddr>().is_ok())
}

/// A decimal degree with four digits or more behind the point, as positions are written.
fn is_position(word: &str) -> bool {
    let bare = word.trim_start_matches(['-', '+']).trim_end_matches(['°', 'N', 'S', 'E', 'W']);
    let Some((whole, part)) = bare.split_once('.') else { return false };
    whole.len() <= 3
        && !whole.is_empty()
        && part.len() >= 4
        && whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit())
        && bare.parse::<f64>().is_ok_and(|degrees| degrees <= 180.0)
}

/// The names before a colon or an equals sign: `"last_ip": …`, `City: …`, `lat=…`, and the columns of a first line.
fn keys(lower: &str) -> impl Iterator<Item = String> {
    let head = lower.lines().next().unwrap_or_default();
    let columns = head.split([',', ';', '\t']).map(str::to_owned).collect::<Vec<_>>();
    let columns = if columns.len() > 1 { columns } else { Vec::new() };
    lower
        .split([',', '\n', '{', '}', ';', '&'])
        .filter_map(|piece| piece.split_once([':', '=']).map(|(key, _)| key.to_owned()))
        .chain(columns)
        .map(|key| key.chars().filter(|c| c.is_alphanumeric()).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_tells_a_place_is_found() {
        for text in ["last seen from 203.0.113.7", "peer=2001:db8::17:5", "[\"198.51.100.4:443\"]"] {
            assert_eq!(traces(text, &[]), [Trace::Network], "{text}");
        }
        for text in ["{\"latitude\": 1}", "City: Busan", "35.1796 129.0756", "lat=35&x=1", "name,City,age\nMika,x,12"] {
            assert_eq!(traces(text, &[]), [Trace::Position], "{text}");
        }
        assert_eq!(traces("contact: DAD@example.org", &["dad@example.org".into()]), [Trace::OtherGuardian]);
    }

    #[test]
    fn what_tells_none_is_not() {
        for text in ["App version 6.4.12 at 12:30:05, paid 12.50", "nickname: Mika", "level 3.5", "https://hellotalk.com/m/1", "a :: b"] {
            assert_eq!(traces(text, &["x".into()]), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in ".{0,200}", other in ".{0,20}") {
            let _found = traces(&text, &[other]);
        }

        #[test]
        fn every_address_is_found(a in any::<u32>(), b in any::<u128>()) {
            let (v4, v6) = (std::net::Ipv4Addr::from(a), std::net::Ipv6Addr::from(b));
            let text = format!("from {v4}.");
            prop_assert!(traces(&text, &[]).contains(&Trace::Network), "{}", text);
            if v6.to_string().len() > 4 {
                let text = format!("from {v6} today");
                prop_assert!(traces(&text, &[]).contains(&Trace::Network), "{}", text);
            }
        }
    }
}

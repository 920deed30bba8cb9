//! Where the requester lives: it decides the law's clock, and the zone that times are first shown in.

use std::sync::LazyLock;

/// A place as the form offers it: its code (ISO 3166-1, with a subdivision where the law differs), its English and Chinese
/// name, and an IANA zone when one serves most of its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// The code, such as `KR` or `US-CA`.
    pub code: &'static str,
    /// The name in English.
    pub en: &'static str,
    /// The name in Simplified Chinese.
    pub zh: &'static str,
    /// The IANA zone that most of its people live in.
    pub zone: &'static str,
    /// Its place among the Chinese names.
    zh_rank: usize,
}

impl Country {
    /// The country with this code, or `None`.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
    }

    /// All places, by their names in this language.
    #[must_use]
    pub fn by_name(lang: crate::Lang) -> Vec<&'static Self> {
        let mut all: Vec<&'static Self> = COUNTRIES.iter().collect();
        if lang == crate::Lang::ZhCn {
            all.sort_by_key(|country| country.zh_rank);
        }
        all
    }

    /// The name in this language.
    #[must_use]
    pub const fn name(&self, lang: crate::Lang) -> &'static str {
        match lang {
            crate::Lang::En => self.en,
            crate::Lang::ZhCn => self.zh,
        }
    }
}

/// Every country and territory of ISO 3166-1, by English name, and the parts of them whose law differs: `countries.tsv` holds a line
/// for each, and `script/countries.mjs` writes it. Which law applies is for the law files to say: for a place without one it is the
/// house's limit.
pub static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| include_str!("countries.tsv").lines().filter_map(read).collect());

fn read(line: &'static str) -> Option<Country> {
    let mut cells = line.split('\t');
    let mut cell = || cells.next();
    Some(Country { code: cell()?, en: cell()?, zh: cell()?, zone: cell()?, zh_rank: cell()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_known_and_every_code_stands_once() {
        for country in COUNTRIES.iter() {
            assert!(jiff::tz::TimeZone::get(country.zone).is_ok(), "{}", country.zone);
            assert_eq!(COUNTRIES.iter().filter(|other| other.code == country.code).count(), 1, "{}", country.code);
            assert!(!country.en.is_empty() && !country.zh.is_empty(), "{}", country.code);
        }
    }

    #[test]
    fn everybody_lives_somewhere() {
        assert_eq!(include_str!("countries.tsv").lines().count(), COUNTRIES.len(), "every line is read");
        let whole = COUNTRIES.iter().filter(|country| country.code.len() == 2).count();
        assert_eq!(whole, 249, "ISO 3166-1 has so many");
        for code in ["PK", "KE", "PE", "NG", "IR", "UZ", "FJ", "PS", "AX", "HM"] {
            assert!(Country::find(code).is_some(), "{code}");
        }
        for code in ["", "XX", "pk", "EU", "UK"] {
            assert!(Country::find(code).is_none(), "{code}");
        }
        // A part of a country stands in a country.
        for part in COUNTRIES.iter().filter_map(|country| country.code.split_once('-')) {
            assert!(Country::find(part.0).is_some(), "{part:?}");
        }
    }

    #[test]
    fn each_language_has_its_order() {
        for lang in crate::Lang::ALL {
            let all = Country::by_name(lang);
            assert_eq!(all.len(), COUNTRIES.len());
        }
        let place = |lang, code: &str| Country::by_name(lang).iter().position(|country| country.code == code);
        assert!(place(crate::Lang::En, "AF") < place(crate::Lang::En, "AX") && place(crate::Lang::En, "AX") < place(crate::Lang::En, "AL"));
        assert!(place(crate::Lang::ZhCn, "DE") < place(crate::Lang::ZhCn, "FR"), "Deguo before Faguo");
        assert!(place(crate::Lang::ZhCn, "FR") < place(crate::Lang::ZhCn, "JP"), "Faguo before Riben");
    }
}

//! Where the requester lives: it decides the law's clock, and the zone that times are first shown in.

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
}

impl Country {
    /// The country with this code, or `None`.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.code == code)
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

/// The places that the form offers, by English name. Others choose "another country", which is no code: the shortest law that is supported applies.
pub const COUNTRIES: &[Country] = &[
    Country { code: "AR", en: "Argentina", zh: "阿根廷", zone: "America/Argentina/Buenos_Aires" },
    Country { code: "AU", en: "Australia", zh: "澳大利亚", zone: "Australia/Sydney" },
    Country { code: "AT", en: "Austria", zh: "奥地利", zone: "Europe/Vienna" },
    Country { code: "BE", en: "Belgium", zh: "比利时", zone: "Europe/Brussels" },
    Country { code: "BR", en: "Brazil", zh: "巴西", zone: "America/Sao_Paulo" },
    Country { code: "BG", en: "Bulgaria", zh: "保加利亚", zone: "Europe/Sofia" },
    Country { code: "CA", en: "Canada", zh: "加拿大", zone: "America/Toronto" },
    Country { code: "CA-QC", en: "Canada: Quebec", zh: "加拿大：魁北克", zone: "America/Toronto" },
    Country { code: "CN", en: "China (mainland)", zh: "中国大陆", zone: "Asia/Shanghai" },
    Country { code: "HR", en: "Croatia", zh: "克罗地亚", zone: "Europe/Zagreb" },
    Country { code: "CY", en: "Cyprus", zh: "塞浦路斯", zone: "Asia/Nicosia" },
    Country { code: "CZ", en: "Czechia", zh: "捷克", zone: "Europe/Prague" },
    Country { code: "DK", en: "Denmark", zh: "丹麦", zone: "Europe/Copenhagen" },
    Country { code: "EG", en: "Egypt", zh: "埃及", zone: "Africa/Cairo" },
    Country { code: "EE", en: "Estonia", zh: "爱沙尼亚", zone: "Europe/Tallinn" },
    Country { code: "FI", en: "Finland", zh: "芬兰", zone: "Europe/Helsinki" },
    Country { code: "FR", en: "France", zh: "法国", zone: "Europe/Paris" },
    Country { code: "DE", en: "Germany", zh: "德国", zone: "Europe/Berlin" },
    Country { code: "GR", en: "Greece", zh: "希腊", zone: "Europe/Athens" },
    Country { code: "HK", en: "Hong Kong", zh: "中国香港", zone: "Asia/Hong_Kong" },
    Country { code: "HU", en: "Hungary", zh: "匈牙利", zone: "Europe/Budapest" },
    Country { code: "IS", en: "Iceland", zh: "冰岛", zone: "Atlantic/Reykjavik" },
    Country { code: "IN", en: "India", zh: "印度", zone: "Asia/Kolkata" },
    Country { code: "ID", en: "Indonesia", zh: "印度尼西亚", zone: "Asia/Jakarta" },
    Country { code: "IE", en: "Ireland", zh: "爱尔兰", zone: "Europe/Dublin" },
    Country { code: "IL", en: "Israel", zh: "以色列", zone: "Asia/Jerusalem" },
    Country { code: "IT", en: "Italy", zh: "意大利", zone: "Europe/Rome" },
    Country { code: "JP", en: "Japan", zh: "日本", zone: "Asia/Tokyo" },
    Country { code: "LV", en: "Latvia", zh: "拉脱维亚", zone: "Europe/Riga" },
    Country { code: "LI", en: "Liechtenstein", zh: "列支敦士登", zone: "Europe/Vaduz" },
    Country { code: "LT", en: "Lithuania", zh: "立陶宛", zone: "Europe/Vilnius" },
    Country { code: "LU", en: "Luxembourg", zh: "卢森堡", zone: "Europe/Luxembourg" },
    Country { code: "MO", en: "Macao", zh: "中国澳门", zone: "Asia/Macau" },
    Country { code: "MY", en: "Malaysia", zh: "马来西亚", zone: "Asia/Kuala_Lumpur" },
    Country { code: "MT", en: "Malta", zh: "马耳他", zone: "Europe/Malta" },
    Country { code: "MX", en: "Mexico", zh: "墨西哥", zone: "America/Mexico_City" },
    Country { code: "NL", en: "Netherlands", zh: "荷兰", zone: "Europe/Amsterdam" },
    Country { code: "NZ", en: "New Zealand", zh: "新西兰", zone: "Pacific/Auckland" },
    Country { code: "NO", en: "Norway", zh: "挪威", zone: "Europe/Oslo" },
    Country { code: "PH", en: "Philippines", zh: "菲律宾", zone: "Asia/Manila" },
    Country { code: "PL", en: "Poland", zh: "波兰", zone: "Europe/Warsaw" },
    Country { code: "PT", en: "Portugal", zh: "葡萄牙", zone: "Europe/Lisbon" },
    Country { code: "RO", en: "Romania", zh: "罗马尼亚", zone: "Europe/Bucharest" },
    Country { code: "RU", en: "Russia", zh: "俄罗斯", zone: "Europe/Moscow" },
    Country { code: "SA", en: "Saudi Arabia", zh: "沙特阿拉伯", zone: "Asia/Riyadh" },
    Country { code: "SG", en: "Singapore", zh: "新加坡", zone: "Asia/Singapore" },
    Country { code: "SK", en: "Slovakia", zh: "斯洛伐克", zone: "Europe/Bratislava" },
    Country { code: "SI", en: "Slovenia", zh: "斯洛文尼亚", zone: "Europe/Ljubljana" },
    Country { code: "ZA", en: "South Africa", zh: "南非", zone: "Africa/Johannesburg" },
    Country { code: "KR", en: "South Korea", zh: "韩国", zone: "Asia/Seoul" },
    Country { code: "ES", en: "Spain", zh: "西班牙", zone: "Europe/Madrid" },
    Country { code: "SE", en: "Sweden", zh: "瑞典", zone: "Europe/Stockholm" },
    Country { code: "CH", en: "Switzerland", zh: "瑞士", zone: "Europe/Zurich" },
    Country { code: "TW", en: "Taiwan", zh: "中国台湾", zone: "Asia/Taipei" },
    Country { code: "TH", en: "Thailand", zh: "泰国", zone: "Asia/Bangkok" },
    Country { code: "TR", en: "Türkiye", zh: "土耳其", zone: "Europe/Istanbul" },
    Country { code: "UA", en: "Ukraine", zh: "乌克兰", zone: "Europe/Kyiv" },
    Country { code: "AE", en: "United Arab Emirates", zh: "阿联酋", zone: "Asia/Dubai" },
    Country { code: "GB", en: "United Kingdom", zh: "英国", zone: "Europe/London" },
    Country { code: "US", en: "United States", zh: "美国", zone: "America/New_York" },
    Country { code: "US-CA", en: "United States: California", zh: "美国：加利福尼亚州", zone: "America/Los_Angeles" },
    Country { code: "US-CO", en: "United States: Colorado", zh: "美国：科罗拉多州", zone: "America/Denver" },
    Country { code: "US-TX", en: "United States: Texas", zh: "美国：得克萨斯州", zone: "America/Chicago" },
    Country { code: "US-VA", en: "United States: Virginia", zh: "美国：弗吉尼亚州", zone: "America/New_York" },
    Country { code: "VN", en: "Vietnam", zh: "越南", zone: "Asia/Ho_Chi_Minh" },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_known_and_every_code_stands_once() {
        for country in COUNTRIES {
            assert!(jiff::tz::TimeZone::get(country.zone).is_ok(), "{}", country.zone);
            assert_eq!(COUNTRIES.iter().filter(|other| other.code == country.code).count(), 1, "{}", country.code);
        }
    }
}

//! Slips of the finger in the domains that most people have.

use super::Address;
use super::distance::within;
use crate::country::Country;

/// Domains that many people have, the commonest first, and those that are near one of them and real all the same. Whoever has one of
/// these is asked nothing.
const KNOWN: &[&str] = &[
    // Everywhere.
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "live.com",
    "msn.com",
    "aol.com",
    "me.com",
    "mac.com",
    "proton.me",
    "protonmail.com",
    "googlemail.com",
    "gmx.com",
    "gmx.net",
    "zoho.com",
    "fastmail.com",
    "hey.com",
    "ymail.com",
    "rocketmail.com",
    // China, Hong Kong, Taiwan.
    "qq.com",
    "163.com",
    "126.com",
    "foxmail.com",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "139.com",
    "189.cn",
    "aliyun.com",
    "yeah.net",
    "vip.qq.com",
    "vip.163.com",
    "21cn.com",
    "tom.com",
    "yahoo.com.cn",
    "yahoo.com.hk",
    "yahoo.com.tw",
    "netvigator.com",
    // Japan.
    "docomo.ne.jp",
    "softbank.ne.jp",
    "i.softbank.jp",
    "ezweb.ne.jp",
    "au.com",
    "ymobile.ne.jp",
    "ymobile1.ne.jp",
    "yahoo.co.jp",
    "yahoo.ne.jp",
    "outlook.jp",
    "hotmail.co.jp",
    "rakuten.jp",
    "rakumail.jp",
    "uqmobile.jp",
    "disney.ne.jp",
    "willcom.com",
    "nifty.com",
    "biglobe.ne.jp",
    "so-net.ne.jp",
    "ocn.ne.jp",
    // Korea.
    "naver.com",
    "daum.net",
    "hanmail.net",
    "kakao.com",
    "nate.com",
    "outlook.kr",
    "yahoo.co.kr",
    // Europe.
    "gmx.de",
    "gmx.at",
    "gmx.ch",
    "web.de",
    "t-online.de",
    "freenet.de",
    "hotmail.de",
    "live.de",
    "yahoo.de",
    "outlook.de",
    "yahoo.co.uk",
    "hotmail.co.uk",
    "live.co.uk",
    "btinternet.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "sfr.fr",
    "yahoo.fr",
    "hotmail.fr",
    "outlook.fr",
    "live.fr",
    "libero.it",
    "hotmail.it",
    "yahoo.it",
    "hotmail.es",
    "yahoo.es",
    "outlook.es",
    "live.nl",
    "hotmail.nl",
    "ziggo.nl",
    "seznam.cz",
    "centrum.cz",
    "wp.pl",
    "o2.pl",
    "onet.pl",
    "interia.pl",
    "mail.ru",
    "list.ru",
    "inbox.ru",
    "bk.ru",
    "yandex.ru",
    "yandex.com",
    "ya.ru",
    "rambler.ru",
    "ukr.net",
    // South and East.
    "rediffmail.com",
    "yahoo.co.in",
    "yahoo.in",
    "yahoo.com.vn",
    "yahoo.co.id",
    "yahoo.com.ph",
    "yahoo.com.sg",
    "yahoo.com.my",
    "yahoo.co.th",
    "hotmail.co.th",
    // The Americas, Australia.
    "uol.com.br",
    "bol.com.br",
    "terra.com.br",
    "yahoo.com.br",
    "hotmail.com.br",
    "outlook.com.br",
    "yahoo.com.mx",
    "hotmail.com.mx",
    "yahoo.com.ar",
    "hotmail.com.ar",
    "yahoo.ca",
    "hotmail.ca",
    "live.ca",
    "outlook.com.au",
    "yahoo.com.au",
    "hotmail.com.au",
    "bigpond.com",
    "comcast.net",
    "verizon.net",
    "att.net",
    // Near those above, and real.
    "mail.com",
    "email.com",
    "cmail.com",
    "zmail.com",
    "tmail.com",
    "hmail.com",
    "live.cn",
    "outlook.cn",
    "yahoo.cn",
    "163.net",
    "126.net",
    "mail.de",
    "email.de",
];

/// Domains of one provider where the same name is the same mailbox: the first stands for all.
const ONE_PROVIDER: &[&[&str]] = &[
    &["gmail.com", "googlemail.com"],
    &["icloud.com", "me.com", "mac.com"],
    &["proton.me", "protonmail.com", "pm.me", "protonmail.ch"],
    &["yandex.ru", "yandex.com", "ya.ru", "yandex.by", "yandex.kz", "yandex.ua"],
    &["ymobile.ne.jp", "ymobile1.ne.jp"],
];

/// The domain under which a mailbox is counted.
pub(super) fn of_one_provider(domain: &str) -> &str {
    ONE_PROVIDER.iter().find(|all| all.contains(&domain)).and_then(|all| all.first()).copied().unwrap_or(domain)
}

/// The most slips in the part before the first dot: none in short names, where each is somebody else's.
const fn bearable(name: &str) -> usize {
    match name.len() {
        0..5 => 0,
        5..7 => 1,
        _ => 2,
    }
}

/// Whether two ends are those of two countries: `hotmail.be` is no slip of `hotmail.de`.
fn of_two_countries(end: &str, known: &str) -> bool {
    let last = |end: &str| end.rsplit('.').next().filter(|label| label.len() == 2).map(str::to_ascii_uppercase);
    let (Some(end), Some(known)) = (last(end), last(known)) else { return false };
    end != known && (end == "UK" || Country::find(&end).is_some())
}

/// The address that was perhaps meant: at a well-known domain that is a slip or two from the one that was typed. A question to be
/// asked, never a thing to be done: the domain as it was typed may be somebody's. It depends on what was typed alone.
#[must_use]
pub fn suggestion(typed: &str) -> Option<String> {
    let address = Address::parse(typed).ok()?;
    let domain = address.domain();
    if KNOWN.contains(&domain) {
        return None;
    }
    let (name, end) = domain.split_once('.')?;
    let slips = |known: &&&str| {
        let (known_name, known_end) = known.split_once('.')?;
        let ends = within(end, known_end, 1).filter(|_| !of_two_countries(end, known_end))?;
        let names = within(name, known_name, bearable(known_name).min(2 - ends))?;
        Some(names + ends)
    };
    // A dot that is not where it should be, or not there: `gmailcom.`, `docomone.jp`.
    let dots = |known: &&&str| {
        let squeezed = |domain: &str| domain.replace('.', "");
        (squeezed(domain) == squeezed(known)).then_some(1)
    };
    let best = KNOWN
        .iter()
        .filter_map(|known| slips(&known).or_else(|| dots(&known)).map(|slips| (slips, *known)))
        // The first of the least: the commonest.
        .min_by_key(|(slips, _)| *slips)?;
    Some(Address { domain: best.1.to_owned(), ..address }.to_string())
}

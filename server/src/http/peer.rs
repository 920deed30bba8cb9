//! Who asks: the connection's other end, or what a trusted proxy says of it; and the network that limits count by.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The header in which routes find the network that asks: the result of [`network`], never the whole IPv6 address.
pub const PEER: &str = "x-habeas-peer";

/// The network that asks, as [`super::headers::all`] has found it; `unknown` where there is no connection.
#[must_use]
pub fn of(headers: &HeaderMap) -> &str {
    headers.get(PEER).and_then(|value| value.to_str().ok()).unwrap_or("unknown")
}

/// What limits and throttles count by: an IPv4 address whole; of an IPv6 address the first 64 bits, of which each subscriber has at
/// least one (RFC 6177, RIPE-690), such as `2001:db8:1:2::/64`. An IPv4 address inside an IPv6 one is that IPv4 address.
#[must_use]
pub fn network(peer: IpAddr) -> String {
    match peer.to_canonical() {
        IpAddr::V4(peer) => peer.to_string(),
        IpAddr::V6(peer) => format!("{}/64", Ipv6Addr::from(u128::from(peer) & !u128::from(u64::MAX))),
    }
}

/// Whether this address is one of the trusted proxies.
#[must_use]
pub fn is_trusted(proxies: &[IpNet], peer: IpAddr) -> bool {
    let peer = peer.to_canonical();
    proxies.iter().any(|network| network.contains(&peer))
}

/// A proxy's address, or the network in which the proxies stand, as it is configured: `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`.
///
/// # Errors
/// In words, when it is neither.
pub fn parse_proxy(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    let network = network.map_err(|_| format!("`{text}` is neither an address nor a network such as 10.0.0.0/8"))?.trunc();
    if network.prefix_len() == 0 {
        return Err(format!("`{text}` is everybody: then anybody could say who they are"));
    }
    Ok(network)
}

/// Who asks. If the connection comes from a trusted proxy: the rightmost address of `X-Forwarded-For` that is not a trusted proxy
/// itself, for what stands left of it was written by the visitor. An entry that is no address ends the walk at the last good one.
#[must_use]
pub fn asker(proxies: &[IpNet], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let mut asker = peer.to_canonical();
    if !is_trusted(proxies, asker) {
        return asker;
    }
    // Several headers are one list, in their order (RFC 9110, 5.3).
    for value in headers.get_all("x-forwarded-for").iter().rev() {
        let Ok(list) = value.to_str() else { return asker };
        for entry in list.rsplit(',') {
            let Some(address) = address(entry) else { return asker };
            asker = address;
            if !is_trusted(proxies, asker) {
                return asker;
            }
        }
    }
    asker
}

/// An entry as proxies write it: an address, with or without a port, an IPv6 address with or without brackets.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    let plain = bare.parse::<IpAddr>().ok().filter(|address| bare.len() == entry.len() || address.is_ipv6());
    plain.or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip())).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn told(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", axum::http::HeaderValue::from_static(value));
        }
        headers
    }

    fn who(proxies: &[&str], peer: &str, values: &[&'static str]) -> String {
        let proxies: Vec<IpNet> = proxies.iter().map(|text| parse_proxy(text).unwrap()).collect();
        asker(&proxies, ip(peer), &told(values)).to_string()
    }

    #[test]
    fn no_proxy_is_trusted_that_was_not_configured() {
        assert_eq!(who(&[], "10.0.0.1", &["203.0.113.1"]), "10.0.0.1");
        assert_eq!(who(&["10.0.0.1"], "198.51.100.7", &["203.0.113.1"]), "198.51.100.7", "spoofed by a visitor who came directly");
        assert_eq!(who(&["10.0.0.1"], "10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn the_rightmost_address_that_is_no_proxy_asks() {
        let proxies = ["10.0.0.0/8", "2001:db8:ffff::/48"];
        assert_eq!(who(&proxies, "10.0.0.1", &["203.0.113.1, 192.0.2.9"]), "192.0.2.9", "the visitor wrote the first");
        assert_eq!(who(&proxies, "10.0.0.1", &["203.0.113.1, 192.0.2.9, 10.1.2.3"]), "192.0.2.9");
        assert_eq!(who(&proxies, "10.0.0.1", &["192.0.2.9, 2001:db8:ffff::7"]), "192.0.2.9");
        assert_eq!(who(&proxies, "10.0.0.1", &["10.9.9.9, 10.8.8.8"]), "10.9.9.9", "a machine behind the proxies");
        assert_eq!(who(&["10.0.0.1"], "10.0.0.1", &["192.0.2.9, 10.0.0.2"]), "10.0.0.2", "another machine is no proxy");
    }

    #[test]
    fn several_headers_are_one_list() {
        assert_eq!(who(&["10.0.0.0/8"], "10.0.0.1", &["203.0.113.1", "192.0.2.9, 10.0.0.2"]), "192.0.2.9");
        assert_eq!(who(&["10.0.0.0/8"], "10.0.0.1", &["192.0.2.9", "10.0.0.2"]), "192.0.2.9");
        assert_eq!(who(&["10.0.0.0/8"], "10.0.0.1", &["192.0.2.9", "198.51.100.7"]), "198.51.100.7");
    }

    #[test]
    fn nonsense_ends_the_walk_at_the_last_good_address() {
        for nonsense in
            ["nonsense", "", "unknown", "192.0.2.9:", "192.0.2.9:x", "[192.0.2.9]", "[2001:db8::1", "2001:db8::1]:1", "192.0.2.300"]
        {
            assert_eq!(who(&["10.0.0.1"], "10.0.0.1", &[nonsense]), "10.0.0.1", "{nonsense}");
        }
        assert_eq!(who(&["10.0.0.0/8"], "10.0.0.1", &["192.0.2.9, , 10.0.0.2"]), "10.0.0.2");
        assert_eq!(who(&["10.0.0.0/8"], "10.0.0.1", &["192.0.2.9", "nonsense, 10.0.0.2"]), "10.0.0.2");
    }

    #[test]
    fn ports_and_brackets_are_no_part_of_an_address() {
        for (entry, found) in [
            ("192.0.2.9:4711", "192.0.2.9"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("::ffff:192.0.2.9", "192.0.2.9"),
            (" 192.0.2.9 ", "192.0.2.9"),
        ] {
            assert_eq!(who(&["10.0.0.1"], "10.0.0.1", &[entry]), found, "{entry}");
        }
    }

    #[test]
    fn an_ipv4_connection_to_an_ipv6_socket_is_one_of_ipv4() {
        assert_eq!(who(&["10.0.0.1"], "::ffff:10.0.0.1", &["192.0.2.9"]), "192.0.2.9");
        assert_eq!(who(&["::1"], "::1", &["192.0.2.9"]), "192.0.2.9");
    }

    #[test]
    fn a_network_is_an_address_or_half_of_one() {
        assert_eq!(network(ip("192.0.2.9")), "192.0.2.9");
        assert_eq!(network(ip("::ffff:192.0.2.9")), "192.0.2.9");
        assert_eq!(network(ip("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::/64");
        assert_eq!(network(ip("2001:db8:1:2:ffff::1")), network(ip("2001:db8:1:2::1")));
        assert_ne!(network(ip("2001:db8:1:3::1")), network(ip("2001:db8:1:2::1")));
    }

    #[test]
    fn proxies_are_addresses_and_networks() {
        assert_eq!(parse_proxy("10.0.0.1").unwrap().to_string(), "10.0.0.1/32");
        assert_eq!(parse_proxy(" 10.1.2.3/8 ").unwrap().to_string(), "10.0.0.0/8");
        assert_eq!(parse_proxy("2001:db8::1").unwrap().to_string(), "2001:db8::1/128");
        for refused in ["", "proxy.example", "10.0.0.0/33", "0.0.0.0/0", "::/0"] {
            assert!(parse_proxy(refused).is_err(), "{refused}");
        }
    }
}

//! The networks that one asker may come from. Limits count each of them: who has many addresses is still one who asks.

use std::net::Ipv6Addr;

/// How many leading bits of an IPv6 address make the networks around a /64: what a household is given (RIPE-690 advises a /56), and what a
/// site is given (RFC 6177: a /48).
pub const AROUND: [u8; 2] = [56, 48];

/// The networks around one, the narrower first, such as `2001:db8:1:200::/56` and `2001:db8:1::/48` around `2001:db8:1:2ff::/64`. None
/// around an IPv4 address, which is counted whole, or around what is no network.
#[must_use]
pub fn around(network: &str) -> Option<[String; 2]> {
    let bits = u128::from(network.strip_suffix("/64")?.parse::<Ipv6Addr>().ok()?);
    Some(AROUND.map(|length| format!("{}/{length}", Ipv6Addr::from(bits & (u128::MAX << (128 - u32::from(length)))))))
}

/// How many may come from the networks of [`AROUND`] where so many may come from one /64: half as many again from a household, three times
/// as many from a site. One network more for each is no reason to let more in; a few people who share one are.
#[must_use]
pub const fn most(of_one: u32) -> [u32; 2] {
    [of_one.saturating_add(of_one.div_ceil(2)), of_one.saturating_mul(3)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_households_and_a_sites_networks_stand_around_its_own() {
        let two = |a: &str, b: &str| Some([a.to_owned(), b.to_owned()]);
        assert_eq!(around("2001:db8:1:2ff::/64"), two("2001:db8:1:200::/56", "2001:db8:1::/48"));
        assert_eq!(around("2001:db8:1:200::/64"), around("2001:db8:1:2ff::/64"));
        let (one, next) = (around("2001:db8:1:2ff::/64").unwrap(), around("2001:db8:1:300::/64").unwrap());
        assert!(one[0] != next[0] && one[1] == next[1]);
        assert_ne!(around("2001:db8:2::/64").unwrap()[1], one[1]);
        for nothing in ["192.0.2.9", "unknown", "", "2001:db8::/56", "2001:db8::", "/64"] {
            assert_eq!(around(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn each_bears_more_than_the_one_inside_it() {
        assert_eq!(most(30), [45, 90]);
        assert_eq!(most(1), [2, 3]);
        assert_eq!(most(8), [12, 24]);
        for of_one in [1, 2, 7, 30, 600, u32::MAX / 4] {
            let [household, site] = most(of_one);
            assert!(of_one < household && household < site, "{of_one}");
        }
    }
}

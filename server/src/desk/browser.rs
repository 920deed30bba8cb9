//! What a browser says of itself, in two words that its owner knows again: "Firefox|Android". Never the whole user agent.

/// The browser and the system, parted by a bar; either may be empty when it is not known.
#[must_use]
pub fn label(user_agent: &str) -> String {
    // The order counts: most browsers also claim to be those that stand further down.
    const BROWSERS: [(&str, &str); 9] = [
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("FxiOS", "Firefox"),
        ("Firefox", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 8] = [
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let find = |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| user_agent.contains(mark)).map_or("", |(_, name)| *name);
    format!("{}|{}", find(&BROWSERS), find(&SYSTEMS))
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn browsers_are_known_by_their_words() {
        for (agent, words) in [
            ("Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox|Android"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari|iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
                "Edge|Windows",
            ),
            ("curl/8.0", "|"),
            ("<script>", "|"),
        ] {
            assert_eq!(label(agent), words);
        }
    }
}

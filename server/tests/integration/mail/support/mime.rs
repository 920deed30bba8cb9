//! As much of MIME as it takes to read what was sent: headers, two parts, quoted-printable, base64, encoded words.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A message, decoded.
#[derive(Debug)]
pub struct Message {
    pub headers: Vec<(String, String)>,
    pub text: String,
    pub html: String,
}

impl Message {
    /// The only header of this name; more than one, or none, is a failure.
    pub fn header(&self, name: &str) -> &str {
        let all: Vec<_> = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).collect();
        assert_eq!(all.len(), 1, "{name}: {all:?}");
        &all[0].1
    }

    pub fn names(&self) -> Vec<String> {
        self.headers.iter().map(|(key, _)| key.to_ascii_lowercase()).collect()
    }
}

pub fn read(data: &str) -> Message {
    let (headers, body) = split(data);
    let kind = find(&headers, "content-type");
    assert!(kind.starts_with("multipart/alternative"), "{kind}");
    let boundary = kind.split("boundary=").nth(1).unwrap().trim_matches(['"', ';', ' ']).to_owned();
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 4, "a preamble, two parts, an end");
    let (text, html) = (part(parts[1], "text/plain"), part(parts[2], "text/html"));
    Message { headers, text, html }
}

fn part(source: &str, kind: &str) -> String {
    let (headers, body) = split(source.strip_prefix("\r\n").unwrap());
    let found = find(&headers, "content-type").to_ascii_lowercase();
    assert!(found.starts_with(kind) && found.contains("utf-8"), "{found}");
    let body = body.strip_suffix("\r\n").unwrap_or(body);
    let bytes = match find(&headers, "content-transfer-encoding").as_str() {
        "base64" => STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap(),
        "quoted-printable" => quoted(body),
        _ => body.as_bytes().to_vec(),
    };
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

fn split(source: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = source.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let headers = unfolded
        .split("\r\n")
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("not a header: {line:?}"));
            (name.to_owned(), words(value.trim()))
        })
        .collect();
    (headers, body)
}

fn find(headers: &[(String, String)], name: &str) -> String {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Decodes the words of the form `=?utf-8?b?…?=`; the space between two of them is none (RFC 2047, 6.2).
fn words(value: &str) -> String {
    let mut plain = String::new();
    let mut rest = value.to_owned();
    loop {
        let joined = rest.replace("?= =?", "?==?");
        let Some((before, after)) = joined.split_once("=?") else {
            plain.push_str(&joined);
            return plain;
        };
        plain.push_str(before);
        let mut pieces = after.splitn(3, '?');
        let (charset, form) = (pieces.next().unwrap(), pieces.next().unwrap());
        let (word, tail) = pieces.next().unwrap().split_once("?=").unwrap();
        assert!(charset.eq_ignore_ascii_case("utf-8"));
        let bytes = if form.eq_ignore_ascii_case("b") { STANDARD.decode(word).unwrap() } else { quoted(&word.replace('_', " ")) };
        plain.push_str(&String::from_utf8(bytes).unwrap());
        rest = tail.to_owned();
    }
}

fn quoted(source: &str) -> Vec<u8> {
    let source = source.replace("=\r\n", "");
    let (bytes, mut plain, mut at) = (source.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'=' {
            plain.push(u8::from_str_radix(&source[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            plain.push(bytes[at]);
            at += 1;
        }
    }
    plain
}

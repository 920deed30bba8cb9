//! Addresses as people type and paste them.

use proptest::prelude::*;

use super::*;

fn read(typed: &str) -> Result<String, AddressError> {
    Address::parse(typed).map(|address| address.to_string())
}

#[test]
fn what_was_pasted_is_cleaned() {
    for typed in [
        "li@x.example",
        "  li@x.example\n",
        "\u{3000}li@x.example\u{a0}",
        "<li@x.example>",
        "Li <li@x.example>",
        "\"Li, Na\" <li@x.example>,",
        "李娜 <li@x.example>;",
        "li@x.example <li@x.example>",
        "mailto:li@x.example",
        "MailTo:li@x.example?subject=Data%20please&cc=a@b.example",
        "mailto:li%40x.example",
        "<mailto:li@x.example>",
        "(li@x.example)",
        "\"li@x.example\"",
        "“li@x.example”",
        "'li@x.example',",
        "「li@x.example」",
        "li@x.example.",
        "li@x.example,",
        "li@x.example;",
        "li@x.example。",
        "li@x.example，",
        "ｌｉ＠ｘ．ｅｘａｍｐｌｅ",
        "li﹫x。example",
        "li@x｡example",
        "li @ x.example",
        "li@ x.example",
        "li@x .example",
        "li@x. example",
        "l\u{200b}i@x.exa\u{ad}mple\u{feff}",
        "\u{202a}li@x.example\u{202c}",
        "\u{2066}li\u{200d}@\u{200c}x.example\u{2069}",
        "li@X.EXAMPLE",
    ] {
        assert_eq!(read(typed).as_deref(), Ok("li@x.example"), "{typed:?}");
    }
    // Digits of another keyboard between Latin letters.
    assert_eq!(read("li٢٣@x.example").as_deref(), Ok("li23@x.example"));
    assert_eq!(read("li๒๓@x.example").as_deref(), Ok("li23@x.example"));
    assert_eq!(read("Li.Na+habeas@x.example").as_deref(), Ok("Li.Na+habeas@x.example"), "its owner's way to write it");
}

#[test]
fn what_exists_is_taken() {
    for (typed, stored) in [
        ("try..this..0511@docomo.ne.jp", "\"try..this..0511\"@docomo.ne.jp"),
        ("\"try..this\"@docomo.ne.jp", "\"try..this\"@docomo.ne.jp"),
        ("mika.@ezweb.ne.jp", "\"mika.\"@ezweb.ne.jp"),
        (".mika@ezweb.ne.jp", "\".mika\"@ezweb.ne.jp"),
        ("\"mika\"@ezweb.ne.jp", "mika@ezweb.ne.jp"),
        ("\"mi\\ka\"@ezweb.ne.jp", "mika@ezweb.ne.jp"),
        ("info@münchen.example", "info@xn--mnchen-3ya.example"),
        ("info@MÜNCHEN.example", "info@xn--mnchen-3ya.example"),
        ("info@mu\u{308}nchen.example", "info@xn--mnchen-3ya.example"),
        ("info@xn--mnchen-3ya.example", "info@xn--mnchen-3ya.example"),
        ("info@straße.example", "info@xn--strae-oqa.example"),
        ("info@例え.テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("info@例え。テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("josé@x.example", "josé@x.example"),
        ("jose\u{301}..x@x.example", "\"josé..x\"@x.example"),
        ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"),
        ("अजय्@x.example", "अजय्@x.example"),
        ("квіточка@x.example", "квіточка@x.example"),
        ("o'hara+a_b=c#d!e%f&g*h/i?j^k`l{m|n}o~p-q@x.example", "o'hara+a_b=c#d!e%f&g*h/i?j^k`l{m|n}o~p-q@x.example"),
        ("a@b.co", "a@b.co"),
        ("1@163.com", "1@163.com"),
        ("a@r3---sn.example", "a@r3---sn.example"),
    ] {
        assert_eq!(read(typed).as_deref(), Ok(stored), "{typed:?}");
        assert!(Address::stored(stored).is_ok(), "{stored:?}");
    }
}

#[test]
fn the_rest_is_refused_with_its_reason() {
    use AddressError as E;
    for (typed, why) in [
        ("", E::Empty),
        (" \u{200b}\u{3164}", E::Empty),
        ("<>", E::Empty),
        ("mika", E::NoAt),
        ("mika.example.org", E::NoAt),
        ("mika@", E::NoDomain),
        ("mika@.", E::NoDomain),
        ("@x.example", E::NoLocal),
        ("\"\"@x.example", E::NoLocal),
        ("mika@localhost", E::NoDot),
        ("mika@gmailcom", E::NoDot),
        ("root@127.0.0.1", E::Literal),
        ("root@[127.0.0.1]", E::Literal),
        ("root@[IPv6:::1]", E::Literal),
        ("root@::1", E::Literal),
        ("root@127.1", E::Literal),
        ("root@x.0x7f", E::Literal),
        ("root@１２７．０．０．１", E::Literal),
        ("root@10.0.0.256", E::Literal),
        ("a@b@x.example", E::ManyAts),
        ("\"a@b\"@x.example", E::ManyAts),
        ("a@x.example, b@x.example", E::ManyAts),
        ("a@x.example b@x.example", E::ManyAts),
        ("a@x.example\nBcc: b@x.example", E::ManyAts),
        ("A <a@x.example>, B <b@x.example>", E::ManyAts),
        ("a@x.example>\r\nRCPT TO:<b@x.example", E::Character),
        ("my mail li@x.example", E::Blank),
        ("li na@x.example", E::Blank),
        ("\"li na\"@x.example", E::Blank),
        ("li@x example.org", E::Blank),
        ("li(na)@x.example", E::Character),
        ("li,na@x.example", E::Character),
        ("li\\na@x.example", E::Character),
        ("li\"na@x.example", E::Character),
        ("\"li\"na\"@x.example", E::Character),
        ("\"li\\\"@x.example", E::Character),
        ("\"li>na\"@x.example", E::Character),
        ("li、na@x.example", E::Character),
        ("li😀@x.example", E::Character),
        ("=?utf-8?q?a?=@x.example", E::Character),
        ("m\u{456}ka@x.example", E::Mixed),
        ("mik\u{3b1}@x.example", E::Mixed),
        ("li@-x.example", E::Domain),
        ("li@x-.example", E::Domain),
        ("li@x..example", E::Domain),
        ("li@.x.example", E::Domain),
        ("li@x_y.example", E::Domain),
        ("li@x/y.example", E::Domain),
        ("li@xn--zzzzzzzz.example", E::Domain),
        ("li@:80.example", E::Domain),
    ] {
        assert_eq!(read(typed), Err(why), "{typed:?}");
    }
}

#[test]
fn lengths_are_counted_in_bytes_as_they_are_sent() {
    let long = |length: usize| format!("{}@x.example", "a".repeat(length));
    assert!(read(&long(64)).is_ok());
    assert_eq!(read(&long(65)), Err(AddressError::TooLong));
    let dots = |length: usize| format!("a..{}@x.example", "b".repeat(length - 3));
    assert!(read(&dots(62)).is_ok());
    assert_eq!(read(&dots(63)), Err(AddressError::TooLong), "with its quotes");
    assert!(read(&format!("{}@x.example", "é".repeat(32))).is_ok());
    assert_eq!(read(&format!("{}@x.example", "é".repeat(33))), Err(AddressError::TooLong));
    let label = "a".repeat(63);
    assert_eq!(read(&format!("li@{label}a.example")), Err(AddressError::Domain));
    let domain = |rest: usize| format!("li@{label}.{label}.{label}.{}", "b".repeat(rest));
    assert_eq!(read(&domain(59)).map(|text| text.len()), Ok(254));
    assert_eq!(read(&domain(60)), Err(AddressError::TooLong));
    assert_eq!(read(&"a@b.example ".repeat(4000)), Err(AddressError::TooLong));
}

#[test]
fn one_mailbox_has_one_key() {
    for (one, other) in [
        ("name@host.example", "\"name\"@host.example"),
        ("name@host.example", " NAME@Host.Example. "),
        ("name@host.example", "Name <ｎａｍｅ＠host.example>"),
        ("n..m@host.example", "\"N..M\"@host.example"),
        ("a@münchen.example", "A@xn--mnchen-3ya.example"),
        ("JOSÉ@host.example", "jose\u{301}@host.example"),
        ("\u{212a}im@host.example", "kim@host.example"),
    ] {
        assert!(same(one, other), "{one:?} {other:?}");
        assert!(same_mailbox(one, other), "{one:?} {other:?}");
    }
    for (one, other) in [
        ("a.b@host.example", "ab@host.example"),
        ("a+b@host.example", "a@host.example"),
        ("a@gmail.com", "a@googlemail.com"),
        ("jose@host.example", "josé@host.example"),
        ("ab@host.example", "a b@host.example"),
        ("ａｂ c@host.example", "abc@host.example"),
        ("a@host.example", "a@host-example.com"),
        ("", "a@host.example"),
    ] {
        assert!(!same(one, other), "{one:?} {other:?}");
    }
    assert!(same(" no  address", "No address"), "what is none has a key as well");
    assert!(Address::parse(&key("no address")).is_err());
}

#[test]
fn mails_are_counted_by_the_mailbox() {
    let all = [
        "mika.tanaka@gmail.com",
        "mikatanaka@gmail.com",
        "m.i.k.a.tanaka@gmail.com",
        "mikatanaka+1@gmail.com",
        "MikaTanaka+two+three@googlemail.com",
        "\"mika..tanaka\"@gmail.com",
        "\"mikatanaka.\"@gmail.com",
    ];
    for other in all {
        assert!(same_mailbox(all[0], other), "{other:?}");
    }
    assert!(same_mailbox("a@me.com", "a@icloud.com"));
    for (one, other) in [
        ("mika@gmail.com", "mike@gmail.com"),
        ("mika@gmail.com", "mika@outlook.com"),
        // Nothing stands before the tag, or only dots do: it is a name.
        ("+a@x.example", "+b@x.example"),
        (".+a@x.example", ".+b@x.example"),
        ("..@x.example", "...@x.example"),
    ] {
        assert!(!same_mailbox(one, other), "{one:?} {other:?}");
    }
}

#[test]
fn a_slip_is_asked_about() {
    for (typed, meant) in [
        ("li@gmial.con", "li@gmail.com"),
        ("li@gmai.com", "li@gmail.com"),
        ("li@gmail.co", "li@gmail.com"),
        ("li@gamil.com", "li@gmail.com"),
        ("li@gmail.cm", "li@gmail.com"),
        ("li@gmail.comm", "li@gmail.com"),
        ("li@g.mail.com", "li@gmail.com"),
        ("li@hotmial.com", "li@hotmail.com"),
        ("li@hormail.con", "li@hotmail.com"),
        ("li@outlok.com", "li@outlook.com"),
        ("li@yaho.co.jp", "li@yahoo.co.jp"),
        ("li@yahoo.co.jpp", "li@yahoo.co.jp"),
        ("li@docmo.ne.jp", "li@docomo.ne.jp"),
        ("li@docomo.ne.jq", "li@docomo.ne.jp"),
        ("li@docomone.jp", "li@docomo.ne.jp"),
        ("li@sotfbank.ne.jp", "li@softbank.ne.jp"),
        ("li@ezwab.ne.jp", "li@ezweb.ne.jp"),
        ("li@nvaer.com", "li@naver.com"),
        ("li@hanmial.net", "li@hanmail.net"),
        ("li@kakao.con", "li@kakao.com"),
        ("li@qq.con", "li@qq.com"),
        ("li@qq.cmo", "li@qq.com"),
        ("li@163.cm", "li@163.com"),
        ("li@foxmial.com", "li@foxmail.com"),
        ("li@aliyn.com", "li@aliyun.com"),
        ("LI..x+a@GMIAL.COM", "\"LI..x+a\"@gmail.com"),
        ("Li <li@gmial.com>", "li@gmail.com"),
    ] {
        assert_eq!(suggestion(typed).as_deref(), Some(meant), "{typed}");
        assert_eq!(suggestion(meant), None, "{meant}");
    }
    for typed in [
        "li@gmail.com",
        "li@mail.com",
        "li@email.com",
        "li@hotmail.be",
        "li@live.se",
        "li@yahoo.com.pe",
        "li@gmx.fr",
        "li@aa.com",
        "li@ibm.com",
        "li@164.com",
        "li@example.org",
        "li@docomo.example",
        "li@university.edu",
        "li@gmial",
        "gmial.con",
        "",
    ] {
        assert_eq!(suggestion(typed), None, "{typed}");
    }
}

#[test]
fn what_is_stored_is_read_in_one_way() {
    for text in ["Li <li@x.example>", "li@X.example", "\"li\"@x.example", "li@x.example ", "li..na@x.example", "li@münchen.example", ""] {
        assert!(Address::stored(text).is_err(), "{text:?}");
    }
}

proptest! {
    #[test]
    fn an_address_stays_as_it_is(typed in "[\\PC\u{200b}\u{200d}\t\r\n]{0,12}@[a-z\\PC]{1,8}[.．。][\\PC]{1,6}") {
        if let Ok(address) = Address::parse(&typed) {
            let text = address.to_string();
            prop_assert_eq!(Address::parse(&text), Ok(address.clone()), "{}", text);
            prop_assert_eq!(Address::stored(&text), Ok(address.clone()));
            prop_assert_eq!(key(&text), key(&typed));
            prop_assert_eq!(clean(&typed), text.clone());
            prop_assert!(text.len() <= MOST && address.local_part().len() <= MOST_LOCAL);
            prop_assert!(address.domain().is_ascii() && address.domain().contains('.'));
            // Nothing that could end a line, the brackets or the quotes around it.
            prop_assert!(!text.contains(|c: char| c.is_control() || c.is_whitespace() || "<>\\,;:()[]".contains(c)), "{}", text);
            prop_assert!(!address.local_part().trim_matches('"').contains('"'));
        }
    }

    #[test]
    fn ways_to_write_one_address_are_one(local in "[a-zA-Z0-9._+-]{1,20}", domain in "[a-z]{1,10}\\.[a-z]{2,5}", at in 0_usize..20) {
        let plain = format!("{local}@{domain}");
        prop_assume!(Address::parse(&plain).is_ok());
        let mut unseen = plain.clone();
        unseen.insert(at.min(plain.len()), '\u{200b}');
        let wide: String = plain.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
        for typed in [unseen, wide, format!("\"{local}\"@{domain}"), format!("X <{plain}>"), format!("mailto:{plain}"), plain.to_uppercase()] {
            prop_assert_eq!(key(&typed), key(&plain), "{}", typed);
            prop_assert_eq!(mailbox(&typed), mailbox(&plain), "{}", typed);
        }
    }

    #[test]
    fn a_suggestion_is_an_address_of_the_same_name(name in "[a-z.+]{1,9}", domain in "[a-z]{2,9}\\.(com|con|co|ne\\.jp|cm)") {
        if let Some(near) = suggestion(&format!("{name}@{domain}")) {
            prop_assert!(Address::stored(&near).is_ok());
            prop_assert!(suggestion(&near).is_none());
        }
    }
}

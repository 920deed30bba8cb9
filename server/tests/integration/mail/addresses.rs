//! What the forms take is sent: over a real connection, as RFC 5321 and RFC 6531 want addresses written.

use domain::typed::email;
use server::mail::{self, Transport};

use super::smtp::House;
use super::support::mime;
use super::support::post::Post;

/// Addresses as they are typed, and as the command to the mail server names them.
const TAKEN: [(&str, &str); 10] = [
    ("try..this..0511@docomo.ne.jp", "\"try..this..0511\"@docomo.ne.jp"),
    ("\"try..this\"@docomo.ne.jp", "\"try..this\"@docomo.ne.jp"),
    ("mika.@ezweb.ne.jp", "\"mika.\"@ezweb.ne.jp"),
    (".-mika@softbank.ne.jp", "\".-mika\"@softbank.ne.jp"),
    ("\"mika\"@example.org", "mika@example.org"),
    ("Mika Tanaka <Mika+7@Example.org>,", "Mika+7@example.org"),
    ("info@münchen.example", "info@xn--mnchen-3ya.example"),
    ("info@例え。テスト", "info@xn--r8jz45g.xn--zckzah"),
    ("o'hara=x/y?z@example.org", "o'hara=x/y?z@example.org"),
    ("ｍｉｋａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "mika@example.org"),
];

/// With letters beyond ASCII before the `@`.
const BEYOND: [(&str, &str); 4] = [
    ("josé@example.org", "josé@example.org"),
    ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"),
    ("अजय्@example.org", "अजय्@example.org"),
    ("jose\u{301}..x@example.org", "\"josé..x\"@example.org"),
];

#[tokio::test]
async fn every_address_that_a_form_takes_is_written_to() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    for (number, (typed, wire)) in TAKEN.into_iter().enumerate() {
        house.queue(&number.to_string(), &email::clean(typed)).await;
        assert_eq!(house.run().await, 1);
        let state = house.state(&number.to_string()).await;
        assert_eq!((state.state.as_str(), state.last_error.as_str()), ("sent", ""), "{typed}");
        assert!(post.commands().contains(&format!("RCPT TO:<{wire}>")), "{typed}: {:?}", post.commands());
        let received = post.received().pop().unwrap();
        assert_eq!(received.to, [wire]);
        assert_eq!(mime::read(&received.data).header("To"), wire);
    }
    assert!(!post.commands().iter().any(|command| command.contains("SMTPUTF8")), "any server can take them");
}

#[tokio::test]
async fn letters_beyond_ascii_go_where_the_server_takes_them() {
    let post = Post::open().await;
    post.offer_smtputf8();
    let house = House::new(&post).await;
    for (number, (typed, wire)) in BEYOND.into_iter().enumerate() {
        house.queue(&number.to_string(), &email::clean(typed)).await;
        house.run().await;
        let state = house.state(&number.to_string()).await;
        assert_eq!((state.state.as_str(), state.last_error.as_str()), ("sent", ""), "{typed}");
        assert_eq!(post.received().pop().unwrap().to, [wire], "{typed}");
        assert!(post.received().pop().unwrap().data.lines().any(|line| line == format!("To: {wire}")), "{typed}");
    }
    let begun: Vec<_> = post.commands().into_iter().filter(|command| command.starts_with("MAIL")).collect();
    assert!(begun.iter().all(|command| command.ends_with(" SMTPUTF8 BODY=8BITMIME")), "{begun:?}");
    house.queue("plain", "mika@example.org").await;
    house.run().await;
    assert!(!post.commands().iter().rfind(|command| command.starts_with("MAIL")).unwrap().contains("SMTPUTF8"), "only where it is needed");
}

#[tokio::test]
async fn where_the_server_takes_none_the_failure_is_told() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    for (number, (typed, _)) in BEYOND.into_iter().enumerate() {
        house.queue(&number.to_string(), &email::clean(typed)).await;
        house.run().await;
        let state = house.state(&number.to_string()).await;
        assert_eq!(state.state, "failed", "{typed}");
        assert!(state.last_error.contains("SMTPUTF8") && !state.last_error.contains('@'), "{}", state.last_error);
    }
    assert!(!post.commands().iter().any(|command| command.starts_with("RCPT")), "{:?}", post.commands());
}

#[tokio::test]
async fn a_folder_takes_what_a_server_would_be_given_and_no_more() {
    let post = Post::open().await;
    let mut house = House::new(&post).await;
    let folder = tempfile::tempdir().unwrap();
    house.sender.transport = Transport::captured(folder.path());
    for (number, (typed, _)) in TAKEN.into_iter().chain(BEYOND).enumerate() {
        house.queue(&number.to_string(), &email::clean(typed)).await;
        house.run().await;
        assert_eq!(house.state(&number.to_string()).await.state, "sent", "{typed}");
    }
    let kept = mail::captured::list(folder.path()).unwrap().len();
    for bad in [
        "try..this@docomo.ne.jp",
        "root@127.0.0.1",
        "root@[127.0.0.1]",
        "not an address",
        "a@example.org, b@example.org",
        "\"a b\"@example.org",
        "",
    ] {
        house.queue(bad, bad).await;
        house.run().await;
        let state = house.state(bad).await;
        assert_eq!(state.state, "failed", "{bad}");
        assert!(!state.last_error.contains("docomo") && !state.last_error.is_empty(), "{}", state.last_error);
    }
    assert_eq!(mail::captured::list(folder.path()).unwrap().len(), kept);
}

//! Addresses: what exists is taken, however it is typed; the rest is refused with its reason; one mailbox is one person to whoever
//! finds by it, and one to whoever counts.

use domain::Lang;
use domain::request::Subject;
use server::desk::guardian::NewChild;
use server::desk::intake::{self, Delivery, NewRequest};
use server::desk::{DeskError, lookup};

use crate::on_both;
use crate::support::family::mika;
use crate::support::forms::{access, deletion, report};
use crate::support::story::{PASSWORD, wrong};

const PEER: &str = "192.0.2.1";

/// Ways to write `ama@example.org`.
const WAYS: [&str; 9] = [
    "AMA@Example.ORG",
    "\"ama\"@example.org",
    "Ama Lindqvist <ama@example.org>",
    "mailto:ama@example.org",
    "ａｍａ＠ｅｘａｍｐｌｅ．ｏｒｇ",
    "a\u{200b}ma@exa\u{ad}mple.org",
    "ama@example.org.",
    " <ama@example。org>, ",
    "\u{2066}ama\u{2069} @ example.org;",
];

on_both!(what_exists_is_taken_and_written_to, |story| {
    for (typed, kept) in [
        ("try..this..0511@docomo.ne.jp", "\"try..this..0511\"@docomo.ne.jp"),
        ("\"try..this\"@docomo.ne.jp", "\"try..this\"@docomo.ne.jp"),
        ("mika-.-.@softbank.ne.jp", "\"mika-.-.\"@softbank.ne.jp"),
        ("info@münchen.example", "info@xn--mnchen-3ya.example"),
        ("帮助@例子。广告", "帮助@xn--fsqu00a.xn--4rr70v"),
        ("Noor <noor@example.org>", "noor@example.org"),
        ("mailto:noor+two@example.org?subject=x", "noor+two@example.org"),
    ] {
        story.submit(deletion(typed)).await;
        assert_eq!(story.mails("code").await.last().unwrap().to, kept, "{typed}");
        story.minutes(61);
    }
    // Every form, not the requests' alone.
    let kid = story.guardian("Vera").await.desk.add_child(NewChild { email: Some("kid..7@docomo.ne.jp".into()), ..mika() }).await;
    assert!(kid.is_ok(), "{kid:?}");
    assert!(story.report(report("somebody", Some("<Noor..@ezweb.ne.jp>"))).await.holder.is_some());
    assert_eq!(story.mails("code").await.last().unwrap().to, "\"Noor..\"@ezweb.ne.jp");
    story.ask_account("rei..k@docomo.ne.jp", Lang::En).await.unwrap();
    story.work().await;
    assert_eq!(story.mails("sign_up").await.last().unwrap().to, "\"rei..k\"@docomo.ne.jp");
});

on_both!(what_is_no_address_is_refused_with_its_reason, |story| {
    let vera = story.guardian("Vera").await;
    for (typed, code) in [
        ("noor", "email_invalid"),
        ("@example.org", "email_invalid"),
        ("noor@", "email_no_domain"),
        ("noor@example", "email_no_dot"),
        ("root@127.0.0.1", "email_number"),
        ("root@[192.0.2.7]", "email_number"),
        ("root@2130706433", "email_no_dot"),
        ("noor@@example.org", "email_many"),
        ("noor@example.org, ama@example.org", "email_many"),
        ("noor noor@example.org", "email_blank"),
        ("\"noor rahimi\"@example.org", "email_blank"),
        ("noor(home)@example.org", "email_character"),
        ("n\u{43e}or@example.org", "email_mixed"),
        ("noor@-example.org", "email_domain"),
    ] {
        let expected = [("email".to_owned(), code)];
        assert_eq!(wrong(intake::submit(&story, deletion(typed), vec![]).await), expected, "{typed}");
        assert_eq!(wrong(story.ask_account(typed, Lang::En).await), expected, "{typed}");
        assert_eq!(wrong(story.ask_reset(typed, Lang::En).await), expected, "{typed}");
        assert_eq!(wrong(vera.desk.add_child(NewChild { email: Some(typed.into()), ..mika() }).await), expected, "{typed}");
        assert_eq!(wrong(server::desk::report::submit(&story, report("x", Some(typed)), vec![]).await), expected, "{typed}");
    }
    let long = format!("{}@example.org", "n".repeat(65));
    assert_eq!(wrong(intake::submit(&story, deletion(&long), vec![]).await), [("email".to_owned(), "email_long")]);
});

on_both!(one_mailbox_is_one_account, |story| {
    story.account_of("ama@example.org").await;
    for typed in WAYS {
        story.ask_account(typed, Lang::En).await.unwrap();
        story.work().await;
        assert_eq!(story.mails("sign_up").await.len(), 1, "{typed}: there is an account");
        assert!(story.log_in_account(typed, PASSWORD, PEER, "", None).await.is_ok(), "{typed}");
        story.ask_reset(typed, Lang::En).await.unwrap();
        story.work().await;
        assert_eq!(story.mails("reset").await.last().unwrap().to, "ama@example.org", "{typed}");
        story.minutes(61);
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts").await, 1);
    // Another person with most providers: an account of their own.
    for typed in ["am.a@example.org", "ama+1@example.org", "\"ama.\"@example.org"] {
        assert!(wrong(story.log_in_account(typed, PASSWORD, PEER, "", None).await).contains(&(String::new(), "login_failed")), "{typed}");
    }
});

on_both!(one_mailbox_has_one_request, |story| {
    let first = story.prove(access("ama@example.org")).await;
    let ada = story.staff("Ada", "agent").await;
    for typed in WAYS {
        let holder = intake::submit(&story, access(typed), vec![]).await.unwrap();
        let code = story.mails("code").await.last().unwrap().code();
        match intake::enter(&story, &holder, &code, None).await.unwrap() {
            intake::Opened::Proved { reference, .. } => assert_eq!(reference, first.reference, "{typed}: an identical one"),
            other => panic!("{typed}: {other:?}"),
        }
        assert!(ada.0.search(typed).await.unwrap().iter().any(|line| line.reference == first.reference), "{typed}");
        story.minutes(61);
    }
    // An account of this mailbox has it, and one of a neighbour's has not.
    let count = |session: String| {
        let story = &story;
        async move { story.account(&session).await.unwrap().unwrap().requests().await.unwrap().len() }
    };
    assert!(count(story.account_of("ama@example.org").await).await > 0);
    assert_eq!(count(story.account_of("am.a@example.org").await).await, 0, "dots make another person");
});

/// Ways to write to one mailbox of a large provider.
fn to_one(number: usize) -> String {
    let dotted = ["rosa.k", "r.osak", "ro.sak", "ros.ak", "r.o.s.a.k", "\"rosak.\"", "ROSAK", "rosak"][number % 8];
    let host = ["gmail.com", "googlemail.com"][number / 8 % 2];
    match number % 3 {
        0 if !dotted.contains('"') => format!("{dotted}+{number}@{host}"),
        1 => format!("Rosa <{dotted}@{host}>"),
        _ => format!("{dotted}@{host}"),
    }
}

on_both!(the_hourly_limit_counts_mailboxes, |story| {
    for number in 0..48 {
        story.submit(deletion(&to_one(number))).await;
        story.ask_account(&to_one(number + 1), Lang::En).await.unwrap();
        story.report(report("somebody", Some(&to_one(number + 2)))).await;
    }
    story.work().await;
    let sent = story.mails("code").await.len() + story.mails("sign_up").await.len();
    assert_eq!(sent, 8, "within an hour, from whatever form");
    story.submit(deletion("rosak@example.org")).await;
    assert_eq!(story.mails("code").await.last().unwrap().to, "rosak@example.org", "others are not concerned");
});

on_both!(looking_up_many_requests_does_not_flood_one_mailbox, |story| {
    let mut references = Vec::new();
    for number in 0..6 {
        let words = format!("The {number}th.");
        let details = domain::request::Details::Deletion { categories: vec![], words };
        let email = to_one(number * 2);
        let kept = domain::typed::email::clean(&email);
        references.push(story.prove(NewRequest { details, ..deletion(&kept) }).await.reference);
        story.minutes(20);
    }
    story.minutes(61);
    let before = story.mails("code").await.len();
    for _ in 0..4 {
        for reference in &references {
            lookup::by_reference(&story, reference).await.unwrap();
        }
        story.work().await;
    }
    assert_eq!(story.mails("code").await.len() - before, 8);
});

on_both!(a_guardians_own_mailbox_is_no_childs, |story| {
    let vera = story.guardian("Vera").await;
    let own = vera.email.clone();
    let (name, host) = own.split_once('@').unwrap();
    for typed in [own.to_uppercase(), format!("{name}+kid@{host}"), format!("\"{name}.\"@{host}"), format!("Kid <{name}@{host}>")] {
        let refused = vera.desk.add_child(NewChild { email: Some(typed.clone()), ..mika() }).await;
        assert_eq!(wrong(refused), [("email".to_owned(), "child_email_own")], "{typed}");
    }
});

on_both!(another_address_is_the_same_however_it_is_written, |story| {
    let session = story.account_of("ama@example.org").await;
    let ama = story.account(&session).await.unwrap().unwrap();
    for typed in WAYS {
        assert_eq!(wrong(ama.ask_email(typed).await), [("email".into(), "email_same")], "{typed}");
        assert!(ama.has_address(typed), "{typed}");
    }
    for other in ["ama+new@example.org", "am.a@example.org"] {
        assert!(!ama.has_address(other));
        ama.ask_email(other).await.unwrap();
    }
    let new = NewRequest { subject: Subject { email: "am.a@example.org".into(), ..Subject::default() }, ..deletion("") };
    assert!(matches!(intake::submit_as(&ama, new, vec![]).await, Err(DeskError::NotFound)), "a neighbour's is not proved by it");
});

on_both!(an_invitation_is_bound_to_one_mailbox, |story| {
    let token = story.invite("agent", "system").await.unwrap();
    story.join(&token, "Rex", "Rex <\"rex\"@Staff.example>", PASSWORD, PEER).await.unwrap();
    let token = story.invite("agent", "system").await.unwrap();
    assert_eq!(wrong(story.join(&token, "Rex", "REX@staff.example.", PASSWORD, PEER).await), [("email".to_owned(), "email_taken")]);
    assert!(story.log_in("ｒｅｘ＠staff.example", PASSWORD, PEER).await.is_ok());
    for number in 0..12 {
        story
            .forgot(["rex@staff.example", "\"rex\"@staff.example", "r.ex@staff.example", "rex+1@staff.example"][number % 4], Lang::En)
            .await
            .unwrap();
    }
    let sent = story.mails("staff_reset").await.len();
    assert!((1..=3).contains(&sent), "{sent} within an hour");
});

on_both!(who_waits_for_a_code_that_cannot_be_delivered_is_told, |story| {
    let (typed, other) = ("josé@example.org", "noor@example.org");
    let holder = story.submit(deletion(typed)).await;
    let neighbour = story.submit(deletion(other)).await;
    let shown = |holder: &str| {
        let (story, holder) = (&story, holder.to_owned());
        async move { intake::waiting(story, &holder).await.unwrap().delivery }
    };
    assert_eq!(shown(&holder).await, Delivery::Fine, "on its way");
    let now = story.now();
    let failed: Vec<String> = vec![
        story
            .text(
                "SELECT outbox.id AS value FROM outbox JOIN tickets ON tickets.id = outbox.ticket_id WHERE tickets.email_hash = $1",
                server::args![story.vault.hash_email(typed)],
            )
            .await,
    ];
    let set: Result<(), server::store::StoreError> = story
        .store
        .write(move |conn| {
            Box::pin(
                async move { server::store::outbox::set_failed(conn, &failed[0], "the mail server offers no SMTPUTF8", None, now).await },
            )
        })
        .await;
    set.unwrap();
    assert_eq!(shown(&holder).await, Delivery::Refused);
    assert_eq!(shown(&neighbour).await, Delivery::Fine, "others are not concerned");
    // What is looked for tells nothing by it.
    let reference =
        story.text("SELECT reference AS value FROM tickets WHERE email_hash = $1", server::args![story.vault.hash_email(typed)]).await;
    let looked = lookup::by_reference(&story, &reference).await.unwrap();
    assert_eq!(shown(&looked).await, Delivery::Fine);
    story.work().await;
    assert_eq!(shown(&looked).await, Delivery::Fine);
    // Another code is on its way.
    story.minutes(1);
    intake::resend(&story, &holder).await.unwrap();
    assert_eq!(shown(&holder).await, Delivery::Fine);
});

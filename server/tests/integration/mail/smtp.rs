//! Mails leave the outbox over a real connection, to a server that also refuses, falls silent and hangs up. Time is moved, not
//! waited for.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use server::args;
use server::clock::Clock;
use server::mail::{self, Sender, Transport};
use server::store::outbox::{self, Letter, Outgoing};
use server::store::{Store, StoreError};
use server::vault::Vault;
use tempfile::TempDir;
use tokio::sync::{Notify, watch};

use super::support::mime;
use super::support::post::{Act, Post};

const SUBJECT: &str = "HelloTalk：已收到您的请求 HT-7K3Q-9XMF";
const TEXT: &str = "您好，\n.\n.. 两个点\n这是第一行 — naïve café\n";
const HTML: &str = "<!doctype html><html lang=\"zh-CN\"><body><p>您好 &lt;b&gt;</p></body></html>";

/// A house with an outbox and a sender.
pub(super) struct House {
    pub(super) sender: Sender,
    clock: Clock,
    _folder: TempDir,
}

/// A row of the outbox.
#[derive(Debug)]
pub(super) struct State {
    pub(super) state: String,
    tries: i64,
    next_at: Timestamp,
    pub(super) last_error: String,
    forgotten: bool,
}

impl House {
    pub(super) async fn new(post: &Post) -> Self {
        Self::at(&format!("smtp://{}", post.address), Duration::from_secs(10)).await
    }

    async fn at(url: &str, step: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("house.db").display())).await.unwrap();
        let clock = Clock::at("2026-03-02T02:00:00Z".parse().unwrap());
        let sender = Sender {
            store,
            vault: Vault::new([1; 32], [2; 32]),
            clock: clock.clone(),
            transport: Transport::smtp(url).unwrap().with_timeout(step),
            from: mail::from("Privacy desk <privacy@habeas.test>").unwrap(),
            health: mail::health::Health::default(),
        };
        Self { sender, clock, _folder: folder }
    }

    pub(super) async fn queue(&self, id: &str, to: &str) {
        self.queue_letter(id, mail::message_id(id, "habeas.test"), letter(to)).await;
    }

    async fn queue_letter(&self, id: &str, message_id: String, letter: Letter) {
        self.queue_as(id, message_id, letter, 1, None).await;
    }

    async fn queue_as(&self, id: &str, message_id: String, letter: Letter, rank: i64, until: Option<Timestamp>) {
        let mail = Outgoing { id: id.into(), ticket_id: None, kind: "receipt".into(), once: id.into(), message_id, rank, until, letter };
        let (vault, now) = (self.sender.vault.clone(), self.clock.now());
        let queued: Result<(), StoreError> =
            self.sender.store.write(move |conn| Box::pin(async move { outbox::queue(conn, &vault, &mail, now).await })).await;
        queued.unwrap();
    }

    pub(super) async fn state(&self, id: &str) -> State {
        let mut conn = self.sender.store.read().await.unwrap();
        let row = conn.one("SELECT * FROM outbox WHERE id = $1", args![id]).await.unwrap().unwrap();
        State {
            state: row.text("state").unwrap(),
            tries: row.int("tries").unwrap(),
            next_at: row.moment("next_at").unwrap(),
            last_error: row.opt_text("last_error").unwrap().unwrap_or_default(),
            forgotten: row.opt_bytes("payload").unwrap().is_none(),
        }
    }

    fn pass(&self, seconds: i64) {
        self.clock.set(self.clock.now() + SignedDuration::from_secs(seconds));
    }

    pub(super) async fn run(&self) -> usize {
        self.sender.run_once().await.unwrap()
    }
}

fn letter(to: &str) -> Letter {
    Letter { to: to.into(), lang: "zh-CN".into(), subject: SUBJECT.into(), text: TEXT.into(), html: HTML.into() }
}

fn message_ids(post: &Post) -> Vec<String> {
    post.received().iter().map(|received| mime::read(&received.data).header("Message-ID").to_owned()).collect()
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written_and_its_words_are_forgotten() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    house.queue("a", "mei@example.org").await;
    assert!(!house.state("a").await.forgotten);
    assert_eq!(house.run().await, 1);
    let state = house.state("a").await;
    assert_eq!((state.state.as_str(), state.tries, state.last_error.as_str()), ("sent", 1, ""));
    assert!(state.forgotten);
    let [received] = &post.received()[..] else { panic!("one mail, and no more") };
    assert_eq!(received.to, ["mei@example.org"]);
    assert!(received.data.is_ascii() && received.data.lines().all(|line| line.len() <= 998), "any server can carry it");
    let message = mime::read(&received.data);
    assert_eq!(message.header("Subject"), SUBJECT);
    assert_eq!(message.text.trim_end(), TEXT.trim_end());
    assert_eq!(message.html, HTML);
    assert_eq!(message.header("Message-ID"), "<a@habeas.test>");
    assert_eq!(message.header("Date"), "Mon, 02 Mar 2026 02:00:00 +0000");
    assert!(message.header("From").contains("Privacy desk") && message.header("From").contains("<privacy@habeas.test>"));
    assert_eq!(message.header("To"), "mei@example.org");
    assert_eq!(message.header("Auto-Submitted"), "auto-generated");
    assert_eq!(message.header("Content-Language"), "zh-CN");
    house.pass(86_400);
    assert_eq!(house.run().await, 0, "it is not sent a second time");
    // Lines of dots would end the content early if they were not doubled on the way.
    let plain = Letter { text: "one\n.\n..two\nQUIT\n".into(), ..letter("mei@example.org") };
    house.queue_letter("b", "<b@habeas.test>".into(), plain).await;
    house.run().await;
    assert_eq!(mime::read(&post.received()[1].data).text.trim_end(), "one\n.\n..two\nQUIT");
}

#[tokio::test]
async fn a_refused_recipient_is_final_and_named_without_the_address() {
    let post = Post::open().await;
    post.with_recipient("gone@example.org", &[Act::RefuseRecipient("550 5.1.1 <gone@example.org> is not here")]);
    post.with_recipient("full@example.org", &[Act::RefuseContent("554 5.6.0 full@example.org does not like this")]);
    post.with_recipient("odd@example.org", &[Act::RefuseRecipient("501 5.1.3 odd@example.org is no address")]);
    post.with_recipient("bare@example.org", &[Act::RefuseRecipient("501 what is this")]);
    post.with_recipient("null@example.org", &[Act::RefuseRecipient("521 this host takes no mail")]);
    post.with_recipient("mx@example.org", &[Act::RefuseRecipient("504 5.1.10 mx@example.org has a null MX")]);
    let house = House::new(&post).await;
    house.queue("a", "gone@example.org").await;
    house.queue("b", "full@example.org").await;
    for (id, to) in [("c", "odd@example.org"), ("d", "bare@example.org"), ("e", "null@example.org"), ("f", "mx@example.org")] {
        house.queue(id, to).await;
    }
    house.run().await;
    for (id, code) in [("a", "550 5.1.1"), ("b", "554 5.6.0"), ("c", "501 5.1.3"), ("d", "501"), ("e", "521"), ("f", "504 5.1.10")] {
        let state = house.state(id).await;
        assert_eq!((state.state.as_str(), state.tries), ("failed", 1));
        assert!(state.last_error.contains(code) && !state.last_error.contains('@'), "{}", state.last_error);
    }
    house.pass(7 * 86_400);
    assert_eq!(house.run().await, 0);
}

#[tokio::test]
async fn a_server_that_says_later_is_asked_later() {
    let post = Post::open().await;
    post.with_recipient("mei@example.org", &[Act::RefuseRecipient("451 4.7.1 try again"), Act::RefuseContent("452 4.3.1 full")]);
    let house = House::new(&post).await;
    house.queue("a", "mei@example.org").await;
    assert_eq!(house.run().await, 1);
    let state = house.state("a").await;
    assert_eq!((state.state.as_str(), state.tries), ("queued", 1));
    assert_eq!(state.next_at, house.clock.now() + SignedDuration::from_secs(30));
    assert!(state.last_error.contains("451 4.7.1"), "{}", state.last_error);
    assert_eq!(house.run().await, 0, "not before its time");
    house.pass(30);
    assert_eq!(house.run().await, 1);
    assert_eq!(house.state("a").await.next_at, house.clock.now() + SignedDuration::from_secs(120));
    house.pass(120);
    assert_eq!(house.run().await, 1);
    assert_eq!(house.state("a").await.state, "sent");
    assert_eq!(message_ids(&post), ["<a@habeas.test>", "<a@habeas.test>"], "the refused content and the taken one");
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_content_leaves_no_doubt_about_which_mail_it_was() {
    let post = Post::open().await;
    post.with_recipient("mei@example.org", &[Act::HangUpAfterContent]);
    let house = House::new(&post).await;
    house.queue("a", "mei@example.org").await;
    house.run().await;
    let state = house.state("a").await;
    assert_eq!(state.state, "queued", "nobody said that it was taken");
    assert!(!state.forgotten);
    house.pass(30);
    house.run().await;
    assert_eq!(house.state("a").await.state, "sent");
    assert_eq!(message_ids(&post), ["<a@habeas.test>", "<a@habeas.test>"]);
}

#[tokio::test]
async fn a_silent_server_is_given_up_in_time() {
    let post = Post::open().await;
    post.with_recipient("mei@example.org", &[Act::FallSilent]);
    let house = House::at(&format!("smtp://{}", post.address), Duration::from_millis(200)).await;
    house.queue("a", "mei@example.org").await;
    house.run().await;
    let state = house.state("a").await;
    assert_eq!(state.state, "queued");
    assert!(state.last_error.contains("no answer in time"), "{}", state.last_error);
    post.with_connections(&[Act::NeverGreet]);
    house.pass(30);
    house.run().await;
    assert_eq!(house.state("a").await.last_error, "connecting: no answer in time");
    house.pass(5);
    house.run().await;
    assert_eq!(house.state("a").await.state, "sent");
    assert_eq!(message_ids(&post), ["<a@habeas.test>", "<a@habeas.test>"]);
}

#[tokio::test]
async fn a_server_that_does_not_even_greet_loses_nothing() {
    let post = Post::open().await;
    post.with_connections(&[Act::HangUpAtOnce, Act::Greet("421 4.3.2 not now"), Act::Greet("554 5.3.2 go away")]);
    let house = House::new(&post).await;
    house.queue("a", "mei@example.org").await;
    for wait in [30, 120, 600] {
        house.run().await;
        assert_eq!(house.state("a").await.state, "queued");
        house.pass(wait);
    }
    house.run().await;
    assert_eq!(house.state("a").await.state, "sent");
}

#[tokio::test]
async fn a_server_that_was_down_gets_everything_when_it_is_up() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    let address = post.close().await;
    for id in ["a", "b", "c"] {
        house.queue(id, &format!("{id}@example.org")).await;
    }
    // One line after the other notices, and nobody tries again.
    assert!((1..=3).contains(&house.run().await));
    assert_eq!(house.run().await, 0);
    let state = house.state("a").await;
    assert_eq!((state.last_error.as_str(), state.tries), ("connecting: nobody listens there (connection refused)", 0));
    let post = Post::open_at(address).await;
    house.pass(5);
    assert_eq!(house.run().await, 3, "all at once");
    let mut to: Vec<_> = post.received().into_iter().flat_map(|received| received.to).collect();
    to.sort();
    assert_eq!(to, ["a@example.org", "b@example.org", "c@example.org"]);
}

#[tokio::test]
async fn a_bad_recipient_delays_nobody_else() {
    let mut post = Post::open().await;
    let house = House::at(&format!("smtp://{}", post.address), Duration::from_secs(600)).await;
    for id in ["s1", "s2", "s3"] {
        post.with_recipient(&format!("{id}@example.org"), &[Act::FallSilent]);
        house.queue(id, &format!("{id}@example.org")).await;
    }
    post.with_recipient("refused@example.org", &[Act::RefuseRecipient("550 5.1.1 no")]);
    house.queue("t-refused", "refused@example.org").await;
    house.queue_letter("t-wrong", "<t-wrong@habeas.test>".into(), letter("not an address")).await;
    for number in 0..10 {
        house.queue(&format!("u{number}"), &format!("u{number}@example.org")).await;
    }
    let sender = house.sender.clone();
    let running = tokio::spawn(async move { sender.run_once().await });
    // The three silent conversations last; the others come in meanwhile.
    tokio::time::timeout(Duration::from_secs(30), post.wait_for(13)).await.expect("the silent ones hold up the others");
    assert!(!running.is_finished());
    assert_eq!(post.received().iter().filter(|received| received.answered).count(), 10);
    running.abort();
    assert_eq!(house.state("t-refused").await.state, "failed");
    assert_eq!(house.state("t-wrong").await.state, "failed");
}

#[tokio::test]
async fn who_dies_with_a_mail_in_hand_leaves_it_to_others() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    house.queue("a", "mei@example.org").await;
    let (vault, now) = (house.sender.vault.clone(), house.clock.now());
    let until = now + SignedDuration::from_secs(300);
    let leased: Result<_, StoreError> =
        house.sender.store.write(move |conn| Box::pin(async move { outbox::lease(conn, &vault, now, until, 1).await })).await;
    assert_eq!(leased.unwrap().len(), 1);
    house.pass(299);
    assert_eq!(house.run().await, 0, "somebody has it");
    house.pass(1);
    assert_eq!(house.run().await, 1);
    assert_eq!(message_ids(&post), ["<a@habeas.test>"]);
}

#[tokio::test]
async fn two_senders_never_send_the_same_mail() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    for number in 0..20 {
        house.queue(&format!("u{number:02}"), &format!("u{number}@example.org")).await;
    }
    let (one, two) = tokio::join!(house.sender.run_once(), house.sender.run_once());
    assert_eq!(one.unwrap() + two.unwrap(), 20);
    let mut ids = message_ids(&post);
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), post.received().len()), (20, 20));
}

#[tokio::test]
async fn after_two_days_of_later_it_has_failed() {
    let post = Post::open().await;
    post.always(Act::RefuseRecipient("451 4.7.1 later"));
    let house = House::new(&post).await;
    house.queue("a", "mei@example.org").await;
    let start = house.clock.now();
    for _ in 0..50 {
        house.run().await;
        let state = house.state("a").await;
        if state.state == "failed" {
            break;
        }
        house.clock.set(state.next_at);
    }
    let state = house.state("a").await;
    assert_eq!(state.state, "failed");
    let hours = house.clock.now().duration_since(start).as_hours();
    assert!((42..=48).contains(&hours), "after {hours} hours and {} tries", state.tries);
}

#[tokio::test]
async fn nothing_that_is_written_becomes_a_header() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    let hostile = "x\r\nBcc: all@example.org\r\n\r\n<script>";
    let bad = Letter { subject: hostile.into(), lang: hostile.into(), ..letter("mei@example.org") };
    house.queue_letter("a", format!("<a@habeas.test>{hostile}"), bad).await;
    house.queue_letter("b", "<b@habeas.test>".into(), letter("mei@example.org\r\nBcc: all@example.org")).await;
    house.queue_letter("c", "<c@habeas.test>".into(), letter("mei@example.org, all@example.org")).await;
    house.queue_letter("d", "<d@habeas.test>".into(), letter("mei@example.org>\r\nRCPT TO:<all@example.org")).await;
    house.run().await;
    for id in ["b", "c", "d"] {
        let state = house.state(id).await;
        assert_eq!(state.state, "failed", "{id}");
        assert!(!state.last_error.contains('@'), "{}", state.last_error);
    }
    let [received] = &post.received()[..] else { panic!("one mail, and no more") };
    assert_eq!(received.to, ["mei@example.org"]);
    let message = mime::read(&received.data);
    assert_eq!(message.header("Subject"), "x Bcc: all@example.org <script>");
    assert!(!message.names().iter().any(|name| name == "bcc"), "{:?}", message.names());
    assert!(!post.commands().iter().any(|command| command.contains("all@example.org")), "{:?}", post.commands());
}

#[tokio::test]
async fn a_wrong_password_costs_no_mail_and_is_shown_to_nobody() {
    let post = Post::open().await;
    let house = House::at(&format!("smtp://desk:hunter2@{}", post.address), Duration::from_secs(10)).await;
    house.queue("a", "mei@example.org").await;
    house.run().await;
    let state = house.state("a").await;
    assert_eq!((state.state.as_str(), state.last_error.as_str()), ("queued", "logging in: refused with 535 5.7.8"));
    // It is tried once, however many mails wait, and not again for a minute.
    for id in ["b", "c", "d", "e", "f"] {
        house.queue(id, "mei@example.org").await;
        assert_eq!(house.run().await, 0);
    }
    house.pass(59);
    assert_eq!(house.run().await, 0);
    house.pass(1);
    assert_eq!(house.run().await, 1);
    let tried = post.commands().iter().filter(|command| command.starts_with("AUTH")).count();
    assert_eq!(tried, 2, "{:?}", post.commands());
    assert!(!format!("{:?} {}", house.sender, house.sender.transport).contains("hunter2"));
}

#[tokio::test]
async fn nothing_leaves_unencrypted_when_encryption_is_required() {
    let post = Post::open().await;
    let house = House::at(&format!("smtp://{}?tls=required", post.address), Duration::from_secs(10)).await;
    house.queue("a", "mei@example.org").await;
    house.run().await;
    let state = house.state("a").await;
    assert_eq!(state.state, "queued");
    assert!(state.last_error.contains("STARTTLS"), "{}", state.last_error);
    assert!(!post.commands().iter().any(|command| command.starts_with("MAIL")), "{:?}", post.commands());
}

#[tokio::test]
async fn the_loop_wakes_and_stops() {
    let mut post = Post::open().await;
    let house = House::new(&post).await;
    let (stop, stopped) = watch::channel(false);
    let wake = Arc::new(Notify::new());
    let running = tokio::spawn(house.sender.clone().run(stopped, Arc::clone(&wake)));
    house.queue("a", "mei@example.org").await;
    wake.notify_one();
    tokio::time::timeout(Duration::from_secs(20), post.wait_for(1)).await.expect("the loop does not wake");
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(20), running).await.expect("the loop does not stop").unwrap();
    assert_eq!(house.state("a").await.state, "sent", "what was under way has been recorded");
}

#[tokio::test]
async fn a_folder_is_filled_in_the_order_of_the_outbox() {
    let post = Post::open().await;
    let mut house = House::new(&post).await;
    let folder = tempfile::tempdir().unwrap();
    house.sender.transport = Transport::captured(folder.path());
    for number in 0..9 {
        house.queue(&format!("u{number}"), &format!("u{number}@example.org")).await;
    }
    assert_eq!(house.run().await, 9);
    let files = mail::captured::list(folder.path()).unwrap();
    let to: Vec<_> = files.iter().map(|file| mail::captured::read(file).unwrap().to).collect();
    assert_eq!(to, (0..9).map(|number| format!("u{number}@example.org")).collect::<Vec<_>>());
    assert!(house.state("u8").await.forgotten);
}

#[tokio::test]
async fn a_mail_that_cannot_be_opened_holds_up_nobody() {
    let post = Post::open().await;
    let mut house = House::new(&post).await;
    let vault = std::mem::replace(&mut house.sender.vault, Vault::new([9; 32], [9; 32]));
    house.queue("a", "sealed@example.org").await;
    house.sender.vault = vault;
    house.queue("b", "mei@example.org").await;
    while house.state("b").await.state == "queued" {
        house.run().await;
    }
    assert_eq!((house.state("a").await.state.as_str(), house.state("b").await.state.as_str()), ("queued", "sent"));
    let id = "b".to_owned();
    let now = house.clock.now();
    let late: Result<(), StoreError> =
        house.sender.store.write(move |conn| Box::pin(async move { outbox::set_failed(conn, &id, "late", Some(now), now).await })).await;
    late.unwrap();
    assert_eq!(house.state("b").await.state, "sent", "a slow loser must not queue again what was sent and forgotten");
}

#[tokio::test]
async fn after_an_outage_everything_leaves_within_a_minute_and_what_is_over_does_not() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    let address = post.close().await;
    let ends = |minutes: i64| Some(house.clock.now() + SignedDuration::from_mins(minutes));
    for number in 0..40 {
        let id = format!("code-{number:02}");
        house.queue_as(&id, mail::message_id(&id, "habeas.test"), letter(&format!("{id}@example.org")), 0, ends(10)).await;
    }
    // A quarter of an hour in which nobody listens, looked at once a second.
    for second in 0..900 {
        if second % 60 == 0 {
            house.queue(&format!("receipt-{second:03}"), &format!("r{second}@example.org")).await;
        }
        house.run().await;
        house.pass(1);
    }
    let id = "code-late";
    house.queue_as(id, mail::message_id(id, "habeas.test"), letter("late@example.org"), 0, ends(10)).await;
    let post = Post::open_at(address).await;
    let mut sent = 0;
    for _ in 0..60 {
        sent += house.run().await;
        house.pass(1);
    }
    assert_eq!(sent, 16, "fifteen receipts, and the code that can still be entered");
    let received = post.received();
    assert_eq!(received.len(), 16);
    assert_eq!(received[0].to, ["late@example.org"], "a code leaves before all receipts");
    let dead = house.state("code-07").await;
    assert_eq!((dead.state.as_str(), dead.last_error.as_str(), dead.forgotten), ("failed", outbox::OVER, true));
}

#[tokio::test]
async fn what_somebody_waits_for_leaves_first() {
    let post = Post::open().await;
    let house = House::new(&post).await;
    for number in 0..60 {
        let id = format!("a{number:02}");
        house.queue_as(&id, mail::message_id(&id, "habeas.test"), letter(&format!("{id}@staff.example")), 2, None).await;
    }
    for (id, rank) in [("receipt", 1), ("code", 0)] {
        house.queue_as(id, mail::message_id(id, "habeas.test"), letter(&format!("{id}@example.org")), rank, None).await;
    }
    house.run().await;
    let order: Vec<String> = post.received().into_iter().flat_map(|one| one.to).collect();
    let place = |who: &str| order.iter().position(|to| to.starts_with(who)).unwrap();
    assert_eq!(order.len(), 62);
    // Four lines take one each at the same time.
    assert!(place("code@") < 4 && place("receipt@") < 5, "{order:?}");
}

#[tokio::test]
async fn every_line_goes_on_when_mails_come_steadily() {
    // A server that takes the whole of each mail and does not answer: what comes after it needs a line of its own.
    let mut post = Post::open().await;
    let house = House::at(&format!("smtp://{}", post.address), Duration::from_secs(600)).await;
    let (stop, stopped) = watch::channel(false);
    let wake = Arc::new(Notify::new());
    let running = tokio::spawn(house.sender.clone().run(stopped, Arc::clone(&wake)));
    let mut count = 0;
    let mut send = async |post: &mut Post, id: &str| {
        house.queue(id, &format!("{id}@example.org")).await;
        wake.notify_waiters();
        wake.notify_one();
        count += 1;
        tokio::time::timeout(Duration::from_secs(20), post.wait_for(count)).await.unwrap_or_else(|_| panic!("{id} waits"));
    };
    // One by one, each alone: all lines have found nothing in between.
    for id in ["a", "b", "c", "d", "e"] {
        send(&mut post, id).await;
    }
    post.always(Act::FallSilent);
    for id in ["s1", "s2", "s3"] {
        send(&mut post, id).await;
    }
    post.always(Act::Take);
    for id in ["f", "g", "h"] {
        send(&mut post, id).await;
    }
    running.abort();
    drop(stop);
}

//! A question, its answer, a refusal and an appeal, for every kind of request and in both languages: the pages are the same for all.

use app::texts::T;
use axum::http::StatusCode;
use domain::Lang;

use crate::support::browser::{Browser, Page};
use crate::support::post::Mail;
use crate::support::story::Story;
use crate::web::portal;

const EMAIL: &str = "mika@example.org";
const QUESTION: &str = "Which of your devices? 请问是哪一台？ <b>the old one</b> & more";
const QUESTION_SHOWN: &str = "Which of your devices? 请问是哪一台？ &lt;b&gt;the old one&lt;/b&gt; &amp; more";

/// A kind of request: its page, what its form is sent with besides the address, and how many clocks run.
struct Kind {
    code: &'static str,
    slug: &'static str,
    fields: &'static [(&'static str, &'static str)],
    clocks: usize,
    /// How many of them a question stops, by the law of the country that the form names.
    paused: usize,
}

const KINDS: [Kind; 5] = [
    Kind { code: "access", slug: "access", fields: &[("country", "GB"), ("scope", "all"), ("format", "both")], clocks: 1, paused: 1 },
    Kind {
        code: "correction",
        slug: "correction",
        fields: &[("country", "GB"), ("category", "profile"), ("says", "Mika"), ("should_say", "Mica")],
        clocks: 1,
        paused: 1,
    },
    Kind {
        code: "deletion",
        slug: "deletion",
        fields: &[("country", "KR"), ("scope", "account"), ("understood", "yes")],
        clocks: 2,
        paused: 1,
    },
    Kind { code: "ai_training_withdrawal", slug: "ai-training", fields: &[("country", "CN"), ("streams", "voice")], clocks: 2, paused: 1 },
    Kind { code: "advertising_opt_out", slug: "advertising", fields: &[], clocks: 2, paused: 1 },
];

impl Kind {
    /// What is said of this kind under a key.
    fn says(&self, t: T, key: &str) -> String {
        let key = key.replace('*', &self.code.replace('_', "-"));
        t.by_key(&key).unwrap_or_else(|| panic!("no message {key}"))
    }
}

#[tokio::test]
async fn every_kind_is_asked_back_answered_refused_and_appealed() {
    for lang in [Lang::En, Lang::ZhCn] {
        for kind in KINDS {
            walk(&kind, lang).await;
        }
    }
}

async fn walk(kind: &Kind, lang: Lang) {
    let t = T(lang);
    let (story, browser) = portal().await;
    let (mut lin, mut ana) =
        (browser.another().staff(&story.test, "Lin", "lead").await, browser.another().staff(&story.test, "Ana", "lead").await);
    let mut theirs = in_language(&browser, lang).await;

    // Asked and proved.
    let mut fields = vec![("email", EMAIL)];
    fields.extend(kind.fields);
    assert_eq!(theirs.post(&format!("/hellotalk/{}", kind.slug), &fields).await.location(), "/code", "{}", kind.code);
    let code = mail(&story, "code").await.code();
    let to = theirs.post("/code", &[("code", &code)]).await.location().to_owned();
    let own = to.strip_suffix("/received").expect("a receipt").to_owned();
    let reference = own.strip_prefix("/requests/").unwrap().to_owned();
    let ticket = format!("/staff/tickets/{reference}");
    let page = theirs.get(&own).await;
    assert_eq!(paused(&page), 0);
    assert!(page.has(&kind.says(t, "track-title-*")));
    let dues = dues(&page);
    assert_eq!(dues.len(), kind.clocks, "{}", kind.code);

    // Asked back: the clocks stand, and the question is shown as it was typed.
    assert!(lin.get(&format!("/staff/queue?kind={}&view=unassigned", kind.code)).await.has(&reference));
    act(&mut lin, &ticket, "claim", &[]).await;
    let shown = lin.get(&ticket).await;
    assert_eq!(self::dues(&shown), dues, "the agent sees the same clocks");
    let asked = [("words", QUESTION), ("reason", "clarification"), ("days", "7")];
    assert!(!act(&mut lin, &ticket, "acts/pause", &[&asked[..], &[("step", "preview")]].concat()).await.has("error-summary"));
    assert_eq!(act(&mut lin, &ticket, "acts/pause", &[&asked[..], &[("step", "do")]].concat()).await.location(), ticket);
    let stopped = paused(&lin.get(&ticket).await);
    assert_eq!(stopped, kind.paused, "clocks of {} that a question stops", kind.code);
    let question = mail(&story, "question").await;
    assert!(question.letter.text.contains(QUESTION));

    // Answered from another browser, by the link, which opens once; a scanner that follows it uses nothing up.
    let mut phone = in_language(&browser, lang).await;
    let link = format!("/link/{}", question.link());
    for _ in 0..2 {
        assert!(phone.get(&link).await.has(&t.link_open_title()));
    }
    assert_eq!(phone.post(&link, &[]).await.location(), own);
    assert_eq!(browser.another().get(&link).await.status, StatusCode::NOT_FOUND, "a link is pressed once");
    let page = phone.get(&own).await;
    assert!(page.has(QUESTION_SHOWN) && page.has(&t.track_state_requires_input()));
    assert_eq!(paused(&page), stopped, "both see what is paused");
    let messages = format!("{own}/messages");
    let refused = phone.upload(&messages, &[("words", "")], &[("files", "证明.png", &server::testing::samples::png())]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("href=\"#message-words\"") && refused.has(&t.error_words_required()));
    let answer = "The blue one.\r\n蓝色的那台。";
    assert_eq!(
        phone.upload(&messages, &[("words", answer)], &[("files", "证明.png", &server::testing::samples::png())]).await.location(),
        own
    );
    let page = phone.get(&own).await;
    assert!(page.has(&t.track_done_answered()) && page.has(&t.track_state_in_progress()));
    assert_eq!(paused(&page), 0, "the clocks go on");
    let read = lin.get(&ticket).await;
    assert!(read.has("data-kind=\"answer\"") && read.has("蓝色的那台。") && read.has("证明.png"));

    // Refused, and looked at again by another, once.
    assert_eq!(refuse(&mut lin, &ticket, "There is no such account.").await.location(), ticket);
    let outcome = mail(&story, "outcome").await;
    assert!(outcome.says(&kind.says(t, "mail-outcome-*-denied")));
    let page = phone.get(&own).await;
    assert!(page.has(&t.track_state_denied()) && page.has("There is no such account."));
    assert_eq!(phone.post(&format!("{own}/appeal"), &[("words", "You looked at the wrong account.")]).await.location(), own);
    let page = phone.get(&own).await;
    assert!(page.has(&t.track_state_appealed()) && page.has(&t.track_done_appealed()));
    mail(&story, "appeal_receipt").await;
    let page = lin.get(&ticket).await;
    assert!(page.has(&T(Lang::En).ticket_own_appeal()) && !page.has("data-testid=\"claim\"") && !page.has("data-testid=\"close\""));
    assert!(ana.get(&format!("/staff/queue?kind={}&state=appealed", kind.code)).await.has(&reference));
    act(&mut ana, &ticket, "claim", &[]).await;
    assert_eq!(refuse(&mut ana, &ticket, "The account was the right one. 没有错。").await.location(), ticket);
    assert!(mail(&story, "outcome").await.says(&kind.says(t, "mail-outcome-*-denied")));
    assert_eq!(story.mails("outcome").await.len(), 2, "the second answer left as well");
    let page = phone.get(&own).await;
    assert!(page.has("The account was the right one. 没有错。") && page.has("There is no such account."), "the first answer stays");
    assert!(!page.has(&format!("action=\"{own}/appeal\"")), "one appeal is all");
}

async fn in_language(browser: &Browser, lang: Lang) -> Browser {
    let mut another = browser.another();
    another.post("/language", &[("lang", lang.tag()), ("to", "/")]).await.location();
    another
}

async fn mail(story: &Story, kind: &str) -> Mail {
    story.work().await;
    story.mail_to(kind, EMAIL).await
}

/// Sends a form of the ticket's page, with the version that the page names.
async fn act(agent: &mut Browser, ticket: &str, name: &str, fields: &[(&str, &str)]) -> Page {
    let html = agent.get(ticket).await.text();
    let (_, rest) = html.split_once("name=\"version\" value=\"").expect("a version");
    let version = rest.split('"').next().unwrap();
    agent.post(&format!("{ticket}/{name}"), &[fields, &[("version", version)]].concat()).await
}

async fn refuse(agent: &mut Browser, ticket: &str, why: &str) -> Page {
    let fields = [("outcome", "denied"), ("reason_0", "outside_scope"), ("why_0", why), ("done_anyway", "We looked at it twice.")];
    act(agent, ticket, "close", &fields).await
}

/// How many clocks of a page are paused.
fn paused(page: &Page) -> usize {
    page.text().matches("class=\"clock paused").count()
}

/// The due timestamps of the clocks on a page, in order.
fn dues(page: &Page) -> Vec<String> {
    let html = page.text();
    let mut dues: Vec<String> = html
        .split("<p class=\"due\">")
        .skip(1)
        .filter_map(|rest| rest.split_once("datetime=\"")?.1.split('"').next().map(str::to_owned))
        .collect();
    dues.sort();
    dues
}

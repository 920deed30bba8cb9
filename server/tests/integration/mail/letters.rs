//! What the letters say, in each language.

use std::path::Path;

use app::texts::T;
use app::views::track::{OutcomeView, RefusalView};
use domain::ai::EFFECTS;
use domain::clock::ClockName;
use domain::pack::Pack;
use domain::{Kind, Lang};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use server::mail::letter::{self, AccountLetter, Alarm, Asked, Envelope, Letter, News, Notice, Purpose};
use server::mail::{Topic, captured};
use server::store::outbox::Due;

const REFERENCE: &str = "HT-7K3Q-9XMF";
const HOSTILE: &str = "Mei <script>alert(1)</script>\r\nBcc: all@example.org\n\n\"quoted\" & 'more'";

fn pack() -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    Pack::parse("hellotalk", &read("hellotalk.toml"), &read("hellotalk.processors.toml")).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn with<V>(lang: Lang, product: &str, write: impl Fn(&Envelope<'_>) -> V) -> V {
    let zone = TimeZone::get("Asia/Hong_Kong").unwrap();
    write(&Envelope { t: T(lang), to: "mei@example.org", product, origin: "https://privacy.example.com", zone: &zone, opener: None })
}

fn closed(state: &str) -> OutcomeView {
    OutcomeView {
        cycle: 1,
        state: state.into(),
        closed_at: at("2026-03-03T07:30:00Z"),
        words: "We have looked at everything.".into(),
        done_anyway: String::new(),
        refusals: vec![],
        nothing_held: false,
        effects: vec![],
        kept: vec![],
        decision: String::new(),
        inside: "an internal remark".into(),
        regulator: Some(("Privacy Commissioner".into(), "https://www.pcpd.org.hk".into())),
    }
}

fn refusal() -> RefusalView {
    RefusalView {
        item: "messages".into(),
        reason: "legal_obligation_retention".into(),
        law: "GDPR 17(3)(b)".into(),
        words: "The law on payments asks for it.".into(),
        record: Some(("Payment records".into(), "2031-03-03".into())),
    }
}

fn notice(words: &str) -> letter::Extension<'_> {
    let (first, new) = (at("2026-04-02T15:59:59Z"), at("2026-06-02T15:59:59Z"));
    letter::Extension { law: "GDPR", article: "art. 12(3)", first, new, words }
}

/// The notice of an extension is valid only with its reason, and says by which law, until when, and where to complain.
#[test]
fn a_notice_of_an_extension_says_all_that_the_law_asks_for() {
    for lang in [Lang::En, Lang::ZhCn] {
        let text = with(lang, "HelloTalk", |env| {
            letter::extension(env, REFERENCE, &notice("Four systems."), Some(("ICO", "https://ico.org.uk"))).text
        });
        let dates = if lang == Lang::En { ["2 April 2026", "2 June 2026"] } else { ["4月2日", "6月2日"] };
        for part in ["GDPR", "art. 12(3)", "Four systems.", "ICO", "https://ico.org.uk", REFERENCE].iter().chain(&dates) {
            let plain = text.replace(' ', "");
            assert!(text.contains(part) || plain.contains(&part.replace(' ', "")), "{lang:?}: {part}\n{text}");
        }
    }
}

/// Every letter, in one language, with a product and words as given.
fn all(lang: Lang, product: &str, words: &str) -> Vec<(Topic, Letter)> {
    let pack = pack();
    let due = at("2026-03-03T10:00:00Z");
    let clocks = [(ClockName::Law, due), (ClockName::Promise, due)];
    with(lang, product, |env| {
        let mut letters = vec![
            (Topic::Receipt, letter::receipt(env, REFERENCE, Kind::Deletion, &clocks)),
            (Topic::Receipt, letter::receipt(env, REFERENCE, Kind::Access, &[])),
            (Topic::ReportReceipt, letter::report_receipt(env, REFERENCE, due)),
            (Topic::Message, letter::message(env, REFERENCE, words)),
            (Topic::Question, letter::question(env, REFERENCE, words, due)),
            (Topic::Reminder, letter::reminder(env, ASKED, due, "s3cret")),
            (Topic::Decision, letter::decision(env, REFERENCE, "warned", words)),
            (Topic::Delayed, letter::delayed(env, REFERENCE, Some(due), words)),
            (Topic::AppealReceipt, letter::appeal_receipt(env, REFERENCE, &clocks)),
            (Topic::Joined, letter::joined(env, REFERENCE, Kind::Deletion)),
            (Topic::Withdrawn, letter::withdrawn(env, REFERENCE)),
            (Topic::InApp, letter::in_app(env, REFERENCE)),
            (Topic::Extension, letter::extension(env, REFERENCE, &notice(words), Some(("ICO", "https://ico.org.uk")))),
            (Topic::Extension, letter::extension(env, REFERENCE, &notice(words), None)),
            (Topic::Joined, letter::merged(env, REFERENCE, Kind::Deletion, &["HT-1111-2222".into()], &clocks)),
            (Topic::Reopened, letter::reopened(env, REFERENCE, true, &clocks, words)),
            (Topic::Reopened, letter::reopened(env, REFERENCE, false, &[], words)),
            (Topic::Reopened, letter::case_reopened(env, REFERENCE, words)),
            (Topic::Delayed, letter::late(env, REFERENCE, &clocks, due)),
            (
                Topic::Alert,
                letter::coverage(env, "Hong Kong", 2027, Some("2026-12-31".parse().unwrap()), "https://privacy.example.com/staff"),
            ),
            (Topic::Alert, letter::coverage(env, "Hong Kong", 2027, None, "https://privacy.example.com/staff")),
            (Topic::Alert, letter::record(env, None)),
            (Topic::Alert, letter::record(env, Some(1))),
            (Topic::Alert, letter::record(env, Some(41))),
        ];
        for alarm in Alarm::ALL {
            let page = "https://privacy.example.com/staff";
            let notice = Notice { reference: REFERENCE, kind: Kind::Deletion, alarm, clock: ClockName::Promise, due, page };
            letters.push((Topic::Alert, letter::alert(env, &notice)));
        }
        for which in [
            AccountLetter::SignUp("s3cret"),
            AccountLetter::Exists,
            AccountLetter::Reset("s3cret"),
            AccountLetter::ChangeEmail("s3cret"),
            AccountLetter::StopEmail("s3cret"),
            AccountLetter::Opened,
        ] {
            letters.push((which.topic(), letter::account(env, which, 30)));
        }
        for news in [
            News::PasswordChanged,
            News::EmailAsked,
            News::Frozen,
            News::StillFrozen,
            News::OpenedElsewhere,
            News::SecondOn,
            News::SecondOff,
            News::RecoveryUsed(1),
            News::RecoveryMade,
            News::Erased,
        ] {
            letters.push((Topic::AccountNews, letter::account_news(env, news)));
        }
        for kind in Kind::GUARDIAN {
            letters.push((Topic::ChildTold, letter::child_told(env, Some(kind))));
            letters.push((Topic::OtherGuardian, letter::other_guardian(env, REFERENCE, kind)));
            letters.push((Topic::Handover, letter::handover(env, kind, due, "s3cret")));
        }
        let scope = ["account".to_owned(), "ai".to_owned()];
        letters.extend([
            (Topic::ChildCode, letter::child_code(env, words, "482913", "s3cret")),
            (Topic::ChildTold, letter::child_told(env, None)),
            (Topic::HandoverTold, letter::handover_told(env, REFERENCE)),
            (Topic::ConsentAsk, letter::consent_ask(env, "s3cret")),
            (Topic::Consent, letter::consent_receipt(env, REFERENCE, &scope, "HelloTalk 6", due)),
            (Topic::Decision, letter::notice_done(env, REFERENCE)),
            (Topic::Invitation, letter::invitation(env, "agent", "https://privacy.example.com/staff/join/s3cret", 3)),
            (Topic::StaffReset, letter::staff_reset(env, "https://privacy.example.com/staff/reset/s3cret", 30)),
            (Topic::StaffNotice, letter::staff_password_changed(env, due)),
        ]);
        for purpose in [Purpose::Prove(ASKED), Purpose::ProveReport(ASKED.at), Purpose::Open, Purpose::Download] {
            letters.push((Topic::Code, letter::code(env, "482913", "s3cret", 10, purpose)));
        }
        for kind in Kind::REQUESTS.into_iter().chain([Kind::ConsentRevocation, Kind::GuardianAuthority]) {
            for state in ["fulfilled", "partially_fulfilled", "denied", "cancelled"] {
                let mut end = OutcomeView { words: words.into(), done_anyway: words.into(), ..closed(state) };
                end.refusals = vec![RefusalView { words: words.into(), ..refusal() }];
                letters.push((Topic::Outcome, letter::outcome(env, REFERENCE, kind, &end, &pack)));
            }
        }
        letters
    })
}

fn both(letter: &Letter, what: &str) {
    let escaped = what.replace('&', "&amp;").replace('\'', "&#39;").replace('"', "&quot;");
    assert!(letter.text.contains(what), "the text part lacks {what:?}:\n{}", letter.text);
    assert!(letter.html.contains(&escaped), "the HTML part lacks {what:?}:\n{}", letter.html);
}

#[test]
fn every_letter_is_whole_in_each_language() {
    for lang in Lang::ALL {
        let letters = all(lang, "HelloTalk", "One line.");
        for topic in Topic::ALL {
            assert!(letters.iter().any(|(other, _)| *other == topic), "{topic:?} is not written here");
            assert_ne!(T(lang).coded("mail-kind", topic.code()), topic.code(), "{topic:?} has no name for staff");
            assert_eq!(Topic::from_code(topic.code()), Some(topic));
        }
        for (topic, letter) in letters {
            assert_eq!((letter.to.as_str(), letter.lang.as_str()), ("mei@example.org", lang.tag()));
            for part in [&letter.subject, &letter.text, &letter.html] {
                // A missing argument is shown as {$name}, a missing message as its key.
                assert!(!part.contains("{$") && !part.contains("mail-"), "{topic:?}: {part}");
            }
            assert!(letter.html.contains(&format!("<html lang=\"{}\" dir=\"ltr\">", lang.tag())));
            assert!(letter.html.contains("prefers-color-scheme:dark") && letter.html.contains("name=\"color-scheme\""));
            assert!(!letter.html.contains("style=\""), "{topic:?} has a style attribute");
            assert!(!letter.html.contains("src=") && !letter.html.contains("url("), "{topic:?} fetches something");
            let chinese = letter.text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, lang == Lang::ZhCn, "{topic:?} speaks another language:\n{}", letter.text);
        }
    }
}

#[test]
fn a_subject_tells_a_bystander_nothing() {
    for lang in Lang::ALL {
        for (topic, letter) in all(lang, "HelloTalk", "secret words") {
            for private in ["482913", "s3cret", "secret words", "mei"] {
                assert!(!letter.subject.contains(private), "{topic:?}: {}", letter.subject);
            }
            for kind in Kind::REQUESTS {
                let name = T(lang).coded("kind", kind.code()).to_lowercase();
                assert!(!letter.subject.to_lowercase().contains(&name), "{topic:?} names the kind: {}", letter.subject);
            }
            assert!(letter.subject.chars().count() <= 70, "{topic:?}: a telephone cuts {}", letter.subject);
        }
    }
}

#[test]
fn what_people_write_stays_what_they_wrote() {
    for lang in Lang::ALL {
        for (topic, letter) in all(lang, "Hello<b>Talk</b>\r\nBcc: all@example.org", HOSTILE) {
            assert!(!letter.html.contains("<script") && !letter.html.contains("<b>"), "{topic:?}: {}", letter.html);
            assert!(!letter.subject.chars().any(char::is_control), "{topic:?}: {:?}", letter.subject);
            assert!(!letter.text.lines().any(|line| line.starts_with("Bcc:")), "{topic:?}: {}", letter.text);
            assert!(!letter.text.contains('\r'), "{topic:?}");
        }
        let letter = with(lang, "HelloTalk", |env| letter::message(env, REFERENCE, HOSTILE));
        assert!(letter.html.contains(
            "&lt;script&gt;alert(1)&lt;/script&gt;<br>Bcc: all@example.org</p><p dir=\"auto\">&quot;quoted&quot; &amp; &#39;more&#39;"
        ));
        assert!(
            letter.text.contains("    Mei <script>alert(1)</script>\n    Bcc: all@example.org\n\n    \"quoted\" & 'more'"),
            "{}",
            letter.text
        );
    }
}

#[test]
fn a_code_comes_with_its_link_and_its_end() {
    let letter = with(Lang::En, "HelloTalk", |env| letter::code(env, "482913", "s3cret", 10, Purpose::Prove(ASKED)));
    for what in ["482913", "https://privacy.example.com/link/s3cret", "10 minutes"] {
        both(&letter, what);
    }
    let letter = with(Lang::ZhCn, "HelloTalk", |env| letter::code(env, "482913", "s3cret", 10, Purpose::Download));
    both(&letter, "10 分钟");
}

/// What somebody asked for at the epoch.
const ASKED: Asked = Asked { kind: Kind::Deletion, at: Timestamp::UNIX_EPOCH };

#[test]
fn a_code_that_confirms_says_what_of_whom_and_when() {
    let when = at("2026-03-02T03:04:00Z");
    for lang in Lang::ALL {
        let t = T(lang);
        for kind in Kind::REQUESTS {
            let what = Asked { kind, at: when };
            for letter in [
                with(lang, "HelloTalk", |env| letter::code(env, "482913", "s3cret", 10, Purpose::Prove(what))),
                with(lang, "HelloTalk", |env| letter::reminder(env, what, when, "s3cret")),
            ] {
                for said in [t.coded("asked", kind.code()), "HelloTalk".into(), "11:04".into(), "UTC+8".into(), t.mail_code_not_you_prove()]
                {
                    both(&letter, &said);
                }
                assert_eq!(letter.text.contains(&t.mail_code_means_deletion()), kind == Kind::Deletion, "{kind:?}");
            }
        }
        let letter = with(lang, "HelloTalk", |env| letter::code(env, "482913", "s3cret", 10, Purpose::ProveReport(when)));
        both(&letter, "11:04");
        for kind in Kind::REQUESTS {
            assert!(!letter.text.contains(&t.coded("asked", kind.code())));
        }
    }
}

#[test]
fn a_receipt_says_until_when_in_the_readers_zone() {
    let clocks = [(ClockName::Law, at("2026-04-01T15:59:59Z")), (ClockName::Promise, at("2026-03-03T10:00:00Z"))];
    let letter = with(Lang::En, "HelloTalk", |env| letter::receipt(env, REFERENCE, Kind::Deletion, &clocks));
    for what in [
        REFERENCE,
        "Deletion",
        "Tue 3 March 2026, 18:00 (UTC+8)",
        "Wed 1 April 2026, 23:59 (UTC+8)",
        "https://privacy.example.com/requests/HT-7K3Q-9XMF",
    ] {
        both(&letter, what);
    }
    assert!(letter.text.find("Tue 3 March") < letter.text.find("Wed 1 April"), "the promise stands first");
}

#[test]
fn a_letter_with_an_opener_leads_through_it() {
    let letter = with(Lang::En, "HelloTalk", |env| letter::withdrawn(&Envelope { opener: Some("s3cret"), ..*env }, REFERENCE));
    both(&letter, "https://privacy.example.com/link/s3cret");
    assert!(!letter.text.contains("/requests/"), "{}", letter.text);
}

#[test]
fn a_refusal_says_all_that_it_must() {
    let pack = pack();
    let end = OutcomeView { done_anyway: "We hid your profile.".into(), refusals: vec![refusal()], ..closed("denied") };
    for lang in Lang::ALL {
        let t = T(lang);
        let letter = with(lang, "HelloTalk", |env| letter::outcome(env, REFERENCE, Kind::Deletion, &end, &pack));
        both(&letter, &t.coded("reason", "legal_obligation_retention"));
        both(&letter, pack.category("messages").unwrap().name.get(lang));
        for what in ["GDPR 17(3)(b)", "The law on payments asks for it.", "Payment records", "We hid your profile."] {
            both(&letter, what);
        }
        both(&letter, &t.date("2031-03-03".parse().unwrap()));
        both(&letter, &t.mail_ways_appeal());
        both(&letter, &t.mail_ways_court());
        both(&letter, "https://www.pcpd.org.hk");
        both(&letter, &t.moment(end.closed_at, &TimeZone::get("Asia/Hong_Kong").unwrap()));
        assert!(!letter.text.contains("internal remark") && !letter.html.contains("internal remark"));
    }
    let nowhere = OutcomeView { regulator: None, ..end };
    let letter = with(Lang::En, "HelloTalk", |env| letter::outcome(env, REFERENCE, Kind::Deletion, &nowhere, &pack));
    both(&letter, "authority of the country where you live");
}

#[test]
fn a_copy_is_never_attached_and_can_be_fetched_for_seven_days_three_times() {
    let pack = pack();
    let letter = with(Lang::En, "HelloTalk", |env| letter::outcome(env, REFERENCE, Kind::Access, &closed("fulfilled"), &pack));
    for what in
        ["for 7 days, at most 3 times", "never send your data as an attachment", "https://privacy.example.com/requests/HT-7K3Q-9XMF"]
    {
        both(&letter, what);
    }
    let nothing = OutcomeView { nothing_held: true, ..closed("fulfilled") };
    let letter = with(Lang::En, "HelloTalk", |env| letter::outcome(env, REFERENCE, Kind::Access, &nothing, &pack));
    both(&letter, "hold no data");
    assert!(!letter.text.contains("download"), "{}", letter.text);
    let denied = OutcomeView { refusals: vec![refusal()], ..closed("denied") };
    let letter = with(Lang::En, "HelloTalk", |env| letter::outcome(env, REFERENCE, Kind::Access, &denied, &pack));
    assert!(!letter.text.contains("download"), "a refusal offers a download:\n{}", letter.text);
}

#[test]
fn a_deletion_says_what_stays_and_until_when() {
    let pack = pack();
    let end = OutcomeView { kept: pack.kept_after_deletion().map(|rule| rule.id.clone()).collect(), ..closed("fulfilled") };
    assert!(end.kept.len() > 2);
    for lang in Lang::ALL {
        let letter = with(lang, "HelloTalk", |env| letter::outcome(env, REFERENCE, Kind::Deletion, &end, &pack));
        for rule in pack.kept_after_deletion() {
            both(&letter, rule.what.get(lang));
            both(&letter, rule.rule.get(lang));
        }
        both(&letter, &T(lang).count_years(i64::from(pack.tickets.years)));
    }
}

#[test]
fn a_withdrawal_from_ai_training_answers_every_line() {
    let pack = pack();
    let line = |code: &str, value: &str, words: &str| (code.to_owned(), value.to_owned(), words.to_owned());
    let end = OutcomeView {
        effects: vec![
            line("stop_collection", "2026-03-03T07:00:00Z", ""),
            line("stop_future_use", "2026-03-03T07:00:00Z", ""),
            line("exclude_from_unfrozen_datasets", "2026-04-01", ""),
            line("remove_from_existing_datasets", "not_linkable", ""),
            line("trained_models", "contains_not_retrained_output_filter", "The next version comes in May."),
            line("third_party_ai_providers", "told", ""),
        ],
        ..closed("fulfilled")
    };
    for lang in Lang::ALL {
        let t = T(lang);
        let letter = with(lang, "HelloTalk", |env| letter::outcome(env, REFERENCE, Kind::AiTrainingWithdrawal, &end, &pack));
        for effect in EFFECTS {
            both(&letter, &t.coded("effect", effect.code));
        }
        for said in ["service_continues", "past_use", "no_detriment"] {
            both(&letter, &t.coded("effect-said", said));
        }
        both(&letter, &t.mail_effect_reversal());
        both(&letter, &t.coded("effect-state", "not_linkable"));
        both(&letter, &t.coded("effect-state", "contains_not_retrained_output_filter"));
        both(&letter, "The next version comes in May.");
        both(&letter, &t.date("2026-04-01".parse().unwrap()));
        both(&letter, &t.moment(at("2026-03-03T07:00:00Z"), &TimeZone::get("Asia/Hong_Kong").unwrap()));
    }
    for lang in Lang::ALL {
        for (_, letter) in all(lang, "HelloTalk", "x") {
            let text = letter.text.to_lowercase();
            for untrue in ["deleted from the model", "removed from the model", "从模型中删除", "从模型中移除"] {
                assert!(!text.contains(untrue), "{}", letter.text);
            }
        }
    }
}

#[test]
fn each_kind_and_each_end_has_its_own_sentence() {
    for lang in Lang::ALL {
        let mut first: Vec<String> = Vec::new();
        for kind in Kind::REQUESTS {
            for end in ["fulfilled", "partially-fulfilled", "denied"] {
                let key = format!("mail-outcome-{}-{end}", kind.code().replace('_', "-"));
                first.push(T(lang).by_key(&key).unwrap_or_else(|| panic!("{key} is missing")));
            }
        }
        let written = first.len();
        first.sort();
        first.dedup();
        assert_eq!(first.len(), written);
    }
}

#[test]
fn captured_mails_stand_in_order_and_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("mail");
    assert!(captured::list(&folder).unwrap().is_empty());
    let now = at("2026-03-02T02:00:00Z");
    for number in 0..12 {
        let letter = with(Lang::ZhCn, "HelloTalk", |env| letter::message(env, REFERENCE, &format!("第 {number} 条")));
        let mail = Due {
            id: format!("id{number}"),
            kind: "message".into(),
            message_id: format!("<{number}@test>"),
            tries: 1,
            created_at: Timestamp::UNIX_EPOCH,
            letter,
        };
        captured::put(&folder, &mail, now).unwrap();
    }
    std::fs::write(folder.join("half.json.part"), "{").unwrap();
    let files = captured::list(&folder).unwrap();
    assert_eq!(files.len(), 12);
    for (number, file) in files.iter().enumerate() {
        let mail = captured::read(file).unwrap();
        assert_eq!((mail.at, mail.message_id), (now, format!("<{number}@test>")));
        assert!(mail.text.contains(&format!("第 {number} 条")) && mail.html.contains("<!doctype html>"));
        let stem = file.file_stem().unwrap().to_str().unwrap();
        assert!(captured::find(&folder, stem).unwrap().is_some());
    }
    assert!(captured::find(&folder, "../outbox").unwrap().is_none());
    assert!(captured::find(&folder, "nothing").unwrap().is_none());
}

/// A missed date is named with its moment, and so is the new one; a law's limit is called that.
#[test]
fn a_delay_says_what_was_missed_and_by_when_it_will_be_done() {
    let (promise, law, new) = (at("2026-03-03T10:00:00Z"), at("2026-03-12T15:59:59Z"), at("2026-03-13T10:00:00Z"));
    for (lang, missed, limit, meant) in [
        (Lang::En, "What we had promised, and missed", "The limit set by law, which we missed", "By when we now mean to be done"),
        (Lang::ZhCn, "我们承诺过、但没有做到的时间", "法律规定、但我们没有做到的期限", "我们现在打算完成的时间"),
    ] {
        let t = T(lang);
        let zone = TimeZone::get("Asia/Hong_Kong").unwrap();
        let says =
            |letter: &Letter, words: &str, moment: Timestamp| letter.text.contains(&format!("* {words}\n  {}", t.moment(moment, &zone)));
        let both =
            with(lang, "HelloTalk", |env| letter::late(env, REFERENCE, &[(ClockName::Promise, promise), (ClockName::Law, law)], new));
        assert!(says(&both, missed, promise) && says(&both, limit, law) && says(&both, meant, new), "{}", both.text);
        let one = with(lang, "HelloTalk", |env| letter::late(env, REFERENCE, &[(ClockName::Promise, promise)], new));
        assert!(!one.text.contains(limit), "{}", one.text);
    }
}

/// An alert is short, says what to do, leads to the ticket, and holds nothing personal; each reason has words of its own.
#[test]
fn an_alert_says_what_to_do() {
    let (due, page) = (at("2026-03-03T10:00:00Z"), "https://privacy.example.com/staff/tickets/HT-7K3Q-9XMF");
    for lang in [Lang::En, Lang::ZhCn] {
        let mut seen = std::collections::BTreeSet::new();
        for alarm in Alarm::ALL {
            let notice = Notice { reference: REFERENCE, kind: Kind::Deletion, alarm, clock: ClockName::Law, due, page };
            let letter = with(lang, "HelloTalk", |env| letter::alert(env, &notice));
            for part in [REFERENCE, "HelloTalk", page, &T(lang).moment(due, &TimeZone::get("Asia/Hong_Kong").unwrap())] {
                assert!(letter.text.contains(part), "{part} in\n{}", letter.text);
            }
            assert!(
                letter.text.contains(&T(lang).coded("staff-kind", "deletion")) && letter.text.contains(&T(lang).coded("governing", "law"))
            );
            assert!(letter.text.lines().count() < 30, "{}", letter.text);
            assert!(seen.insert(letter.text), "{alarm:?} has words of its own");
        }
    }
}

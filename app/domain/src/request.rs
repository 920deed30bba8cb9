//! What a person asks for: who they say they are, and the details of each kind of request. All of it is personal and is stored
//! encrypted; nothing here belongs into an event, a log or a URL.

use serde::{Deserialize, Serialize};

/// Who asks, and about which account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Subject {
    /// The e-mail to write to: the account's own, or only a contact address (`contact_only`).
    pub email: String,
    /// The account has no e-mail (it is entered through WeChat, QQ, Line or Kakao): the address serves correspondence alone and
    /// gives no power over anything until the code sent inside the app has come back.
    pub contact_only: bool,
    /// The ID that the app shows, if given. A claim, until confirmed by that code.
    pub app_id: Option<String>,
    /// How the account is entered, if it has no e-mail: `wechat`, `qq`, `line` or `kakao`.
    pub login: Option<String>,
}

/// The ways into an account that has no e-mail.
pub const LOGINS: [&str; 4] = ["wechat", "qq", "line", "kakao"];

/// The forms in which a copy can be given.
pub const FORMATS: [&str; 3] = ["readable", "machine", "both"];

/// What somebody who tells of a child may be to the child.
pub const TELLERS: [&str; 4] = ["parent", "teacher", "the_child", "other"];

/// What exactly is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Details {
    /// A copy of data.
    Access {
        /// The pack's categories; empty: everything.
        categories: Vec<String>,
        /// Whether to tell about transfers abroad (HelloTalk 2(3), Japanese Ai 2(3)).
        transfers: bool,
        /// One of [`FORMATS`].
        format: String,
        /// Anything that helps, in the requester's words.
        words: String,
    },
    /// A datum that is wrong.
    Correction {
        /// The pack's category that it belongs to.
        category: String,
        /// What it says now.
        says: String,
        /// What it should say.
        should_say: String,
        /// Why, in the requester's words.
        words: String,
    },
    /// Data to be erased.
    Deletion {
        /// The pack's categories; empty: the account and all that belongs to it.
        categories: Vec<String>,
        /// Anything that helps, in the requester's words.
        words: String,
    },
    /// Data to be left out of AI training, or no longer collected.
    AiTrainingWithdrawal {
        /// The pack's streams.
        streams: Vec<String>,
        /// Anything that helps, in the requester's words.
        words: String,
    },
    /// No more personalised advertising.
    AdvertisingOptOut {
        /// Anything that helps, in the requester's words.
        words: String,
    },
    /// A guardian takes back the consent to collecting and using a child's data.
    ConsentRevocation {
        /// Anything that helps, in the guardian's words.
        words: String,
    },
    /// Somebody says that they are a child's guardian. Child and authority have rows of their own.
    GuardianAuthority {
        /// One of [`crate::guardian::RELATIONS`].
        relation: String,
        /// The methods by which they want to prove it.
        methods: Vec<String>,
        /// When a call would suit, and anything that helps.
        words: String,
    },
    /// Somebody tells that a child uses an account.
    ChildAccount {
        /// What the product shows of the account: a user name, an ID, a link.
        account: String,
        /// What the teller is to the child: one of [`TELLERS`].
        relation: String,
        /// How old the child is, as told.
        age: Option<u8>,
        /// How the teller knows.
        words: String,
    },
    /// A report case: what it is about. The reports themselves stand beside it.
    Report {
        /// One of [`crate::report::TARGETS`].
        target: String,
        /// The link, the user or the message.
        value: String,
    },
}

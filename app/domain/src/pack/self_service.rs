//! What people can do by themselves.

use serde::{Deserialize, Serialize};

use crate::{Kind, Text};

/// A path inside the product, the device or the browser that needs no request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelfService {
    /// Its id within the pack: `delete-account`.
    pub id: String,
    /// The path as the person sees it: `Me → Settings → Account`; absent where the policy gives none.
    #[serde(default)]
    pub path: Option<Text>,
    /// What it does.
    pub does: Text,
    /// The policy's section that names it.
    pub section: String,
    /// The kinds of ticket that it can spare; empty when it is only worth knowing. The key in a file is `for`.
    #[serde(rename = "for")]
    pub kinds: Vec<Kind>,
}

//! Passwords of accounts and of staff: which are good enough, how they are hashed, and how they are compared. The parameters stand
//! in each hash (PHC string), so that old hashes go on working and are raised at the next log-in.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use domain::typed::password::{candidates, opaque};
use zxcvbn::{Score, zxcvbn};

use super::{DeskError, FieldError, Fields};
use crate::house::House;
use crate::random;
use crate::store::StoreError;

/// The fewest characters of a password (NIST SP 800-63B-4 asks for fifteen where it is the only factor; ours is twelve, with the
/// throttle, a guess at how long it would last, and a second factor for who wants or needs one).
pub const SHORTEST: usize = 12;
/// The most characters: whole sentences, and no work for whoever sends a book (SP 800-63B-4 asks for 64 at least).
pub const LONGEST: usize = 256;
/// How many characters of a new one are weighed: what is weak so far is a repetition or a common text, however it goes on.
const ESTIMATED: usize = 64;
/// The most characters that are read of a typed one: decomposed, a letter may be four.
const LONGEST_TYPED: usize = 4 * LONGEST + 1;

/// What a hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// The house's: 19 MiB and two passes, one lane (OWASP Password Storage Cheat Sheet).
    pub const HOUSE: Self = Self { memory: 19 * 1024, passes: 2 };
    /// What tests use for their speed. Only a house that tests made has it.
    pub const TEST: Self = Self { memory: 64, passes: 1 };

    fn hasher(self) -> Argon2<'static> {
        // Both costs above are within the limits of `Params`; others would fall back to argon2's own, which are stronger than TEST.
        Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(self.memory, self.passes, 1, None).unwrap_or_default())
    }

    /// A hash of a random password, at this cost: nobody has it.
    fn nobody(self) -> String {
        format!("$argon2id$v=19$m={},t={},p=1$c29tZXNhbHRzb21lc2FsdA$7bsmNwMYBbi9Gq3vtDIZ8RrGRSCMtmVO6dmSkCYOAHE", self.memory, self.passes)
    }
}

/// What came of comparing a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is the one.
    pub right: bool,
    /// Whether the stored hash is weaker than those made today, or of the typed bytes instead of their canonical form: who knows
    /// the password hashes it anew.
    pub outdated: bool,
}

/// The words that a password must not rest on: the person's own, the products', the portal's.
fn words_about(house: &House, own: &[&str]) -> Vec<String> {
    let mut words = vec!["habeas".to_owned(), "privacy".to_owned(), "guardian".to_owned()];
    for product in house.products.all() {
        words.extend([product.pack.name.clone(), product.pack.slug.clone()]);
    }
    for text in own {
        words.push((*text).to_owned());
        words.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 2).map(str::to_owned));
    }
    words.iter().map(|word| word.to_lowercase()).collect()
}

/// Checks a new password: its length, and how many guesses it would take somebody who tries common passwords, names, dates and
/// keyboard patterns first, and who knows these words about the person. Fewer than ten to the eighth is too few behind a
/// throttle. No rule about kinds of characters: they make passwords worse (SP 800-63B-4, 3.1.1.2). The estimate is made away from
/// the threads that answer, as hashes are, and of so many characters alone: its work grows faster than they do.
///
/// # Errors
/// The store's, when the process is stopping.
pub async fn check(house: &House, wrong: &mut Fields, field: &str, password: &str, own: &[&str]) -> Result<(), DeskError> {
    let (typed, about) = (password.chars().take(LONGEST_TYPED).collect::<String>(), words_about(house, own));
    let permit = house.hashing.acquire().await.map_err(|_| StoreError::Closed)?;
    let about_them = move || fault(&typed, &about.iter().map(String::as_str).collect::<Vec<_>>());
    let found = tokio::task::spawn_blocking(about_them).await.map_err(|_| StoreError::Closed)?;
    drop(permit);
    if let Some(code) = found {
        wrong.0.push(FieldError::new(field, code));
    }
    Ok(())
}

/// What is wrong with a new password.
fn fault(typed: &str, about: &[&str]) -> Option<&'static str> {
    let password = opaque(typed);
    match password.chars().count() {
        ..SHORTEST => Some("password_short"),
        SHORTEST..=LONGEST => {
            let begin: String = password.chars().take(ESTIMATED).collect();
            (zxcvbn(&begin, about).score() < Score::Three).then_some("password_common")
        }
        _ => Some("password_long"),
    }
}

/// Hashes a password, away from the threads that answer, and only so many at once: each takes the memory of its cost.
///
/// # Errors
/// The store's, when the process is stopping.
pub async fn hash(house: &House, password: &str) -> Result<String, DeskError> {
    let (typed, cost) = (opaque(password), house.cost);
    let permit = house.hashing.acquire().await.map_err(|_| StoreError::Closed)?;
    let hashed = tokio::task::spawn_blocking(move || {
        cost.hasher().hash_password_with_salt(typed.as_bytes(), &random::bytes::<16>()).map(|hash| hash.to_string())
    })
    .await
    .map_err(|_| StoreError::Closed)?;
    drop(permit);
    hashed.map_err(|error| DeskError::File(std::io::Error::other(error.to_string())))
}

/// Whether a password is that of a hash. Without a hash the same work is done for nothing, so that the time of the answer does not
/// tell whether there is an account.
///
/// # Errors
/// The store's, when the process is stopping.
pub async fn verify(house: &House, hash: Option<&str>, password: &str) -> Result<Verdict, DeskError> {
    // Nobody has a longer one: whoever sends a book gets the work of a sentence.
    let typed: String = password.chars().take(LONGEST_TYPED).collect();
    let (stored, cost) = (hash.map(str::to_owned), house.cost);
    let permit = house.hashing.acquire().await.map_err(|_| StoreError::Closed)?;
    let verdict = tokio::task::spawn_blocking(move || compare(cost, stored.as_deref(), &typed)).await.map_err(|_| StoreError::Closed)?;
    drop(permit);
    Ok(verdict)
}

fn compare(cost: Cost, stored: Option<&str>, typed: &str) -> Verdict {
    let nobody = cost.nobody();
    let parsed = PasswordHash::new(stored.unwrap_or(&nobody));
    let matches = |typed: &str| parsed.as_ref().is_ok_and(|parsed| cost.hasher().verify_password(typed.as_bytes(), parsed).is_ok());
    // A wrong password costs all of them, whether there is an account or not.
    let found = candidates(typed).into_iter().find(|one| matches(one));
    let weaker = parsed.as_ref().is_ok_and(|parsed| {
        parsed.algorithm.as_str() != "argon2id"
            || Params::try_from(parsed).map_or(true, |params| params.m_cost() < cost.memory || params.t_cost() < cost.passes)
    });
    let right = found.is_some() && stored.is_some();
    // Another width than it was set in stays the other: what its owner set is the password.
    let before = found.is_some_and(|found| found == typed && found != opaque(typed));
    Verdict { right, outdated: right && (weaker || before) }
}

/// What the fuzzer asks: the text of a stored hash is read, or is not one, and nothing is computed.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn fuzz_stored(text: &str) {
    if let Ok(parsed) = PasswordHash::new(text) {
        let _params = Params::try_from(&parsed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Database, house};

    fn wrong_with(password: &str, about: &[&str]) -> Vec<&'static str> {
        fault(password, about).into_iter().collect()
    }

    #[test]
    fn common_passwords_and_ones_own_words_are_refused() {
        for common in ["password1234", "123456789012", "qwertyuiop12", "iloveyou1234", "passwordpassword", "111111111111", "abcdefghijkl"] {
            assert_eq!(wrong_with(common, &[]), ["password_common"], "{common}");
        }
        assert_eq!(wrong_with("short", &[]), ["password_short"]);
        assert_eq!(wrong_with(&"long ".repeat(60), &[]), ["password_long"]);
        let own = ["mei.lindqvist@example.com", "mei", "lindqvist", "habeas"];
        assert_eq!(wrong_with("lindqvisthabeas", &own), ["password_common"]);
        assert_eq!(wrong_with("mei.lindqvist@example.com", &own), ["password_common"]);
        assert!(wrong_with("a lamp that hums at dusk", &own).is_empty());
        assert!(wrong_with("傍晚嗡嗡作响的一盏旧台灯亮着", &own).is_empty());
    }

    #[tokio::test]
    async fn a_password_is_verified_and_nobody_has_none() {
        let test = house(Database::Sqlite, jiff::Timestamp::UNIX_EPOCH).await;
        let stored = hash(&test.house, "a lamp that hums at dusk").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "the parameters stand beside the hash: {stored}");
        let right = |right, outdated| Verdict { right, outdated };
        assert_eq!(verify(&test.house, Some(&stored), "a lamp that hums at dusk").await.unwrap(), right(true, false));
        assert_eq!(verify(&test.house, Some(&stored), "a lamp that hums at dawn").await.unwrap(), right(false, false));
        assert_eq!(verify(&test.house, None, "a lamp that hums at dusk").await.unwrap(), right(false, false));
        assert_eq!(verify(&test.house, Some("nonsense"), "a lamp that hums at dusk").await.unwrap(), right(false, false));
        let mut stronger = test.house.clone();
        stronger.cost = Cost { memory: 128, passes: 2 };
        assert_eq!(verify(&stronger, Some(&stored), "a lamp that hums at dusk").await.unwrap(), right(true, true));
        assert_eq!(verify(&stronger, Some(&stored), "a lamp that hums at dawn").await.unwrap(), right(false, false));
        let anew = hash(&stronger, "a lamp that hums at dusk").await.unwrap();
        assert_eq!(verify(&test.house, Some(&anew), "a lamp that hums at dusk").await.unwrap(), right(true, false));
    }

    #[tokio::test]
    async fn a_password_is_one_however_the_keyboard_composes_it() {
        let test = house(Database::Sqlite, jiff::Timestamp::UNIX_EPOCH).await;
        let (whole, pieces) =
            ("Cầu vồng trên sông Hương 5", "Ca\u{302}\u{300}u vo\u{302}\u{300}ng tre\u{302}n so\u{302}ng Hu\u{31b}o\u{31b}ng 5");
        let right = |right, outdated| Verdict { right, outdated };
        for (set, typed) in [(whole, pieces), (pieces, whole), ("rain on　a tin roof", "rain\u{a0}on a tin roof")] {
            let stored = hash(&test.house, set).await.unwrap();
            assert_eq!(verify(&test.house, Some(&stored), typed).await.unwrap(), right(true, false), "{set}");
        }
        // Of before: the bytes as they came. It is accepted, and hashed anew.
        let cost = Cost::TEST.hasher();
        let before = cost.hash_password_with_salt(pieces.as_bytes(), b"0123456789abcdef").unwrap().to_string();
        assert_eq!(verify(&test.house, Some(&before), pieces).await.unwrap(), right(true, true));
        assert_eq!(verify(&test.house, Some(&before), "Cau vong tren song Huong 5").await.unwrap(), right(false, false));
        for (set, typed) in
            [("rain on a tin roof", "ｒａｉｎ　ｏｎ　ａ　ｔｉｎ　ｒｏｏｆ"), ("ｒａｉｎ　ｏｎ　ａ　ｔｉｎ　ｒｏｏｆ", "rain on a tin roof")]
        {
            let stored = hash(&test.house, set).await.unwrap();
            assert_eq!(verify(&test.house, Some(&stored), typed).await.unwrap(), right(true, false), "{typed}");
        }
        let stored = hash(&test.house, "rain on a tin roof").await.unwrap();
        for typed in ["Rain on a tin roof", "rain  on a tin roof", "rain on a tin roof "] {
            assert_eq!(verify(&test.house, Some(&stored), typed).await.unwrap(), right(false, false), "{typed}");
        }
        assert_ne!(fault(&"e\u{301}".repeat(LONGEST), &[]), Some("password_long"), "counted as it is hashed");
    }

    #[test]
    fn so_much_of_a_long_password_is_weighed_and_no_more() {
        let weak = "password1999".repeat(6);
        assert!(weak.chars().count() > ESTIMATED);
        assert_eq!(fault(&format!("{weak} a lamp that hums at dusk"), &[]), Some("password_common"), "what follows is not looked at");
        assert_eq!(fault(&format!("a lamp that hums at dusk {weak}"), &[]), None);
    }

    #[test]
    fn nobodys_hash_is_one_at_the_houses_cost() {
        let text = Cost::HOUSE.nobody();
        let parsed = PasswordHash::new(&text).unwrap();
        let params = Params::try_from(&parsed).unwrap();
        assert_eq!((params.m_cost(), params.t_cost()), (Cost::HOUSE.memory, Cost::HOUSE.passes));
        assert!(!compare(Cost::TEST, None, "").right);
    }
}

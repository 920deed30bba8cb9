#![allow(clippy::unwrap_used, reason = "a test fails there")]

use proptest::prelude::*;

use super::*;
use crate::testing::write_keys;

const HERE: Place<'_> = Place("tickets.subject", "a");

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A field of the first form, as it was sealed before there was a ring.
fn old_form(key: [u8; 32], place: Place<'_>, plain: &[u8]) -> Vec<u8> {
    let cipher = Cipher::new(&key);
    let nonce = [5; 24];
    let sealed = cipher.seal(&nonce, place.name().as_bytes(), plain).unwrap();
    [&[FORM_ONE][..], &nonce, &sealed].concat()
}

#[test]
fn a_field_opens_only_in_its_place() {
    let vault = Vault::new([1; 32], [2; 32]);
    let sealed = vault.seal(HERE, b"mika@example.org");
    assert_eq!(vault.open(HERE, &sealed).unwrap(), b"mika@example.org");
    assert!(vault.open(Place("tickets.subject", "b"), &sealed).is_err());
    assert!(vault.open(Place("tickets.details", "a"), &sealed).is_err());
    assert!(Vault::new([3; 32], [2; 32]).open(HERE, &sealed).is_err());
    let mut altered = sealed.clone();
    *altered.last_mut().unwrap() ^= 1;
    assert!(vault.open(HERE, &altered).is_err());
    assert!(!sealed.windows(4).any(|w| w == b"mika"));
}

#[test]
fn an_address_is_found_however_it_is_written() {
    let vault = Vault::new([1; 32], [2; 32]);
    assert_eq!(vault.hash_email(" Mika@Example.org"), vault.hash_email("mika@example.org"));
    assert_ne!(vault.hash("app_id", "x"), vault.hash("email", "x"));
}

#[test]
fn a_file_of_two_keys_is_read_as_ever() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    let text = "field = \"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\"\nlookup = \"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=\"\n";
    write_keys(&file, text);
    let vault = Vault::open_or_make(&file).unwrap();
    assert_eq!(vault.open(HERE, &old_form([1; 32], HERE, b"old")).unwrap(), b"old");
    assert_eq!(vault.open(HERE, &Vault::new([1; 32], [2; 32]).seal(HERE, b"new")).unwrap(), b"new");
    assert_eq!(vault.hash("email", "x"), Vault::new([9; 32], [2; 32]).hash("email", "x"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "reading changes nothing");
}

#[test]
fn a_rotated_ring_opens_old_and_new() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/keys.toml");
    let (vault, running) = (Vault::open_or_make(&file).unwrap(), Vault::open_or_make(&file).unwrap());
    let before = vault.seal(HERE, b"before");
    assert_eq!(vault.rotate(at("2026-03-02T02:00:00Z")).unwrap(), 1);
    let after = vault.seal(HERE, b"after");
    assert_eq!((key_of(&before), key_of(&after)), (Some(0), Some(1)));
    assert_eq!(running.active(), 0, "it has not looked yet");
    assert_eq!(running.clone().open(HERE, &after).unwrap(), b"after", "and looks as soon as it must");
    assert_eq!(running.active(), 1, "clones share the ring");
    assert_eq!(running.open(HERE, &before).unwrap(), b"before");
    assert_eq!(vault.reseal(HERE, &after).unwrap(), None);
    let moved = vault.reseal(HERE, &before).unwrap().unwrap();
    assert_eq!((key_of(&moved), running.open(HERE, &moved).unwrap()), (Some(1), b"before".to_vec()));
    assert!(matches!(running.open(HERE, &[&[2, 0, 9][..], &after[3..]].concat()), Err(VaultError::UnknownKey(_, 9))));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let infos = Vault::open_or_make(&file).unwrap().keys();
    assert_eq!(infos.iter().map(|key| (key.id, key.active)).collect::<Vec<_>>(), [(0, false), (1, true)]);
    assert_eq!(infos[1].created, Some(at("2026-03-02T02:00:00Z")));
}

#[test]
fn a_key_is_retired_only_when_it_is_idle_and_all_have_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::open_or_make(&folder.path().join("keys.toml")).unwrap();
    let old = vault.seal(HERE, b"old");
    let (rotated, later) = (at("2026-03-02T02:00:00Z"), at("2026-03-02T02:10:00Z"));
    assert!(matches!(vault.retire(0, rotated), Err(VaultError::Active(0))));
    vault.rotate(rotated).unwrap();
    assert!(matches!(vault.retire(0, at("2026-03-02T02:09:59Z")), Err(VaultError::TooSoon(until)) if until == later));
    assert!(matches!(vault.retire(7, later), Err(VaultError::NoSuchKey(7))));
    vault.retire(0, later).unwrap();
    assert!(matches!(vault.open(HERE, &old), Err(VaultError::UnknownKey(_, 0))));
    assert_eq!(vault.rotate(later).unwrap(), 2, "an id is not used again");
}

#[test]
fn a_wrong_file_leaves_the_keys_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.toml");
    let vault = Vault::open_or_make(&file).unwrap();
    let sealed = vault.seal(HERE, b"words");
    std::fs::write(&file, "field = \"short\"\n").unwrap();
    assert!(matches!(vault.refresh(), Err(VaultError::Form(_))));
    assert_eq!(vault.open(HERE, &sealed).unwrap(), b"words");
    let other = Vault::open_or_make(&folder.path().join("other.toml")).unwrap();
    drop(other);
    std::fs::copy(folder.path().join("other.toml"), &file).unwrap();
    assert!(matches!(vault.refresh(), Err(VaultError::Lookup(_))));
    assert_eq!(vault.open(HERE, &sealed).unwrap(), b"words");
    assert!(matches!(Vault::new([1; 32], [2; 32]).rotate(at("2026-03-02T02:00:00Z")), Err(VaultError::NoFile)));
}

#[test]
fn a_ring_without_its_active_key_or_with_two_of_one_id_is_no_ring() {
    let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let with = |rest: &str| keyfile::Keys::parse(&format!("lookup = \"{key}\"\n{rest}"));
    let one = |id: u16| format!("[[ring]]\nid = {id}\ncreated = \"2026-03-02T02:00:00Z\"\nkey = \"{key}\"\n");
    assert!(with(&format!("active = 1\n{}", one(1))).is_some());
    assert!(with(&format!("active = 2\n{}", one(1))).is_none());
    assert!(with(&one(1)).is_none(), "no field key, and none named active");
    assert!(with(&format!("active = 1\n{}{}", one(1), one(1))).is_none());
    assert!(with(&format!("field = \"{key}\"\n{}", one(0))).is_none());
}

proptest! {
    #[test]
    fn no_field_panics(field in proptest::collection::vec(any::<u8>(), 0..120)) {
        prop_assert!(Vault::new([1; 32], [2; 32]).open(HERE, &field).is_err());
    }

    #[test]
    fn no_key_file_panics(text in ".{0,200}") {
        prop_assert!(keyfile::Keys::parse(&text).is_none());
    }
}

//! What the soak stands on: dice, offices elsewhere, and a house that can be closed and opened.

use std::path::{Path, PathBuf};

use server::desk::DeskError;
use server::house::House;
use server::products::Products;
use server::store::Store;
use server::testing::policies;
use server::vault::Vault;

use crate::support::story::Story;

/// The dice (SplitMix64): the same seed, the same lives.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    pub(super) fn percent(&mut self, chance: u64) -> bool {
        self.throw(100) < chance
    }

    pub(super) fn pick<'a, V>(&mut self, list: &'a [V]) -> Option<&'a V> {
        if list.is_empty() { None } else { list.get(usize::try_from(self.throw(list.len() as u64)).unwrap()) }
    }
}

/// What a desk may answer when the dice ask for what cannot be: anything but a failure of ours.
pub(super) fn fair<V>(result: Result<V, DeskError>) -> bool {
    match result {
        Ok(_) => true,
        Err(DeskError::Invalid(_) | DeskError::NotFound | DeskError::Changed(_) | DeskError::Moved(_) | DeskError::TooMany(_)) => false,
        Err(error) => panic!("{error}"),
    }
}

/// A copy of the policies in which the first product's office is in London and the second's in New York.
pub(super) fn moved_offices(folder: &Path) -> PathBuf {
    let to = folder.join("policies");
    copy(&policies(), &to);
    for (name, zone, calendar) in [("hellotalk", "Europe/London", "gb"), ("japanese-ai", "America/New_York", "us")] {
        let file = to.join(format!("{name}.toml"));
        let text = std::fs::read_to_string(&file).unwrap();
        let moved = text
            .replace("zone = \"Asia/Hong_Kong\"", &format!("zone = \"{zone}\""))
            .replace("members = [\"hk\", \"cn\"]", &format!("members = [\"{calendar}\"]"));
        assert_ne!(moved, text, "the office moved");
        std::fs::write(file, moved).unwrap();
    }
    to
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Closes the house and opens it again on the same database: nothing that only a process remembers is left. The files of the
/// policies are as they were, so that they need not be read again.
pub(super) async fn reopen(story: &mut Story, products: &Products) {
    let store = Store::open(&story.test.url).await.unwrap();
    let (files, clock, origin, cost) = ((*story.files).clone(), story.clock.clone(), story.origin.to_string(), story.cost);
    let mut house = House::new(store, Vault::new([7; 32], [9; 32]), clock, products.clone(), &origin, files).await.unwrap();
    house.cost = cost;
    story.test.house = house;
}

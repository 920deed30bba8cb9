//! Other policies, other instances, and changes of the calendars.

use std::fs;
use std::path::Path;

use domain::calendar::{CalendarChange, DatedDay, YearStatus};
use server::desk::calendars::CalendarDesk;
use server::desk::recompute::RecomputeDesk;
use server::house::House;
use server::products::Products;
use server::random;
use server::store::Store;
use server::store::staff::Staff;
use server::vault::Vault;

use super::story::Story;

/// The office of the first product closes an hour earlier.
pub const UNTIL_FIVE: (&str, &str, &str) = ("hellotalk.toml", r#"to = "18:00" }]"#, r#"to = "17:00" }]"#);

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

impl Story {
    /// The policies with some of their words changed: file, what stands there, what is to stand there.
    pub fn policies(&self, edits: &[(&str, &str, &str)]) -> Products {
        let folder = self.test.folder.join(format!("policies-{}", random::id(self.now())));
        copy(&server::testing::policies(), &folder);
        for (file, from, to) in edits {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            assert!(text.contains(from), "{file} has no {from}");
            fs::write(folder.join(file), text.replacen(from, to, 1)).unwrap();
        }
        Products::read(&folder).unwrap()
    }

    /// Another instance on the same database, with these policies.
    pub async fn beside(&self, products: Products) -> House {
        let store = Store::open(&self.test.url).await.unwrap();
        let files = (*self.files).clone();
        let mut house = House::new(store, Vault::new([7; 32], [9; 32]), self.clock.clone(), products, &self.origin, files).await.unwrap();
        house.cost = self.cost;
        house
    }

    /// The portal stops, and starts again with these policies.
    pub async fn restart(&mut self, edits: &[(&str, &str, &str)]) {
        self.test.house = self.beside(self.policies(edits)).await;
    }

    /// A member's desk over the calendars.
    pub fn calendar_desk(&self, member: &Staff) -> CalendarDesk {
        self.calendars(&self.at_work(member)).expect("a desk over the calendars")
    }

    /// An administrator's desk over the rules of open clocks.
    pub fn recompute_desk(&self, member: &Staff) -> RecomputeDesk {
        self.recompute(&self.at_work(member)).expect("a desk over the rules")
    }

    /// One drafts, another approves.
    pub async fn agree(&self, change: CalendarChange) -> String {
        let (ada, bo) = (self.hire_new("Ada").await, self.hire_new("Bo").await);
        let id = self.calendar_desk(&ada).draft(change, "As announced.").await.unwrap();
        self.calendar_desk(&bo).decide(&id, true).await.unwrap();
        id
    }

    /// Somebody new who works on everything.
    async fn hire_new(&self, name: &str) -> Staff {
        self.hire(&format!("{name}{}", random::id(self.now())), "lead").await
    }
}

/// A closed date.
pub fn closed(date: &str) -> DatedDay {
    DatedDay { date: date.into(), open: false, name: "Typhoon signal 8".into(), hours: vec![], because: None }
}

/// An open date.
pub fn open(date: &str) -> DatedDay {
    DatedDay { open: true, name: "make-up workday".into(), ..closed(date) }
}

/// The office of the first product is closed on a date.
pub fn typhoon(date: &str) -> CalendarChange {
    CalendarChange::Office { product: "hellotalk".into(), day: closed(date) }
}

/// The official list of 2027.
pub fn official(calendar: &str, days: Vec<DatedDay>) -> CalendarChange {
    let (year, status, source) = (2027, YearStatus::Official, "the gazette".to_owned());
    CalendarChange::Year { calendar: calendar.into(), year, status, source, days, observances: Vec::new() }
}

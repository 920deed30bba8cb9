//! The rule sets that are in use.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::calendar::CalendarChange;
use jiff::Timestamp;

use super::{RuleSet, RuleSource, RulesError};
use crate::products::Products;
use crate::store::{Conn, Store, calendar_change, rules};

/// Rule sets by their identifier, which is a hash of their source: whoever has the same source may have the same set. Reading
/// one's calendars and laws takes much longer than anything that is done with it afterwards.
#[derive(Debug, Default)]
pub struct BuiltSets(RwLock<BTreeMap<String, Arc<RuleSet>>>);

impl BuiltSets {
    /// How many are held; with one more, all are forgotten first.
    const MOST: usize = 64;

    fn get_or(&self, id: &str, build: impl FnOnce() -> Result<RuleSet, RulesError>) -> Result<Arc<RuleSet>, RulesError> {
        if let Some(known) = read(&self.0, id) {
            return Ok(known);
        }
        let set = Arc::new(build()?);
        let mut sets = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if sets.len() >= Self::MOST {
            sets.clear();
        }
        sets.insert(id.to_owned(), Arc::clone(&set));
        Ok(set)
    }
}

/// Every rule set that was asked for, and the one of each product that new tickets get.
#[derive(Debug, Default)]
pub struct Rulebook {
    built: Arc<BuiltSets>,
    sets: RwLock<BTreeMap<String, Arc<RuleSet>>>,
    current: RwLock<BTreeMap<String, Arc<RuleSet>>>,
}

fn read<V: Clone>(map: &RwLock<BTreeMap<String, V>>, key: &str) -> Option<V> {
    map.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

fn insert<V>(map: &RwLock<BTreeMap<String, V>>, key: &str, value: V) {
    map.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), value);
}

impl Rulebook {
    /// An empty one, which makes no set that was made already.
    #[must_use]
    pub fn sharing(built: Arc<BuiltSets>) -> Self {
        Self { built, ..Self::default() }
    }

    /// Makes each product's present set from its files and the approved changes, keeps it, and gives it to tickets that have none
    /// yet: those from before sets were kept.
    ///
    /// # Errors
    /// [`RulesError`].
    pub async fn load(&self, store: &Store, products: &Products, now: Timestamp) -> Result<(), RulesError> {
        let changes = calendar_change::approved(&mut store.read().await?).await?;
        for product in products.all() {
            let source = product.source(&changes);
            let set = self.keep(store, source, now).await?;
            insert(&self.current, &product.pack.slug, Arc::clone(&set));
            let (slug, id) = (product.pack.slug.clone(), set.id.clone());
            store.write(move |conn| Box::pin(async move { rules::adopt(conn, &slug, &id).await })).await?;
        }
        Ok(())
    }

    /// The set of this source, kept if it was not.
    ///
    /// # Errors
    /// [`RulesError`].
    pub async fn keep(&self, store: &Store, source: RuleSource, now: Timestamp) -> Result<Arc<RuleSet>, RulesError> {
        let (id, body) = source.text().map_err(|error| RulesError::Body { id: source.product.clone(), why: error.to_string() })?;
        if let Some(known) = read(&self.sets, &id) {
            return Ok(known);
        }
        let set = self.built.get_or(&id, || RuleSet::build(id.clone(), source))?;
        let (product, kept) = (set.source.product.clone(), id.clone());
        store.write(move |conn| Box::pin(async move { rules::insert(conn, &kept, &product, now, &body).await })).await?;
        insert(&self.sets, &id, Arc::clone(&set));
        Ok(set)
    }

    /// The present set of a product.
    #[must_use]
    pub fn current(&self, product: &str) -> Option<Arc<RuleSet>> {
        read(&self.current, product)
    }

    /// The set with this identifier, read when it is asked for the first time.
    ///
    /// # Errors
    /// [`RulesError::Missing`], or what was kept cannot be read.
    pub async fn get(&self, conn: &mut Conn, id: &str) -> Result<Arc<RuleSet>, RulesError> {
        if let Some(known) = read(&self.sets, id) {
            return Ok(known);
        }
        let body = rules::body(conn, id).await?.ok_or_else(|| RulesError::Missing(id.to_owned()))?;
        // What was kept may have been changed since: its identifier tells.
        let set = if RuleSource::hash(&body) == id {
            self.built.get_or(id, || RuleSet::read(id, &body))?
        } else {
            Arc::new(RuleSet::read(id, &body)?)
        };
        insert(&self.sets, id, Arc::clone(&set));
        Ok(set)
    }

    /// Whether the present sets lack any of these changes, or have one too many: another instance approved something.
    #[must_use]
    pub fn is_stale(&self, changes: &[CalendarChange]) -> bool {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current.values().any(|set| {
            let minded: Vec<&CalendarChange> = changes.iter().filter(|change| set.source.minds(change)).collect();
            minded != set.source.changes.iter().collect::<Vec<_>>()
        })
    }
}

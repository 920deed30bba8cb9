//! The rule sets that are in use.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::calendar::CalendarChange;
use jiff::Timestamp;

use super::{RuleSet, RuleSource, RulesError};
use crate::products::Products;
use crate::store::{Conn, Store, calendar_change, rules};

/// Every rule set that was asked for, and the one of each product that new tickets get.
#[derive(Debug, Default)]
pub struct Rulebook {
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
        let set = Arc::new(RuleSet::build(id.clone(), source)?);
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
        let set = Arc::new(RuleSet::read(id, &body)?);
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

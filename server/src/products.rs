//! The products of this portal: their packs, their business time, and the law, read from the folder of policies at the start.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::Kind;
use domain::calendar::{BusinessTime, Calendar, CalendarChange, Join, OpenInterval};
use domain::clock::{PromiseTerm, Rules, Source, TermUnit};
use domain::guardian::GuardianBook;
use domain::law::LawBook;
use domain::pack::{Limit, Pack, Problem};
use domain::typed::AppIdRule;

use crate::rules::{BuiltSets, RuleSource, SourceTerm};

/// A product with what its clocks need.
#[derive(Debug, Clone)]
pub struct Product {
    /// What it promises and holds.
    pub pack: Arc<Pack>,
    /// When its office is open.
    pub business: BusinessTime,
    /// The versions of its calendars.
    pub calendar_version: String,
    terms: BTreeMap<Kind, (Option<PromiseTerm>, Option<u32>)>,
    texts: Arc<Texts>,
}

/// The files that rule sets are made from, word for word.
#[derive(Debug)]
struct Texts {
    /// By the calendar's id.
    calendars: BTreeMap<String, String>,
    /// The file's stem and text.
    law: Vec<(String, String)>,
}

/// The products and the law.
#[derive(Debug, Clone)]
pub struct Products {
    by_slug: BTreeMap<String, Product>,
    /// The rule sets that were made from these files: they are shared with whatever else is built around the same products.
    pub built: Arc<BuiltSets>,
    /// The law's limits.
    pub law: LawBook,
    /// The ages of consent, and the methods by which guardians prove their authority.
    pub guardians: GuardianBook,
}

/// Why the policies cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A file or folder cannot be read.
    #[error("{file}: {source}")]
    File {
        /// Which.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// Packs with problems, each with its line and its mend.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Problems(Vec<Problem>),
    /// A calendar that cannot be read, or that a pack names and nobody has.
    #[error("{file}: {what}")]
    Calendar {
        /// Which.
        file: String,
        /// Why.
        what: String,
    },
    /// The law cannot be read.
    #[error("{0}")]
    Law(#[from] domain::law::LawError),
    /// The guardians' files cannot be read.
    #[error("{0}")]
    Guardians(#[from] domain::guardian::GuardianError),
    /// Two packs share a prefix of references.
    #[error("policies/{0}.toml and policies/{1}.toml have the same reference_prefix; give one of them another")]
    Prefix(String, String),
    /// There is no pack at all.
    #[error("{0} holds no policy pack; put one there, for example hellotalk.toml with hellotalk.processors.toml")]
    Empty(String),
}

fn read(file: &Path) -> Result<String, PolicyError> {
    std::fs::read_to_string(file).map_err(|source| PolicyError::File { file: file.display().to_string(), source })
}

/// The TOML files of a folder, sorted.
fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, PolicyError> {
    let list = std::fs::read_dir(folder).map_err(|source| PolicyError::File { file: folder.display().to_string(), source })?;
    let mut files: Vec<PathBuf> = list
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml") && !is_left_over(path))
        .collect();
    files.sort();
    Ok(files)
}

/// Whether a file is one that editors, systems and archives leave beside the real ones: `.#x.toml`, `._x.toml`, `#x.toml`, `x.toml~`.
fn is_left_over(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(['.', '#']) || name.ends_with('~')
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

impl Products {
    /// Reads `*.toml` with their `*.processors.toml`, `calendars/*.toml` and `law/*.toml` from a folder.
    ///
    /// # Errors
    /// Everything that is wrong, for the operator to mend.
    pub fn read(folder: &Path) -> Result<Self, PolicyError> {
        let (calendars, texts) = calendar_texts(folder)?;
        let mut law = Vec::new();
        for file in toml_files(&folder.join("law"))? {
            law.push((stem(&file), read(&file)?));
        }
        let texts = Arc::new(Texts { calendars: texts, law });
        let law: Vec<(&str, &str)> = texts.law.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let law = LawBook::from_files(&law, &calendars.values().cloned().collect::<Vec<_>>())?;
        let (mut by_slug, mut problems) = (BTreeMap::new(), Vec::new());
        for file in pack_files(folder)? {
            match parse_pack(&file)? {
                Ok(pack) => {
                    by_slug.insert(pack.slug.clone(), Product::new(pack, &calendars, &file, Arc::clone(&texts))?);
                }
                Err(list) => problems.extend(list),
            }
        }
        if !problems.is_empty() {
            return Err(PolicyError::Problems(problems));
        }
        let products: Vec<&Product> = by_slug.values().collect();
        for (at, one) in products.iter().enumerate() {
            if let Some(other) = products[..at].iter().find(|other| other.pack.reference_prefix == one.pack.reference_prefix) {
                return Err(PolicyError::Prefix(other.pack.slug.clone(), one.pack.slug.clone()));
            }
        }
        if by_slug.is_empty() {
            return Err(PolicyError::Empty(folder.display().to_string()));
        }
        let guardians = folder.join("guardians");
        let guardians = GuardianBook::parse(&read(&guardians.join("ages.toml"))?, &read(&guardians.join("methods.toml"))?)?;
        Ok(Self { by_slug, built: Arc::default(), law, guardians })
    }

    /// The product with this slug.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<&Product> {
        self.by_slug.get(slug)
    }

    /// What the IDs of a product look like; the usual rule for one that is not known any more.
    #[must_use]
    pub fn app_id_rule(&self, slug: &str) -> Cow<'_, AppIdRule> {
        self.get(slug).map_or_else(|| Cow::Owned(AppIdRule::default()), |product| Cow::Borrowed(&product.pack.app_id))
    }

    /// All of them, by slug.
    pub fn all(&self) -> impl Iterator<Item = &Product> {
        self.by_slug.values()
    }

    /// The rules by which a ticket of this product is evaluated.
    #[must_use]
    pub fn rules<'a>(&'a self, product: &'a Product, kind: Kind, country: Option<&'a str>, explain: bool) -> Rules<'a> {
        let term = product.terms.get(&kind);
        Rules {
            kind,
            country,
            promise: term.and_then(|(promise, _)| promise.as_ref()),
            business: &product.business,
            law: &self.law,
            review_hours: term.and_then(|(_, hours)| *hours),
            calendar_version: &product.calendar_version,
            explain,
        }
    }
}

/// The packs of a folder: `x.toml`, not `x.processors.toml`.
///
/// # Errors
/// When the folder cannot be read.
pub fn pack_files(folder: &Path) -> Result<Vec<PathBuf>, PolicyError> {
    Ok(toml_files(folder)?.into_iter().filter(|file| !stem(file).ends_with(".processors")).collect())
}

/// Reads one pack with the processors beside it.
///
/// # Errors
/// When a file cannot be read. What is wrong inside is the inner error.
pub fn parse_pack(file: &Path) -> Result<Result<Pack, Vec<Problem>>, PolicyError> {
    let name = stem(file);
    let policy = read(file)?;
    let processors = read(&file.with_file_name(format!("{name}.processors.toml")))?;
    Ok(Pack::parse(&name, &policy, &processors))
}

/// The calendars of a folder of policies, by their id.
///
/// # Errors
/// When one cannot be read.
pub fn calendars(folder: &Path) -> Result<BTreeMap<String, Arc<Calendar>>, PolicyError> {
    Ok(calendar_texts(folder)?.0)
}

/// Calendars by their id.
type ById<V> = BTreeMap<String, V>;

fn calendar_texts(folder: &Path) -> Result<(ById<Arc<Calendar>>, ById<String>), PolicyError> {
    let (mut calendars, mut texts) = (BTreeMap::new(), BTreeMap::new());
    for file in toml_files(&folder.join("calendars"))? {
        let text = read(&file)?;
        let calendar =
            Calendar::parse(&text).map_err(|error| PolicyError::Calendar { file: file.display().to_string(), what: error.to_string() })?;
        texts.insert(calendar.id().to_owned(), text);
        calendars.insert(calendar.id().to_owned(), Arc::new(calendar));
    }
    Ok((calendars, texts))
}

impl Product {
    fn new(pack: Pack, calendars: &ById<Arc<Calendar>>, file: &Path, texts: Arc<Texts>) -> Result<Self, PolicyError> {
        let wrong = |what: String| PolicyError::Calendar { file: file.display().to_string(), what };
        let mut members = Vec::new();
        for id in &pack.calendars.members {
            let calendar = calendars
                .get(id)
                .ok_or_else(|| wrong(format!("there is no calendars/{id}.toml; add it, or take {id} from the members")))?;
            members.push(Arc::clone(calendar));
        }
        let hours = pack
            .office
            .open
            .iter()
            .map(|interval| OpenInterval::new(minutes(interval.from), minutes(interval.to)))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| wrong(error.to_string()))?;
        let join = match pack.calendars.join {
            domain::pack::Join::AnyOpen => Join::AnyOpen,
            domain::pack::Join::AllOpen => Join::AllOpen,
        };
        let business = BusinessTime::new(members, &pack.office.zone)
            .and_then(|business| business.with_join(join).with_hours(hours))
            .map_err(|error| wrong(error.to_string()))?
            .with_cut_off(pack.office.cut_off);
        let terms = pack.taken().map(|kind| (kind, term(&pack, kind))).collect();
        Ok(Self { calendar_version: business.version(), business, terms, texts, pack: Arc::new(pack) })
    }

    /// What a rule set of this product is made from: its files, and of the staff's changes those that are its business.
    #[must_use]
    pub fn source(&self, changes: &[CalendarChange]) -> RuleSource {
        let office = &self.pack.office;
        let mut source = RuleSource {
            product: self.pack.slug.clone(),
            policy_version: self.pack.policy.version_tag(),
            zone: office.zone.clone(),
            hours: self.business.hours().iter().map(ToString::to_string).collect(),
            cut_off: office.cut_off.map(|time| time.strftime("%H:%M").to_string()),
            members: self.pack.calendars.members.clone(),
            join: self.business.join().code().to_owned(),
            calendars: self.texts.calendars.clone(),
            changes: Vec::new(),
            terms: self
                .terms
                .iter()
                .map(|(kind, (promise, review_hours))| SourceTerm { kind: *kind, promise: promise.clone(), review_hours: *review_hours })
                .collect(),
            law: self.texts.law.clone(),
        };
        source.changes = changes.iter().filter(|change| source.minds(change)).cloned().collect();
        source
    }

    /// The promise for this kind, if it has one.
    #[must_use]
    pub fn promise(&self, kind: Kind) -> Option<&PromiseTerm> {
        self.terms.get(&kind).and_then(|(promise, _)| promise.as_ref())
    }

    /// The hours in which a report is reviewed.
    #[must_use]
    pub fn review_hours(&self) -> u32 {
        self.terms.get(&Kind::Report).and_then(|(_, hours)| *hours).unwrap_or(24)
    }
}

fn minutes(time: jiff::civil::Time) -> u16 {
    u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0)
}

/// A kind's promise as the clocks take it. A report's term lends the review its hours, and says who set them.
fn term(pack: &Pack, kind: Kind) -> (Option<PromiseTerm>, Option<u32>) {
    let Some(duty) = pack.duty(kind) else { return (None, None) };
    let source = if duty.is_house() { Source::House } else { Source::Policy };
    let (value, unit, hours) = match duty.limit {
        Limit::BusinessDays(days) => (days, TermUnit::BusinessDays, None),
        Limit::Hours(hours) => (hours, TermUnit::OpenHours, Some(hours)),
    };
    (Some(PromiseTerm { value, unit, source, section: duty.section.clone() }), hours)
}

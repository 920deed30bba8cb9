//! The check of a pack: all its mistakes in one run, each with its line.
//!
//! `serde` stops at the first mistake. So the files are first read into trees that know their places, walked against
//! `schema`, and held against the rules that concern several keys; only what passes is given to `serde`.

mod duties;
mod escalations;
mod form;
mod report;
mod rules;
mod schema;
mod shape;
mod tree;
mod walk;

use toml::de::DeTable;

use self::report::{File, Report};
use self::walk::Walk;
use super::{Pack, Problem, Processors};

/// Reads both files of a pack: [`Pack::parse`].
pub(super) fn parse(name: &str, policy: &str, processors: &str) -> Result<Pack, Vec<Problem>> {
    let mut report = Report::new(name, policy, processors);

    let (pack_tree, errors) = DeTable::parse_recoverable(policy);
    let pack_reads = errors.is_empty();
    report.syntax(File::Policy, &errors);
    let (processors_tree, errors) = DeTable::parse_recoverable(processors);
    let processors_read = errors.is_empty();
    report.syntax(File::Processors, &errors);

    let (pack_tree, processors_tree) = (pack_tree.get_ref(), processors_tree.get_ref());
    let mut walk = Walk::new(&mut report, tree::languages(pack_tree));
    if pack_reads {
        walk.table(File::Policy, 0, pack_tree, schema::PACK);
    }
    if processors_read {
        walk.table(File::Processors, 0, processors_tree, schema::PROCESSORS);
    }
    // With half of the rows unread, a name that leads nowhere would prove nothing.
    if pack_reads && processors_read {
        walk.resolve();
    }
    if pack_reads {
        rules::pack(&mut report, name, pack_tree);
        duties::check(&mut report, pack_tree);
        escalations::check(&mut report, pack_tree);
    }
    if processors_read {
        rules::processors(&mut report, processors_tree);
    }
    report.into_result()?;

    let mut report = Report::new(name, policy, processors);
    let pack = toml::from_str::<Pack>(policy).map_err(|error| report.unread(File::Policy, &error));
    let directory = toml::from_str::<Processors>(processors).map_err(|error| report.unread(File::Processors, &error));
    match (pack, directory) {
        (Ok(pack), Ok(processors)) => Ok(Pack { processors, ..pack }),
        _ => Err(report.into_problems()),
    }
}

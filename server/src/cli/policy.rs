//! `habeas policy check`: what is wrong in a pack, by line, and how to mend it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::Failure;
use crate::products::{Products, pack_files, parse_pack};

/// Policy packs.
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// Checks one pack, or all of the folder with its calendars and laws.
    Check {
        /// A pack, such as policies/hellotalk.toml. Its processors' file lies beside it.
        file: Option<PathBuf>,
        /// The folder of policies.
        #[arg(long, env = "HABEAS_POLICIES", default_value = "policies")]
        policies: PathBuf,
    },
}

impl Policy {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let Self::Check { file, policies } = self;
        let whole = file.is_none();
        let files = match file {
            // Either file of a pack names the pack.
            Some(file) => vec![pack_of(&file)],
            None => pack_files(&policies)?,
        };
        let mut wrong = 0;
        for file in &files {
            match parse_pack(file)? {
                Ok(pack) => println!(
                    "{}: fine. {} kinds, {} promises, {} data categories, {} processors.",
                    file.display(),
                    pack.kinds.len(),
                    pack.promises.len(),
                    pack.categories.len(),
                    pack.processors.processors.len()
                ),
                Err(problems) => {
                    wrong += problems.len();
                    for mut problem in problems {
                        // The path as it was typed, so that an editor can open it.
                        let name = Path::new(&problem.file).file_name().unwrap_or_default().to_owned();
                        problem.file = file.with_file_name(name).display().to_string();
                        println!("{problem}");
                    }
                }
            }
        }
        if wrong > 0 {
            println!("{wrong} {}.", if wrong == 1 { "problem" } else { "problems" });
            return Ok(ExitCode::FAILURE);
        }
        if whole {
            let products = Products::read(&policies)?;
            println!("{}: calendars and {} laws are fine.", policies.display(), products.law.countries().len());
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn pack_of(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match name.strip_suffix(".processors.toml") {
        Some(stem) => file.with_file_name(format!("{stem}.toml")),
        None => file.to_owned(),
    }
}

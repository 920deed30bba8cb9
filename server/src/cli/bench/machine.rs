//! The machine, so that a number can be compared with another.

use std::path::Path;

use crate::clock::Stopwatch;

/// What a measurement was made on.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    /// The processor's name.
    pub(super) cpu: String,
    /// How many of its threads the program may use.
    pub(super) cores: usize,
    /// Memory in GiB.
    pub(super) memory: f64,
    /// The system and its kernel.
    pub(super) kernel: String,
    /// The file system of the measured folder.
    pub(super) disk: String,
    /// Milliseconds of one small append with a sync to that disk, the median of many.
    pub(super) sync_ms: f64,
}

fn read(file: &str) -> String {
    std::fs::read_to_string(file).unwrap_or_default()
}

/// The value behind `name :` in a file of lines.
fn value(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}

impl Machine {
    /// This machine, and the disk under a folder. What the system does not tell is called unknown.
    pub(super) fn here(folder: &Path) -> std::io::Result<Self> {
        let unknown = || "unknown".to_owned();
        let memory = value(&read("/proc/meminfo"), "MemTotal").and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
        Ok(Self {
            cpu: value(&read("/proc/cpuinfo"), "model name").unwrap_or_else(unknown),
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            memory: memory.unwrap_or(0.0) / 1024.0 / 1024.0,
            kernel: match read("/proc/sys/kernel/osrelease").trim() {
                "" => std::env::consts::OS.to_owned(),
                release => format!("Linux {release}"),
            },
            disk: disk(&folder.canonicalize()?).unwrap_or_else(unknown),
            sync_ms: sync(folder)?,
        })
    }
}

/// The type of the file system that a folder lies on: that of the longest mount point above it.
fn disk(folder: &Path) -> Option<String> {
    let mounts = read("/proc/self/mounts");
    let rows = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    rows.filter(|(point, _)| folder.starts_with(point)).max_by_key(|(point, _)| point.len()).map(|(_, kind)| kind.to_owned())
}

/// What durability costs at the least here: the median of appends of 4 KiB, each with a sync.
fn sync(folder: &Path) -> std::io::Result<f64> {
    use std::io::Write as _;
    let path = folder.join("sync-probe");
    let mut file = std::fs::File::create(&path)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let watch = Stopwatch::start();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(watch.elapsed().as_secs_f64() * 1000.0);
    }
    std::fs::remove_file(path)?;
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

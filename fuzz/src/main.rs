//! One of the targets of `server::fuzzing`, named by `HABEAS_FUZZ`, under libFuzzer. `script/fuzz` builds and runs it.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use server::fuzzing::TARGETS;

fuzz_target!(|data: &[u8]| {
    static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();
    let target = TARGET.get_or_init(|| {
        let wanted = std::env::var("HABEAS_FUZZ").unwrap_or_default();
        match TARGETS.iter().find(|(name, _)| *name == wanted) {
            Some((_, target)) => *target,
            None => panic!("HABEAS_FUZZ must name one of {:?}", TARGETS.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        }
    });
    target(data);
});

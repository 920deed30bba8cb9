//! Nothing of its own: see `benches/clock.rs`.

//! The guardian's desk: children, proof of authority, what a guardian asks for a child, and consent. Authority is tested when a
//! request comes in, and again before each step that discloses or cannot be undone.

mod asker;

pub use asker::asker;

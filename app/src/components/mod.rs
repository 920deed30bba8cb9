//! Parts that pages share.

pub mod birth;
pub mod chart;
pub mod choice;
pub mod clock;
pub mod country;
pub mod diy;
pub mod error_summary;
pub mod field;
pub mod files;
pub mod icon;
pub mod kept;
pub mod messages;
pub mod notice;
pub mod outcome;
pub mod promise;
pub mod summary;
pub mod term;
pub mod timeline;
pub mod zone;

//! Range lists of partial files and directed targets, as the model reads them too.

pub use vss_sim::components::{RANGES_FORM as FORM, read_ranges as read};

//! Alternate paths and alternate location mappings.

mod alt_008;
mod alt_011;
mod alt_022;

use super::Checker;

pub const CHECKERS: &[Checker] = &[alt_008::CHECKER, alt_011::CHECKER, alt_022::CHECKER];

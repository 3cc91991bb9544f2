//! Partial files and differenced files.

mod inc_013;
mod part_003;
mod part_004;
mod part_024;

use super::Checker;

pub const CHECKERS: &[Checker] = &[part_003::CHECKER, part_004::CHECKER, part_024::CHECKER, inc_013::CHECKER];

//! How logical paths are written.

mod path_001;

use super::Checker;

pub const CHECKERS: &[Checker] = &[path_001::CHECKER];

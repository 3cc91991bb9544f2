//! What components, files and services are called.

mod nam_001;
mod nam_005;
mod nam_011;

use super::Checker;

pub const CHECKERS: &[Checker] = &[nam_001::CHECKER, nam_005::CHECKER, nam_011::CHECKER];

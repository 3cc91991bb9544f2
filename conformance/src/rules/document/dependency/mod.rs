//! Dependencies between components of different writers.

mod dep_001;
mod dep_004;
mod dep_005;
mod dep_010;
mod dep_027;

use super::Checker;

pub const CHECKERS: &[Checker] =
    &[dep_001::CHECKER, dep_004::CHECKER, dep_005::CHECKER, dep_010::CHECKER, dep_027::CHECKER];

/// What makes a dependency remote, in front of its logical path (rule DEP-010).
const REMOTE: &str = r"\\";

/// A dependency's logical path without the name of a remote computer.
pub(super) fn after_computer(path: &str) -> &str {
    match path.strip_prefix(REMOTE) {
        None => path,
        Some(rest) => rest.split_once('\\').map_or("", |(_, path)| path),
    }
}

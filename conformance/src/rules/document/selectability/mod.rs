//! Which components have entries in a Backup Components Document, and which must not.

mod sel_005;
mod sel_009;

use super::Checker;

pub const CHECKERS: &[Checker] = &[sel_005::CHECKER, sel_009::CHECKER];

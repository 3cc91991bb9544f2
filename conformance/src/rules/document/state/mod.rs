//! What requester and writers said that they can do, and what they did.

mod sta_004;
mod sta_014;
mod sta_042;
mod sta_053;

use super::Checker;

pub const CHECKERS: &[Checker] = &[sta_004::CHECKER, sta_014::CHECKER, sta_042::CHECKER, sta_053::CHECKER];

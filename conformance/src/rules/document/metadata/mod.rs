//! What Writer Metadata Documents and Backup Components Documents have to hold, and what they must not.

mod met_003;
mod met_004;
mod met_006;
mod met_007;
mod met_009;
mod met_011;
mod met_012;
mod met_013;
mod met_022;
mod met_023;
mod met_033;
mod met_034;

use super::Checker;

pub(super) use met_012::unknown;

pub const CHECKERS: &[Checker] = &[
    met_003::CHECKER,
    met_004::CHECKER,
    met_006::CHECKER,
    met_007::CHECKER,
    met_009::CHECKER,
    met_011::CHECKER,
    met_012::CHECKER,
    met_013::CHECKER,
    met_022::CHECKER,
    met_023::CHECKER,
    met_033::CHECKER,
    met_034::CHECKER,
];

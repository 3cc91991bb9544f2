//! Where files are restored to: directed targets and new targets.

mod tgt_009;
mod tgt_012;
mod tgt_013;
mod tgt_014;
mod tgt_021;
mod tgt_023;
mod tgt_024;

use super::Checker;

pub(super) use tgt_013::is_file_name;

pub const CHECKERS: &[Checker] = &[
    tgt_009::CHECKER,
    tgt_012::CHECKER,
    tgt_013::CHECKER,
    tgt_014::CHECKER,
    tgt_021::CHECKER,
    tgt_023::CHECKER,
    tgt_024::CHECKER,
];

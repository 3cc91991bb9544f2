//! How a writer's data is restored, and what a requester chooses for a restore.

mod alt_021;
mod nam_012;
mod rm_003;
mod rm_014;
mod rm_018;
mod rst_005;
mod rst_016;
mod rst_029;

use super::Checker;

pub const CHECKERS: &[Checker] = &[
    alt_021::CHECKER,
    rm_003::CHECKER,
    rm_014::CHECKER,
    rm_018::CHECKER,
    nam_012::CHECKER,
    rst_005::CHECKER,
    rst_016::CHECKER,
    rst_029::CHECKER,
];

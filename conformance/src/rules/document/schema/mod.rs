//! What a writer's backup schema asks for.

mod sch_004;
mod sch_009;
mod sch_011;
mod sch_026;

use super::Checker;

pub const CHECKERS: &[Checker] = &[sch_004::CHECKER, sch_009::CHECKER, sch_011::CHECKER, sch_026::CHECKER];

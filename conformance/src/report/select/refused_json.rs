//! What was refused, for programs.

use serde::Serialize;

use crate::select::{Refused, Report};

/// Something that was refused: as it was written, and the component that it means, if it means one.
#[derive(Serialize)]
pub(super) struct WireRefused {
    component: String,
    means: Option<String>,
    rule: &'static str,
    message: String,
}

pub(super) fn wire_refused(report: &Report, refused: &Refused) -> WireRefused {
    WireRefused {
        component: refused.asked.clone(),
        means: refused.at.map(|at| report.names.full(at)),
        rule: refused.why.rule(),
        message: report.refusal_words(refused),
    }
}

//! Why a component takes its part, for programs.

use serde::Serialize;
use vss_sim::components::Inclusion;

use super::refused_json::{WireRefused, wire_refused};
use crate::rules::rule;
use crate::select::{Report, RestorePart, Why};

#[derive(Serialize)]
pub(super) struct WireWhy {
    component: String,
    state: &'static str,
    message: String,
    rule: &'static str,
    statement: &'static str,
    kind: &'static str,
    through: Option<String>,
    ancestors: Vec<WireAncestor>,
    refused: Option<WireRefused>,
    restore: WireRestorePart,
}

#[derive(Serialize)]
struct WireAncestor {
    component: String,
    selectable: bool,
}

#[derive(Serialize)]
struct WireRestorePart {
    how: &'static str,
    through: Option<String>,
    rule: &'static str,
    message: String,
    restored: Option<bool>,
}

pub(super) fn wire_why(report: &Report, why: &Why) -> WireWhy {
    let ancestor = |(at, selectable): &(_, bool)| WireAncestor {
        component: report.names.full(*at),
        selectable: *selectable,
    };
    let (how, through) = match why.restorable {
        RestorePart::ByEntry => ("by-entry", None),
        RestorePart::BySubcomponent(ancestor) => ("by-subcomponent", Some(ancestor)),
        RestorePart::NotAlone(ancestor) => ("not-alone", Some(ancestor)),
        RestorePart::NotInBackup => ("not-in-backup", None),
    };
    WireWhy {
        component: report.names.full(why.at),
        state: part_word(why.part),
        message: report.why_words(why),
        rule: why.rule(),
        statement: rule(why.rule()).map_or("", |rule| rule.statement.as_str()),
        kind: why.kind.name(),
        through: why.through().map(|at| report.names.full(at)),
        ancestors: why.ancestors.iter().map(ancestor).collect(),
        refused: why.refused.as_ref().map(|refused| wire_refused(report, refused)),
        restore: WireRestorePart {
            how,
            through: through.map(|at| report.names.full(at)),
            rule: why.restorable.rule(),
            message: report.restorable_words(why.restorable),
            restored: why.restored,
        },
    }
}

/// The word for the part that a component takes.
const fn part_word(part: Inclusion) -> &'static str {
    match part {
        Inclusion::Explicit => "explicit",
        Inclusion::Implicit { .. } => "implicit",
        Inclusion::Missing => "missing",
        Inclusion::Out(_) => "out",
    }
}

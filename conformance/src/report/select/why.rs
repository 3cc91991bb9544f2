//! Why one component is in a backup or out of it, for people.

use vss_sim::components::Inclusion;

use super::line;
use crate::report::Style;
use crate::rules::rule;
use crate::select::{Report, Why};
use crate::source::clean;

/// Why one component is in or out, and how it could be restored.
pub(super) fn why(out: &mut String, report: &Report, why: &Why, style: Style) {
    let part = match why.part {
        Inclusion::Explicit => style.good("is explicit"),
        Inclusion::Implicit { .. } => style.good("is implicit"),
        Inclusion::Missing => style.bad("is missing"),
        Inclusion::Out(_) => style.notable("is out"),
    };
    let name = style.name(&clean(&report.names.full(why.at)));
    line(out, 0, &format!("{name} {part}: {}", clean(&report.why_words(why))));
    let statement = rule(why.rule()).map_or("", |rule| rule.statement.as_str());
    line(out, 2, &format!("rule:      {}: {statement}", why.rule()));
    line(out, 2, &format!("kind:      {}", why.kind.name()));
    for (index, (ancestor, selectable)) in why.ancestors.iter().enumerate() {
        let title = if index == 0 { "ancestors:" } else { "          " };
        let selectable = if *selectable { "selectable for backup" } else { "not selectable for backup" };
        let through = if why.through() == Some(*ancestor) { ", included explicitly" } else { "" };
        let ancestor = clean(&report.names.full(*ancestor));
        line(out, 2, &format!("{title} {ancestor} ({selectable}{through})"));
    }
    if why.ancestors.is_empty() {
        line(out, 2, "ancestors: none");
    }
    let restorable = clean(&report.restorable_words(why.restorable));
    let restored = match why.restored {
        Some(true) => "; this restore holds it",
        Some(false) => "; this restore does not hold it",
        None => "",
    };
    line(out, 2, &format!("restore:   {restorable} ({}){restored}", why.restorable.rule()));
}

//! The readings that a scenario is about.

use std::collections::BTreeMap;

use vss_sim::world::{Readings, UnknownReading};

use crate::json::Spanned;
use crate::readings::find;
use crate::source::{Diagnostic, Span};

use super::checker::{Checker, unknown};

/// The readings of a scenario: those it names, and the default of every other question.
pub(super) fn readings(
    checker: &mut Checker<'_>,
    named: &BTreeMap<Spanned<String>, Spanned<String>>,
) -> Readings {
    let mut readings = Readings::default();
    for (id, label) in named {
        let error = match readings.set(id, label) {
            Ok(()) => continue,
            Err(UnknownReading::Id) if find(id).is_some() => not_to_choose(id),
            Err(UnknownReading::Id) => {
                let ids: Vec<&str> = Readings::table().map(|row| row.id).collect();
                unknown(id, "reading", "the id of a reading", &ids)
            }
            Err(UnknownReading::Label(row)) => {
                let labels: Vec<&str> = row.labels.iter().map(|label| label.label).collect();
                let expected = format!("one of {}", labels.join(", "));
                unknown(label, &format!("label of {}", row.id), &expected, &labels)
            }
        };
        checker.error(error);
    }
    readings
}

/// What is said where a question of the catalogue is named that is none of the model's switches.
fn not_to_choose(id: &Spanned<String>) -> Diagnostic {
    let question = find(id);
    let followed = question.and_then(|question| question.default.as_deref());
    let carrier = question.and_then(|question| question.same_as.as_deref());
    let follows = match (carrier, followed) {
        (Some(carrier), _) => format!("{carrier} in its place, which asks the same"),
        (None, Some(label)) => {
            format!("a question that can be answered otherwise than by {label}, which the model follows")
        }
        (None, None) => "a question that the model's answers depend on".to_owned(),
    };
    Diagnostic::error(Span::from(id), format!("no scenario can choose an answer of {}", id.value))
        .expected(follows)
        .help(format!("`vsscheck explain {}` tells the question and its answers", id.value))
}

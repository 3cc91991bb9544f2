//! The readings that a scenario is about.

use std::collections::BTreeMap;

use vss_sim::world::{Readings, UnknownReading};

use crate::json::Spanned;

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

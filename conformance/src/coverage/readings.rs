//! Which questions that the pages leave open runs came across, and with which answers.

use std::collections::BTreeMap;

use vss_sim::world::Readings;

use crate::readings::{self, Behaviour};
use crate::run::ReadingAsked;

/// What runs showed of the open questions.
#[derive(Debug, Default)]
pub struct ReadingsShown {
    /// The first scenario that followed an answer where it decided something.
    shown: BTreeMap<(&'static str, &'static str), String>,
}

/// A question, and which scenarios follow its answers.
#[derive(Debug)]
pub struct ReadingLine<'a> {
    /// Its id.
    pub id: &'a str,
    /// What depends on it; `None` for one that is not in the catalogue.
    pub behaviour: Option<Behaviour>,
    /// Whether a scenario can choose among its answers.
    pub switch: bool,
    /// Its answers, the default first where it is a switch.
    pub labels: Vec<LabelLine<'a>>,
}

/// An answer to a question.
#[derive(Debug)]
pub struct LabelLine<'a> {
    /// Its label.
    pub label: &'a str,
    /// Whether it is followed where nothing is said.
    pub default: bool,
    /// The first scenario that followed it where it decided something.
    pub shown_by: Option<&'a str>,
}

impl ReadingsShown {
    pub(super) fn add(&mut self, scenario: &str, asked: &[ReadingAsked]) {
        for ReadingAsked { id, label, .. } in asked {
            self.shown.entry((id, label)).or_insert_with(|| scenario.to_owned());
        }
    }

    /// Every question, in the order of the catalogue; those of the model alone come first.
    #[must_use]
    pub fn lines(&self) -> Vec<ReadingLine<'_>> {
        let switch_of = |id: &str| Readings::question(id);
        let of_switch = |row: &'static vss_sim::world::Reading| -> Vec<LabelLine<'_>> {
            let line = |label: &'static str| LabelLine {
                label,
                default: label == row.default,
                shown_by: self.shown.get(&(row.id, label)).map(String::as_str),
            };
            row.labels.iter().map(|label| line(label.label)).collect()
        };
        let own = Readings::table().filter(|row| readings::find(row.id).is_none());
        let own =
            own.map(|row| ReadingLine { id: row.id, behaviour: None, switch: true, labels: of_switch(row) });
        let listed = readings::all().iter().map(|question| {
            let switch = switch_of(&question.id);
            let labels = switch.map_or_else(
                || {
                    let line = |reading: &'static readings::Reading| LabelLine {
                        label: &reading.label,
                        default: question.default.as_ref() == Some(&reading.label),
                        shown_by: None,
                    };
                    question.readings.iter().map(line).collect()
                },
                of_switch,
            );
            ReadingLine {
                id: &question.id,
                behaviour: Some(question.behaviour),
                switch: switch.is_some(),
                labels,
            }
        });
        own.chain(listed).collect()
    }
}

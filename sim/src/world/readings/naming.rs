//! Which of the questions about names of components decide something, and what follows from their answers.

use super::asked::ReadingSet;
use super::{CaseOfNames, LeadingBackslashes, OddNames, OwnNames, Readings};
use crate::components::{LeadingBackslash, Naming};

/// A question about names: what else may be answered, and the answer that is followed.
struct Step {
    others: &'static [fn(&mut Naming)],
    ask: fn(&mut ReadingSet, &Readings, &mut Naming),
}

const STEPS: [Step; 4] = [
    Step {
        others: &[|naming| naming.case_counts = false],
        ask: |asked, readings, naming| {
            naming.case_counts = asked.ask::<CaseOfNames>(readings) == CaseOfNames::Sensitive;
        },
    },
    Step {
        others: &[|naming| naming.normalised = true],
        ask: |asked, readings, naming| {
            naming.normalised = asked.ask::<OddNames>(readings) == OddNames::Normalised;
        },
    },
    Step {
        others: &[
            |naming| naming.leading = LeadingBackslash::Separator,
            |naming| naming.leading = LeadingBackslash::Root,
        ],
        ask: |asked, readings, naming| {
            naming.leading = match asked.ask::<LeadingBackslashes>(readings) {
                LeadingBackslashes::EitherForm => LeadingBackslash::Dropped,
                LeadingBackslashes::NoLeadingBackslash => LeadingBackslash::Separator,
                LeadingBackslashes::LeadingBackslash => LeadingBackslash::Root,
            };
        },
    },
    Step {
        others: &[|naming| naming.own_name_last = true],
        ask: |asked, readings, naming| {
            naming.own_name_last = asked.ask::<OwnNames>(readings) == OwnNames::WithOwnName;
        },
    },
];

impl ReadingSet {
    /// The naming that the answers make, as far as they decide what `result` gives: a question is asked if by the answers
    /// to those before it, and by either the usual or the loosest answers to those after it, its own make a difference.
    pub fn naming<R: PartialEq>(&mut self, readings: &Readings, result: impl Fn(Naming) -> R) -> Naming {
        let mut naming = Naming::default();
        let mut rest = STEPS.as_slice();
        while let Some((step, after)) = rest.split_first() {
            let mut loosest = naming;
            after
                .iter()
                .filter_map(|later| later.others.first().filter(|_| later.others.len() == 1))
                .for_each(|loosen| loosen(&mut loosest));
            let decides = [naming, loosest].into_iter().any(|usual| {
                let told = result(usual);
                step.others.iter().any(|other| {
                    let mut naming = usual;
                    other(&mut naming);
                    result(naming) != told
                })
            });
            if decides {
                (step.ask)(self, readings, &mut naming);
            }
            rest = after;
        }
        naming
    }
}

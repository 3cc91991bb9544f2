//! Readings as switches: where pages and captures disagree or leave a behaviour open, a world is told which reading
//! to follow. One row a question, with its labelled readings and the one that holds where nothing is said.
//!
//! A question that stands in the project's list of contradictions bears its id there (`C-001`, `C2-001`) and the
//! labels it has there; any other is named in words. An id and a label are never used again for anything else.

mod asked;
mod naming;
mod table;

use super::reason::Basis;

pub use asked::ReadingSet;
pub use table::*;

/// A question that the pages leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Its id.
    pub id: &'static str,
    /// What is asked.
    pub question: &'static str,
    /// The answers.
    pub labels: &'static [Label],
    /// The label of the answer that is followed where nothing is said.
    pub default: &'static str,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Its label, which no other answer to the question bears.
    pub label: &'static str,
    /// What it says.
    pub text: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// The page it is from, or nearest to.
    pub page: &'static str,
}

/// Why a reading could not be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownReading {
    /// No question has this id.
    Id,
    /// The question has no such label; these are its rows.
    Label(&'static Reading),
}

/// The type of a question's answers. The types of the table have it, and no others.
pub trait Question: Copy {
    /// The number of the question, in the order of [`Readings::table`].
    const NUMBER: u32;

    /// The answer that is followed.
    fn of(readings: &Readings) -> Self;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_and_labels_stand_once_and_the_default_is_one_of_them() {
        let ids: BTreeSet<&str> = Readings::table().map(|row| row.id).collect();
        assert_eq!(ids.len(), Readings::table().count());
        for row in Readings::table() {
            let labels: BTreeSet<&str> = row.labels.iter().map(|label| label.label).collect();
            assert_eq!(labels.len(), row.labels.len(), "{}", row.id);
            assert!(labels.len() > 1, "{} leaves nothing open", row.id);
            assert_eq!(Readings::default().label(row.id), Some(row.default));
        }
    }

    #[test]
    fn every_label_can_be_set_and_nothing_else() {
        for row in Readings::table() {
            for label in row.labels {
                let mut readings = Readings::default();
                assert_eq!(readings.set(row.id, label.label), Ok(()));
                assert_eq!(readings.label(row.id), Some(label.label));
                assert_eq!(readings == Readings::default(), label.label == row.default);
                assert_eq!(readings.set(row.id, "no such label"), Err(UnknownReading::Label(row)));
                assert_eq!(readings.label(row.id), Some(label.label), "nothing is changed");
            }
        }
        assert_eq!(Readings::default().set("no such question", "sent"), Err(UnknownReading::Id));
        assert_eq!(Readings::default().label("no such question"), None);
    }
}

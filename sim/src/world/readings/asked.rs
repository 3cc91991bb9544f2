//! Which readings something depended on.

use super::table::COUNT;
use super::{Question, Reading, Readings};

const _: () = assert!(COUNT <= 2 * u128::BITS, "a set has no room for all questions");

/// A set of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ReadingSet {
    low: u128,
    high: u128,
}

impl ReadingSet {
    /// No question.
    pub const EMPTY: Self = Self { low: 0, high: 0 };

    /// The answer that is followed to a question, which is in the set from then on.
    pub fn ask<Q: Question>(&mut self, readings: &Readings) -> Q {
        *self = self.with::<Q>();
        Q::of(readings)
    }

    /// The questions, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = &'static Reading> {
        Readings::table().zip(0..COUNT).filter_map(move |(row, number)| self.holds(number).then_some(row))
    }

    /// Whether no question is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.low == 0 && self.high == 0
    }

    /// This set with the questions of another.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self { low: self.low | other.low, high: self.high | other.high }
    }

    /// This set with one more question.
    pub(in super::super) const fn with<Q: Question>(self) -> Self {
        if Q::NUMBER < u128::BITS {
            Self { low: self.low | (1 << Q::NUMBER), ..self }
        } else {
            Self { high: self.high | (1 << (Q::NUMBER % u128::BITS)), ..self }
        }
    }

    const fn holds(self, number: u32) -> bool {
        let half = if number < u128::BITS { self.low } else { self.high };
        half >> (number % u128::BITS) & 1 == 1
    }
}

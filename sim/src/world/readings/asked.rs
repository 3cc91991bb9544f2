//! Which readings something depended on.

use super::{Question, Reading, Readings};

/// A set of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ReadingSet(u64);

impl ReadingSet {
    /// No question.
    pub const EMPTY: Self = Self(0);

    /// The question of an id alone, for whoever asks it outside the model; none where there is no such question.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let number = Readings::TABLE.iter().position(|row| row.id == id);
        let bit = number.and_then(|number| 1_u64.checked_shl(u32::try_from(number).ok()?));
        Self(bit.unwrap_or_default())
    }

    /// The questions, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = &'static Reading> {
        let rows = Readings::TABLE.iter().zip(0_u32..);
        rows.filter_map(move |(row, number)| (self.0.checked_shr(number)? & 1 == 1).then_some(row))
    }

    /// Whether no question is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// This set with the questions of another.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set with one more question.
    pub(in super::super) const fn with<Q: Question>(self) -> Self {
        Self(self.0 | Q::BIT)
    }
}

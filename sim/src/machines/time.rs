//! Simulated time.

use std::time::Duration;

/// A moment of simulated time, counted from the start of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(pub Duration);

impl Time {
    /// The moment after a while; the end of time where that is not representable.
    #[must_use]
    pub const fn after(self, while_: Duration) -> Self {
        Self(self.0.saturating_add(while_))
    }

    /// How long it is from `earlier` until this moment; nothing if it is past.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

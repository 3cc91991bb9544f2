//! Simulated time.

use std::hash::{Hash, Hasher};
use std::time::Duration;

/// A moment of simulated time, counted from the start of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(pub Duration);

/// The moment at which a run starts, as a `FILETIME`: 2024-01-01, 0 o'clock UTC. It is fixed, so that equal runs see
/// equal times.
const START: u64 = 133_485_408_000_000_000;

impl Time {
    /// The moment as a `FILETIME`, which is what a `VSS_TIMESTAMP` is: intervals of 100 nanoseconds since 1601. The end
    /// of time where that is not representable.
    #[must_use]
    pub fn file_time(self) -> i64 {
        let passed = u64::try_from(self.0.as_nanos() / 100).unwrap_or(u64::MAX);
        i64::try_from(START.saturating_add(passed)).unwrap_or(i64::MAX)
    }

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

/// A moment that something keeps for those who ask. It is no part of a digest: what can happen does not depend on it,
/// and worlds that differ in nothing else are one situation. Where the order of such moments matters, it is kept as an
/// order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recorded(pub Time);

impl Hash for Recorded {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_starts_at_its_fixed_moment_and_counts_from_there() {
        assert_eq!(Time::default().file_time(), 133_485_408_000_000_000);
        assert_eq!(Time(Duration::from_micros(3)).file_time(), 133_485_408_000_000_030);
        assert_eq!(Time(Duration::MAX).file_time(), i64::MAX);
    }
}

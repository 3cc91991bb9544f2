//! The values of a machine's registry that VSS reads.
//!
//! Pages: `desktop-src/Backup/registry-keys-for-backup-and-restore`, whose sizes and limits these are.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::access::AccountEntry;
use crate::vocabulary::{FoldedName, Guid, Windows};

const MEGABYTE: i64 = 1 << 20;

/// The values that are there; one that is absent, or that the version of Windows does not know, counts as its default.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Settings {
    /// `IdleTimeout`: after how many seconds without a task the VSS service stops.
    pub idle_timeout: Option<u32>,
    /// `MaxShadowCopies`: how many client-accessible shadow copies a volume can have.
    pub max_shadow_copies: Option<u32>,
    /// `MinDiffAreaFileSize`: the smallest shadow copy storage area, in megabytes.
    pub min_diff_area_file_size: Option<u32>,
    /// `VssAccessControl`: the accounts that can, or cannot, run requesters and writers.
    pub access_control: BTreeMap<FoldedName, AccountEntry>,
    /// `WritersBlockingRevert`: the classes of the writers whose volumes are not to be reverted. That the key names
    /// classes is a reading (`nf-vsbackup-shouldblockrevert` speaks of writers).
    pub writers_blocking_revert: BTreeSet<Guid>,
}

impl Settings {
    /// How long the VSS service waits without a task before it stops: 180 seconds, if the value is absent, 0 or, as on
    /// Windows Server 2003 and Windows XP, not supported (the last is a reading: the page says no time for these).
    #[must_use]
    pub fn idle_timeout(&self, windows: Windows) -> Duration {
        let set = self.idle_timeout.filter(|seconds| *seconds > 0 && windows >= Windows::Vista);
        Duration::from_secs(set.unwrap_or(180).into())
    }

    /// How many client-accessible shadow copies a volume can have: 64 if the value is absent. That a value outside of
    /// 1 to 512 counts as the nearest one inside is a reading. Windows XP, which does not support the value, makes no such
    /// shadow copies.
    #[must_use]
    pub fn max_shadow_copies(&self) -> usize {
        usize::try_from(self.max_shadow_copies.unwrap_or(64).clamp(1, 512)).unwrap_or(512)
    }

    /// The smallest shadow copy storage area of a volume of this size, in bytes; `None` for one that is not small.
    ///
    /// If the value is absent: 32 MB where the volume is smaller than 500 MB and 320 MB elsewhere; before Windows 7,
    /// 300 MB; before Windows Server 2003 with SP1, 100 MB. If it is there: itself, rounded up to a multiple of 32 MB;
    /// before Windows 7 it has to be a multiple of 300 MB from 300 MB to 3000 MB. That one which is not counts as
    /// absent is a reading, and so is that Windows XP has the size of Windows Server 2003; neither reads the value.
    #[must_use]
    pub fn minimum_diff_area(&self, windows: Windows, volume: Option<i64>) -> i64 {
        let set = self.min_diff_area_file_size.map(i64::from).filter(|megabytes| *megabytes > 0);
        let megabytes = if windows < Windows::Server2003Sp1 {
            100
        } else if windows < Windows::Seven {
            set.filter(|set| set % 300 == 0 && *set <= 3000).unwrap_or(300)
        } else {
            let small = volume.is_some_and(|total| total < 500 * MEGABYTE);
            set.map_or(if small { 32 } else { 320 }, |set| round_up(set, 32))
        };
        megabytes.saturating_mul(MEGABYTE)
    }
}

/// The next multiple of a step, or the number itself if it is one.
const fn round_up(number: i64, step: i64) -> i64 {
    number.saturating_add(step - 1) / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smallest(value: Option<u32>, windows: Windows, volume: Option<i64>) -> i64 {
        let settings = Settings { min_diff_area_file_size: value, ..Settings::default() };
        settings.minimum_diff_area(windows, volume) / MEGABYTE
    }

    #[test]
    fn the_smallest_area_is_that_of_the_version_or_of_the_registry() {
        let small = Some(499 * MEGABYTE);
        assert_eq!(smallest(None, Windows::Server2016, None), 320);
        assert_eq!(smallest(None, Windows::Server2016, small), 32);
        assert_eq!(smallest(Some(33), Windows::Server2016, small), 64);
        assert_eq!(smallest(Some(640), Windows::Seven, None), 640);
        assert_eq!(smallest(None, Windows::Server2008, small), 300);
        assert_eq!(smallest(Some(600), Windows::Vista, None), 600);
        for none in [Some(0), Some(32), Some(3300)] {
            assert_eq!(smallest(none, Windows::Server2003Sp1, None), 300);
        }
        assert_eq!(smallest(Some(600), Windows::Server2003, None), 100);
    }

    #[test]
    fn the_service_waits_for_three_minutes_unless_the_registry_says_otherwise() {
        let waits = |value, windows| {
            let settings = Settings { idle_timeout: value, ..Settings::default() };
            settings.idle_timeout(windows).as_secs()
        };
        assert_eq!(waits(None, Windows::Server2016), 180);
        assert_eq!(waits(Some(0), Windows::Server2016), 180);
        assert_eq!(waits(Some(1), Windows::Vista), 1);
        assert_eq!(waits(Some(u32::MAX), Windows::Vista), 0xFFFF_FFFF);
        assert_eq!(waits(Some(1), Windows::Server2003R2), 180);
    }

    #[test]
    fn client_accessible_copies_are_limited_from_1_to_512() {
        let most = |value| {
            let settings = Settings { max_shadow_copies: value, ..Settings::default() };
            settings.max_shadow_copies()
        };
        assert_eq!([None, Some(0), Some(3), Some(513)].map(most), [64, 1, 3, 512]);
    }
}

//! Chains of backups: on which earlier backup one rests, and which images bring back the state that one of them saved.
//!
//! Pages: `vss-backup-state`, `requestor-role-in-backing-up-complex-stores`, `ne-vss-vss_backup_type`, for additional
//! restores `restoring-incremental-and-differential-backups`. Readings: a log backup goes on from the backup before it,
//! whatever its type, unless that is a copy; an incremental backup looks past log backups; a backup of a type that the
//! pages say nothing of is no part of a chain.

use std::fmt;

use crate::vocabulary::BackupType;

/// The earlier backup that one rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChainBase {
    /// None: it holds everything.
    Nothing,
    /// The last full one.
    Full,
    /// The last full or incremental one.
    FullOrIncremental,
    /// The last one that is no copy.
    Any,
}

/// What becomes of a writer's logs in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truncation {
    /// They may be truncated.
    May,
    /// They usually are not.
    UsuallyNot,
    /// They typically are.
    Typically,
    /// They never are.
    Never,
}

/// What a type of backup is, as far as chains are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeOfBackup {
    /// The type.
    pub backup_type: BackupType,
    /// What it rests on.
    pub base: ChainBase,
    /// Whether the backup history of the files is updated; `None` where no page says.
    pub updates_history: Option<bool>,
    /// Whether incremental and differential backups can rest on it; `None` where no page says.
    pub can_be_base: Option<bool>,
    /// What becomes of logs.
    pub truncation: Truncation,
    /// Whether it holds log files alone.
    pub logs_alone: bool,
}

const TABLE: &[TypeOfBackup] = &[
    TypeOfBackup {
        backup_type: BackupType::VSS_BT_FULL,
        base: ChainBase::Nothing,
        updates_history: Some(true),
        can_be_base: Some(true),
        truncation: Truncation::May,
        logs_alone: false,
    },
    TypeOfBackup {
        backup_type: BackupType::VSS_BT_DIFFERENTIAL,
        base: ChainBase::Full,
        updates_history: None,
        can_be_base: None,
        truncation: Truncation::UsuallyNot,
        logs_alone: false,
    },
    TypeOfBackup {
        backup_type: BackupType::VSS_BT_INCREMENTAL,
        base: ChainBase::FullOrIncremental,
        updates_history: None,
        can_be_base: None,
        truncation: Truncation::May,
        logs_alone: false,
    },
    TypeOfBackup {
        backup_type: BackupType::VSS_BT_LOG,
        base: ChainBase::Any,
        updates_history: None,
        can_be_base: None,
        truncation: Truncation::Typically,
        logs_alone: true,
    },
    TypeOfBackup {
        backup_type: BackupType::VSS_BT_COPY,
        base: ChainBase::Nothing,
        updates_history: Some(false),
        can_be_base: Some(false),
        truncation: Truncation::Never,
        logs_alone: false,
    },
];

/// What a type of backup is; none for VSS_BT_UNDEFINED, VSS_BT_OTHER and what the header does not have.
#[must_use]
pub fn type_of_backup(backup_type: BackupType) -> Option<&'static TypeOfBackup> {
    TABLE.iter().find(|row| row.backup_type == backup_type)
}

/// Why a point cannot be restored from a series of backups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChainFault {
    /// The series has no such backup.
    NoSuchBackup,
    /// The pages do not say what a backup of this type rests on.
    NoChain(BackupType),
    /// What this backup of the series, counted from zero, rests on is not in it.
    NoBase(usize),
}

impl fmt::Display for ChainFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchBackup => f.write_str("there is no such backup"),
            Self::NoChain(backup_type) => write!(f, "no page says what a backup of {backup_type} rests on"),
            Self::NoBase(at) => write!(f, "what backup {at} rests on is not there"),
        }
    }
}

impl std::error::Error for ChainFault {}

/// What an incremental backup rests on (C-047).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum IncrementalBase {
    /// The last full or incremental backup.
    #[default]
    FullOrIncremental,
    /// The last full, incremental or differential one.
    DifferentialToo,
}

/// The backup of a series, by the order in which they were taken, that one of this type rests on when it is taken next.
/// `Ok(None)` where it rests on none.
///
/// # Errors
/// The type has no chain, or there is no backup to rest on.
pub fn base_of(
    taken: &[BackupType],
    next: BackupType,
    incremental: IncrementalBase,
) -> Result<Option<usize>, ChainFault> {
    let row = type_of_backup(next).ok_or(ChainFault::NoChain(next))?;
    let fits = |earlier: &BackupType| match row.base {
        ChainBase::Nothing => false,
        ChainBase::Full => *earlier == BackupType::VSS_BT_FULL,
        ChainBase::FullOrIncremental => {
            [BackupType::VSS_BT_FULL, BackupType::VSS_BT_INCREMENTAL].contains(earlier)
                || (incremental == IncrementalBase::DifferentialToo
                    && *earlier == BackupType::VSS_BT_DIFFERENTIAL)
        }
        ChainBase::Any => type_of_backup(*earlier).is_some_and(|earlier| earlier.can_be_base != Some(false)),
    };
    if row.base == ChainBase::Nothing {
        return Ok(None);
    }
    taken.iter().rposition(fits).map(Some).ok_or(ChainFault::NoBase(taken.len()))
}

/// The images, in the order in which they are restored, that bring back what one backup of a series saved.
///
/// # Errors
/// The series has no such backup, or lacks what it rests on.
pub fn images_needed(
    taken: &[BackupType],
    point: usize,
    incremental: IncrementalBase,
) -> Result<Vec<usize>, ChainFault> {
    let mut images = vec![point];
    let mut here = point;
    loop {
        let backup_type = *taken.get(here).ok_or(ChainFault::NoSuchBackup)?;
        let earlier = taken.get(..here).unwrap_or_default();
        match base_of(earlier, backup_type, incremental)? {
            Some(base) => {
                images.push(base);
                here = base;
            }
            None => break,
        }
    }
    images.reverse();
    Ok(images)
}

/// What SetAdditionalRestores is given for each of so many images that are restored one after the other: the last has
/// none behind it.
pub fn additional_restores(images: usize) -> impl Iterator<Item = bool> {
    (1..=images).map(move |image| image < images)
}

#[cfg(test)]
mod tests {
    use super::*;

    const F: BackupType = BackupType::VSS_BT_FULL;
    const D: BackupType = BackupType::VSS_BT_DIFFERENTIAL;
    const I: BackupType = BackupType::VSS_BT_INCREMENTAL;
    const L: BackupType = BackupType::VSS_BT_LOG;
    const C: BackupType = BackupType::VSS_BT_COPY;

    #[test]
    fn a_chain_goes_back_to_what_holds_everything() {
        for (taken, expected) in [
            (&[F, I, F, I, I][..], &[2, 3, 4][..]),
            (&[F, D, I], &[0, 2]),
            (&[F, I, D], &[0, 2]),
            (&[F, L, L], &[0, 1, 2]),
            (&[F, L, D, L], &[0, 2, 3]),
            (&[F, C, L], &[0, 2]),
            (&[F, L, I], &[0, 2]),
            (&[F, I, C], &[2]),
        ] {
            let found = images_needed(taken, taken.len() - 1, IncrementalBase::default());
            assert_eq!(found.as_deref(), Ok(expected), "{taken:?}");
        }
    }

    #[test]
    fn an_incremental_backup_may_rest_on_a_differential_one() {
        let found = images_needed(&[F, D, I], 2, IncrementalBase::DifferentialToo);
        assert_eq!(found, Ok(vec![0, 1, 2]));
    }

    #[test]
    fn what_is_missing_is_told() {
        let needed = |taken: &[BackupType], point| images_needed(taken, point, IncrementalBase::default());
        assert_eq!(needed(&[F], 1), Err(ChainFault::NoSuchBackup));
        assert_eq!(needed(&[C, I], 1), Err(ChainFault::NoBase(1)));
        assert_eq!(needed(&[C, L], 1), Err(ChainFault::NoBase(1)));
        let other = BackupType::VSS_BT_OTHER;
        assert_eq!(needed(&[F, other], 1), Err(ChainFault::NoChain(other)));
    }
}

//! What the kernel of a machine cannot do while a shadow copy is made.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::api::VolumeId;

/// What the kernel cannot do in time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Kernel {
    /// The volumes whose writes it cannot flush.
    pub unflushed: BTreeSet<VolumeId>,
    /// How long it takes to flush the volumes of a set before it holds their writes.
    pub flush: Duration,
    /// The volumes that the driver of the system provider cannot read or write for diff areas.
    pub unmanaged: BTreeSet<VolumeId>,
    /// Whether it can freeze and thaw the transactions.
    pub transactions: Transactions,
}

/// Whether the transaction managers, the KTM and the DTC, can be frozen and thawed in time. No page says what time that
/// is.
///
/// Page: `desktop-src/VSS/working-with-file-system-and-security-features`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Transactions {
    /// They can.
    #[default]
    Sound,
    /// They cannot be frozen.
    CannotFreeze,
    /// They are frozen, and cannot be thawed.
    CannotThaw,
}

impl Transactions {
    /// Each with its name.
    pub const NAMES: &'static [(Self, &'static str)] =
        &[(Self::Sound, "SOUND"), (Self::CannotFreeze, "CANNOT_FREEZE"), (Self::CannotThaw, "CANNOT_THAW")];
}

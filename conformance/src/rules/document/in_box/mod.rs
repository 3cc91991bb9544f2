//! The writers that Windows brings along, and system state.

mod ibw_040;
mod ibw_050;
mod ibw_057;
mod ibw_090;
mod ibw_094;

use vss_sim::vocabulary::Guid;

use super::{Backup, Checker, Documents, Part};

pub const CHECKERS: &[Checker] =
    &[ibw_040::CHECKER, ibw_050::CHECKER, ibw_057::CHECKER, ibw_090::CHECKER, ibw_094::CHECKER];

/// The ASR Writer (rule IBW-006).
const ASR: Guid = Guid(0xBE000CBE_11FE_4426_9C58_531AA6355FC4);
/// The COM+ REGDB Writer (rule IBW-010).
const COM_REGDB: Guid = Guid(0x542DA469_D3E1_473C_9F4F_7847F01FC64F);
/// The Registry Writer (rule IBW-019).
const REGISTRY: Guid = Guid(0xAFBAB4A2_367D_4D15_A586_71DBB18F8485);
/// The TS Gateway Writer (rule IBW-020).
const REMOTE_DESKTOP_GATEWAY: Guid = Guid(0x368753EC_572E_4FC7_B4B9_CCD9BDC624CB);
/// The TermServLicensing writer (rule IBW-021).
const REMOTE_DESKTOP_LICENSING: Guid = Guid(0x5382579C_98DF_47A7_AC6C_98A6D7106E09);
/// The System Writer (rule IBW-024).
const SYSTEM: Guid = Guid(0xE8132975_6F93_4464_A53E_1050253AE220);

/// The part of a writer class in a backup that has entries of it.
fn part_of<'a>(backup: &'a Backup, documents: &'a Documents, class: Guid) -> Option<Part<'a>> {
    documents
        .parts(backup)
        .find(|part| part.components.writer_info().1 == class && part.components.component_count() > 0)
}

/// Whether the entries say what is backed up.
fn in_component_mode(backup: &Backup) -> bool {
    backup.document.select_components != Some(false)
}

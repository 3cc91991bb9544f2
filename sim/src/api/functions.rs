//! Free functions of `vsbackup.h`, and what COM itself offers.

use super::ids::RequesterId;
use super::table::interface;

interface! {
    /// A free function.
    FunctionCall of Function {
        VsBackup::CreateVssBackupComponents {} -> { ppBackup: RequesterId },
            "vsbackup/nf-vsbackup-createvssbackupcomponents", needs rights;
    }
}

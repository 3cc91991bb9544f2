//! Free functions of `vsbackup.h`, and what COM itself offers.

use super::ids::{MetadataRef, RequesterId};
use super::param::In;
use super::table::interface;
use crate::vocabulary::Text;

interface! {
    /// A free function.
    FunctionCall of Function {
        VsBackup::CreateVssBackupComponents {} -> { ppBackup: RequesterId },
            "vsbackup/nf-vsbackup-createvssbackupcomponents", needs rights;
        VsBackup::CreateVssExamineWriterMetadata { bstrXML: In<Text> } -> { ppMetadata: MetadataRef },
            "vsbackup/nf-vsbackup-createvssexaminewritermetadata", needs rights;
    }
}

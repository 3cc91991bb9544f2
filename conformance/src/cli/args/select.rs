//! The arguments of `vsscheck select`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use vss_sim::vocabulary::BackupType;

use super::{Format, ReadingArgs};

/// The arguments of `vsscheck select`.
#[derive(Debug, Args)]
#[command(
    long_about = "Say which components and files a backup holds\n\n\
    Reads the documents of writers and says what becomes of each component when these are added: included \
    explicitly or implicitly, required and missing, refused, or out; which file sets that makes; and what a restore \
    of it restores, by which calls.\n\n\
    A component is written as logical path, backslash, name. Where several writers have it, the writer's name or \
    GUID and a colon stand before it; where several components of a writer are written alike, # and the number of \
    the component in the document follow, as in 'Root\\Hidden#12'. A logical path has no leading backslash: one that \
    is written is dropped, and told.\n\n\
    The exit code is 1 where something is missing or refused, or a dependency is left open, in the backup or in \
    the restore. A dependency on a component of another computer is told as a note and is no finding, since no \
    document given here can show whether it is backed up there. That a restore leaves out required components is \
    advice, as the pages disagree about it. -q shows findings only, -v every file set and exclusion.",
    after_help = "Examples:\n  \
    vsscheck select writer.xml --add Accounts --add 'Ledgers\\2026'\n  \
    vsscheck select writer.xml --add Accounts --why 'Accounts\\index'\n  \
    vsscheck select a.xml b.xml --add 'Mail Writer:Stores\\inbox' --volumes C:,E: --format json\n  \
    vsscheck select writer.xml --add Accounts --volumes 'C:,D:=C:\\Data' --other-volumes 'C:\\Archive'"
)]
pub struct SelectArgs {
    /// Writer Metadata Documents; - is standard input
    #[arg(value_name = "WRITER", required = true)]
    pub writers: Vec<PathBuf>,
    /// Add a component to the backup
    #[arg(long, value_name = "COMPONENT")]
    pub add: Vec<String>,
    /// Restore a component of that backup
    #[arg(long, value_name = "COMPONENT")]
    pub restore: Vec<String>,
    /// The volumes of the shadow copy set, as NAME or NAME=OTHERNAME; a component with files elsewhere is refused
    ///
    /// A volume is named by a drive letter, a mounted folder or a volume GUID path; more names of the same volume
    /// follow, each behind an equals sign. The drive of a mounted folder is a volume of the machine, and in the set
    /// only where it is named itself.
    #[arg(long, value_name = "VOLUME,…", value_delimiter = ',')]
    pub volumes: Option<Vec<String>>,
    /// Further volumes of the machine, named in the same way, that are not in the shadow copy set
    ///
    /// A file set whose folder lies in a folder mounted there is outside the set, though the drive of the folder may be in it.
    #[arg(long, value_name = "VOLUME,…", value_delimiter = ',', requires = "volumes")]
    pub other_volumes: Vec<String>,
    /// Say why this component is in or out, and how it could be restored
    #[arg(long, value_name = "COMPONENT")]
    pub why: Option<String>,
    /// What kind of backup it is: file sets can be left out of some kinds
    #[arg(long, value_enum, default_value_t, value_name = "TYPE")]
    pub backup_type: BackupTypeName,
    /// Set an environment variable of the paths, beside those of an installation on C:
    #[arg(long, value_name = "NAME=VALUE")]
    pub env: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// How documents are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// A kind of backup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum BackupTypeName {
    /// VSS_BT_FULL
    #[default]
    Full,
    /// VSS_BT_INCREMENTAL
    Incremental,
    /// VSS_BT_DIFFERENTIAL
    Differential,
    /// VSS_BT_LOG
    Log,
    /// VSS_BT_COPY
    Copy,
}

impl BackupTypeName {
    /// The value of the header.
    #[must_use]
    pub const fn value(self) -> BackupType {
        match self {
            Self::Full => BackupType::VSS_BT_FULL,
            Self::Incremental => BackupType::VSS_BT_INCREMENTAL,
            Self::Differential => BackupType::VSS_BT_DIFFERENTIAL,
            Self::Log => BackupType::VSS_BT_LOG,
            Self::Copy => BackupType::VSS_BT_COPY,
        }
    }
}

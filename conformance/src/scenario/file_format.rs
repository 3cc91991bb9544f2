//! The shape of what scenario files say of files: those of volumes, what is done to them, and what is expected.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::format::Argument;
use crate::json::Spanned;

/// A volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// A name it is mounted under, such as `C:\` or `C:\Mount\`; its volume GUID path, if it is mounted nowhere.
    pub name: Spanned<String>,
    /// More names it is mounted under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Spanned<String>>,
    /// Its volume GUID; without it, one is made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guid: Option<Spanned<String>>,
    /// The names of the LUNs that it lies on, which others can lie on too; one of its own if not said. A volume on none
    /// is no hardware provider's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub luns: Option<Vec<String>>,
    /// Whether its file system is NTFS; true if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ntfs: Option<bool>,
    /// Whether it lies on dynamic disks; false if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dynamic: Option<bool>,
    /// Its size in bytes; 64 GB if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_bytes: Option<i64>,
    /// How many bytes of it are free but for shadow copy storage areas; 32 GB if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_bytes: Option<i64>,
    /// Whether it is nested too deeply in virtual disks to be shadow copied; false if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nested_too_deeply: Option<bool>,
    /// The volume that holds the virtual disk that it lies on, by one of its names; it lies on no virtual disk if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vhd_on: Option<Spanned<String>>,
    /// What it holds when the scenario begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Spanned<VolumeFile>>,
}

/// A service of the machine that a writer can name as the one to stop for a restore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MachineService {
    /// Its name, as a writer gives it to SetRestoreMethod.
    pub name: Spanned<String>,
    /// The process that it runs in: one of the machine's, or that of a writer. It ends when the service is stopped.
    pub process: Spanned<String>,
    /// Whether it can be stopped; true if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stoppable: Option<bool>,
}

/// A file, a directory or a reparse point that a volume holds when the scenario begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VolumeFile {
    /// The path below the volume's root, such as `Data\\accounts.mdb`.
    pub path: Spanned<String>,
    /// A short text that stands for its bytes; `ranges 64:448,0x400:512` for a ranges file. Without it, and without
    /// `leads_to`, it is a directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Spanned<String>>,
    /// How many bytes the text stands for; as many as it has itself, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Spanned<u64>>,
    /// When it was last modified, as a FILETIME; 0 if not said. A run begins at 133485408000000000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<i64>,
    /// For a reparse point: the path that it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<Spanned<String>>,
    /// Whether the reparse point is one of the junctions that Windows has for the names of earlier versions; false if not
    /// said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_compatibility: Option<Spanned<bool>>,
}

/// Something that is done to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDone {
    /// Words for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// `read`, `write`, `transact` to write it in a transaction that stays open, `commit` to end that, `delete`, `move`,
    /// `make_directory`, `open` to share it with no other process, or `close`.
    pub action: Spanned<String>,
    /// The file. In a step, a path that begins with `@name` goes on from the value that an earlier step saved under that
    /// name, such as the device object of a shadow copy.
    pub path: Spanned<String>,
    /// For `move`: the new path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Spanned<String>>,
    /// For `write` and `transact`: a short text that stands for the bytes. For `read`: the bytes that are expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Spanned<String>>,
    /// For `write` and `transact`: how many bytes the text stands for; as many as it has itself, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Spanned<u64>>,
    /// For `write`: when the file was last modified, as a FILETIME; now, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Spanned<i64>>,
    /// In a step: who does it, a process of the machine, or that of a requester, a writer or a provider. If not said, an
    /// application that has to do with neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Spanned<String>>,
    /// In OnPostSnapshot: whether the path is meant on the shadow copy of its volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_shadow_copy: Option<Spanned<bool>>,
    /// What becomes of it, if it is not simply done: the error, such as ERROR_WRITE_PROTECT, or HELD where it waits until
    /// a shadow copy is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Spanned<String>>,
}

/// A requester copies the files of its backup to a medium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackUp {
    /// The requester; may be left out while there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Spanned<String>>,
    /// The name of the medium, which is new.
    pub into: Spanned<String>,
    /// Whether all of it is read from the volumes, also what has to be read from a shadow copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_volumes: Option<bool>,
    /// Files and directories that the requester copies by its own choice, beside what components name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<Spanned<String>>,
    /// The default paths of what has to be there and is not, or cannot be read; none if not said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Spanned<String>>,
}

/// A requester restores from a medium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// The requester; may be left out while there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Spanned<String>>,
    /// The medium.
    pub from: Spanned<String>,
    /// The directory in which files wait for the restart; `Restore` in the root of the volume that they go to, if not
    /// said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporary: Option<Spanned<String>>,
    /// What is restored by ordinary means instead, whatever writers there are: files and directories of the medium, each
    /// with the place that it is put at, or null for its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub paths: BTreeMap<Spanned<String>, Spanned<Option<String>>>,
    /// What the components are given by SetFileRestoreStatus, by writer, colon, logical path, backslash and name;
    /// VSS_RS_ALL for each that is not named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub status: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The default paths of the files that are not restored; none if not said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<Spanned<String>>,
}

/// The machine starts anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reboot {
    /// The paths at which something was to be put and could not; none if not said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<Spanned<String>>,
}

/// What files hold at a point.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// What stands at paths, of volumes and shadow copies, which can begin with `@name`: the text that stands for a
    /// file's bytes, `(directory)`, or null for nothing. Parts of contents are written like `text[0..64] other[64..96]`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holds: BTreeMap<Spanned<String>, Spanned<Argument>>,
    /// All that media hold: for each, the default paths of its files, with the text that stands for the bytes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub media: BTreeMap<Spanned<String>, Spanned<BTreeMap<String, String>>>,
    /// Pairs of files or directories that hold the same, with everything below them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<Spanned<[Spanned<String>; 2]>>,
}

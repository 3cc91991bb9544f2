//! Which file sets a backup copies, and which files and directories a file set names.
//!
//! Pages: `generating-a-backup-set`, `writer-metadata-document-contents`, `definition-of-components-by-writers`, and
//! for backup types `requestor-role-in-backing-up-complex-stores`. Readings: a log backup holds the database log
//! files whose mask has the bit, and of other file sets those whose mask says so and asks for no other backup type
//! (C-044, the other answers of which are [`LogFiles`]); a copy backup goes by the bits of a full one (C-045); a backup type without bits, such as
//! `VSS_BT_OTHER`, holds every file set, and asks a shadow copy for it, as nothing takes it out.

use std::fmt;

use super::backup::BackupSelection;
use super::forest::ComponentForest;
use crate::documents::WmFiledesc;
use crate::documents::writer_metadata::ComponentEntry;
use crate::vocabulary::path::Environment;
use crate::vocabulary::{
    BackupType, FileSet, FileSpec, FileSpecBackupType, FileSpecError, PathError, Text, WinPath,
};

/// By which call a file set joined its component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// AddFilesToFileGroup.
    FileGroup,
    /// AddDatabaseFiles.
    Database,
    /// AddDatabaseLogFiles.
    DatabaseLog,
}

/// A file set of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComponentFile<'a> {
    /// The component.
    pub component: usize,
    /// What kind of file set it is.
    pub kind: FileKind,
    /// The file set.
    pub filedesc: &'a WmFiledesc,
}

/// A component's own file sets, in the order of the document.
pub fn own_files(forest: &ComponentForest, component: usize) -> impl Iterator<Item = ComponentFile<'_>> {
    forest.component(component).into_iter().flat_map(move |holder| {
        holder.entries().filter_map(move |entry| {
            let (kind, filedesc) = match entry {
                ComponentEntry::File(index) => (FileKind::FileGroup, holder.file(index)),
                ComponentEntry::DatabaseFile(index) => (FileKind::Database, holder.database_file(index)),
                ComponentEntry::DatabaseLogFile(index) => {
                    (FileKind::DatabaseLog, holder.database_log_file(index))
                }
                ComponentEntry::Dependency(_) => return None,
            };
            Some(ComponentFile { component, kind, filedesc: filedesc.ok()? })
        })
    })
}

/// The file sets of an explicitly included component: its own (rule SET-020) and those of its backup component set
/// (rule SET-019), by the order of the components in the document. Backup types and exclusions are not looked at.
#[must_use]
pub fn files_of(forest: &ComponentForest, explicit: usize) -> Vec<ComponentFile<'_>> {
    with_set(forest, explicit).into_iter().flat_map(|component| own_files(forest, component)).collect()
}

/// A component and its backup component set, in the order of the document.
pub(super) fn with_set(forest: &ComponentForest, component: usize) -> Vec<usize> {
    let mut all = forest.backup_set(component);
    all.push(component);
    all.sort_unstable();
    all
}

/// The file sets that a backup copies: those of all included components that are required for its type (rules
/// BSET-001, BSET-025, BSET-027), by the order of the components in the document. Exclusions are not looked at.
#[must_use]
pub fn backup_files<'a>(
    forest: &'a ComponentForest,
    selection: &BackupSelection,
    backup_type: BackupType,
) -> Vec<ComponentFile<'a>> {
    included_files(forest, selection).filter(|file| backup_required(file, backup_type)).collect()
}

/// The file sets of all included components, by the order of the components in the document.
pub fn included_files<'a>(
    forest: &'a ComponentForest,
    selection: &BackupSelection,
) -> impl Iterator<Item = ComponentFile<'a>> {
    (0..forest.len())
        .filter(|component| selection.includes(*component))
        .flat_map(|component| own_files(forest, component))
}

/// Whether a backup of this type copies a file set of an included component.
#[must_use]
pub fn backup_required(file: &ComponentFile<'_>, backup_type: BackupType) -> bool {
    backup_required_by(file, backup_type, LogFiles::LogsAndLogMasks)
}

/// Which file sets a log backup holds (C-044).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogFiles {
    /// Log files whose mask has the bit, and file sets whose mask asks for no other backup type.
    LogsAndLogMasks,
    /// Log files, whatever their mask.
    LogFilesOnly,
    /// Those whose mask has the bit.
    ByTheMask,
}

/// Whether a backup of this type copies a file set of an included component, by one answer to what a log backup holds.
#[must_use]
pub fn backup_required_by(file: &ComponentFile<'_>, backup_type: BackupType, logs: LogFiles) -> bool {
    let Some((required, _)) = mask_bits(backup_type) else { return true };
    let mask = file.filedesc.backup_type_mask();
    let log_alone = mask.0 & FileSpecBackupType::VSS_FSBT_ALL_BACKUP_REQUIRED.0
        == FileSpecBackupType::VSS_FSBT_LOG_BACKUP_REQUIRED.0;
    let log_file = file.kind == FileKind::DatabaseLog;
    match (backup_type == BackupType::VSS_BT_LOG, logs) {
        (true, LogFiles::LogFilesOnly) => log_file,
        (true, LogFiles::LogsAndLogMasks) => mask.contains(required) && (log_file || log_alone),
        (true, LogFiles::ByTheMask) | (false, _) => mask.contains(required),
    }
}

/// Whether a backup of this type has to read a file set from a shadow copy (rules BSET-028, BSET-029).
#[must_use]
pub fn snapshot_required(file: &ComponentFile<'_>, backup_type: BackupType) -> bool {
    mask_bits(backup_type).is_none_or(|(_, required)| file.filedesc.backup_type_mask().contains(required))
}

/// The bits of a file set's mask that govern a backup type: backup required and snapshot required.
///
/// `None` for the types that have none: `VSS_BT_UNDEFINED`, `VSS_BT_OTHER` and those that the header does not have.
#[must_use]
pub fn mask_bits(backup_type: BackupType) -> Option<(FileSpecBackupType, FileSpecBackupType)> {
    use FileSpecBackupType as Mask;
    match backup_type {
        BackupType::VSS_BT_FULL | BackupType::VSS_BT_COPY => {
            Some((Mask::VSS_FSBT_FULL_BACKUP_REQUIRED, Mask::VSS_FSBT_FULL_SNAPSHOT_REQUIRED))
        }
        BackupType::VSS_BT_DIFFERENTIAL => {
            Some((Mask::VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED, Mask::VSS_FSBT_DIFFERENTIAL_SNAPSHOT_REQUIRED))
        }
        BackupType::VSS_BT_INCREMENTAL => {
            Some((Mask::VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED, Mask::VSS_FSBT_INCREMENTAL_SNAPSHOT_REQUIRED))
        }
        BackupType::VSS_BT_LOG => {
            Some((Mask::VSS_FSBT_LOG_BACKUP_REQUIRED, Mask::VSS_FSBT_LOG_SNAPSHOT_REQUIRED))
        }
        _ => None,
    }
}

/// Where the files of a set are read from in a backup: the alternate path if there is one (rule BSET-009).
///
/// An empty alternate path is none (a reading). In a restore the alternate path has no meaning (rule RST-022).
#[must_use]
pub fn source_path(filedesc: &WmFiledesc) -> &str {
    let alternate = filedesc.alternate_path.as_deref().filter(|path| !path.is_empty());
    alternate.unwrap_or(&filedesc.path)
}

/// Why a file set of a document names no files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileSetFault {
    /// Its path, once expanded, is none.
    Path(PathError),
    /// Its file specification is none.
    FileSpec(FileSpecError),
}

impl fmt::Display for FileSetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(error) => fmt::Display::fmt(error, f),
            Self::FileSpec(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for FileSetFault {}

/// A file set of a document, in terms of its default path, with variables expanded (rule MET-024); those that are
/// not set stay as they are.
///
/// # Errors
/// A [`FileSetFault`] where path or file specification is none.
pub fn file_set(filedesc: &WmFiledesc, environment: &Environment) -> Result<FileSet, FileSetFault> {
    let path: Text = environment.expand(&filedesc.path).text;
    Ok(FileSet {
        path: WinPath::parse(&path).map_err(FileSetFault::Path)?,
        filespec: FileSpec::parse(&filedesc.filespec).map_err(FileSetFault::FileSpec)?,
        recursive: filedesc.recursive(),
    })
}

/// What a file set names of a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered<'a> {
    /// The files that it names (rules BSET-010, BSET-011).
    pub files: Vec<&'a WinPath>,
    /// The directories below its own that a restore recreates, whether or not a file in them is named (rule
    /// BSET-012); none unless it is recursive.
    pub directories: Vec<&'a WinPath>,
}

/// What a file set names of these files and directories, in their order. All paths should be expanded.
#[must_use]
pub fn covered<'a>(set: &FileSet, files: &'a [WinPath], directories: &'a [WinPath]) -> Covered<'a> {
    let below = |directory: &&WinPath| directory.starts_with(&set.path) && **directory != set.path;
    Covered {
        files: files.iter().filter(|file| set.matches(file)).collect(),
        directories: directories.iter().filter(|_| set.recursive).filter(below).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{names, with_components};
    use super::*;
    use crate::vocabulary::Guid;

    /// A definer behind its member, with file sets of masks.
    fn forest() -> ComponentForest {
        let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no""#;
        let set = |element: &str, name: &str, mask: &str| {
            format!(r#"<{element} path="C:\x" filespec="{name}" {mask}/>"#)
        };
        let member = set("FILE_LIST", "all", "") + &set("FILE_LIST", "log", r#"filespecBackupType="8""#);
        let own = set("DATABASE_LOGFILES", "logs", "")
            + &set("DATABASE_FILES", "data", r#"filespecBackupType="257""#)
            + &set("DATABASE_FILES", "none", r#"filespecBackupType="0""#);
        with_components(
            Guid(1),
            &format!(
                r#"<FILE_GROUP logicalPath="d" componentName="m" {flags} selectable="no">{member}</FILE_GROUP>
                <DATABASE componentName="d" {flags} selectable="yes">{own}</DATABASE>"#
            ),
        )
    }

    fn specs(files: impl IntoIterator<Item = ComponentFile<'static>>) -> Vec<String> {
        files.into_iter().map(|file| file.filedesc.filespec.to_string()).collect()
    }

    #[test]
    fn a_definer_holds_the_files_of_its_set() {
        let forest: &'static ComponentForest = Box::leak(Box::new(forest()));
        assert_eq!(specs(own_files(forest, 1)), ["logs", "data", "none"]);
        assert_eq!(specs(files_of(forest, 1)), ["all", "log", "logs", "data", "none"]);
        assert_eq!(specs(files_of(forest, 0)), ["all", "log"]);
        assert_eq!(own_files(forest, 2).count(), 0);
        let selection = BackupSelection::new(forest, &names(&["d"]));
        for (backup_type, expected) in [
            (BackupType::VSS_BT_FULL, &["all", "logs", "data"][..]),
            (BackupType::VSS_BT_COPY, &["all", "logs", "data"]),
            (BackupType::VSS_BT_INCREMENTAL, &["all", "logs"]),
            (BackupType::VSS_BT_LOG, &["log", "logs"]),
            (BackupType::VSS_BT_OTHER, &["all", "log", "logs", "data", "none"]),
        ] {
            assert_eq!(specs(backup_files(forest, &selection, backup_type)), expected, "{backup_type}");
        }
        let snapshot = |backup_type| {
            specs(files_of(forest, 1).into_iter().filter(|file| snapshot_required(file, backup_type)))
        };
        assert_eq!(snapshot(BackupType::VSS_BT_COPY), ["all", "logs", "data"]);
        assert_eq!(snapshot(BackupType::VSS_BT_LOG), ["all", "logs"]);
        assert_eq!(snapshot(BackupType::VSS_BT_OTHER), ["all", "log", "logs", "data", "none"]);
        let nothing = BackupSelection::new(forest, &[]);
        assert!(backup_files(forest, &nothing, BackupType::VSS_BT_FULL).is_empty());
    }

    #[test]
    fn a_set_is_read_in_the_order_of_the_document() {
        let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no""#;
        let list = |spec: &str| format!(r#"<FILE_LIST path="C:\x" filespec="{spec}"/>"#);
        let (own, member) = (list("own"), list("member"));
        let rows = format!(
            r#"<FILE_GROUP componentName="d" {flags} selectable="yes">{own}</FILE_GROUP>
            <FILE_GROUP logicalPath="d" componentName="m" {flags} selectable="no">{member}</FILE_GROUP>"#
        );
        let forest: &'static ComponentForest = Box::leak(Box::new(with_components(Guid(1), &rows)));
        assert_eq!(specs(files_of(forest, 0)), ["own", "member"]);
        let mut desc = forest.component(0).unwrap().file(0).unwrap().clone();
        for (alternate, source) in [(None, r"C:\x"), (Some(""), r"C:\x"), (Some(r"D:\y"), r"D:\y")] {
            desc.alternate_path = alternate.map(Into::into);
            assert_eq!(source_path(&desc), source);
        }
    }

    #[test]
    fn every_backup_type_has_its_own_bits() {
        let bits = |backup_type| mask_bits(backup_type).map(|(backup, snapshot)| (backup.0, snapshot.0));
        for (backup_type, expected) in [
            (BackupType::VSS_BT_FULL, Some((0x1, 0x100))),
            (BackupType::VSS_BT_COPY, Some((0x1, 0x100))),
            (BackupType::VSS_BT_DIFFERENTIAL, Some((0x2, 0x200))),
            (BackupType::VSS_BT_INCREMENTAL, Some((0x4, 0x400))),
            (BackupType::VSS_BT_LOG, Some((0x8, 0x800))),
            (BackupType::VSS_BT_OTHER, None),
            (BackupType::VSS_BT_UNDEFINED, None),
        ] {
            assert_eq!(bits(backup_type), expected, "{backup_type}");
        }
    }

    #[test]
    fn a_recursive_set_recreates_the_directories_below_it() {
        let path = |text: &str| WinPath::parse(text).unwrap();
        let files = [r"C:\D1\File1.txt", r"C:\D1\File2.txt", r"C:\D1\D2\File1.txt"].map(path);
        let directories = [r"C:\D1\", r"C:\D1\D3\", r"C:\D4"].map(path);
        let desc = |recursive| {
            let mut desc = WmFiledesc::default();
            (desc.path, desc.filespec, desc.recursive) = (r"%D%".into(), "File1.*".into(), Some(recursive));
            desc
        };
        let environment: Environment = [("D", r"c:\d1")].into_iter().collect();
        let deep = covered(&file_set(&desc(true), &environment).unwrap(), &files, &directories);
        assert_eq!((deep.files, deep.directories), (vec![&files[0], &files[2]], vec![&directories[1]]));
        let flat = covered(&file_set(&desc(false), &environment).unwrap(), &files, &directories);
        assert_eq!((flat.files, flat.directories), (vec![&files[0]], vec![]));
        let bad = {
            let mut bad = desc(true);
            bad.filespec = "a|b".into();
            bad
        };
        assert!(matches!(file_set(&bad, &environment), Err(FileSetFault::FileSpec(_))));
        assert!(matches!(file_set(&WmFiledesc::default(), &environment), Err(FileSetFault::Path(_))));
    }
}

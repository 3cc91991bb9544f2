//! File sets: path, file specification and recursion, as `IVssWMFiledesc` shows them.

use crate::vocabulary::{FileSpecBackupType, Hresult, Text};

use super::diagnosis::Fail;
use super::names::{
    AttributeRow, ElementRow, alternate_location_mapping, alternative_location_mapping, database_files,
    database_logfiles, exclude_files, exclude_files_from_snapshot, file_list, new_target,
};
use super::values::{Extra, is_xml_text};
use super::xml::{Sink, Source};

/// One file set (`nl-vswriter-ivsswmfiledesc`): which files of which directory, and what is said of them.
///
/// The texts must be made of characters that XML allows; the builders refuse others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct WmFiledesc {
    /// The directory; it may end with a backslash or not.
    pub path: Text,
    /// The file specification, with `*` and `?`.
    pub filespec: Text,
    /// Whether the directories below take part; `None` where the document does not say, which means no.
    pub recursive: Option<bool>,
    /// An alternate path to back up from, or the place to restore to.
    pub alternate_path: Option<Text>,
    /// For which backup types the files are evaluated; `None` where the document does not say.
    pub backup_type: Option<FileSpecBackupType>,
    pub(super) extra: Extra,
}

impl WmFiledesc {
    /// What a file set without a mask has: the default of AddFilesToFileGroup's dwBackupTypeMask.
    pub const DEFAULT_BACKUP_TYPE: FileSpecBackupType = FileSpecBackupType(
        FileSpecBackupType::VSS_FSBT_ALL_BACKUP_REQUIRED.0
            | FileSpecBackupType::VSS_FSBT_ALL_SNAPSHOT_REQUIRED.0,
    );

    /// `IVssWMFiledesc::GetPath` (`nf-vswriter-ivsswmfiledesc-getpath`).
    #[must_use]
    pub fn path(&self) -> &Text {
        &self.path
    }

    /// `IVssWMFiledesc::GetFilespec` (`nf-vswriter-ivsswmfiledesc-getfilespec`).
    #[must_use]
    pub fn filespec(&self) -> &Text {
        &self.filespec
    }

    /// `IVssWMFiledesc::GetRecursive` (`nf-vswriter-ivsswmfiledesc-getrecursive`).
    #[must_use]
    pub fn recursive(&self) -> bool {
        self.recursive == Some(true)
    }

    /// `IVssWMFiledesc::GetAlternateLocation` (`nf-vswriter-ivsswmfiledesc-getalternatelocation`).
    ///
    /// # Errors
    /// `S_FALSE` where there is none.
    pub fn alternate_location(&self) -> Result<&Text, Hresult> {
        self.alternate_path.as_ref().ok_or(Hresult::S_FALSE)
    }

    /// `IVssWMFiledesc::GetBackupTypeMask` (`nf-vswriter-ivsswmfiledesc-getbackuptypemask`).
    #[must_use]
    pub fn backup_type_mask(&self) -> FileSpecBackupType {
        self.backup_type.unwrap_or(Self::DEFAULT_BACKUP_TYPE)
    }

    /// What the document holds here beyond the fields.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}

/// The rows of an element that is a file set.
pub(super) struct FilesetRow {
    pub(super) element: &'static ElementRow,
    path: &'static AttributeRow,
    filespec: &'static AttributeRow,
    recursive: &'static AttributeRow,
    alternate: Option<&'static AttributeRow>,
    backup_type: Option<&'static AttributeRow>,
}

macro_rules! fileset_rows {
    ($($constant:ident = $module:ident $(, alternate $alternate:ident)? $(, backup $backup:ident)?;)*) => {
        $(pub(super) const $constant: FilesetRow = FilesetRow {
            element: &$module::ROW,
            path: &$module::PATH,
            filespec: &$module::FILESPEC,
            recursive: &$module::RECURSIVE,
            alternate: fileset_rows!(@ $($module $alternate)?),
            backup_type: fileset_rows!(@ $($module $backup)?),
        };)*
    };
    (@) => { None };
    (@ $module:ident $row:ident) => { Some(&$module::$row) };
}

fileset_rows! {
    FILE_LIST = file_list, alternate ALTERNATE_PATH, backup BACKUP_TYPE;
    DATABASE_FILES = database_files, alternate ALTERNATE_PATH, backup BACKUP_TYPE;
    DATABASE_LOGFILES = database_logfiles, alternate ALTERNATE_PATH, backup BACKUP_TYPE;
    EXCLUDE_FILES = exclude_files;
    EXCLUDE_FILES_FROM_SNAPSHOT = exclude_files_from_snapshot;
    METADATA_MAPPING = alternate_location_mapping, alternate ALTERNATE_PATH;
    COMPONENT_MAPPING = alternative_location_mapping, alternate ALTERNATE_PATH;
    NEW_TARGET = new_target, alternate ALTERNATE_PATH;
}

/// Reads the present element as a file set, and appends it.
pub(super) fn read(
    source: &mut Source<'_>,
    rows: &FilesetRow,
    empty: bool,
    into: &mut Vec<WmFiledesc>,
) -> Result<(), Fail> {
    let mut extra = source.attributes(rows.element)?;
    let path = source.shared_text(rows.path)?;
    let filespec = source.text(rows.filespec)?;
    let recursive = source.opt_flag(rows.recursive)?;
    let alternate_path = match rows.alternate {
        Some(row) => source.opt_text(row)?,
        None => None,
    };
    let backup_type = match rows.backup_type {
        Some(row) => source.opt_number(row)?.map(FileSpecBackupType),
        None => None,
    };
    if !empty {
        source.leaf(rows.element, empty, &mut extra)?;
    }
    into.push(WmFiledesc { path, filespec, recursive, alternate_path, backup_type, extra });
    Ok(())
}

pub(super) fn print(set: &WmFiledesc, rows: &FilesetRow, sink: &mut impl Sink) {
    sink.start(rows.element);
    sink.text(rows.path, &set.path);
    sink.text(rows.filespec, &set.filespec);
    sink.opt_flag(rows.recursive, set.recursive);
    if let Some(row) = rows.alternate {
        sink.opt_text(row, set.alternate_path.as_ref());
    }
    if let Some(row) = rows.backup_type {
        sink.opt_number(row, set.backup_type.map(|mask| mask.0));
    }
    sink.extra(&set.extra);
    sink.end(rows.element);
}

/// A text that a call must be given: not null, not empty, and of characters that XML allows (a reading).
///
/// # Errors
/// `E_INVALIDARG`.
pub(super) fn required(text: Option<&str>) -> Result<Text, Hresult> {
    optional(text)?.filter(|t| !t.is_empty()).ok_or(Hresult::E_INVALIDARG)
}

/// A text that a call may be given.
pub(super) fn optional(text: Option<&str>) -> Result<Option<Text>, Hresult> {
    match text {
        Some(text) if !is_xml_text(text) => Err(Hresult::E_INVALIDARG),
        Some(text) => Ok(Some(Text::from(text))),
        None => Ok(None),
    }
}

/// A path: no wildcards, but those of the prefixes `\\?\` and `\??\`.
pub(super) fn path(text: Option<&str>) -> Result<Text, Hresult> {
    let path = required(text)?;
    let bare = path.strip_prefix(r"\\?\").or_else(|| path.strip_prefix(r"\??\")).unwrap_or(&path);
    if bare.contains(['*', '?']) { Err(Hresult::E_INVALIDARG) } else { Ok(path) }
}

/// A file specification: no directory part.
pub(super) fn filespec(text: Option<&str>) -> Result<Text, Hresult> {
    let filespec = required(text)?;
    if filespec.contains('\\') { Err(Hresult::E_INVALIDARG) } else { Ok(filespec) }
}

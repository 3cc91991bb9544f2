//! What writers say of single files of a backup: partial files and differenced files.
//!
//! Pages: `working-with-partial-files`, `incremental-and-differential-backups`,
//! `nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifytime`. Readings: differenced files count in incremental and
//! differential backups alone; where neither the writer nor the requester's own record tells a time, every file counts
//! as modified; a ranges file is read from its volume, where the writer has just written it.

use vss_sim::components::{Ranges, ranges_file_of, read_ranges};
use vss_sim::documents::Component;
use vss_sim::machines::{Machine, Node};
use vss_sim::vocabulary::{Environment, FileSet, FileSpec, WinPath};

use super::ranges_in;

/// The entries of one component of the Backup Components Document, which speak for all of its set (rule PART-017).
#[derive(Debug, Default)]
pub(super) struct Instructions {
    /// The partial files.
    pub(super) partial: Vec<Partial>,
    /// Files of which only those are copied that were modified after a time.
    pub(super) differenced: Vec<Differenced>,
}

/// A partial file.
#[derive(Debug)]
pub(super) struct Partial {
    /// Its path.
    pub(super) path: WinPath,
    /// Its ranges, or why they cannot be had.
    pub(super) ranges: Result<Ranges, String>,
    /// The file that they are in.
    pub(super) ranges_file: Option<WinPath>,
}

/// Differenced files.
#[derive(Debug)]
pub(super) struct Differenced {
    /// The files.
    pub(super) files: FileSet,
    /// The time, as a `FILETIME`; none where all of them are copied.
    pub(super) after: Option<i64>,
}

impl Differenced {
    /// Whether a file that was last modified then is copied.
    pub(super) fn copies(&self, modified: i64) -> bool {
        self.after.is_none_or(|after| modified > after)
    }
}

impl Instructions {
    /// The entries of a component. `last` is when the backup was taken that this one rests on, by the requester's own
    /// record; no differenced files are read where they do not count.
    pub(super) fn of(
        component: &Component,
        machine: &Machine,
        environment: &Environment,
        differences: bool,
        last: Option<i64>,
    ) -> Self {
        let partial = (0..component.partial_file_count()).filter_map(|index| {
            let file = component.partial_file(index).ok()?;
            let path =
                WinPath::parse(&environment.expand(&file.path).text).ok()?.join(&file.filename).ok()?;
            let named = ranges_file_of(&file.ranges);
            let ranges_file = named.and_then(|named| WinPath::parse(named).ok());
            let ranges = match &ranges_file {
                Some(file) => in_file(machine, file),
                None => read_ranges(&file.ranges).map_err(|piece| format!("{piece:?} is no range")),
            };
            Some(Partial { path, ranges, ranges_file })
        });
        let count = if differences { component.differenced_files_count() } else { 0 };
        let differenced = (0..count).filter_map(|index| {
            let file = component.differenced_file(index).ok()?;
            let files = FileSet {
                path: WinPath::parse(&environment.expand(&file.path).text).ok()?,
                filespec: FileSpec::parse(&file.filespec).ok()?,
                recursive: file.recursive,
            };
            // A time of zero leaves it to the requester (rule PART-023).
            let own = i64::try_from(file.last_modify_time).ok().filter(|time| *time != 0);
            Some(Differenced { files, after: own.or(last) })
        });
        Self { partial: partial.collect(), differenced: differenced.collect() }
    }

    /// Whether a file is both a partial and a differenced one, which is an error of the writer (C2-090).
    pub(super) fn has_both(&self) -> bool {
        self.partial.iter().any(|partial| self.differenced(&partial.path).is_some())
    }

    /// Lets what is said of differenced files outrank what is said of partial ones.
    pub(super) fn differenced_first(&mut self) {
        let partial = std::mem::take(&mut self.partial);
        self.partial =
            partial.into_iter().filter(|partial| self.differenced(&partial.path).is_none()).collect();
    }

    /// Lets nothing be copied of files that are both partial and differenced ones.
    pub(super) fn refuse_both(&mut self) {
        let Self { partial, differenced } = self;
        let both =
            |partial: &&mut Partial| differenced.iter().any(|other| other.files.matches(&partial.path));
        for partial in partial.iter_mut().filter(both) {
            partial.ranges = Err("it is both a partial and a differenced file".to_owned());
        }
    }

    /// The entry of a partial file.
    pub(super) fn partial(&self, path: &WinPath) -> Option<&Partial> {
        self.partial.iter().find(|partial| partial.path.starts_with(path) && path.starts_with(&partial.path))
    }

    /// The entry that a file is differenced by.
    pub(super) fn differenced(&self, path: &WinPath) -> Option<&Differenced> {
        self.differenced.iter().find(|differenced| differenced.files.matches(path))
    }
}

fn in_file(machine: &Machine, file: &WinPath) -> Result<Ranges, String> {
    let place = machine.file_place(file).map_err(|fault| fault.to_string())?;
    let Some(Node::File(found)) = machine.node_at(&place) else {
        return Err(format!("the ranges file {file} is not there"));
    };
    ranges_in(&found.content).ok_or_else(|| format!("{file} is no ranges file"))
}

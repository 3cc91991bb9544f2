//! Which files a requester copies: what components name, less what is excluded, as far as partial and differenced files
//! do not say otherwise, and what it chooses by itself.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use vss_sim::api::{RequesterId, SetId};
use vss_sim::components::{
    ComponentFile, ComponentName, Exclusions, Inclusion, IncrementalBase, LogFiles, RegistryExclusion,
    ResolvedExclusion, backup_required_by, base_of, file_set, included_files, snapshot_required, source_path,
};
use vss_sim::documents::{BackupComponents, WriterMetadata};
use vss_sim::machines::{Machine, Node, Session};
use vss_sim::vocabulary::{BackupSchema, BackupType, FileSet, FileSpec, WinPath};
use vss_sim::world::readings::{
    AlternatePaths, ChangedBetween, CopyBackups, EmptyFolders, FilesNotToBackupEntries,
    IncrementalBase as IncrementalReading, LogBackups, PartialAndDifferenced, PatternsWithoutFiles, Question,
    ReparsePoints, UnsupportedTypes,
};
use vss_sim::world::{ReadingSet, Readings, World};

use super::instructions::Instructions;
use super::tree::{self, folders, matching};
use super::{Manner, Medium, Planned, machine_of};
use crate::policy::selection::{backup_selection, forest_of};

/// The type of a backup.
pub(super) fn type_of(session: &Session) -> BackupType {
    session.backup_state().map_or(BackupType::VSS_BT_UNDEFINED, |state| state.backup_type)
}

/// What an incremental backup rests on, by the reading that is followed.
const fn incremental(reading: IncrementalReading) -> IncrementalBase {
    match reading {
        IncrementalReading::FullOrIncremental => IncrementalBase::FullOrIncremental,
        IncrementalReading::DifferentialToo => IncrementalBase::DifferentialToo,
    }
}

/// A file of a file set.
struct Searched {
    /// Its default path.
    default: WinPath,
    /// The path by which it is tested for exclusion.
    judged: WinPath,
    /// Where it is read from.
    source: WinPath,
}

/// The types of backup that a writer has to support, each with the bit of its schema that says so.
const SUPPORTED_BY: [(BackupType, BackupSchema); 4] = [
    (BackupType::VSS_BT_INCREMENTAL, BackupSchema::VSS_BS_INCREMENTAL),
    (BackupType::VSS_BT_DIFFERENTIAL, BackupSchema::VSS_BS_DIFFERENTIAL),
    (BackupType::VSS_BT_LOG, BackupSchema::VSS_BS_LOG),
    (BackupType::VSS_BT_COPY, BackupSchema::VSS_BS_COPY),
];

/// What a search adds to.
struct Gathered<'a> {
    planned: &'a mut Vec<Planned>,
    /// What had to be there and is not.
    missing: &'a mut Vec<(String, String)>,
    /// The folders of recursive file sets.
    folders: &'a mut BTreeSet<WinPath>,
}

/// What files are looked for by.
#[derive(Clone, Copy)]
struct Search<'a> {
    machine: &'a Machine,
    session: &'a Session,
    manner: Manner<'a>,
    backup_type: BackupType,
    /// When the backup was taken that this one rests on.
    last: Option<i64>,
    /// What the registry excludes.
    excluded: &'a [ResolvedExclusion],
    /// The answers that are followed to open questions.
    readings: Readings,
    /// The questions that decided something.
    asked: &'a RefCell<ReadingSet>,
}

/// The files to copy: each default path with the path to read it from, writer by writer and component by component
/// (rule BSET-007), and then the paths that the requester chose.
pub(super) fn planned(
    world: &World,
    requester: RequesterId,
    manner: Manner<'_>,
    medium: &mut Medium,
) -> Vec<Planned> {
    let session = world.requester(requester).and_then(|(_, held)| held.session());
    let (Some(machine), Some(session)) = (machine_of(world, requester), session) else { return Vec::new() };
    let present: Vec<&str> =
        medium.documents.iter().map(|document| document.identification.friendly_name.as_str()).collect();
    let excluded = registered(world, manner, &present, &mut medium.readings);
    let types: Vec<BackupType> = manner.history.iter().map(|(backup_type, _)| *backup_type).collect();
    let follows_differential = types.contains(&BackupType::VSS_BT_DIFFERENTIAL);
    let reading = if medium.backup_type == BackupType::VSS_BT_INCREMENTAL && follows_differential {
        medium.readings.ask(&world.config.readings)
    } else {
        IncrementalReading::of(&world.config.readings)
    };
    let base_by = |backup_type| base_of(&types, backup_type, incremental(reading)).ok().flatten();
    let mut base = base_by(medium.backup_type);
    // What an incremental backup rests on and what a differential one does, the one in the place of the other (C2-082).
    let turned = match medium.backup_type {
        BackupType::VSS_BT_INCREMENTAL => base_by(BackupType::VSS_BT_DIFFERENTIAL),
        BackupType::VSS_BT_DIFFERENTIAL => base_by(BackupType::VSS_BT_INCREMENTAL),
        _ => base,
    };
    if turned != base
        && medium.readings.ask::<ChangedBetween>(&world.config.readings) == ChangedBetween::InTheIncremental
    {
        base = turned;
    }
    let last = base.and_then(|base| manner.history.get(base)).map(|(_, taken)| *taken);
    let (readings, backup_type) = (world.config.readings, medium.backup_type);
    let asked = RefCell::new(medium.readings);
    let excluded = &excluded;
    let search = Search { machine, session, manner, backup_type, last, excluded, readings, asked: &asked };
    let mut planned = Vec::new();
    for document in &medium.documents {
        let gathered =
            Gathered { planned: &mut planned, missing: &mut medium.missing, folders: &mut medium.folders };
        search.of_writer(document).writer(document, gathered);
    }
    for path in manner.paths {
        planned.extend(search.below(path));
    }
    medium.readings = asked.into_inner();
    keep_folders(&planned, medium, &world.config.readings);
    planned
}

/// Of the folders of recursive file sets those are kept that no copied file brings along, where the reading that is
/// followed makes them again (C-091).
fn keep_folders(planned: &[Planned], medium: &mut Medium, readings: &Readings) {
    medium.folders.retain(|folder| !planned.iter().any(|file| file.default.starts_with(folder)));
    if !medium.folders.is_empty()
        && medium.readings.ask::<EmptyFolders>(readings) == EmptyFolders::FoldersWithFiles
    {
        medium.folders.clear();
    }
}

/// What the registry excludes: of its entries those that are applied (C-064).
fn registered(
    world: &World,
    manner: Manner<'_>,
    present: &[&str],
    asked: &mut ReadingSet,
) -> Vec<ResolvedExclusion> {
    use FilesNotToBackupEntries as Entries;
    let all = &manner.not_to_backup.entries;
    if all.is_empty() {
        return Vec::new();
    }
    let resolve = |entry: &RegistryExclusion| entry.resolve(manner.environment);
    match asked.ask::<Entries>(&world.config.readings) {
        Entries::ValuesUnlessAWriterIsThere => manner.not_to_backup.effective(present).map(resolve).collect(),
        // What is registered are values, and subkeys alone would count.
        Entries::Subkeys => Vec::new(),
        Entries::ValuesAllApplied => all.iter().map(resolve).collect(),
    }
}

impl Search<'_> {
    /// The answer that is followed to a question which decides something.
    fn ask<Q: Question>(&self) -> Q {
        self.asked.borrow_mut().ask::<Q>(&self.readings)
    }

    /// The search for what a writer has: its backup is a full one where it does not support the type (C-046).
    fn of_writer(&self, document: &WriterMetadata) -> Self {
        let schema = document.backup_schema();
        let lacks =
            |(of, bit): &(BackupType, BackupSchema)| *of == self.backup_type && !schema.contains(*bit);
        let full = SUPPORTED_BY.iter().any(lacks)
            && match self.ask::<UnsupportedTypes>() {
                UnsupportedTypes::Full => true,
                UnsupportedTypes::FullForTwoTypes => {
                    matches!(
                        self.backup_type,
                        BackupType::VSS_BT_INCREMENTAL | BackupType::VSS_BT_DIFFERENTIAL
                    )
                }
                UnsupportedTypes::AsTheRequesterLikes => false,
            };
        if full { Self { backup_type: BackupType::VSS_BT_FULL, last: None, ..*self } } else { *self }
    }

    /// Whether the backup holds a file set, by its type (C-044, C-045).
    fn is_required(&self, file: &ComponentFile<'_>) -> bool {
        let by = |logs| backup_required_by(file, self.backup_type, logs);
        let usual = by(LogFiles::LogsAndLogMasks);
        if self.backup_type == BackupType::VSS_BT_COPY && !usual {
            return self.ask::<CopyBackups>() == CopyBackups::None;
        }
        let others = [LogFiles::LogFilesOnly, LogFiles::ByTheMask];
        if others.iter().all(|other| by(*other) == usual) {
            return usual;
        }
        by(match self.ask::<LogBackups>() {
            LogBackups::LogsAndLogMasks => LogFiles::LogsAndLogMasks,
            LogBackups::LogFilesOnly => LogFiles::LogFilesOnly,
            LogBackups::ByTheMask => LogFiles::ByTheMask,
        })
    }

    /// The files of a writer's components.
    fn writer(&self, document: &Arc<WriterMetadata>, Gathered { planned, missing, folders }: Gathered<'_>) {
        let environment = self.manner.environment;
        let backup: &BackupComponents = &self.session.document;
        let Some(part) = backup.writer(document.instance_id()) else { return };
        let name = |held: &vss_sim::documents::Component| {
            let path = held.logical_path().ok().map(|path| path.as_str());
            let name = ComponentName::new(path, held.component_name());
            match held.component_type() {
                Ok(component_type) => name.of_type(component_type),
                Err(_) => name,
            }
        };
        let names: Vec<ComponentName> = part.components().iter().map(name).collect();
        let forest = forest_of(document, &names, &self.readings, &mut self.asked.borrow_mut());
        let selection = backup_selection(&forest, &names, &self.readings, &mut self.asked.borrow_mut());
        let own = Exclusions::of(document, environment);
        let out =
            |file: &WinPath| own.excludes(file) || self.excluded.iter().any(|entry| entry.excludes(file));
        let differences =
            matches!(self.backup_type, BackupType::VSS_BT_INCREMENTAL | BackupType::VSS_BT_DIFFERENTIAL);
        let instructions: Vec<(Option<usize>, Instructions)> = part
            .components()
            .iter()
            .zip(&names)
            .map(|(held, name)| {
                let mut read = Instructions::of(held, self.machine, environment, differences, self.last);
                if read.has_both() {
                    match self.ask::<PartialAndDifferenced>() {
                        PartialAndDifferenced::AsDifferenced => read.differenced_first(),
                        PartialAndDifferenced::ErrorReturned => read.refuse_both(),
                    }
                }
                (forest.find(name), read)
            })
            .collect();
        let entry_of = |component| match selection.inclusion(component)? {
            Inclusion::Explicit => Some(component),
            Inclusion::Implicit { through } => Some(*through),
            Inclusion::Missing | Inclusion::Out(_) => None,
        };
        let first = planned.len();
        let mut sets: Vec<(Option<usize>, FileSet)> = Vec::new();
        for file in included_files(&forest, &selection).filter(|file| self.is_required(file)) {
            let entry = entry_of(file.component);
            let said = instructions.iter().find(|(of, _)| of.is_some() && *of == entry).map(|(_, said)| said);
            sets.extend(file_set(file.filedesc, environment).ok().map(|set| (entry, set)));
            match self.files_of(&file) {
                Ok((found, below)) => {
                    folders.extend(below);
                    let kept = found.into_iter().filter(|found| !out(&found.judged));
                    let kept = kept.map(|found| (found.default, found.source));
                    planned.extend(kept.filter_map(|pair| self.said(pair, said, missing)));
                }
                Err(lacking) => missing.push(lacking),
            }
        }
        for (entry, said) in &instructions {
            let known = |path: &WinPath| {
                planned.get(first..).is_some_and(|own| own.iter().any(|one| one.default == *path))
            };
            let more = self.added(
                said,
                &known,
                |files| sets.iter().any(|(of, set)| of == entry && (*set == *files || overlap(set, files))),
                missing,
            );
            planned.extend(more);
        }
    }

    /// A file of a file set, as far as partial and differenced files leave it.
    fn said(
        &self,
        (default, source): (WinPath, WinPath),
        said: Option<&Instructions>,
        missing: &mut Vec<(String, String)>,
    ) -> Option<Planned> {
        // An entry for a file outranks its file set (rule PART-010).
        if let Some(partial) = said.and_then(|said| said.partial(&default)) {
            return match &partial.ranges {
                Ok(ranges) => Some(Planned { default, source, ranges: Some(ranges.clone()) }),
                Err(why) => {
                    missing.push((default.to_string(), why.clone()));
                    None
                }
            };
        }
        let differenced = said.and_then(|said| said.differenced(&default));
        if differenced.is_some_and(|differenced| !differenced.copies(self.modified(&source))) {
            return None;
        }
        Some(Planned { default, source, ranges: None })
    }

    /// What entries add that no file set of the component names (rule PART-022), and the ranges files (rule PART-008).
    fn added(
        &self,
        said: &Instructions,
        known: &impl Fn(&WinPath) -> bool,
        of_a_set: impl Fn(&FileSet) -> bool,
        missing: &mut Vec<(String, String)>,
    ) -> Vec<Planned> {
        let mut added = Vec::new();
        for partial in &said.partial {
            if let Some(file) = partial.ranges_file.as_ref().filter(|file| !known(file)) {
                added.push(Planned { default: file.clone(), source: file.clone(), ranges: None });
            }
            let reported = |missing: &[(String, String)]| {
                missing.iter().any(|(path, _)| *path == partial.path.to_string())
            };
            if known(&partial.path) || reported(missing) {
                continue;
            }
            match &partial.ranges {
                Ok(ranges) => added.push(Planned {
                    default: partial.path.clone(),
                    source: self.source(&partial.path, true),
                    ranges: Some(ranges.clone()),
                }),
                Err(why) => missing.push((partial.path.to_string(), why.clone())),
            }
        }
        for differenced in said.differenced.iter().filter(|differenced| !of_a_set(&differenced.files)) {
            let source = self.source(&differenced.files.path, true);
            let found = matching(self.machine, &differenced.files, &source).into_iter();
            let found = found.filter(|(default, source)| {
                let free = !known(default) && said.partial(default).is_none();
                free && differenced.copies(self.modified(source))
            });
            added.extend(found.map(|(default, source)| Planned { default, source, ranges: None }));
        }
        added
    }

    /// Everything at and below a path that the requester chose.
    fn below(&self, path: &WinPath) -> Vec<Planned> {
        let source = self.source(path, true);
        let all =
            FileSpec::parse("*").map(|filespec| FileSet { path: path.clone(), filespec, recursive: true });
        let found = all.map(|all| matching(self.machine, &all, &source)).unwrap_or_default();
        let whole = |(default, source)| Planned { default, source, ranges: None };
        if found.is_empty() && !self.is_directory(&source) {
            return vec![whole((path.clone(), source))];
        }
        let kept =
            found.into_iter().filter(|(path, _)| !self.excluded.iter().any(|entry| entry.excludes(path)));
        kept.map(whole).collect()
    }

    fn is_directory(&self, path: &WinPath) -> bool {
        let place = self.machine.file_place(path);
        place.is_ok_and(|place| {
            place.inside.is_empty() || matches!(self.machine.node_at(&place), Some(Node::Directory(_)))
        })
    }

    fn modified(&self, source: &WinPath) -> i64 {
        let place = self.machine.file_place(source).ok();
        match place.and_then(|place| self.machine.node_at(&place)) {
            Some(Node::File(file)) => file.modified.0,
            Some(Node::Directory(_) | Node::Reparse(_)) | None => 0,
        }
    }

    /// Where something is read from: its shadow copy if there is one that is to be read.
    fn source(&self, path: &WinPath, from_copy: bool) -> WinPath {
        let copy: Option<SetId> = self.session.set().filter(|_| from_copy && !self.manner.from_volumes);
        copy.and_then(|copy| self.machine.on_shadow_copy(copy, path)).unwrap_or_else(|| path.clone())
    }

    /// The files of one file set, and the folders of a recursive one. Where it has an alternate path, that is searched,
    /// and a file is tested by its default path (rule BSET-006), unless a reading has it otherwise (C-072).
    fn files_of(&self, file: &ComponentFile<'_>) -> Result<(Vec<Searched>, Vec<WinPath>), (String, String)> {
        let environment = self.manner.environment;
        let named = || format!("{}\\{}", file.filedesc.path.trim_end_matches('\\'), file.filedesc.filespec);
        let set = file_set(file.filedesc, environment).map_err(|fault| (named(), fault.to_string()))?;
        let source = WinPath::parse(&environment.expand(source_path(file.filedesc)).text)
            .map_err(|fault| (named(), fault.to_string()))?;
        let from_copy = snapshot_required(file, self.backup_type);
        let live = FileSet { path: source.clone(), ..set.clone() };
        let source = self.source(&source, from_copy);
        let whole =
            |(default, source): (WinPath, WinPath)| Searched { judged: default.clone(), default, source };
        let by_alternate = || matching(self.machine, &live, &source).into_iter().map(|(live, _)| live);
        let plain = || matching(self.machine, &set, &source).into_iter().map(whole);
        let mut found: Vec<Searched> = if live.path == set.path {
            plain().collect()
        } else {
            match self.ask::<AlternatePaths>() {
                AlternatePaths::FoundAlternateJudgedDefault => plain().collect(),
                AlternatePaths::AlternatePath => {
                    plain().zip(by_alternate()).map(|(found, judged)| Searched { judged, ..found }).collect()
                }
                AlternatePaths::DefaultPath => {
                    let searched = self.source(&set.path, from_copy);
                    let read = FileSet { path: source.clone(), ..set.clone() };
                    let read = matching(self.machine, &read, &searched).into_iter().map(|(source, _)| source);
                    let found = matching(self.machine, &set, &searched).into_iter();
                    found.zip(read).map(|((default, _), source)| whole((default, source))).collect()
                }
            }
        };
        if set.recursive {
            found.extend(self.behind(&set, &live.path, &source, from_copy));
        }
        // What matches everything may match nothing (rules BSET-013, BSET-014).
        let spec = set.filespec.as_str();
        let lacking = found.is_empty() && !matches!(spec, "*" | "*.*");
        let pattern = spec.contains(['*', '?']);
        if lacking && !(pattern && self.ask::<PatternsWithoutFiles>() == PatternsWithoutFiles::AnyWildcard) {
            return Err((named(), "no file matches".to_owned()));
        }
        let folders = if set.recursive { folders(self.machine, &set, &source) } else { Vec::new() };
        Ok((found, folders))
    }
}

impl Search<'_> {
    /// The files of a recursive set that lie behind mounted folders and other reparse points (C2-092).
    fn behind(&self, set: &FileSet, live: &WinPath, source: &WinPath, from_copy: bool) -> Vec<Searched> {
        let all = tree::behind(self.machine, set, live, source);
        if all.is_empty() {
            return Vec::new();
        }
        let reading = self.ask::<ReparsePoints>();
        let on_copy = source != live;
        let followed = all.into_iter().filter(|file| match reading {
            ReparsePoints::Followed => true,
            ReparsePoints::JunctionsNot | ReparsePoints::OnTheLiveVolume => !file.by_junction,
            ReparsePoints::NotOnTheCopy => !on_copy,
        });
        let searched = |file: tree::Behind| {
            let of_its_volume = reading == ReparsePoints::OnTheLiveVolume && from_copy;
            let source = if of_its_volume { self.source(&file.live, true) } else { file.live };
            Searched { judged: file.default.clone(), default: file.default, source }
        };
        followed.map(searched).collect()
    }
}

/// Whether two sets have the same directory, or one reaches into that of the other.
fn overlap(one: &FileSet, other: &FileSet) -> bool {
    let reaches = |wide: &FileSet, narrow: &FileSet| {
        narrow.path.starts_with(&wide.path) && (wide.recursive || wide.path.starts_with(&narrow.path))
    };
    let specs =
        one.filespec.matches(other.filespec.as_str()) || other.filespec.matches(one.filespec.as_str());
    specs && (reaches(one, other) || reaches(other, one))
}

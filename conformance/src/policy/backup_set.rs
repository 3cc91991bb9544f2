//! A requester that copies a backup set: which files the components of its backup name, where each is read from, and
//! what then lies on its medium.
//!
//! Pages: `generating-a-backup-set`, `overview-of-actual-backup-of-files`,
//! `requestor-role-in-backing-up-complex-stores`. Readings: outside component mode the documents name no file, so that
//! none is copied; a file set whose volume is in no shadow copy is read from its volume.

use std::collections::BTreeMap;

use vss_sim::api::{ProcessId, RequesterId, SetId};
use vss_sim::components::{
    BackupSelection, ComponentFile, ComponentForest, ComponentName, Exclusions, FilesNotToBackup,
    ResolvedExclusion, backup_files, file_set, snapshot_required, source_path,
};
use vss_sim::machines::{Content, FileTree, Machine, Node, Session};
use vss_sim::vocabulary::{BackupType, Environment, FileSet, FoldedName, WinPath};
use vss_sim::world::{FileAction, Outcome, World};

use crate::backend::{Driver, Sink};

/// What a requester has copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Medium {
    /// The files by their default paths, by which they are restored (rule ALT-006).
    pub files: BTreeMap<WinPath, Kept>,
    /// The files that had to be there and are not, or could not be read, with the reason; a backup without them has
    /// failed (rule BSET-013).
    pub missing: Vec<(String, String)>,
}

/// A file on a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its bytes.
    pub content: Content,
    /// When it was last modified, as a `FILETIME`.
    pub modified: i64,
}

/// How a requester copies.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The environment in which paths are expanded.
    pub environment: &'a Environment,
    /// What the registry excludes from backups.
    pub not_to_backup: &'a FilesNotToBackup,
    /// Whether everything is read from the volumes, also what has to be read from a shadow copy: what a requester that
    /// is wrong does.
    pub from_volumes: bool,
}

/// Copies what a requester's backup holds, file by file.
pub fn copy<S: Sink>(
    driver: &mut Driver<S>,
    process: ProcessId,
    requester: RequesterId,
    manner: Manner<'_>,
) -> Medium {
    let mut medium = Medium::default();
    let planned = planned(driver.world(), requester, manner, &mut medium);
    for (default, source) in planned {
        let outcome = driver.file(process, FileAction::Read { path: source.clone() });
        match kept(driver.world(), requester, &source, &outcome) {
            Ok(kept) => {
                medium.files.insert(default, kept);
            }
            Err(why) => medium.missing.push((default.to_string(), why)),
        }
    }
    medium
}

/// What was read.
fn kept(world: &World, requester: RequesterId, source: &WinPath, outcome: &Outcome) -> Result<Kept, String> {
    let refused = match outcome {
        Outcome::Returned(result) if result.code.is_success() => None,
        Outcome::Returned(result) => Some(result.reason.text),
        Outcome::Moot(reason) => Some(reason.text),
        Outcome::Pending | Outcome::Done => Some("it was not read"),
    };
    if let Some(why) = refused {
        return Err(why.to_owned());
    }
    let machine = machine_of(world, requester).ok_or("the machine is gone")?;
    let place = machine.file_place(source).map_err(|fault| fault.to_string())?;
    match machine.node_at(&place) {
        Some(Node::File(file)) => Ok(Kept { content: file.content.clone(), modified: file.modified.0 }),
        Some(Node::Directory(_) | Node::Reparse(_)) | None => Err("it is no file".to_owned()),
    }
}

fn machine_of(world: &World, requester: RequesterId) -> Option<&Machine> {
    let (machine, _) = world.requester(requester)?;
    world.machines.get(&machine).map(|machine| &**machine)
}

/// The files to copy: each default path with the path to read it from, writer by writer and component by component
/// (rule BSET-007).
fn planned(
    world: &World,
    requester: RequesterId,
    manner: Manner<'_>,
    medium: &mut Medium,
) -> Vec<(WinPath, WinPath)> {
    let session = world.requester(requester).and_then(|(_, held)| held.session());
    let (Some(machine), Some(session)) = (machine_of(world, requester), session) else { return Vec::new() };
    let backup_type = session.backup_state().map_or(BackupType::VSS_BT_UNDEFINED, |state| state.backup_type);
    let writers = session.gathered.writers();
    let documents: Vec<_> =
        writers.iter().flat_map(|writers| writers.iter()).map(|held| &held.document).collect();
    let present: Vec<&str> =
        documents.iter().map(|document| document.identification.friendly_name.as_str()).collect();
    let excluded: Vec<ResolvedExclusion> =
        manner.not_to_backup.effective(&present).map(|entry| entry.resolve(manner.environment)).collect();
    let mut planned = Vec::new();
    for document in documents {
        let Some(part) = session.document.writer(document.instance_id()) else { continue };
        let named = part.components().iter();
        let names: Vec<ComponentName> = named
            .map(|held| {
                ComponentName::new(held.logical_path().ok().map(|path| path.as_str()), held.component_name())
            })
            .collect();
        let forest = ComponentForest::new(document.clone());
        let selection = BackupSelection::new(&forest, &names);
        let own = Exclusions::of(document, manner.environment);
        let out = |file: &WinPath| own.excludes(file) || excluded.iter().any(|entry| entry.excludes(file));
        for file in backup_files(&forest, &selection, backup_type) {
            let from_copy = !manner.from_volumes && snapshot_required(&file, backup_type);
            match files_of(machine, session, &file, manner.environment, from_copy) {
                // A file is tested by its default path, wherever it is read from (rule BSET-006).
                Ok(found) => planned.extend(found.into_iter().filter(|(default, _)| !out(default))),
                Err(missing) => medium.missing.push(missing),
            }
        }
    }
    planned
}

/// The files of one file set: default path, and path to read from.
fn files_of(
    machine: &Machine,
    session: &Session,
    file: &ComponentFile<'_>,
    environment: &Environment,
    from_copy: bool,
) -> Result<Vec<(WinPath, WinPath)>, (String, String)> {
    let named = || format!("{}\\{}", file.filedesc.path.trim_end_matches('\\'), file.filedesc.filespec);
    let set = file_set(file.filedesc, environment).map_err(|fault| (named(), fault.to_string()))?;
    let source = WinPath::parse(&environment.expand(source_path(file.filedesc)).text)
        .map_err(|fault| (named(), fault.to_string()))?;
    let copy: Option<SetId> = session.set().filter(|_| from_copy);
    let source = copy.and_then(|copy| machine.on_shadow_copy(copy, &source)).unwrap_or(source);
    let found = matching(machine, &set, &source);
    // Only the specification that matches everything may match nothing (rules BSET-013, BSET-014).
    if found.is_empty() && !matches!(set.filespec.as_str(), "*" | "*.*") {
        return Err((named(), "no file matches".to_owned()));
    }
    Ok(found)
}

/// The files that a set names, looked for below the directory that they are read from. What is mounted there, and what
/// reparse points lead to, is of other volumes and not followed (rule BSET-022).
fn matching(machine: &Machine, set: &FileSet, source: &WinPath) -> Vec<(WinPath, WinPath)> {
    let place = machine.file_place(source).ok();
    let tree = place.and_then(|place| {
        let root = machine.files_on(place.on)?;
        if place.inside.is_empty() {
            return Some(root);
        }
        if let Some(Node::Directory(tree)) = root.get(&place.inside) { Some(tree) } else { None }
    });
    let mut found = Vec::new();
    for (inside, node) in tree.map(FileTree::walk).unwrap_or_default() {
        let fits = inside.last().is_some_and(|name| set.filespec.matches(name.as_str()));
        let (Node::File(_), true) = (node, fits && (set.recursive || inside.len() == 1)) else { continue };
        let below: Vec<&str> = inside.iter().map(FoldedName::as_str).collect();
        let below = below.join("\\");
        if let (Ok(default), Ok(from)) = (set.path.join(&below), source.join(&below)) {
            found.push((default, from));
        }
    }
    found
}

//! From the request to the report.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::{
    At, BackupSelection, ComponentFile, ComponentForest, ComponentName, DependencyGraph, Exclusions,
    RestoreSelection, Unsatisfied, backup_files, backup_required, file_set, files_of, restorable,
    snapshot_required, source_path,
};
use vss_sim::vocabulary::{Environment, Guid};

use super::naming::{NameFault, Names};
use super::{
    Directory, File, List, Note, NoteKind, Refused, Report, Request, Restore, SelectError, WhyRefused,
    WriterReport,
};

/// Works it out.
///
/// # Errors
/// A name could be that of several components, or two documents are those of one writer instance.
pub fn select(forests: Vec<ComponentForest>, request: &Request) -> Result<Report, SelectError> {
    one_document_an_instance(&forests)?;
    let names = Names::new(&forests);
    let mut notes = Vec::new();
    let added = Asked::read(&names, &forests, List::Add, &request.add, &mut notes)?;
    let restored = Asked::read(&names, &forests, List::Restore, &request.restore, &mut notes)?;
    let (backups, refused) = backups(&forests, &added, request);
    let (restores, restore_refused) = restores(&forests, &backups, &restored);
    let graph = DependencyGraph::new(&forests);
    let dependencies = graph.unsatisfied(&forests, &backups);
    let restore = (!request.restore.is_empty()).then(|| Restore {
        refused: restore_refused,
        dependencies: restored_dependencies(&graph, &forests, &restores),
    });
    let parts = forests.into_iter().zip(backups).zip(restores);
    let writers = parts.map(|((forest, backup), restore)| WriterReport {
        files: files(&forest, &backup, request),
        restorable: restorable(&forest, &backup),
        forest,
        backup,
        restore,
    });
    Ok(Report { writers: writers.collect(), names, refused, dependencies, restore, notes })
}

fn one_document_an_instance(forests: &[ComponentForest]) -> Result<(), SelectError> {
    let mut known: BTreeMap<Guid, usize> = BTreeMap::new();
    for (writer, forest) in forests.iter().enumerate() {
        let instance = forest.document().instance_id();
        if let Some(first) = known.insert(instance, writer) {
            return Err(SelectError::SameInstance { writers: (first, writer), instance });
        }
    }
    Ok(())
}

/// A component that was asked for.
struct Asked<'a> {
    text: &'a str,
    found: Result<At, WhyRefused>,
}

impl<'a> Asked<'a> {
    fn read(
        names: &Names,
        forests: &[ComponentForest],
        list: List,
        texts: &'a [String],
        notes: &mut Vec<Note>,
    ) -> Result<Vec<Self>, SelectError> {
        let mut all = Vec::new();
        for text in texts {
            let found = match names.resolve(forests, text) {
                Ok(meant) => {
                    let note = |what| Note { asked: text.clone(), at: meant.at, what };
                    if meant.leading_backslash {
                        notes.push(note(NoteKind::LeadingBackslash));
                    }
                    if meant.alike > 1 {
                        notes.push(note(NoteKind::Alike(meant.alike)));
                    }
                    Ok(meant.at)
                }
                Err(NameFault::Unknown { near }) => Err(WhyRefused::Unknown { list, near }),
                Err(NameFault::Ambiguous { candidates }) => {
                    return Err(SelectError::Ambiguous { list, text: text.clone(), candidates });
                }
            };
            all.push(Self { text, found });
        }
        Ok(all)
    }

    fn refused(&self, why: WhyRefused) -> Refused {
        Refused { asked: self.text.to_owned(), at: self.found.as_ref().ok().copied(), why }
    }
}

/// What was asked for of one writer: its place in the whole request, and the component.
type OfWriter = Vec<(usize, ComponentName)>;

fn by_writer(
    forests: &[ComponentForest],
    asked: &[Asked<'_>],
    wanted: impl Fn(usize) -> bool,
) -> Vec<OfWriter> {
    let mut all = vec![Vec::new(); forests.len()];
    for (place, one) in asked.iter().enumerate().filter(|(place, _)| wanted(*place)) {
        let Ok(at) = one.found else { continue };
        let name = forests.get(at.writer).and_then(|forest| forest.name(at.component));
        if let (Some(list), Some(name)) = (all.get_mut(at.writer), name) {
            list.push((place, name.clone()));
        }
    }
    all
}

fn plain(of_writer: &OfWriter) -> Vec<ComponentName> {
    of_writer.iter().map(|(_, name)| name.clone()).collect()
}

/// What the backup holds of each writer. Every addition is tested against the volumes, not only what is explicit in the
/// end: what a definer brought along has to stand by itself when the definer is refused.
fn backups(
    forests: &[ComponentForest],
    asked: &[Asked<'_>],
    request: &Request,
) -> (Vec<BackupSelection>, Vec<Refused>) {
    let mut refused: BTreeMap<usize, Refused> = BTreeMap::new();
    let mut tested: BTreeMap<At, Option<WhyRefused>> = BTreeMap::new();
    let mut left_out = BTreeSet::new();
    for (place, one) in asked.iter().enumerate() {
        match &one.found {
            Err(why) => {
                refused.insert(place, one.refused(why.clone()));
            }
            Ok(at) => {
                let again = tested.contains_key(at);
                let why = tested.entry(*at).or_insert_with(|| outside(forests.get(at.writer)?, *at, request));
                let Some(why) = why else { continue };
                left_out.insert(place);
                if !again {
                    refused.insert(place, one.refused(why.clone()));
                }
            }
        }
    }
    let mut selections = Vec::new();
    let kept = by_writer(forests, asked, |place| !left_out.contains(&place));
    for (forest, kept) in forests.iter().zip(&kept) {
        let selection = BackupSelection::new(forest, &plain(kept));
        for refusal in selection.refused() {
            let Some((place, _)) = kept.get(refusal.addition) else { continue };
            let Some(one) = asked.get(*place) else { continue };
            refused.insert(*place, one.refused(WhyRefused::Backup(refusal.why)));
        }
        selections.push(selection);
    }
    (selections, refused.into_values().collect())
}

/// What is wrong with the first directory of a component, or of its set, that a backup of this type reads from a shadow
/// copy and that lies on no volume of the set.
fn outside(forest: &ComponentForest, at: At, request: &Request) -> Option<WhyRefused> {
    let volumes = request.volumes.as_ref()?;
    let read = |file: &ComponentFile<'_>| {
        backup_required(file, request.backup_type) && snapshot_required(file, request.backup_type)
    };
    let mut seen = BTreeSet::new();
    let needed =
        files_of(forest, at.component).into_iter().filter(read).map(|file| source_path(file.filedesc));
    needed.filter(|path| seen.insert(*path)).find_map(|path| {
        let why = volumes.lacks(path, &request.environment)?;
        let expanded = request.environment.expand(path).text.to_string();
        Some(WhyRefused::Outside { path: path.to_owned(), expanded, why })
    })
}

fn restores(
    forests: &[ComponentForest],
    backups: &[BackupSelection],
    asked: &[Asked<'_>],
) -> (Vec<RestoreSelection>, Vec<Refused>) {
    let mut refused: BTreeMap<usize, Refused> = BTreeMap::new();
    for (place, one) in asked.iter().enumerate() {
        if let Err(why) = &one.found {
            refused.insert(place, one.refused(why.clone()));
        }
    }
    let mut selections = Vec::new();
    let of_writers = by_writer(forests, asked, |_| true);
    for ((forest, backup), of_writer) in forests.iter().zip(backups).zip(&of_writers) {
        let selection = RestoreSelection::of_components(forest, backup, &plain(of_writer));
        let mut first: BTreeMap<&ComponentName, usize> = BTreeMap::new();
        for (place, name) in of_writer {
            first.entry(name).or_insert(*place);
        }
        for refusal in selection.refused() {
            let Some(place) = first.get(&refusal.component) else { continue };
            let Some(one) = asked.get(*place) else { continue };
            refused.insert(*place, one.refused(WhyRefused::Restore(refusal.why)));
        }
        selections.push(selection);
    }
    (selections, refused.into_values().collect())
}

fn restored_dependencies(
    graph: &DependencyGraph,
    forests: &[ComponentForest],
    restores: &[RestoreSelection],
) -> Vec<Unsatisfied> {
    graph.unsatisfied_among(forests, |at| {
        let restored = restores.get(at.writer).map_or(&[][..], RestoreSelection::restored);
        restored.binary_search(&at.component).is_ok()
    })
}

fn files(forest: &ComponentForest, backup: &BackupSelection, request: &Request) -> Vec<File> {
    let environment = &request.environment;
    let exclusions = Exclusions::of(forest.document(), environment);
    let file = |file: ComponentFile<'_>| File {
        component: file.component,
        kind: file.kind,
        path: directory(&file.filedesc.path, environment),
        filespec: file.filedesc.filespec.to_string(),
        recursive: file.filedesc.recursive(),
        alternate_path: Some(source_path(file.filedesc))
            .filter(|source| *source != file.filedesc.path.as_str())
            .map(|source| directory(source, environment)),
        snapshot: snapshot_required(&file, request.backup_type),
        excluded: file_set(file.filedesc, environment).is_ok_and(|set| exclusions.covers(&set)),
    };
    backup_files(forest, backup, request.backup_type).into_iter().map(file).collect()
}

fn directory(written: &str, environment: &Environment) -> Directory {
    let expanded = environment.expand(written).text.to_string();
    Directory { written: written.to_owned(), expanded: Some(expanded).filter(|text| text != written) }
}

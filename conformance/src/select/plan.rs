//! From the request to the report.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::{
    Absence, At, BackupSelection, ComponentFile, ComponentForest, ComponentName, DependencyGraph, Inclusion,
    RefusedBackup, RefusedRestore, RestoreRequest, RestoreSelection, RestoreSubcomponent, WhyUnsatisfied,
    backup_files, backup_required, files_of, restorable, snapshot_required, source_path,
};
use vss_sim::vocabulary::{Environment, WinPath};

use super::naming::{Names, UnknownName, near};
use super::{File, OpenDependency, Refused, Report, Request, VolumeSet};

/// Works it out.
///
/// # Errors
/// A name means no writer, or several; it comes with the name.
pub fn select(writers: Vec<ComponentForest>, request: &Request) -> Result<Report, (String, UnknownName)> {
    let names = Names::new(&writers);
    let added = by_writer(&names, &writers, &request.add)?;
    let asked = by_writer(&names, &writers, &request.restore)?;
    let mut report = Report {
        selections: Vec::new(),
        refused: Vec::new(),
        dependencies: Vec::new(),
        restores: Vec::new(),
        restorable: Vec::new(),
        restore_refused: Vec::new(),
        files: Vec::new(),
        names,
        writers,
    };
    for (index, added) in added.iter().enumerate() {
        backup(&mut report, index, added, request);
    }
    for (index, asked) in asked.iter().enumerate() {
        restore(&mut report, index, asked);
    }
    dependencies(&mut report);
    files(&mut report, request);
    Ok(report)
}

fn by_writer(
    names: &Names,
    writers: &[ComponentForest],
    texts: &[String],
) -> Result<Vec<Vec<ComponentName>>, (String, UnknownName)> {
    let mut found = vec![Vec::new(); writers.len()];
    for text in texts {
        let (writer, component) = names.parse(writers, text).map_err(|error| (text.clone(), error))?;
        if let Some(list) = found.get_mut(writer) {
            list.push(component);
        }
    }
    Ok(found)
}

fn backup(report: &mut Report, writer: usize, added: &[ComponentName], request: &Request) {
    let Some(forest) = report.writers.get(writer) else { return };
    let mut refused = Vec::new();
    // Every addition is looked at, not only what is explicit at first: what a definer brought along has to stand by
    // itself when the definer is refused.
    let mut kept = Vec::new();
    let mut outside_already = BTreeSet::new();
    for name in added {
        let found = forest.find(name);
        match found.and_then(|component| Some((component, outside(forest, component, request)?))) {
            None => kept.push(name.clone()),
            Some((component, message)) if outside_already.insert(component) => {
                let component = report.names.component(writer, name);
                refused.push(Refused { component, rule: "ORD-019", message });
            }
            Some(_) => {}
        }
    }
    let added = kept;
    let selection = BackupSelection::new(forest, &added);
    refused.extend(selection.refused().iter().map(|refusal| Refused {
        component: report.names.component(writer, &refusal.component),
        rule: refusal.why.rule(),
        message: message(forest, &refusal.component, &refusal.why),
    }));
    report.selections.push(selection);
    report.refused.extend(refused);
}

/// What is wrong with the first directory of a component, or of its set, that a backup of this type reads from a shadow
/// copy and that lies on no volume of the set.
fn outside(forest: &ComponentForest, component: usize, request: &Request) -> Option<String> {
    let volumes = request.volumes.as_ref()?;
    let mut known: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let read = |file: &ComponentFile<'_>| {
        backup_required(file, request.backup_type) && snapshot_required(file, request.backup_type)
    };
    let needed = files_of(forest, component).into_iter().filter(read);
    needed.map(|file| source_path(file.filedesc)).find_map(|path| {
        known.entry(path).or_insert_with(|| missing(path, volumes, &request.environment)).clone()
    })
}

/// Why a directory lies on no volume of the set; `None` where it does.
fn missing(path: &str, volumes: &VolumeSet, environment: &Environment) -> Option<String> {
    let expanded = environment.expand(path);
    if let Some(variable) = expanded.unknown.first() {
        return Some(format!(
            "its files are in {path}, and {variable} is not set; --env {variable}=… sets it"
        ));
    }
    let holds = WinPath::parse(&expanded.text).is_ok_and(|path| volumes.holds(&path));
    (!holds).then(|| format!("its files in {path} lie on no volume of the shadow copy set"))
}

fn shown(forest: &ComponentForest, index: usize) -> String {
    forest.name(index).map_or_else(String::new, ToString::to_string)
}

fn message(forest: &ComponentForest, name: &ComponentName, why: &RefusedBackup) -> String {
    match why {
        RefusedBackup::Unknown => {
            let near = near(forest, name).map(|near| format!("; did you mean {near}?"));
            format!("the writer has no such component{}", near.unwrap_or_default())
        }
        RefusedBackup::AddedTwice => {
            "it was added already: AddComponent gives VSS_E_OBJECT_ALREADY_EXISTS".into()
        }
        RefusedBackup::SelectableAncestorExplicit { ancestor } => format!(
            "its ancestor {} is included explicitly, which brings it along implicitly",
            shown(forest, *ancestor)
        ),
        RefusedBackup::NonselectableWithSelectableAncestor { ancestor } => format!(
            "it is not selectable for backup and belongs to the set of {}: add that instead",
            shown(forest, *ancestor)
        ),
    }
}

/// What is asked for in a restore is selected by its own entry, if it has one, else as a subcomponent of the entry that
/// brought it into the backup.
fn restore(report: &mut Report, writer: usize, asked: &[ComponentName]) {
    let (Some(forest), Some(backup)) = (report.writers.get(writer), report.selections.get(writer)) else {
        return;
    };
    let mut request = RestoreRequest { selected: Vec::new(), subcomponents: Vec::new() };
    for name in asked {
        let inclusion = forest.find(name).and_then(|index| backup.inclusion(index));
        match inclusion {
            Some(Inclusion::Implicit { through }) => {
                let Some(ancestor) = forest.name(*through).cloned() else { continue };
                request.subcomponents.push(RestoreSubcomponent { ancestor, subcomponent: name.clone() });
            }
            Some(Inclusion::Explicit | Inclusion::Missing | Inclusion::Out(_)) | None => {
                if !request.selected.contains(name) {
                    request.selected.push(name.clone());
                }
            }
        }
    }
    let chosen: BTreeSet<&ComponentName> = request.selected.iter().collect();
    let ancestors = request.subcomponents.iter().map(|wanted| &wanted.ancestor);
    // An ancestor is selected for the subcomponents that can be had of it, and for nothing else.
    let implied: BTreeSet<ComponentName> = ancestors.filter(|name| !chosen.contains(name)).cloned().collect();
    let tried = RestoreRequest {
        selected: request.selected.iter().chain(&implied).cloned().collect(),
        subcomponents: request.subcomponents.clone(),
    };
    let found = RestoreSelection::new(forest, backup, &tried);
    let served: BTreeSet<usize> = found.subcomponents().iter().map(|(ancestor, _)| *ancestor).collect();
    let in_vain = |name: &ComponentName| {
        implied.contains(name) && forest.find(name).is_none_or(|index| !served.contains(&index))
    };
    let selection = if implied.iter().any(in_vain) {
        let mut request = tried;
        request.selected.retain(|name| !in_vain(name));
        request.subcomponents.retain(|wanted| !in_vain(&wanted.ancestor));
        RestoreSelection::new(forest, backup, &request)
    } else {
        found.clone()
    };
    let refused = found.refused().iter().map(|refusal| Refused {
        component: report.names.component(writer, &refusal.component),
        rule: refusal.why.rule(),
        message: restore_message(forest, &refusal.component, &refusal.why),
    });
    report.restore_refused.extend(refused);
    let part = request.subcomponents.iter().filter(|wanted| chosen.contains(&wanted.ancestor));
    let part: BTreeSet<&ComponentName> = part.map(|wanted| &wanted.ancestor).collect();
    report.restore_refused.extend(part.into_iter().map(|ancestor| Refused {
        component: report.names.component(writer, ancestor),
        rule: "RST-004",
        message: "with subcomponents of it only those are restored, not its whole set; ask for it alone to restore \
                  all of it"
            .into(),
    }));
    report.restorable.push(restorable(forest, backup));
    report.restores.push(selection);
}

fn restore_message(forest: &ComponentForest, name: &ComponentName, why: &RefusedRestore) -> String {
    match why {
        RefusedRestore::Unknown => {
            let near = near(forest, name).map(|near| format!("; did you mean {near}?"));
            format!("the writer has no such component{}", near.unwrap_or_default())
        }
        RefusedRestore::NotInBackup => "it is not in the backup".into(),
        RefusedRestore::NoEntry { definer } => format!(
            "it has no entry of its own in the Backup Components Document: it came with {}",
            shown(forest, *definer)
        ),
        RefusedRestore::HasEntry => "it has an entry of its own, by which it is selected".into(),
        RefusedRestore::NotSelectableForRestore => {
            "it came into the backup implicitly and is not selectable for restore".into()
        }
        RefusedRestore::AncestorNotSelected => "the component that brought it in is not selected".into(),
        RefusedRestore::NotBelow => "it is not below the component that it is to be a subcomponent of".into(),
    }
}

fn dependencies(report: &mut Report) {
    let graph = DependencyGraph::new(&report.writers);
    let open = graph.unsatisfied(&report.writers, &report.selections);
    report.dependencies = open
        .into_iter()
        .map(|open| OpenDependency {
            component: report.names.at(&report.writers, open.dependent),
            on: target(report, &open.target, &open.why),
            target: open.target,
            why: open.why,
        })
        .collect();
}

fn target(report: &Report, target: &vss_sim::components::DependencyTarget, why: &WhyUnsatisfied) -> String {
    match why {
        WhyUnsatisfied::NotSelected(at) => report.names.at(&report.writers, *at),
        WhyUnsatisfied::NoSuchComponent | WhyUnsatisfied::NoSuchWriter | WhyUnsatisfied::Remote => {
            let writer = format!("{{{}}}:{}", target.writer, target.component);
            target.computer.as_ref().map_or(writer.clone(), |computer| format!("{writer} on {computer}"))
        }
    }
}

fn files(report: &mut Report, request: &Request) {
    let pairs = report.writers.iter().zip(&report.selections).enumerate();
    let all = pairs.flat_map(|(writer, (forest, selection))| {
        let files = backup_files(forest, selection, request.backup_type).into_iter();
        files.map(move |file| self::file(writer, &file, request))
    });
    report.files = all.collect();
}

fn file(writer: usize, file: &ComponentFile<'_>, request: &Request) -> File {
    File {
        at: At { writer, component: file.component },
        kind: file.kind,
        path: file.filedesc.path.to_string(),
        filespec: file.filedesc.filespec.to_string(),
        recursive: file.filedesc.recursive(),
        alternate_path: Some(source_path(file.filedesc))
            .filter(|source| *source != file.filedesc.path.as_str())
            .map(str::to_owned),
        snapshot: snapshot_required(file, request.backup_type),
    }
}

/// Why a component is not there, in words.
pub(super) const fn absence(absence: &Absence) -> &'static str {
    match absence {
        Absence::WriterNotSelected => "nothing of its writer was added, so the writer takes no part",
        Absence::NotAdded => "it is selectable for backup and was not added",
        Absence::NoAncestorIncluded => {
            "it is not selectable for backup, and no ancestor of it that is was included"
        }
    }
}

//! From the request to the report.

use std::collections::BTreeMap;

use vss_sim::components::{
    Absence, At, BackupSelection, ComponentFile, ComponentForest, ComponentName, DependencyGraph, Inclusion,
    RefusedBackup, RefusedRestore, RestoreRequest, RestoreSelection, RestoreSubcomponent, WhyUnsatisfied,
    backup_files, files_of, restorable, snapshot_required, source_path,
};
use vss_sim::vocabulary::WinPath;

use super::naming::{Names, UnknownName, near};
use super::{File, OpenDependency, Refused, Report, Request};

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
    let mut added = added.to_vec();
    let wanted = BackupSelection::new(forest, &added);
    for component in wanted.explicit() {
        if let (Some(path), Some(name)) = (outside(forest, *component, request), forest.name(*component)) {
            added.retain(|given| forest.find(given) != Some(*component));
            refused.push(Refused {
                component: report.names.component(writer, name),
                rule: "ORD-019",
                message: format!("its files in {path} lie on no volume of the shadow copy set"),
            });
        }
    }
    let selection = BackupSelection::new(forest, &added);
    refused.extend(selection.refused().iter().map(|refusal| Refused {
        component: report.names.component(writer, &refusal.component),
        rule: refusal.why.rule(),
        message: message(forest, &refusal.component, &refusal.why),
    }));
    report.selections.push(selection);
    report.refused.extend(refused);
}

/// The first directory of a component, or of its set, that has to be read from a shadow copy and lies on no volume of
/// the set.
fn outside(forest: &ComponentForest, component: usize, request: &Request) -> Option<String> {
    let volumes = request.volumes.as_ref()?;
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let needed = files_of(forest, component).into_iter();
    let needed = needed.filter(|file| snapshot_required(file, request.backup_type));
    needed.map(|file| source_path(file.filedesc)).find_map(|path| {
        let holds = *known.entry(path).or_insert_with(|| {
            let expanded = request.environment.expand(path);
            WinPath::parse(&expanded.text).is_ok_and(|path| volumes.holds(&path))
        });
        (!holds).then(|| path.to_owned())
    })
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
                let Some(ancestor) = forest.name(*through) else { continue };
                if !request.selected.contains(ancestor) {
                    request.selected.push(ancestor.clone());
                }
                let subcomponent = name.clone();
                request.subcomponents.push(RestoreSubcomponent { ancestor: ancestor.clone(), subcomponent });
            }
            Some(Inclusion::Explicit | Inclusion::Missing | Inclusion::Out(_)) | None => {
                if !request.selected.contains(name) {
                    request.selected.push(name.clone());
                }
            }
        }
    }
    let selection = RestoreSelection::new(forest, backup, &request);
    let refused = selection.refused().iter().map(|refusal| Refused {
        component: report.names.component(writer, &refusal.component),
        rule: refusal.why.rule(),
        message: restore_message(forest, &refusal.component, &refusal.why),
    });
    report.restore_refused.extend(refused);
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
        alternate_path: file.filedesc.alternate_path.as_ref().map(ToString::to_string),
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

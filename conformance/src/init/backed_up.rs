//! What a Backup Components Document says was backed up.

use std::collections::BTreeSet;
use std::sync::Arc;

use vss_sim::components::{ComponentForest, ComponentName};
use vss_sim::documents::{Component, WriterComponents};
use vss_sim::vocabulary::{BackupType, ComponentType, HeaderEnum, Text};

use super::chosen::{Choice, Chosen, Part};
use super::{CapturedBackup, CapturedWriter};
use crate::source::{Diagnostic, quote};

/// The state and the components of the document.
pub(super) fn choice(writers: &[CapturedWriter], backup: &CapturedBackup) -> Result<Choice, Vec<Diagnostic>> {
    let forests = writers.iter().map(|writer| ComponentForest::new(Arc::clone(&writer.document)));
    let mut parts: Vec<Part> = forests.map(|forest| Part { forest, components: Vec::new() }).collect();
    let mut errors = Vec::new();
    // AddComponent adds a component once.
    let mut added = BTreeSet::new();
    for backed_up in backup.document.writers() {
        match find_writer(writers, backed_up, &backup.name) {
            Err(error) => errors.push(*error),
            Ok(index) => {
                let Some((part, writer)) = parts.get_mut(index).zip(writers.get(index)) else { continue };
                for component in backed_up.components() {
                    match find_component(&part.forest, component) {
                        Some(found) if added.insert((index, found.index)) => part.components.push(found),
                        Some(_) => {}
                        None => errors.push(no_such_component(backup, writer, component)),
                    }
                }
            }
        }
    }
    let backup_type = backup_type(backup).unwrap_or_else(|error| {
        errors.push(*error);
        BackupType::VSS_BT_FULL
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    let document = &backup.document;
    Ok(Choice {
        select_components: document.select_components.unwrap_or(true),
        bootable_system_state: document.bootable_system_state.unwrap_or(false),
        backup_type,
        partial_file_support: document.partial_file_support.unwrap_or(false),
        parts,
    })
}

/// The backup type, which SetBackupState must be able to take. Without one the backup is a full one (a reading).
fn backup_type(backup: &CapturedBackup) -> Result<BackupType, Box<Diagnostic>> {
    let Some(spelled) = &backup.document.backup_type else { return Ok(BackupType::VSS_BT_FULL) };
    match spelled.known() {
        Some(known) if known != BackupType::VSS_BT_UNDEFINED && known.name().is_some() => Ok(known),
        Some(_) | None => {
            let error =
                Diagnostic::file_error(backup.name.clone(), "the backup type is none that can be set");
            Err(Box::new(error.expected("a value of VSS_BACKUP_TYPE").found(quote(&spelled.to_string()))))
        }
    }
}

/// The writer of this instance; or, as instances differ from start to start (rule MET-047), the one of this class.
fn find_writer(
    writers: &[CapturedWriter],
    wanted: &WriterComponents,
    file: &str,
) -> Result<usize, Box<Diagnostic>> {
    let (instance, class) = wanted.writer_info();
    let of_class = |writer: &CapturedWriter| writer.document.writer_id() == class;
    if let Some(index) = writers.iter().position(|w| of_class(w) && w.document.instance_id() == instance) {
        return Ok(index);
    }
    let named = |writer: &CapturedWriter| {
        of_class(writer) && writer.document.identification.instance_name == wanted.instance_name
    };
    let by_name = writers.iter().filter(|writer| named(writer)).count() == 1;
    let is_it = |writer: &&CapturedWriter| if by_name { named(writer) } else { of_class(writer) };
    let candidates = writers.iter().filter(is_it).count();
    let found = writers.iter().position(|writer| is_it(&writer));
    let name = wanted.instance_name.as_ref().map_or_else(String::new, |name| format!(" ({})", quote(name)));
    let found_instance = format!("the instance {instance} of the class {class}{name}");
    match (found, candidates) {
        (Some(index), 1) => Ok(index),
        (Some(_), _) => {
            let message =
                "the document names an instance of a writer, and several others of its class are given";
            Err(Box::new(Diagnostic::file_error(file, message).found(found_instance).help(HELP)))
        }
        (None, _) => {
            let message = "the document names a writer that no given document describes";
            let error = Diagnostic::file_error(file, message);
            Err(Box::new(error.expected("its Writer Metadata Document").found(found_instance).help(HELP)))
        }
    }
}

const HELP: &str = "give the Writer Metadata Document that was captured with it, too";

fn find_component(forest: &ComponentForest, wanted: &Component) -> Option<Chosen> {
    let path = wanted.logical_path().ok().map(Text::as_str);
    let name = ComponentName::new(path, wanted.component_name());
    let component_type = wanted.component_type().ok();
    let found =
        forest.find_all(&name).into_iter().filter_map(|index| Some((index, forest.component(index)?)));
    let mut same = found.filter(|(_, component)| Some(component.component_type()) == component_type);
    let (index, component) = same.next()?;
    Some(Chosen {
        previous_stamp: wanted.previous_backup_stamp().ok().cloned(),
        options: wanted.backup_options().ok().cloned(),
        succeeded: wanted.backup_succeeded().unwrap_or(true),
        ..Chosen::new(index, component)
    })
}

fn no_such_component(backup: &CapturedBackup, writer: &CapturedWriter, wanted: &Component) -> Diagnostic {
    let path = wanted.logical_path().ok().map(Text::as_str);
    let name = ComponentName::new(path, wanted.component_name()).to_string();
    let kind = wanted.component_type().map_or("component", |known| {
        if known == ComponentType::VSS_CT_DATABASE { "database" } else { "file group" }
    });
    let message = "the document names a component that its writer does not have";
    let error = Diagnostic::file_error(backup.name.clone(), message);
    let error = error
        .expected(format!("a component of {}", writer.name))
        .found(format!("the {kind} {}", quote(&name)));
    error.help("give the Writer Metadata Document that was captured with it")
}

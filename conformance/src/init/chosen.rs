//! What is backed up: which components of which writer. Without a Backup Components Document it is what a requester would
//! begin with.

use std::collections::BTreeMap;
use std::sync::Arc;

use vss_sim::components::{BackupKind, BackupSelection, ComponentForest, ComponentName};
use vss_sim::documents::{WmComponent, WriterMetadata};
use vss_sim::vocabulary::{BackupType, ComponentType, Guid, Text, UsageType};

use super::CapturedWriter;
use crate::source::Diagnostic;

/// What is backed up.
pub(super) struct Choice {
    /// bSelectComponents of SetBackupState.
    pub(super) select_components: bool,
    /// bBackupBootableSystemState.
    pub(super) bootable_system_state: bool,
    /// backupType.
    pub(super) backup_type: BackupType,
    /// bPartialFileSupport.
    pub(super) partial_file_support: bool,
    /// Each writer's part, in the order of the writers.
    pub(super) parts: Vec<Part>,
}

/// What is backed up of one writer.
pub(super) struct Part {
    /// Its components.
    pub(super) forest: ComponentForest,
    /// Those that are added.
    pub(super) components: Vec<Chosen>,
}

/// A component that is added.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    /// Its index in the writer's document.
    pub(super) index: usize,
    pub(super) component_type: ComponentType,
    pub(super) logical_path: Option<Text>,
    pub(super) name: Text,
    /// What SetPreviousBackupStamp said.
    pub(super) previous_stamp: Option<Text>,
    /// What SetBackupOptions said.
    pub(super) options: Option<Text>,
    /// What SetBackupSucceeded said, or would in a backup that succeeds.
    pub(super) succeeded: bool,
}

impl Choice {
    /// Whether a writer gets the events of the backup. Outside component mode all do (rule WST-046).
    pub(super) fn takes_part(&self, part: &Part) -> bool {
        !self.select_components || !part.components.is_empty()
    }
}

impl Chosen {
    /// One of a backup that succeeds.
    pub(super) fn new(index: usize, component: &WmComponent) -> Self {
        Self {
            index,
            component_type: component.component_type(),
            logical_path: component.logical_path.clone().filter(|path| !path.is_empty()),
            name: component.name.clone(),
            previous_stamp: None,
            options: None,
            succeeded: true,
        }
    }
}

/// Refuses what is no set of writers.
pub(super) fn check_writers(writers: &[CapturedWriter]) -> Result<(), Vec<Diagnostic>> {
    if writers.is_empty() {
        let none = Diagnostic::file_error("init", "no Writer Metadata Document is given");
        return Err(vec![none.help("diskshadow's cab and vshadow -wm hold one for each writer")]);
    }
    let mut known: BTreeMap<Guid, &CapturedWriter> = BTreeMap::new();
    let mut errors = Vec::new();
    for writer in writers {
        let instance = writer.document.instance_id();
        match known.get(&instance) {
            None => {
                known.insert(instance, writer);
            }
            Some(first) => {
                let message =
                    format!("this is a document of the writer that {} describes already", first.name);
                let error = Diagnostic::file_error(writer.name.clone(), message);
                errors.push(error.found(format!("the instance {instance} again")));
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// What a requester would begin with: all that must be added, and all that can be chosen at the top (rules SEL-005 and
/// SEL-007).
pub(super) fn everything(writers: &[CapturedWriter]) -> Choice {
    let parts: Vec<Part> = writers.iter().map(|writer| whole(&writer.document)).collect();
    let of_the_system = |writer: &CapturedWriter| {
        writer.document.identification.usage.known() == Some(UsageType::VSS_UT_BOOTABLESYSTEMSTATE)
    };
    let mut taking_part = writers.iter().zip(&parts).filter(|(_, part)| !part.components.is_empty());
    Choice {
        select_components: true,
        bootable_system_state: taking_part.any(|(writer, _)| of_the_system(writer)),
        backup_type: BackupType::VSS_BT_FULL,
        partial_file_support: false,
        parts,
    }
}

fn whole(document: &Arc<WriterMetadata>) -> Part {
    let forest = ComponentForest::new(Arc::clone(document));
    let top = |index: &usize| match forest.backup_kind(*index) {
        Some(BackupKind::Required | BackupKind::Optional) => true,
        Some(BackupKind::SelectableSubcomponent | BackupKind::NonselectableSubcomponent) | None => false,
    };
    let names: Vec<ComponentName> =
        (0..forest.len()).filter(top).filter_map(|index| forest.name(index).cloned()).collect();
    // Of components of one name, which a document should not have, only one can be added.
    let selection = BackupSelection::new(&forest, &names);
    let chosen = selection.explicit().iter();
    let components =
        chosen.filter_map(|index| Some(Chosen::new(*index, forest.component(*index)?))).collect();
    Part { forest, components }
}

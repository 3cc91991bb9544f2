//! What the calls of `IVssBackupComponents`, Ex and Ex2 write into the document.
//!
//! Pointers are `Option`s. The order of refusals is a reading: parameters first, then what they name. Calls without
//! an instance id find the first writer instance of the class that has the component (a reading: the pages do not
//! tell instances apart there).

use std::sync::Arc;

use crate::vocabulary::{
    BackupSchema, BackupType, ComponentType, FileRestoreStatus, Guid, HeaderEnum, Hresult, RestoreType,
    RollForwardType, Text,
};

use super::super::filesets::{WmFiledesc, filespec, optional, path, required};
use super::super::keyed::{KeyedList, named};
use super::super::names::VERSION;
use super::super::values::{Extra, Order};
use super::component::ChildKind;
use super::component_calls::given;
use super::{BackupComponents, Component, RestoreSubcomponent, WriterComponents};

/// Which component a call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComponentKey<'a> {
    /// `instanceId`, for the calls that have one.
    pub instance: Option<Guid>,
    /// `writerId`.
    pub writer: Guid,
    /// `ct` or `componentType`.
    pub component_type: ComponentType,
    /// `wszLogicalPath`; NULL and empty are the same (a reading).
    pub logical_path: Option<&'a str>,
    /// `wszComponentName`.
    pub name: Option<&'a str>,
}

impl ComponentKey<'_> {
    /// The name, once type and name are such as a component can have.
    fn check(&self) -> Result<Text, Hresult> {
        let name = required(self.name)?;
        match self.component_type {
            ComponentType::VSS_CT_DATABASE | ComponentType::VSS_CT_FILEGROUP => Ok(name),
            _ => Err(Hresult::E_INVALIDARG),
        }
    }
}

impl Default for BackupComponents {
    fn default() -> Self {
        Self::new()
    }
}

impl BackupComponents {
    /// The document of a requester that has said nothing yet (`InitializeForBackup`,
    /// `nf-vsbackup-ivssbackupcomponents-initializeforbackup`).
    #[must_use]
    pub fn new() -> Self {
        Self {
            version: VERSION.into(),
            bootable_system_state: None,
            select_components: None,
            backup_type: None,
            partial_file_support: None,
            snapshot_set_id: None,
            restore_type: None,
            writers: KeyedList::new(),
            order: Order::default(),
            extra: Extra::default(),
        }
    }

    /// `SetBackupState` (`nf-vsbackup-ivssbackupcomponents-setbackupstate`).
    ///
    /// # Errors
    /// `E_INVALIDARG` where the backup type is undefined or none of the header.
    pub fn set_backup_state(
        &mut self,
        select_components: bool,
        backup_bootable_system_state: bool,
        backup_type: BackupType,
        partial_file_support: bool,
    ) -> Result<(), Hresult> {
        if backup_type == BackupType::VSS_BT_UNDEFINED || backup_type.name().is_none() {
            return Err(Hresult::E_INVALIDARG);
        }
        self.select_components = Some(select_components);
        self.bootable_system_state = Some(backup_bootable_system_state);
        self.backup_type = Some(backup_type.into());
        self.partial_file_support = Some(partial_file_support);
        Ok(())
    }

    /// The document without what SetBackupState wrote.
    #[must_use]
    pub fn without_backup_state(&self) -> Self {
        let mut document = self.clone();
        document.select_components = None;
        document.bootable_system_state = None;
        document.backup_type = None;
        document.partial_file_support = None;
        document
    }

    /// `SetRestoreState` (`nf-vsbackup-ivssbackupcomponents-setrestorestate`).
    ///
    /// # Errors
    /// `E_INVALIDARG` where the restore type is none of the header.
    pub fn set_restore_state(&mut self, restore_type: RestoreType) -> Result<(), Hresult> {
        if restore_type.name().is_none() {
            return Err(Hresult::E_INVALIDARG);
        }
        self.restore_type = Some(restore_type.into());
        Ok(())
    }

    /// What StartSnapshotSet writes (`nf-vsbackup-ivssbackupcomponents-startsnapshotset`).
    pub fn set_snapshot_set_id(&mut self, set: Option<Guid>) {
        self.snapshot_set_id = set.map(Into::into);
    }

    /// `AddComponent` (`nf-vsbackup-ivssbackupcomponents-addcomponent`); instance name and schema are those of the
    /// writer's own document.
    ///
    /// # Errors
    /// `E_INVALIDARG`: no instance, no name, a type that is neither database nor file group, a character that XML
    /// does not allow. `VSS_E_OBJECT_ALREADY_EXISTS`: that logical path and name are there already.
    pub fn add_component(
        &mut self,
        key: &ComponentKey<'_>,
        instance_name: Option<&str>,
        schema: BackupSchema,
    ) -> Result<(), Hresult> {
        self.add_component_beside(key, instance_name, schema, false)
    }

    /// The same, where one of the other type may have the same logical path and name, if `other_type` says so (C-094).
    ///
    /// # Errors
    /// As for [`Self::add_component`].
    pub fn add_component_beside(
        &mut self,
        key: &ComponentKey<'_>,
        instance_name: Option<&str>,
        schema: BackupSchema,
        other_type: bool,
    ) -> Result<(), Hresult> {
        let name = key.check()?;
        let logical_path = optional(key.logical_path)?;
        let instance_name = optional(instance_name)?;
        let instance = key.instance.ok_or(Hresult::E_INVALIDARG)?;
        let taken = |part: &Arc<WriterComponents>| {
            let mut named = part.components_named(key.logical_path, &name);
            named.any(|other| !other_type || other.component_type() == Ok(key.component_type))
        };
        if self.writer(instance).is_some_and(taken) {
            return Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS);
        }
        let place = self.writers.place(&instance).unwrap_or_else(|| {
            self.push_writer(WriterComponents::new(instance, key.writer, instance_name.as_deref(), schema));
            self.writers.len() - 1
        });
        if let Some(writer) = self.part_mut(place) {
            writer.push(Component::new(logical_path, name, key.component_type.into()));
        }
        Ok(())
    }

    /// The component that a call names, to read.
    ///
    /// # Errors
    /// `E_INVALIDARG` for a key that can name none, `VSS_E_OBJECT_NOT_FOUND` where the document has none.
    pub fn find(&self, key: &ComponentKey<'_>) -> Result<&Component, Hresult> {
        self.find_in(key).map(|(_, component)| component)
    }

    /// The same with the writer's part that holds it.
    ///
    /// # Errors
    /// As for [`Self::find`].
    pub fn find_in(&self, key: &ComponentKey<'_>) -> Result<(&WriterComponents, &Component), Hresult> {
        let (writer, component) = self.locate(key)?;
        let writer = self.writers().get(writer).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)?;
        Ok((writer, writer.component(component)?))
    }

    /// The index of the writer's part, and that of the component in it.
    fn locate(&self, key: &ComponentKey<'_>) -> Result<(usize, usize), Hresult> {
        let name = named(key.logical_path, &key.check()?);
        let in_part = |index: usize| {
            let part = self.writers.get(index).filter(|part| part.writer_id.value() == key.writer)?;
            let has_type = |at: &usize| {
                part.components.get(*at).is_some_and(|c| c.component_type.known() == Some(key.component_type))
            };
            let component = part.components.places(&name).find(has_type)?;
            Some((index, component))
        };
        let found = match key.instance {
            Some(instance) => self.writers.places(&instance).find_map(in_part),
            None => (0..self.writers.len()).find_map(in_part),
        };
        found.ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// Changes the component that a call names; a writer's part that others hold is copied first.
    fn change(&mut self, key: &ComponentKey<'_>) -> Result<&mut Component, Hresult> {
        let (writer, component) = self.locate(key)?;
        let part = self.part_mut(writer).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)?;
        part.components.get_mut_keeping_key(component).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// `SetBackupSucceeded` (`nf-vsbackup-ivssbackupcomponents-setbackupsucceeded`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a key that can name no component, `VSS_E_OBJECT_NOT_FOUND` where there is none.
    pub fn set_backup_succeeded(&mut self, key: &ComponentKey<'_>, succeeded: bool) -> Result<(), Hresult> {
        self.change(key)?.backup_succeeded = Some(succeeded);
        Ok(())
    }

    /// `SetBackupOptions` (`nf-vsbackup-ivssbackupcomponents-setbackupoptions`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key or text, `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_backup_options(&mut self, key: &ComponentKey<'_>, text: Option<&str>) -> Result<(), Hresult> {
        let text = given(text)?;
        self.change(key)?.backup_options = Some(text);
        Ok(())
    }

    /// `SetPreviousBackupStamp` (`nf-vsbackup-ivssbackupcomponents-setpreviousbackupstamp`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key or text, `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_previous_backup_stamp(
        &mut self,
        key: &ComponentKey<'_>,
        stamp: Option<&str>,
    ) -> Result<(), Hresult> {
        let stamp = given(stamp)?;
        self.change(key)?.previous_backup_stamp = Some(stamp);
        Ok(())
    }

    /// `SetSelectedForRestore` (`nf-vsbackup-ivssbackupcomponents-setselectedforrestore`), and with the instance
    /// to restore to `SetSelectedForRestoreEx` (`nf-vsbackup-ivssbackupcomponentsex-setselectedforrestoreex`);
    /// `GUID_NULL` is none.
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_selected_for_restore(
        &mut self,
        key: &ComponentKey<'_>,
        selected: bool,
        to_instance: Guid,
    ) -> Result<(), Hresult> {
        let component = self.change(key)?;
        component.selected_for_restore = Some(selected);
        component.selected_instance = (!to_instance.is_null()).then(|| to_instance.into());
        Ok(())
    }

    /// `SetRestoreOptions` (`nf-vsbackup-ivssbackupcomponents-setrestoreoptions`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key or text, `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_restore_options(&mut self, key: &ComponentKey<'_>, text: Option<&str>) -> Result<(), Hresult> {
        let text = given(text)?;
        self.change(key)?.restore_options = Some(text);
        Ok(())
    }

    /// `SetAdditionalRestores` (`nf-vsbackup-ivssbackupcomponents-setadditionalrestores`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_additional_restores(&mut self, key: &ComponentKey<'_>, more: bool) -> Result<(), Hresult> {
        self.change(key)?.additional_restores = Some(more);
        Ok(())
    }

    /// `SetFileRestoreStatus` (`nf-vsbackup-ivssbackupcomponents-setfilerestorestatus`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, or a status that is undefined or none of the header;
    /// `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_file_restore_status(
        &mut self,
        key: &ComponentKey<'_>,
        status: FileRestoreStatus,
    ) -> Result<(), Hresult> {
        if status == FileRestoreStatus::VSS_RS_UNDEFINED || status.name().is_none() {
            return Err(Hresult::E_INVALIDARG);
        }
        self.change(key)?.file_restore_status = Some(status.into());
        Ok(())
    }

    /// `AddAlternativeLocationMapping` (`nf-vsbackup-ivssbackupcomponents-addalternativelocationmapping`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, path or file specification, `VSS_E_OBJECT_NOT_FOUND` where there is no such
    /// component.
    pub fn add_alternative_location_mapping(
        &mut self,
        key: &ComponentKey<'_>,
        root: Option<&str>,
        files: Option<&str>,
        recursive: bool,
        destination: Option<&str>,
    ) -> Result<(), Hresult> {
        let mapping = moved(root, files, recursive, destination)?;
        let component = self.change(key)?;
        component.mappings.push(mapping);
        component.order.push(ChildKind::Mapping);
        Ok(())
    }

    /// `AddNewTarget` (`nf-vsbackup-ivssbackupcomponents-addnewtarget`). That the file set is one of the
    /// component's is for the model to check: this document does not hold file sets.
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, path or file specification, `VSS_E_OBJECT_NOT_FOUND` where there is no such
    /// component.
    pub fn add_new_target(
        &mut self,
        key: &ComponentKey<'_>,
        root: Option<&str>,
        files: Option<&str>,
        recursive: bool,
        alternate_path: Option<&str>,
    ) -> Result<(), Hresult> {
        let target = moved(root, files, recursive, alternate_path)?;
        let component = self.change(key)?;
        component.new_targets.push(target);
        component.order.push(ChildKind::NewTarget);
        Ok(())
    }

    /// `AddRestoreSubcomponent` (`nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, or no logical path or name of the subcomponent; `VSS_E_OBJECT_NOT_FOUND`
    /// where there is no such component.
    pub fn add_restore_subcomponent(
        &mut self,
        key: &ComponentKey<'_>,
        logical_path: Option<&str>,
        name: Option<&str>,
        repair: bool,
    ) -> Result<(), Hresult> {
        let subcomponent = RestoreSubcomponent {
            logical_path: required(logical_path)?,
            component_name: required(name)?,
            repair,
            extra: Extra::default(),
        };
        let component = self.change(key)?;
        component.subcomponents.push(subcomponent);
        component.order.push(ChildKind::Subcomponent);
        Ok(())
    }

    /// Takes back what AddRestoreSubcomponent added to a component.
    ///
    /// # Errors
    /// As for [`Self::find`].
    pub fn forget_restore_subcomponents(&mut self, key: &ComponentKey<'_>) -> Result<(), Hresult> {
        let component = self.change(key)?;
        component.subcomponents.clear();
        component.order.forget(ChildKind::Subcomponent);
        Ok(())
    }

    /// `SetRangesFilePath` (`nf-vsbackup-ivssbackupcomponents-setrangesfilepath`): the partial file's ranges are
    /// then that file, written as a writer writes it: after a prefix, `File=`, or the bare path.
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key or path, `VSS_E_OBJECT_NOT_FOUND` where there is no such component or partial
    /// file.
    pub fn set_ranges_file_path(
        &mut self,
        key: &ComponentKey<'_>,
        partial_file: usize,
        prefix: &str,
        ranges_file: Option<&str>,
    ) -> Result<(), Hresult> {
        let ranges = format!("{prefix}{}", path(ranges_file)?).into();
        let file = self.change(key)?.partial_files.get_mut(partial_file);
        file.ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)?.ranges = ranges;
        Ok(())
    }

    /// `SetAuthoritativeRestore` (`nf-vsbackup-ivssbackupcomponentsex2-setauthoritativerestore`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_authoritative_restore(&mut self, key: &ComponentKey<'_>, yes: bool) -> Result<(), Hresult> {
        self.change(key)?.authoritative_restore = Some(yes);
        Ok(())
    }

    /// `SetRollForward` (`nf-vsbackup-ivssbackupcomponentsex2-setrollforward`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key, a type that is undefined or none of the header, or a partial roll-forward
    /// without a point (the last a reading); `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_roll_forward(
        &mut self,
        key: &ComponentKey<'_>,
        roll_type: RollForwardType,
        point: Option<&str>,
    ) -> Result<(), Hresult> {
        let point = optional(point)?;
        let partial = roll_type == RollForwardType::VSS_RF_PARTIAL;
        let known = roll_type != RollForwardType::VSS_RF_UNDEFINED && roll_type.name().is_some();
        if !known || (partial && point.as_ref().is_none_or(|p| p.is_empty())) {
            return Err(Hresult::E_INVALIDARG);
        }
        let component = self.change(key)?;
        component.roll_forward_type = Some(roll_type.into());
        component.roll_forward_point = point;
        Ok(())
    }

    /// `SetRestoreName` (`nf-vsbackup-ivssbackupcomponentsex2-setrestorename`).
    ///
    /// # Errors
    /// `E_INVALIDARG` for a bad key or no name, `VSS_E_OBJECT_NOT_FOUND` where there is no such component.
    pub fn set_restore_name(&mut self, key: &ComponentKey<'_>, name: Option<&str>) -> Result<(), Hresult> {
        let name = required(name)?;
        self.change(key)?.restore_name = Some(name);
        Ok(())
    }
}

fn moved(
    root: Option<&str>,
    files: Option<&str>,
    recursive: bool,
    to: Option<&str>,
) -> Result<WmFiledesc, Hresult> {
    Ok(WmFiledesc {
        path: path(root)?,
        filespec: filespec(files)?,
        recursive: Some(recursive),
        alternate_path: Some(path(to)?),
        ..WmFiledesc::default()
    })
}

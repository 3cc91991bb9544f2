//! Documents for this module's tests.

use std::sync::Arc;

use super::{ComponentForest, ComponentName};
use crate::documents::writer_metadata::{AddComponent, Identification};
use crate::documents::{CreateWriterMetadata, ReadOptions, WriterMetadata};
use crate::vocabulary::{ComponentType, Guid, SourceType, UsageType};

/// The table of MyWriter of page `logical-pathing-of-components` and others: place, selectable for backup, for restore.
pub(super) const MY_WRITER: [(&str, bool, bool); 17] = [
    ("Executables", false, false),
    (r"Executables\ConfigFiles", false, false),
    ("LicenseInfo", true, false),
    ("Security", true, false),
    (r"Security\UserInfo", false, false),
    (r"Security\Certificates", false, false),
    ("writerData", true, true),
    (r"writerData\Set1", false, true),
    (r"writerData\Set1\Jan", false, false),
    (r"writerData\Set1\Dec", false, false),
    (r"writerData\Set2", false, true),
    (r"writerData\Set2\Jan", false, false),
    (r"writerData\Set2\Dec", false, false),
    (r"writerData\QueryLogs\Query", false, false),
    (r"writerData\Usage", true, true),
    (r"writerData\Usage\Jan", false, false),
    (r"writerData\Usage\Dec", false, false),
];

/// A forest of components given by their places and whether they are selectable for backup and for restore.
pub(super) fn forest(components: &[(&str, bool, bool)]) -> ComponentForest {
    ComponentForest::new(Arc::new(writer(Guid(1), components).finish()))
}

/// The document of a writer class.
pub(super) fn writer(class: Guid, components: &[(&str, bool, bool)]) -> CreateWriterMetadata {
    let identity =
        Identification::new(class, Guid(7), "W", UsageType::VSS_UT_USERDATA, SourceType::VSS_ST_OTHER);
    let mut document = CreateWriterMetadata::new(identity).unwrap();
    for (place, selectable, selectable_for_restore) in components {
        let name = ComponentName::parse(place);
        let call = AddComponent {
            component_type: ComponentType::VSS_CT_FILEGROUP,
            logical_path: name.logical_path(),
            component_name: Some(name.name()),
            selectable: *selectable,
            selectable_for_restore: *selectable_for_restore,
            ..AddComponent::default()
        };
        document.add_component(&call).unwrap();
    }
    document
}

/// A forest of components that no call could add: logical paths and names as they are, all selectable.
pub(super) fn raw(components: &[(&str, &str)]) -> ComponentForest {
    let element = |(path, name): &(&str, &str)| {
        let names = format!(r#"logicalPath="{path}" componentName="{name}""#);
        format!(r#"<FILE_GROUP {names} restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"/>"#)
    };
    with_components(Guid(1), &components.iter().map(element).collect::<String>())
}

/// A forest of the components of a writer class that these elements are.
pub(super) fn with_components(class: Guid, elements: &str) -> ComponentForest {
    let mut document = writer(class, &[]).finish().write();
    let end = document.rfind("</").unwrap();
    document.insert_str(end, &format!("<BACKUP_LOCATIONS>{elements}</BACKUP_LOCATIONS>"));
    let read = WriterMetadata::read(document.as_bytes(), &ReadOptions::default()).unwrap();
    ComponentForest::new(Arc::new(read.value))
}

/// The names of components given by their places.
pub(super) fn names(places: &[&str]) -> Vec<ComponentName> {
    places.iter().map(|place| ComponentName::parse(place)).collect()
}

/// The places of components.
pub(super) fn places(forest: &ComponentForest, indexes: &[usize]) -> Vec<String> {
    indexes.iter().map(|index| forest.name(*index).unwrap().to_string()).collect()
}

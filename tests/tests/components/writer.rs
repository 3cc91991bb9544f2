//! Writers made for the tests: rows of components become a Writer Metadata Document.

use std::fmt;
use std::sync::Arc;

use vss_sim::components::{ComponentForest, ComponentName};
use vss_sim::documents::writer_metadata::{AddComponent, Identification};
use vss_sim::documents::{CreateWriterMetadata, WmFiledesc, WriterMetadata};
use vss_sim::vocabulary::{ComponentType, FileSpecBackupType, Guid, SourceType, UsageType};

use crate::data::Examples;

/// A component.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    pub logical_path: Option<String>,
    pub name: String,
    pub database: bool,
    pub selectable: bool,
    pub selectable_for_restore: bool,
    pub files: Vec<Files>,
    pub dependencies: Vec<On>,
}

/// A file set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub path: String,
    pub filespec: String,
    pub recursive: bool,
    /// Whether it is a database's log; a file group has none.
    pub log: bool,
    pub mask: FileSpecBackupType,
}

/// The target of a dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct On {
    pub writer: Guid,
    pub logical_path: Option<String>,
    pub name: String,
}

/// A row in few words, since a failing case has many.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flag = |flag: bool| if flag { 'Y' } else { 'N' };
        let (backup, restore) = (flag(self.selectable), flag(self.selectable_for_restore));
        let (files, dependencies) = (self.files.len(), self.dependencies.len());
        write!(f, "{:?} + {:?} {backup}{restore}, {files} file sets", self.logical_path, self.name)?;
        if dependencies > 0 { write!(f, ", {dependencies} dependencies") } else { Ok(()) }
    }
}

impl Row {
    /// A component without files.
    pub fn new(logical_path: Option<&str>, name: &str, selectable: bool) -> Self {
        let logical_path = logical_path.map(str::to_owned);
        Self { logical_path, name: name.to_owned(), selectable, ..Self::default() }
    }

    pub fn component_name(&self) -> ComponentName {
        ComponentName::new(self.logical_path.as_deref(), &self.name)
    }
}

impl Files {
    pub fn new(path: &str, filespec: &str, recursive: bool) -> Self {
        let mask = WmFiledesc::DEFAULT_BACKUP_TYPE;
        Self { path: path.to_owned(), filespec: filespec.to_owned(), recursive, log: false, mask }
    }
}

/// The class and the instance of the writer with this number.
pub fn ids(number: u32) -> (Guid, Guid) {
    (Guid(0x1000 + u128::from(number)), Guid(0x2000 + u128::from(number)))
}

/// The document of the writer with this number.
///
/// The builder refuses doubles and backslashes in names, which a document may hold all the same; so every component is
/// built under a name of its own and then given the one of its row.
pub fn document(number: u32, rows: &[Row]) -> WriterMetadata {
    let (class, instance) = ids(number);
    let (usage, source) = (UsageType::VSS_UT_USERDATA, SourceType::VSS_ST_OTHER);
    let identity = Identification::new(class, instance, &format!("Writer {number}"), usage, source);
    let mut builder = CreateWriterMetadata::new(identity).expect("the identity is plain");
    for (index, row) in rows.iter().enumerate() {
        add(&mut builder, &format!("component {index}"), row);
    }
    let mut document = builder.finish();
    for (index, row) in rows.iter().enumerate() {
        let component = document.component_mut(index).expect("every row has become a component");
        component.logical_path = row.logical_path.as_deref().map(Into::into);
        component.name = row.name.as_str().into();
    }
    document
}

fn add(builder: &mut CreateWriterMetadata, name: &str, row: &Row) {
    let kind = if row.database { ComponentType::VSS_CT_DATABASE } else { ComponentType::VSS_CT_FILEGROUP };
    let call = AddComponent {
        component_type: kind,
        component_name: Some(name),
        selectable: row.selectable,
        selectable_for_restore: row.selectable_for_restore,
        ..AddComponent::default()
    };
    builder.add_component(&call).expect("the component is new");
    for files in &row.files {
        let (path, spec) = (Some(files.path.as_str()), Some(files.filespec.as_str()));
        let added = match (row.database, files.log) {
            (false, _) => builder.add_files_to_file_group(
                None,
                Some(name),
                path,
                spec,
                files.recursive,
                None,
                files.mask,
            ),
            (true, false) => builder.add_database_files(None, Some(name), path, spec, files.mask),
            (true, true) => builder.add_database_log_files(None, Some(name), path, spec, files.mask),
        };
        added.expect("the file set is plain");
    }
    for on in &row.dependencies {
        let target = (on.logical_path.as_deref(), Some(on.name.as_str()));
        let added = builder.add_component_dependency(None, Some(name), on.writer, target.0, target.1);
        added.expect("the dependency is on another writer");
    }
}

/// The forest of the writer with this number.
pub fn forest(number: u32, rows: &[Row]) -> ComponentForest {
    ComponentForest::new(Arc::new(document(number, rows)))
}

/// The components of WE-001, as every example of MyWriter has them.
///
/// Each has a file set of its own; `writerData\Set2\Jan` has those of WE-003 besides. The type of `writerData` differs
/// from all others, so that a call with another one can be told.
pub fn my_writer_rows(examples: &Examples) -> Vec<Row> {
    let components = examples.get("WE-001")["components"].as_array().expect("WE-001 has components");
    let text = |value: &serde_json::Value| value.as_str().expect("it is a text").to_owned();
    let row = |component: &serde_json::Value| {
        let place = text(&component["ref"]);
        let mut files = vec![Files::new(&format!(r"C:\MyWriter\{place}"), "*", false)];
        if place == r"writerData\Set2\Jan" {
            files.push(Files::new(r"c:\fred", "*.dat", true));
            files.push(Files::new(r"c:\ethel", "*.dat", false));
        }
        Row {
            logical_path: Some(text(&component["logicalPath"])),
            name: text(&component["name"]),
            database: place == "writerData",
            selectable: component["selectableForBackup"].as_bool().expect("it is a flag"),
            selectable_for_restore: component["selectableForRestore"].as_bool().expect("it is a flag"),
            files,
            dependencies: Vec::new(),
        }
    };
    components.iter().map(row).collect()
}

/// MyWriter.
pub fn my_writer(examples: &Examples) -> ComponentForest {
    forest(1, &my_writer_rows(examples))
}

/// How people write these components.
pub fn written(forest: &ComponentForest, indices: &[usize]) -> Vec<String> {
    indices
        .iter()
        .map(|index| forest.name(*index).expect("the index is one of the forest").to_string())
        .collect()
}

/// The components that people write so.
pub fn named(texts: &[&str]) -> Vec<ComponentName> {
    texts.iter().map(|text| ComponentName::parse(text)).collect()
}

/// The place of one component in its document.
pub fn index(forest: &ComponentForest, text: &str) -> usize {
    forest.find(&ComponentName::parse(text)).unwrap_or_else(|| panic!("there is no component {text}"))
}

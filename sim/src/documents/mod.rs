//! The two metadata documents: typed, read and written as XML.
//!
//! * [`WriterMetadata`], the Writer Metadata Document: what `IVssExamineWriterMetadata` shows and
//!   [`CreateWriterMetadata`] builds.
//! * [`BackupComponents`], the Backup Components Document: what `IVssBackupComponents` and `IVssComponent` change.
//!
//! Both are read with a place for every error and warning, lose nothing that they do not understand, and print
//! as VSS prints. Every element, attribute and enumeration text stands in one table, [`names`], with its evidence.
//! Where an element or an attribute stands in the text is told by [`Layout`].

pub mod backup_components;
mod base64;
mod decode;
mod diagnosis;
mod document;
mod filesets;
mod keyed;
mod limits;
pub mod names;
mod outline;
mod values;
pub mod writer_metadata;
mod xml;

pub use backup_components::{BackupComponents, Component, ComponentKey, WriterComponents};
pub use diagnosis::{DocumentError, Place, Read, Warning, WarningKind};
pub use document::{Document, DocumentKind};
pub use filesets::WmFiledesc;
pub use keyed::{Keyed, KeyedList};
pub use limits::{Limits, ReadOptions};
pub use outline::Node;
pub use values::{Extra, Spelled, UnknownContent, UnknownElement, is_xml_text};
pub use writer_metadata::{
    CreateExpressWriterMetadata, CreateWriterMetadata, WmComponent, WmDependency, WriterMetadata,
};
pub use xml::{ElementId, Layout, Mark};

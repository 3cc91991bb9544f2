//! Express writers: what a process makes to describe one, and what the machine's store holds.
//!
//! An express writer has no process and no handlers: the service answers with its stored document.

use std::sync::Arc;

use crate::api::WriterId;
use crate::documents::{CreateExpressWriterMetadata, WriterMetadata};

/// An `IVssExpressWriter` object.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum ExpressWriter {
    /// It has no metadata yet.
    #[default]
    Empty,
    /// `CreateMetadata` made these, which the methods of `IVssCreateExpressWriterMetadata` write.
    Created(Arc<CreateExpressWriterMetadata>),
    /// `LoadMetadata` brought these.
    Loaded(Arc<WriterMetadata>),
}

impl ExpressWriter {
    /// The metadata that `Register` stores.
    #[must_use]
    pub fn document(&self) -> Option<Arc<WriterMetadata>> {
        match self {
            Self::Empty => None,
            Self::Created(builder) => Some(Arc::new(builder.document().clone())),
            Self::Loaded(document) => Some(Arc::clone(document)),
        }
    }
}

/// What the express writer metadata store of a machine holds of a class.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StoredExpressWriter {
    /// The number under which requesters know the writer.
    pub writer: WriterId,
    /// Its document.
    pub document: Arc<WriterMetadata>,
}

impl StoredExpressWriter {
    /// The first number that an express writer can have; those of other writers lie below.
    pub const FIRST: WriterId = WriterId(0x8000_0000);
}

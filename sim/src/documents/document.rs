//! A document of either kind, told apart by its root.

use super::backup_components::BackupComponents;
use super::decode;
use super::diagnosis::{DocumentError, Fail, Read};
use super::limits::ReadOptions;
use super::names::{backup_components, writer_metadata};
use super::outline::Node;
use super::writer_metadata::WriterMetadata;
use super::xml::Source;

/// A metadata document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Document {
    /// A Writer Metadata Document.
    WriterMetadata(Box<WriterMetadata>),
    /// A Backup Components Document.
    BackupComponents(Box<BackupComponents>),
}

/// Which of the two documents something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// A Writer Metadata Document.
    WriterMetadata,
    /// A Backup Components Document.
    BackupComponents,
}

impl DocumentKind {
    /// Microsoft's name of it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::WriterMetadata => "Writer Metadata Document",
            Self::BackupComponents => "Backup Components Document",
        }
    }

    /// Of which kind the bytes are, as far as their root tells: whether they can be read is another matter. `None`
    /// where they are no XML, or some other.
    #[must_use]
    pub fn of(bytes: &[u8], options: &ReadOptions) -> Option<Self> {
        let (text, encoding) = decode::decode(bytes, &options.limits).ok()?;
        let mut source = Source::new(&text, Some(encoding), options);
        source.root().ok()?;
        if source.is(&writer_metadata::ROW) {
            Some(Self::WriterMetadata)
        } else if source.is(&backup_components::ROW) {
            Some(Self::BackupComponents)
        } else {
            None
        }
    }
}

impl Document {
    /// Reads a document of the kind that its root element names.
    ///
    /// # Errors
    /// Where the bytes are neither document, or exceed the limits.
    pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Read<Self>, DocumentError> {
        let (text, encoding) = decode::decode(bytes, &options.limits)?;
        Self::read_source(Source::new(&text, Some(encoding), options)).map_err(|e| *e)
    }

    fn read_source(mut source: Source<'_>) -> Result<Read<Self>, Fail> {
        let empty = source.root()?;
        if source.is(&writer_metadata::ROW) {
            Ok(WriterMetadata::read_root(source, empty)?.map(|d| Self::WriterMetadata(Box::new(d))))
        } else if source.is(&backup_components::ROW) {
            Ok(BackupComponents::read_root(source, empty)?.map(|d| Self::BackupComponents(Box::new(d))))
        } else {
            Err(source.wrong_root(&[&writer_metadata::ROW, &backup_components::ROW]))
        }
    }

    /// The document as VSS writes it.
    #[must_use]
    pub fn write(&self) -> String {
        match self {
            Self::WriterMetadata(document) => document.write(),
            Self::BackupComponents(document) => document.write(),
        }
    }

    /// The same with the values of the named attributes replaced by `[name]`.
    #[must_use]
    pub fn write_redacted(&self, names: &[&str]) -> String {
        match self {
            Self::WriterMetadata(document) => document.write_redacted(names),
            Self::BackupComponents(document) => document.write_redacted(names),
        }
    }

    /// The document as a tree of names and values.
    #[must_use]
    pub fn outline(&self) -> Node {
        match self {
            Self::WriterMetadata(document) => document.outline(),
            Self::BackupComponents(document) => document.outline(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_tells_a_metadata_document_from_other_xml() {
        let of = |text: &str| DocumentKind::of(text.as_bytes(), &ReadOptions::default());
        assert_eq!(of("<WRITER_METADATA/>"), Some(DocumentKind::WriterMetadata));
        let broken = "<?xml version=\"1.0\"?><BACKUP_COMPONENTS><broken";
        assert_eq!(of(broken), Some(DocumentKind::BackupComponents));
        for other in ["", "no XML", "<Manifest/>", "<WRITER_METADAT/>", "<a><WRITER_METADATA/></a>"] {
            assert_eq!(of(other), None, "{other}");
        }
        let utf16: Vec<u8> = "\u{FEFF}<WRITER_METADATA/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(DocumentKind::of(&utf16, &ReadOptions::default()), Some(DocumentKind::WriterMetadata));
    }
}

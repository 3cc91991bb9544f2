//! Files that a scenario names.

use std::path::Path;
use std::sync::Arc;

use vss_sim::documents::{ReadOptions, WriterMetadata};

use crate::input;
use crate::source::Problem;

/// Reads a Writer Metadata Document.
pub(super) fn writer_metadata(
    path: &Path,
    options: &ReadOptions,
) -> Result<(Arc<WriterMetadata>, Vec<Problem>), Vec<Problem>> {
    let bytes = input::read(path, options.limits.size)?;
    let (document, warnings) = input::writer_metadata(&path.display().to_string(), &bytes, options)?;
    Ok((Arc::new(document), warnings))
}

//! Files: read within limits, the documents in them read with their problems, and written whole or not at all.

mod bytes;
mod document;
mod write;

pub use bytes::{STDIN, cannot_read, is_stdin, is_stdout, name_of, read, read_regular};
pub use document::{document, writer_metadata};
pub use write::{while_nothing_is_written, write_file, write_new_file};

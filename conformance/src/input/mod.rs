//! Reading what the program is pointed at: files and standard input within limits, and the documents in them.

mod bytes;
mod document;

pub use bytes::{STDIN, cannot_read, is_stdin, name_of, read};
pub use document::{document, writer_metadata};

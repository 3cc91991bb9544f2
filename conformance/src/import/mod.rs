//! Logs and traces that other programs write, read into what this project compares and replays.
//!
//! A reader gives what a file says and no more, with the place of every entry; what it means for a backup is for whoever
//! uses it. Input that is not what the format says is an error with its line and column.

pub mod sql_writer_log;

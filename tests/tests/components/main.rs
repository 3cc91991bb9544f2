//! Component selection against the specification: the pages' worked examples as data, laws over generated writers, and
//! hostile documents. Nothing here was written by looking at the code it tests.

#![forbid(unsafe_code)]

mod corners;
mod data;
mod dependencies;
mod dependency_laws;
mod examples;
mod file_sets;
mod forest_laws;
mod generated;
mod hostile;
mod laws;
mod model;
mod oracle;
mod paths;
mod properties;
mod remote;
mod restore_laws;
mod restores;
mod selections;
mod structure;
mod writer;

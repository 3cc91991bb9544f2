//! vsscheck: everything around the model that is not the model.

#![forbid(unsafe_code)]

pub mod backend;
pub mod cli;
pub mod coverage;
pub mod files;
pub mod import;
pub mod init;
pub mod json;
pub mod policy;
pub mod readings;
pub mod report;
pub mod rules;
pub mod run;
pub mod scenario;
pub mod select;
pub mod source;

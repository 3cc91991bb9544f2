//! vsscheck: everything around the model that is not the model.

#![forbid(unsafe_code)]

pub mod cli;
pub mod json;
pub mod report;
pub mod run;
pub mod source;

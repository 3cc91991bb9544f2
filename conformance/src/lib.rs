//! vsscheck: everything around the model that is not the model.

#![forbid(unsafe_code)]

pub mod backend;
pub mod json;
pub mod run;
pub mod scenario;
pub mod source;

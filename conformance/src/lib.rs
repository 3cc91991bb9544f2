//! vsscheck: everything around the model that is not the model.

#![forbid(unsafe_code)]

pub mod json;
pub mod run;
pub mod source;

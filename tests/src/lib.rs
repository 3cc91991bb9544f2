//! Helpers that the end-to-end tests share.

#![forbid(unsafe_code)]

pub mod backups;
pub mod damage;
pub mod model;
pub mod sources;

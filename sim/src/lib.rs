//! A pure model of the Windows Volume Shadow Copy Service.
//!
//! No clock, no files, no environment, no threads, no randomness: whatever happens is an event.

#![forbid(unsafe_code)]
#![deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
#![deny(clippy::iter_over_hash_type, clippy::wildcard_enum_match_arm)]
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod api;
pub mod components;
pub mod documents;
pub mod machines;
pub mod trace;
pub mod vocabulary;
pub mod world;

//! The program as its users meet it: its exit codes, its outputs, and what it does with bad input.
//!
//! Most tests run the program itself. Those of what a run reports hand it a runner of their own, so that they
//! need no scenario that fails.

mod check;
mod coverage;
mod events;
mod explain;
mod fmt;
mod init;
#[cfg(unix)]
mod interrupt;
mod meta;
mod progress;
mod rules;
mod run;
mod select;
mod snapshot;
mod support;
mod usage;

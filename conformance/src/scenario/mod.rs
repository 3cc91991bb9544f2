//! Scenario files: what they look like, what they mean, and what is wrong with one that means nothing.
//!
//! [`format`](mod@format) is the shape of the JSON and the source of its published schema; [`check`] turns it into a
//! [`Plan`], in which every name is resolved and every argument typed; whatever cannot be, is an error with its
//! place.

mod arguments;
mod casts;
mod check;
mod checker;
mod diskshadow;
mod expectations;
mod file_format;
mod file_plan;
mod files;
pub mod format;
mod handlers;
mod happenings;
mod machines;
mod plan;
mod readings;
mod registry;
mod restores;
mod schema;
mod snapshot;
mod steps;

use std::path::Path;
use std::sync::Arc;

pub use check::check;
pub use checker::CheckOptions;
pub use file_plan::{BackUpPlan, ContentsPlan, FileExpect, FilePlan, PathPlan, RestorePlan};
pub use plan::{
    Argument, CallPlan, Cast, DamagedRef, DiskshadowPlan, Ending, EventOrder, Expectations, MachineCast,
    NestedPlan, ObjectRef, ParticipantRef, Plan, ProcessCast, ProviderCast, SnapshotOf, SnapshotPlan,
    StatePlan, StepKind, StepPlan, VolumeCast, WriterCast, WriterSource,
};

pub use schema::schema;

use crate::json;
use crate::source::{Problem, Source};

/// What ends the name of a scenario file that is found in a folder.
pub const FILE_ENDING: &str = ".scenario.json";

/// Reads and checks a scenario.
///
/// # Errors
/// Everything that is wrong with it, or with a file it names.
pub fn read(source: &Source, folder: &Path, options: &CheckOptions) -> Result<Plan, Vec<Problem>> {
    let in_source = |diagnostics| Problem::all_in(&Arc::new(source.clone()), diagnostics);
    let scenario: format::Scenario = json::from_source(source).map_err(in_source)?;
    check(&scenario, source, folder, options)
}

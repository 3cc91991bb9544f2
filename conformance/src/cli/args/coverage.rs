//! The arguments of `vsscheck coverage`.

use std::path::PathBuf;

use clap::Args;

use super::{Format, LimitArgs};

/// The arguments of `vsscheck coverage`.
#[derive(Debug, Args)]
#[command(
    long_about = "Count which documented return codes scenarios show\n\n\
    Replays the scenarios and counts what their traces show, and nothing else: for each code that a reference page \
    gives a method, whether a state, an argument or a privilege led to it (caused), whether a participant chose it \
    (answered), or whether an armed fault did (injected), and the first scenario that shows it. A scenario that fails \
    is not counted.\n\n\
    -v lists what no scenario shows, with the reason.",
    after_help = "Examples:\n  \
    vsscheck coverage\n  \
    vsscheck coverage scenarios/backup -v\n  \
    vsscheck coverage --format json > coverage.json"
)]
pub struct CoverageArgs {
    /// Scenario files, and folders with them; - is standard input
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Limits on documents.
    #[command(flatten)]
    pub limits: LimitArgs,
}

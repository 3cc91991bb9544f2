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
    -v lists what no scenario shows, with the reason.\n\n\
    --verify plays each scenario again, with one thing changed at a time, and looks for the change without which the \
    code does not come back: that is its cause. Codes of failures whose cause is not found are listed, and end the \
    program with 1.\n\n\
    --unique compares what the scenarios show: return codes with their reasons, transitions of writers and requesters, \
    answers of providers, what follows what, what is passed out or said, and the rules that they cite. A scenario of \
    which the others show everything is listed, and ends the program with 1.",
    after_help = "Examples:\n  \
    vsscheck coverage\n  \
    vsscheck coverage scenarios/backup -v\n  \
    vsscheck coverage --verify --unique\n  \
    vsscheck coverage --format json > coverage.json"
)]
pub struct CoverageArgs {
    /// Scenario files, and folders with them; - is standard input
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub paths: Vec<PathBuf>,
    /// Look for the cause of each code that is shown
    #[arg(long)]
    pub verify: bool,
    /// List the scenarios that show nothing that no other shows
    #[arg(long)]
    pub unique: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Limits on documents.
    #[command(flatten)]
    pub limits: LimitArgs,
}

//! The command line: verbs, flags and their help.

mod coverage;
mod explain;
mod init;
mod meta;
mod select;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use vss_sim::documents::Limits;

use super::console::{ColorWhen, Loudness};
pub use coverage::CoverageArgs;
pub use explain::ExplainArgs;
pub use init::InitArgs;
pub use meta::{FailLevel, MetaCheckArgs, MetaDiffArgs, MetaPrintArgs, MetaShowArgs, MetaVerb};
pub use select::SelectArgs;

const EXIT_CODES: &str = "\
Exit codes:
  0  clean
  1  findings, failed expectations or differences
  2  wrong usage, or an input that cannot be read
  3  the program itself failed
  4  nothing was selected to run, or everything was skipped";

/// Check the Windows Volume Shadow Copy Service protocol, on every platform
///
/// vsscheck holds a model of the Volume Shadow Copy Service (VSS): requesters, writers, providers and the
/// service between them. It replays scenario files on it, and reads, prints, compares and checks VSS metadata
/// documents.
/// Results go to standard output, everything about the work to standard error.
#[derive(Debug, Parser)]
#[command(name = "vsscheck", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Cli {
    /// What all verbs understand.
    #[command(flatten)]
    pub common: CommonArgs,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What all verbs understand.
#[derive(Debug, Args)]
pub struct CommonArgs {
    /// When to write colours; on auto, NO_COLOR and CLICOLOR_FORCE are honoured
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorWhen,
    /// Say only what is wrong
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "verbose")]
    quiet: u8,
    /// Say more; given twice, say everything
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
}

impl CommonArgs {
    /// How much is to be said.
    #[must_use]
    pub const fn loudness(&self) -> Loudness {
        Loudness { quiet: self.quiet > 0, verbose: self.verbose > 0, everything: self.verbose > 1 }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Replay scenario files and report what does not hold
    Run(RunArgs),
    /// Read, print, compare and check VSS metadata documents
    #[command(subcommand)]
    Meta(MetaVerb),
    /// Say which components and files a backup holds
    Select(SelectArgs),
    /// Count which documented return codes scenarios show
    Coverage(CoverageArgs),
    /// Say what the id of a rule or of an open question means
    Explain(ExplainArgs),
    /// Make a scenario from captured metadata documents
    Init(InitArgs),
    /// Print the JSON Schema of a file format
    Schema(SchemaArgs),
    /// Bring scenario files into the canonical form
    Fmt(FmtArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// The form of the output.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// For programs; carries a schema_version
    Json,
}

/// Limits on the documents that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct LimitArgs {
    /// Largest metadata document, in bytes
    #[arg(long, value_name = "N", default_value_t = Limits::default().size)]
    pub limit_bytes: usize,
    /// Deepest nesting of elements in a metadata document
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    pub limit_depth: usize,
    /// Most attributes of one element
    #[arg(long, value_name = "N", default_value_t = Limits::default().attributes)]
    pub limit_attributes: usize,
    /// Most elements of a metadata document
    #[arg(long, value_name = "N", default_value_t = Limits::default().elements)]
    pub limit_elements: usize,
}

/// The arguments of `vsscheck run`.
#[derive(Debug, Args)]
#[command(
    long_about = "Replay scenario files and report what does not hold\n\n\
    In folders, at any depth, every file whose name ends in .scenario.json is run, sorted by path; a file given \
    by name is run whatever its ending, and - is standard input. A scenario that cannot be read is reported, and the others still run.\n\n\
    -v shows each scenario's path and rules, and for what fails all events so far; -vv shows all events of every \
    scenario.\n\n\
    --all-readings is for what Microsoft's pages leave open, or answer in two ways: each such question that a run came \
    across is answered otherwise, and what that changes is told below the scenario (vsscheck explain ID tells of the \
    question). It does not change whether a scenario passes.",
    after_help = "Examples:\n  \
    vsscheck run\n  \
    vsscheck run scenarios/backup --fail-fast\n  \
    vsscheck run one.scenario.json -v\n  \
    vsscheck run --all-readings\n  \
    vsscheck run --format json > results.json"
)]
pub struct RunArgs {
    /// Scenario files, and folders with them; - is standard input
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub paths: Vec<PathBuf>,
    /// Rewrite the document snapshots that scenarios compare with; expectations are never rewritten
    #[arg(long)]
    pub bless: bool,
    /// Treat warnings about documents as errors
    #[arg(long)]
    pub strict: bool,
    /// Stop after the first scenario that fails or cannot be read
    #[arg(long)]
    pub fail_fast: bool,
    /// Run each again with every other reading of what it came across that the pages leave open, one at a time
    #[arg(long, conflicts_with = "bless")]
    pub all_readings: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// Limits on documents.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// How documents are read.
#[derive(Debug, Args)]
pub struct ReadingArgs {
    /// Treat warnings, such as unknown elements, as errors
    #[arg(long)]
    pub strict: bool,
    /// Limits on documents.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// A file format that has a schema.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// Scenario files
    #[default]
    Scenario,
}

/// The arguments of `vsscheck schema`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vsscheck schema scenario > scenario.schema.json")]
pub struct SchemaArgs {
    /// Which file format
    #[arg(value_enum, default_value_t, value_name = "FORMAT")]
    pub schema: SchemaName,
}

/// The arguments of `vsscheck fmt`.
#[derive(Debug, Args)]
#[command(
    long_about = "Bring scenario files into the canonical form\n\n\
    Lists the files that it changes; the others are left untouched. With - as the only path, standard input is \
    formatted to standard output.",
    after_help = "Examples:\n  \
    vsscheck fmt\n  \
    vsscheck fmt --check scenarios\n  \
    vsscheck fmt - < draft.json"
)]
pub struct FmtArgs {
    /// Scenario files, and folders with them; - is standard input
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub paths: Vec<PathBuf>,
    /// Change nothing; list what would change, and end with 1 if there is any
    #[arg(long)]
    pub check: bool,
}

/// The arguments of `vsscheck completions`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  vsscheck completions bash > ~/.local/share/bash-completion/completions/vsscheck"
)]
pub struct CompletionsArgs {
    /// For which shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Exit;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_help_lists_every_exit_code() {
        for exit in Exit::ALL {
            assert!(EXIT_CODES.contains(&format!("  {}  {}", exit.code(), exit.meaning())), "{exit:?}");
        }
    }
}

//! The arguments of `vsscheck meta`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Format, ReadingArgs};

/// What to do with metadata documents.
#[derive(Debug, Subcommand)]
pub enum MetaVerb {
    /// Show a document as a tree or as JSON
    Show(MetaShowArgs),
    /// Print a document as XML, the way Windows writes it
    Print(MetaPrintArgs),
    /// Compare two documents
    Diff(MetaDiffArgs),
    /// Check documents against the rules of Microsoft's pages
    Check(MetaCheckArgs),
}

/// The arguments of `vsscheck meta show`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    vsscheck meta show writer.xml\n  \
    vsscheck meta show writer.xml --format json\n  \
    vsscheck meta show - < components.xml")]
pub struct MetaShowArgs {
    /// Writer Metadata Document or Backup Components Document; - is standard input
    pub file: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// How documents are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// The arguments of `vsscheck meta print`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    vsscheck meta print writer.xml > as-windows-writes-it.xml\n  \
    vsscheck meta print writer.xml --redact instanceId,writerId -o snapshot.xml")]
pub struct MetaPrintArgs {
    /// Writer Metadata Document or Backup Components Document; - is standard input
    pub file: PathBuf,
    /// Replace the values of these attributes by their names in brackets
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub redact: Vec<String>,
    /// Write to this file instead of standard output, which - is as well
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How documents are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// The arguments of `vsscheck meta diff`.
#[derive(Debug, Args)]
#[command(
    long_about = "Compare two documents\n\n\
    Compares elements and attributes, not bytes: how a document is encoded and indented makes no difference. \
    The exit code is 1 when there are differences.",
    after_help = "Examples:\n  \
    vsscheck meta diff before.xml after.xml\n  \
    vsscheck meta diff before.xml after.xml --redact instanceId --format json"
)]
pub struct MetaDiffArgs {
    /// One document; - is standard input
    #[arg(value_name = "A")]
    pub left: PathBuf,
    /// The other; - is standard input
    #[arg(value_name = "B")]
    pub right: PathBuf,
    /// Take no notice of the values of these attributes
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub redact: Vec<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// How documents are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// From which level on findings make the check fail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FailLevel {
    /// What must or must not be so
    #[default]
    Must,
    /// Advice as well
    Should,
    /// What the pages leave open as well
    Undefined,
    /// Nothing
    Never,
}

/// The arguments of `vsscheck meta check`.
#[derive(Debug, Args)]
#[command(
    long_about = "Check documents against the rules of Microsoft's pages\n\n\
    Documents that are given together are checked together: dependencies against the documents of the writers that \
    they name, and a Backup Components Document against those of its writers. What breaks a rule is an error; advice, \
    and what the pages leave open, are warnings. The exit code is 1 when there are errors, or from --fail-level on.",
    after_help = "Examples:\n  \
    vsscheck meta check writer.xml\n  \
    vsscheck meta check components.xml writer-*.xml\n  \
    vsscheck meta check writer.xml --fail-level should --format json"
)]
pub struct MetaCheckArgs {
    /// Writer Metadata Documents and Backup Components Documents; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// From which level on findings make the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub fail_level: FailLevel,
    /// Form of the output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// How documents are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

//! The arguments of `vsscheck init`.

use std::path::PathBuf;

use clap::Args;

use super::ReadingArgs;

/// The arguments of `vsscheck init`.
#[derive(Debug, Args)]
#[command(
    long_about = "Make a scenario from captured metadata documents\n\n\
    The scenario has a writer for each Writer Metadata Document, the volumes that the documents name, and the steps \
    of a whole backup: with a Backup Components Document its state and its components, without one every component \
    that has to be added and those that can be chosen at the top. It passes as it is; what goes wrong in it is yours \
    to add. In folders, at any depth, every XML file is looked at, sorted by path, and what is no metadata document \
    is left out.",
    after_help = "Examples:\n  \
    vsscheck init writer.xml\n  \
    vsscheck init captured/ -o scenarios/captured.scenario.json\n  \
    vsscheck init captured/WM*.xml captured/BCDocument.xml -o backup.scenario.json --force"
)]
pub struct InitArgs {
    /// Writer Metadata Documents, at most one Backup Components Document, and folders with them
    #[arg(value_name = "DOCUMENT", required = true)]
    pub documents: Vec<PathBuf>,
    /// Write to this file instead of standard output, which - is as well; the documents are named from its folder
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    pub force: bool,
    /// How documents are read.
    #[command(flatten)]
    pub reading: ReadingArgs,
}

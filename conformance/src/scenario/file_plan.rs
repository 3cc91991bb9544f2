//! What a plan holds of files.

use std::collections::BTreeMap;

use vss_sim::machines::FileFault;
use vss_sim::vocabulary::{FileRestoreStatus, WinPath};
use vss_sim::world::FileAction;

use super::plan::ObjectRef;
use crate::source::Span;

/// A path that a step names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathPlan {
    /// Known beforehand.
    Known(WinPath),
    /// What follows the value that an earlier step saved under this name.
    Below(String, String),
}

/// Something that is done to a file.
#[derive(Debug)]
pub struct FilePlan {
    /// What it is, with paths that stand in for those beside it.
    pub action: FileAction,
    /// The file.
    pub path: PathPlan,
    /// The path it is moved to.
    pub to: Option<PathPlan>,
    /// The process that does it; none for an application that takes no part.
    pub by: Option<ObjectRef>,
    /// What becomes of it.
    pub expect: FileExpect,
    /// The bytes that are to be read.
    pub content: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// What becomes of something that is done to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileExpect {
    /// It is done.
    Done,
    /// It is held until a shadow copy is made.
    Held,
    /// It fails.
    Fails(FileFault),
}

/// A requester copies the files of its backup.
#[derive(Debug)]
pub struct BackUpPlan {
    /// The requester.
    pub of: String,
    /// The medium.
    pub into: String,
    /// Whether all of it is read from the volumes.
    pub from_volumes: bool,
    /// What is copied beside what components name.
    pub paths: Vec<WinPath>,
    /// What is missing, by default paths.
    pub missing: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// What is expected of files.
#[derive(Debug, Default)]
pub struct ContentsPlan {
    /// All that media hold: default paths and texts.
    pub media: Vec<(String, BTreeMap<WinPath, String>, Span)>,
    /// What stands at a path, as text; none for nothing.
    pub holds: Vec<(PathPlan, Option<String>, Span)>,
    /// Paths with the same behind them.
    pub same: Vec<(PathPlan, PathPlan, Span)>,
}

/// A requester restores files.
#[derive(Debug)]
pub struct RestorePlan {
    /// The requester.
    pub of: String,
    /// The medium.
    pub from: String,
    /// Where files wait for the restart.
    pub temporary: Option<WinPath>,
    /// What is restored by ordinary means, and where it is put.
    pub paths: Vec<(WinPath, WinPath)>,
    /// The status of components that are not VSS_RS_ALL, or are named all the same.
    pub status: BTreeMap<String, FileRestoreStatus>,
    /// The files that are not restored, by default paths.
    pub failed: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

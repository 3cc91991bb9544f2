//! Why a verb could not do its work.

use std::io;
use std::path::Path;

use super::exit::Exit;
use crate::source::Diagnostic;
use crate::source::Problem;

/// Why a verb could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Inputs, or what was asked for, with the places.
    Input(Vec<Problem>),
    /// The program itself.
    Broken(String),
}

impl Failure {
    /// A fault of the command line that clap cannot see.
    #[must_use]
    pub fn usage(diagnostic: Diagnostic) -> Self {
        Self::Input(vec![Problem::without_source(diagnostic)])
    }

    /// A file that cannot be written.
    #[must_use]
    pub fn cannot_write(path: &Path, error: &io::Error) -> Self {
        let name = path.display().to_string();
        Self::usage(Diagnostic::file_error(name, format!("the file cannot be written: {error}")))
    }

    /// A standard output that does not take what is written.
    #[must_use]
    pub fn output(error: &io::Error) -> Self {
        Self::Broken(format!("standard output cannot be written: {error}"))
    }

    /// The code with which the program ends.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Input(_) => Exit::Input,
            Self::Broken(_) => Exit::Broken,
        }
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Input(problems)
    }
}

//! What the program's exit codes mean.

use std::process::ExitCode;

/// The exit codes. Their numbers are public: scripts depend on them.
///
/// Where several apply, `Broken` wins over `Input`, and that over `Findings`. `Nothing` is said only where all
/// inputs could be read and none of them was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Everything was read, and everything is as it should be.
    Clean = 0,
    /// Something was found: a failed expectation, a broken rule, a difference, a file that is not in the canonical form.
    Findings = 1,
    /// The command line is wrong, an input cannot be read, or an output cannot be written where it was asked for.
    Input = 2,
    /// The program itself failed: a panic, or a standard output that does not take what is written.
    Broken = 3,
    /// Nothing was selected, or all that was selected was skipped: nothing has been judged.
    Nothing = 4,
}

impl Exit {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Clean, Self::Findings, Self::Input, Self::Broken, Self::Nothing];

    /// The number.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// What it means, in a few words.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Findings => "findings, failed expectations or differences",
            Self::Input => "wrong usage, or an input that cannot be read",
            Self::Broken => "the program itself failed",
            Self::Nothing => "nothing was selected to run, or everything was skipped",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_the_published_ones() {
        let codes: Vec<u8> = Exit::ALL.iter().map(|exit| exit.code()).collect();
        assert_eq!(codes, [0, 1, 2, 3, 4]);
    }
}

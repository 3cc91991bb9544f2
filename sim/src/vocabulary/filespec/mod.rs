//! File specifications and file sets: which files a writer means.

mod file_set;
#[cfg(test)]
mod properties;

use std::fmt;

use super::path::fold_char;
use crate::vocabulary::Text;

pub use file_set::FileSet;

/// A file specification: one file name in which `*` and `?` stand for others, without a directory.
///
/// Pages: `vssgloss-f` (rule MET-023), `nf-vswriter-ivsscreatewritermetadata-addfilestofilegroup`. Rule BSET-033
/// says that requesters resolve it by directory enumeration, so it means what it means to `FindFirstFile`.
/// Windows documents the wildcards used below that call at `FsRtlIsNameInExpression`; how `*` and `?` turn into
/// them is a reading:
/// - `*` and `*.*` match every name, also one without a dot.
/// - `?` matches one character that is no dot; at a dot and at the end of the name it matches nothing as well,
///   so `Perf???.dat` matches `Perf0.dat` and `a?` matches `a`.
/// - a dot before a wildcard also matches the end of the name, so `temp*.*` matches `temp1` and `a.?` matches `a`.
/// - `*.` at the end matches the rest of a name that holds no dot, so `*.` matches the names without an extension.
///
/// Another reading: the short name that a file may have beside its long one is not looked at.
///
/// Two specifications are equal when they are the same text but for case.
#[derive(Clone)]
pub struct FileSpec {
    text: Text,
    tokens: Vec<Token>,
}

/// Why a text is no file specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileSpecFault {
    /// There is no text.
    Empty,
    /// A separator: a file specification holds no directory (rule MET-023).
    Separator(char),
    /// A control character, or one of `<`, `>`, `|`, `"` and `:`, which no file name holds.
    ForbiddenCharacter(char),
}

/// A fault and where it lies, in bytes from the start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileSpecError {
    /// What is wrong.
    pub fault: FileSpecFault,
    /// Where.
    pub offset: usize,
}

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// This character, in its folded form.
    Literal(char),
    /// Any run of characters.
    Any,
    /// Any run of characters that are no dots.
    AnyButDots,
    /// One character that is no dot, or nothing before a dot or the end.
    OneOrEnd,
    /// A dot, or nothing at the end.
    DotOrEnd,
}

impl Token {
    /// Whether the step may be left without a character, when this one comes next.
    const fn skips(self, next: Option<char>) -> bool {
        match self {
            Self::Literal(_) => false,
            Self::Any | Self::AnyButDots => true,
            Self::OneOrEnd => matches!(next, None | Some('.')),
            Self::DotOrEnd => next.is_none(),
        }
    }

    /// Whether the step takes this character and goes on waiting for more.
    const fn stays(self, character: char) -> bool {
        match self {
            Self::Any => true,
            Self::AnyButDots => character != '.',
            Self::Literal(_) | Self::OneOrEnd | Self::DotOrEnd => false,
        }
    }

    /// Whether the step takes this character and is done.
    const fn takes(self, character: char) -> bool {
        match self {
            Self::Literal(own) => own == character,
            Self::OneOrEnd => character != '.',
            Self::DotOrEnd => character == '.',
            Self::Any | Self::AnyButDots => false,
        }
    }
}

impl FileSpec {
    /// Reads a file specification.
    ///
    /// # Errors
    /// A [`FileSpecError`] for a text that no file specification can be.
    pub fn parse(text: &str) -> Result<Self, FileSpecError> {
        if text.is_empty() {
            return Err(FileSpecError { fault: FileSpecFault::Empty, offset: 0 });
        }
        for (offset, character) in text.char_indices() {
            let fault = match character {
                '\\' | '/' => FileSpecFault::Separator(character),
                '<' | '>' | '|' | '"' | ':' | '\0'..='\x1F' => FileSpecFault::ForbiddenCharacter(character),
                _ => continue,
            };
            return Err(FileSpecError { fault, offset });
        }
        Ok(Self { text: Text::from(text), tokens: tokens(text) })
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether the specification holds a wildcard; without one it names a single file.
    #[must_use]
    pub fn has_wildcards(&self) -> bool {
        self.text.contains(['*', '?'])
    }

    /// Whether the specification matches the name of a file, in time proportional to the product of their lengths.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        self.run(name).0
    }

    /// The answer, and how many times a step of the pattern was looked at.
    ///
    /// Every step that can be reached is followed at once, so that no character is read twice.
    fn run(&self, name: &str) -> (bool, usize) {
        let mut looked = 0;
        // One entry for each step, and one for having passed them all.
        let mut current: Vec<bool> = Vec::with_capacity(self.tokens.len() + 1);
        current.push(true);
        current.resize(self.tokens.len() + 1, false);
        for character in name.chars().map(fold_char) {
            let mut next = Vec::with_capacity(current.len());
            let (mut skipped, mut taken) = (false, false);
            for (token, reached) in self.tokens.iter().zip(&current) {
                let here = *reached || skipped;
                skipped = here && token.skips(Some(character));
                next.push(taken || (here && token.stays(character)));
                taken = here && token.takes(character);
                looked += 1;
            }
            next.push(taken);
            current = next;
        }
        let mut skipped = false;
        for (token, reached) in self.tokens.iter().zip(&current) {
            skipped = (*reached || skipped) && token.skips(None);
            looked += 1;
        }
        (skipped || current.last().is_some_and(|passed| *passed), looked)
    }
}

fn tokens(text: &str) -> Vec<Token> {
    if text == "*.*" {
        return vec![Token::Any];
    }
    let mut tokens = Vec::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek();
        let token = match (character, next) {
            ('*', _) => Token::Any,
            ('?', _) => Token::OneOrEnd,
            ('.', Some('*' | '?')) => Token::DotOrEnd,
            ('.', None) if tokens.last() == Some(&Token::Any) => {
                tokens.pop();
                Token::AnyButDots
            }
            _ => Token::Literal(fold_char(character)),
        };
        tokens.push(token);
    }
    tokens
}

impl PartialEq for FileSpec {
    fn eq(&self, other: &Self) -> bool {
        super::path::same_name(&self.text, &other.text)
    }
}

impl Eq for FileSpec {}

impl fmt::Display for FileSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for FileSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl fmt::Display for FileSpecFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file specification is empty"),
            Self::Separator(c) => write!(f, "the separator {c:?} cannot stand in a file specification"),
            Self::ForbiddenCharacter(c) => {
                write!(f, "the character {c:?} cannot stand in a file specification")
            }
        }
    }
}

impl fmt::Display for FileSpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.fault, self.offset)
    }
}

impl std::error::Error for FileSpecError {}

#[cfg(test)]
mod tests;

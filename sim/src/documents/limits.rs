//! How much of a document is read, and how strictly.

/// Bounds on a document, so that a hostile one costs little. The defaults hold every captured document many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of input. 64 MiB.
    pub size: usize,
    /// Elements inside one another; never more than [`Limits::DEEPEST`]. 64.
    pub depth: usize,
    /// Attributes of one element. 64.
    pub attributes: usize,
    /// Elements of the document. One million.
    pub elements: usize,
    /// Warnings that are kept; further ones are counted. 1,000.
    pub warnings: usize,
}

impl Limits {
    /// Reading nests no deeper than this whatever [`Limits::depth`] says, so that it cannot exhaust the stack.
    pub const DEEPEST: usize = 256;
}

impl Default for Limits {
    fn default() -> Self {
        Self { size: 64 << 20, depth: 64, attributes: 64, elements: 1_000_000, warnings: 1_000 }
    }
}

/// How to read a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Bounds on the input.
    pub limits: Limits,
    /// Whether an enumeration's text that the table does not know is an error; else it is kept with a warning.
    pub strict: bool,
}

//! What stands for the bytes of a file: labelled stretches, so that parts of files can be told apart.

use std::fmt;

use crate::vocabulary::Text;

/// So many consecutive bytes of what a label stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Run {
    /// What they are of. The empty label stands for zeros.
    pub of: Text,
    /// The offset of the first of them in what the label stands for.
    pub from: u64,
    /// How many bytes they are.
    pub length: u64,
}

/// The bytes of a file, or of a part of one.
///
/// Two contents are equal when they are the same bytes of the same labels in the same order: neighbouring runs that go
/// on where the one before ends are one run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Content {
    runs: Vec<Run>,
}

impl Content {
    /// The first `size` bytes of a label.
    #[must_use]
    pub fn whole(of: &str, size: u64) -> Self {
        let mut content = Self::default();
        content.push(Run { of: Text::from(of), from: 0, length: size });
        content
    }

    /// How many bytes there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.runs.iter().fold(0, |size, run| size.saturating_add(run.length))
    }

    /// The runs, in their order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    fn push(&mut self, run: Run) {
        if run.length == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.of == run.of && continues(last, &run) => {
                last.length = last.length.saturating_add(run.length);
            }
            Some(_) | None => self.runs.push(run),
        }
    }

    /// The bytes from an offset, as many as there are up to `length`.
    #[must_use]
    pub fn part(&self, offset: u64, length: u64) -> Self {
        let end = offset.saturating_add(length);
        let mut part = Self::default();
        let mut at = 0_u64;
        for run in &self.runs {
            let next = at.saturating_add(run.length);
            let (first, last) = (at.max(offset), next.min(end));
            if first < last {
                let from = run.from.saturating_add(first - at);
                part.push(Run { of: run.of.clone(), from, length: last - first });
            }
            at = next;
        }
        part
    }

    /// The same with other bytes at an offset. A gap between the end and the offset is filled with zeros, as a write
    /// behind the end of a file does.
    #[must_use]
    pub fn with(&self, offset: u64, bytes: &Self) -> Self {
        let mut written = self.part(0, offset);
        written.push(Run { of: Text::default(), from: 0, length: offset - written.size() });
        let behind = self.part(offset.saturating_add(bytes.size()), u64::MAX);
        for run in bytes.runs.iter().chain(&behind.runs) {
            written.push(run.clone());
        }
        written
    }
}

/// Whether a run goes on where another of the same label ends; zeros always do.
fn continues(last: &Run, run: &Run) -> bool {
    run.of.is_empty() || last.from.checked_add(last.length) == Some(run.from)
}

impl fmt::Display for Content {
    /// The label alone where all bytes are the first ones of it, else each run as `label[from..to]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.runs.as_slice() {
            [] => f.write_str("nothing"),
            [only] if only.from == 0 && !only.of.is_empty() => f.write_str(&only.of),
            runs => {
                for (index, run) in runs.iter().enumerate() {
                    let gap = if index == 0 { "" } else { " " };
                    if run.of.is_empty() {
                        write!(f, "{gap}zeros[{}]", run.length)?;
                    } else {
                        let end = run.from.saturating_add(run.length);
                        write!(f, "{gap}{}[{}..{end}]", run.of, run.from)?;
                    }
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_put_together_are_the_whole() {
        let whole = Content::whole("a", 100);
        for at in [0, 1, 50, 99, 100] {
            let (first, rest) = (whole.part(0, at), whole.part(at, u64::MAX));
            assert_eq!((first.size(), rest.size()), (at, 100 - at));
            assert_eq!(first.with(at, &rest), whole, "{at}");
            assert_eq!(whole.with(at, &rest), whole, "{at}");
        }
        assert_eq!(whole.to_string(), "a");
        assert_eq!(Content::default().to_string(), "nothing");
    }

    #[test]
    fn a_write_replaces_what_it_covers_and_fills_gaps() {
        let (old, new) = (Content::whole("old", 10), Content::whole("new", 10));
        let middle = old.with(4, &new.part(4, 2));
        assert_eq!(middle.to_string(), "old[0..4] new[4..6] old[6..10]");
        assert_eq!(middle.size(), 10);
        let behind = old.with(12, &new.part(0, 3));
        assert_eq!(behind.to_string(), "old[0..10] zeros[2] new[0..3]");
        assert_eq!(behind.part(9, 4).to_string(), "old[9..10] zeros[2] new[0..1]");
        assert_eq!(behind.part(20, 4), Content::default());
        assert_eq!(old.with(8, &new.part(0, 4)).size(), 12);
    }

    #[test]
    fn numbers_at_the_end_of_their_range_are_taken() {
        let huge = Content::whole("a", u64::MAX);
        assert_eq!(huge.part(u64::MAX, u64::MAX), Content::default());
        assert_eq!(huge.part(u64::MAX - 1, u64::MAX).size(), 1);
        assert_eq!(huge.with(u64::MAX, &Content::whole("b", 5)).size(), u64::MAX);
    }
}

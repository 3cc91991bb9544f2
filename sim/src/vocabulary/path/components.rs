//! The names a path is made of.

use std::str::Split;

use super::environment::has_variable;
use super::fold::FoldedName;

/// The components of a path, in order; see [`WinPath::components`](super::WinPath::components).
#[derive(Debug, Clone)]
pub struct Components<'a>(Source<'a>);

#[derive(Debug, Clone)]
enum Source<'a> {
    /// The names stand in the text as they are. The pattern is the set of separators.
    Plain(Split<'a, &'static [char]>),
    /// `.` and `..` had to be followed first.
    Resolved(std::vec::IntoIter<&'a str>),
}

impl<'a> Components<'a> {
    pub(super) fn new(body: &'a str, verbatim: bool, dotted: bool, has_top: bool) -> Self {
        let separators: &'static [char] = if verbatim { &['\\'] } else { &['\\', '/'] };
        let plain = body.split(separators);
        if !dotted {
            return Self(Source::Plain(plain));
        }
        let mut names: Vec<&str> = Vec::new();
        for name in plain {
            match name {
                "" | "." => {}
                ".." => match names.last() {
                    None if has_top => {}
                    Some(last) if *last != ".." && !has_variable(last) => drop(names.pop()),
                    None | Some(_) => names.push(name),
                },
                _ => names.push(name),
            }
        }
        Self(Source::Resolved(names.into_iter()))
    }

    /// The components in the form in which they are compared.
    pub fn folded(self) -> impl Iterator<Item = FoldedName> {
        self.map(FoldedName::from)
    }
}

impl<'a> Iterator for Components<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        match &mut self.0 {
            Source::Plain(names) => names.find(|name| !name.is_empty()),
            Source::Resolved(names) => names.next(),
        }
    }
}

//! How components are called where there are several writers, and which one a name means.

use vss_sim::components::{At, ComponentForest, ComponentName};
use vss_sim::documents::WriterMetadata;
use vss_sim::vocabulary::Guid;
use vss_sim::vocabulary::path::same_name;

use crate::source::did_you_mean;

/// What each writer is called: nothing where there is one, else its name, or its instance where two share a name.
#[derive(Debug, Clone)]
pub struct Names(Vec<Option<String>>);

/// A name that means no component, or more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownName {
    /// It names no writer that was given.
    Writer {
        /// What the names begin with.
        expected: String,
    },
    /// Several writers are called so.
    Ambiguous {
        /// What tells them apart.
        expected: String,
    },
}

impl Names {
    /// Names writers.
    #[must_use]
    pub fn new(writers: &[ComponentForest]) -> Self {
        let name_of = |forest: &ComponentForest| forest.document().identification.friendly_name.to_string();
        let names: Vec<String> = writers.iter().map(name_of).collect();
        let alone = |name: &String| names.iter().filter(|other| same_name(other, name)).count() == 1;
        let called = writers.iter().zip(&names).map(|(forest, name)| match writers.len() {
            1 => None,
            _ if alone(name) && !name.is_empty() => Some(name.clone()),
            _ => Some(format!("{{{}}}", forest.document().instance_id())),
        });
        Self(called.collect())
    }

    /// What a writer is called in headings.
    #[must_use]
    pub fn writer(&self, writers: &[ComponentForest], index: usize) -> String {
        let own = self.0.get(index).cloned().flatten();
        let name =
            writers.get(index).map(|forest| forest.document().identification.friendly_name.to_string());
        match (own, name) {
            (Some(own), Some(name)) if own != name => format!("{name} {own}"),
            (_, Some(name)) => name,
            (Some(own), None) => own,
            (None, None) => String::new(),
        }
    }

    /// What a component of a writer is called: writer and colon where there are several, logical path, backslash, name.
    #[must_use]
    pub fn component(&self, writer: usize, component: &ComponentName) -> String {
        match self.0.get(writer) {
            Some(Some(name)) => format!("{name}:{component}"),
            Some(None) | None => component.to_string(),
        }
    }

    /// The same for one that is there.
    #[must_use]
    pub fn at(&self, writers: &[ComponentForest], at: At) -> String {
        let name = writers.get(at.writer).and_then(|forest| forest.name(at.component));
        name.map_or_else(String::new, |name| self.component(at.writer, name))
    }

    /// The writer that a name means, and the component in it, which need not exist.
    ///
    /// # Errors
    /// No writer is meant, or several.
    pub fn parse(
        &self,
        writers: &[ComponentForest],
        text: &str,
    ) -> Result<(usize, ComponentName), UnknownName> {
        let plain = ComponentName::parse(text);
        if let [only] = writers
            && only.find(&plain).is_some()
        {
            return Ok((0, plain));
        }
        let prefixed: Vec<(usize, &str)> = writers
            .iter()
            .enumerate()
            .filter_map(|(index, forest)| Some((index, without_writer(forest, text)?)))
            .collect();
        match (prefixed.as_slice(), writers) {
            ([(writer, rest)], _) => Ok((*writer, ComponentName::parse(rest))),
            ([], [_]) => Ok((0, plain)),
            ([], _) => Err(UnknownName::Writer { expected: self.forms() }),
            (several, _) => self.narrowed(writers, several),
        }
    }

    /// Several instances of a class, or writers of one name: the one of them that has the component, if one has.
    fn narrowed(
        &self,
        writers: &[ComponentForest],
        several: &[(usize, &str)],
    ) -> Result<(usize, ComponentName), UnknownName> {
        let has = |(writer, rest): &&(usize, &str)| {
            writers.get(*writer).is_some_and(|forest| forest.find(&ComponentName::parse(rest)).is_some())
        };
        let mut found = several.iter().filter(has);
        match (found.next(), found.next()) {
            (Some((writer, rest)), None) => Ok((*writer, ComponentName::parse(rest))),
            (Some(_), Some(_)) | (None, _) => Err(UnknownName::Ambiguous { expected: self.forms() }),
        }
    }

    fn forms(&self) -> String {
        let forms: Vec<String> = self.0.iter().flatten().map(|name| format!("{name}:…")).collect();
        forms.join(", ")
    }
}

/// What follows the colon after a writer's name, class or instance. Names can hold colons themselves, so that each is
/// tried.
fn without_writer<'a>(forest: &ComponentForest, text: &'a str) -> Option<&'a str> {
    let identity = &forest.document().identification;
    text.match_indices(':').find_map(|(at, _)| {
        let (start, rest) = (text.get(..at)?, text.get(at + 1..)?);
        let by_name = !start.is_empty() && same_name(start, &identity.friendly_name);
        let by_guid = || Guid::parse(start).is_some_and(|guid| is_of(forest.document(), guid));
        (by_name || by_guid()).then_some(rest)
    })
}

fn is_of(document: &WriterMetadata, guid: Guid) -> bool {
    guid == document.writer_id() || guid == document.instance_id()
}

/// The component of a writer that a name was probably meant to be.
pub(super) fn near(forest: &ComponentForest, name: &ComponentName) -> Option<String> {
    let all: Vec<String> =
        (0..forest.len()).filter_map(|index| forest.name(index)).map(ToString::to_string).collect();
    did_you_mean(&name.to_string(), all.iter().map(String::as_str)).map(str::to_owned)
}

//! How components are called, and which one a text means.
//!
//! A component is called by its logical path, a backslash and its name; where there are several writers, the writer
//! and a colon stand before it. Components of one writer that are written alike (a name may hold a backslash, C-079)
//! are told apart by `#` and their number in the document.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::{At, ComponentForest, ComponentName};
use vss_sim::documents::WriterMetadata;
use vss_sim::vocabulary::Guid;
use vss_sim::vocabulary::path::same_name;

use crate::source::did_you_mean;

/// The names of all components of some writers.
#[derive(Debug, Clone)]
pub struct Names(Vec<WriterNames>);

#[derive(Debug, Clone)]
struct WriterNames {
    class: Guid,
    instance: Guid,
    friendly: String,
    /// What stands before the colon: the friendly name, or the instance where another writer has that name, too.
    label: String,
    /// What each component is called, without the writer.
    called: Vec<String>,
    /// The components by what is written.
    written: BTreeMap<String, Vec<usize>>,
}

/// The component that a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meant {
    /// The component; of several of equal name the first.
    pub at: At,
    /// Whether a leading backslash had to be dropped to find it.
    pub leading_backslash: bool,
    /// How many components of the writer have its name.
    pub alike: usize,
}

/// Why a text means no component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameFault {
    /// No component is called so.
    Unknown {
        /// The component that was probably meant.
        near: Option<String>,
    },
    /// Several components are written so.
    Ambiguous {
        /// What they are called.
        candidates: Vec<String>,
    },
}

impl Names {
    /// Names the components of writers.
    #[must_use]
    pub fn new(writers: &[ComponentForest]) -> Self {
        let friendly = |forest: &ComponentForest| forest.document().identification.friendly_name.to_string();
        let all: Vec<String> = writers.iter().map(friendly).collect();
        let alone = |name: &String| all.iter().filter(|other| same_name(other, name)).count() == 1;
        let named = writers.iter().zip(&all).map(|(forest, friendly)| {
            let instance = format!("{{{}}}", forest.document().instance_id());
            let plain = alone(friendly) && !friendly.is_empty();
            WriterNames::new(forest, friendly.clone(), if plain { friendly.clone() } else { instance })
        });
        Self(named.collect())
    }

    /// What a writer is called in headings.
    #[must_use]
    pub fn title(&self, writer: usize) -> String {
        match self.0.get(writer) {
            Some(names) if names.label != names.friendly && !names.friendly.is_empty() => {
                format!("{} {}", names.friendly, names.label)
            }
            Some(names) => names.label.clone(),
            None => String::new(),
        }
    }

    /// What stands before the colon of the writer's components where there are several writers, and is understood there
    /// in any case.
    #[must_use]
    pub fn label(&self, writer: usize) -> &str {
        self.0.get(writer).map_or("", |names| names.label.as_str())
    }

    /// What a component is called among those of its writer.
    #[must_use]
    pub fn short(&self, at: At) -> &str {
        let names = self.0.get(at.writer);
        names.and_then(|names| names.called.get(at.component)).map_or("", String::as_str)
    }

    /// What a component is called.
    #[must_use]
    pub fn full(&self, at: At) -> String {
        match self.0.as_slice() {
            [_] => self.short(at).to_owned(),
            _ => format!("{}:{}", self.label(at.writer), self.short(at)),
        }
    }

    /// The component that a text means: what is called or written so, behind its writer's name, class or instance and
    /// a colon, or without them. Of several, the one that is called exactly so.
    ///
    /// # Errors
    /// The text means none, or several.
    pub fn resolve<F: Borrow<ComponentForest>>(&self, writers: &[F], text: &str) -> Result<Meant, NameFault> {
        let mut found: BTreeMap<At, Meant> = BTreeMap::new();
        let mut addressed = Vec::new();
        for (writer, (names, forest)) in self.0.iter().zip(writers).enumerate() {
            // Names can hold colons themselves, so that each is tried.
            let behind = names.behind_writer(text);
            addressed.extend(behind.iter().map(|rest| (writer, *rest)));
            for rest in behind.into_iter().chain([text]) {
                let meant = names.find(forest.borrow(), writer, rest);
                found.extend(meant.into_iter().map(|meant| (meant.at, meant)));
            }
        }
        let exact = || found.values().find(|meant| self.full(meant.at) == text);
        let mut all = found.values();
        match (all.next(), all.next()) {
            (None, _) => Err(NameFault::Unknown { near: self.near(&addressed, text) }),
            (Some(only), None) => Ok(*only),
            (Some(_), Some(_)) => exact().copied().ok_or_else(|| NameFault::Ambiguous {
                candidates: found.keys().map(|at| self.full(*at)).collect(),
            }),
        }
    }

    /// The component that was probably meant, as it would be named.
    fn near(&self, addressed: &[(usize, &str)], text: &str) -> Option<String> {
        let in_writer = addressed.iter().find_map(|(writer, rest)| {
            let called = &self.0.get(*writer)?.called;
            let near = did_you_mean(rest, called.iter().map(String::as_str))?;
            let component = called.iter().position(|name| name == near)?;
            Some(self.full(At { writer: *writer, component }))
        });
        if !addressed.is_empty() {
            return in_writer;
        }
        let all = || self.0.iter().flat_map(|names| names.called.iter().map(|name| (&names.label, name)));
        let short = did_you_mean(text, all().map(|(_, name)| name.as_str())).map(str::to_owned);
        let full: Vec<String> = all().map(|(label, name)| format!("{label}:{name}")).collect();
        short.or_else(|| did_you_mean(text, full.iter().map(String::as_str)).map(str::to_owned))
    }
}

impl WriterNames {
    fn new(forest: &ComponentForest, friendly: String, label: String) -> Self {
        let texts: Vec<String> =
            (0..forest.len()).filter_map(|index| forest.name(index)).map(ToString::to_string).collect();
        let mut written: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, text) in texts.iter().enumerate() {
            written.entry(text.clone()).or_default().push(index);
        }
        let called = texts.into_iter().zip(1..).map(|(text, number): (String, usize)| {
            let shared = written.get(&text).is_some_and(|all| all.len() > 1);
            if shared { format!("{text}#{number}") } else { text }
        });
        let document: &WriterMetadata = forest.document();
        Self {
            class: document.writer_id(),
            instance: document.instance_id(),
            friendly,
            label,
            called: called.collect(),
            written,
        }
    }

    /// What follows the colons behind which this writer's name, class or instance stands.
    fn behind_writer<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let is_own = |start: &str| {
            let by_name = !start.is_empty() && same_name(start, &self.friendly);
            by_name || Guid::parse(start).is_some_and(|guid| guid == self.class || guid == self.instance)
        };
        let split = |(at, _): (usize, &str)| Some((text.get(..at)?, text.get(at + 1..)?));
        let parts = text.match_indices(':').filter_map(split);
        parts.filter(|(start, _)| is_own(start)).map(|(_, rest)| rest).collect()
    }

    /// The components that a text means in this writer.
    fn find(&self, forest: &ComponentForest, writer: usize, text: &str) -> Vec<Meant> {
        let without = text.strip_prefix('\\');
        let by_text = self.by_text(forest, text);
        let (components, leading_backslash) = match (by_text, without) {
            (found, _) if !found.is_empty() => (found, false),
            (_, Some(without)) if !self.by_text(forest, without).is_empty() => {
                (self.by_text(forest, without), true)
            }
            // What is left differs from the document in the leading backslash of a logical path.
            _ => (forest.find(&ComponentName::parse(text)).into_iter().collect(), without.is_some()),
        };
        let meant = |component: usize| Meant {
            at: At { writer, component },
            leading_backslash,
            alike: forest.name(component).map_or(0, |name| forest.find_all(name).len()),
        };
        components.into_iter().map(meant).collect()
    }

    /// The components that are written or called so; of equal ones, which no call tells apart, the first.
    fn by_text(&self, forest: &ComponentForest, text: &str) -> BTreeSet<usize> {
        let numbered = || {
            let (start, number) = text.rsplit_once('#')?;
            let index = number.parse::<usize>().ok()?.checked_sub(1)?;
            self.written.get(start).filter(|all| all.len() > 1 && all.contains(&index)).map(|_| vec![index])
        };
        let all = self.written.get(text).cloned().or_else(numbered).unwrap_or_default();
        all.into_iter().filter_map(|index| forest.find(forest.name(index)?)).collect()
    }
}

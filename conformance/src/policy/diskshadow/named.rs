//! Writers and components as a script names them.

use std::fmt;

use vss_sim::components::ComponentForest;
use vss_sim::vocabulary::Guid;

/// A writer, or a component of it: writer name, class or instance, then perhaps a colon and the component's full path.
///
/// All of it compares without regard to case, as in VShadow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The writer's name or GUID.
    pub writer: String,
    /// The component's full path: a backslash, its logical path, a backslash, its name.
    pub component: Option<String>,
}

impl Named {
    /// Reads `writer`, or `writer:\path\component`.
    pub(super) fn parse(text: &str) -> Self {
        match text.split_once(":\\") {
            Some((writer, component)) => {
                Self { writer: writer.to_owned(), component: Some(format!("\\{component}")) }
            }
            None => Self { writer: text.to_owned(), component: None },
        }
    }

    /// Whether the writer of this document is meant.
    pub(super) fn is_of(&self, forest: &ComponentForest) -> bool {
        let identity = &forest.document().identification;
        match Guid::parse(&self.writer) {
            Some(guid) => guid == identity.writer_id.value() || guid == identity.instance_id.value(),
            None => self.writer.to_lowercase() == identity.friendly_name.to_lowercase(),
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.component {
            None => f.write_str(&self.writer),
            Some(component) => write!(f, "{}:{component}", self.writer),
        }
    }
}

/// A component as scripts name it and diskshadow writes it: a backslash, its logical path, a backslash, its name. A
/// backslash that the logical path brings along at either end is not doubled.
pub(super) fn full_path(forest: &ComponentForest, index: usize) -> String {
    let Some(name) = forest.name(index) else { return String::new() };
    let path = name.logical_path().unwrap_or_default();
    let start = if path.starts_with('\\') { "" } else { "\\" };
    let end = if path.is_empty() || path.ends_with('\\') { "" } else { "\\" };
    format!("{start}{path}{end}{}", name.name())
}

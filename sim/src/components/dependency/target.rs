//! What a dependency points to.

use super::super::logical_path::SEPARATOR;
use super::super::name::ComponentName;
use crate::documents::WmDependency;
use crate::vocabulary::{Guid, Text};

/// Where the target of a dependency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host<'a> {
    /// On the computer of the dependent component.
    Local,
    /// On the computer with this name or IP address (rule DEP-011).
    Remote(&'a str),
}

/// The target of a dependency as a requester reads it.
///
/// A remote one has two backslashes, the computer's name and a backslash before its logical path, as writers declare
/// it (rule DEP-010), or before its name, as requesters are told to look for it (rule DEP-012). Here they are taken
/// off. Where both texts name a computer, that of the logical path counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DependencyTarget {
    /// The remote computer; `None` for a local target.
    pub computer: Option<Text>,
    /// The class of the writer that has the target.
    pub writer: Guid,
    /// The target.
    pub component: ComponentName,
}

impl DependencyTarget {
    /// The target of a dependency.
    #[must_use]
    pub fn of(dependency: &WmDependency) -> Self {
        let path = dependency.logical_path.as_deref().unwrap_or_default();
        let (path_computer, path) = remote(path);
        let (name_computer, name) = remote(&dependency.component_name);
        Self {
            computer: path_computer.or(name_computer).map(Text::from),
            writer: dependency.writer_id.value(),
            component: ComponentName::new(Some(path), name),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn host(&self) -> Host<'_> {
        self.computer.as_deref().map_or(Host::Local, Host::Remote)
    }
}

/// The computer that a text names, and the rest of the text.
fn remote(text: &str) -> (Option<&str>, &str) {
    match text.strip_prefix(r"\\") {
        Some(named) => {
            let (computer, rest) = named.split_once(SEPARATOR).unwrap_or((named, ""));
            (Some(computer), rest)
        }
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_texts_are_tested_for_a_computer() {
        for (path, name, host, place) in [
            (r"\\SRV1\Connections", "x", Host::Remote("SRV1"), r"Connections\x"),
            ("Connections", r"\\SRV1\x", Host::Remote("SRV1"), r"Connections\x"),
            (r"\\A\Connections", r"\\B\x", Host::Remote("A"), r"Connections\x"),
            (r"\\10.0.0.1", "x", Host::Remote("10.0.0.1"), "x"),
            (r"\\SRV1\a\b", "x", Host::Remote("SRV1"), r"a\b\x"),
            ("Connections", "x", Host::Local, r"Connections\x"),
            (r"\Connections", "x", Host::Local, r"\Connections\x"),
            ("", "x", Host::Local, "x"),
            (r"\\", "x", Host::Remote(""), "x"),
        ] {
            let mut dependency = WmDependency::default();
            dependency.logical_path = Some(path.into());
            dependency.component_name = name.into();
            let target = DependencyTarget::of(&dependency);
            assert_eq!(
                (target.host(), target.component.to_string().as_str()),
                (host, place),
                "{path} {name}"
            );
        }
    }
}

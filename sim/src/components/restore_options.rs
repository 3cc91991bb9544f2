//! The restore options that users set: the string of SetRestoreOptions, and those options that have a common meaning.
//!
//! Page: `setting-vss-restore-options`. Readings: blanks between the pieces are read; an option that names no
//! subcomponent is for all of the component's; names compare without regard to case.

use crate::vocabulary::Text;
use crate::vocabulary::path::same_name;

/// One option of a string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RestoreOption {
    /// The subcomponent that it is for, with what lies below that; none where it is for all.
    pub component: Option<Text>,
    /// Its name.
    pub name: Text,
    /// Its value.
    pub value: Text,
}

/// What options of these names are commonly agreed to mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommonOption {
    /// The entire component is authoritative.
    AuthoritativeAll,
    /// An item, in the writer's own notation, is.
    AuthoritativeItem(Text),
    /// No logs are replayed.
    RollForwardNone,
    /// All logs are.
    RollForwardAll,
    /// Logs are replayed up to a point, in the writer's own notation.
    RollForwardPartial(Text),
    /// The component is restored under another logical path and name.
    NewComponentName {
        /// The logical path.
        logical_path: Option<Text>,
        /// The name.
        name: Text,
    },
}

impl RestoreOption {
    /// Whether it is for a component of this logical path and name, joined by a backslash: the one that it names, or
    /// one below it.
    #[must_use]
    pub fn is_for(&self, component: &str) -> bool {
        let Some(own) = &self.component else { return true };
        let mut names = component.split('\\');
        own.split('\\').all(|own| names.next().is_some_and(|name| same_name(own, name)))
    }

    /// Its common meaning, if it has one.
    #[must_use]
    pub fn common(&self) -> Option<CommonOption> {
        let named = |name: &str| same_name(&self.name, name);
        let after = |prefix: &str| {
            let (start, rest) = self.value.split_at_checked(prefix.len())?;
            same_name(start, prefix).then(|| Text::from(rest))
        };
        let is = |value: &str| same_name(&self.value, value);
        if named("Authoritative") {
            return if is("All") {
                Some(CommonOption::AuthoritativeAll)
            } else {
                after("Item:").map(CommonOption::AuthoritativeItem)
            };
        }
        if named("Roll Forward") {
            return if is("None") {
                Some(CommonOption::RollForwardNone)
            } else if is("All") {
                Some(CommonOption::RollForwardAll)
            } else {
                after("Partial:").map(CommonOption::RollForwardPartial)
            };
        }
        named("New Component Name").then(|| match self.value.rsplit_once('\\') {
            Some((path, name)) => {
                CommonOption::NewComponentName { logical_path: Some(path.into()), name: name.into() }
            }
            None => CommonOption::NewComponentName { logical_path: None, name: self.value.clone() },
        })
    }
}

/// Reads the string of SetRestoreOptions: `"name"="value"` pairs between commas, each perhaps behind `"subcomponent":`
/// (rule STA-042).
///
/// # Errors
/// What cannot be read, up to the end.
pub fn read_restore_options(text: &str) -> Result<Vec<RestoreOption>, &str> {
    let mut options = Vec::new();
    let mut rest = text.trim_matches(' ');
    while !rest.is_empty() {
        let whole = rest;
        let (first, behind) = quoted(rest).ok_or(whole)?;
        let (component, name, behind) = match behind.strip_prefix(':') {
            Some(behind) => {
                let (name, behind) = quoted(behind.trim_start_matches(' ')).ok_or(whole)?;
                (Some(Text::from(first)), name, behind)
            }
            None => (None, first, behind),
        };
        let value = behind.strip_prefix('=').ok_or(whole)?.trim_start_matches(' ');
        let (value, behind) = quoted(value).ok_or(whole)?;
        options.push(RestoreOption { component, name: name.into(), value: value.into() });
        if behind.is_empty() {
            break;
        }
        rest = behind.strip_prefix(',').ok_or(behind)?.trim_start_matches(' ');
        if rest.is_empty() {
            return Err(behind);
        }
    }
    Ok(options)
}

/// A text in double quotes, and what follows it and the blanks behind it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inner, behind) = text.strip_prefix('"')?.split_once('"')?;
    Some((inner, behind.trim_start_matches(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_option_is_refused() {
        assert_eq!(read_restore_options(""), Ok(Vec::new()));
        for (bad, piece) in [
            ("a=b", "a=b"),
            (r#""a""#, r#""a""#),
            (r#""a"="b","#, ","),
            (r#""a"="b";"c"="d""#, r#";"c"="d""#),
            (r#""a"="b", "c":"d""#, r#""c":"d""#),
        ] {
            assert_eq!(read_restore_options(bad), Err(piece), "{bad}");
        }
    }

    #[test]
    fn an_option_without_a_common_meaning_has_none() {
        for text in [r#""Authoritative"="some""#, r#""Roll Forward"="maybe""#, r#""Colour"="All""#] {
            let options = read_restore_options(text).unwrap();
            assert_eq!(options[0].common(), None, "{text}");
        }
        let bare = read_restore_options(r#""new component name" = "name""#).unwrap();
        let name = CommonOption::NewComponentName { logical_path: None, name: "name".into() };
        assert_eq!(bare[0].common(), Some(name));
    }
}

//! Environment variables in paths: `%NAME%` is kept as text and replaced on demand.

use std::collections::BTreeMap;

use super::fold::FoldedName;
use crate::vocabulary::Text;

/// The variables of a machine, by name without regard to case, in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment(BTreeMap<FoldedName, Text>);

const USUAL: &[(&str, &str)] = &[
    ("ALLUSERSPROFILE", r"C:\ProgramData"),
    ("CommonProgramFiles", r"C:\Program Files\Common Files"),
    ("ProgramData", r"C:\ProgramData"),
    ("ProgramFiles", r"C:\Program Files"),
    ("PUBLIC", r"C:\Users\Public"),
    ("SystemDrive", "C:"),
    ("SystemRoot", r"C:\Windows"),
    ("TEMP", r"C:\Windows\Temp"),
    ("WinDir", r"C:\Windows"),
];

impl Environment {
    /// An environment without variables.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The variables that documents of writers use, as Windows sets them when it is installed on the drive C.
    #[must_use]
    pub fn usual() -> Self {
        USUAL.iter().copied().collect()
    }

    /// Sets a variable and returns the value it had. The name keeps the spelling it was first set with.
    pub fn set(&mut self, name: &str, value: &str) -> Option<Text> {
        self.0.insert(FoldedName::from(name), Text::from(value))
    }

    /// The value of a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(&FoldedName::from(name)).map(Text::as_str)
    }

    /// Every variable and its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Replaces every `%NAME%` of the text whose variable is set.
    ///
    /// Rule MET-024 (page `vssgloss-f`): whoever reads a path expands it. Readings: values are not expanded again,
    /// so expansion ends; a name holds neither a percent sign nor a separator, so the percent sign of
    /// `C:\100%\%TEMP%` opens nothing; `%%` names no variable, and its second sign may open one; an unknown
    /// variable stays as it is.
    #[must_use]
    pub fn expand(&self, text: &str) -> Expansion {
        let mut expanded = String::with_capacity(text.len());
        let mut unknown = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = next_variable(rest) {
            expanded.push_str(before);
            match self.get(name) {
                Some(value) => expanded.push_str(value),
                None => {
                    expanded.push('%');
                    expanded.push_str(name);
                    expanded.push('%');
                    unknown.push(Text::from(name));
                }
            }
            rest = after;
        }
        expanded.push_str(rest);
        Expansion { text: Text::from(expanded), unknown }
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Environment {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(variables: I) -> Self {
        let mut environment = Self::new();
        for (name, value) in variables {
            environment.set(name, value);
        }
        environment
    }
}

/// What became of a text in [`Environment::expand`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The text with the values in it.
    pub text: Text,
    /// The variables that are not set, in the order of their places; one that stands twice is listed twice.
    pub unknown: Vec<Text>,
}

/// The text before the first variable, its name, and the text after it.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let mut searched = 0;
    loop {
        let open = searched + text.get(searched..)?.find('%')?;
        let inside = text.get(open + 1..)?;
        let length = inside.find(['%', '\\', '/'])?;
        let (name, tail) = inside.split_at_checked(length)?;
        match tail.strip_prefix('%') {
            Some(after) if !name.is_empty() => return Some((text.get(..open)?, name, after)),
            Some(_) | None => searched = open + 1,
        }
    }
}

/// Whether the text holds a `%NAME%`.
pub(super) fn has_variable(text: &str) -> bool {
    next_variable(text).is_some()
}

/// The name of the variable with which the text starts.
pub(super) fn leading_variable(text: &str) -> Option<&str> {
    next_variable(text).filter(|(before, _, _)| before.is_empty()).map(|(_, name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        [("SystemRoot", r"C:\Windows"), ("Loop", "%Loop%%SystemRoot%"), ("Empty", "")].into_iter().collect()
    }

    #[track_caller]
    fn expands(text: &str, expected: &str, unknown: &[&str]) {
        let expansion = environment().expand(text);
        assert_eq!(expansion.text.as_str(), expected);
        assert_eq!(expansion.unknown, unknown);
    }

    #[test]
    fn known_variables_are_replaced_in_any_case() {
        expands(r"%systemROOT%\System32", r"C:\Windows\System32", &[]);
        expands(r"a%Empty%b", "ab", &[]);
    }

    #[test]
    fn unknown_variables_stay_and_are_reported() {
        expands(r"%NoSuch%\%SystemRoot%\%NoSuch%", r"%NoSuch%\C:\Windows\%NoSuch%", &["NoSuch", "NoSuch"]);
    }

    #[test]
    fn values_are_not_expanded_again() {
        expands("%Loop%", "%Loop%%SystemRoot%", &[]);
    }

    #[test]
    fn a_percent_sign_that_opens_no_name_is_a_character() {
        expands(r"C:\100%\%SystemRoot%", r"C:\100%\C:\Windows", &[]);
        expands("%%", "%%", &[]);
        expands("%%SystemRoot%%", r"%C:\Windows%", &[]);
        expands("%", "%", &[]);
        expands("50%", "50%", &[]);
    }

    #[test]
    fn the_last_value_counts_and_the_list_is_in_order_of_names() {
        let mut environment = environment();
        assert_eq!(environment.set("SYSTEMROOT", r"D:\W").as_deref(), Some(r"C:\Windows"));
        let listed: Vec<_> = environment.iter().collect();
        assert_eq!(listed, [("Empty", ""), ("Loop", "%Loop%%SystemRoot%"), ("SystemRoot", r"D:\W")]);
    }
}

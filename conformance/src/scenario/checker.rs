//! What a check knows while it goes through a scenario, and the words it has for what is wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use vss_sim::api::{Method, Object, ProcessId, methods};
use vss_sim::documents::ReadOptions;
use vss_sim::vocabulary::{Guid, HeaderEnum, Hresult};

use crate::json::Spanned;
use crate::source::{Diagnostic, Problem, Span};

use super::plan::{NestedPlan, ParticipantRef};

/// How to check.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// How documents are read.
    pub documents: ReadOptions,
}

/// What the check knows while it goes through a scenario.
pub(super) struct Checker<'a> {
    /// Where the scenario's files are.
    pub(super) folder: &'a Path,
    pub(super) options: &'a CheckOptions,
    /// What is wrong with the scenario itself.
    pub(super) errors: Vec<Diagnostic>,
    /// What is wrong with other files.
    pub(super) file_errors: Vec<Problem>,
    pub(super) warnings: Vec<Problem>,
    /// The documents that writers are made of, and the files that the scenario needs.
    pub(super) documents: Vec<PathBuf>,
    /// The files that earlier steps compare documents with.
    pub(super) snapshots: Vec<PathBuf>,
    /// Writers and providers by name.
    pub(super) participants: BTreeMap<String, ParticipantRef>,
    /// GUIDs that `@name` can stand for, by the parameter they are asked for: class, instance or provider.
    pub(super) guids: BTreeMap<String, NamedGuids>,
    /// The next process number.
    pub(super) next_process: u32,
    /// What handlers' calls are expected to come to.
    pub(super) nested: Vec<NestedPlan>,
}

/// The GUIDs of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedGuids {
    /// For a parameter that asks for an instance.
    pub(super) instance: Guid,
    /// For any other.
    pub(super) class: Guid,
    /// For a provider: the class of its COM server.
    pub(super) server: Guid,
}

impl Checker<'_> {
    pub(super) fn path(&self, relative: &str) -> PathBuf {
        self.folder.join(relative)
    }

    pub(super) fn process(&mut self) -> ProcessId {
        let id = ProcessId(self.next_process);
        self.next_process += 1;
        id
    }

    pub(super) fn error(&mut self, diagnostic: Diagnostic) {
        self.errors.push(diagnostic);
    }

    /// A GUID, or an error at its place.
    pub(super) fn guid(&mut self, text: &Spanned<String>) -> Guid {
        if text.value == "GUID_NULL" {
            return Guid::NULL;
        }
        Guid::parse(text).unwrap_or_else(|| {
            let error = Diagnostic::error(text, "this is no GUID");
            self.errors.push(error.expected("a GUID, or GUID_NULL").found(format!("{:?}", text.value)));
            Guid::NULL
        })
    }

    /// An HRESULT, or an error at its place.
    pub(super) fn hresult(&mut self, text: &Spanned<String>) -> Hresult {
        Hresult::parse(text).unwrap_or_else(|| {
            let names: Vec<&str> = Hresult::TABLE.iter().map(|row| row.name).collect();
            self.errors.push(unknown(
                text,
                "HRESULT",
                "a name such as S_OK, or a number such as 0x80042301",
                &names,
            ));
            Hresult::S_OK
        })
    }

    /// A value of a header enumeration, or an error at its place.
    pub(super) fn header<E: HeaderEnum>(&mut self, text: &Spanned<String>) -> E {
        E::parse(text).unwrap_or_else(|| {
            let names: Vec<&str> = E::VALUES.iter().map(|value| value.name).collect();
            self.errors.push(unknown(text, E::NAME, &format!("a value of {}", E::NAME), &names));
            E::default()
        })
    }

    /// A stretch of time, or an error at its place.
    pub(super) fn duration(&mut self, text: &Spanned<String>) -> Duration {
        duration(text).unwrap_or_else(|| {
            let error = Diagnostic::error(text, "this is no stretch of time");
            self.errors.push(
                error.expected("a number with ms, s or min, such as 250ms, 5s or 2min").found(&text.value),
            );
            Duration::ZERO
        })
    }

    /// A writer or provider of this name, or an error at its place.
    pub(super) fn participant(&mut self, name: &Spanned<String>) -> Option<ParticipantRef> {
        let found = self.participants.get(&name.value).copied();
        if found.is_none() {
            let names: Vec<&str> = self.participants.keys().map(String::as_str).collect();
            let error = unknown(name, "writer or provider", "the name of a writer or provider", &names);
            self.errors.push(error);
        }
        found
    }
}

/// A word that is none of those it could be, with the one that was probably meant.
pub(super) fn unknown(at: &Spanned<String>, what: &str, expected: &str, names: &[&str]) -> Diagnostic {
    Diagnostic::error(Span::from(at), format!("unknown {what}"))
        .expected(expected)
        .found(format!("{:?}", at.value))
        .did_you_mean(at, names)
}

/// A method by its name, or by `Interface::Name`, among those of some objects; or an error at its place. Where several
/// interfaces have a method of the name, it is that of the object it is called on, else the first in the tables.
pub(super) fn method(
    checker: &mut Checker<'_>,
    name: &Spanned<String>,
    of: fn(Object) -> bool,
    on: Option<Object>,
    expected: &str,
) -> Option<&'static Method> {
    let (interface, plain) = match name.split_once("::") {
        Some((interface, plain)) => (Some(interface), plain),
        None => (None, name.as_str()),
    };
    let among = || methods().filter(|method| of(method.object));
    let named =
        |method: &&Method| method.name == plain && interface.is_none_or(|known| known == method.interface);
    let fitting = on.and_then(|kind| among().filter(|method| method.object == kind).find(named));
    let found = fitting.or_else(|| among().find(named));
    if found.is_none() {
        let names: Vec<&str> = among().map(|method| method.name).collect();
        let error =
            Diagnostic::error(name, "unknown call").expected(expected).found(format!("{:?}", name.value));
        checker.error(error.did_you_mean(plain, &names));
    }
    found
}

/// Reads `250ms`, `5s` or `2min`.
fn duration(text: &str) -> Option<Duration> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "min" => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::duration;
    use std::time::Duration;

    #[test]
    fn stretches_of_time() {
        assert_eq!(duration("250ms"), Some(Duration::from_millis(250)));
        assert_eq!(duration("5s"), Some(Duration::from_secs(5)));
        assert_eq!(duration("2min"), Some(Duration::from_secs(120)));
        for bad in ["", "5", "s", "-1s", "1.5s", "5 s", "5h", "99999999999999999999s"] {
            assert_eq!(duration(bad), None, "{bad}");
        }
    }
}

//! The documented return codes against what runs showed of them.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::methods;
use vss_sim::machines::{ProviderCall, WriterEvent};
use vss_sim::trace::Record;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::Cause;

use super::observed::{Observed, observe};
use super::observer::{Observer, Tally};
use super::readings::{ReadingLine, ReadingsShown};
use super::returns::{Row, rows};
use super::unshown;
use super::verify::Proof;
use crate::run::ReadingAsked;

/// How a documented code was shown, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A state, an argument or a privilege led to it.
    Caused,
    /// A participant chose it.
    Answered,
    /// A fault that was armed in the world led to it.
    Injected,
    /// No run showed it.
    NotModelled,
    /// It is no HRESULT.
    NotACode,
}

impl Status {
    /// Every status.
    pub const ALL: &'static [Self] =
        &[Self::Caused, Self::Answered, Self::Injected, Self::NotModelled, Self::NotACode];

    /// The word for people and for the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caused => "caused",
            Self::Answered => "answered",
            Self::Injected => "injected",
            Self::NotModelled => "not-modelled",
            Self::NotACode => "not-a-code",
        }
    }
}

/// What a requester's call came back with because of a provider's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Then {
    /// The interface.
    pub interface: &'static str,
    /// The method.
    pub method: &'static str,
    /// The code.
    pub code: Hresult,
}

/// A documented code, and how it was shown.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The row.
    pub row: &'static Row,
    /// How it was shown.
    pub status: Status,
    /// The first scenario that showed it so.
    pub shown_by: Option<String>,
    /// Why it was not shown.
    pub reason: Option<&'static str>,
    /// What a requester's call came back with, for the answer of a provider that reached one.
    pub then: Option<Then>,
    /// What makes the code go away, where that was looked for and found.
    pub cause: Option<ShownCause>,
}

/// A change of a scenario that makes a code go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCause {
    /// The scenario.
    pub scenario: String,
    /// The change, in words.
    pub change: String,
}

/// In so many scenarios the cause of a pair is looked for; what succeeds in any case has none.
const TRIED: usize = 40;

/// A method, by interface and name, and a code.
pub type Key = (&'static str, &'static str, Hresult);

/// How a pair was shown.
#[derive(Debug)]
struct Shown {
    status: Status,
    by: String,
    then: Option<Then>,
}

/// What runs have shown.
#[derive(Debug, Default)]
pub struct Coverage {
    /// How each pair was shown, and by which scenario.
    shown: BTreeMap<Key, Shown>,
    /// Which pairs each scenario showed, and how.
    shows: BTreeMap<String, BTreeSet<(Key, Status)>>,
    /// The causes that were found where they were looked for.
    causes: BTreeMap<Key, ShownCause>,
    /// In how many scenarios the cause of a pair was looked for in vain.
    in_vain: BTreeMap<Key, usize>,
    /// How many runs were counted.
    pub runs: usize,
    /// What they have shown of the machines of the catalogue.
    observer: Observer,
    /// What they have shown of the questions that the pages leave open.
    readings: ReadingsShown,
}

impl Coverage {
    /// Counts the run of a scenario.
    pub fn add(&mut self, scenario: &str, trace: &[Record], asked: &[ReadingAsked]) {
        self.runs += 1;
        self.readings.add(scenario, asked);
        self.observer.add(scenario, trace, asked);
        let (found, answers) = observe(trace);
        for Observed { interface, method, code, cause, .. } in found {
            self.note((interface, method, code), status(cause), scenario, None);
        }
        for answer in answers {
            let then = answer.then.map(|seen| Then {
                interface: seen.interface,
                method: seen.method,
                code: seen.code,
            });
            self.note((answer.interface, answer.method, answer.code), Status::Answered, scenario, then);
        }
    }

    /// The questions that the pages leave open, and what was shown of them.
    #[must_use]
    pub fn readings(&self) -> Vec<ReadingLine<'_>> {
        self.readings.lines()
    }

    fn note(&mut self, pair: Key, status: Status, scenario: &str, then: Option<Then>) {
        let better = self.shown.get(&pair).is_none_or(|known| {
            status < known.status || (status == known.status && known.then.is_none() && then.is_some())
        });
        self.shows.entry(scenario.to_owned()).or_default().insert((pair, status));
        if better {
            self.shown.insert(pair, Shown { status, by: scenario.to_owned(), then });
        }
    }

    /// The documented pairs that a scenario shows as well as any other does, and whose cause is still to be looked for.
    #[must_use]
    pub fn unverified(&self, scenario: &str) -> BTreeSet<Key> {
        let shows = self.shows.get(scenario).into_iter().flatten();
        shows
            .filter(|(key, status)| self.shown.get(key).is_some_and(|shown| shown.status == *status))
            .filter(|(key, _)| !self.causes.contains_key(key) && is_documented(key))
            .filter(|(key, _)| self.in_vain.get(key).is_none_or(|tried| *tried < TRIED))
            .map(|(key, _)| *key)
            .collect()
    }

    /// Keeps the causes that were found in a scenario, of those that were looked for.
    pub fn verified(&mut self, scenario: &str, wanted: &BTreeSet<Key>, proofs: Vec<Proof>) {
        for key in wanted {
            *self.in_vain.entry(*key).or_default() += 1;
        }
        let cause = |change| ShownCause { scenario: scenario.to_owned(), change };
        self.causes.extend(proofs.into_iter().map(|proof| (proof.pair, cause(proof.change))));
    }

    /// The pairs whose code is a failure, which scenarios show, and of which no cause was found.
    pub fn without_cause(&self) -> impl Iterator<Item = Pair> {
        self.pairs().into_iter().filter(|pair| {
            pair.shown_by.is_some()
                && pair.cause.is_none()
                && pair.row.hresult().is_some_and(|code| !code.is_success())
        })
    }

    /// Every documented pair, with how it was shown.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair> {
        rows().iter().map(|row| self.pair(row)).collect()
    }

    fn pair(&self, row: &'static Row) -> Pair {
        let none = |status, reason| Pair {
            row,
            status,
            shown_by: None,
            reason: Some(reason),
            then: None,
            cause: None,
        };
        let Some(code) = row.hresult() else {
            return none(Status::NotACode, "this is no HRESULT");
        };
        let key = (row.interface.as_str(), row.method.as_str(), code);
        match self.shown.get(&key) {
            Some(Shown { status, by, then }) => Pair {
                row,
                status: *status,
                shown_by: Some(by.clone()),
                reason: None,
                then: *then,
                cause: self.causes.get(&key).cloned(),
            },
            None => none(Status::NotModelled, why_not(row)),
        }
    }

    /// The transitions of the catalogue's machines and the steps of a creation, with what was shown of them.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.observer.tally()
    }

    /// How many pairs have each status.
    #[must_use]
    pub fn summary(&self) -> BTreeMap<Status, usize> {
        let mut counts: BTreeMap<Status, usize> = Status::ALL.iter().map(|status| (*status, 0)).collect();
        for pair in self.pairs() {
            *counts.entry(pair.status).or_default() += 1;
        }
        counts
    }
}

/// What kind of thing led to a code.
const fn status(cause: Cause) -> Status {
    match cause {
        Cause::Fulfilled | Cause::State | Cause::Argument | Cause::Privilege => Status::Caused,
        Cause::Participant(_) => Status::Answered,
        Cause::Injected => Status::Injected,
    }
}

/// Whether a page gives the method this code.
fn is_documented(key: &Key) -> bool {
    let (interface, method, code) = *key;
    rows().iter().any(|row| row.interface == interface && row.method == method && row.hresult() == Some(code))
}

fn why_not(row: &Row) -> &'static str {
    if let Some(reason) = unshown::reason(row) {
        return reason;
    }
    let called = methods().any(|method| method.interface == row.interface && method.name == row.method);
    let asked = ProviderCall::INTERFACES.contains(&row.interface.as_str())
        && ProviderCall::NAMES.contains(&row.method.as_str());
    let handled = WriterEvent::ALL.iter().any(|event| event.handler() == row.method);
    let for_express = row.interface.starts_with("IVssCreateWriterMetadata");
    if for_express && row.code == "VSS_E_NOT_SUPPORTED" {
        "it answers express writers, which build their documents with IVssCreateExpressWriterMetadata alone"
    } else if row.method == "CreateWriterEx" {
        "reserved for system use: the class CVssWriterEx calls it, and scenarios call the class"
    } else if called || asked || handled {
        "none of the scenarios shows it"
    } else if row.method.ends_with("Internal") {
        "the name under which the library exports the function without it"
    } else {
        "the model does not have this method"
    }
}

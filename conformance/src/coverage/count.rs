//! The documented return codes against what runs showed of them.

use std::collections::BTreeMap;

use vss_sim::api::methods;
use vss_sim::machines::{ProviderCall, WriterEvent};
use vss_sim::trace::Record;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::Cause;

use super::observed::{Observed, observe};
use super::returns::{Row, rows};
use super::unshown;

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
}

/// A method, by interface and name, and a code.
type Key = (&'static str, &'static str, Hresult);

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
    /// How many runs were counted.
    pub runs: usize,
}

impl Coverage {
    /// Counts the run of a scenario.
    pub fn add(&mut self, scenario: &str, trace: &[Record]) {
        self.runs += 1;
        let (found, answers) = observe(trace);
        for Observed { interface, method, code, cause } in found {
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

    fn note(&mut self, pair: Key, status: Status, scenario: &str, then: Option<Then>) {
        let better = self.shown.get(&pair).is_none_or(|known| {
            status < known.status || (status == known.status && known.then.is_none() && then.is_some())
        });
        if better {
            self.shown.insert(pair, Shown { status, by: scenario.to_owned(), then });
        }
    }

    /// Every documented pair, with how it was shown.
    #[must_use]
    pub fn pairs(&self) -> Vec<Pair> {
        rows().iter().map(|row| self.pair(row)).collect()
    }

    fn pair(&self, row: &'static Row) -> Pair {
        let none = |status, reason| Pair { row, status, shown_by: None, reason: Some(reason), then: None };
        let Some(code) = row.hresult() else {
            return none(Status::NotACode, "this is no HRESULT");
        };
        match self.shown.get(&(row.interface.as_str(), row.method.as_str(), code)) {
            Some(Shown { status, by, then }) => {
                Pair { row, status: *status, shown_by: Some(by.clone()), reason: None, then: *then }
            }
            None => none(Status::NotModelled, why_not(row)),
        }
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

fn why_not(row: &Row) -> &'static str {
    if let Some(reason) = unshown::reason(row) {
        return reason;
    }
    let called = methods().any(|method| method.interface == row.interface && method.name == row.method);
    let asked = ProviderCall::INTERFACES.contains(&row.interface.as_str())
        && ProviderCall::NAMES.contains(&row.method.as_str());
    let handled = WriterEvent::ALL.iter().any(|event| event.handler() == row.method);
    if called || asked || handled {
        "none of the scenarios shows it"
    } else if row.method.ends_with("Internal") {
        "the name under which the library exports the function without it"
    } else {
        "the model does not have this method"
    }
}

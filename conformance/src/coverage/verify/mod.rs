//! Whether what a scenario shows is due to what it says: without one thing of it, the code must not come back.
//!
//! A scenario that shows a code is played again and again, each time with one change: something taken out, an argument
//! or a setting put right, a step made earlier. A change after which the method is called as often, but succeeds where
//! it failed, is the cause that the scenario shows. What no such change makes go away is not shown to have a cause.

mod edit;
mod pool;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use vss_sim::trace::Record;
use vss_sim::vocabulary::Hresult;

use super::count::Key;
use super::observed::observe;

pub use edit::Edit;
pub use pool::Pool;

/// The code that goes away without a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The method and the code.
    pub pair: Key,
    /// The change, in words.
    pub change: String,
}

/// Plays a changed scenario, whatever it expects. `None` where it means nothing any more.
pub type Replay<'a> = dyn Fn(&Value) -> Option<Vec<Record>> + 'a;

/// Looks for the causes of codes in a scenario that shows them.
#[must_use]
pub fn verify(scenario: &Value, wanted: &BTreeSet<Key>, pool: &Pool, replay: &Replay<'_>) -> Vec<Proof> {
    let Some(shown) = replay(scenario).map(|trace| Results::of(&trace)) else { return Vec::new() };
    let mut open: BTreeSet<Key> = wanted.iter().filter(|key| shown.show(key)).copied().collect();
    let mut proofs = Vec::new();
    for edit in edit::edits(scenario, pool) {
        if open.is_empty() {
            break;
        }
        let Some(trace) = edit.applied(scenario).and_then(|changed| replay(&changed)) else { continue };
        let without = Results::of(&trace);
        let found: Vec<Key> =
            open.iter().filter(|key| without.lack(key, &shown, edit.keeps_steps())).copied().collect();
        for pair in found {
            open.remove(&pair);
            proofs.push(Proof { pair, change: edit.to_string() });
        }
    }
    proofs
}

/// What calls and upcalls came back with, method by method, in their order.
#[derive(Default)]
struct Results(BTreeMap<(&'static str, &'static str), Vec<Codes>>);

/// What one call came back with: its code, and for an asynchronous one the status at its end, too.
struct Codes {
    call: Option<usize>,
    all: Vec<Hresult>,
}

impl Codes {
    /// Whether a code is missing because its cause is: the call, or what it began, succeeds where the code is a failure.
    /// Another failure may hide this one.
    fn lack(&self, code: Hresult) -> bool {
        let last = self.all.last().copied().unwrap_or_default();
        !self.all.contains(&code) && (last.is_success() || code.is_success())
    }
}

impl Results {
    fn of(trace: &[Record]) -> Self {
        let (found, answers) = observe(trace);
        let mut results = Self::default();
        for seen in found {
            let of_method = results.0.entry((seen.interface, seen.method)).or_default();
            match of_method.iter_mut().find(|codes| codes.call == Some(seen.call)) {
                Some(codes) => codes.all.push(seen.code),
                None => of_method.push(Codes { call: Some(seen.call), all: vec![seen.code] }),
            }
        }
        for answer in answers {
            let of_method = results.0.entry((answer.interface, answer.method)).or_default();
            of_method.push(Codes { call: None, all: vec![answer.code] });
        }
        results
    }

    fn of_method(&self, key: &Key) -> &[Codes] {
        self.0.get(&(key.0, key.1)).map_or(&[], Vec::as_slice)
    }

    fn show(&self, key: &Key) -> bool {
        self.of_method(key).iter().any(|codes| codes.all.contains(&key.2))
    }

    /// Whether here a call lacks the code that it has there. The method is called as often; or, where every step stands
    /// where it stood, all went the same until this call, so that it is the same one.
    fn lack(&self, key: &Key, there: &Self, same_steps: bool) -> bool {
        let (here, there) = (self.of_method(key), there.of_method(key));
        let as_often = here.len() >= there.len();
        let pairs = here.iter().zip(there);
        let same = pairs.clone().take_while(|(here, there)| here.all == there.all).count();
        pairs.enumerate().any(|(index, (here, there))| {
            (as_often || (same_steps && index == same)) && there.all.contains(&key.2) && here.lack(key.2)
        })
    }
}

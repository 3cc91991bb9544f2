//! What a trace shows of return codes.

use std::collections::BTreeMap;

use vss_sim::api::{ActivationId, AsyncId, CallId, Method, Target};
use vss_sim::machines::ProviderCall;
use vss_sim::trace::Record;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::{Answer, Cause, Effect, Event, Outcome, Return, Upcall};

/// A method came back with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observed {
    /// The interface.
    pub interface: &'static str,
    /// The method.
    pub method: &'static str,
    /// The code: what the call returned, or what its asynchronous operation ended with.
    pub code: Hresult,
    /// What led to it.
    pub cause: Cause,
    /// The number of the call, from the first of the trace on: its return and its end have the same.
    pub call: usize,
}

/// A provider answered with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The interface.
    pub interface: &'static str,
    /// The method.
    pub method: &'static str,
    /// The code.
    pub code: Hresult,
    /// What came back to a requester because of it.
    pub then: Option<Observed>,
}

/// Reads a trace.
pub(super) fn observe(trace: &[Record]) -> (Vec<Observed>, Vec<Answered>) {
    let mut reader = Reader::default();
    for record in trace {
        reader.read(record);
    }
    let Reader { found, mut answers, .. } = reader;
    for (id, answer) in &mut answers {
        answer.then = found.iter().find(|seen| seen.cause == Cause::Participant(*id)).copied();
    }
    (found, answers.into_iter().map(|(_, answer)| answer).collect())
}

#[derive(Default)]
struct Reader {
    found: Vec<Observed>,
    answers: Vec<(ActivationId, Answered)>,
    pending: BTreeMap<CallId, &'static Method>,
    begun: BTreeMap<AsyncId, (usize, &'static Method)>,
    /// How many calls have come back.
    calls: usize,
    asked: BTreeMap<ActivationId, ProviderCall>,
}

impl Reader {
    fn read(&mut self, record: &Record) {
        match (&record.event, &record.outcome) {
            (Event::Call { call, .. }, Outcome::Returned(result)) => self.came_back(call.method(), result),
            (Event::Call { id, call, .. }, Outcome::Pending) => {
                self.pending.insert(*id, call.method());
            }
            (Event::Return { of, answer: Answer::Provider { code, .. } }, Outcome::Done) => {
                self.answered(*of, *code);
            }
            (
                Event::Call { .. }
                | Event::Return { .. }
                | Event::Begin(_)
                | Event::Proceed(_)
                | Event::Advance(_)
                | Event::Process(_)
                | Event::Service(..)
                | Event::File { .. }
                | Event::Fault(_),
                _,
            ) => {}
        }
        for effect in &record.effects {
            match effect {
                Effect::Activate { id, upcall: Upcall::Provider(call), .. } => {
                    self.asked.insert(*id, call.clone());
                }
                Effect::Returned { call, result } => {
                    if let Some(method) = self.pending.remove(call) {
                        self.came_back(method, result);
                    }
                }
                Effect::Ended { id, status, cause } => {
                    if let Some((call, method)) = self.begun.remove(id) {
                        self.note(call, method, *status, *cause);
                    }
                }
                Effect::Activate { upcall: Upcall::Writer(_), .. }
                | Effect::Withdraw(_)
                | Effect::Captured { .. }
                | Effect::DeletedFromCopy { .. }
                | Effect::Service { .. }
                | Effect::WriterState { .. } => {}
            }
        }
    }

    fn came_back(&mut self, method: &'static Method, result: &Return) {
        let call = self.calls;
        self.calls += 1;
        if let Some(Target::Async(id)) = result.object() {
            self.begun.insert(id, (call, method));
        }
        self.note(call, method, result.code, result.cause);
    }

    fn note(&mut self, call: usize, method: &'static Method, code: Hresult, cause: Cause) {
        self.found.push(Observed { interface: method.interface, method: method.name, code, cause, call });
    }

    fn answered(&mut self, of: ActivationId, code: Hresult) {
        let Some(call) = self.asked.remove(&of) else { return };
        let answer = Answered { interface: call.interface(), method: call.name(), code, then: None };
        self.answers.push((of, answer));
    }
}

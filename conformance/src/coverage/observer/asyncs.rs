//! Asynchronous operations: each `IVssAsync` by what is called on it, and by its end.

use std::collections::BTreeMap;

use vss_sim::api::{AsyncId, Call, CallId, Target, Value};
use vss_sim::vocabulary::Hresult;

use super::book::{Book, Happening};
use super::sight::{Came, Seen, What};
use super::table::{Fact, Machine};

const PENDING: &str = "PENDING";
const FINISHED: &str = "FINISHED";
const FAILED: &str = "FAILED";
const CANCELLED: &str = "CANCELLED";

#[derive(Debug, Clone, Copy)]
struct Operation {
    state: &'static str,
    /// What it ended with.
    status: Hresult,
    /// Whether it is that of `QueryRevertStatus`.
    revert: bool,
}

/// The asynchronous operations of a run.
#[derive(Debug, Default)]
pub struct Asyncs {
    all: BTreeMap<AsyncId, Operation>,
    /// The calls of `Wait` that have not come back.
    waits: BTreeMap<CallId, AsyncId>,
}

/// The state that a status means.
const fn state_of(status: Hresult) -> &'static str {
    match status {
        Hresult::VSS_S_ASYNC_PENDING => PENDING,
        Hresult::VSS_S_ASYNC_FINISHED => FINISHED,
        Hresult::VSS_S_ASYNC_CANCELLED => CANCELLED,
        _ => FAILED,
    }
}

impl Asyncs {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, book: &mut Book) {
        match seen.what {
            What::Came(came) => self.came(&came, book),
            What::Made(id, Call::Async(on, _)) => {
                self.waits.insert(id, *on);
            }
            What::Made(..)
            | What::Begun(_)
            | What::Answered(..)
            | What::Passed
            | What::Subscribed(..)
            | What::Crashed(_)
            | What::ServiceEnded { .. }
            | What::ServiceEnabled
            | What::Else => {}
        }
        for (id, status, _) in seen.all_ended() {
            self.ended(id, status, book);
        }
        for came in seen.came() {
            if let Some(on) = self.waits.remove(&came.id) {
                self.waited(on, &came, book);
            }
            if let Some(Target::Async(id)) = came.result.object() {
                let revert = came.name() == "QueryRevertStatus";
                // One that ended with the very call that began it ends after this.
                let ended = seen.all_ended().find(|(of, ..)| *of == id).map(|(_, status, _)| status);
                let status = Hresult::VSS_S_ASYNC_PENDING;
                self.all.insert(id, Operation { state: PENDING, status, revert });
                if let Some(status) = ended {
                    self.ended(id, status, book);
                }
            }
        }
    }

    fn ended(&mut self, id: AsyncId, status: Hresult, book: &mut Book) {
        let Some(held) = self.all.get_mut(&id) else { return };
        let to = state_of(status);
        if held.state == to {
            return;
        }
        let (from, at) = match to {
            FINISHED => (held.state, "<work done>"),
            FAILED => (held.state, "<work failed>"),
            _ => (held.state, "<given up>"),
        };
        held.state = book.take(&happening(from, at, &[], Some(to)));
        held.status = status;
    }

    /// A `Wait` came back that had to wait: its operation has ended by this record, or the time-out passed.
    fn waited(&mut self, id: AsyncId, came: &Came<'_>, book: &mut Book) {
        let Some(held) = self.all.get(&id) else { return };
        let fact = match held.state {
            FINISHED if came.well() => Fact::Finished,
            FAILED if came.result.code == held.status => Fact::Failed,
            CANCELLED => Fact::Cancelled,
            PENDING if came.well() => Fact::TimeOut,
            _ => Fact::Fails,
        };
        book.take(&happening(PENDING, "Wait", &[fact], Some(held.state)));
    }

    fn came(&mut self, came: &Came<'_>, book: &mut Book) {
        let Call::Async(id, _) = came.call else { return };
        let Some(held) = self.all.get_mut(id) else { return };
        let code = came.result.code;
        let null = came.argument("pHrResult") == Some(Value::Null);
        match came.name() {
            "QueryStatus" if null && code == Hresult::E_INVALIDARG => {
                book.take(&happening(held.state, "QueryStatus", &[Fact::Null], Some(held.state)));
            }
            "QueryStatus" if came.well() => {
                let told = came.result.value("pHrResult");
                let to = if let Some(Value::Hresult(status)) = told { state_of(*status) } else { "" };
                book.take(&happening(held.state, "QueryStatus", &[Fact::Succeeds], Some(to)));
            }
            "Wait" if came.well() => {
                book.take(&happening(held.state, "Wait", &[Fact::Succeeds], Some(held.state)));
            }
            "Cancel" => {
                let fact = match code {
                    Hresult::S_OK => Fact::Succeeds,
                    Hresult::VSS_S_ASYNC_FINISHED => Fact::Finished,
                    Hresult::VSS_S_ASYNC_CANCELLED => Fact::Cancelled,
                    code if held.state == FAILED && code == held.status => Fact::Failed,
                    _ => Fact::Fails,
                };
                let kind = if held.revert { Fact::OfRevert } else { Fact::NotOfRevert };
                let facts = [fact, kind];
                let what = happening(held.state, "Cancel", &facts, None);
                held.state = if came.well() { book.take(&what) } else { book.take_if_listed(&what) };
            }
            "Release" => {
                self.all.remove(id);
            }
            _ => {}
        }
    }
}

const fn happening<'a>(
    from: &'static str,
    at: &'a str,
    facts: &'a [Fact],
    to: Option<&'a str>,
) -> Happening<'a> {
    Happening { machine: Machine::AsyncOperation, from, at, facts, to }
}

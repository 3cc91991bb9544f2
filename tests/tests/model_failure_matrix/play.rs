//! A backup in which one writer fails, compared with the table as it goes.

use std::collections::BTreeMap;

use vss_sim::api::{BackupCall, Parameter, RequesterId, WriterId};
use vss_sim::machines::CreationLock;
use vss_sim::vocabulary::{Guid, Hresult};
use vss_sim::world::readings::AbortAfterPrepareSnapshot;
use vss_sim::world::{Config, Outcome, Return};
use vss_tests::model::asked::{Status, async_status, statuses};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::stage::{self, MACHINE};
use vss_tests::model::veto::{self, How, Veto, WRITERS, events};

use super::table::{RESULTS, Row, STABLE, status};

/// A backup in which one writer fails.
pub(crate) struct Play {
    pub(crate) hand: Hand,
    pub(crate) requester: RequesterId,
    pub(crate) veto: Veto,
    pub(crate) shown: String,
}

impl Play {
    pub(crate) fn new(row: &Row, writer: u32, how: How, reading: AbortAfterPrepareSnapshot) -> Self {
        let mut config = Config::default();
        config.readings.backup.abort_after_prepare_snapshot = reading;
        let short = matches!(how, How::Late | How::NeverCalled).then_some(writer);
        let (hand, requester) = veto::begin(config, short);
        let veto = Veto::new(WriterId(writer), row.handler, how);
        let shown = format!("{} of writer {writer}, {how:?}, {reading:?} ({})", row.handler, row.basis);
        Self { hand, requester, veto, shown }
    }

    /// Makes a call and lets everything happen that follows, the failure among it.
    pub(crate) fn make(&mut self, call: BackupCall) -> Return {
        let name = call.method().name;
        let (id, outcome) = self.hand.begin_backup_call(self.requester, call);
        self.veto.settle(&mut self.hand);
        let result = match outcome {
            Outcome::Returned(result) => result,
            Outcome::Pending | Outcome::Done | Outcome::Moot(_) => {
                self.hand.returned(id).unwrap_or_else(|| panic!("{name} does not come back: {}", self.shown))
            }
        };
        assert_eq!(result.code, Hresult::S_OK, "{name}: {}", self.shown);
        result
    }

    /// Makes a call of the backup and compares how it ends.
    pub(crate) fn call(&mut self, call: BackupCall) {
        let name = call.method().name;
        let result = self.make(call);
        let expected = RESULTS.iter().find(|(method, _, _)| *method == name);
        let Some((_, status, phase)) = expected else { return };
        let object = result.values.first().and_then(|(_, value)| Parameter::read(value));
        let found = async_status(&mut self.hand, object.expect("an object"));
        assert_eq!(Some(found), Hresult::parse(status), "{name}: {}", self.shown);
        assert_eq!(self.hand.phase(self.requester).name(), *phase, "{name}: {}", self.shown);
    }

    /// Compares the status of each writer with the states of one that failed and of the others.
    pub(crate) fn compare(&mut self, own: Option<Status>, others: &str, when: &str) {
        let found = statuses(&mut self.hand, self.requester);
        self.compare_with(&found, own, others, when);
    }

    pub(crate) fn compare_with(
        &self,
        found: &BTreeMap<Guid, Status>,
        own: Option<Status>,
        others: &str,
        when: &str,
    ) {
        for writer in WRITERS {
            let is_own = WriterId(writer) == self.veto.writer;
            let expected = if is_own { own } else { status(others, self.veto.how) };
            let row = found.get(&stage::writer_guids(writer).1).copied();
            assert_eq!(row, expected, "writer {writer} {when}: {}", self.shown);
        }
    }

    /// Compares all events of each writer.
    pub(crate) fn compare_events(&self, own: &[&str], others: &[&str]) {
        for writer in WRITERS {
            let expected = if WriterId(writer) == self.veto.writer { own } else { others };
            assert_eq!(events(&self.hand, writer), expected, "writer {writer}: {}", self.shown);
        }
    }

    /// The failure has happened, nothing is left of the backup, and the next one can begin.
    pub(crate) fn is_over(&self) {
        assert!(self.veto.done, "it did not fail: {}", self.shown);
        assert!(self.hand.world.open.operations.is_empty(), "{}", self.shown);
        assert!(self.hand.world.open.activations.is_empty(), "{}", self.shown);
        assert_eq!(self.hand.world.machines[&MACHINE].lock, CreationLock::Free, "{}", self.shown);
    }

    /// The status that a requester is told who comes later.
    pub(crate) fn compare_later(&mut self, own: Option<Status>) {
        let later = self.hand.create(stage::OTHER);
        self.hand.accept(later, calls::INITIALIZE);
        let found = statuses(&mut self.hand, later);
        self.compare_with(&found, own, STABLE, "asked after later");
    }
}

//! What a requester learns by asking: the writers' states and how its operations ended.

use std::collections::BTreeMap;

use vss_sim::api::OutPtr::Given;
use vss_sim::api::{AsyncCall, AsyncId, BackupCall, Parameter, RequesterId, Value};
use vss_sim::vocabulary::{Guid, Hresult, WriterState};

use super::calls;
use super::hand::Hand;

/// A writer's state and failure.
pub type Status = (WriterState, Hresult);

/// `GetWriterStatus` of the writer of an index.
#[must_use]
pub const fn writer_status(index: u32) -> BackupCall {
    BackupCall::GetWriterStatus {
        iWriter: index,
        pidInstance: Given,
        pidWriter: Given,
        pbstrWriter: Given,
        pnStatus: Given,
        phResultFailure: Given,
    }
}

/// `GetWriterMetadata` of the writer of an index.
#[must_use]
pub const fn writer_metadata(index: u32) -> BackupCall {
    BackupCall::GetWriterMetadata { iWriter: index, pidInstance: Given, ppMetadata: Given }
}

/// The rows of a list that has a count: what each call of `entry` passes out.
///
/// # Panics
/// A call is refused.
pub fn rows(
    hand: &mut Hand,
    requester: RequesterId,
    count: impl Into<calls::OnRequester>,
    entry: fn(u32) -> BackupCall,
) -> Vec<vss_sim::world::Return> {
    let count = hand.accept(requester, count).value("pcWriters").and_then(u32::read).expect("a count");
    (0..count).map(|index| hand.accept(requester, entry(index))).collect()
}

/// The states of all listed writers, by their instances, as `GatherWriterStatus` finds them.
///
/// # Panics
/// A call is refused.
pub fn statuses(hand: &mut Hand, requester: RequesterId) -> BTreeMap<Guid, Status> {
    hand.accept(requester, calls::STATUS);
    let count = BackupCall::GetWriterStatusCount { pcWriters: Given };
    let read = |row: vss_sim::world::Return| {
        let instance = row.value("pidInstance").and_then(Guid::read)?;
        let state = row.value("pnStatus").and_then(WriterState::read)?;
        let failure = row.value("phResultFailure").and_then(Hresult::read)?;
        Some((instance, (state, failure)))
    };
    let rows = rows(hand, requester, count, writer_status).into_iter();
    rows.map(|row| read(row).expect("a row of the status")).collect()
}

/// What `QueryStatus` gives for an asynchronous object of the requester under test.
///
/// # Panics
/// The call is refused.
pub fn async_status(hand: &mut Hand, object: AsyncId) -> Hresult {
    let (id, outcome) = hand.begin_async_call(object, AsyncCall::QueryStatus { pHrResult: Given });
    match hand.back(id, outcome).value("pHrResult") {
        Some(Value::Hresult(status)) => *status,
        other => panic!("{object} tells no status: {other:?}"),
    }
}

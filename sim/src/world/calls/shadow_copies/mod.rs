//! The calls of `IVssBackupComponents` that serve shadow copies which exist already.

mod ending;
mod exposing;
mod going_back;
pub(super) mod properties;
mod query;
pub(super) mod volumes;

use crate::api::{CallId, Caller, RequesterId, ShadowCopyCall, Value};
use crate::machines::{PhaseKind, Session, legal};
use crate::vocabulary::{Guid, Hresult};

use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::refusal::refused;
use super::{documents, order};
use exposing::Wanted;

/// Answers a call.
pub(super) fn call(
    st: &mut Stepper,
    id: CallId,
    by: Caller,
    requester: RequesterId,
    call: &ShadowCopyCall,
) -> Outcome {
    use ShadowCopyCall as C;
    let reverting = st.session(requester).map(Session::phase) == Some(PhaseKind::Reverting);
    if let (C::PreFastRecovery { .. } | C::FastRecovery { .. }, false) = (call, reverting) {
        // They are not supported, whatever else the state of the object is.
        return Outcome::Returned(Return::state(Hresult::E_NOTIMPL, Reason::RESERVED));
    }
    let Some((_, held)) = st.world.requester(requester) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    if let Err(refusal) = legal::admit(held, call.method().name) {
        return Outcome::Returned(refused(refusal));
    }
    if let C::UnexposeSnapshot { .. } | C::QueryRevertStatus { .. } | C::RevertToSnapshot { .. } = call
        && let Some(refused) = order::not_with_all(st, requester)
    {
        return Outcome::Returned(refused);
    }
    if let C::RevertToSnapshot { .. } | C::QueryRevertStatus { .. } = call
        && let Some(refused) = going_back::not_on_this_system(st, requester)
    {
        return Outcome::Returned(refused);
    }
    Outcome::Returned(match call {
        C::DeleteSnapshots { SourceObjectId, eSourceObjectType, bForceDelete, .. } => {
            return ending::delete(st, id, requester, (*SourceObjectId, *eSourceObjectType), *bForceDelete);
        }
        C::IsVolumeSupported { ProviderId, pwszVolumeName, .. } => {
            return volumes::is_supported(st, id, requester, *ProviderId, pwszVolumeName.0.as_ref());
        }
        C::RevertToSnapshot { SnapshotId, bForceDismount } => {
            return going_back::revert(st, id, requester, *SnapshotId, *bForceDismount);
        }
        C::ImportSnapshots { .. } => going_back::import(st, requester),
        C::QueryRevertStatus { pwszVolume, .. } => {
            going_back::revert_status(st, requester, pwszVolume.0.as_ref())
        }
        C::AddSnapshotToRecoverySet { snapshotId, dwFlags, pwszDestinationVolume } => {
            let destination = pwszDestinationVolume.as_ref();
            going_back::add_to_recovery(st, requester, *snapshotId, *dwFlags, destination)
        }
        C::RecoverSet { dwFlags, .. } => going_back::recover(st, requester, *dwFlags),
        C::BreakSnapshotSet { SnapshotSetId } => return ending::break_set(st, id, requester, *SnapshotSetId),
        C::BreakSnapshotSetEx { SnapshotSetID, dwBreakFlags, .. } => {
            ending::break_set_ex(st, requester, *SnapshotSetID, *dwBreakFlags)
        }
        C::Query { QueriedObjectId, eQueriedObjectType, eReturnedObjectsType, .. } => {
            let of = (*QueriedObjectId, *eQueriedObjectType);
            return query::query(st, id, by, requester, of, *eReturnedObjectsType);
        }
        C::ExposeSnapshot { SnapshotId, wszPathFromRoot, lAttributes, wszExpose, .. } => {
            let wanted = Wanted {
                path_from_root: wszPathFromRoot.as_ref(),
                attributes: *lAttributes,
                name: wszExpose.as_ref(),
            };
            return exposing::expose(st, (id, by), requester, *SnapshotId, &wanted);
        }
        C::UnexposeSnapshot { snapshotId } => {
            return exposing::unexpose(st, (id, by), requester, *snapshotId);
        }
        C::GetWriterMetadataEx { iWriter, .. } => {
            with_session(st, requester, |session| documents::writer_metadata(session, requester, *iWriter))
        }
        C::GetWriterStatusEx { iWriter, .. } => {
            with_session(st, requester, |session| writer_status_ex(session, *iWriter))
        }
        C::GetSessionId { .. } => Return::with(vec![("idSession", Value::Guid(session_id(requester)))]),
        C::GetRootAndLogicalPrefixPaths { pwszFilePath, .. } => {
            volumes::root_and_prefix(st, requester, pwszFilePath.0.as_ref())
        }
        // These are answered before this is asked.
        C::PreFastRecovery { .. } | C::FastRecovery { .. } => {
            Return::state(Hresult::VSS_E_UNEXPECTED, Reason::OUT_OF_SEQUENCE)
        }
    })
}

fn with_session(st: &Stepper, requester: RequesterId, read: impl FnOnce(&Session) -> Return) -> Return {
    match st.session(requester) {
        Some(session) => read(session),
        None => Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUT_OF_SEQUENCE),
    }
}

/// The status of a writer with what `SetWriterFailureEx` adds.
fn writer_status_ex(session: &Session, index: u32) -> Return {
    let mut status = documents::writer_status(session, index);
    if status.code != Hresult::S_OK {
        return status;
    }
    for (name, _) in &mut status.values {
        if *name == "phResultFailure" {
            *name = "phrFailureWriter";
        }
    }
    let rows = session.status.as_ref();
    let row = rows.and_then(|rows| rows.get(usize::try_from(index).unwrap_or(usize::MAX)));
    let details = row.map(|row| row.standing.details.clone()).unwrap_or_default();
    status.values.push(("phrApplication", Value::Hresult(details.application)));
    status.values.push(("pbstrApplicationMessage", details.message.map_or(Value::Null, Value::Text)));
    status
}

/// The id of an object's backup or restore: opaque, and unlike that of any other at the time.
const fn session_id(requester: RequesterId) -> Guid {
    Guid(0x5e55_0000_0000_4000_8000_0000_0000_0000 | requester.0 as u128)
}

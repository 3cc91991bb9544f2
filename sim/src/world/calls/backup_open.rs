//! Where the pages disagree about what a requester may call when: what the readings that are followed allow.

use crate::api::{BackupCall, RequesterId};
use crate::machines::legal::{self, Guard, Refusal, Row};
use crate::machines::{Backup, Gathered, PhaseKind, Requester, Session};
use crate::vocabulary::Hresult;

use super::super::outcome::Return;
use super::super::readings::{
    AbortInRestores, AddingComponents, InitializationOrder, PreviousStamps, SavedFrom, WritableInBackups,
};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::{order, refusal};

/// The row that accepts a call on this object; none where a reading accepts it and no row does.
pub(super) fn admit(
    st: &Stepper,
    held: &Requester,
    call: &BackupCall,
) -> Result<Option<&'static Row>, Return> {
    let row = legal::admit(held, call.method().name);
    let refused = |refusal| match refusal {
        Refusal::Guard(Guard::WithWriters) => order::without_writers(st),
        Refusal::NotInitialized
        | Refusal::InRestore
        | Refusal::InBackup
        | Refusal::NothingGathered
        | Refusal::Sequence
        | Refusal::OwnSetInProgress
        | Refusal::Guard(_) => refusal::refused(refusal),
    };
    let by_reading = Return::state(Hresult::VSS_E_BAD_STATE, Reason::BY_READING);
    let phase = held.phase();
    let stamp = matches!(call, BackupCall::SetPreviousBackupStamp { .. });
    if row.is_ok() {
        let early = matches!(call, BackupCall::SaveAsXML { .. }) && is_early_to_save(st, held, phase);
        let too_early = early || (stamp && st.reading::<PreviousStamps>() == PreviousStamps::RestoreOnly);
        return if too_early || is_out_of_order(st, held, call) {
            Err(by_reading)
        } else {
            row.map(Some).map_err(refused)
        };
    }
    let before = matches!(phase, PhaseKind::RestoreInitialized | PhaseKind::RestoreGathered);
    let after = phase == PhaseKind::Completed && matches!(call, BackupCall::SetBackupSucceeded { .. });
    let accepted = (stamp && before && st.reading::<PreviousStamps>() != PreviousStamps::BackupOnly)
        || (after && st.reading::<WritableInBackups>() == WritableInBackups::BothUntilShutdown)
        || is_in_an_order_of_its_own(st, held, call);
    if accepted { Ok(None) } else { row.map(Some).map_err(refused) }
}

/// Whether the document of a backup cannot be saved yet (C-050).
fn is_early_to_save(st: &Stepper, held: &Requester, phase: PhaseKind) -> bool {
    let with_set = held.session().is_some_and(|session| session.set().is_some());
    phase != PhaseKind::Completed
        && match st.reading::<SavedFrom>() {
            SavedFrom::AfterPrepareForBackup => false,
            SavedFrom::AfterBackupComplete => true,
            SavedFrom::AfterDoSnapshotSet => phase == PhaseKind::Prepared && with_set,
        }
}

/// Whether AbortBackup tells the writers of a restore (C-031).
pub(super) fn aborts_restore(st: &Stepper, requester: RequesterId) -> bool {
    let tells =
        |session: &Session| session.phase() == PhaseKind::Prerestored && !session.participants.is_empty();
    st.session(requester).is_some_and(tells)
        && st.reading::<AbortInRestores>() == AbortInRestores::RestoresToo
}

/// Whether a call that its row accepts comes too late by the order of calls that is followed (C-066, C2-016).
fn is_out_of_order(st: &Stepper, held: &Requester, call: &BackupCall) -> bool {
    let Some((session, backup)) = backup_of(held) else { return false };
    let gathered = session.gathered != Gathered::NotCalled;
    let order = || st.reading::<InitializationOrder>();
    if let BackupCall::SetContext { .. } = call {
        (gathered || backup.state.is_some()) && order() == InitializationOrder::AsInTheTable
    } else if let (BackupCall::SetBackupState { .. }, true) = (call, gathered) {
        matches!(order(), InitializationOrder::AsInTheTable | InitializationOrder::AsInTheFigure)
    } else if let BackupCall::SetBackupState { .. } | BackupCall::GatherWriterMetadata { .. } = call {
        backup.context.is_some() && order() == InitializationOrder::AsInTheFigure
    } else if let BackupCall::AddComponent { .. } = call {
        backup.set.is_some() && st.reading::<AddingComponents>() != AddingComponents::AddUntilDoSnapshotSet
    } else {
        false
    }
}

/// Whether a call that no row accepts is one that the order which is followed has there (C-066, C2-016).
fn is_in_an_order_of_its_own(st: &Stepper, held: &Requester, call: &BackupCall) -> bool {
    let Some((session, backup)) = backup_of(held) else { return false };
    if let BackupCall::SetContext { .. } = call {
        matches!(backup.phase.kind(), PhaseKind::SetStarted | PhaseKind::Prepared)
            && backup.context.is_none()
            && st.reading::<InitializationOrder>() == InitializationOrder::ContextUntilDoSnapshotSet
    } else if let BackupCall::AddComponent { .. } = call {
        backup.phase.kind() == PhaseKind::Initialized
            && session.gathered == Gathered::NotCalled
            && session.with_writers()
            && st.reading::<AddingComponents>() == AddingComponents::AddStartGather
    } else {
        false
    }
}

fn backup_of(held: &Requester) -> Option<(&Session, &Backup)> {
    let session = held.session()?;
    Some((session, session.as_backup()?))
}

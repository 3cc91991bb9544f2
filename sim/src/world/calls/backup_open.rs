//! Where the pages disagree about what a requester may call when: what the readings that are followed allow.

use crate::api::{BackupCall, RequesterId};
use crate::machines::legal::{self, Guard, Refusal, Row};
use crate::machines::{PhaseKind, Requester, Session};
use crate::vocabulary::Hresult;

use super::super::outcome::Return;
use super::super::readings::{AbortInRestores, PreviousStamps, SavedFrom, WritableInBackups};
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
        return if too_early { Err(by_reading) } else { row.map(Some).map_err(refused) };
    }
    let before = matches!(phase, PhaseKind::RestoreInitialized | PhaseKind::RestoreGathered);
    let after = phase == PhaseKind::Completed && matches!(call, BackupCall::SetBackupSucceeded { .. });
    let accepted = (stamp && before && st.reading::<PreviousStamps>() != PreviousStamps::BackupOnly)
        || (after && st.reading::<WritableInBackups>() == WritableInBackups::BothUntilShutdown);
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

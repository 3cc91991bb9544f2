//! What the table of calls gives for a call that it does not accept.

use crate::machines::legal::Refusal;

use super::super::outcome::Return;
use super::super::reason::Reason;

/// The answer to a call that no row accepts.
pub(super) fn refused(refusal: Refusal) -> Return {
    let reason = match refusal {
        Refusal::NotInitialized => Reason::NOT_INITIALIZED,
        Refusal::InRestore => Reason::DURING_RESTORE,
        Refusal::InBackup => Reason::DURING_BACKUP,
        Refusal::NothingGathered => Reason::WRITER_NOT_RUNNING,
        Refusal::Sequence => Reason::OUT_OF_SEQUENCE,
        Refusal::OwnSetInProgress => Reason::OWN_SET_IN_PROGRESS,
        Refusal::Guard(guard) => Reason { text: guard.describe(), ..Reason::GUARD },
    };
    Return::state(refusal.code(), reason)
}

//! Calls on the script's object, each of which has to succeed.

use vss_sim::api::{AsyncId, BackupCall, Call, OutPtr, Parameter, ProcessId, RequesterId};
use vss_sim::components::ComponentForest;
use vss_sim::machines::Machine;
use vss_sim::vocabulary::{Guid, Hresult, Text, WriterState};
use vss_sim::world::Return;

use super::stop::Stop;
use crate::backend::{Driver, Sink};

/// One row of the writers' status.
pub(super) struct Status {
    pub(super) instance: Guid,
    pub(super) name: Text,
    pub(super) state: WriterState,
    pub(super) failure: Hresult,
}

/// Calls on one object, in one process.
pub(super) struct Calls<'a, S> {
    pub(super) driver: &'a mut Driver<S>,
    pub(super) process: ProcessId,
    pub(super) object: RequesterId,
}

impl<S: Sink> Calls<'_, S> {
    /// Makes a call that has to succeed.
    pub(super) fn call(&mut self, call: BackupCall) -> Result<Return, Stop> {
        let call = Call::Backup(self.object, call);
        let method = call.method().name;
        succeeded(method, self.driver.call(self.process, call)?)
    }

    /// Makes an asynchronous call that has to succeed, and waits for its end.
    pub(super) fn run(&mut self, call: BackupCall, object: &str) -> Result<(), Stop> {
        let call = Call::Backup(self.object, call);
        let method = call.method().name;
        let begun = succeeded(method, self.driver.call(self.process, call)?)?;
        let Some(id) = output::<AsyncId>(&begun, object) else { return Ok(()) };
        let code = self.driver.status_at_end(self.process, id)?;
        if code == Hresult::VSS_S_ASYNC_FINISHED {
            return Ok(());
        }
        Err(Stop::Call { method, code, reason: "it failed at its end".to_owned() })
    }

    pub(super) fn machine(&self) -> Option<&Machine> {
        let (machine, _) = self.driver.world().requester(self.object)?;
        self.driver.world().machines.get(&machine).map(|machine| &**machine)
    }

    /// The documents of the writers that answered.
    pub(super) fn writers(&self) -> Vec<ComponentForest> {
        let session = self.driver.world().requester(self.object).and_then(|(_, held)| held.session());
        let gathered = session.and_then(|session| session.gathered.writers());
        let all = gathered.into_iter().flat_map(|writers| writers.iter());
        all.map(|gathered| ComponentForest::new(gathered.document.clone())).collect()
    }

    pub(super) fn statuses(&mut self) -> Result<Vec<Status>, Stop> {
        let counted = self.call(BackupCall::GetWriterStatusCount { pcWriters: OutPtr::Given })?;
        let count: u32 = output(&counted, "pcWriters").unwrap_or_default();
        (0..count).map(|writer| self.status(writer)).collect()
    }

    fn status(&mut self, writer: u32) -> Result<Status, Stop> {
        let status = self.call(BackupCall::GetWriterStatus {
            iWriter: writer,
            pidInstance: OutPtr::Given,
            pidWriter: OutPtr::Given,
            pbstrWriter: OutPtr::Given,
            pnStatus: OutPtr::Given,
            phResultFailure: OutPtr::Given,
        })?;
        Ok(Status {
            instance: output(&status, "pidInstance").unwrap_or_default(),
            name: output(&status, "pbstrWriter").unwrap_or_default(),
            state: output(&status, "pnStatus").unwrap_or_default(),
            failure: output(&status, "phResultFailure").unwrap_or_default(),
        })
    }
}

pub(super) fn succeeded(method: &'static str, result: Return) -> Result<Return, Stop> {
    if result.code.is_success() {
        return Ok(result);
    }
    Err(Stop::Call { method, code: result.code, reason: result.reason.text.to_owned() })
}

pub(super) fn output<T: Parameter>(result: &Return, name: &str) -> Option<T> {
    T::read(result.value(name)?)
}

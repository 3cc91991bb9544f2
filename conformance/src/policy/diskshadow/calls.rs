//! Calls on the script's object, each of which has to succeed.

use std::sync::Arc;

use vss_sim::api::{
    BackupCall, Call, ExamineCall, FunctionCall, MetadataRef, Method, OutPtr, Parameter, ProcessId,
    RequesterId, Target,
};
use vss_sim::components::ComponentForest;
use vss_sim::documents::{ReadOptions, WriterMetadata};
use vss_sim::vocabulary::{Guid, Hresult, Text, WriterState};
use vss_sim::world::Return;

use super::stop::{Stop, Why};
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

/// What a call that succeeded passed out.
pub(super) struct Passed {
    method: &'static Method,
    result: Return,
}

impl Passed {
    /// The value of an output.
    pub(super) fn value<T: Parameter>(&self, output: &str) -> Result<T, Stop> {
        let value = self.result.value(output).and_then(T::read);
        value.ok_or_else(|| Why::Broken(format!("{} passed out no {output}", self.method.name)).into())
    }
}

impl<S: Sink> Calls<'_, S> {
    /// Makes a call that has to succeed.
    pub(super) fn call(&mut self, call: BackupCall) -> Result<Passed, Stop> {
        make(self.driver, self.process, Call::Backup(self.object, call))
    }

    /// Makes an asynchronous call that has to succeed, and waits for its end.
    pub(super) fn run(&mut self, call: BackupCall) -> Result<(), Stop> {
        let begun = self.call(call)?;
        let method = begun.method;
        let Some(Target::Async(id)) = begun.result.object() else {
            return Err(Why::Broken(format!("{} passed out no IVssAsync", method.name)).into());
        };
        let code = self.driver.status_at_end(self.process, id)?;
        if code == Hresult::VSS_S_ASYNC_FINISHED {
            return Ok(());
        }
        Err(Why::Call { method: method.name, code, reason: "it failed at its end".to_owned() }.into())
    }

    /// The documents of the writers that answered.
    pub(super) fn writers(&mut self) -> Result<Vec<ComponentForest>, Stop> {
        let counted = self.call(BackupCall::GetWriterMetadataCount { pcWriters: OutPtr::Given })?;
        let count: u32 = counted.value("pcWriters")?;
        (0..count).map(|writer| self.writer(writer)).collect()
    }

    fn writer(&mut self, number: u32) -> Result<ComponentForest, Stop> {
        let passed = self.call(BackupCall::GetWriterMetadata {
            iWriter: number,
            pidInstance: OutPtr::Given,
            ppMetadata: OutPtr::Given,
        })?;
        let examined: MetadataRef = passed.value("ppMetadata")?;
        let save = Call::Examine(examined, ExamineCall::SaveAsXML { pbstrXML: OutPtr::Given });
        let text: Text = make(self.driver, self.process, save)?.value("pbstrXML")?;
        let broken = |error| Why::Broken(format!("the document of writer {number} cannot be read: {error}"));
        let read = WriterMetadata::read_str(&text, &ReadOptions::default()).map_err(broken)?;
        Ok(ComponentForest::new(Arc::new(read.value)))
    }

    pub(super) fn statuses(&mut self) -> Result<Vec<Status>, Stop> {
        let counted = self.call(BackupCall::GetWriterStatusCount { pcWriters: OutPtr::Given })?;
        let count: u32 = counted.value("pcWriters")?;
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
            instance: status.value("pidInstance")?,
            name: status.value("pbstrWriter")?,
            state: status.value("pnStatus")?,
            failure: status.value("phResultFailure")?,
        })
    }
}

/// Makes an object.
pub(super) fn make_object<S: Sink>(driver: &mut Driver<S>, process: ProcessId) -> Result<RequesterId, Stop> {
    let call = Call::Function(FunctionCall::CreateVssBackupComponents { ppBackup: OutPtr::Given });
    make(driver, process, call)?.value("ppBackup")
}

/// Makes a call that has to succeed.
fn make<S: Sink>(driver: &mut Driver<S>, process: ProcessId, call: Call) -> Result<Passed, Stop> {
    let method = call.method();
    let result = driver.call(process, call)?;
    if result.code.is_success() {
        return Ok(Passed { method, result });
    }
    let reason = result.reason.text.to_owned();
    Err(Why::Call { method: method.name, code: result.code, reason }.into())
}

//! Waiting for what a call has begun.

use vss_sim::api::{AsyncCall, AsyncId, Call, OutPtr, Parameter, ProcessId};
use vss_sim::vocabulary::Hresult;

use super::driver::{Driver, Halt, Ran, Sink};

impl<S: Sink> Driver<S> {
    /// Waits for an asynchronous object, asks how it ended, and releases it.
    ///
    /// # Errors
    /// It never ends, or there is no such object.
    pub fn status_at_end(&mut self, process: ProcessId, id: AsyncId) -> Result<Hresult, Halt> {
        self.on(process, id, AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE })?;
        let asked = self.on(process, id, AsyncCall::QueryStatus { pHrResult: OutPtr::Given })?;
        // A caller whose process is gone, or has no memory, is not told; the code of the question says so.
        let status = asked.value("pHrResult").and_then(Hresult::read).unwrap_or(asked.code);
        self.on(process, id, AsyncCall::Release {})?;
        Ok(status)
    }

    fn on(&mut self, process: ProcessId, id: AsyncId, call: AsyncCall) -> Ran {
        self.call(process, Call::Async(id, call))
    }
}

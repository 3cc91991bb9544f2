//! Writers written in Rust, in this process: a trait with the handlers of `CVssWriter` under their own names.
//!
//! ```
//! use vss_conformance::backend::{Handler, Metadata, Writer};
//! use vss_sim::api::{ComponentCall, In};
//! use vss_sim::vocabulary::Hresult;
//!
//! /// Stamps each of its components before the shadow copy.
//! struct Stamper;
//!
//! impl Writer for Stamper {
//!     fn on_prepare_backup(&mut self, handler: &mut Handler<'_>) -> bool {
//!         (0..handler.component_count()).all(|index| {
//!             let stamp = ComponentCall::SetBackupStamp { wszBackupStamp: In(Some("today".into())) };
//!             handler.component(index, stamp).is_some_and(|result| result.code == Hresult::S_OK)
//!         })
//!     }
//! }
//! ```

use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{ActivationId, Call, ComponentCall, ComponentRef, CreateMetadataCall, DocRef, WriterCall};
use vss_sim::documents::WriterMetadata;
use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::{Guid, Hresult};
use vss_sim::world::{Answer, Outcome, Return, Upcall, WriterUpcall};

use super::agent::{Agent, Port, Reply};

/// What OnIdentify delivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Metadata {
    /// What the handler built with [`Handler::create`].
    Built,
    /// A document made beforehand.
    Document(Arc<WriterMetadata>),
    /// Nothing: the handler fails, and the writer is not listed.
    Failed,
}

/// A writer. Each handler returns true unless it fails fatally, as in `CVssWriter`; those that a `CVssWriter` need
/// not override do nothing here either.
pub trait Writer {
    /// Describes the writer's components.
    fn on_identify(&mut self, handler: &mut Handler<'_>) -> Metadata {
        let _ = handler;
        Metadata::Built
    }

    /// Prepares for a backup.
    fn on_prepare_backup(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Prepares for the shadow copy.
    fn on_prepare_snapshot(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Stops writing.
    fn on_freeze(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Goes on writing.
    fn on_thaw(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Works on the shadow copy.
    fn on_post_snapshot(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Learns that the backup is complete.
    fn on_backup_complete(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Learns that the requester is gone.
    fn on_backup_shutdown(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Goes back to normal.
    fn on_abort(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Prepares for its data to be restored.
    fn on_pre_restore(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }

    /// Takes its data up again once it is restored.
    fn on_post_restore(&mut self, handler: &mut Handler<'_>) -> bool {
        let _ = handler;
        true
    }
}

/// What a handler can do while it runs.
pub struct Handler<'a> {
    id: ActivationId,
    upcall: &'a WriterUpcall,
    port: &'a mut dyn Port,
    takes: Duration,
}

impl Handler<'_> {
    /// The event.
    #[must_use]
    pub const fn event(&self) -> WriterEvent {
        self.upcall.event
    }

    /// The shadow copy set, or `GUID_NULL`.
    #[must_use]
    pub const fn snapshot_set(&self) -> Guid {
        self.upcall.snapshot_set
    }

    /// Lets the handler take simulated time: it returns that much later than it was called. Taken twice, it adds up.
    pub const fn take(&mut self, while_: Duration) {
        self.takes = self.takes.saturating_add(while_);
    }

    /// How many components of this writer are in the backup.
    #[must_use]
    pub fn component_count(&self) -> u32 {
        let count = self.upcall.components.as_ref().map_or(0, |part| part.components().len());
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Calls a method of the component at an index; `None` where there is no such component.
    pub fn component(&mut self, index: u32, call: ComponentCall) -> Option<Return> {
        let at = ComponentRef { doc: DocRef::Handler(self.id), writer: 0, component: index, epoch: 0 };
        self.returned(Call::Component(at, call))
    }

    /// Calls a method of `IVssCreateWriterMetadata`; the code is `VSS_E_BAD_STATE` outside OnIdentify.
    pub fn create(&mut self, call: CreateMetadataCall) -> Hresult {
        self.returned(Call::Create(call)).map_or(Hresult::VSS_E_BAD_STATE, |result| result.code)
    }

    /// Calls a method that `CVssWriter` offers.
    pub fn writer(&mut self, call: WriterCall) -> Option<Return> {
        self.returned(Call::Writer(call))
    }

    /// Reports a failure, with one of the `VSS_E_WRITERERROR_` codes.
    pub fn set_writer_failure(&mut self, failure: Hresult) -> Hresult {
        let call = WriterCall::SetWriterFailure { hr: failure };
        self.writer(call).map_or(Hresult::VSS_E_BAD_STATE, |result| result.code)
    }

    fn returned(&mut self, call: Call) -> Option<Return> {
        match self.port.call(call) {
            Outcome::Returned(result) => Some(result),
            Outcome::Pending | Outcome::Done | Outcome::Moot(_) => None,
        }
    }
}

/// A [`Writer`] as an agent.
pub struct WriterAgent<W>(pub W);

impl<W: Writer> Agent for WriterAgent<W> {
    fn handle(&mut self, id: ActivationId, upcall: &Upcall, port: &mut dyn Port) -> Reply {
        let Upcall::Writer(upcall) = upcall else { return Reply::Later };
        let mut handler = Handler { id, upcall, port, takes: Duration::ZERO };
        let writer = &mut self.0;
        let succeeded = match upcall.event {
            WriterEvent::Identify => {
                let answer = match writer.on_identify(&mut handler) {
                    Metadata::Built => Answer::SUCCEEDED,
                    Metadata::Document(document) => {
                        Answer::Writer { succeeded: true, document: Some(document) }
                    }
                    Metadata::Failed => Answer::Writer { succeeded: false, document: None },
                };
                return reply(handler.takes, answer);
            }
            WriterEvent::PrepareForBackup => writer.on_prepare_backup(&mut handler),
            WriterEvent::PrepareForSnapshot => writer.on_prepare_snapshot(&mut handler),
            WriterEvent::Freeze => writer.on_freeze(&mut handler),
            WriterEvent::Thaw => writer.on_thaw(&mut handler),
            WriterEvent::PostSnapshot => writer.on_post_snapshot(&mut handler),
            WriterEvent::BackupComplete => writer.on_backup_complete(&mut handler),
            WriterEvent::BackupShutdown => writer.on_backup_shutdown(&mut handler),
            WriterEvent::Abort => writer.on_abort(&mut handler),
            WriterEvent::PreRestore => writer.on_pre_restore(&mut handler),
            WriterEvent::PostRestore => writer.on_post_restore(&mut handler),
        };
        reply(handler.takes, Answer::Writer { succeeded, document: None })
    }
}

/// An answer at once, or after a while.
fn reply(takes: Duration, answer: Answer) -> Reply {
    if takes.is_zero() { Reply::Now(answer) } else { Reply::After(takes, answer) }
}

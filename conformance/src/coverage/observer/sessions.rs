//! The memory that a writer has for sessions: which of its slots is in use, by the events it is given.

use std::collections::BTreeMap;

use vss_sim::api::{RequesterId, Value, WriterId};
use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::Hresult;

use super::book::{Book, Happening};
use super::sight::{Asked, Seen, What};
use super::table::{Fact, Machine};

const FREE: &str = "FREE";
const ACTIVE: &str = "ACTIVE";
const COMPLETED: &str = "COMPLETED";

/// The slots of a run.
#[derive(Debug, Default)]
pub struct Sessions {
    /// The slots that each writer has used, with the backup or restore that used each last.
    slots: BTreeMap<WriterId, Vec<(RequesterId, &'static str)>>,
}

impl Sessions {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, book: &mut Book) {
        match seen.what {
            What::Begun(Asked::Writer { writer, event, requester }) => match event {
                WriterEvent::PrepareForBackup => self.begins(writer, requester, "PrepareForBackup", book),
                WriterEvent::PreRestore => self.begins(writer, requester, "PreRestore", book),
                WriterEvent::Identify
                | WriterEvent::PrepareForSnapshot
                | WriterEvent::Freeze
                | WriterEvent::Thaw
                | WriterEvent::PostSnapshot
                | WriterEvent::BackupComplete
                | WriterEvent::BackupShutdown
                | WriterEvent::Abort
                | WriterEvent::PostRestore => {}
            },
            What::Answered(Asked::Writer { writer, event, requester }, _) => match event {
                WriterEvent::BackupComplete => self.ends(writer, requester, "BackupComplete", book),
                WriterEvent::BackupShutdown => self.ends(writer, requester, "BackupShutdown", book),
                WriterEvent::PostRestore => self.ends(writer, requester, "PostRestore", book),
                WriterEvent::Identify
                | WriterEvent::PrepareForBackup
                | WriterEvent::PrepareForSnapshot
                | WriterEvent::Freeze
                | WriterEvent::Thaw
                | WriterEvent::PostSnapshot
                | WriterEvent::Abort
                | WriterEvent::PreRestore => {}
            },
            What::Begun(Asked::Provider { .. })
            | What::Answered(Asked::Provider { .. }, _)
            | What::Came(_)
            | What::Made(..)
            | What::Passed
            | What::Subscribed(..)
            | What::Crashed(_)
            | What::ServiceEnded { .. }
            | What::ServiceEnabled
            | What::Else => {}
        }
        for came in seen.came() {
            let none = Value::Hresult(Hresult::VSS_E_WRITER_STATUS_NOT_AVAILABLE);
            if came.result.value("phResultFailure") == Some(&none) {
                take("<none free>", "PrepareForBackup", &[Fact::NoSlot], book);
            }
        }
    }

    /// A session begins in a slot that is to be had: that of the same backup, one that is completed, a new one.
    fn begins(&mut self, writer: WriterId, requester: RequesterId, at: &str, book: &mut Book) {
        let slots = self.slots.entry(writer).or_default();
        if slots.iter().any(|(of, state)| *of == requester && *state == ACTIVE) {
            return;
        }
        let facts = &[Fact::SlotFree];
        if let Some(slot) = slots.iter_mut().find(|(_, state)| *state == COMPLETED) {
            *slot = (requester, take(COMPLETED, at, facts, book));
        } else {
            slots.push((requester, take(FREE, at, facts, book)));
        }
    }

    /// A session ends, unless it has ended before.
    fn ends(&mut self, writer: WriterId, requester: RequesterId, at: &str, book: &mut Book) {
        let slots = self.slots.entry(writer).or_default();
        if let Some((_, state)) = slots.iter_mut().find(|(of, state)| *of == requester && *state == ACTIVE) {
            *state = take(ACTIVE, at, &[], book);
        }
    }
}

fn take(from: &'static str, at: &str, facts: &[Fact], book: &mut Book) -> &'static str {
    book.take(&Happening { machine: Machine::WriterSession, from, at, facts, to: None })
}

//! The state machine of a writer in a backup and in a restore, row by row: every transition and refusal that its table
//! has is played. A row that nothing plays fails the test.

mod plays;
mod reach;
mod restores;

use serde_json::Value;
use vss_sim::vocabulary::{HeaderEnum, Hresult, WriterState};
use vss_sim::world::readings::AbortAfterPrepareSnapshot::Sent;
use vss_tests::model::calls;
use vss_tests::model::spec;
use vss_tests::model::veto::How;

use plays::{
    play_abort, play_backup_shutdown, play_event, play_identify, play_no_abort, play_no_answer,
    play_no_event, play_prepare_for_backup, play_window,
};
use reach::{Backup, code};
use restores::{play_post_restore, play_pre_restore, play_shutdown_after_restore};

/// How many rows the table has.
const ROWS: usize = 99;

/// A row of the table, as it is read.
pub(crate) struct Row<'a> {
    pub(crate) from: &'a str,
    pub(crate) on: &'a str,
    pub(crate) to: &'a str,
    pub(crate) guard: &'a str,
    pub(crate) effects: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn of(row: &'a Value) -> Self {
        Self {
            from: spec::text(row, "from"),
            on: spec::text(row, "on"),
            to: spec::text(row, "to"),
            guard: row["guard"].as_str().unwrap_or_default(),
            effects: spec::texts(row, "effects"),
        }
    }

    pub(crate) fn from(&self) -> WriterState {
        WriterState::parse(self.from).unwrap_or_else(|| panic!("no state {}", self.from))
    }

    pub(crate) fn to(&self) -> WriterState {
        if self.to == "<same>" { self.from() } else { WriterState::parse(self.to).expect("a state") }
    }

    pub(crate) fn shown(&self) -> String {
        format!("{} on {} to {} ({})", self.from, self.on, self.to, self.guard)
    }

    pub(crate) fn has(&self, effect: &str) -> bool {
        self.effects.iter().any(|known| known.contains(effect))
    }

    /// The ways in which its handler ends: `None` for success.
    pub(crate) fn ends(&self) -> Vec<Option<How>> {
        let mut ends = Vec::new();
        if self.guard.contains("handler succeeds") {
            ends.push(None);
        }
        if self.guard.contains("returns false") {
            ends.push(Some(How::False));
        }
        if self.guard.contains("SetWriterFailure") {
            let code = Hresult::VSS_E_WRITERERROR_RETRYABLE;
            ends.extend([true, false].map(|succeeded| Some(How::Code(code, succeeded))));
        }
        if self.guard.contains("does not end within the window") {
            ends.push(Some(How::Late));
        }
        assert!(!ends.is_empty(), "what is the guard of {}?", self.shown());
        ends
    }

    /// The status it ends in: a state that says so shows the failure.
    pub(crate) fn status(&self, end: Option<How>) -> (WriterState, Hresult) {
        (self.to(), end.map_or(Hresult::S_OK, code))
    }
}

#[test]
fn every_row_of_a_writer_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let mut rows = 0;
    for row in spec::transitions(&machines, "writer") {
        let row = Row::of(row);
        rows += 1;
        match row.on {
            "Identify" => play_identify(&row),
            _ if row.to == "<no event>" => play_no_event(&row),
            "PrepareForBackup" => play_prepare_for_backup(&row),
            "PrepareForSnapshot" | "Freeze" | "Thaw" | "PostSnapshot" | "BackupComplete" => play_event(&row),
            "<window expires before Thaw>" => play_window(&row),
            "Abort" => play_abort(&row),
            "<AbortBackup or later failure>" => play_no_abort(&row),
            "BackupShutdown" if row.from.contains("_RESTORE") => play_shutdown_after_restore(&row),
            "BackupShutdown" => play_backup_shutdown(&row),
            "PreRestore" => play_pre_restore(&row),
            "PostRestore" => play_post_restore(&row),
            "GatherWriterStatus" => play_no_answer(&row),
            on => panic!("what is {on}?"),
        }
    }
    assert_eq!(rows, ROWS);
}

#[test]
fn abort_may_come_several_times() {
    // Its own failure sends one, AbortBackup another (C2-067).
    for (handler, aborts) in
        [("OnPrepareSnapshot", 2), ("OnFreeze", 2), ("OnThaw", 2), ("OnPrepareBackup", 1)]
    {
        let backup = Backup::new(Sent, Some((handler, How::False)));
        let last = if handler == "OnPrepareBackup" { "PrepareForBackup" } else { "DoSnapshotSet" };
        let mut backup = backup.through(last);
        let first = backup.events().iter().filter(|name| **name == "OnAbort").count();
        backup.make(calls::ABORT);
        assert_eq!(first + backup.events().len(), aborts, "{handler}");
    }
}

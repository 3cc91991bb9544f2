//! Backups and restores on two machines, where a component depends on one of another machine.

use serde_json::Value;
use vss_sim::api::{BackupCall, RequesterId};
use vss_sim::machines::PhaseKind;
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::spec::{list, text, texts};
use vss_tests::model::stage::{self, Stage};

use super::example;

/// A requester on a machine of its own.
struct Side {
    hand: Hand,
    requester: RequesterId,
}

impl Side {
    fn new() -> Self {
        let mut hand = Hand::new(Stage::default().world());
        let requester = hand.create(stage::REQUESTING);
        Self { hand, requester }
    }

    /// Makes a call of the example; what it leaves out by its own word comes before PrepareForBackup.
    fn play(&mut self, name: &str) {
        if name == "PrepareForBackup" {
            let left_out: [BackupCall; 4] = [
                calls::set_backup_state(true),
                calls::add_component(1, 0),
                calls::START,
                calls::add_volume(0),
            ];
            for call in left_out {
                self.hand.accept(self.requester, call);
            }
        }
        let call = calls::valid(&self.hand.world, self.requester, name);
        self.hand.accept(self.requester, call.unwrap_or_else(|| panic!("no call of {name}")));
    }

    fn phase(&self) -> PhaseKind {
        self.hand.phase(self.requester)
    }
}

/// Plays an example; gives the states of both sides after each step. `second` takes the second of two names.
fn play(example: &Value, second: bool) -> Vec<(PhaseKind, PhaseKind)> {
    let (mut local, mut remote) = (Side::new(), Side::new());
    let mut states = Vec::new();
    for step in list(example, "steps") {
        let side = match text(step, "on") {
            "local" => &mut local,
            "remote" => &mut remote,
            other => panic!("what is {other}?"),
        };
        for call in texts(step, "calls").into_iter().filter(|call| *call != "request to remote agent") {
            let (one, other) = call.split_once('|').unwrap_or((call, call));
            side.play(if second { other } else { one });
        }
        states.push((local.phase(), remote.phase()));
    }
    states
}

#[test]
fn the_remote_backup_is_complete_before_the_local_one() {
    let states = play(&example("WE-013"), false);
    let (new, done, completed) = (PhaseKind::New, PhaseKind::SnapshotDone, PhaseKind::Completed);
    assert_eq!(states, [(done, new), (done, new), (done, completed), (completed, completed)]);
}

#[test]
fn the_remote_restore_is_over_before_the_local_files_are_told_of() {
    for second in [false, true] {
        let states = play(&example("WE-014"), second);
        let (new, ready, over) = (PhaseKind::New, PhaseKind::Prerestored, PhaseKind::Postrestored);
        assert_eq!(states, [(ready, new), (ready, new), (ready, over), (over, over)]);
    }
}

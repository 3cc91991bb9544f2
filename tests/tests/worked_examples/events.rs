//! Stamps, the figure of a whole backup, and a writer that is started anew during a restore.

use std::sync::Arc;

use vss_sim::api::{Call, Caller, ComponentCall, ComponentRef, DocRef, In, WriterId};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{ApplicationLevel, Hresult, ProviderType, WriterState};
use vss_sim::world::{Event, Outcome, Participant, ProcessEvent};
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::spec::{list, text, texts};
use vss_tests::model::stage::{self, Stage};
use vss_tests::model::veto::events;
use vss_tests::model::{asked, calls, restore};

use super::example;

/// Has writer 1 set a stamp while it handles an event.
fn set_stamp(hand: &mut Hand, handler: &str) -> Hresult {
    let id = hand.until_running(Participant::Writer(WriterId(1)), handler);
    let at = ComponentRef { doc: DocRef::Handler(id), writer: 0, component: 0, epoch: 0 };
    let by = Caller { process: stage::WRITING, within: Some(id) };
    let call = ComponentCall::SetBackupStamp { wszBackupStamp: In(Some("now".into())) };
    let (_, outcome) = hand.call(by, Call::Component(at, call));
    let Outcome::Returned(result) = outcome else { panic!("{handler}: {outcome:?}") };
    result.code
}

#[test]
fn a_stamp_is_set_in_the_events_of_the_example() {
    let example = example("WE-026");
    for case in list(&example, "cases") {
        let with_copy = case["shadowCopy"].as_bool().unwrap();
        let mut set = Vec::new();
        for (event, handler, phase) in [
            ("PrepareForBackup", "OnPrepareBackup", PhaseKind::Gathered),
            ("PostSnapshot", "OnPostSnapshot", PhaseKind::Prepared),
        ] {
            // Without a shadow copy there is nothing to be made, and no event of it.
            if !with_copy && event == "PostSnapshot" {
                continue;
            }
            let (mut hand, requester) = bring(&Stage::default(), phase, Way::USUAL);
            if phase == PhaseKind::Gathered {
                if with_copy {
                    hand.accept(requester, calls::START);
                    hand.accept(requester, calls::add_volume(0));
                }
                hand.begin_async(requester, calls::PREPARE);
            } else {
                hand.begin_async(requester, calls::SNAPSHOT);
            }
            if set_stamp(&mut hand, handler) == Hresult::S_OK {
                set.push(event);
            }
        }
        assert_eq!(set, texts(case, "setBackupStampIn"), "{case}");
    }
}

#[test]
fn a_backup_without_a_shadow_copy_has_no_post_snapshot() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Gathered, Way::USUAL);
    hand.effects.clear();
    for call in [calls::PREPARE, calls::set_succeeded(1, true), calls::COMPLETE] {
        hand.accept(requester, call);
    }
    assert_eq!(events(&hand, 1), ["OnPrepareBackup", "OnBackupComplete"]);
}

/// What stands in the figure and nobody outside can see, or is done for LUNs alone.
fn is_unseen(event: &str) -> bool {
    let luns = ["provider:AreLunsSupported", "provider:GetTargetLuns"];
    event.starts_with("kernel:")
        || event.starts_with("source LUN")
        || event.starts_with("[auto-import]")
        || luns.contains(&event)
}

#[test]
fn a_backup_goes_by_the_figure() {
    let example = example("WE-029");
    let window = Stage::default().writers[0].1;
    for providers in [vec![ProviderType::VSS_PROV_SYSTEM], vec![ProviderType::VSS_PROV_SOFTWARE]] {
        let writers = vec![(ApplicationLevel::VSS_APP_SYSTEM, window)];
        let mut hand = Hand::new(Stage { providers, writers, ..Stage::default() }.world());
        let mut requester = None;
        let mut seen = 0;
        for step in list(&example, "steps") {
            let name = text(step, "call");
            // What is in brackets is for other kinds of shadow copies, or may be left out.
            if name.starts_with('[') {
                continue;
            }
            hand.effects.clear();
            match requester {
                None => requester = Some(hand.create(stage::REQUESTING)),
                Some(requester) if name == "Release" => {
                    hand.backup_call(requester, calls::RELEASE);
                    hand.settle();
                }
                Some(requester) => {
                    let call = calls::valid(&hand.world, requester, name);
                    hand.accept(requester, call.unwrap_or_else(|| panic!("no call of {name}")));
                }
            }
            let told = hand.upcalls().into_iter().map(|(to, name)| match to {
                Participant::Writer(_) => format!("writer:{name}"),
                Participant::Provider(_) => format!("provider:{name}"),
            });
            let told: Vec<String> = told.filter(|name| name != "provider:IsVolumeSupported").collect();
            let expected: Vec<&str> =
                texts(step, "events").into_iter().filter(|event| !is_unseen(event)).collect();
            assert_eq!(told, expected, "{name}");
            seen += told.len();
        }
        assert!(seen > 12, "{seen}");
    }
}

#[test]
fn a_writer_that_is_started_anew_gets_no_post_restore() {
    let example = example("WE-034");
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prerestored, Way::USUAL);
    assert_eq!(text(&list(&example, "events")[0], "event"), "PreRestore");
    let lost = stage::writer_guids(1).1;
    hand.play(&Event::Process(ProcessEvent::Crash(stage::WRITING)));
    let machine = stage::MACHINE;
    hand.play(&Event::Process(ProcessEvent::Start { machine, process: stage::WRITING, privileged: true }));
    let window = Stage::default().writers[0].1;
    let mut registration = stage::registration(1, ApplicationLevel::VSS_APP_FRONT_END, window);
    registration.instance_id = stage::writer_guids(9).1;
    let (writer, registration) = (WriterId(9), Arc::new(registration));
    let subscribe = ProcessEvent::Subscribe { process: stage::WRITING, writer, registration };
    assert_eq!(hand.play(&Event::Process(subscribe)), Outcome::Done);
    hand.effects.clear();
    hand.begin_async(requester, restore::POST_RESTORE);
    hand.settle();
    assert_eq!(example["postRestoreDeliveredToB"], false);
    assert!(hand.upcalls().is_empty(), "{:?}", hand.upcalls());
    assert_eq!(example["vssReportsLostWriter"], true);
    let status = asked::statuses(&mut hand, requester)[&lost];
    assert_eq!(status, (WriterState::VSS_WS_UNKNOWN, Hresult::VSS_E_WRITER_NOT_RESPONDING));
}

//! The worked examples about restores that need no files, played as they stand beside the workspace.

use serde_json::Value;
use vss_sim::api::{
    ActivationId, Arguments, Call, Caller, ComponentCall, ComponentRef, DocRef, In, ParamType, Parameter,
    RequesterId, Value as Passed, WriterId,
};
use vss_sim::machines::{PhaseKind, WriterEvent};
use vss_sim::vocabulary::{Hresult, RestoreTarget};
use vss_sim::world::{Outcome, Participant};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::restore;
use vss_tests::model::spec::{self, list, text, texts};
use vss_tests::model::stage::{self, Stage};
use vss_tests::model::veto::events;

fn example(id: &str) -> Option<Value> {
    let all = spec::rules("worked-examples.json")?;
    let found = list(&all, "examples").iter().find(|example| text(example, "id") == id).cloned();
    Some(found.unwrap_or_else(|| panic!("no example {id}")))
}

fn event(name: &str) -> WriterEvent {
    let found = WriterEvent::ALL.iter().find(|known| format!("{known:?}") == name);
    *found.unwrap_or_else(|| panic!("what is {name}?"))
}

// ---- WE-030: which call of a restore raises which event -------------------------------------------------------

/// What the example lists and is no call.
const NO_CALLS: &[&str] = &["build restore set", "directed targets and partial files", "new targets"];

/// Plays a call by its name; selecting is done for each writer.
fn play(hand: &mut Hand, requester: &mut Option<RequesterId>, name: &str) {
    if NO_CALLS.contains(&name) || name == "Wait" {
        return;
    }
    match (name, *requester) {
        ("CreateVssBackupComponents", _) => *requester = Some(hand.create(stage::REQUESTING)),
        ("CreateVssExamineWriterMetadata", _) => {
            hand.load();
        }
        (name, Some(requester)) => {
            let call =
                calls::valid(&hand.world, requester, name).unwrap_or_else(|| panic!("no call of {name}"));
            hand.accept(requester, call);
            if name == "SetSelectedForRestore" {
                hand.accept(requester, restore::select(2, 1, true));
            }
        }
        (name, None) => panic!("{name} comes too early"),
    }
}

#[test]
fn each_call_of_a_restore_raises_the_events_of_the_example() {
    let Some(example) = example("WE-030") else { return };
    for optional in [true, false] {
        let mut hand = Hand::new(Stage::default().world());
        let mut requester = None;
        let mut raised = 0;
        for step in list(&example, "steps") {
            hand.effects.clear();
            for call in texts(step, "calls") {
                let bare = call.trim_end_matches('*');
                let inner = bare.strip_prefix('(').and_then(|bare| bare.strip_suffix(')'));
                if optional || inner.is_none() {
                    play(&mut hand, &mut requester, inner.unwrap_or(bare));
                }
            }
            let handlers: Vec<&str> =
                texts(step, "events").into_iter().map(|name| event(name).handler()).collect();
            raised += handlers.len();
            for writer in [1, 2] {
                assert_eq!(events(&hand, writer), handlers, "writer {writer}: {step}");
            }
        }
        assert_eq!(raised, 3);
        assert!(hand.world.requester(requester.expect("an object")).is_none(), "it was released");
    }
}

// ---- WE-027: in which handlers a component is written and read --------------------------------------------------

/// A running handler of writer 1.
fn in_handler(of: WriterEvent) -> (Hand, ActivationId) {
    let from = match of {
        WriterEvent::PrepareForBackup => PhaseKind::Preparing,
        WriterEvent::PostSnapshot => PhaseKind::Snapshotting,
        WriterEvent::BackupComplete => PhaseKind::Completing,
        WriterEvent::PreRestore => PhaseKind::Prerestoring,
        WriterEvent::PostRestore => PhaseKind::Postrestoring,
        WriterEvent::Identify
        | WriterEvent::PrepareForSnapshot
        | WriterEvent::Freeze
        | WriterEvent::Thaw
        | WriterEvent::BackupShutdown
        | WriterEvent::Abort => panic!("{of} is given no components"),
    };
    let (mut hand, _) = bring(&Stage::default(), from, Way::USUAL);
    let id = hand.until_running(Participant::Writer(WriterId(1)), of.handler());
    (hand, id)
}

/// A call with arguments that nothing stands against.
fn fitting(name: &str) -> ComponentCall {
    let plain = |text: &str| In(Some(text.into()));
    if name == "SetRestoreTarget" {
        return ComponentCall::SetRestoreTarget { target: RestoreTarget::VSS_RT_ALTERNATE };
    }
    if name == "AddPartialFile" {
        let (path, file, ranges) = (plain("C:\\data"), plain("a"), plain("0:1"));
        return ComponentCall::AddPartialFile {
            wszPath: path,
            wszFilename: file,
            wszRanges: ranges,
            wszMetadata: None,
        };
    }
    let method = ComponentCall::METHODS.iter().find(|method| method.name == name);
    let method = method.unwrap_or_else(|| panic!("no method {name}"));
    let arguments = method.inputs.iter().map(|input| {
        let value = if input.ty == ParamType::Text {
            let paths = input.name.contains("Path");
            let files = input.name.contains("ilespec");
            Passed::Text(
                if paths {
                    "C:\\data"
                } else if files {
                    "*"
                } else {
                    "name"
                }
                .into(),
            )
        } else if input.ty == ParamType::Bool {
            Passed::Bool(false)
        } else {
            0_u32.show()
        };
        (input.name.into(), value)
    });
    ComponentCall::from_arguments(name, &Arguments(arguments.collect()))
        .expect("arguments of the right types")
}

#[test]
fn each_method_of_a_component_can_be_called_where_the_example_calls_it() {
    let Some(example) = example("WE-027") else { return };
    let mut played = 0;
    for (method, windows) in example["windows"].as_object().expect("methods") {
        // What CVssWriter offers has no windows on the model.
        let Some(name) = method.strip_prefix("IVssComponent::") else { continue };
        for window in windows.as_array().expect("events").iter().filter_map(Value::as_str) {
            let (mut hand, id) = in_handler(event(window));
            let at = ComponentRef { doc: DocRef::Handler(id), writer: 0, component: 0, epoch: 0 };
            let by = Caller { process: stage::WRITING, within: Some(id) };
            let (_, outcome) = hand.call(by, Call::Component(at, fitting(name)));
            let Outcome::Returned(result) = outcome else { panic!("{method} in {window}: {outcome:?}") };
            // A value that was never set is no refusal.
            assert!(
                matches!(result.code, Hresult::S_OK | Hresult::S_FALSE),
                "{method} in {window}: {result:?}"
            );
            played += 1;
        }
    }
    assert_eq!(played, 20);
}

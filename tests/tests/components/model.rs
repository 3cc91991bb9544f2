//! The answers of selection and those of the model about the same backup.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use vss_sim::api::{BackupCall, In, RequesterId, WriterId};
use vss_sim::components::{BackupSelection, ComponentForest, ComponentName};
use vss_sim::vocabulary::Hresult;
use vss_sim::world::{Answer, Participant, Return};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::stage::{self, Stage};

use crate::generated::{Case, names, once, writers};
use crate::oracle::Oracle;
use crate::writer::{document, ids};

/// How many backups are played.
const CASES: u32 = 1_000;

/// A writer whose document is the generated one, and a requester that has gathered it.
fn gathered(forest: &ComponentForest) -> (Hand, RequesterId) {
    assert_eq!(stage::writer_guids(1), ids(1), "the stage's first writer has the identity of the documents");
    let mut hand = Hand::new(Stage::default().world());
    let answer = Answer::Writer { succeeded: true, document: Some(Arc::clone(forest.document())) };
    hand.answers.insert((Participant::Writer(WriterId(1)), "OnIdentify"), answer);
    let requester = hand.create(stage::REQUESTING);
    for call in [calls::INITIALIZE, calls::set_backup_state(true), calls::GATHER] {
        hand.accept(requester, call);
    }
    (hand, requester)
}

fn add(hand: &mut Hand, requester: RequesterId, forest: &ComponentForest, name: &ComponentName) -> Return {
    let (class, instance) = ids(1);
    let known = forest.find(name).and_then(|place| forest.component(place));
    let call = BackupCall::AddComponent {
        instanceId: instance,
        writerId: class,
        ct: known.map_or(vss_sim::vocabulary::ComponentType::VSS_CT_FILEGROUP, |component| {
            component.component_type()
        }),
        wszLogicalPath: name.logical_path().map(Into::into),
        wszComponentName: In(Some(name.name().into())),
    };
    hand.backup_call(requester, call)
}

/// The components of the first writer that the requester's document holds.
fn entries(hand: &Hand, requester: RequesterId) -> Vec<ComponentName> {
    let (_, held) = hand.world.requester(requester).expect("the requester exists");
    let session = held.session().expect("the backup has begun");
    let parts = session.document.writers().iter().filter(|part| part.instance_id.value() == ids(1).1);
    let name = |component: &vss_sim::documents::Component| {
        ComponentName::new(
            component.logical_path().ok().map(|path| path.as_str()),
            component.component_name(),
        )
    };
    parts.flat_map(|part| part.components()).map(name).collect()
}

/// The model compares texts where selection compares elements, and a document that breaks NAM-001 has no answer on the
/// pages; so each place is taken once, and every name is spelled as the writer spells it.
fn plain(case: &Case) -> Case {
    let oracle = Oracle::new(&case.rows);
    let rows = once(case.rows.clone());
    let spelled = |(path, name): &(Option<String>, String)| match oracle.find(path.as_deref(), name) {
        Some(place) => (case.rows[place].logical_path.clone(), case.rows[place].name.clone()),
        None => (path.clone(), name.clone()),
    };
    Case { rows, added: case.added.iter().map(spelled).collect(), ..case.clone() }
}

fn agree(case: &Case, census: &mut BTreeMap<&'static str, usize>) -> Result<(), TestCaseError> {
    let forest = ComponentForest::new(Arc::new(document(1, &case.rows)));
    let added = names(&case.added);
    let selection = BackupSelection::new(&forest, &added);
    let (mut hand, requester) = gathered(&forest);
    let mut accepted: Vec<usize> = Vec::new();
    for name in &added {
        let place = forest.find(name);
        let expected = match place {
            None => Hresult::E_INVALIDARG,
            Some(place) if accepted.contains(&place) => Hresult::VSS_E_OBJECT_ALREADY_EXISTS,
            Some(_) => Hresult::S_OK,
        };
        let result = add(&mut hand, requester, &forest, name);
        prop_assert_eq!(result.code, expected, "AddComponent of {}: {:?}", name, result);
        *census.entry(expected.name().unwrap_or("?")).or_default() += 1;
        accepted.extend(place.filter(|_| expected.is_success()));
    }
    // The page leaves open what becomes of the member of a set; the model takes it.
    let written = entries(&hand, requester);
    let in_document = |names: &[ComponentName]| -> Vec<usize> {
        let mut places: Vec<usize> = names.iter().filter_map(|name| forest.find(name)).collect();
        places.sort_unstable();
        places
    };
    let members: Vec<usize> =
        accepted.iter().copied().filter(|place| !selection.explicit().contains(place)).collect();
    let mut without = in_document(&written);
    without.retain(|place| !members.contains(place));
    prop_assert_eq!(without.as_slice(), selection.explicit());
    for member in &members {
        let refused = selection.refused().iter().find(|refused| refused.index == Some(*member));
        let rule = refused.map(|refused| refused.why.rule());
        prop_assert!(matches!(rule, Some("SEL-009" | "SEL-012")), "{member}: {rule:?}");
        *census.entry("members").or_default() += 1;
    }
    // Whoever has a component in the document takes part, and nobody else (SEL-024).
    hand.effects.clear();
    hand.accept(requester, calls::PREPARE);
    let told: Vec<Participant> = hand
        .upcalls()
        .into_iter()
        .filter_map(|(to, name)| (name == "OnPrepareBackup").then_some(to))
        .collect();
    let expected = if accepted.is_empty() { vec![] } else { vec![Participant::Writer(WriterId(1))] };
    prop_assert_eq!(told, expected);
    *census.entry(if accepted.is_empty() { "left out" } else { "told" }).or_default() += 1;
    prop_assert!(accepted.is_empty() || !selection.explicit().is_empty() || !members.is_empty());
    if members.is_empty() {
        *census.entry("equal documents").or_default() += 1;
        prop_assert_eq!(in_document(&entries(&hand, requester)), selection.explicit().to_vec());
        prop_assert_eq!(accepted.is_empty(), selection.explicit().is_empty());
    }
    Ok(())
}

#[test]
fn selection_and_the_model_agree() {
    let census = RefCell::default();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&writers(), |case| agree(&plain(&case), &mut census.borrow_mut()));
    if let Err(error) = result {
        panic!("{error}\n{runner}");
    }
    let census = census.into_inner();
    println!("{census:#?}");
    let kinds = [
        "S_OK",
        "E_INVALIDARG",
        "VSS_E_OBJECT_ALREADY_EXISTS",
        "members",
        "told",
        "left out",
        "equal documents",
    ];
    for kind in kinds {
        let seen = census.get(kind).copied().unwrap_or_default();
        assert!(seen >= 20, "{kind} only {seen} times: {census:#?}");
    }
}

//! WE-002: what a backup of MyWriter holds for each choice of a requester.

use vss_sim::components::{
    BackupKind, BackupSelection, ComponentForest, ComponentName, Inclusion, RefusedBackup,
};
use vss_sim::documents::{BackupComponents, ComponentKey};
use vss_sim::vocabulary::BackupSchema;

use crate::data::{Examples, Part};
use crate::writer::{ids, index, my_writer, named, written};

/// A selection of WE-002, as another example names it.
pub fn backup(examples: &Examples, forest: &ComponentForest, id: &str) -> BackupSelection {
    let all = examples.get("WE-002")["selections"].as_array().expect("WE-002 has selections");
    let row = all.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no selection {id}"));
    let texts = row["explicit"].as_array().into_iter().flatten();
    let added: Vec<ComponentName> =
        texts.filter_map(|text| text.as_str()).map(ComponentName::parse).collect();
    let selection = BackupSelection::new(forest, &added);
    assert_eq!((selection.refused(), selection.missing()), ([].as_slice(), [].as_slice()), "{id}");
    selection
}

/// The document in which a requester has added what is included explicitly.
pub fn entries(forest: &ComponentForest, selection: &BackupSelection) -> BackupComponents {
    let mut document = BackupComponents::new();
    for place in selection.explicit() {
        let component = forest.component(*place).expect("it is one of the forest");
        let (class, instance) = ids(1);
        let key = ComponentKey {
            instance: Some(instance),
            writer: class,
            component_type: component.component_type(),
            logical_path: component.logical_path.as_deref(),
            name: Some(&component.name),
        };
        document.add_component(&key, None, BackupSchema::VSS_BS_UNDEFINED).expect("each is added once");
    }
    document
}

/// WE-002.
pub fn choices(examples: &Examples, example: &Part<'_>) {
    example.sourced();
    assert_eq!(example.text_at("writer"), "MyWriter");
    assert_eq!(example.text_at("componentsFrom"), "WE-001");
    let forest = my_writer(examples);
    for selection in example.at("selections").items() {
        valid(&forest, &selection);
    }
    for selection in example.at("invalidSelections").items() {
        invalid(&forest, &selection);
    }
}

/// The results of adding these, which do not depend on the order of the calls.
fn select(forest: &ComponentForest, added: &[ComponentName]) -> BackupSelection {
    let selection = BackupSelection::new(forest, added);
    let mut order = added.to_vec();
    for _ in 0..added.len() {
        order.rotate_left(1);
        for again in [order.clone(), order.iter().rev().cloned().collect()] {
            let again = BackupSelection::new(forest, &again);
            assert_eq!(again.explicit(), selection.explicit());
            assert_eq!(again.implicit(), selection.implicit());
            assert_eq!(again.missing(), selection.missing());
            assert_eq!(again.refused().len(), selection.refused().len());
        }
    }
    selection
}

fn valid(forest: &ComponentForest, part: &Part<'_>) {
    part.sourced();
    let id = part.place();
    assert_eq!(part.text_at("operation"), "backup");
    let [explicit, implicit, left_out] =
        ["explicit", "implicit", "notIncluded"].map(|key| part.at(key).texts());
    let chosen = part.at("chosenByRequester").texts();
    let selection = select(forest, &named(&explicit));
    assert!(selection.refused().is_empty(), "{id}: {:?}", selection.refused());
    assert_eq!(written(forest, selection.explicit()), explicit, "{id}");
    let document = entries(forest, &selection);
    let parts: Vec<String> = document.writers()[0]
        .components()
        .iter()
        .map(|component| {
            ComponentName::new(
                component.logical_path().ok().map(|path| path.as_str()),
                component.component_name(),
            )
            .to_string()
        })
        .collect();
    assert_eq!(parts, part.at("entriesInBackupComponentsDocument").texts(), "{id}");
    // Every component is in exactly one of the three lists of the page's result.
    let mut all = [explicit.clone(), implicit.clone(), left_out.clone()].concat();
    all.sort_unstable();
    let mut known = written(forest, &(0..forest.len()).collect::<Vec<_>>());
    known.sort_unstable();
    assert_eq!(all, known, "{id}");
    if part.find("modelledByDefault").is_some_and(|flag| !flag.flag()) {
        other_reading(forest, part, &selection, &implicit);
    } else {
        assert!(selection.missing().is_empty(), "{id}: {:?}", selection.missing());
        assert_eq!(written(forest, selection.implicit()), implicit, "{id}");
        // What must be added and what was chosen make the same selection.
        let required = forest.required().into_iter().filter_map(|place| forest.name(place).cloned());
        let again = select(forest, &required.chain(named(&chosen)).collect::<Vec<_>>());
        assert_eq!((again.explicit(), again.refused()), (selection.explicit(), [].as_slice()), "{id}");
    }
    for place in 0..forest.len() {
        let text = written(forest, &[place]).remove(0);
        let out = matches!(selection.inclusion(place), Some(Inclusion::Out(_)));
        assert_eq!(out, left_out.contains(&text.as_str()), "{id}: {text}");
        assert_eq!(
            selection.includes(place),
            selection.explicit().contains(&place) || selection.implicit().contains(&place)
        );
    }
    for impossible in part.at("notPossible").items() {
        not_possible(forest, &impossible, &selection, &explicit);
    }
    if let Some(stated) = part.find("statedPart") {
        stated_part(&stated, [&explicit, &implicit, &left_out]);
    }
}

/// A reading that is not the default: what it calls implicit is not brought along, but missing.
fn other_reading(forest: &ComponentForest, part: &Part<'_>, selection: &BackupSelection, implicit: &[&str]) {
    let readings = part.at("readings").texts();
    assert_eq!(readings, ["C-001"], "{}", part.place());
    assert!(!implicit.is_empty(), "{}: nothing tells this reading from the default", part.place());
    assert!(selection.implicit().is_empty(), "{}", part.place());
    assert_eq!(written(forest, selection.missing()), implicit, "{}", part.place());
    assert_eq!(part.at("chosenByRequester").texts(), [""; 0]);
}

/// Something that cannot be had beside a selection: adding it is refused and changes nothing.
fn not_possible(forest: &ComponentForest, part: &Part<'_>, selection: &BackupSelection, explicit: &[&str]) {
    let text = part.text_at("ref");
    assert_eq!(part.text_at("how"), "AddComponent");
    let with = select(forest, &[named(explicit), named(&[text])].concat());
    assert_eq!((with.explicit(), with.implicit()), (selection.explicit(), selection.implicit()));
    let [refused] = with.refused() else { panic!("{text}: {:?}", with.refused()) };
    assert_eq!((refused.index, refused.component.to_string()), (Some(index(forest, text)), text.to_owned()));
    let why = match refused.why {
        RefusedBackup::SelectableAncestorExplicit { ancestor } => {
            format!("its selectable ancestor {} is explicit", written(forest, &[ancestor])[0])
        }
        RefusedBackup::NonselectableWithSelectableAncestor { ancestor } => {
            format!("nonselectable with selectable ancestor {}", written(forest, &[ancestor])[0])
        }
        RefusedBackup::Unknown | RefusedBackup::AddedTwice => panic!("{text}: {:?}", refused.why),
    };
    assert_eq!(why, part.text_at("why"));
}

/// The part of a result that a page itself spells out is part of the result.
fn stated_part(stated: &Part<'_>, [explicit, implicit, left_out]: [&[&str]; 3]) {
    for key in stated.keys() {
        let texts = stated.at(key).texts();
        let from: Vec<&str> = match key {
            "explicit" => explicit.to_vec(),
            "implicit" => implicit.to_vec(),
            "notIncluded" => left_out.to_vec(),
            "notExplicit" => [implicit, left_out].concat(),
            _ => panic!("{}: no check knows {key}", stated.place()),
        };
        assert!(texts.iter().all(|text| from.contains(text)), "{}: {key}", stated.place());
        assert_eq!(texts.is_empty(), from.is_empty(), "{}: {key}", stated.place());
    }
}

/// A selection that breaks a rule, and where the break shows.
fn invalid(forest: &ComponentForest, part: &Part<'_>) {
    part.sourced();
    let (id, rule) = (part.place(), part.text_at("rule"));
    assert_eq!(part.text_at("operation"), "backup");
    let why = part.text_at("why");
    let selection = select(forest, &named(&part.at("explicit").texts()));
    let refused: Vec<(&str, Option<usize>)> =
        selection.refused().iter().map(|refused| (refused.why.rule(), refused.index)).collect();
    match rule {
        "SEL-009" | "SEL-012" => {
            let [(broken, Some(place))] = refused[..] else { panic!("{id}: {refused:?}") };
            assert_eq!(broken, rule, "{id}");
            let text = written(forest, &[place]).remove(0);
            let last = part.at("explicit").texts().pop();
            assert_eq!(Some(text.as_str()), last, "{id}: {why}");
            assert!(!selection.explicit().contains(&place), "{id}");
            assert!(selection.missing().is_empty(), "{id}");
        }
        "SEL-005" => {
            assert_eq!(
                (refused.as_slice(), selection.missing()),
                ([].as_slice(), forest.required().as_slice())
            );
            for place in selection.missing() {
                let inclusion = selection.inclusion(*place).expect("it is one");
                assert_eq!((inclusion, inclusion.rule()), (&Inclusion::Missing, rule), "{id}");
                let name = forest.name(*place).map_or("", ComponentName::name);
                assert!(why.contains(name), "{id}: {why} does not name {name}");
            }
        }
        "SEL-006" => {
            // Nothing is brought along below what is nonselectable itself; SEL-005 then asks for it.
            let [missing] = selection.missing() else { panic!("{id}: {:?}", selection.missing()) };
            assert_eq!((refused.as_slice(), selection.implicit()), ([].as_slice(), [].as_slice()), "{id}");
            assert_eq!(forest.backup_kind(*missing), Some(BackupKind::Required), "{id}");
            let above = forest.parents(*missing);
            assert!(above.iter().all(|parent| selection.explicit().contains(parent)), "{id}: {above:?}");
            assert!(!above.is_empty() && !selection.includes(*missing), "{id}");
            let name = forest.name(*missing).map_or("", ComponentName::name);
            assert_eq!(why, format!("{name} must be explicit too"), "{id}");
        }
        _ => panic!("{id}: no check knows {rule}"),
    }
}

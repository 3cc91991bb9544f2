//! WE-001 and WE-032: the components of MyWriter, their ancestry, and how logical paths are written.

use vss_sim::components::{
    BackupKind, BackupSelection, ComponentForest, ComponentName, LogicalPath, PathFlaw, files_of, flaws,
    own_files,
};

use crate::data::{Examples, Part};
use crate::writer::{forest, index, my_writer, my_writer_rows, named, written};

/// WE-001.
pub fn my_writer_structure(examples: &Examples, example: &Part<'_>) {
    example.sourced();
    assert_eq!(example.text_at("writer"), "MyWriter");
    let forest = my_writer(examples);
    components(&forest, &example.at("components").items());
    let structure = example.at("structure").items();
    assert_eq!(structure.len(), forest.len(), "each component once");
    for (place, part) in structure.iter().enumerate() {
        shape(&forest, place, part);
    }
    for stated in example.at("statedFacts").items() {
        fact(examples, &forest, &stated);
    }
}

fn components(forest: &ComponentForest, components: &[Part<'_>]) {
    assert_eq!(components.len(), forest.len());
    let mut explicit = Vec::new();
    for (place, part) in components.iter().enumerate() {
        let (written, path, name) = (part.text_at("ref"), part.text_at("logicalPath"), part.text_at("name"));
        let parsed = ComponentName::parse(written);
        assert_eq!(parsed, ComponentName::new(Some(path), name), "{written}");
        assert_eq!(parsed.to_string(), written);
        assert_eq!((parsed.logical_path(), parsed.name()), ((!path.is_empty()).then_some(path), name));
        assert_eq!(forest.name(place), Some(&parsed));
        assert_eq!((forest.find(&parsed), forest.find_all(&parsed)), (Some(place), vec![place]));
        let info = forest.component(place).expect("it is one").component_info();
        assert_eq!(info.selectable, part.at("selectableForBackup").flag(), "{written}");
        assert_eq!(info.selectable_for_restore, part.at("selectableForRestore").flag(), "{written}");
        if part.at("explicitlyIncludedInBackup").flag() {
            explicit.push(place);
        }
    }
    // The column shows a backup in which everything is included, so it is one that the rules allow.
    let added: Vec<ComponentName> =
        explicit.iter().filter_map(|place| forest.name(*place)).cloned().collect();
    let selection = BackupSelection::new(forest, &added);
    assert_eq!((selection.explicit(), selection.refused()), (explicit.as_slice(), [].as_slice()));
    assert_eq!(selection.explicit().len() + selection.implicit().len(), forest.len());
}

fn shape(forest: &ComponentForest, place: usize, part: &Part<'_>) {
    let own = part.text_at("ref");
    assert_eq!(written(forest, &[place]), [own]);
    assert_eq!(written(forest, &forest.ancestors(place)), part.at("ancestorComponents").texts(), "{own}");
    let selectable = part.at("ancestorsSelectableForBackup").texts();
    assert_eq!(written(forest, &forest.selectable_ancestors(place)), selectable, "{own}");
    assert_eq!(forest.backup_kind(place).map(BackupKind::name), Some(part.text_at("backupKind")), "{own}");
    assert_eq!(forest.defines_backup_set(place), part.at("definesBackupComponentSet").flag(), "{own}");
    let members = part.at("backupSetMembers").texts();
    assert_eq!(written(forest, &forest.backup_set(place)), members, "{own}");
    for member in members {
        assert!(forest.ancestors(index(forest, member)).contains(&place), "{member} below {own}");
    }
    let parent = forest.ancestors(place).last().copied();
    assert_eq!(forest.parents(place), parent.into_iter().collect::<Vec<_>>(), "{own}");
    assert_eq!(forest.roots().contains(&place), parent.is_none(), "{own}");
    for child in forest.children(place) {
        assert_eq!(forest.parents(child), [place], "{own}");
    }
    let required = forest.backup_kind(place) == Some(BackupKind::Required);
    assert_eq!(forest.required().contains(&place), required, "{own}");
}

fn selectable(forest: &ComponentForest, place: usize) -> bool {
    forest.component(place).is_some_and(|component| component.selectable)
}

/// Facts of the pages in words; a fact that is not known here fails.
fn fact(examples: &Examples, forest: &ComponentForest, stated: &Part<'_>) {
    stated.sourced();
    let text = stated.text_at("fact");
    if text == "intermediate path element without a component of that name" {
        let element = ComponentName::parse(stated.text_at("pathElement"));
        assert_eq!(forest.find(&element), None);
        let path = element.to_string();
        let below = (0..forest.len())
            .find(|place| forest.name(*place).is_some_and(|name| name.logical_path() == Some(path.as_str())));
        let below = below.expect("something stands below it all the same");
        let above = index(forest, element.logical_path().expect("it is not at the root"));
        assert_eq!((forest.parents(below), forest.children(above).contains(&below)), (vec![above], true));
        return;
    }
    let refs = stated.at("refs").texts();
    let places: Vec<usize> = refs.iter().map(|text| index(forest, text)).collect();
    let alone = |place: usize| forest.descendants(place).is_empty();
    let nested =
        |place: &usize| forest.backup_set(*place).iter().any(|member| forest.defines_backup_set(*member));
    match text {
        "pair is parent and child, both nonselectable, and forms no component set" => {
            let [parent, child] = places[..] else { panic!("{refs:?} is no pair") };
            assert_eq!((forest.children(parent), forest.parents(child)), (vec![child], vec![parent]));
            assert!(!selectable(forest, parent) && !selectable(forest, child));
            assert!(!forest.defines_backup_set(parent) && forest.backup_set(parent).is_empty());
        }
        "selectable, neither ancestor nor descendant" => places.iter().for_each(|place| {
            assert!(selectable(forest, *place) && alone(*place) && forest.ancestors(*place).is_empty());
        }),
        "defines a component set without nested sets" => places.iter().for_each(|place| {
            assert!(forest.defines_backup_set(*place) && !nested(place), "{refs:?}");
        }),
        "defines a component set with a hierarchy below it" => places.iter().for_each(|place| {
            let deep = forest.backup_set(*place).iter().any(|member| !alone(*member));
            assert!(forest.defines_backup_set(*place) && deep, "{refs:?}");
        }),
        "selectable subcomponent that defines a nested component set" => places.iter().for_each(|place| {
            assert_eq!(forest.backup_kind(*place), Some(BackupKind::SelectableSubcomponent));
            let around = forest.selectable_ancestors(*place);
            assert!(forest.defines_backup_set(*place) && around.iter().any(nested), "{refs:?}");
        }),
        "same level, root logical path" => places.iter().for_each(|place| {
            let path = forest.name(*place).and_then(ComponentName::logical_path);
            assert!(LogicalPath::parse(path).is_root() && forest.roots().contains(place), "{refs:?}");
        }),
        "equal name, told apart by logical path" => {
            let mut names: Vec<&str> =
                places.iter().filter_map(|p| forest.name(*p)).map(ComponentName::name).collect();
            names.dedup();
            assert_eq!((names.len(), places.len()), (1, refs.len()));
            let mut different = places;
            different.sort_unstable();
            different.dedup();
            assert_eq!(different.len(), refs.len(), "{refs:?}");
        }
        "may be empty of files and still defines its set" => empty_definers(examples, &refs),
        "no component leads to it as an ancestor, hence no subcomponents" => {
            places.iter().for_each(|place| {
                assert!(
                    alone(*place) && forest.children(*place).is_empty() && !forest.defines_backup_set(*place)
                );
            });
        }
        _ => panic!("{}: no check knows this fact", stated.place()),
    }
}

/// Definers without files of their own define the same sets, and what is copied is what the members have.
fn empty_definers(examples: &Examples, refs: &[&str]) {
    let mut rows = my_writer_rows(examples);
    let full = forest(1, &rows);
    let definers = named(refs);
    for row in rows.iter_mut().filter(|row| definers.contains(&row.component_name())) {
        row.files.clear();
    }
    let empty = forest(1, &rows);
    for text in refs {
        let definer = index(&empty, text);
        assert_eq!(own_files(&empty, definer).count(), 0, "{text}");
        assert!(empty.defines_backup_set(definer), "{text}");
        assert_eq!(empty.backup_set(definer), full.backup_set(definer), "{text}");
        let with_files: usize = full.backup_set(definer).iter().map(|m| own_files(&empty, *m).count()).sum();
        assert_eq!((files_of(&empty, definer).len(), with_files > 0), (with_files, true), "{text}");
    }
}

/// WE-032.
pub fn electronic_books(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let printed = example.at("logicalPathsAsPrinted").texts();
    let plain = example.at("normalisedByDefault").texts();
    assert_eq!(printed.len(), plain.len());
    for (printed, plain) in printed.iter().zip(&plain) {
        let elements = |text: &str| {
            let path = LogicalPath::parse(Some(text));
            assert!(!path.is_root());
            path.elements().iter().map(|element| element.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(elements(printed), plain.split('\\').collect::<Vec<_>>());
        assert_eq!(elements(plain), elements(printed));
        assert_eq!((flaws(printed), flaws(plain)), (vec![PathFlaw::LeadingSeparator], vec![]));
        // A call may name either form; the document keeps the form it was given.
        let books = forest(1, &[crate::writer::Row::new(Some(printed), "chapter", true)]);
        let asked = ComponentName::new(Some(plain), "chapter");
        assert_eq!(books.find(&asked), Some(0));
        assert_eq!(books.name(0).and_then(ComponentName::logical_path), Some(*printed));
    }
    // The form of the glossary is the place of a component, not its logical path (C-006).
    let form = example.text_at("subcomponentFormAsPrinted");
    let place = form.replace("{component_name}", "ebook").replace("{subcomponent_name}", "book1");
    assert_eq!(ComponentName::new(Some("ebook"), "book1").to_string(), place);
    assert_eq!(ComponentName::parse(&place).logical_path(), Some("ebook"));
}

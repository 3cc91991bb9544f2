//! Documents that nobody writes in good faith: deep, wide, full of doubles, and dependent in circles. Nothing panics,
//! no stack runs out, and every question is answered in reasonable time.

use std::fmt::Write;
use std::sync::Arc;

use vss_sim::components::{
    At, BackupSelection, ComponentForest, ComponentName, DependencyGraph, Inclusion, LogicalPath,
    RestoreRequest, RestoreSelection, RestoreSubcomponent, backup_files, files_of, flaws, restorable,
};
use vss_sim::documents::{ReadOptions, WriterMetadata};
use vss_sim::vocabulary::BackupType;

use crate::writer::{On, Row, forest, ids};

/// A writer of components `(logical path, name, selectable)`, each with a file set, read from its document; names are
/// of plain characters.
fn read<'a>(components: impl Iterator<Item = (String, &'a str, bool)>) -> ComponentForest {
    let mut text = String::from(concat!(
        r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2"><IDENTIFICATION "#,
        r#"writerId="00000000-0000-0000-0000-000000001001" instanceId="00000000-0000-0000-0000-000000002001" "#,
        r#"friendlyName="Writer" usage="USER_DATA" dataSource="OTHER"/><BACKUP_LOCATIONS>"#,
    ));
    for (path, name, selectable) in components {
        let flag = if selectable { "yes" } else { "no" };
        write!(
            text,
            r#"<FILE_GROUP logicalPath="{path}" componentName="{name}" restoreMetadata="no" notifyOnBackupComplete="no" selectable="{flag}" selectableForRestore="yes" componentFlags="0"><FILE_LIST path="C:\x" filespec="*"/></FILE_GROUP>"#
        )
        .expect("a string takes everything");
    }
    text.push_str("</BACKUP_LOCATIONS></WRITER_METADATA>");
    let read = WriterMetadata::read_str(&text, &ReadOptions::default()).expect("the document can be read");
    ComponentForest::new(Arc::new(read.value))
}

/// Asks everything that can be asked of a writer.
fn ask_all(forest: &ComponentForest, added: &[ComponentName]) -> BackupSelection {
    for place in 0..forest.len() {
        assert_eq!(forest.defines_backup_set(place), !forest.backup_set(place).is_empty());
        assert!(forest.backup_kind(place).is_some());
        assert_eq!(forest.parents(place).is_empty(), forest.ancestors(place).is_empty());
        assert_eq!(forest.children(place).is_empty(), forest.descendants(place).is_empty());
    }
    let selection = BackupSelection::new(forest, added);
    let copied = backup_files(forest, &selection, BackupType::VSS_BT_FULL);
    let included = (0..forest.len()).filter(|place| selection.includes(*place)).count();
    assert_eq!((copied.len(), included), (included, selection.explicit().len() + selection.implicit().len()));
    let choices = restorable(forest, &selection);
    assert_eq!(choices.by_entry.len() + choices.by_subcomponent.len() + choices.not_possible.len(), included);
    assert_eq!(choices.not_in_backup.len(), forest.len() - included);
    let selected = added.to_vec();
    let pair = |name: &ComponentName| {
        Some(RestoreSubcomponent { ancestor: added.first()?.clone(), subcomponent: name.clone() })
    };
    let subcomponents = (0..forest.len()).filter_map(|place| forest.name(place)).filter_map(pair).collect();
    let restore = RestoreSelection::new(forest, &selection, &RestoreRequest { selected, subcomponents });
    assert!(restore.restored().iter().all(|place| selection.includes(*place)));
    selection
}

const DEEP: usize = 10_000;

#[test]
fn a_path_of_ten_thousand_elements() {
    let path = vec!["e"; DEEP].join(r"\");
    assert_eq!(LogicalPath::parse(Some(&path)).elements().len(), DEEP);
    assert!(flaws(&path).is_empty());
    let separators = "\\".repeat(DEEP);
    assert_eq!(LogicalPath::parse(Some(&separators)).elements().len(), DEEP);
    assert_eq!(flaws(&separators).len(), 3);
    let tops = ["e", "x"].map(|name| (String::new(), name, true));
    let forest =
        read(tops.into_iter().chain([(path.clone(), "e", false), (format!(r"{path}\e"), "e", true)]));
    assert_eq!((forest.ancestors(3), forest.parents(3)), (vec![0, 2], vec![2]));
    let selection = ask_all(&forest, &[ComponentName::new(None, "e")]);
    assert_eq!((selection.explicit(), selection.implicit()), ([0].as_slice(), [2, 3].as_slice()));
    assert_eq!(files_of(&forest, 0).len(), 3);
}

/// A chain, each component below the one before it.
#[test]
fn a_chain_of_components() {
    const LONG: usize = 800;
    for every in [1, 2, LONG] {
        let component = |n: usize| (vec!["e"; n].join(r"\"), "e", n.is_multiple_of(every));
        let forest = read((0..LONG).map(component));
        assert_eq!(forest.ancestors(LONG - 1), (0..LONG - 1).collect::<Vec<_>>());
        assert_eq!(forest.descendants(0).len(), LONG - 1);
        let all: Vec<ComponentName> = (0..LONG).filter_map(|place| forest.name(place).cloned()).collect();
        let selection = ask_all(&forest, &all);
        assert_eq!((selection.explicit(), selection.implicit().len()), ([0].as_slice(), LONG - 1));
        assert_eq!(selection.refused().len(), LONG - 1);
        assert_eq!(selection.inclusion(LONG - 1), Some(&Inclusion::Implicit { through: 0 }));
    }
}

#[test]
fn ten_thousand_components() {
    let names: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
    // Side by side, and all below one.
    let flat = read(names.iter().map(|name| (String::new(), name.as_str(), false)));
    let all: Vec<ComponentName> = (0..flat.len()).filter_map(|place| flat.name(place).cloned()).collect();
    let selection = ask_all(&flat, &all[..5_000]);
    assert_eq!((selection.explicit().len(), selection.missing().len()), (5_000, 5_000));
    let below = names.iter().skip(1).map(|name| (names[0].clone(), name.as_str(), false));
    let star = read(std::iter::once((String::new(), names[0].as_str(), true)).chain(below));
    let all: Vec<ComponentName> = (0..star.len()).filter_map(|place| star.name(place).cloned()).collect();
    let selection = ask_all(&star, &all);
    assert_eq!((selection.explicit().len(), selection.implicit().len()), (1, 9_999));
    assert_eq!(selection.refused().len(), 9_999);
    assert!(star.duplicates().is_empty() && star.case_twins().is_empty());
}

#[test]
fn thousands_of_doubles() {
    const MANY: usize = 3_000;
    let doubles = read((0..MANY).map(|_| (String::new(), "same", true)));
    let name = ComponentName::new(None, "same");
    assert_eq!((doubles.find(&name), doubles.find_all(&name).len()), (Some(0), MANY));
    let named: Vec<ComponentName> = vec![name; MANY];
    let selection = ask_all(&doubles, &named);
    assert_eq!((selection.explicit(), selection.refused().len()), ([0].as_slice(), MANY - 1));
    let mut found: Vec<usize> = doubles.duplicates().into_iter().flat_map(|(a, b)| [a, b]).collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), MANY, "each double is told of");
    // Spelled in thousands of ways that differ in case only.
    let spelled =
        |n: usize| -> String { (0..12).map(|bit| if n >> bit & 1 == 1 { 'A' } else { 'a' }).collect() };
    let names: Vec<String> = (0..MANY).map(spelled).collect();
    let twins = read(names.iter().map(|name| (String::new(), name.as_str(), false)));
    let mut found: Vec<usize> = twins.case_twins().into_iter().flat_map(|(a, b)| [a, b]).collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!((found.len(), twins.duplicates().len()), (MANY, 0), "each twin is told of");
}

/// A thousand doubles above a thousand components below them: each of these has all of those as parents.
#[test]
fn doubles_above_components() {
    const MANY: usize = 1_000;
    let names: Vec<String> = (0..MANY).map(|n| format!("c{n}")).collect();
    let above = (0..MANY).map(|_| (String::new(), "same", true));
    let below = names.iter().map(|name| ("same".to_owned(), name.as_str(), false));
    let forest = read(above.chain(below));
    assert_eq!((forest.parents(MANY).len(), forest.children(0).len()), (MANY, MANY));
    let selection = ask_all(&forest, &[ComponentName::new(None, "same")]);
    assert_eq!((selection.explicit(), selection.implicit().len()), ([0].as_slice(), MANY));
}

/// Writers each of which depends on the next, the last on the first.
#[test]
fn a_circle_through_many_writers() {
    const MANY: u32 = 3_000;
    let on = |writer: u32, logical_path: Option<&str>| On {
        writer: ids(writer).0,
        logical_path: logical_path.map(str::to_owned),
        name: "c".to_owned(),
    };
    let row = |dependencies: Vec<On>| Row { dependencies, ..Row::new(None, "c", true) };
    let forests: Vec<ComponentForest> =
        (0..MANY).map(|n| forest(n, &[row(vec![on((n + 1) % MANY, None)])])).collect();
    let graph = DependencyGraph::new(&forests);
    let first = At { writer: 0, component: 0 };
    let others: Vec<At> = (1..forests.len()).map(|writer| At { writer, component: 0 }).collect();
    let mut also = graph.must_also_take_part(first);
    also.sort_unstable();
    assert_eq!(also, others);
    let [circle] = &graph.cycles()[..] else { panic!("one circle") };
    assert_eq!((circle.len(), circle.first(), circle.is_sorted()), (forests.len(), Some(&first), true));
    let name = ComponentName::new(None, "c");
    let chosen: Vec<BackupSelection> = (0..)
        .zip(&forests)
        .map(|(n, forest)| {
            BackupSelection::new(forest, if n == 0 { std::slice::from_ref(&name) } else { &[] })
        })
        .collect();
    let found = graph.unsatisfied(&forests, &chosen);
    assert_eq!(found.iter().map(|found| found.dependent).collect::<Vec<_>>(), [first]);
    let all: Vec<BackupSelection> =
        forests.iter().map(|forest| BackupSelection::new(forest, std::slice::from_ref(&name))).collect();
    assert!(graph.unsatisfied(&forests, &all).is_empty());
}

/// Writers all of which depend on all others, many times over, and on what is not there.
#[test]
fn everything_depends_on_everything() {
    const MANY: u32 = 60;
    let rows = |own: u32| -> Vec<Row> {
        let others = || (0..=MANY).filter(move |other| *other != own);
        let targets = |name: &str| -> Vec<On> {
            let on = |writer| On { writer: ids(writer).0, logical_path: None, name: name.to_owned() };
            others().map(on).chain(others().map(on)).collect()
        };
        let row =
            |name: &str, target: &str| Row { dependencies: targets(target), ..Row::new(None, name, true) };
        vec![row("a", "b"), row("b", "a"), row("c", "unknown")]
    };
    let forests: Vec<ComponentForest> = (0..MANY).map(|n| forest(n, &rows(n))).collect();
    let graph = DependencyGraph::new(&forests);
    let at = |writer, component| At { writer, component };
    assert_eq!(graph.must_also_take_part(at(0, 2)), []);
    let also = graph.must_also_take_part(at(0, 0));
    assert!(also.len() >= forests.len() - 1 && !also.contains(&at(0, 0)), "{} more", also.len());
    let circles = graph.cycles();
    assert!(circles.iter().flatten().all(|at| at.component < 2));
    let members: usize = circles.iter().map(Vec::len).sum();
    assert_eq!(members, 2 * forests.len(), "each of them is on a circle");
    let added = ["a", "b", "c"].map(|name| ComponentName::new(None, name));
    let all: Vec<BackupSelection> =
        forests.iter().map(|forest| BackupSelection::new(forest, &added)).collect();
    let found = graph.unsatisfied(&forests, &all);
    assert!(!found.is_empty() && graph.within_one_writer().is_empty());
    for broken in found {
        let to_nobody = broken.target.writer == ids(MANY).0;
        assert!(to_nobody || broken.dependent.component == 2, "{broken:?}");
    }
}

//! WE-011 and WE-012: dependencies on components of other computers.

use vss_sim::components::{
    At, BackupSelection, ComponentForest, ComponentName, DependencyGraph, DependencyTarget, WhyUnsatisfied,
};
use vss_sim::documents::WmDependency;

use crate::data::{Examples, Part};
use crate::writer::{On, Row, forest, ids};

/// WE-011.
pub fn notation(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let call = example.at("call");
    assert_eq!(call.text_at("method"), "IVssCreateWriterMetadata::AddComponentDependency");
    let prefix = call.text_at("onLogicalPathPrefix");
    assert_eq!(call.text_at("remoteComputerName"), "IP address or name as from GetComputerNameEx");
    for case in example.at("cases").items() {
        case.sourced();
        let tested = case.text_at("tested");
        let remote = case.at("remote").flag();
        let computer = case.find("remoteComputerName").map(|name| name.text());
        let rest = case.find("rest").map(|rest| rest.text());
        assert_eq!((computer.is_some(), rest.is_some()), (remote, remote), "{}", case.place());
        // Other computers, as the call may name them.
        for name in computer.into_iter().chain(computer.map(|_| "10.0.0.7")) {
            let (rest, own) = (rest.unwrap_or_default(), computer.unwrap_or_default());
            assert_eq!(tested, format!("{}{rest}", prefix.replace("RemoteComputerName", own)));
            let text = format!("{}{rest}", prefix.replace("RemoteComputerName", name));
            assert_eq!(in_path(&text), (Some(name.to_owned()), Some(rest.to_owned())), "{}", case.place());
            assert_eq!(in_name(&text), (Some(name.to_owned()), rest.to_owned()), "{}", case.place());
        }
        if !remote {
            assert_eq!(in_path(tested), (None, Some(tested.to_owned())), "{}", case.place());
            assert_eq!(in_name(tested), (None, tested.to_owned()), "{}", case.place());
        }
    }
}

fn dependency(path: Option<&str>, name: &str) -> DependencyTarget {
    let mut dependency = WmDependency::default();
    dependency.writer_id = ids(1).0.into();
    dependency.logical_path = path.map(Into::into);
    dependency.component_name = name.into();
    let read = DependencyTarget::of(&dependency);
    assert_eq!(read.writer, ids(1).0);
    read
}

/// The computer and the logical path of a target whose logical path is this.
fn in_path(text: &str) -> (Option<String>, Option<String>) {
    let read = dependency(Some(text), "internetData");
    assert_eq!(read.component.name(), "internetData");
    (read.computer.map(|name| name.to_string()), read.component.logical_path().map(str::to_owned))
}

/// The computer and the name of a target whose name is this (C-059).
fn in_name(text: &str) -> (Option<String>, String) {
    let read = dependency(None, text);
    assert_eq!(read.component.logical_path(), None);
    (read.computer.map(|name| name.to_string()), read.component.name().to_owned())
}

/// WE-012: an application that depends on databases of several computers, or of its own.
pub fn topology(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let topology = example.at("topology");
    assert!(topology.text_at("frontEnd").contains("the application and its writer"));
    assert!(topology.text_at("backEnd").contains("database servers with the SQL writer"));
    let fact = example.text_at("fact");
    assert!(fact.contains("remote dependencies on components of the SQL writer"), "{fact}");
    assert!(fact.ends_with("in a single-system deployment the same dependencies are local"), "{fact}");
    let databases = [("SQL1", "Config"), ("SQL2", "Content")];
    let on = |computer: Option<&str>, name: &str| On {
        writer: ids(1).0,
        logical_path: Some(
            computer.map_or("Databases".to_owned(), |computer| format!(r"\\{computer}\Databases")),
        ),
        name: name.to_owned(),
    };
    let application = |remote: bool| {
        let targets = databases.iter().map(|(computer, name)| on(remote.then_some(computer), name));
        Row { dependencies: targets.collect(), ..Row::new(None, "Application", true) }
    };
    let sql: Vec<Row> = databases.iter().map(|(_, name)| Row::new(Some("Databases"), name, true)).collect();
    // The back end's writer is of the same class as one on the front end itself, which does not stand for it.
    let farm = [forest(0, &[application(true)]), forest(1, &sql)];
    let single = [forest(0, &[application(false)]), forest(1, &sql)];
    let [remote, local] = [&farm, &single].map(|forests| DependencyGraph::new(forests));
    let at = At { writer: 0, component: 0 };
    let both: Vec<At> = (0..2).map(|component| At { writer: 1, component }).collect();
    assert_eq!((remote.must_also_take_part(at), local.must_also_take_part(at)), (vec![], both.clone()));
    let select = |forests: &[ComponentForest; 2], sql: bool| {
        let all =
            |forest: &ComponentForest| (0..forest.len()).filter_map(|p| forest.name(p).cloned()).collect();
        let added: [Vec<ComponentName>; 2] = [all(&forests[0]), if sql { all(&forests[1]) } else { vec![] }];
        [BackupSelection::new(&forests[0], &added[0]), BackupSelection::new(&forests[1], &added[1])]
    };
    for with_sql in [false, true] {
        let found = remote.unsatisfied(&farm, &select(&farm, with_sql));
        let computers: Vec<_> = found.iter().map(|found| found.target.computer.as_deref()).collect();
        assert_eq!(computers, [Some("SQL1"), Some("SQL2")]);
        assert!(found.iter().all(|found| found.why == WhyUnsatisfied::Remote && found.dependent == at));
        let near = local.unsatisfied(&single, &select(&single, with_sql));
        assert_eq!(near.is_empty(), with_sql);
        // But for the computer the targets are the same.
        for (far, near) in found.iter().zip(&near) {
            assert_eq!(
                (far.target.writer, &far.target.component),
                (near.target.writer, &near.target.component)
            );
            assert_eq!(near.target.computer, None);
        }
        let missing: Vec<_> = near.iter().map(|found| &found.why).collect();
        let expected: Vec<_> = both.iter().map(|at| WhyUnsatisfied::NotSelected(*at)).collect();
        assert!(with_sql || missing == expected.iter().collect::<Vec<_>>(), "{missing:?}");
    }
}

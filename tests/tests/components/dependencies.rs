//! WE-008, WE-009 and WE-010: dependencies between components of different writers of one computer.

use std::collections::BTreeSet;

use vss_sim::components::{
    At, BackupSelection, ComponentForest, ComponentName, DependencyGraph, DependencyTarget, Unsatisfied,
    WhyUnsatisfied, files_of,
};
use vss_sim::vocabulary::Guid;

use crate::data::{Examples, Part};
use crate::writer::{Files, On, Row, forest, ids};

/// The writers of an example, by name.
#[derive(Default)]
struct Cast {
    names: Vec<String>,
    rows: Vec<Vec<Row>>,
}

/// The cast with its documents read.
struct Stage {
    names: Vec<String>,
    forests: Vec<ComponentForest>,
    graph: DependencyGraph,
}

impl Cast {
    /// The class of a writer, which joins the cast if it is not yet in it.
    fn class(&mut self, name: &str) -> Guid {
        let place = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.rows.push(Vec::new());
            self.names.len() - 1
        });
        ids(u32::try_from(place).expect("there are few writers")).0
    }

    fn add(&mut self, writer: &str, row: Row) {
        self.class(writer);
        let place = self.names.iter().position(|known| known == writer).expect("it has joined");
        self.rows[place].push(row);
    }

    fn stage(&self) -> Stage {
        let forests: Vec<_> = (0..).zip(&self.rows).map(|(number, rows)| forest(number, rows)).collect();
        Stage { names: self.names.clone(), graph: DependencyGraph::new(&forests), forests }
    }
}

impl Stage {
    /// The component written as `Writer:place`.
    fn at(&self, text: &str) -> At {
        let (writer, place) = text.split_once(':').unwrap_or_else(|| panic!("{text} names no writer"));
        let writer = self.names.iter().position(|name| name == writer);
        let writer = writer.unwrap_or_else(|| panic!("{text} names no writer of the cast"));
        At { writer, component: crate::writer::index(&self.forests[writer], place) }
    }

    fn selections(&self, texts: &[&str]) -> Vec<BackupSelection> {
        let chosen: Vec<At> = texts.iter().map(|text| self.at(text)).collect();
        let of = |writer: usize| {
            let forest = &self.forests[writer];
            let own = chosen.iter().filter(|at| at.writer == writer);
            let added: Vec<_> = own.filter_map(|at| forest.name(at.component).cloned()).collect();
            BackupSelection::new(forest, &added)
        };
        (0..self.forests.len()).map(of).collect()
    }

    fn unsatisfied(&self, texts: &[&str]) -> Vec<Unsatisfied> {
        self.graph.unsatisfied(&self.forests, &self.selections(texts))
    }

    /// What must also take part when all of these do.
    fn also(&self, texts: &[&str]) -> BTreeSet<At> {
        texts.iter().flat_map(|text| self.graph.must_also_take_part(self.at(text))).collect()
    }

    fn places(&self, texts: &[&str]) -> BTreeSet<At> {
        texts.iter().map(|text| self.at(text)).collect()
    }
}

/// WE-008.
pub fn local(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let cast = local_cast(example, None);
    let stage = cast.stage();
    let (dependent, target) = local_call(example, &stage);
    assert_eq!(stage.graph.must_also_take_part(dependent), [target]);
    // C-061: a dependency is directed.
    assert!(stage.graph.must_also_take_part(target).is_empty());
    assert!(stage.graph.cycles().is_empty() && stage.graph.within_one_writer().is_empty());
    for case in example.at("cases").items() {
        case.sourced();
        assert_eq!(case.text_at("operation"), "backup or restore");
        let selected = case.at("selected").texts();
        let valid = case.at("valid").flag();
        let direct: Vec<&str> = selected.iter().filter_map(|text| text.strip_suffix(" (implicit)")).collect();
        if !direct.is_empty() {
            assert_eq!(direct.len(), selected.len(), "{}: implicit all", case.place());
            implicit(example, &direct, valid);
            continue;
        }
        let found = stage.unsatisfied(&selected);
        assert_eq!(found.is_empty(), valid, "{}: {found:?}", case.place());
        if valid {
            continue;
        }
        let [broken] = &found[..] else { panic!("{}: {found:?}", case.place()) };
        assert_eq!((broken.dependent, &broken.why), (dependent, &WhyUnsatisfied::NotSelected(target)));
        let remedies = case.at("remedies").texts();
        assert_eq!(remedies.len(), 2, "both ways to enforce it (DEP-006)");
        for remedy in remedies {
            let mut mended = selected.clone();
            match (remedy.strip_prefix("also select "), remedy.strip_prefix("do not select ")) {
                (Some(more), _) => mended.push(more),
                (None, Some(less)) => mended.retain(|text| *text != less),
                (None, None) => panic!("{}: no check knows {remedy:?}", case.place()),
            }
            assert_ne!(mended, selected, "{}: {remedy}", case.place());
            assert!(stage.unsatisfied(&mended).is_empty(), "{}: {remedy}", case.place());
        }
    }
}

/// The writers of WE-008; below a definer of each, if one is named.
fn local_cast(example: &Part<'_>, below: Option<&str>) -> Cast {
    let moved = |path: &str| match below {
        None => path.to_owned(),
        Some(definer) if path.is_empty() => definer.to_owned(),
        Some(definer) => format!(r"{definer}\{path}"),
    };
    let writers = example.at("writers").items();
    let mut cast = Cast::default();
    let class_of = |id: &str| {
        let owner = writers.iter().find(|writer| writer.find("classId").is_some_and(|own| own.text() == id));
        owner.unwrap_or_else(|| panic!("no writer has the class {id}")).text_at("writer")
    };
    for writer in &writers {
        let name = writer.text_at("writer");
        cast.class(name);
        cast.rows
            .last_mut()
            .expect("it has joined")
            .extend(below.map(|definer| Row::new(None, definer, true)));
    }
    for writer in &writers {
        for component in writer.at("components").items() {
            let path = moved(component.text_at("logicalPath"));
            let mut row = Row::new(Some(&path), component.text_at("name"), true);
            for on in component.find("dependencies").map(|list| list.items()).unwrap_or_default() {
                row.dependencies.push(On {
                    writer: cast.class(class_of(on.text_at("onWriterClass"))),
                    logical_path: Some(moved(on.text_at("onLogicalPath"))),
                    name: on.text_at("onName").to_owned(),
                });
            }
            cast.add(writer.text_at("writer"), row);
        }
    }
    cast
}

/// What the call of WE-008 says is what the documents hold.
fn local_call(example: &Part<'_>, stage: &Stage) -> (At, At) {
    let call = example.at("call");
    call.sourced();
    assert_eq!(call.text_at("method"), "IVssCreateWriterMetadata::AddComponentDependency");
    let name = |path, name| ComponentName::new(Some(call.text_at(path)), call.text_at(name));
    let (dependent, target) = (name("forLogicalPath", "forName"), name("onLogicalPath", "onComponentName"));
    let (from, to) =
        (stage.at(&format!("MyWriter:{dependent}")), stage.at(&format!("InternetConnector:{target}")));
    let component = stage.forests[from.writer].component(from.component).expect("it is one");
    let [only] = component.dependencies() else { panic!("one call makes one dependency") };
    let read = DependencyTarget::of(only);
    assert_eq!((read.computer, read.writer, read.component), (None, ids(1).0, target));
    let classes = example.at("writers").items();
    let class =
        classes.iter().find_map(|writer| writer.find("classId")).expect("the target's class is named");
    assert_eq!((class.text(), to.writer), (call.text_at("onWriterId"), 1));
    (from, to)
}

/// The same when both take part implicitly, each through a definer (DEP-003).
///
/// A component at the root cannot be implicit, so both stand below a definer here.
fn implicit(example: &Part<'_>, direct: &[&str], valid: bool) {
    let stage = local_cast(example, Some("Whole")).stage();
    let members: Vec<String> = direct.iter().map(|text| text.replacen(':', r":Whole\", 1)).collect();
    let definers = ["MyWriter:Whole", "InternetConnector:Whole"];
    let selections = stage.selections(&definers);
    for member in &members {
        let at = stage.at(member);
        assert!(selections[at.writer].implicit().contains(&at.component), "{member}");
    }
    assert_eq!(stage.graph.unsatisfied(&stage.forests, &selections).is_empty(), valid);
    // DEP-026: the dependency of a member binds a definer that brings it in, whose target may be explicit.
    let found = stage.unsatisfied(&definers[..1]);
    let [broken] = &found[..] else { panic!("{found:?}") };
    assert_eq!(broken.why, WhyUnsatisfied::NotSelected(stage.at(&members[1])));
    assert!(stage.unsatisfied(&[definers[0], &members[1]]).is_empty());
    assert!(stage.unsatisfied(&definers[1..]).is_empty());
    let also = stage.graph.must_also_take_part(stage.at(definers[0]));
    assert!(also.contains(&stage.at(&members[1])), "{also:?}");
}

/// WE-009 and WE-010: the writers, with the targets that the dependencies name.
fn holders(example: &Part<'_>) -> Cast {
    let mut cast = Cast::default();
    let mut targets = Vec::new();
    for writer in example.at("writers").items() {
        let name = writer.text_at("writer");
        for component in writer.at("components").items() {
            let mut row = Row::new(component.at("logicalPath").nullable(), component.text_at("name"), true);
            for file in component.at("files").texts() {
                row.files.push(Files::new(r"C:\Data", file, false));
            }
            for on in component.at("dependencies").items() {
                let (owner, target) = (on.text_at("onWriter"), on.text_at("onName").to_owned());
                let path = on.text_at("onLogicalPathAsPrinted");
                cast.class(name);
                let writer = cast.class(owner);
                row.dependencies.push(On {
                    writer,
                    logical_path: Some(path.to_owned()),
                    name: target.clone(),
                });
                targets.push((owner, target));
            }
            cast.add(name, row);
        }
    }
    targets.sort_unstable();
    targets.dedup();
    for (owner, target) in targets {
        cast.add(owner, Row::new(None, &target, true));
    }
    cast
}

/// WE-009 and WE-010.
pub fn held(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let stage = holders(example).stage();
    for case in example.at("cases").items() {
        case.sourced();
        if let Some(attempt) = case.find("attempt") {
            assert_eq!(
                attempt.text(),
                "files A and B without the dependencies, or the dependencies without the files"
            );
            let apart = apart(&stage);
            assert_eq!((apart[0], apart[1]), (case.at("possible").flag(), case.at("possible").flag()));
            continue;
        }
        let (selected, also) = (case.at("selected").texts(), case.at("mustAlsoTakePart").texts());
        assert_eq!(stage.also(&selected), stage.places(&also), "{}", case.place());
        let missing: BTreeSet<At> = stage
            .unsatisfied(&selected)
            .into_iter()
            .map(|found| match found.why {
                WhyUnsatisfied::NotSelected(at) => at,
                WhyUnsatisfied::NoSuchComponent | WhyUnsatisfied::NoSuchWriter | WhyUnsatisfied::Remote => {
                    panic!("{}: {found:?}", case.place())
                }
            })
            .collect();
        assert_eq!(missing, stage.places(&also), "{}", case.place());
        assert!(stage.unsatisfied(&[selected, also].concat()).is_empty(), "{}", case.place());
    }
    // In WE-009 one component holds both, in WE-010 each is held by one of its own (DEP-022, DEP-023).
    assert_eq!(apart(&stage), [stage.forests[0].len() > 1; 2]);
}

/// Whether some choice among the first writer's components has files without dependencies, and the other way round.
fn apart(stage: &Stage) -> [bool; 2] {
    let forest = &stage.forests[0];
    let mut found = [false; 2];
    for choice in 1_u32..1 << forest.len() {
        let chosen: Vec<usize> = (0..forest.len()).filter(|place| choice & (1 << place) != 0).collect();
        let files = chosen.iter().any(|place| !files_of(forest, *place).is_empty());
        let at = |component: &usize| At { writer: 0, component: *component };
        let bound = chosen.iter().any(|place| !stage.graph.must_also_take_part(at(place)).is_empty());
        found[0] |= files && !bound;
        found[1] |= bound && !files;
    }
    found
}

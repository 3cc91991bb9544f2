//! What is done to files in a run, and what is expected of them.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{ProcessId, Target, Value};
use vss_sim::machines::{FileFault, FileTree, Node};
use vss_sim::vocabulary::{FoldedName, WinPath};
use vss_sim::world::{FileAction, Outcome, World};

use super::miss::Miss;
use super::runner::Runner;
use crate::policy::backup_set::{self, Manner, Medium};
use crate::scenario::{BackUpPlan, ContentsPlan, FileExpect, FilePlan, MachineCast, PathPlan};

/// So many differences of two trees are told.
const MOST_DIFFERENCES: usize = 5;

impl Runner<'_> {
    /// A step that does something to a file.
    pub(super) fn file(&mut self, plan: &FilePlan) -> Vec<Miss> {
        self.try_file(plan).err().into_iter().collect()
    }

    fn try_file(&mut self, plan: &FilePlan) -> Result<(), Miss> {
        let path = self.path(&plan.path)?;
        let to = plan.to.as_ref().map(|to| self.path(to)).transpose()?;
        let process = match &plan.by {
            Some(by) => self.process(by)?,
            None => self.application()?,
        };
        let what = format!("{} of {path}", plan.action.name());
        let outcome = self.stage.driver.file(process, placed(&plan.action, path, to));
        ended(&what, plan.expect, plan.content.as_deref(), &outcome)
            .map_or(Ok(()), |miss| Err(miss.at(plan.span)))
    }

    /// A requester copies the files of its backup.
    pub(super) fn back_up(&mut self, plan: &BackUpPlan) -> Vec<Miss> {
        let found = self.stage.objects.get(&plan.of).copied();
        let Some((Target::Backup(requester), process)) = found else {
            return vec![Miss::plain(format!("{:?} was never made", plan.of)).at(plan.span)];
        };
        let machine = match self.stage.machine(process) {
            Ok(machine) => machine,
            Err(miss) => return vec![miss.at(plan.span)],
        };
        let history = self.kept.history();
        let manner = Manner {
            environment: &machine.environment,
            not_to_backup: &machine.files_not_to_backup,
            from_volumes: plan.from_volumes,
            paths: &plan.paths,
            history: &history,
        };
        let medium = backup_set::copy(&mut self.stage.driver, process, requester, manner);
        let told = medium.missing.iter().map(|(path, why)| (path.as_str(), why.as_str()));
        let miss = listing("other files are missing from the backup", &plan.missing, told);
        for kept in medium.files.values() {
            let what = if kept.ranges.is_some() { "parts of a file" } else { "a file" };
            self.kept.shown.push(format!("{} copies {what}", medium.backup_type));
        }
        self.kept.readings = self.kept.readings.union(medium.readings);
        self.kept.order.push(plan.into.clone());
        self.kept.media.insert(plan.into.clone(), medium);
        miss.map(|miss| miss.at(plan.span)).into_iter().collect()
    }

    /// What a medium holds against what is expected of it.
    fn medium(&self, name: &str, expected: &BTreeMap<WinPath, String>) -> Option<Miss> {
        let empty = Medium::default();
        let held = &self.kept.media.get(name).unwrap_or(&empty).files;
        let text = |path: &WinPath| held.get(path).map(|kept| kept.content.to_string());
        let paths: BTreeSet<&WinPath> = held.keys().chain(expected.keys()).collect();
        let other: Vec<&WinPath> =
            paths.into_iter().filter(|path| text(path).as_ref() != expected.get(path)).collect();
        let told = |side: &dyn Fn(&WinPath) -> Option<String>| {
            let one =
                |path: &&WinPath| format!("{path}: {}", side(path).unwrap_or_else(|| "nothing".to_owned()));
            other.iter().take(MOST_DIFFERENCES).map(one).collect::<Vec<_>>().join(", ")
        };
        (!other.is_empty()).then(|| {
            let message = format!("the medium {name:?} differs in {} files", other.len());
            Miss::new(message, told(&|path| expected.get(path).cloned()), told(&text))
        })
    }

    /// The process of an application that takes no part in any backup.
    pub(super) fn application(&mut self) -> Result<ProcessId, Miss> {
        if let Some(process) = self.application {
            return Ok(process);
        }
        let process = self.start_process(MachineCast::FIRST)?;
        self.application = Some(process);
        Ok(process)
    }

    /// A path, once what is saved is known.
    pub(super) fn path(&self, plan: &PathPlan) -> Result<WinPath, Miss> {
        path(plan, &self.saved)
    }

    /// What is expected of files.
    pub(super) fn contents(&self, plan: &ContentsPlan) -> Vec<Miss> {
        let world = self.stage.world();
        let mut missed = Vec::new();
        for (path, expected, span) in &plan.holds {
            let found = self.path(path).map(|path| (found_at(world, &path), path));
            let miss = match found {
                Err(miss) => Some(miss),
                Ok((found, _)) if found == *expected => None,
                Ok((found, path)) => {
                    let shown = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
                    let message = format!("{path} holds something else");
                    Some(Miss::new(message, shown(expected.clone()), shown(found)))
                }
            };
            missed.extend(miss.map(|miss| miss.at(*span)));
        }
        for (name, expected, span) in &plan.media {
            missed.extend(self.medium(name, expected).map(|miss| miss.at(*span)));
        }
        for (first, second, span) in &plan.same {
            let miss = match (self.path(first), self.path(second)) {
                (Ok(first), Ok(second)) => differing(world, &first, &second),
                (Err(miss), _) | (_, Err(miss)) => Some(miss),
            };
            missed.extend(miss.map(|miss| miss.at(*span)));
        }
        missed
    }
}

/// A list of paths against those that are expected, with the reasons; none where they agree.
pub(super) fn listing<'a>(
    message: &str,
    expected: &[String],
    found: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Option<Miss> {
    if found.clone().map(|(path, _)| path).eq(expected.iter().map(String::as_str)) {
        return None;
    }
    let told = |list: Vec<String>| if list.is_empty() { "nothing".to_owned() } else { list.join(", ") };
    let found = found.map(|(path, why)| format!("{path}: {why}")).collect();
    Some(Miss::new(message.to_owned(), told(expected.to_vec()), told(found)))
}

fn path(plan: &PathPlan, saved: &BTreeMap<String, Value>) -> Result<WinPath, Miss> {
    match plan {
        PathPlan::Known(path) => Ok(path.clone()),
        PathPlan::Below(name, rest) => {
            let Some(Value::Text(text)) = saved.get(name) else {
                return Err(Miss::plain(format!("@{name} was never saved, or is no text")));
            };
            let text = format!("{text}{rest}");
            WinPath::parse(&text).map_err(|error| Miss::plain(format!("{text:?} is no path: {error}")))
        }
    }
}

/// An action with its paths in place of those that stand in for them.
fn placed(action: &FileAction, path: WinPath, to: Option<WinPath>) -> FileAction {
    match action {
        FileAction::Read { .. } => FileAction::Read { path },
        FileAction::Write { content, modified, .. } => {
            FileAction::Write { path, content: content.clone(), modified: *modified }
        }
        FileAction::Transact { content, .. } => FileAction::Transact { path, content: content.clone() },
        FileAction::Commit { .. } => FileAction::Commit { path },
        FileAction::MakeDirectory { .. } => FileAction::MakeDirectory { path },
        FileAction::Delete { .. } => FileAction::Delete { path },
        FileAction::Move { to: stand_in, .. } => {
            FileAction::Move { from: path, to: to.unwrap_or_else(|| stand_in.clone()) }
        }
        FileAction::Open { .. } => FileAction::Open { path },
        FileAction::Close { .. } => FileAction::Close { path },
    }
}

/// How something that was done to a file ended, against what is expected.
pub(super) fn ended(
    what: &str,
    expect: FileExpect,
    content: Option<&str>,
    outcome: &Outcome,
) -> Option<Miss> {
    let expected = match expect {
        FileExpect::Done => "it is done".to_owned(),
        FileExpect::Held => "HELD".to_owned(),
        FileExpect::Fails(fault) => fault.to_string(),
    };
    let (as_expected, found) = match outcome {
        Outcome::Pending => (expect == FileExpect::Held, "HELD".to_owned()),
        Outcome::Returned(result) => match FileFault::of(result.code) {
            Some(fault) => (expect == FileExpect::Fails(fault), format!("{fault}: {}", result.reason.text)),
            None => (expect == FileExpect::Done, "it is done".to_owned()),
        },
        Outcome::Moot(reason) => (false, reason.text.to_owned()),
        Outcome::Done => (false, "it is done".to_owned()),
    };
    if !as_expected {
        return Some(Miss::new(format!("{what} ended otherwise"), expected, found));
    }
    let Outcome::Returned(result) = outcome else { return None };
    let read = if let Some(Value::Text(read)) = result.value("content") { read.as_str() } else { "" };
    let content = content.filter(|content| read != *content)?;
    Some(Miss::new(format!("{what} gave something else"), content.to_owned(), read.to_owned()))
}

/// What a path leads to on the machine of a scenario.
#[derive(Clone, Copy)]
enum Looked<'a> {
    /// The root of a volume or shadow copy.
    Root(&'a FileTree),
    /// This.
    Node(&'a Node),
    /// Nothing.
    Nothing,
}

fn look<'a>(world: &'a World, path: &WinPath) -> Looked<'a> {
    let machine = world.machines.values().next();
    let place = machine.and_then(|machine| Some((machine, machine.entry_place(path).ok()?)));
    let Some((machine, place)) = place else { return Looked::Nothing };
    match (machine.files_on(place.on), machine.node_at(&place)) {
        (_, Some(node)) => Looked::Node(node),
        (Some(root), None) if place.inside.is_empty() => Looked::Root(root),
        (Some(_) | None, None) => Looked::Nothing,
    }
}

/// What stands at a path, in words; none for nothing.
fn found_at(world: &World, path: &WinPath) -> Option<String> {
    match look(world, path) {
        Looked::Root(_) => Some("(directory)".to_owned()),
        Looked::Node(node) => Some(shown(node)),
        Looked::Nothing => None,
    }
}

/// How what stands at two paths differs.
fn differing(world: &World, first: &WinPath, second: &WinPath) -> Option<Miss> {
    let (left, right) = (listed(look(world, first)), listed(look(world, second)));
    let names: BTreeSet<&Vec<FoldedName>> = left.keys().chain(right.keys()).collect();
    let differences: Vec<&Vec<FoldedName>> =
        names.into_iter().filter(|name| left.get(*name) != right.get(*name)).collect();
    if differences.is_empty() {
        return None;
    }
    let told = |side: &BTreeMap<Vec<FoldedName>, String>| {
        let one = |names: &&Vec<FoldedName>| {
            let name: Vec<&str> = names.iter().map(FoldedName::as_str).collect();
            let name = if name.is_empty() { "itself".to_owned() } else { name.join(r"\") };
            format!("{name}: {}", side.get(*names).map_or("nothing", String::as_str))
        };
        differences.iter().take(MOST_DIFFERENCES).map(one).collect::<Vec<_>>().join(", ")
    };
    let message = format!("{first} and {second} differ in {} of their files", differences.len());
    Some(Miss::new(message, told(&left), told(&right)))
}

/// All that stands at and below a place, in words, with sizes.
fn listed(looked: Looked<'_>) -> BTreeMap<Vec<FoldedName>, String> {
    let tree = match looked {
        Looked::Root(tree) | Looked::Node(Node::Directory(tree)) => tree,
        Looked::Node(node) => return BTreeMap::from([(Vec::new(), sized(node))]),
        Looked::Nothing => return BTreeMap::new(),
    };
    let mut all: BTreeMap<_, _> = tree.walk().into_iter().map(|(names, node)| (names, sized(node))).collect();
    all.insert(Vec::new(), "(directory)".to_owned());
    all
}

fn sized(node: &Node) -> String {
    match node {
        Node::File(file) => format!("{} ({} bytes)", file.content, file.content.size()),
        Node::Directory(_) | Node::Reparse(_) => shown(node),
    }
}

fn shown(node: &Node) -> String {
    match node {
        Node::File(file) => file.content.to_string(),
        Node::Directory(_) => "(directory)".to_owned(),
        Node::Reparse(point) => format!("(leads to {})", point.target),
    }
}

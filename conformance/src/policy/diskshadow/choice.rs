//! Which components a backup holds, derived from the writers' documents and the volumes of the shadow copy set.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::{ComponentForest, own_files, volume_of_path};
use vss_sim::vocabulary::path::MountTable;
use vss_sim::vocabulary::{Environment, Guid, Text};

use super::command::Named;

/// The machine as the policy sees it.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The environment variables.
    pub environment: &'a Environment,
    /// The volumes and their names.
    pub mounts: &'a MountTable,
    /// What each volume is shown as: the first name it is mounted under.
    pub names: &'a BTreeMap<Guid, Text>,
    /// The volumes of the shadow copy set.
    pub set: &'a BTreeSet<Guid>,
}

/// What was decided of every writer, in the order of the writers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// One for each writer.
    pub writers: Vec<WriterChoice>,
}

/// What was decided of one writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriterChoice {
    /// Why it is left out as a whole; `None` where it takes part.
    pub excluded: Option<WhyWriter>,
    /// The components that are left out, in the order in which that was found.
    pub left_out: Vec<(usize, WhyComponent)>,
    /// The components to add, in the order of the document; none where the writer is left out.
    pub added: Vec<usize>,
}

/// Why a writer is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyWriter {
    /// The script excludes it.
    Named,
    /// It has no components, or the script excludes all of them.
    NoComponents,
    /// None of its components can be added any more.
    NothingLeft,
    /// This component, nonselectable and without ancestors, is left out.
    TopLevelNonselectable(usize),
}

/// Why a component is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyComponent {
    /// The script excludes it.
    Named,
    /// It has files on a volume that is not in the set: how that volume is shown, which is empty where it has no name.
    Volume(Text),
    /// This component below it is left out, so its set cannot be backed up as a whole.
    Descendant(usize),
}

/// Decides what to add.
#[must_use]
pub fn choose(forests: &[ComponentForest], around: Surroundings<'_>, exclusions: &[Named]) -> Choice {
    let mut places = Places { around, known: BTreeMap::new() };
    Choice { writers: forests.iter().map(|forest| choose_writer(forest, &mut places, exclusions)).collect() }
}

fn choose_writer(forest: &ComponentForest, places: &mut Places<'_>, exclusions: &[Named]) -> WriterChoice {
    let mut choice = WriterChoice { excluded: None, left_out: Vec::new(), added: Vec::new() };
    let mut out = BTreeSet::new();
    choice.excluded = excluded_by_name(forest, exclusions, &mut choice.left_out, &mut out);
    if choice.excluded.is_some() {
        return choice;
    }
    for index in 0..forest.len() {
        if out.contains(&index) {
            continue;
        }
        let missing = own_files(forest, index).find_map(|file| places.missing(&file.filedesc.path));
        if let Some(volume) = missing {
            choice.left_out.push((index, WhyComponent::Volume(volume)));
            out.insert(index);
        }
    }
    add_ancestors(forest, &mut choice.left_out, &mut out);
    choice.excluded = excluded_as_a_whole(forest, &out);
    if choice.excluded.is_none() {
        choice.added = added(forest, &out);
    }
    choice
}

/// What the script excludes, and the writer that has nothing else.
fn excluded_by_name(
    forest: &ComponentForest,
    exclusions: &[Named],
    left_out: &mut Vec<(usize, WhyComponent)>,
    out: &mut BTreeSet<usize>,
) -> Option<WhyWriter> {
    let identity = &forest.document().identification;
    let (class, instance) = (identity.writer_id.value(), identity.instance_id.value());
    let here = exclusions.iter().filter(|named| named.is_writer(&identity.friendly_name, class, instance));
    for named in here {
        let Some(component) = &named.component else { return Some(WhyWriter::Named) };
        for index in forest.find_all(component) {
            if out.insert(index) {
                left_out.push((index, WhyComponent::Named));
            }
        }
    }
    (out.len() == forest.len()).then_some(WhyWriter::NoComponents)
}

/// Leaves out what has a descendant that is left out (SET-013: a set is backed up as a unit).
fn add_ancestors(
    forest: &ComponentForest,
    left_out: &mut Vec<(usize, WhyComponent)>,
    out: &mut BTreeSet<usize>,
) {
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    for descendant in out.iter() {
        for ancestor in forest.ancestors(*descendant) {
            above.entry(ancestor).or_insert(*descendant);
        }
    }
    for (ancestor, descendant) in above {
        if out.insert(ancestor) {
            left_out.push((ancestor, WhyComponent::Descendant(descendant)));
        }
    }
}

fn excluded_as_a_whole(forest: &ComponentForest, out: &BTreeSet<usize>) -> Option<WhyWriter> {
    let mut all = 0..forest.len();
    if !all.clone().any(|index| can_be_added(forest, out, index)) {
        return Some(WhyWriter::NothingLeft);
    }
    all.find(|index| out.contains(index) && is_top_level(forest, *index) && !is_selectable(forest, *index))
        .map(WhyWriter::TopLevelNonselectable)
}

/// The topmost components of those that can be added.
fn added(forest: &ComponentForest, out: &BTreeSet<usize>) -> Vec<usize> {
    let covered =
        |index: &usize| forest.ancestors(*index).iter().any(|above| can_be_added(forest, out, *above));
    (0..forest.len()).filter(|index| can_be_added(forest, out, *index) && !covered(index)).collect()
}

fn can_be_added(forest: &ComponentForest, out: &BTreeSet<usize>, index: usize) -> bool {
    !out.contains(&index) && (is_selectable(forest, index) || is_top_level(forest, index))
}

fn is_top_level(forest: &ComponentForest, index: usize) -> bool {
    forest.parents(index).is_empty()
}

fn is_selectable(forest: &ComponentForest, index: usize) -> bool {
    forest.component(index).is_some_and(|component| component.selectable)
}

/// Where paths lie; each is looked up once.
struct Places<'a> {
    around: Surroundings<'a>,
    known: BTreeMap<Text, Option<Text>>,
}

impl Places<'_> {
    /// The volume that a path needs, as it is shown, where that is not in the set.
    fn missing(&mut self, path: &Text) -> Option<Text> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let Surroundings { environment, mounts, .. } = self.around;
        // A path on no volume of the machine needs one that cannot be in the set.
        let missing = match volume_of_path(path, environment, mounts).ok() {
            Some(volume) if self.around.set.contains(&volume) => None,
            Some(volume) => Some(self.around.names.get(&volume).cloned().unwrap_or_default()),
            None => Some(Text::default()),
        };
        self.known.insert(path.clone(), missing.clone());
        missing
    }
}

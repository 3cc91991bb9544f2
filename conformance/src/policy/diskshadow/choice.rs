//! Which components a backup holds, derived from the writers' documents and the volumes of the shadow copy set.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::{ComponentForest, own_files, volume_of_path};
use vss_sim::vocabulary::{Environment, Guid, Text};

use super::lookups::Volumes;
use super::named::{Named, full_path};

/// The machine as the policy sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// The environment variables.
    pub(super) environment: &'a Environment,
    /// The volumes.
    pub(super) volumes: &'a Volumes,
    /// The volumes of the shadow copy set.
    pub(super) set: &'a BTreeSet<Guid>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// One for each writer, in the order of the writers.
    pub(super) writers: Vec<WriterChoice>,
    /// The exclusions of the script that are of no writer and no component, by their places among the exclusions.
    pub(super) unmatched: Vec<usize>,
}

/// What was decided of one writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WriterChoice {
    /// Why it is left out as a whole; `None` where it takes part.
    pub(super) excluded: Option<WhyWriter>,
    /// The components that are left out, in the order in which that was found.
    pub(super) left_out: Vec<(usize, WhyComponent)>,
    /// The components to add, in the order of the document; none where the writer is left out.
    pub(super) added: Vec<usize>,
}

/// Why a writer is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WhyWriter {
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
pub(super) enum WhyComponent {
    /// The script excludes it.
    Named,
    /// It has files on a volume that is not in the set: how that volume is shown, which is empty where it has no name.
    Volume(Text),
    /// This component below it is left out, so its set cannot be backed up as a whole.
    Descendant(usize),
}

/// Decides what to add. Takes time in proportion to the documents, but for the logarithm of looking names up, and to
/// the exclusions for each writer.
pub(super) fn choose(forests: &[ComponentForest], around: Surroundings<'_>, exclusions: &[Named]) -> Choice {
    let mut places = Places { around, known: BTreeMap::new() };
    let mut unmatched: BTreeSet<usize> = (0..exclusions.len()).collect();
    let writers =
        forests.iter().map(|forest| choose_writer(forest, &mut places, exclusions, &mut unmatched)).collect();
    Choice { writers, unmatched: unmatched.into_iter().collect() }
}

fn choose_writer(
    forest: &ComponentForest,
    places: &mut Places<'_>,
    exclusions: &[Named],
    unmatched: &mut BTreeSet<usize>,
) -> WriterChoice {
    let mut out = LeftOut::default();
    if let Some(why) = excluded_by_name(forest, exclusions, unmatched, &mut out) {
        return WriterChoice { excluded: Some(why), left_out: out.list, added: Vec::new() };
    }
    for index in 0..forest.len() {
        if out.holds(index) {
            continue;
        }
        let missing = own_files(forest, index).find_map(|file| places.missing(&file.filedesc.path));
        if let Some(volume) = missing {
            out.add(index, WhyComponent::Volume(volume));
        }
    }
    leave_out_ancestors(forest, &mut out);
    let excluded = excluded_as_a_whole(forest, &out);
    let added = if excluded.is_none() { topmost(forest, &out) } else { Vec::new() };
    WriterChoice { excluded, left_out: out.list, added }
}

/// The components of a writer that are left out.
#[derive(Default)]
struct LeftOut {
    list: Vec<(usize, WhyComponent)>,
    indices: BTreeSet<usize>,
}

impl LeftOut {
    fn add(&mut self, index: usize, why: WhyComponent) {
        self.indices.insert(index);
        self.list.push((index, why));
    }

    fn holds(&self, index: usize) -> bool {
        self.indices.contains(&index)
    }
}

/// What the script excludes, and the writer that has nothing else.
fn excluded_by_name(
    forest: &ComponentForest,
    exclusions: &[Named],
    unmatched: &mut BTreeSet<usize>,
    out: &mut LeftOut,
) -> Option<WhyWriter> {
    let mut whole = false;
    // Several exclusions may be of one component.
    let mut components: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, named) in exclusions.iter().enumerate().filter(|(_, named)| named.is_of(forest)) {
        if let Some(component) = &named.component {
            components.entry(component.to_lowercase()).or_default().push(number);
        } else {
            unmatched.remove(&number);
            whole = true;
        }
    }
    let all = (0..forest.len()).filter(|_| !components.is_empty());
    let named: Vec<(usize, &Vec<usize>)> = all
        .filter_map(|index| Some((index, components.get(&full_path(forest, index).to_lowercase())?)))
        .collect();
    for number in named.iter().flat_map(|(_, numbers)| *numbers) {
        unmatched.remove(number);
    }
    if whole {
        return Some(WhyWriter::Named);
    }
    for (index, _) in named {
        out.add(index, WhyComponent::Named);
    }
    (out.list.len() == forest.len()).then_some(WhyWriter::NoComponents)
}

/// Leaves out what has a descendant that is left out (SET-013: a set is backed up as a unit). The one that is named
/// is the first of the document among those that are left out when the document's order comes to the ancestor, which
/// is how VShadow goes about it.
fn leave_out_ancestors(forest: &ComponentForest, out: &mut LeftOut) {
    let mut below = FirstBelow { forest, first: BTreeMap::new() };
    for index in &out.indices {
        below.add(*index);
    }
    for index in 0..forest.len() {
        if !out.holds(index)
            && let Some(descendant) = below.of(index)
        {
            out.add(index, WhyComponent::Descendant(descendant));
            below.add(index);
        }
    }
}

/// The first component of the document that is left out below each name, by the first component of that name.
struct FirstBelow<'a> {
    forest: &'a ComponentForest,
    first: BTreeMap<usize, usize>,
}

impl FirstBelow<'_> {
    fn of(&self, index: usize) -> Option<usize> {
        self.first.get(&self.forest.first_alike(index)?).copied()
    }

    /// Goes up only as far as it has something to say: above that, nothing later is known either.
    fn add(&mut self, index: usize) {
        let mut above = self.forest.parent(index);
        while let Some(ancestor) = above {
            match self.first.get(&ancestor) {
                Some(known) if *known <= index => return,
                Some(_) | None => self.first.insert(ancestor, index),
            };
            above = self.forest.parent(ancestor);
        }
    }
}

fn excluded_as_a_whole(forest: &ComponentForest, out: &LeftOut) -> Option<WhyWriter> {
    let mut all = 0..forest.len();
    if !all.clone().any(|index| can_be_added(forest, out, index)) {
        return Some(WhyWriter::NothingLeft);
    }
    all.find(|index| out.holds(*index) && is_top_level(forest, *index) && !is_selectable(forest, *index))
        .map(WhyWriter::TopLevelNonselectable)
}

/// The topmost components of those that can be added.
fn topmost(forest: &ComponentForest, out: &LeftOut) -> Vec<usize> {
    let addable: Vec<usize> = (0..forest.len()).filter(|index| can_be_added(forest, out, *index)).collect();
    let names = addable.iter().filter_map(|index| forest.first_alike(*index)).collect();
    let mut cover = Cover { forest, names, known: BTreeMap::new() };
    addable.into_iter().filter(|index| !cover.is_over(*index)).collect()
}

/// Whether something above a component can be added.
struct Cover<'a> {
    forest: &'a ComponentForest,
    /// The names of which one can be added, by the first component of each.
    names: BTreeSet<usize>,
    /// Whether one of this name or above it can be added.
    known: BTreeMap<usize, bool>,
}

impl Cover<'_> {
    fn is_over(&mut self, index: usize) -> bool {
        let mut passed = Vec::new();
        let mut above = self.forest.parent(index);
        let answer = loop {
            let Some(ancestor) = above else { break false };
            if let Some(known) = self.known.get(&ancestor) {
                break *known;
            }
            passed.push(ancestor);
            if self.names.contains(&ancestor) {
                break true;
            }
            above = self.forest.parent(ancestor);
        };
        self.known.extend(passed.into_iter().map(|ancestor| (ancestor, answer)));
        answer
    }
}

fn can_be_added(forest: &ComponentForest, out: &LeftOut, index: usize) -> bool {
    !out.holds(index) && (is_selectable(forest, index) || is_top_level(forest, index))
}

fn is_top_level(forest: &ComponentForest, index: usize) -> bool {
    forest.parent(index).is_none()
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
        let Surroundings { environment, volumes, set } = self.around;
        // A path on no volume of the machine needs one that cannot be in the set.
        let missing = match volume_of_path(path, environment, volumes.mounts()).ok() {
            Some(volume) if set.contains(&volume) => None,
            Some(volume) => Some(volumes.shown(volume)),
            None => Some(Text::default()),
        };
        self.known.insert(path.clone(), missing.clone());
        missing
    }
}

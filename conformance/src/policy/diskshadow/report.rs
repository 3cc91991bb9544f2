//! What diskshadow says of its choice, with `set verbose on`, in the words of the captured logs. Lines that no log
//! shows are our own choice, and marked.

use vss_sim::components::ComponentForest;

use super::choice::{Choice, WhyComponent, WhyWriter};
use super::named::{Named, full_path};

/// What is left out: what the script excludes, writers that have nothing, components on other volumes, writers that
/// fall with them.
pub(super) fn left_out(forests: &[ComponentForest], choice: &Choice, exclusions: &[Named]) -> Vec<String> {
    let all = || forests.iter().zip(&choice.writers);
    let mut lines = Vec::new();
    let of_nothing = choice.unmatched.iter().filter_map(|number| exclusions.get(*number));
    lines.extend(of_nothing.map(unmatched));
    for (forest, writer) in all() {
        let name = &forest.document().identification.friendly_name;
        for (index, _) in writer.left_out.iter().filter(|(_, why)| *why == WhyComponent::Named) {
            // No log shows this line.
            let component = full_path(forest, *index);
            lines.push(format!(
                "Component \"{component}\" from writer \"{name}\" is explicitly excluded from backup."
            ));
        }
        // No log shows the first of these lines.
        let line = match writer.excluded {
            Some(WhyWriter::Named) => format!("Writer \"{name}\" is explicitly excluded from backup."),
            Some(WhyWriter::NoComponents) => nothing_left(name),
            Some(WhyWriter::NothingLeft | WhyWriter::TopLevelNonselectable(_)) | None => continue,
        };
        lines.push(line);
    }
    for (forest, writer) in all() {
        for (index, why) in &writer.left_out {
            lines.extend(component_lines(forest, *index, why));
        }
    }
    for (forest, writer) in all() {
        lines.extend(writer_lines(forest, writer.excluded.as_ref()));
    }
    lines
}

/// That an exclusion is of nothing. No log shows this line, and VShadow is silent, so that a slip of the pen goes unseen.
pub(super) fn unmatched(named: &Named) -> String {
    format!("Nothing is excluded by \"{named}\": there is no such writer or component.")
}

/// What is included.
pub(super) fn included(forests: &[ComponentForest], choice: &Choice) -> Vec<String> {
    let mut lines = Vec::new();
    let all = forests.iter().zip(&choice.writers);
    for (forest, writer) in all.filter(|(_, writer)| writer.excluded.is_none()) {
        lines.push(String::new());
        lines.push(format!("* Including writer \"{}\":", forest.document().identification.friendly_name));
        let added = writer.added.iter();
        lines.extend(added.map(|index| format!("\t+ Adding component: {}", full_path(forest, *index))));
    }
    lines
}

fn component_lines(forest: &ComponentForest, index: usize, why: &WhyComponent) -> Vec<String> {
    let name = &forest.document().identification.friendly_name;
    let because = match why {
        WhyComponent::Named => return Vec::new(),
        WhyComponent::Volume(volume) => {
            format!("because it requires volume {volume} which is not in the shadow copy set.")
        }
        // No log shows this line.
        WhyComponent::Descendant(below) => {
            format!("because its subcomponent \"{}\" is excluded.", full_path(forest, *below))
        }
    };
    let component = full_path(forest, index);
    vec![format!("Component \"{component}\" from writer \"{name}\" is excluded from backup,"), because]
}

fn writer_lines(forest: &ComponentForest, why: Option<&WhyWriter>) -> Vec<String> {
    let name = &forest.document().identification.friendly_name;
    match why {
        Some(WhyWriter::TopLevelNonselectable(index)) => vec![
            format!("The writer \"{name}\" is now entirely excluded from the backup because the top-level"),
            format!("non selectable component \"{}\" is excluded.", full_path(forest, *index)),
        ],
        Some(WhyWriter::NothingLeft) => vec![nothing_left(name)],
        Some(WhyWriter::Named | WhyWriter::NoComponents) | None => Vec::new(),
    }
}

fn nothing_left(writer: &str) -> String {
    format!("Excluding writer \"{writer}\", because all of its components have been excluded.")
}

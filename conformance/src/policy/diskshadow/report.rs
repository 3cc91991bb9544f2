//! What diskshadow says of its choice, with `set verbose on`.

use vss_sim::components::ComponentForest;

use super::choice::{Choice, WhyComponent, WhyWriter};

/// The lines, in the words of the captured logs: writers that have nothing, components on other volumes, writers that
/// fall with them, then what is included. Lines that no log shows are our own
/// choice, and marked below.
#[must_use]
pub fn lines(forests: &[ComponentForest], choice: &Choice) -> Vec<String> {
    let all = || forests.iter().zip(&choice.writers);
    let mut lines = Vec::new();
    for (forest, writer) in all() {
        let name = &forest.document().identification.friendly_name;
        for (index, _) in writer.left_out.iter().filter(|(_, why)| *why == WhyComponent::Named) {
            // No log shows this line.
            let component = shown(forest, *index);
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
    for (forest, writer) in all().filter(|(_, writer)| writer.excluded.is_none()) {
        lines.push(String::new());
        lines.push(format!("* Including writer \"{}\":", forest.document().identification.friendly_name));
        lines.extend(
            writer.added.iter().map(|index| format!("\t+ Adding component: {}", shown(forest, *index))),
        );
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
            format!("because its subcomponent \"{}\" is excluded.", shown(forest, *below))
        }
    };
    let first =
        format!("Component \"{}\" from writer \"{name}\" is excluded from backup,", shown(forest, index));
    vec![first, because]
}

fn writer_lines(forest: &ComponentForest, why: Option<&WhyWriter>) -> Vec<String> {
    let name = &forest.document().identification.friendly_name;
    match why {
        Some(WhyWriter::TopLevelNonselectable(index)) => vec![
            format!("The writer \"{name}\" is now entirely excluded from the backup because the top-level"),
            format!("non selectable component \"{}\" is excluded.", shown(forest, *index)),
        ],
        Some(WhyWriter::NothingLeft) => vec![nothing_left(name)],
        Some(WhyWriter::Named | WhyWriter::NoComponents) | None => Vec::new(),
    }
}

fn nothing_left(writer: &str) -> String {
    format!("Excluding writer \"{writer}\", because all of its components have been excluded.")
}

/// A component as diskshadow writes it: a backslash, its logical path, a backslash, its name.
fn shown(forest: &ComponentForest, index: usize) -> String {
    forest.name(index).map_or_else(String::new, |name| format!("\\{name}"))
}

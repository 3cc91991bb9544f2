//! `writer verify`: what it names has to be in the backup, as VShadow's option `-wi` wants it.

use std::collections::BTreeSet;

use vss_sim::components::ComponentForest;

use super::choice::{Choice, WriterChoice};
use super::named::{Named, full_path};

/// Whether what is named will be in the backup: of a writer every component, which the writers that are left out as a
/// whole do not count for; a component explicitly, or with its set.
///
/// # Errors
/// Why it will not, in words.
pub(super) fn verify(named: &Named, forests: &[ComponentForest], choice: &Choice) -> Result<(), String> {
    let mut left_out = false;
    for (forest, writer) in forests.iter().zip(&choice.writers).filter(|(forest, _)| named.is_of(forest)) {
        if writer.excluded.is_some() {
            left_out = true;
            continue;
        }
        let Some(component) = &named.component else { return verify_all(named, forest, writer) };
        match find(component, forest, writer) {
            Found::Included => return Ok(()),
            Found::Neither => return Err(format!("{named} is not included in the backup")),
            Found::LeftOut => left_out = true,
            Found::Nowhere => {}
        }
    }
    if left_out {
        return Err(format!("{named} is left out of the backup"));
    }
    let what = if named.component.is_some() { "component" } else { "writer" };
    Err(format!("there is no {what} {named}"))
}

fn verify_all(named: &Named, forest: &ComponentForest, writer: &WriterChoice) -> Result<(), String> {
    match writer.left_out.iter().map(|(index, _)| *index).min() {
        None => Ok(()),
        Some(first) => {
            let component = full_path(forest, first);
            Err(format!("{named} has a component that is left out of the backup: {component}"))
        }
    }
}

/// What became of a component that is to be in the backup.
enum Found {
    /// It is in it.
    Included,
    /// It is neither left out nor in it: nothing adds it.
    Neither,
    /// It is left out.
    LeftOut,
    /// The writer has no component of this name.
    Nowhere,
}

fn find(component: &str, forest: &ComponentForest, writer: &WriterChoice) -> Found {
    let component = component.to_lowercase();
    let left_out: BTreeSet<usize> = writer.left_out.iter().map(|(index, _)| *index).collect();
    let all: Vec<usize> =
        (0..forest.len()).filter(|index| full_path(forest, *index).to_lowercase() == component).collect();
    let Some(first) = all.iter().find(|index| !left_out.contains(index)) else {
        return if all.is_empty() { Found::Nowhere } else { Found::LeftOut };
    };
    let added: BTreeSet<&usize> = writer.added.iter().collect();
    let is_in = added.contains(first) || forest.ancestors(*first).iter().any(|above| added.contains(above));
    if is_in { Found::Included } else { Found::Neither }
}

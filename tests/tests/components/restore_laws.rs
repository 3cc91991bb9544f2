//! Laws of choosing what to restore, over generated backups.

use proptest::prelude::*;
use vss_sim::components::{
    BackupSelection, ComponentName, RefusedRestore, RestoreRequest, RestoreSelection, RestoreSubcomponent,
    restorable,
};

use crate::generated::{Case, for_all};
use crate::oracle::{Held, Oracle};
use crate::writer::forest;

/// What the numbers of a case ask for: mostly what is there to be chosen, at times anything.
fn request(case: &Case, oracle: &Oracle<'_>, held: &Held) -> RestoreRequest {
    let any = |number: u8| match case.rows.get(usize::from(number) % (case.rows.len() + 1)) {
        Some(row) => row.component_name(),
        None => ComponentName::new(Some("elsewhere"), "unknown"),
    };
    let of = |list: &[usize], number: u8| {
        let place = list.get(usize::from(number) % list.len().max(1)).filter(|_| number % 4 != 3);
        place.map(|place| case.rows[*place].component_name())
    };
    let (selected, pairs) = case.picks.split_at(6);
    let selected = selected.iter().map(|number| of(&held.explicit, *number).unwrap_or_else(|| any(*number)));
    let pair = |pair: &[u8]| {
        let subcomponent = of(&held.implicit, pair[1]).unwrap_or_else(|| any(pair[1]));
        let below = oracle.find(subcomponent.logical_path(), subcomponent.name());
        let definers: Vec<usize> = below.map(|below| oracle.selectable_ancestors(below)).unwrap_or_default();
        let explicit: Vec<usize> =
            definers.into_iter().filter(|place| held.explicit.contains(place)).collect();
        RestoreSubcomponent { ancestor: of(&explicit, pair[0]).unwrap_or_else(|| any(pair[0])), subcomponent }
    };
    RestoreRequest { selected: selected.collect(), subcomponents: pairs.chunks_exact(2).map(pair).collect() }
}

/// What stands against SetSelectedForRestore.
fn against_selection(held: &Held, place: Option<usize>) -> Option<&'static str> {
    match place {
        None => Some("Unknown"),
        Some(place) if held.explicit.contains(&place) => None,
        Some(place) if held.implicit.contains(&place) => Some("NoEntry"),
        Some(_) => Some("NotInBackup"),
    }
}

fn kind(why: &RefusedRestore) -> &'static str {
    match why {
        RefusedRestore::Unknown => "Unknown",
        RefusedRestore::NotInBackup => "NotInBackup",
        RefusedRestore::NoEntry { .. } => "NoEntry",
        RefusedRestore::NotSelectableForRestore => "NotSelectableForRestore",
        RefusedRestore::AncestorNotSelected => "AncestorNotSelected",
        RefusedRestore::NotBelow => "NotBelow",
        RefusedRestore::HasEntry => "HasEntry",
        RefusedRestore::OnlyInPart { .. } => "OnlyInPart",
    }
}

/// Everything that stands against AddRestoreSubcomponent; which of several is told is left open.
fn against_subcomponent(
    case: &Case,
    oracle: &Oracle<'_>,
    held: &Held,
    selected: &[usize],
    (ancestor, subcomponent): (Option<usize>, Option<usize>),
) -> Vec<&'static str> {
    let (Some(above), Some(below)) = (ancestor, subcomponent) else { return vec!["Unknown"] };
    let mut against = Vec::new();
    if !oracle.is_ancestor(above, below) {
        against.push("NotBelow");
    }
    against.extend(against_selection(held, Some(above)));
    if !selected.contains(&above) {
        against.push("AncestorNotSelected");
    }
    // What has an entry is chosen by SetSelectedForRestore (RST-001).
    if held.explicit.contains(&below) {
        against.push("HasEntry");
    } else if !held.implicit.contains(&below) {
        against.push("NotInBackup");
    }
    // The ancestor has to be the one that brought it in (RST-004).
    if held.implicit.contains(&below) && !is_definer(oracle, held, above, below) {
        against.push("NoEntry");
    }
    if !case.rows[below].selectable_for_restore {
        against.push("NotSelectableForRestore");
    }
    against
}

/// Whether RST-004 speaks of the pair at all: the ancestor is the one through which the subcomponent is in the backup.
fn is_definer(oracle: &Oracle<'_>, held: &Held, above: usize, below: usize) -> bool {
    held.implicit.contains(&below)
        && held.explicit.contains(&above)
        && oracle.selectable_ancestors(below).contains(&above)
}

#[test]
fn what_is_restored_was_backed_up() {
    let mut whole = std::cell::Cell::new(0);
    let mut parts = std::cell::Cell::new(0);
    for_all(|case| {
        let (forest, oracle) = (forest(1, &case.rows), Oracle::new(&case.rows));
        let backup = BackupSelection::new(&forest, &case.names());
        let held = oracle.backup(&case.added);
        let request = request(case, &oracle, &held);
        let restore = RestoreSelection::new(&forest, &backup, &request);
        let find = |name: &ComponentName| oracle.find(name.logical_path(), name.name());
        prop_assert!(
            restore.restored().iter().all(|place| backup.includes(*place)),
            "more than was backed up"
        );
        prop_assert!(restore.restored().is_sorted_by(|a, b| a < b), "each once, in the document's order");
        // SetSelectedForRestore: every entry can be selected, and nothing else (RST-001, RST-002).
        let mut selected: Vec<usize> = request
            .selected
            .iter()
            .filter_map(find)
            .filter(|place| against_selection(&held, Some(*place)).is_none())
            .collect();
        selected.sort_unstable();
        selected.dedup();
        let mut found = restore.selected().to_vec();
        found.sort_unstable();
        found.dedup();
        prop_assert_eq!(&found, &selected);
        // AddRestoreSubcomponent: refused where something stands against it, for one of the reasons.
        for pair in &request.subcomponents {
            let (above, below) = (find(&pair.ancestor), find(&pair.subcomponent));
            let against = against_subcomponent(case, &oracle, &held, &selected, (above, below));
            let pair_places = above.zip(below);
            let accepted = pair_places.is_some_and(|pair| restore.subcomponents().contains(&pair));
            prop_assert!(against.is_empty() || !accepted, "{pair:?} in spite of {against:?}");
            let by_rule = pair_places.is_some_and(|(above, below)| is_definer(&oracle, &held, above, below));
            prop_assert!(accepted || !against.is_empty() || !by_rule, "{pair:?} is refused");
            if let Some((above, below)) = pair_places.filter(|_| accepted) {
                prop_assert!(restore.restored().contains(&below), "{below} below {above} is chosen");
            }
        }
        for refused in restore.refused() {
            let of_pairs = request
                .subcomponents
                .iter()
                .filter(|pair| pair.subcomponent == refused.component || pair.ancestor == refused.component);
            let mut possible: Vec<&str> = of_pairs
                .flat_map(|pair| {
                    let (above, below) = (find(&pair.ancestor), find(&pair.subcomponent));
                    let against = against_subcomponent(case, &oracle, &held, &selected, (above, below));
                    // Of a pair that RST-004 does not speak of, anything may be said.
                    let open = against.is_empty()
                        && !above.zip(below).is_some_and(|(a, b)| is_definer(&oracle, &held, a, b));
                    if open { vec![kind(&refused.why)] } else { against }
                })
                .collect();
            if request.selected.contains(&refused.component) {
                possible.extend(against_selection(&held, find(&refused.component)));
            }
            prop_assert!(possible.contains(&kind(&refused.why)), "{refused:?}, not {possible:?}");
            prop_assert!(vss_conformance::rules::rule(refused.why.rule()).is_some(), "{:?}", refused.why);
            if let RefusedRestore::NoEntry { definer } = refused.why {
                // It names the entry to go through.
                let place = find(&refused.component);
                let through = place.is_some_and(|place| is_definer(&oracle, &held, definer, place));
                prop_assert!(through, "{refused:?}");
            }
        }
        // C-016 to C-018: a selected definer alone is restored with its set; with subcomponents only these are, with
        // what is below each.
        let mut expected: Vec<usize> = Vec::new();
        for place in &selected {
            let chosen: Vec<usize> = restore
                .subcomponents()
                .iter()
                .filter(|(above, _)| above == place)
                .map(|(_, below)| *below)
                .collect();
            if chosen.is_empty() {
                expected.push(*place);
                expected.extend(oracle.members(*place));
                whole.set(whole.get() + usize::from(!oracle.members(*place).is_empty()));
            }
            for below in chosen {
                expected.push(below);
                expected
                    .extend(oracle.descendants(below).into_iter().filter(|place| backup.includes(*place)));
                parts.set(parts.get() + 1);
            }
        }
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(restore.restored(), expected.as_slice());
        Ok(())
    });
    assert!(*whole.get_mut() > 100 && *parts.get_mut() > 100, "{whole:?} whole sets, {parts:?} parts");
}

/// Whatever a user asks for is restored, or refused for the reason that the rules give, and nothing else is restored.
#[test]
fn what_is_asked_for_is_restored_or_refused() {
    let mut census: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let count = std::cell::RefCell::new(&mut census);
    for_all(|case| {
        let (forest, oracle) = (forest(1, &case.rows), Oracle::new(&case.rows));
        let backup = BackupSelection::new(&forest, &case.names());
        let held = oracle.backup(&case.added);
        let unknown = || ComponentName::new(Some("elsewhere"), "unknown");
        let asked = case.picks.iter().take(5).map(|number| {
            case.rows
                .get(usize::from(*number) % (case.rows.len() + 1))
                .map_or_else(unknown, |row| row.component_name())
        });
        let asked: Vec<ComponentName> = asked.collect();
        // What is asked for again, in whatever spelling, counts once.
        let found =
            RestoreSelection::of_components(&forest, &backup, &[asked.clone(), asked.clone()].concat());
        let mut seen = Vec::new();
        let asked: Vec<ComponentName> = asked
            .into_iter()
            .filter(|name| {
                let place = oracle.find(name.logical_path(), name.name());
                let first = !seen.contains(&place);
                seen.push(place);
                first
            })
            .collect();
        let places: Vec<Option<usize>> =
            asked.iter().map(|name| oracle.find(name.logical_path(), name.name())).collect();
        let definer = |place: usize| {
            held.explicit.iter().copied().find(|above| is_definer(&oracle, &held, *above, place))
        };
        let alone: Vec<usize> = places
            .iter()
            .flatten()
            .copied()
            .filter(|place| held.implicit.contains(place) && case.rows[*place].selectable_for_restore)
            .collect();
        let mut expected: Vec<usize> = Vec::new();
        let mut refused: Vec<(ComponentName, &str)> = Vec::new();
        for (name, place) in asked.iter().zip(&places) {
            let why = match place {
                None => Some("Unknown"),
                Some(place) if held.explicit.contains(place) => {
                    let in_part = alone.iter().any(|part| definer(*part) == Some(*place));
                    if !in_part {
                        expected.extend([vec![*place], oracle.members(*place)].concat());
                    }
                    in_part.then_some("OnlyInPart")
                }
                Some(place) if !held.implicit.contains(place) => Some("NotInBackup"),
                Some(place) if alone.contains(place) => {
                    expected.extend([vec![*place], oracle.descendants(*place)].concat());
                    None
                }
                Some(_) => Some("NotSelectableForRestore"),
            };
            *count.borrow_mut().entry(why.unwrap_or("restored")).or_default() += 1;
            refused.extend(why.map(|why| (name.clone(), why)));
        }
        expected.retain(|place| backup.includes(*place));
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(found.restored(), expected.as_slice());
        let mut told: Vec<(ComponentName, &str)> =
            found.refused().iter().map(|refused| (refused.component.clone(), kind(&refused.why))).collect();
        told.sort_unstable();
        refused.sort_unstable();
        prop_assert_eq!(told, refused);
        // A definer is selected where it is asked for, or for a part of its set.
        let mut selected: Vec<usize> =
            places.iter().flatten().copied().filter(|place| held.explicit.contains(place)).collect();
        selected.extend(alone.iter().filter_map(|part| definer(*part)));
        selected.sort_unstable();
        selected.dedup();
        prop_assert_eq!(found.selected(), selected.as_slice());
        Ok(())
    });
    println!("{census:#?}");
    assert!(census.len() == 5 && census.values().all(|cases| *cases >= 50), "{census:#?}");
}

/// Every component of a writer is in exactly one of the four lists of what can be chosen alone.
#[test]
fn what_can_be_chosen_alone() {
    for_all(|case| {
        let (forest, oracle) = (forest(1, &case.rows), Oracle::new(&case.rows));
        let held = oracle.backup(&case.added);
        let found = restorable(&forest, &BackupSelection::new(&forest, &case.names()));
        let (by_subcomponent, not_possible): (Vec<usize>, Vec<usize>) =
            held.implicit.iter().partition(|place| case.rows[**place].selectable_for_restore);
        let inside = |place: &usize| held.explicit.contains(place) || held.implicit.contains(place);
        prop_assert_eq!(found.by_entry, held.explicit.clone());
        prop_assert_eq!(found.by_subcomponent, by_subcomponent);
        prop_assert_eq!(found.not_possible, not_possible);
        prop_assert_eq!(found.not_in_backup, oracle.all().filter(|place| !inside(place)).collect::<Vec<_>>());
        Ok(())
    });
}

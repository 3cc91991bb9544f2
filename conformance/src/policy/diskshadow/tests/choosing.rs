//! Which components are chosen, against the way VShadow goes about it.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::choice::{WhyComponent, WhyWriter};
use super::*;

fn excluding(names: &[&str]) -> Vec<Named> {
    names.iter().map(|name| Named::parse(name)).collect()
}

#[test]
fn the_first_member_that_is_left_out_is_the_reason() {
    // When the document's order comes to the ancestor `a`, its member `a\b` is left out for the sake of `a\b\c`.
    let forests = [writer(1, "W", &[on_c(r"a\b"), on_c("a"), on_e(r"a\b\c"), on_c("z")])];
    let choice = chosen(&forests, &["C:"], &[]);
    let [writer] = choice.writers.as_slice() else { panic!() };
    let volume = WhyComponent::Volume(r"E:\".into());
    let expected = [(2, volume), (0, WhyComponent::Descendant(2)), (1, WhyComponent::Descendant(0))];
    assert_eq!(writer.left_out, expected);
    assert_eq!((writer.excluded.clone(), writer.added.as_slice()), (None, &[3][..]));
}

#[test]
fn a_nonselectable_component_at_the_top_takes_its_writer_with_it() {
    let forests = [writer(1, "W", &[on_c("a"), nonselectable(on_e("b")), nonselectable(on_e(r"a\c"))])];
    let choice = chosen(&forests, &["C:", "E:"], &[]);
    assert_eq!(choice.writers[0].added, [0, 1], "c comes with a");
    let choice = chosen(&forests, &["C:"], &[]);
    // Without a, nothing that could be added is left.
    assert_eq!(choice.writers[0].excluded, Some(WhyWriter::NothingLeft));
    let forests = [writer(1, "W", &[on_c("a"), nonselectable(on_e("b"))])];
    let choice = chosen(&forests, &["C:"], &[]);
    assert_eq!(choice.writers[0].excluded, Some(WhyWriter::TopLevelNonselectable(1)));
    assert!(choice.writers[0].added.is_empty());
}

#[test]
fn exclusions_are_of_names_classes_and_instances() {
    let class = format!("{{{}}}", Guid(2));
    let instance = format!(r"{}:\P\C", Guid(1001));
    let forests = [
        writer(1, "Mail", &[on_c(r"p\c"), on_c("d")]),
        writer(2, "Notes", &[on_c("n")]),
        writer(3, "MAIL", &[on_c("D")]),
    ];
    let exclusions = excluding(&[&class, &instance, r"mail:\d", r"mail:\e", "Notes", "Nobody", r"Mail:d"]);
    let choice = chosen(&forests, &["C:"], &exclusions);
    let why: Vec<_> = choice.writers.iter().map(|writer| writer.excluded.clone()).collect();
    let (no_components, named) = (Some(WhyWriter::NoComponents), Some(WhyWriter::Named));
    assert_eq!(why, [no_components.clone(), named, no_components]);
    assert_eq!(choice.unmatched, [3, 5, 6]);
    let lines = said(&forests, &choice, &exclusions);
    assert_eq!(
        lines[..3],
        [
            r#"Nothing is excluded by "mail:\e": there is no such writer or component."#,
            r#"Nothing is excluded by "Nobody": there is no such writer or component."#,
            r#"Nothing is excluded by "Mail:d": there is no such writer or component."#,
        ]
    );
    assert!(
        lines.contains(&r#"Component "\p\c" from writer "Mail" is explicitly excluded from backup."#.into())
    );
}

#[test]
fn an_exclusion_in_a_writer_that_is_excluded_is_of_something() {
    let forests = [writer(1, "Mail", &[on_c("a")])];
    let choice = chosen(&forests, &["C:"], &excluding(&["Mail", r"Mail:\a", r"Mail:\b"]));
    assert_eq!(choice.unmatched, [2]);
    assert!(choice.writers[0].left_out.is_empty());
}

/// VShadow's lists of what is left out and added, over full paths, as its sources go about it.
fn vshadow(components: &[Made]) -> (Vec<usize>, Vec<usize>) {
    let above = |one: usize, other: usize| {
        let path = format!("{}\\", components[one].path);
        components[other].path.len() > components[one].path.len() && components[other].path.starts_with(&path)
    };
    let all = 0..components.len();
    let mut out: Vec<bool> =
        components.iter().map(|made| made.files.iter().any(|file| file.starts_with('E'))).collect();
    for index in all.clone() {
        if all.clone().any(|below| above(index, below) && out[below]) {
            out[index] = true;
        }
    }
    let top = |index: usize| !all.clone().any(|other| above(other, index));
    let can = |index: usize| !out[index] && (components[index].selectable || top(index));
    let gone = all.clone().any(|index| top(index) && !components[index].selectable && out[index]);
    let added = all
        .clone()
        .filter(|index| !gone && can(*index) && !all.clone().any(|other| above(other, *index) && can(other)));
    (all.clone().filter(|index| out[*index]).collect(), added.collect())
}

fn made() -> impl Strategy<Value = Made> {
    let path = vec(prop_oneof!["a", "b", "c"], 1..5).prop_map(|names| names.join("\\"));
    (path, any::<bool>(), prop_oneof![3 => Just("C"), 1 => Just("E")]).prop_map(
        |(path, selectable, drive)| Made { path, selectable, files: vec![format!(r"{drive}:\Data")] },
    )
}

proptest! {
    /// Also among components of equal name, which no document should hold.
    #[test]
    fn the_choice_is_that_of_vshadow(components in vec(made(), 1..24)) {
        let forests = [writer(1, "W", &components)];
        let choice = chosen(&forests, &["C:"], &[]);
        let mut out: Vec<usize> = choice.writers[0].left_out.iter().map(|(index, _)| *index).collect();
        out.sort_unstable();
        prop_assert_eq!((out, choice.writers[0].added.clone()), vshadow(&components));
    }
}

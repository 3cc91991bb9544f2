//! What `writer verify` wants.

use super::super::verify::verify;
use super::*;

/// What is said of a name; empty where it is in the backup.
fn verified(name: &str, forests: &[ComponentForest], exclusions: &[Named]) -> String {
    let choice = chosen(forests, &["C:"], exclusions);
    verify(&Named::parse(name), forests, &choice).err().unwrap_or_default()
}

#[test]
fn every_component_of_a_writer_is_to_be_in_the_backup() {
    let forests = [writer(1, "Mail", &[on_c("a"), on_e("b")]), writer(2, "Notes", &[on_c("n")])];
    assert_eq!(verified("NOTES", &forests, &[]), "");
    assert_eq!(verified(&Guid(1002).to_string(), &forests, &[]), "");
    assert_eq!(verified("mail", &forests, &[]), r"mail has a component that is left out of the backup: \b");
    assert_eq!(verified("Note", &forests, &[]), "there is no writer Note");
    let excluded = [Named::parse("Notes")];
    assert_eq!(verified("Notes", &forests, &excluded), "Notes is left out of the backup");
}

#[test]
fn a_component_is_in_the_backup_by_itself_or_with_its_set() {
    let components = [
        on_c("set"),
        nonselectable(on_c(r"set\member")),
        on_e("far"),
        nonselectable(on_c("top")),
        nonselectable(on_c(r"top\below")),
    ];
    let forests = [writer(1, "Mail", &components)];
    assert_eq!(verified(r"Mail:\SET", &forests, &[]), "");
    assert_eq!(verified(r"mail:\set\member", &forests, &[]), "");
    assert_eq!(verified(r"Mail:\top\below", &forests, &[]), "", "what is above it is added");
    assert_eq!(verified(r"Mail:\far", &forests, &[]), r"Mail:\far is left out of the backup");
    assert_eq!(verified(r"Mail:\sat", &forests, &[]), r"there is no component Mail:\sat");
    assert_eq!(verified(r"Notes:\set", &forests, &[]), r"there is no component Notes:\set");
}

#[test]
fn what_nothing_adds_is_not_in_the_backup() {
    // Below a definer that is left out, a nonselectable member is neither left out nor added.
    let components = [on_c("set"), on_e(r"set\far"), nonselectable(on_c(r"set\near")), on_c("other")];
    let forests = [writer(1, "Mail", &components)];
    assert_eq!(verified(r"Mail:\set\near", &forests, &[]), r"Mail:\set\near is not included in the backup");
}

#[test]
fn another_instance_can_hold_what_one_leaves_out() {
    let forests = [writer(1, "SQL", &[on_e("db")]), writer(2, "SQL", &[on_c("db")])];
    assert_eq!(verified(r"SQL:\db", &forests, &[]), "");
    assert_eq!(verified("SQL", &forests, &[]), "", "a writer that is left out as a whole does not count");
}

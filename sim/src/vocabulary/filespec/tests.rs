//! The documented forms of file specifications, and the corner cases of Windows' wildcards.

use super::*;

fn spec(text: &str) -> FileSpec {
    FileSpec::parse(text).unwrap()
}

#[track_caller]
fn matching(pattern: &str, yes: &[&str], no: &[&str]) {
    for name in yes {
        assert!(spec(pattern).matches(name), "{pattern} should match {name:?}");
    }
    for name in no {
        assert!(!spec(pattern).matches(name), "{pattern} should not match {name:?}");
    }
}

#[test]
fn a_name_without_wildcards_is_itself_in_any_case() {
    matching("Ntds.dit", &["ntds.dit", "NTDS.DIT"], &["ntds.di", "ntds.ditx", "ntdsxdit", ""]);
    matching("Ärger.txt", &["ärger.TXT"], &["arger.txt"]);
}

#[test]
fn a_star_and_star_dot_star_match_every_name() {
    for pattern in ["*", "*.*"] {
        matching(pattern, &["a", "a.b", "a.b.c", ".git", "noextension"], &[]);
    }
}

#[test]
fn a_star_matches_any_run() {
    matching("edb*.log", &["edb.log", "edb00001.log", "EDBx.y.log"], &["edb.log1", "xedb.log"]);
    matching("*.ost", &["mail.ost", ".ost", "a.b.ost"], &["ost", "mail.ostx"]);
    matching("a*b*c", &["abc", "axbxc", "abbcc"], &["ab", "acb"]);
}

#[test]
fn a_question_mark_matches_one_character_or_the_end_of_the_part() {
    matching(
        "Perfc???.dat",
        &["perfc009.dat", "perfc.dat", "Perfc12.dat"],
        &["perfc0009.dat", "perfd009.dat"],
    );
    matching("a?", &["a", "ab"], &["abc", "a.b", ""]);
    matching("a?b", &["axb"], &["ab", "a.b"]);
}

#[test]
fn a_dot_before_a_wildcard_may_be_missing_at_the_end() {
    matching("temp*.*", &["temp", "temp1", "temp1.txt", "temporary"], &["tem", "xtemp"]);
    matching("File1.*", &["File1.txt", "file1", "file1."], &["file1x", "file12.txt"]);
    matching("a.?", &["a", "a.b"], &["a.bc", "ab"]);
}

#[test]
fn a_star_and_a_dot_at_the_end_match_names_without_extension() {
    matching("*.", &["makefile", "a"], &["a.b", ".git", "a.b.c"]);
    matching("a*.", &["a", "abc"], &["a.b", "b"]);
    matching("a.", &["a."], &["a"]);
}

#[test]
fn what_holds_a_directory_is_refused_with_a_place() {
    for (text, fault, offset) in [
        ("", FileSpecFault::Empty, 0),
        (r"ä\*.txt", FileSpecFault::Separator('\\'), 2),
        ("a/b", FileSpecFault::Separator('/'), 1),
        ("a<b", FileSpecFault::ForbiddenCharacter('<'), 1),
        ("C:", FileSpecFault::ForbiddenCharacter(':'), 1),
        ("a\n", FileSpecFault::ForbiddenCharacter('\n'), 1),
    ] {
        assert_eq!(FileSpec::parse(text).unwrap_err(), FileSpecError { fault, offset }, "{text:?}");
    }
}

#[test]
fn a_specification_keeps_its_text_and_is_compared_without_case() {
    assert_eq!(spec("*.LOG").to_string(), "*.LOG");
    assert_eq!(spec("*.LOG"), spec("*.log"));
    assert_ne!(spec("*"), spec("*.*"));
    assert!(spec("a?").has_wildcards() && !spec("a").has_wildcards());
}

#[test]
fn many_stars_cost_no_more_than_their_number() {
    let pattern = format!("{}b", "*a".repeat(100));
    let name = "a".repeat(1000);
    let (matched, looked) = spec(&pattern).run(&name);
    assert!(!matched);
    assert_eq!(looked, pattern.len() * (name.len() + 1));
}

//! The command line itself, colours, and outputs that nobody reads.

use std::process::{Command, Stdio};

use crate::support::{command, finish, fixture, vsscheck};

const ESCAPE: char = '\u{1B}';

#[test]
fn help_and_version_are_results() {
    for args in [vec!["--help"], vec!["-h"], vec!["help", "run"], vec!["meta", "diff", "--help"]] {
        let ran = vsscheck(&args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(ran.out.contains("Usage:"), "{args:?}");
    }
    let ran = vsscheck(["--version"]);
    assert_eq!((ran.code, ran.out), (0, format!("vsscheck {}\n", env!("CARGO_PKG_VERSION"))));
    assert!(vsscheck(["--help"]).out.contains("Exit codes:"));
}

#[test]
fn every_verb_shows_an_example() {
    let verbs = ["run", "meta show", "meta print", "meta diff", "init", "schema", "fmt", "completions"];
    for verb in verbs {
        let ran = vsscheck(verb.split(' ').chain(["--help"]));
        assert!(ran.out.contains("Example") && ran.out.contains(&format!("  vsscheck {verb}")), "{verb}");
    }
}

#[test]
fn wrong_usage_is_told_apart_from_findings() {
    let wrong = [
        vec![],
        vec!["rum"],
        vec!["meta"],
        vec!["run", "--fial-fast"],
        vec!["run", "--format", "yaml"],
        vec!["run", "--limit-bytes", "-1"],
        vec!["run", "-q", "-v"],
        vec!["meta", "show"],
        vec!["meta", "diff", "one"],
        vec!["meta", "diff", "-", "-"],
        vec!["schema", "trace"],
        vec!["fmt", "--chekc"],
        vec!["fmt", "-", "x"],
        vec!["completions"],
        vec!["completions", "cobol"],
        vec!["--color", "sometimes", "run"],
    ];
    for args in wrong {
        let ran = vsscheck(&args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
}

#[test]
fn slips_of_the_pen_are_corrected() {
    assert!(vsscheck(["rum"]).err.contains("'run'"));
    assert!(vsscheck(["run", "--fial-fast"]).err.contains("'--fail-fast'"));
}

#[test]
fn schema_is_json_and_completions_name_the_verbs() {
    for args in [vec!["schema"], vec!["schema", "scenario"]] {
        let ran = vsscheck(&args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.json()["$schema"].is_string());
    }
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = vsscheck(["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains("vsscheck") && ran.out.contains("completions"), "{shell}");
    }
}

/// Whether the results of a run with these arguments and variables have colours.
fn is_colored(args: &[&str], variables: &[(&str, &str)]) -> bool {
    let document = fixture("writer-metadata/ledger-database.xml");
    let mut command = command();
    command.args(["meta", "show"]).arg(document).args(args).envs(variables.iter().copied());
    let ran = finish(&mut command, b"");
    assert_eq!(ran.code, 0);
    ran.out.contains(ESCAPE)
}

#[test]
fn the_flag_decides_colours_then_no_color_then_clicolor_force() {
    let (never, force) = (("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1"));
    assert!(!is_colored(&[], &[]));
    assert!(is_colored(&["--color", "always"], &[]));
    assert!(is_colored(&["--color=always"], &[never]));
    assert!(is_colored(&[], &[force]));
    assert!(!is_colored(&[], &[never, force]));
    assert!(!is_colored(&["--color=never"], &[force]));
    assert!(is_colored(&["--color=auto"], &[force]));
}

#[test]
fn messages_about_usage_have_colours_where_they_are_asked_for() {
    let colored = |args: &[&str]| vsscheck(args).err.contains(ESCAPE);
    assert!(!colored(&["rum"]));
    assert!(colored(&["--color", "always", "rum"]));
    assert!(colored(&["--color=always", "rum"]));
    assert!(!colored(&["--", "--color=always"]));
    assert!(vsscheck(["--color=always", "--help"]).out.contains(ESCAPE));
}

#[test]
fn json_and_xml_never_have_colours() {
    let document = fixture("writer-metadata/ledger-database.xml");
    let document = document.to_str().unwrap();
    for args in
        [vec!["meta", "show", document, "--format=json"], vec!["meta", "print", document], vec!["schema"]]
    {
        assert!(!vsscheck(args.iter().chain(&["--color=always"])).out.contains(ESCAPE), "{args:?}");
    }
}

/// A command whose standard output nobody reads.
#[cfg(unix)]
fn unread(args: &[&str], reading: &mut Command) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let child = reading.args(args).stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
    let output = child.spawn().unwrap().wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn an_output_that_nobody_reads_is_no_fault() {
    let document = fixture("writer-metadata/ledger-database.xml");
    let other = fixture("writer-metadata/label-express.xml");
    let (document, other) = (document.to_str().unwrap(), other.to_str().unwrap());
    let cases = [
        (0, vec!["--help"]),
        (0, vec!["completions", "bash"]),
        (0, vec!["schema"]),
        (0, vec!["meta", "show", document]),
        (0, vec!["meta", "print", document, "--color=always"]),
        (1, vec!["meta", "diff", document, other]),
    ];
    for (code, args) in cases {
        assert_eq!(unread(&args, &mut command()), (Some(code), String::new()), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_full_is_a_fault() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let child = command().arg("schema").stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("standard output cannot be written"));
}

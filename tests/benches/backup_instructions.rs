//! How many instructions one whole backup takes: pinned, and counted with Callgrind.
//!
//! `cargo bench -p vss-tests --bench backup_instructions` counts them and fails where the count is further from the
//! pin of this machine's architecture than the tolerance. Where a change is meant to move it, move the pin with it.
//!
//! It needs Valgrind, and the runner in the version of the crate:
//! `cargo install iai-callgrind-runner --locked --version 0.16.1`. Where one of them is missing, or no count is
//! pinned for the architecture, it says so and skips.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde_json::Value;
use vss_tests::sources::files_below;

/// Instructions of one backup over the fixtures, by architecture. Other compilers count a little differently, which
/// the tolerance allows for. 29,000 of them are the price of telling a backup from a restore at each call, and of
/// interface pointers and structures as values; some 70,000 that of answers to open questions, of the service that
/// starts and stops, of several machines, and of what a process may and may not do.
const PINS: &[(&str, u64)] = &[("x86_64", 621_000)];
/// How far from its pin a count may be, in percent.
const TOLERANCE: u64 = 5;

/// What installs the runner, whose version has to be that of the crate.
const INSTALL: &str = "cargo install iai-callgrind-runner --locked --version 0.16.1";

mod counted {
    use iai_callgrind::{library_benchmark, library_benchmark_group};
    use vss_conformance::run::Run;
    use vss_tests::backups::{Prepared, fixtures};

    fn prepared() -> Prepared {
        fixtures().passing()
    }

    #[library_benchmark(setup = prepared)]
    fn backup(prepared: Prepared) -> (Run, Prepared) {
        // What was prepared is given back, so that its end is not counted.
        (prepared.run(), prepared)
    }

    library_benchmark_group!(name = backups; benchmarks = backup);
    iai_callgrind::main!(library_benchmark_groups = backups);

    pub(super) fn run() {
        main();
    }
}

/// Tells a run that counts from the one that checks the count.
const SUMMARY: &str = "--save-summary=json";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--iai-run" || argument == SUMMARY) {
        counted::run();
        return ExitCode::SUCCESS;
    }
    if let Some(missing) = missing() {
        println!("SKIPPED: the instructions of a backup are not counted: {missing}");
        return ExitCode::SUCCESS;
    }
    match count(&arguments).and_then(check) {
        Ok(within) => {
            println!("{within}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What it takes to count and is not there.
fn missing() -> Option<String> {
    let starts = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !starts("valgrind") {
        return Some("there is no valgrind".to_owned());
    }
    if !starts("iai-callgrind-runner") {
        return Some(format!("there is no iai-callgrind-runner; `{INSTALL}` installs it"));
    }
    let arch = std::env::consts::ARCH;
    (!PINS.iter().any(|(known, _)| *known == arch)).then(|| format!("no count is pinned for {arch}"))
}

/// Counts, in a process of its own that ends with the runner.
fn count(arguments: &[String]) -> Result<u64, String> {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("backup-instructions");
    let this = std::env::current_exe().map_err(|error| format!("this program is not found: {error}"))?;
    let mut command = Command::new(this);
    command.args(arguments).arg(SUMMARY).arg(format!("--home={}", home.display()));
    let status = command.status().map_err(|error| format!("the counting cannot be started: {error}"))?;
    if !status.success() {
        return Err(format!("the counting failed: {status}"));
    }
    let file = summary(&home).ok_or_else(|| format!("no summary was written below {}", home.display()))?;
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    instructions(&text).ok_or_else(|| format!("{} does not tell the instructions", file.display()))
}

/// The one summary below a folder.
fn summary(home: &Path) -> Option<PathBuf> {
    files_below(home).into_iter().find(|file| file.ends_with("summary.json"))
}

/// The instructions that a summary tells; beside those of the run before, where there was one.
fn instructions(summary: &str) -> Option<u64> {
    let summary: Value = serde_json::from_str(summary).ok()?;
    let counted = summary.pointer("/profiles/0/summaries/total/summary/Callgrind/Ir/metrics")?;
    counted.pointer("/Left/Int").or_else(|| counted.pointer("/Both/0/Int"))?.as_u64()
}

/// Whether a count is within the tolerance of its pin.
fn check(found: u64) -> Result<String, String> {
    let arch = std::env::consts::ARCH;
    let pin = PINS.iter().find(|(known, _)| *known == arch).map_or(0, |(_, pin)| *pin);
    let (least, most) = (pin - pin * TOLERANCE / 100, pin + pin * TOLERANCE / 100);
    let told = format!("{found} instructions a backup, pinned at {pin} for {arch} (from {least} to {most})");
    if found > most {
        Err(format!("{told}: a backup has become slower; make it faster, or raise the pin and say why"))
    } else if found < least {
        Err(format!("{told}: a backup has become faster; lower the pin to {found}, so that it stays so"))
    } else {
        Ok(told)
    }
}

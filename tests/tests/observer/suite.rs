//! What the scenarios show of the catalogue's machines, as a whole.

use vss_conformance::coverage::{Observer, Shown, Tally};
use vss_conformance::run::{RunOptions, Verdict, run_source};
use vss_conformance::scenario::FILE_ENDING;
use vss_conformance::source::{Source, SourceOptions};
use vss_tests::sources::{files_below, workspace};

/// How many transitions and steps the scenarios take. Only up: a scenario that takes one more raises it.
const TRANSITIONS: usize = 398;
const STEPS: usize = 57;

/// How many no trace can show. Only down.
const UNOBSERVABLE: (usize, usize) = (13, 12);

fn suite() -> Tally {
    let mut observer = Observer::default();
    let root = workspace().join("scenarios");
    for file in files_below(&root).iter().filter(|file| file.to_string_lossy().ends_with(FILE_ENDING)) {
        let source = Source::read(file, &SourceOptions::default()).unwrap();
        let run = run_source(&source, file.parent().unwrap(), &RunOptions::default()).unwrap();
        if run.result.verdict != Verdict::Skipped {
            observer.add(
                &file.strip_prefix(&root).unwrap().display().to_string(),
                &run.trace,
                &run.result.readings,
            );
        }
    }
    observer.tally()
}

#[test]
fn the_scenarios_take_what_they_took_and_nothing_that_no_row_allows() {
    let tally = suite();
    let unexplained: Vec<String> = tally
        .unlisted
        .iter()
        .chain(&tally.unordered)
        .filter(|line| line.what.reason.is_none())
        .map(|line| format!("{}: {:?}", line.shown_by, line.what))
        .collect();
    assert!(
        unexplained.is_empty(),
        "the model does what no row of the catalogue allows; if the catalogue lacks it, coverage/observer/gaps.json \
         has a row with the reason: {unexplained:#?}"
    );
    let count = |of: Shown| {
        let transitions = tally.transitions.iter().filter(|line| line.status == of).count();
        (transitions, tally.steps.iter().filter(|line| line.status == of).count())
    };
    assert_eq!(count(Shown::Unobservable), UNOBSERVABLE);
    let taken = count(Shown::Taken);
    println!("{} transitions and {} steps are taken", taken.0, taken.1);
    assert!(taken.0 >= TRANSITIONS && taken.1 >= STEPS, "{taken:?} is less than it was");
}

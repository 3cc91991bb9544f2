//! Interrupts: the program ends at once, by the signal, and leaves no half of anything.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{command, names_in};

fn start(args: &[&str]) -> Child {
    let command = &mut command();
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn interrupt(child: &Child, signal: &str) {
    let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
}

/// The end of the program, which must come soon.
fn end(child: &mut Child) -> ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "the program goes on");
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_program_that_waits_ends_at_once_and_by_the_signal() {
    for (signal, number) in [("-INT", 2), ("-TERM", 15)] {
        let mut child = start(&["fmt", "-"]);
        // It must have come to the point where it waits for its input; the moment before is as good, but another.
        sleep(Duration::from_millis(200));
        interrupt(&child, signal);
        assert_eq!(end(&mut child).signal(), Some(number));
    }
}

#[test]
fn files_that_are_being_written_are_whole_and_nothing_is_left_beside_them() {
    const FILES: usize = 150;
    let folder = tempfile::tempdir().unwrap();
    // Short files, so that most of the time goes into writing them.
    let ugly = "{\"name\":\"x\",\"steps\":[]}";
    let names: Vec<String> = (0..FILES).map(|number| format!("{number:03}.scenario.json")).collect();
    let mut interrupted = 0;
    for round in 0..8_u64 {
        names.iter().for_each(|name| fs::write(folder.path().join(name), ugly).unwrap());
        let mut child = start(&["fmt", folder.path().to_str().unwrap()]);
        // Until it is at work.
        let begun = Instant::now();
        while fs::read_to_string(folder.path().join(&names[0])).unwrap() == ugly {
            assert!(begun.elapsed() < Duration::from_secs(10), "the program does nothing");
            sleep(Duration::from_micros(200));
        }
        sleep(Duration::from_micros(round * 700));
        interrupt(&child, "-INT");
        let status = end(&mut child);
        interrupted += usize::from(status.signal() == Some(2));
        assert!(status.signal() == Some(2) || status.code() == Some(0), "{status:?}");
        let others: Vec<String> =
            names_in(folder.path()).into_iter().filter(|name| !names.contains(name)).collect();
        assert!(others.is_empty(), "{others:?}");
        for name in &names {
            let text = fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(
                text == ugly || text == "{ \"name\": \"x\", \"steps\": [] }\n",
                "{name}: {} bytes",
                text.len()
            );
        }
    }
    assert!(interrupted > 0, "the program was never interrupted");
}

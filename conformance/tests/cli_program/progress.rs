//! How far a run is, on a terminal.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use indicatif::{ProgressDrawTarget, TermLike};
use tempfile::TempDir;
use vss_conformance::cli::{Console, Parts, RunSettings, execute};
use vss_conformance::run::{ScenarioResult, Verdict};
use vss_conformance::source::Problem;

/// A terminal of which the last line is kept.
#[derive(Debug, Clone, Default)]
struct Terminal(Arc<Mutex<String>>);

impl Terminal {
    fn line(&self) -> String {
        self.0.lock().unwrap().trim_end().to_owned()
    }

    fn write(&self, text: &str) -> io::Result<()> {
        self.0.lock().unwrap().push_str(text);
        Ok(())
    }
}

impl TermLike for Terminal {
    fn width(&self) -> u16 {
        60
    }
    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
    fn write_line(&self, text: &str) -> io::Result<()> {
        self.clear_line()?;
        self.write(text)
    }
    fn write_str(&self, text: &str) -> io::Result<()> {
        self.write(text)
    }
    fn clear_line(&self) -> io::Result<()> {
        self.0.lock().unwrap().clear();
        Ok(())
    }
    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

/// What a run gave, and the terminal's last line while each scenario ran and at the end.
struct Ran {
    out: String,
    err: String,
    during: Vec<String>,
    end: String,
}

/// A stream that looks at the terminal when it is written to: nothing may be written behind the line.
struct Watching<'a> {
    to: &'a mut Vec<u8>,
    terminal: Terminal,
}

impl io::Write for Watching<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        assert_eq!(self.terminal.line(), "", "the line is taken away before anything is written");
        self.to.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn scenarios() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        fs::write(folder.path().join(format!("{name}.scenario.json")), "{}").unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

fn run(args: &[&str], breaks: bool) -> Ran {
    let (_folder, path) = scenarios();
    let terminal = Terminal::default();
    let during = Mutex::new(Vec::new());
    let runner = |path: &Path, _: &RunSettings| -> Result<ScenarioResult, Vec<Problem>> {
        during.lock().unwrap().push(terminal.line());
        assert!(!breaks, "a runner that fails, on purpose");
        Ok(ScenarioResult {
            path: path.display().to_string(),
            name: "a name".to_owned(),
            rules: Vec::new(),
            verdict: Verdict::Passed,
            skipped: None,
            findings: Vec::new(),
            outputs: Vec::new(),
            events: None,
            readings: Vec::new(),
            warnings: Vec::new(),
            blessed: Vec::new(),
        })
    };
    let parts = Parts {
        runner: &runner,
        tracer: &|_, _| Err(Vec::new()),
        replayer: &|_, _, _| None,
        scenario_schema: &|| serde_json::json!({}),
    };
    let args: Vec<OsString> = ["vsscheck", "run", &path].iter().chain(args).map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    {
        let watching = |to| Watching { to, terminal: terminal.clone() };
        let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let mut console = Console::plain(watching(&mut out), watching(&mut err)).with_terminal(target);
        let _exit = execute(&args, &parts, &mut console);
    }
    Ran {
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
        during: during.into_inner().unwrap(),
        end: terminal.line(),
    }
}

#[test]
fn a_terminal_shows_how_far_the_run_is_and_nothing_of_it_stays() {
    let ran = run(&["--color=never"], false);
    let seen: Vec<&str> = ran
        .during
        .iter()
        .map(|line| line.split_whitespace().find(|word| word.contains('/')).unwrap())
        .collect();
    assert_eq!(seen, ["0/3", "1/3", "2/3"], "{:?}", ran.during);
    assert!(ran.during.iter().all(|line| line.chars().count() <= 60), "{:?}", ran.during);
    assert_eq!(ran.end, "");
    assert_eq!(ran.out, "ok      a name\n".repeat(3) + "3 passed, 0 failed, 0 skipped\n");
    assert_eq!(ran.err, "");
    assert!(!ran.during.concat().contains('\u{1B}'), "{:?}", ran.during);
}

#[test]
fn nothing_is_shown_to_programs_and_to_those_who_want_less() {
    for args in [["--format=json"], ["--quiet"]] {
        let ran = run(&args, false);
        assert_eq!((ran.during.concat(), ran.end), (String::new(), String::new()), "{args:?}");
    }
}

#[test]
fn a_run_that_breaks_leaves_no_line() {
    let ran = run(&[], true);
    assert!(ran.err.contains("vsscheck itself failed") && ran.end.is_empty(), "{} {}", ran.err, ran.end);
}

//! Running the program.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run of the program gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// The program, in an environment that says nothing about colours.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vsscheck"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    command
}

/// Runs the program to its end.
pub fn vsscheck<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Ran {
    finish(command().args(args), b"")
}

/// Runs the program with an input.
pub fn vsscheck_with<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>, input: &[u8]) -> Ran {
    finish(command().args(args), input)
}

/// Runs a command to its end; its outputs must be UTF-8.
pub fn finish(command: &mut Command, input: &[u8]) -> Ran {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // The program may end without reading all of it.
    let _unread = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let ran = Ran {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// A folder with bad inputs of every kind, by what is wrong with them.
pub struct BadInputs {
    _folder: TempDir,
    pub paths: Vec<(&'static str, PathBuf)>,
}

impl BadInputs {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let file = |name: &str, content: &[u8]| {
            fs::write(path(name), content).unwrap();
            path(name)
        };
        fs::create_dir(path("folder.scenario.json")).unwrap();
        let huge = path("huge");
        fs::File::create(&huge).unwrap().set_len(65 << 20).unwrap();
        let paths = vec![
            ("empty", file("empty", b"")),
            ("no text", file("binary", &[0, 1, 2, 3, 0xFF])),
            ("not UTF-8", file("latin", b"{\"name\": \"\xE9\"}")),
            ("neither JSON nor XML", file("prose", b"Once upon a time")),
            ("unfinished JSON", file("half.json", b"{\"name\": [1,")),
            ("unfinished XML", file("half.xml", b"<WRITER_METADATA version=")),
            ("deep JSON", file("deep.json", "[".repeat(100_000).as_bytes())),
            ("deep XML", file("deep.xml", "<A>".repeat(100_000).as_bytes())),
            ("huge", huge),
            ("missing", path("missing")),
            ("below a file", path("empty/x")),
        ];
        Self { _folder: folder, paths }
    }
}

/// The names in a folder, sorted.
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A document of the project.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(name)
}

//! `vsscheck completions`.

use super::args::CompletionsArgs;
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;

pub fn completions(args: &CompletionsArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "vsscheck", &mut script);
    console.result(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}

//! `vsscheck schema`.

use super::Parts;
use super::args::{SchemaArgs, SchemaName};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;

pub fn schema(args: &SchemaArgs, parts: &Parts<'_>, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let schema = match args.schema {
        SchemaName::Scenario => (parts.scenario_schema)(),
    };
    // The alternate form is indented.
    console.result(&format!("{schema:#}\n"))?;
    Ok(Exit::Clean)
}

//! The commands of a diskshadow script that the policy understands.

use vss_sim::vocabulary::{Guid, SnapshotContext};

use super::named::Named;
use crate::source::did_you_mean;

/// One line of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `set context …`: the shadow copy context of the next `create`.
    SetContext(SnapshotContext),
    /// `set verbose on|off`, `set metadata FILE`, a comment, or an empty line, which change nothing here: the reasons are
    /// always kept, and no cabinet is written.
    Nothing,
    /// `begin backup`: the backup is a full one, with writers.
    BeginBackup,
    /// `add volume …`.
    AddVolume {
        /// Its name or that of a folder on it, with or without the final backslash.
        volume: String,
        /// What the shadow copy is called from then on.
        alias: Option<String>,
        /// The provider that makes it.
        provider: Option<Guid>,
    },
    /// `writer exclude …`.
    WriterExclude(Named),
    /// `writer verify …`: `create` fails unless it is included.
    WriterVerify(Named),
    /// `create`: from `InitializeForBackup` to the end of `DoSnapshotSet`.
    Create,
    /// `end backup`: `SetBackupSucceeded` for each component, then `BackupComplete`.
    EndBackup,
    /// `reset`, and `exit`: the object is released.
    Reset,
}

/// Why a line is no command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    /// What is wrong.
    pub message: String,
    /// What could stand there.
    pub expected: String,
    /// A near word.
    pub help: Option<String>,
}

/// What the commands begin with that the program has and this policy has not.
const NOT_MODELLED: &[&str] = &[
    "add alias",
    "begin restore",
    "break",
    "delete shadows",
    "end restore",
    "exec",
    "expose",
    "help",
    "import",
    "list providers",
    "list shadows",
    "list writers",
    "load metadata",
    "mask",
    "resync",
    "revert",
    "set option",
    "simulate restore",
    "unexpose",
];

/// The contexts of `set context`, each with the words that choose it.
///
/// That `clientaccessible` alone makes persistent shadow copies with writers is as captured; the pages would have it
/// be VSS_CTX_CLIENT_ACCESSIBLE.
const CONTEXTS: &[(&str, SnapshotContext)] = &[
    ("volatile", SnapshotContext::VSS_CTX_BACKUP),
    ("volatile nowriters", SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP),
    ("nowriters", SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP),
    ("persistent", SnapshotContext::VSS_CTX_APP_ROLLBACK),
    ("persistent nowriters", SnapshotContext::VSS_CTX_NAS_ROLLBACK),
    ("clientaccessible", SnapshotContext::VSS_CTX_APP_ROLLBACK),
];

impl Command {
    /// What the commands that are understood begin with.
    pub const NAMES: &'static [&'static str] = &[
        "set context",
        "set metadata",
        "set verbose",
        "begin backup",
        "add volume",
        "writer exclude",
        "writer verify",
        "create",
        "end backup",
        "reset",
        "exit",
    ];

    /// Reads a line. Words are told apart by blanks; a word with blanks stands in double quotes. Case does not matter.
    ///
    /// # Errors
    /// The line is no command that the policy understands.
    pub fn parse(line: &str) -> Result<Self, CommandError> {
        let words = words(line)?;
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        match lower.as_slice() {
            ["set", "context", rest @ ..] => context(&rest.join(" ")),
            [] => Ok(Self::Nothing),
            [word, ..] if word.starts_with('#') => Ok(Self::Nothing),
            ["set", "metadata", _] | ["set", "verbose", "on" | "off"] => Ok(Self::Nothing),
            ["set", "verbose", ..] => Err(CommandError::new("verbose is on or off", "set verbose on")),
            ["begin", "backup"] => Ok(Self::BeginBackup),
            ["add", "volume", ..] => add_volume(&words, &lower),
            ["writer", "exclude" | "verify"] | ["writer", "exclude" | "verify", _, _, ..] => {
                Err(CommandError::new(
                    "one writer or component is named",
                    "a name, in double quotes if it has blanks",
                ))
            }
            ["writer", "exclude", _] => Ok(Self::WriterExclude(named(&words)?)),
            ["writer", "verify", _] => Ok(Self::WriterVerify(named(&words)?)),
            ["create"] => Ok(Self::Create),
            ["end", "backup"] => Ok(Self::EndBackup),
            ["reset" | "exit"] => Ok(Self::Reset),
            _ => Err(unknown(&lower)),
        }
    }
}

fn context(words: &str) -> Result<Command, CommandError> {
    match CONTEXTS.iter().find(|(given, _)| *given == words) {
        Some((_, context)) => Ok(Command::SetContext(*context)),
        None => {
            let known = CONTEXTS.iter().map(|(given, _)| *given);
            let mut error =
                CommandError::new("there is no such context", &known.clone().collect::<Vec<_>>().join(", "));
            error.help = did_you_mean(words, known).map(|near| format!("did you mean {near:?}?"));
            Err(error)
        }
    }
}

fn add_volume(words: &[String], lower: &[&str]) -> Result<Command, CommandError> {
    let form = "add volume VOLUME [alias NAME] [provider {GUID}]";
    let mut rest = words.iter().zip(lower).skip(2);
    let Some((volume, _)) = rest.next() else { return Err(CommandError::new("no volume is named", form)) };
    let (mut alias, mut provider) = (None, None);
    while let Some((_, option)) = rest.next() {
        let value = rest.next().map(|(value, _)| value);
        match (*option, value) {
            ("alias", Some(name)) if alias.is_none() => alias = Some(name.clone()),
            ("provider", Some(guid)) if provider.is_none() => {
                let id = Guid::parse(guid);
                provider = Some(id.ok_or_else(|| CommandError::new("a provider's id is a GUID", form))?);
            }
            _ => {
                return Err(CommandError::new(
                    "a volume has an alias and a provider, and nothing else",
                    form,
                ));
            }
        }
    }
    Ok(Command::AddVolume { volume: volume.clone(), alias, provider })
}

fn named(words: &[String]) -> Result<Named, CommandError> {
    let text = words.get(2).map(String::as_str).unwrap_or_default();
    let named = Named::parse(text);
    if named.writer.is_empty() {
        return Err(CommandError::new(
            "no writer is named",
            "a writer's name or GUID, or writer:\\path\\component",
        ));
    }
    Ok(named)
}

fn unknown(words: &[&str]) -> CommandError {
    let begins =
        |command: &&str| command.split(' ').eq(words.iter().copied().take(command.split(' ').count()));
    let expected = Command::NAMES.join(", ");
    if let Some(command) = NOT_MODELLED.iter().copied().find(begins) {
        return CommandError::new(
            &format!("diskshadow knows {command:?}; it is not modelled yet"),
            &expected,
        );
    }
    if let Some(command) = Command::NAMES.iter().copied().find(begins) {
        return CommandError::new(&format!("{command:?} has other words behind it"), &expected);
    }
    let mut error = CommandError::new("diskshadow knows no such command", &expected);
    error.help = near(words).map(|near| format!("did you mean {near:?}?"));
    error
}

/// The command whose words the first words of a line are like.
fn near(words: &[&str]) -> Option<&'static str> {
    let known = || Command::NAMES.iter().chain(NOT_MODELLED).copied();
    let of = |count: usize| {
        let line = words.get(..count)?.join(" ");
        did_you_mean(&line, known().filter(|command| command.split(' ').count() == count))
    };
    of(2).or_else(|| of(1)).or_else(|| did_you_mean(words.first()?, known()))
}

fn words(line: &str) -> Result<Vec<String>, CommandError> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted
                .split_once('"')
                .ok_or_else(|| CommandError::new("a quotation mark is never closed", "a second one"))?,
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Ok(words)
}

impl CommandError {
    fn new(message: &str, expected: &str) -> Self {
        Self { message: message.to_owned(), expected: expected.to_owned(), help: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_whatever_their_case() {
        let volume = Command::parse(r#"ADD  Volume "c:\my mount\" alias One"#).unwrap();
        let expected =
            Command::AddVolume { volume: r"c:\my mount\".into(), alias: Some("One".into()), provider: None };
        assert_eq!(volume, expected);
        assert_eq!(Command::parse("begin backup"), Ok(Command::BeginBackup));
        assert_eq!(Command::parse("EXIT"), Ok(Command::Reset));
        for line in ["", "# a comment", "set verbose on", r"SET METADATA C:\Temp\meta.cab"] {
            assert_eq!(Command::parse(line), Ok(Command::Nothing), "{line}");
        }
        assert_eq!(
            Command::parse("set context persistent nowriters"),
            Ok(Command::SetContext(SnapshotContext::VSS_CTX_NAS_ROLLBACK))
        );
    }

    #[test]
    fn writers_are_named_alone_or_with_a_component() {
        let Ok(Command::WriterExclude(named)) = Command::parse(r#"writer exclude "My Writer:\a\b\c""#) else {
            panic!("no exclusion");
        };
        assert_eq!(named.writer, "My Writer");
        assert_eq!(named.component.as_deref(), Some(r"\a\b\c"));
        assert_eq!(named.to_string(), r"My Writer:\a\b\c");
    }

    #[test]
    fn what_is_no_command_is_refused() {
        for line in [
            "begin",
            "crate",
            "add volume",
            "add volume c: alias",
            "add volume c: alias a alias b",
            "add volume c: provider x",
            "set context forever",
            "set verbose",
            "writer exclude",
            "writer exclude Mail Writer",
            r#"writer exclude "":"#,
            r#"add volume "c:"#,
        ] {
            assert!(Command::parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn what_was_probably_meant_is_told() {
        for (line, near) in [
            ("crate", Some("create")),
            ("creat", Some("create")),
            ("begin bakup", Some("begin backup")),
            ("writer exlude \"Mail Writer\"", Some("writer exclude")),
            ("add volumes C:", Some("add volume")),
            ("exposee %a% X:", Some("expose")),
            ("simulate", Some("simulate restore")),
            ("vanish", None),
        ] {
            let error = Command::parse(line).unwrap_err();
            assert_eq!(error.message, "diskshadow knows no such command", "{line}");
            let help = near.map(|near| format!("did you mean {near:?}?"));
            assert_eq!(error.help, help, "{line}");
        }
    }

    #[test]
    fn commands_that_are_not_modelled_are_not_unknown() {
        for (line, command) in [
            ("expose %snap% X:", "expose"),
            ("EXEC backup.cmd", "exec"),
            ("list shadows all", "list shadows"),
            ("delete shadows all", "delete shadows"),
            ("set option differential", "set option"),
            ("simulate restore", "simulate restore"),
            ("break writable %VSS_SHADOW_SET%", "break"),
        ] {
            let error = Command::parse(line).unwrap_err();
            assert_eq!(error.message, format!("diskshadow knows {command:?}; it is not modelled yet"));
            assert_eq!(error.help, None);
        }
        let known: Vec<&str> = Command::NAMES.iter().chain(NOT_MODELLED).copied().collect();
        assert!(known.iter().all(|command| known.iter().filter(|other| *other == command).count() == 1));
    }
}

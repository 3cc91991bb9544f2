//! What is said, against logs: from the lines of a log a machine is made on which they would be said, and its lines
//! are compared with those of the log.

use std::path::Path;

use super::*;

/// A writer as a log tells of it.
#[derive(Debug)]
struct Told {
    name: String,
    components: Vec<Made>,
}

/// What a log says of a choice.
#[derive(Debug, Default)]
struct Log {
    /// The drive that was added.
    drive: String,
    /// Writers, those that are left out before those that are included.
    writers: Vec<Told>,
    /// The lines, without empty ones and with a tab before what is added.
    lines: Vec<String>,
    /// Whether lines in the middle or at the end are missing.
    excerpt: bool,
}

impl Log {
    fn read(text: &str) -> Self {
        let mut log = Self { drive: "C:".to_owned(), ..Self::default() };
        let mut including = "";
        let mut lines = text.lines().map(str::trim_end).peekable();
        while let Some(line) = lines.next() {
            if let Some(volume) = line.to_lowercase().strip_prefix("-> add volume ") {
                log.drive = volume.get(..2).unwrap().to_owned();
            } else if line == "..." {
                log.excerpt = true;
            } else if let Some(told) = between(line, "Excluding writer \"", "\", because all") {
                log.writer(told);
                log.lines.push(line.to_owned());
            } else if let Some(told) = between(line, "Component \"\\", "\" from writer \"") {
                let writer = between(line, "\" from writer \"", "\" is excluded").unwrap();
                let because = lines.next().unwrap();
                let volume = between(because, "requires volume ", " which is not in").unwrap();
                let volume = if volume.is_empty() { NAMELESS } else { volume };
                let made = Made { files: vec![format!("{volume}Data")], ..on_c(told) };
                log.writer(writer).components.push(made);
                log.lines.extend([line.to_owned(), because.to_owned()]);
            } else if let Some(writer) = between(line, "The writer \"", "\" is now entirely") {
                let second = lines.next().unwrap();
                let told = between(second, "component \"\\", "\" is excluded").unwrap();
                let files = vec![format!(r"{}\Data", log.drive)];
                let components = &mut log.writer(writer).components;
                let made = components.iter_mut().find(|made| made.path == told).unwrap();
                made.selectable = false;
                // It holds something that could be added: without that, nothing would be left of it.
                components.push(Made { files, ..on_c("of which the log says nothing") });
                log.lines.extend([line.to_owned(), second.to_owned()]);
            } else if let Some(writer) = between(line, "* Including writer \"", "\":") {
                log.writer(writer);
                including = writer;
                log.lines.push(line.to_owned());
            } else if let Some(told) = between(line, "+ Adding component: \\", "") {
                let files = vec![format!(r"{}\Data", log.drive)];
                log.writer(including).components.push(Made { files, ..on_c(told) });
                log.lines.push(format!("\t{}", line.trim_start()));
            }
        }
        log
    }

    fn writer(&mut self, name: &str) -> &mut Told {
        let at = self.writers.iter().position(|writer| writer.name == name).unwrap_or_else(|| {
            self.writers.push(Told { name: name.to_owned(), components: Vec::new() });
            self.writers.len() - 1
        });
        &mut self.writers[at]
    }

    /// What the policy says on a machine such as this.
    fn said(&self) -> Vec<String> {
        let made =
            self.writers.iter().zip(1..).map(|(told, number)| writer(number, &told.name, &told.components));
        let forests: Vec<ComponentForest> = made.collect();
        let choice = chosen(&forests, &[&self.drive], &[]);
        said(&forests, &choice, &[]).into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn check(&self, name: &str) {
        let said = self.said();
        if self.excerpt {
            let mut rest = said.iter();
            for line in &self.lines {
                assert!(rest.any(|said| said == line), "{name}: {line:?} is not in its place in {said:#?}");
            }
        } else {
            assert_eq!(said, self.lines, "{name}");
        }
    }
}

/// What stands between two texts.
fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(before)?;
    if after.is_empty() { Some(rest) } else { Some(rest.split_once(after)?.0) }
}

#[test]
fn a_log_is_said_again() {
    let text = "-> begin backup\n-> add volume e:\\x alias one\n-> create\n\
        Excluding writer \"Idle Writer\", because all of its components have been excluded.\n\
        Component \"\\Boot\\Store\" from writer \"Boot Writer\" is excluded from backup,\n\
        because it requires volume  which is not in the shadow copy set.\n\
        Component \"\\Tasks\" from writer \"Task Writer\" is excluded from backup,\n\
        because it requires volume C:\\ which is not in the shadow copy set.\n\
        The writer \"Boot Writer\" is now entirely excluded from the backup because the top-level\n\
        non selectable component \"\\Boot\\Store\" is excluded.\n\
        \n* Including writer \"Task Writer\":\n        + Adding component: \\More\n\
        \n* Including writer \"Plain Writer\":\n\t+ Adding component: \\One\\1\n\t+ Adding component: \\Two\n\
        \nAlias one for shadow ID {0} set as environment variable.\n";
    let log = Log::read(text);
    assert_eq!((log.drive.as_str(), log.writers.len(), log.lines.len()), ("e:", 4, 12));
    log.check("by hand");
}

#[test]
fn captured_logs_are_said_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/logs");
    let names = [
        "diskshadow-dc-verbose-asr-excluded.txt",
        "diskshadow-dc-verbose-asr-included.txt",
        "diskshadow-ws2022-dc-verbose.txt",
        "diskshadow-sql-volume-E-only-excerpt.txt",
        "diskshadow-nowriters.txt",
    ];
    for name in names {
        let Ok(bytes) = std::fs::read(folder.join(name)) else {
            println!("skipped: {name} is not there");
            continue;
        };
        let log = Log::read(&String::from_utf8_lossy(&bytes));
        assert_eq!(log.lines.is_empty(), name.contains("nowriters"), "{name}");
        log.check(name);
        println!("{name}: {} lines of {} writers", log.lines.len(), log.writers.len());
    }
}

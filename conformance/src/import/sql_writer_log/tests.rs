//! The reader, on a log that was written for this project.

use super::*;

/// A backup as this writer would log it, on a machine that does not exist.
const LOG: &str = "\
[02/29/2024 23:59:58, TID 1a] Entering SQL Writer Initialize.
[02/29/2024 23:59:59, TID 1a2b] Entering SQL Writer OnIdentify.
[02/29/2024 23:59:59, TID 1a2b] Service: LEDGER Server: HOST1. Version=15
[03/01/2024 00:00:00, TID 1a2b] Entering SQL Writer OnPrepareBackup.
[03/01/2024 00:00:00, TID 1a2b] ****************************************************************
[03/01/2024 00:00:00, TID 1a2b] **  VSS SQL BACKUP BEGIN - ID: 1a2b
[03/01/2024 00:00:00, TID 1a2b] Component based backup selected.
[03/01/2024 00:00:00, TID 1a2b] Backup type is VSS_BT_DIFFERENTIAL

[03/01/2024 00:00:01, TID 1a2b] Entering SQL Writer OnPrepareSnapshot.
[03/01/2024 00:00:01, TID 1a2b] HRESULT EXCEPTION CAUGHT: hr: 0x80780002
[03/01/2024 00:00:01, TID 1a2b] Entering SQL Writer OnAbort.
[03/01/2024 00:00:02, TID ffffffff] Volume based (= NonComponent) backup selected.
[03/01/2024 00:00:03, TID 0] Entering SQL Writer OnPreRestore.
";

fn read(text: &str) -> Result<SqlWriterLog, Vec<Diagnostic>> {
    SqlWriterLog::read(&Source::new("log", text))
}

fn what(log: &SqlWriterLog) -> Vec<&LogLine> {
    log.entries.iter().map(|entry| &entry.what).collect()
}

#[test]
fn a_log_is_read_entry_by_entry() {
    let log = read(LOG).unwrap();
    let note = |text: &str| LogLine::Note(text.to_owned());
    let expected = [
        LogLine::Function("Initialize".to_owned()),
        LogLine::Handler(WriterEvent::Identify),
        note("Service: LEDGER Server: HOST1. Version=15"),
        LogLine::Handler(WriterEvent::PrepareForBackup),
        note(&"*".repeat(64)),
        LogLine::BackupBegins(0x1a2b),
        LogLine::ComponentBased,
        LogLine::BackupType(BackupType::VSS_BT_DIFFERENTIAL),
        LogLine::Handler(WriterEvent::PrepareForSnapshot),
        LogLine::Exception(Hresult(0x8078_0002)),
        LogLine::Handler(WriterEvent::Abort),
        LogLine::VolumeBased,
        LogLine::Handler(WriterEvent::PreRestore),
    ];
    assert_eq!(what(&log), expected.iter().collect::<Vec<_>>());
    assert_eq!(
        log.handlers(),
        ["OnIdentify", "OnPrepareBackup", "OnPrepareSnapshot", "OnAbort", "OnPreRestore"]
    );
    assert_eq!(log.entries[0].thread, 0x1a);
    assert_eq!(log.entries[11].thread, u32::MAX);
    assert_eq!(log.entries[0].at.to_string(), "02/29/2024 23:59:58");
    let mut times: Vec<LogTime> = log.entries.iter().map(|entry| entry.at).collect();
    assert!(times.is_sorted(), "a month's end is before the next month's beginning");
    times.dedup();
    assert_eq!(times.len(), 6);
    for entry in &log.entries {
        assert!(LOG[..entry.span.start].ends_with("] "), "{entry:?}");
        assert!(LOG[entry.span.end..].starts_with('\n'), "{entry:?}");
    }
}

#[test]
fn every_handler_is_told_from_other_functions() {
    for event in WriterEvent::ALL {
        let text = format!("[01/02/2003 04:05:06, TID 7] Entering SQL Writer {}.", event.handler());
        assert_eq!(read(&text).unwrap().handlers(), [event.handler()]);
    }
    let other = read("[01/02/2003 04:05:06, TID 7] Entering SQL Writer OnVSSShutdown.").unwrap();
    assert_eq!((other.handlers().len(), other.entries.len()), (0, 1));
}

#[test]
fn a_line_ends_in_any_way_and_an_empty_log_is_one() {
    let lines: Vec<&str> = LOG.lines().collect();
    for end in ["\r\n", "\r", "\n\n"] {
        let log = read(&lines.join(end)).unwrap();
        assert_eq!(what(&log), what(&read(LOG).unwrap()), "{end:?}");
    }
    for empty in ["", "\n", "  \r\n\t\r\n"] {
        assert_eq!(read(empty), Ok(SqlWriterLog::default()));
    }
}

#[test]
fn what_is_no_line_of_a_log_is_told_with_its_place() {
    const GOOD: &str = "[01/02/2003 04:05:06, TID 7] Entering SQL Writer OnFreeze.";
    // The line, the column of what is wrong, and what would be right.
    let cases = [
        ("no stamp at all", 1, "\"[\""),
        ("[", 2, "the month: 2 digits, from 01 to 12"),
        ("[13/02/2003 04:05:06, TID 7] x", 2, "the month: 2 digits, from 01 to 12"),
        ("[01/32/2003 04:05:06, TID 7] x", 5, "the day: 2 digits, from 01 to 31"),
        ("[01/02/03 04:05:06, TID 7] x", 8, "the year: 4 digits, from 0001 to 9999"),
        ("[01/02/2003T04:05:06, TID 7] x", 12, "\" \""),
        ("[01/02/2003 24:05:06, TID 7] x", 13, "the hour: 2 digits, from 00 to 23"),
        ("[01/02/2003 04:60:06, TID 7] x", 16, "the minute: 2 digits, from 00 to 59"),
        ("[01/02/2003 04:05:99, TID 7] x", 19, "the second: 2 digits, from 00 to 59"),
        ("[01/02/2003 04:05:06 TID 7] x", 21, "\", TID \""),
        ("[01/02/2003 04:05:06, TID ] x", 27, "the thread: a hexadecimal number"),
        ("[01/02/2003 04:05:06, TID 123456789] x", 35, "\"]\""),
        ("[01/02/2003 04:05:06, TID 7", 28, "\"]\""),
        ("\u{20ac}", 1, "\"[\""),
        ("[01/02/2003 04:05:06, TID 7] Backup type is VSS_BT_COPPY", 45, "VSS_BT_COPY"),
        (
            "[01/02/2003 04:05:06, TID 7] HRESULT EXCEPTION CAUGHT: hr: 80780002",
            60,
            "an HRESULT, such as 0x80780002",
        ),
        ("[01/02/2003 04:05:06, TID 7] **  VSS SQL BACKUP BEGIN - ID: +7", 61, "a hexadecimal number"),
    ];
    for (line, column, expected) in cases {
        let errors = read(&format!("{GOOD}\r\n{line}\r\n{GOOD}")).unwrap_err();
        let [error] = errors.as_slice() else { panic!("{line}: {errors:?}") };
        let position = error.place.as_ref().and_then(|place| place.position).unwrap();
        assert_eq!((position.line, position.column), (2, column), "{error}");
        assert!(error.expected.as_ref().is_some_and(|text| text.contains(expected)), "{error}");
    }
}

#[test]
fn whatever_is_read_nothing_breaks() {
    // Every beginning, and every line with one byte another.
    for end in 0..LOG.len() {
        let _read = read(&LOG[..end]);
    }
    let line = "[02/29/2024 23:59:58, TID 1a] Entering SQL Writer OnThaw.";
    for (index, _) in line.char_indices() {
        for other in ["", "\0", "9", "]", "\u{20ac}", "\u{7f}", "\u{10ffff}", "+", " "] {
            let changed = format!("{}{other}{}", &line[..index], &line[index + 1..]);
            if let Err(errors) = read(&changed) {
                assert!(errors.iter().all(|error| error.place.is_some()), "{changed:?}");
            }
        }
    }
}

#[test]
fn a_text_that_is_no_log_is_not_told_line_by_line_without_end() {
    let errors = read(&"no line of a log\n".repeat(10_000)).unwrap_err();
    assert_eq!(errors.len(), MOST_ERRORS + 1);
    assert_eq!(errors.last().unwrap().message, "the rest of the log is not read");
}

//! What no table knows is kept, in its order, and reported with its place.

use vss_sim::documents::{BackupComponents, ReadOptions, WarningKind, WriterMetadata};

use crate::support::{backup, fixture, writer};

/// The fixture with something unknown in many places.
fn littered() -> String {
    let sample = fixture("mail-file-groups.xml");
    sample
        .text()
        .replace(r#"backupSchema="16""#, r#"backupSchema="16" zeta="1" xmlns:dt="urn:x" alpha="&amp;""#)
        .replace("<IDENTIFICATION", "<BEFORE/><IDENTIFICATION")
        .replace(
            "<BACKUP_LOCATIONS>",
            r#"<BETWEEN a="1"><X>free &amp; <Y/> text</X></BETWEEN><BACKUP_LOCATIONS added="yes">"#,
        )
        .replace("<EXCLUDE_FILES_FROM", r#"<ODD b="" a="&quot;"/><EXCLUDE_FILES_FROM"#)
        .replace(r#"recursive="no"/>"#, r#"recursive="no" colour="blue"><INSIDE/></EXCLUDE_FILES>"#)
        .replace("</FILE_GROUP>", "<LAST/></FILE_GROUP>")
}

#[test]
fn everything_unknown_survives() {
    let text = littered();
    let read = writer(&text);
    assert_eq!(read.value.write(), text);
    let count = |kind| read.warnings.iter().filter(|w| w.kind == kind).count();
    assert_eq!(count(WarningKind::UnknownAttribute), 5);
    assert_eq!(count(WarningKind::UnknownElement), 6);
    assert_eq!(read.warnings.len(), 11);
    for warning in &read.warnings {
        let there = &text[warning.place.offset..];
        let name = there.strip_prefix('<').unwrap_or(there);
        assert!(name.starts_with(warning.found.as_str()), "{warning}");
        assert!(warning.to_string().contains(warning.found.as_str()));
    }
    let outline = read.value.outline();
    assert_eq!(outline.children[3].children[0].text, "free &amp;  text");
    assert_eq!(outline.attributes.last().map(|(n, v)| (n.as_str(), v.as_str())), Some(("alpha", "&")));
}

#[test]
fn unknown_attributes_print_after_the_known() {
    let text = littered().replace(r#"<EXCLUDE_FILES path=""#, r#"<EXCLUDE_FILES odd="1" path=""#);
    let printed = writer(&text).value.write();
    assert!(printed.contains(r#"recursive="yes" odd="1"/>"#), "{printed}");
    assert_eq!(writer(&printed).value.write(), printed);
}

#[test]
fn known_attributes_print_in_their_order() {
    let sample = fixture("ledger-and-mail.xml");
    let text = sample.text();
    let shuffled = text.replace(
        r#"version="1.2" bootableSystemStateBackup="no" selectComponents="yes""#,
        r#"selectComponents='yes' version='1.2' bootableSystemStateBackup = "no""#,
    );
    assert_ne!(shuffled, text);
    assert_eq!(backup(&shuffled).value.write(), text);
}

#[test]
fn chosen_names_are_read_in_any_case() {
    let sample = fixture("ledger-database.xml");
    let text = sample.text();
    let varied = text
        .replace("<ALTERNATE_LOCATION_MAPPING", "<Alternate_Location_Mapping")
        .replace("<DEPENDENCY", "<component_dependency")
        .replace("service=", "ServiceName=")
        .replace("STOP_RESTORE_START", "stop_restore_start");
    let read = writer(&varied);
    assert_eq!(read.value.write(), text);
    let kinds: Vec<WarningKind> = read.warnings.iter().map(|w| w.kind).collect();
    assert_eq!(kinds, [WarningKind::Variant; 4]);
    // A proven name has one spelling.
    let other = text.replace("<EXCLUDE_FILES", "<Exclude_Files");
    let read = writer(&other);
    assert_eq!((read.warnings.len(), read.value.excludes().len()), (1, 0));
    assert_eq!(read.value.write(), other);
}

#[test]
fn numbers_are_normalised() {
    let sample = fixture("mail-file-groups.xml");
    let text = sample.text();
    let padded = text.replacen(r#""3855""#, r#""0003855""#, 1).replacen(r#""16""#, r#""00000000000016""#, 1);
    assert_eq!(writer(&padded).value.write(), text);
}

#[test]
fn comments_and_instructions_are_dropped() {
    let sample = fixture("mail-file-groups.xml");
    let text = sample.text();
    let noisy = text.replace("><", "><!-- a > b --><?do it?>\n\t<");
    let noisy =
        format!("<?xml version=\"1.0\" encoding='utf-8' standalone=\"yes\"?><!---->{noisy}<!-- end -->\r\n");
    let read = writer(&noisy);
    assert_eq!((read.value.write().as_str(), read.warnings.len()), (text, 0));
}

#[test]
fn every_encoding() {
    let sample = fixture("operating-files.xml");
    let wanted = writer(sample.text()).value;
    let units: Vec<u16> = sample.text().encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
    for bytes in [
        marked(b"\xEF\xBB\xBF", &sample.bytes),
        marked(b"\xFF\xFE", &little),
        marked(b"\xFE\xFF", &big),
        little,
        big,
    ] {
        assert_eq!(WriterMetadata::read(&bytes, &ReadOptions::default()).unwrap().value, wanted);
    }
    let declared = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", sample.text());
    let read = WriterMetadata::read(declared.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((read.value, read.warnings[0].kind), (wanted, WarningKind::Encoding));
    assert_eq!(writer(&declared).warnings, []);
}

#[test]
fn redaction_hides_values_and_nothing_else() {
    let sample = fixture("ledger-and-mail.xml");
    let document = backup(sample.text()).value;
    let hidden = document.write_redacted(&["instanceId", "backupStamp", "metadata"]);
    assert_eq!(hidden.matches(r#"instanceId="[instanceId]""#).count(), 2);
    assert_eq!(hidden.matches(r#"metadata="[metadata]""#).count(), 3);
    assert!(
        hidden.contains(r#"backupStamp="[backupStamp]""#) && hidden.contains("previousBackupStamp=\"2025")
    );
    assert_eq!(document.write_redacted(&[]), sample.text());
    assert!(BackupComponents::read_str(&hidden, &ReadOptions::default()).is_err());
}

//! After one edit, that value's bytes differ and no other. Where the value lies is found by another XML reader.

use roxmltree::Node;
use vss_sim::documents::{BackupComponents, Document, WriterMetadata};
use vss_sim::vocabulary::{ComponentFlags, Guid};

use crate::support::{Sample, corpus, difference, fixture};

/// Where the value of an attribute of the nth element of a name lies, by roxmltree.
fn value_span(text: &str, element: &str, nth: usize, attribute: &str) -> Option<std::ops::Range<usize>> {
    let tree = roxmltree::Document::parse(text).expect("it is XML");
    let named = |n: &Node<'_, '_>| n.tag_name().name() == element;
    let node = tree.descendants().filter(named).nth(nth)?;
    let found = node.attributes().find(|a| a.name() == attribute);
    found.map(|a| a.range_value())
}

/// Checks that only the value of that attribute changed, and to `value`.
fn only(before: &str, after: &str, element: &str, attribute: &str, value: &str) {
    let span = value_span(before, element, 0, attribute).expect("there is such a value");
    let wanted = format!("{}{value}{}", &before[..span.start], &before[span.end..]);
    let (start, end, _) = difference(before, after);
    assert!(after == wanted, "{element}@{attribute}: {start}..{end} differs instead of {span:?}");
    assert_ne!(before, after);
}

fn edit_writer(text: &str, document: &WriterMetadata) -> usize {
    let mut edits = 0;
    let mut check = |edit: &dyn Fn(&mut WriterMetadata), element: &str, attribute: &str, value: &str| {
        if value_span(text, element, 0, attribute).is_some() {
            let mut edited = document.clone();
            edit(&mut edited);
            only(text, &edited.write(), element, attribute, value);
            edits += 1;
        }
    };
    check(
        &|d| d.identification.friendly_name = "A \"B\" & <C>".into(),
        "IDENTIFICATION",
        "friendlyName",
        "A &quot;B&quot; &amp; &lt;C&gt;",
    );
    check(
        &|d| d.identification.instance_id = Guid(7).into(),
        "IDENTIFICATION",
        "instanceId",
        &Guid(7).to_string(),
    );
    check(
        &|d| {
            let restore = d.restore_element_mut().expect("it is there");
            restore.reboot_required = !restore.reboot_required;
        },
        "RESTORE_METHOD",
        "rebootRequired",
        if document.restore_method().is_ok_and(|m| m.reboot_required) { "no" } else { "yes" },
    );
    check(
        &|d| d.exclude_file_mut(0).expect("it is there").filespec = "*.edited".into(),
        "EXCLUDE_FILES",
        "filespec",
        "*.edited",
    );
    let Ok(component) = document.component(0) else { return edits };
    let element = if component.component_info().databases > 0 { "DATABASE" } else { "FILE_GROUP" };
    check(
        &|d| d.component_mut(0).expect("it is there").caption = Some("Line one\r\n\tline two".into()),
        element,
        "caption",
        "Line one\r\n\tline two",
    );
    check(
        &|d| {
            let component = d.component_mut(0).expect("it is there");
            component.selectable = !component.selectable;
        },
        element,
        "selectable",
        if component.selectable { "no" } else { "yes" },
    );
    check(
        &|d| d.component_mut(0).expect("it is there").flags = Some(ComponentFlags(7)),
        element,
        "componentFlags",
        "7",
    );
    if component.file(0).is_ok() {
        check(
            &|d| {
                let component = d.component_mut(0).expect("it is there");
                component.file_mut(0).expect("it is there").path = r"Z:\Größe".into();
            },
            "FILE_LIST",
            "path",
            r"Z:\Größe",
        );
    }
    edits
}

fn edit_backup(text: &str, document: &BackupComponents) -> usize {
    let mut edited = document.clone();
    edited.set_snapshot_set_id(Some(Guid(1)));
    only(text, &edited.write(), "BACKUP_COMPONENTS", "snapshotSetId", &Guid(1).to_string());

    let mut edited = document.clone();
    let instance = document.writers()[0].writer_info().0;
    let component = edited.writer_mut(instance).expect("it is there").component_mut(0).expect("it is there");
    component.set_backup_stamp(Some("now\r\n\"")).expect("it is a text");
    let after = edited.write();
    match value_span(text, "COMPONENT", 0, "backupStamp") {
        Some(_) => only(text, &after, "COMPONENT", "backupStamp", "now\r\n&quot;"),
        None => {
            let at = value_span(text, "COMPONENT", 0, "componentType").expect("it is there").end + 1;
            let wanted = format!("{} backupStamp=\"now\r\n&quot;\"{}", &text[..at], &text[at..]);
            assert_eq!(after, wanted);
        }
    }
    2
}

fn edit(sample: &Sample) {
    let read = sample.read().value;
    let text = read.write();
    let edits = match &read {
        Document::WriterMetadata(document) => edit_writer(&text, document),
        Document::BackupComponents(document) => edit_backup(&text, document),
    };
    assert!(edits >= 2, "{}: only {edits} edits", sample.name);
}

#[test]
fn one_edit_changes_one_value_of_what_vss_wrote() {
    let Some(corpus) = corpus() else { return };
    corpus.written_by_vss.iter().for_each(edit);
}

#[test]
fn one_edit_changes_one_value_of_our_own() {
    for name in ["ledger-database.xml", "operating-files.xml", "mail-file-groups.xml", "ledger-and-mail.xml"]
    {
        edit(&fixture(name));
    }
}

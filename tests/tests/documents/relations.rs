//! How our own documents go together: dependencies, instances of a class, names, and backups of their writers.

use std::collections::BTreeSet;

use vss_sim::documents::{BackupComponents, Spelled, WmComponent, WmDependency, WriterMetadata};
use vss_sim::vocabulary::BackupType;

use crate::fixtures::read;
use crate::shapes::{find, full, path};
use crate::support::{backup, fixture};

pub fn dependencies(document: &WriterMetadata) -> Vec<&WmDependency> {
    document.components().iter().flat_map(WmComponent::dependencies).collect()
}

/// Whether the document has the component that is depended on.
pub fn satisfies(document: &WriterMetadata, dependency: &WmDependency) -> bool {
    let on = dependency.logical_path.as_deref().unwrap_or_default();
    let named = |c: &WmComponent| path(c) == on && c.name == dependency.component_name;
    document.writer_id() == dependency.writer_id.value() && document.components().iter().any(named)
}

#[test]
fn a_chain_of_dependencies_and_a_cycle() {
    let [shop, ledger, vault, mail] =
        ["web-shop.xml", "ledger-database.xml", "key-vault.xml", "mail-file-groups.xml"].map(read);
    let of_shop = dependencies(&shop);
    assert!(satisfies(&ledger, of_shop[0]) && satisfies(&vault, of_shop[1]) && satisfies(&mail, of_shop[2]));
    assert!(satisfies(&vault, dependencies(&ledger)[0]));
    assert!(dependencies(&vault).is_empty());
    let links = find(&shop, r"Shop\links");
    assert_eq!((links.file_sets().count(), links.dependencies().len()), (0, 2));

    let [calendar, cards] = ["calendar-rooms.xml", "contact-cards.xml"].map(read);
    assert!(satisfies(&cards, dependencies(&calendar)[0]) && satisfies(&calendar, dependencies(&cards)[0]));
}

#[test]
fn dependencies_on_other_computers() {
    let document = read("branch-office.xml");
    let on = |d: &WmDependency| (d.logical_path.clone().map(|p| p.to_string()), d.component_name.to_string());
    let wanted = [
        (Some(r"\\HQ-STORE-01\Ledger\Primary"), "accounts"),
        (Some(r"\\192.0.2.17\Keys"), "vault"),
        (Some(r"\\hq-store-02.branch.example\"), "warehouse"),
        (None, r"\\HQ-STORE-03\vouchers"),
        (Some(r"\Keys"), "escrow"),
    ];
    let wanted = wanted.map(|(path, name)| (path.map(str::to_owned), name.to_owned()));
    assert!(dependencies(&document).into_iter().map(on).eq(wanted));
}

#[test]
fn two_instances_have_the_same_components() {
    let [east, west] = ["tenants-east.xml", "tenants-west.xml"].map(read);
    assert_eq!(east.writer_id(), west.writer_id());
    assert_ne!(east.instance_id(), west.instance_id());
    assert_ne!(east.identity_ex().unwrap().instance_name, west.identity_ex().unwrap().instance_name);
    let names = |document: &WriterMetadata| document.components().iter().map(full).collect::<Vec<_>>();
    assert_eq!(names(&east), names(&west));
}

#[test]
fn names_that_are_hard_to_tell_apart() {
    let document = read("awkward-names.xml");
    let names: Vec<String> = document.components().iter().map(full).collect();
    let different: BTreeSet<&String> = names.iter().collect();
    let folded: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!((different.len(), names.len(), folded.len()), (26, 26, 23));
    for orphan in [r"Ghost\Orphan", r"Ghost\Deep\Deeper\Orphan", r"LogsOld\Today"] {
        assert!(!names.contains(&path(find(&document, orphan)).to_owned()), "{orphan}");
    }
    for prefix in ["Log", "Logs", "Log.1"] {
        assert!(names.contains(&prefix.to_owned()) && names.contains(&format!(r"{prefix}\Today")));
    }
}

#[test]
fn logical_paths_that_the_pages_do_not_foresee() {
    let document = read("malformed-paths.xml");
    let paths: BTreeSet<Option<&str>> =
        document.components().iter().map(|c| c.logical_path.as_deref()).collect();
    for wanted in [
        None,
        Some(""),
        Some(r"\"),
        Some(r"\\"),
        Some(r"\Root"),
        Some(r"Root\"),
        Some(r"Root\\Gap"),
        Some(r"\\Root"),
    ] {
        assert!(paths.contains(&wanted), "{wanted:?}");
    }
    // One is a name, the other a path and a name.
    let hidden = document.components().iter().filter(|c| full(c) == r"Root\Hidden");
    assert_eq!(hidden.map(path).collect::<Vec<_>>(), ["", "Root"]);
}

fn read_backup(name: &str) -> BackupComponents {
    let read = backup(fixture(name).text());
    assert_eq!(read.warnings, []);
    read.value
}

/// Every component of the backup is in the document of its writer; the names of those that are.
fn explicit(document: &BackupComponents, writers: &[WriterMetadata]) -> Vec<String> {
    let mut names = Vec::new();
    for part in document.writers() {
        let (instance, class) = part.writer_info();
        let writer = writers.iter().find(|w| w.instance_id() == instance && w.writer_id() == class);
        let writer = writer.unwrap_or_else(|| panic!("no writer {instance}"));
        for component in part.components() {
            let path = component.logical_path().map_or("", |path| path.as_str());
            let of =
                |c: &&WmComponent| crate::shapes::path(c) == path && c.name == *component.component_name();
            let found = writer.components().iter().find(of).expect("the writer has the component");
            assert_eq!(Ok(found.component_type()), component.component_type());
            names.push(full(found));
        }
    }
    names
}

#[test]
fn backups_of_these_writers() {
    let document = read_backup("my-writer-full.xml");
    let names = explicit(&document, &[read("my-writer.xml")]);
    assert_eq!(names, ["Executables", r"Executables\ConfigFiles", "LicenseInfo", "Security", "writerData"]);
    let succeeded = document.writers()[0].components().iter().map(|c| c.backup_succeeded().unwrap());
    assert!(succeeded.eq([true, true, true, true, false]));

    let document = read_backup("orders-and-tenants-incremental.xml");
    let writers = ["orders-database.xml", "tenants-east.xml", "tenants-west.xml", "key-vault.xml"].map(read);
    assert_eq!(explicit(&document, &writers).len(), 9);
    assert_eq!(document.backup_type.as_ref().and_then(Spelled::known), Some(BackupType::VSS_BT_INCREMENTAL));
    let orders = document.writers()[0].component(1).unwrap();
    assert_eq!((orders.partial_file_count(), orders.differenced_files_count()), (1, 1));
    for component in document.writers()[0].components() {
        assert!(component.backup_stamp().unwrap() > component.previous_backup_stamp().unwrap());
    }
}

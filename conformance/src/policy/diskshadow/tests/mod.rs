//! What the policy chooses and says, over documents made for it.

mod choosing;
mod logs;
mod verifying;

use std::collections::BTreeSet;
use std::sync::Arc;

use vss_sim::api::VolumeId;
use vss_sim::components::ComponentForest;
use vss_sim::documents::{Document, ReadOptions};
use vss_sim::machines::{Machine, Shared, Volume};
use vss_sim::vocabulary::{Environment, Guid, WinPath};

use super::choice::{Choice, Surroundings, choose};
use super::lookups::Volumes;
use super::named::Named;
use super::report::{included, left_out};

/// A component of a made document.
#[derive(Debug, Clone)]
struct Made {
    /// Logical path, backslash, name.
    path: String,
    selectable: bool,
    /// Where its files are.
    files: Vec<String>,
}

/// A component with files on C.
fn on_c(path: &str) -> Made {
    Made { path: path.to_owned(), selectable: true, files: vec![r"C:\Data".to_owned()] }
}

/// A component with files on E, which is in no set of these tests.
fn on_e(path: &str) -> Made {
    Made { files: vec![r"E:\Data".to_owned()], ..on_c(path) }
}

fn nonselectable(made: Made) -> Made {
    Made { selectable: false, ..made }
}

fn writer(number: u128, name: &str, components: &[Made]) -> ComponentForest {
    let made: String = components.iter().map(component).collect();
    let text = format!(
        r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2"><IDENTIFICATION writerId="{}"
        instanceId="{}" friendlyName="{name}" usage="USER_DATA" dataSource="OTHER"/>
        <BACKUP_LOCATIONS>{made}</BACKUP_LOCATIONS></WRITER_METADATA>"#,
        Guid(number),
        Guid(number + 1000),
    );
    let Document::WriterMetadata(document) =
        Document::read(text.as_bytes(), &ReadOptions::default()).unwrap().value
    else {
        panic!("{text}")
    };
    ComponentForest::new(Arc::new(*document))
}

fn component(made: &Made) -> String {
    let (path, name) = made.path.rsplit_once('\\').unwrap_or(("", &made.path));
    let files = made.files.iter();
    let files: String =
        files.map(|path| format!(r#"<FILE_LIST path="{path}" filespec="*" recursive="yes"/>"#)).collect();
    let selectable = if made.selectable { "yes" } else { "no" };
    let place = if path.is_empty() { String::new() } else { format!(r#"logicalPath="{path}""#) };
    format!(
        r#"<FILE_GROUP {place} componentName="{name}" restoreMetadata="no" notifyOnBackupComplete="no"
        selectable="{selectable}">{files}</FILE_GROUP>"#
    )
}

/// The volume that is mounted nowhere.
const NAMELESS: &str = r"\\?\Volume{00000000-0000-0000-0000-000000000003}\";

/// A machine with the volumes C and E, and one that is mounted nowhere.
fn volumes() -> Volumes {
    let mut machine = Machine::default();
    for (number, name) in [(1, r"C:\"), (2, r"E:\"), (3, NAMELESS)] {
        let volume = Volume::new(Guid(number.into()), vec![WinPath::parse(name).unwrap()]);
        machine.volumes.insert(VolumeId(number), Shared::new(volume));
    }
    Volumes::of(&machine)
}

/// What is chosen where these volumes are in the set.
fn chosen(forests: &[ComponentForest], set: &[&str], exclusions: &[Named]) -> Choice {
    let volumes = volumes();
    let set: BTreeSet<Guid> = set.iter().map(|name| volumes.meant(name).unwrap()).collect();
    let environment = Environment::usual();
    choose(forests, Surroundings { environment: &environment, volumes: &volumes, set: &set }, exclusions)
}

/// All that is said of a choice.
fn said(forests: &[ComponentForest], choice: &Choice, exclusions: &[Named]) -> Vec<String> {
    let mut lines = left_out(forests, choice, exclusions);
    lines.extend(included(forests, choice));
    lines
}

#[test]
fn a_volume_is_shown_by_its_shortest_name_and_given_by_any_folder_on_it() {
    let mut machine = Machine::default();
    let names = [r"D:\", r"C:\Long\Mount\", r"C:\M\"].map(|name| WinPath::parse(name).unwrap());
    let [d, long, short] = names;
    let c = Volume::new(Guid(1), vec![WinPath::parse(r"C:\").unwrap()]);
    machine.volumes.insert(VolumeId(1), Shared::new(c));
    machine.volumes.insert(VolumeId(2), Shared::new(Volume::new(Guid(2), vec![long, short])));
    machine.volumes.insert(VolumeId(3), Shared::new(Volume::new(Guid(3), vec![d])));
    let volumes = Volumes::of(&machine);
    assert_eq!(volumes.shown(Guid(2)).as_str(), r"C:\M\");
    assert_eq!(volumes.given(r"C:\Long\Mount\deep").as_str(), r"C:\M\");
    assert_eq!(volumes.given("d:").as_str(), r"D:\");
    assert_eq!(volumes.given("x:").as_str(), r"x:\", "the call is to refuse it");
    assert_eq!(volumes.meant("not|a|path"), None);
    let volumes = self::volumes();
    assert_eq!((volumes.shown(Guid(3)).as_str(), volumes.given(NAMELESS).as_str()), ("", NAMELESS));
}

//! A requester that copies a backup set: which files the components of its backup name, where each is read from, and
//! what then lies on its medium.
//!
//! Pages: `generating-a-backup-set`, `overview-of-actual-backup-of-files`,
//! `requestor-role-in-backing-up-complex-stores`, `working-with-partial-files`. Readings: outside component mode the
//! documents name no file, so that only what the requester chooses by itself is copied; a file set whose volume is in
//! no shadow copy is read from its volume.

mod instructions;
mod planned;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vss_sim::api::{ProcessId, RequesterId};
use vss_sim::components::{FilesNotToBackup, Ranges, ranges_file, read_ranges};
use vss_sim::documents::WriterMetadata;
use vss_sim::machines::{Content, Machine, Node};
use vss_sim::vocabulary::{BackupType, Environment, WinPath};
use vss_sim::world::{FileAction, Outcome, ReadingSet, World};

use crate::backend::{Driver, Sink};

/// What a requester has copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Medium {
    /// The files by their default paths, by which they are restored (rule ALT-006).
    pub files: BTreeMap<WinPath, Kept>,
    /// The folders of recursive file sets that hold none of these files, by their default paths.
    pub folders: BTreeSet<WinPath>,
    /// The files that had to be there and are not, or could not be read, with the reason; a backup without them has
    /// failed (rule BSET-013).
    pub missing: Vec<(String, String)>,
    /// The Writer Metadata Documents of the backup, which a requester keeps with what it copied.
    pub documents: Vec<Arc<WriterMetadata>>,
    /// The type of the backup.
    pub backup_type: BackupType,
    /// When the files were copied, as a `FILETIME`.
    pub taken: i64,
    /// The questions that the pages leave open and that it depended on.
    pub readings: ReadingSet,
}

/// A file on a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its bytes; of a partial file those of its ranges, one after the other.
    pub content: Content,
    /// When it was last modified, as a `FILETIME`.
    pub modified: i64,
    /// For a partial file the ranges of it that are kept.
    pub ranges: Option<Ranges>,
}

impl Kept {
    /// The bytes of a range of the file; none where the medium does not hold all of them.
    #[must_use]
    pub fn bytes(&self, offset: u64, length: u64) -> Option<Content> {
        let Some(ranges) = &self.ranges else {
            return Some(self.content.part(offset, length)).filter(|part| part.size() == length);
        };
        let mut before = 0_u64;
        for (start, kept) in ranges {
            let into = offset.checked_sub(*start).filter(|into| *into < *kept || length == 0);
            if let Some(into) = into {
                let part = self.content.part(before.saturating_add(into), length.min(*kept - into));
                return Some(part).filter(|part| part.size() == length);
            }
            before = before.saturating_add(*kept);
        }
        None
    }
}

/// How a requester copies.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The environment in which paths are expanded.
    pub environment: &'a Environment,
    /// What the registry excludes from backups.
    pub not_to_backup: &'a FilesNotToBackup,
    /// Whether everything is read from the volumes, also what has to be read from a shadow copy: what a requester that
    /// is wrong does.
    pub from_volumes: bool,
    /// Files and directories that the requester copies by its own choice, whatever writers say of them.
    pub paths: &'a [WinPath],
    /// The requester's own record of the backups before this one, in their order: their types, and when each was taken.
    pub history: &'a [(BackupType, i64)],
}

/// A file to copy.
#[derive(Debug, Clone)]
struct Planned {
    /// Its default path.
    default: WinPath,
    /// Where it is read from.
    source: WinPath,
    /// The ranges that are copied; all of it if none.
    ranges: Option<Ranges>,
}

/// Copies what a requester's backup holds, file by file.
pub fn copy<S: Sink>(
    driver: &mut Driver<S>,
    process: ProcessId,
    requester: RequesterId,
    manner: Manner<'_>,
) -> Medium {
    let world = driver.world();
    let mut medium = Medium { taken: world.now.file_time(), ..Medium::default() };
    if let Some(session) = world.requester(requester).and_then(|(_, held)| held.session()) {
        medium.backup_type = planned::type_of(session);
        let writers = session.gathered.writers();
        let held = writers.iter().flat_map(|writers| writers.iter());
        medium.documents = held.map(|held| Arc::clone(&held.document)).collect();
    }
    let planned = planned::planned(world, requester, manner, &mut medium);
    for Planned { default, source, ranges } in planned {
        let outcome = driver.file(process, FileAction::Read { path: source.clone() });
        match kept(driver.world(), requester, &source, ranges, &outcome) {
            Ok(kept) => {
                medium.files.insert(default, kept);
            }
            Err(why) => medium.missing.push((default.to_string(), why)),
        }
    }
    medium
}

/// What was read.
fn kept(
    world: &World,
    requester: RequesterId,
    source: &WinPath,
    ranges: Option<Ranges>,
    outcome: &Outcome,
) -> Result<Kept, String> {
    let refused = match outcome {
        Outcome::Returned(result) if result.code.is_success() => None,
        Outcome::Returned(result) => Some(result.reason.text),
        Outcome::Moot(reason) => Some(reason.text),
        Outcome::Pending | Outcome::Done => Some("it was not read"),
    };
    if let Some(why) = refused {
        return Err(why.to_owned());
    }
    let machine = machine_of(world, requester).ok_or("the machine is gone")?;
    let place = machine.file_place(source).map_err(|fault| fault.to_string())?;
    let Some(Node::File(file)) = machine.node_at(&place) else { return Err("it is no file".to_owned()) };
    let content = match &ranges {
        None => file.content.clone(),
        Some(ranges) => parts(&file.content, ranges).ok_or("a range lies behind its end")?,
    };
    Ok(Kept { content, modified: file.modified.0, ranges })
}

/// The bytes of some ranges, one after the other.
fn parts(content: &Content, ranges: &Ranges) -> Option<Content> {
    ranges.iter().try_fold(Content::default(), |all, (offset, length)| {
        let part = content.part(*offset, *length);
        (part.size() == *length).then(|| all.with(all.size(), &part))
    })
}

pub(super) fn machine_of(world: &World, requester: RequesterId) -> Option<&Machine> {
    let (machine, _) = world.requester(requester)?;
    world.machines.get(&machine).map(|machine| &**machine)
}

/// What the text begins with that stands for the bytes of a ranges file; the list of its ranges follows.
const RANGES_FILE: &str = "ranges ";

/// The size of the ranges file that a text stands for; none where it stands for no ranges file.
#[must_use]
pub fn size_of_ranges_file(text: &str) -> Option<u64> {
    let ranges = read_ranges(text.strip_prefix(RANGES_FILE)?).ok()?;
    u64::try_from(ranges_file(&ranges).len()).ok()
}

/// The ranges in a ranges file; none where the file is another one, or damaged.
pub(super) fn ranges_in(content: &Content) -> Option<Ranges> {
    let text = content.to_string();
    let ranges = read_ranges(text.strip_prefix(RANGES_FILE)?).ok()?;
    (size_of_ranges_file(&text) == Some(content.size())).then_some(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_medium_gives_the_bytes_that_it_holds() {
        let file = Content::whole("f", 100);
        let whole = Kept { content: file.clone(), modified: 0, ranges: None };
        assert_eq!(whole.bytes(90, 10), Some(file.part(90, 10)));
        assert_eq!(whole.bytes(90, 11), None);
        let ranges = vec![(10, 5), (40, 20)];
        let kept = parts(&file, &ranges).unwrap();
        assert_eq!(kept.to_string(), "f[10..15] f[40..60]");
        let partial = Kept { content: kept, modified: 0, ranges: Some(ranges) };
        for (offset, length) in [(10, 5), (12, 3), (40, 20), (59, 1)] {
            assert_eq!(partial.bytes(offset, length), Some(file.part(offset, length)), "{offset}:{length}");
        }
        for (offset, length) in [(9, 1), (10, 6), (15, 1), (59, 2), (60, 1)] {
            assert_eq!(partial.bytes(offset, length), None, "{offset}:{length}");
        }
        assert_eq!(parts(&file, &vec![(90, 11)]), None);
    }

    #[test]
    fn a_ranges_file_is_one_of_the_right_size() {
        let text = "ranges 64:448,0x400:65536";
        assert_eq!(size_of_ranges_file(text), Some(40));
        assert_eq!(ranges_in(&Content::whole(text, 40)), Some(vec![(64, 448), (0x400, 65536)]));
        for (other, size) in [(text, 39), ("64:448", 24), ("ranges", 8), ("ranges x", 8)] {
            assert_eq!(ranges_in(&Content::whole(other, size)), None, "{other} {size}");
        }
    }
}

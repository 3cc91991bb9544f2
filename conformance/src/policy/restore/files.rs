//! The files of one component set: which they are, and how each is written.

use std::cell::RefCell;
use std::collections::BTreeMap;

use vss_sim::api::{Parameter, RequesterId, Target, Value};
use vss_sim::components::{RestorePlace, ranges_file_of, read_ranges};
use vss_sim::machines::{Content, Node};
use vss_sim::vocabulary::{FileRestoreStatus, FileSet, RestoreMethod, RestoreTarget, WinPath};
use vss_sim::world::readings::DecidedTogether;
use vss_sim::world::{FileAction, Outcome, World};

use super::asked::{Asker, Directed, Entry, Mapping, Method};
use super::place::{Found, There, look, looked, place, why_nowhere};
use super::{Restored, identity, overlaid};
use crate::backend::Sink;
use crate::policy::backup_set::{Kept, Medium, machine_of};

/// The directory of a volume in which files wait for the restart.
const TEMPORARY: &str = "Restore";

/// The restore of one set.
pub(super) struct SetRestore<'a> {
    pub(super) requester: RequesterId,
    pub(super) entry: &'a Entry,
    pub(super) method: &'a Method,
    pub(super) service_stopped: bool,
    /// What was found for all files of the writer, where they are decided together; else none.
    pub(super) peers: &'a [Found<'a>],
    pub(super) temporary: Option<&'a WinPath>,
    /// The world before PreRestore.
    pub(super) before: Option<&'a World>,
    /// How many files are restored, or wait for the restart.
    pub(super) written: usize,
    pub(super) restored: &'a mut Restored,
    /// Whether files of the set were not restored at their original places.
    pub(super) elsewhere: bool,
    /// How many files had failed before this set.
    pub(super) failed_before: usize,
}

type File<'a> = (&'a WinPath, &'a Kept);

impl SetRestore<'_> {
    /// Restores them. Ranges files come first (rule PART-011); what is placed by its own instructions takes no part in
    /// the decision about the others (rule RST-025).
    pub(super) fn files<S: Sink>(
        &mut self,
        asker: &mut Asker<'_, S>,
        medium: &Medium,
        sets: &[(usize, FileSet)],
    ) -> Result<FileRestoreStatus, String> {
        let partial = |path: &WinPath| self.entry.partial.iter().any(|one| same(&one.path, path));
        let of_set = |path: &WinPath| partial(path) || sets.iter().any(|(_, set)| set.matches(path));
        let files: Vec<File<'_>> = medium.files.iter().filter(|(path, _)| of_set(path)).collect();
        self.ranges_files(asker, medium)?;
        let mut ordinary = Vec::new();
        for (path, kept) in files {
            let directed: Vec<&Directed> =
                self.entry.directed.iter().filter(|one| same(&one.source, path)).collect();
            let moved = self.entry.new_targets.iter().find(|one| one.files.matches(path));
            let is_directed = self.entry.target == RestoreTarget::VSS_RT_DIRECTED && !directed.is_empty();
            match (moved.and_then(|moved| below(&moved.files.path, path, &moved.to)), &kept.ranges) {
                // A new target lets every other place be disregarded (rule TGT-026).
                (Some(to), None) => {
                    self.did("new target");
                    self.write(asker, path, &to, kept.content.clone(), kept.modified);
                }
                (Some(to), Some(_)) => self.partial(asker, path, &to, kept),
                (None, _) if is_directed => self.directed(asker, path, kept, &directed),
                (None, Some(_)) => self.partial(asker, path, path, kept),
                (None, None) => ordinary.push((path, kept)),
            }
        }
        for group in self.decided_together(asker, ordinary, sets) {
            self.ordinary(asker, &group)?;
        }
        self.folders(asker, medium, sets);
        let failed = self.restored.failed.len() > self.failed_before;
        Ok(match (failed, self.written) {
            (false, _) => FileRestoreStatus::VSS_RS_ALL,
            (true, 0) => FileRestoreStatus::VSS_RS_NONE,
            (true, _) => FileRestoreStatus::VSS_RS_FAILED,
        })
    }

    /// Makes the folders of recursive file sets that hold no file of the medium, unless the files of the set went
    /// elsewhere or nowhere (a reading: the pages speak of restored file sets alone).
    fn folders<S: Sink>(&mut self, asker: &mut Asker<'_, S>, medium: &Medium, sets: &[(usize, FileSet)]) {
        if self.elsewhere {
            return;
        }
        let of_set =
            |folder: &WinPath| sets.iter().any(|(_, set)| set.recursive && folder.starts_with(&set.path));
        for folder in medium.folders.iter().filter(|folder| of_set(folder)) {
            let moved = self.entry.new_targets.iter().find_map(|one| below(&one.files.path, folder, &one.to));
            let path = moved.unwrap_or_else(|| folder.clone());
            if node(asker, self.requester, &path).is_some() {
                continue;
            }
            self.did("folder");
            let made = asker.driver.file(asker.process, FileAction::MakeDirectory { path });
            if let Err(why) = accepted(made) {
                self.fail(folder, &why);
            }
        }
    }

    fn did(&mut self, what: &str) {
        self.restored.done.push(what.to_owned());
    }

    /// The files as they are decided together: by default all of the set (C-071).
    fn decided_together<'f, S: Sink>(
        &mut self,
        asker: &Asker<'_, S>,
        files: Vec<File<'f>>,
        sets: &[(usize, FileSet)],
    ) -> Vec<Vec<File<'f>>> {
        let component = |(path, _): &File<'f>| {
            sets.iter().find(|(_, set)| set.matches(path)).map(|(component, _)| *component)
        };
        let mut parts: BTreeMap<Option<usize>, Vec<File<'f>>> = BTreeMap::new();
        for file in &files {
            parts.entry(component(file)).or_default().push(*file);
        }
        let singly = self.method.method == RestoreMethod::VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE;
        let matters = self.peers.is_empty() && (parts.len() > 1 || (singly && files.len() > 1));
        let readings = asker.driver.world().config.readings;
        let reading = matters.then(|| self.restored.readings.ask::<DecidedTogether>(&readings));
        match reading {
            None if files.is_empty() => Vec::new(),
            None | Some(DecidedTogether::ComponentSet | DecidedTogether::WholeWriter) => vec![files],
            Some(DecidedTogether::Component) => parts.into_values().collect(),
            Some(DecidedTogether::FileOrWriter) if singly => {
                files.into_iter().map(|file| vec![file]).collect()
            }
            Some(DecidedTogether::FileOrWriter) => vec![files],
        }
    }

    /// The files that are restored together, by the restore method and the restore target.
    fn ordinary<S: Sink>(&mut self, asker: &mut Asker<'_, S>, files: &[File<'_>]) -> Result<(), String> {
        let method = self.method;
        let mut found = Vec::new();
        for (path, _) in files {
            found.push(self::found(asker, self.requester, method, path, self.before));
        }
        let readings = asker.driver.world().config.readings;
        let target = self.entry.target;
        let asked = RefCell::new(self.restored.readings);
        let decided = place(
            method.method,
            target,
            if self.peers.is_empty() { &found } else { self.peers },
            self.service_stopped,
            &readings,
            &asked,
        );
        self.restored.readings = asked.into_inner();
        let at = decided.as_ref().map_or("nowhere", |place| match place {
            RestorePlace::Original => "at the original place",
            RestorePlace::Alternate => "at alternate locations",
            RestorePlace::Nowhere => "nowhere",
            RestorePlace::AtRestart => "at the restart",
        });
        let seen: Vec<String> = found.iter().map(|file| format!("{:?}", file.there)).collect();
        self.did(&format!("{} {target}, {}: {at}", method.method, seen.join(" ")));
        self.elsewhere |= decided != Ok(RestorePlace::Original);
        match decided {
            Ok(RestorePlace::Original) => {
                for ((path, kept), Found { there, .. }) in files.iter().zip(&found) {
                    if *there == There::Blocked {
                        self.fail(path, "it is in use, or no file stands there");
                    } else {
                        self.write(asker, path, path, kept.content.clone(), kept.modified);
                    }
                }
            }
            Ok(RestorePlace::Alternate) => {
                let mut used: Vec<&Mapping> = Vec::new();
                for ((path, kept), Found { mapped, .. }) in files.iter().zip(&found) {
                    let Some((mapping, to, _)) = mapped else { continue };
                    if self.write(asker, path, to, kept.content.clone(), kept.modified)
                        && !used.iter().any(|one| one.written == mapping.written)
                    {
                        used.push(mapping);
                    }
                }
                for mapping in used {
                    self.tell_mapping(asker, mapping)?;
                }
            }
            Ok(RestorePlace::AtRestart) => {
                for (path, kept) in files {
                    self.stage(asker, path, kept);
                }
            }
            Ok(RestorePlace::Nowhere) => {
                let why = why_nowhere(&found, self.service_stopped);
                files.iter().for_each(|(path, _)| self.fail(path, why));
            }
            Err(why) => files.iter().for_each(|(path, _)| self.fail(path, &why)),
        }
        Ok(())
    }

    fn fail(&mut self, path: &WinPath, why: &str) {
        self.restored.failed.push((path.to_string(), why.to_owned()));
    }

    /// Writes a file; says whether that succeeded.
    fn write<S: Sink>(
        &mut self,
        asker: &mut Asker<'_, S>,
        default: &WinPath,
        to: &WinPath,
        content: Content,
        modified: i64,
    ) -> bool {
        match written(asker, to, content, modified) {
            Ok(()) => {
                self.written += 1;
                true
            }
            Err(why) => {
                self.fail(default, &why);
                false
            }
        }
    }

    /// Puts a file where it waits for the restart, from where MoveFileEx moves it into place (rule RM-011).
    fn stage<S: Sink>(&mut self, asker: &mut Asker<'_, S>, path: &WinPath, kept: &Kept) {
        let Some(waiting) = self.waiting_place(asker, path) else {
            return self.fail(path, "there is no place for it to wait in");
        };
        if self.write(asker, path, &waiting, kept.content.clone(), kept.modified) {
            self.restored.delayed.push((waiting, path.clone()));
        }
    }

    /// A place that is free: in the temporary directory, under its own name, with a number before it if need be.
    fn waiting_place<S: Sink>(&self, asker: &Asker<'_, S>, path: &WinPath) -> Option<WinPath> {
        let root = std::iter::successors(Some(path.clone()), WinPath::parent).last()?;
        let directory = match self.temporary {
            Some(given) => given.clone(),
            None => root.join(TEMPORARY).ok()?,
        };
        let name = path.file_name()?;
        let free = |place: &WinPath| node(asker, self.requester, place).is_none();
        let plain = directory.join(name).ok();
        let numbered = (1..u32::MAX).filter_map(|number| directory.join(&format!("{number}-{name}")).ok());
        plain.into_iter().chain(numbered).find(free)
    }

    /// Writes the kept ranges into the file that is at the destination (rule PART-014).
    fn partial<S: Sink>(&mut self, asker: &mut Asker<'_, S>, path: &WinPath, to: &WinPath, kept: &Kept) {
        let ranges = kept.ranges.as_deref().unwrap_or_default();
        let parts: Option<Vec<(u64, Content)>> =
            ranges.iter().map(|(offset, length)| Some((*offset, kept.bytes(*offset, *length)?))).collect();
        let Some(parts) = parts else { return self.fail(path, "the medium lacks bytes of it") };
        let file = content(asker, self.requester, to);
        self.did(if file.is_some() { "ranges into what is there" } else { "ranges alone" });
        self.write(asker, path, to, overlaid(file, &parts), kept.modified);
    }

    /// Copies each source range to its destination range (rule TGT-016).
    fn directed<S: Sink>(
        &mut self,
        asker: &mut Asker<'_, S>,
        path: &WinPath,
        kept: &Kept,
        targets: &[&Directed],
    ) {
        for target in targets {
            let parts = match directed_parts(target, kept) {
                Ok(parts) => parts,
                Err(why) => {
                    self.fail(path, why);
                    continue;
                }
            };
            let file = content(asker, self.requester, &target.destination);
            self.did(if file.is_some() { "directed into what is there" } else { "directed into a new file" });
            self.write(asker, path, &target.destination, overlaid(file, &parts), kept.modified);
        }
    }

    /// Restores the ranges files of partial files; one that cannot be put in its place goes to another, which is told by
    /// SetRangesFilePath (rules PART-011, PART-012).
    fn ranges_files<S: Sink>(&mut self, asker: &mut Asker<'_, S>, medium: &Medium) -> Result<(), String> {
        for (index, partial) in (0_u32..).zip(&self.entry.partial) {
            let named = ranges_file_of(&partial.ranges).and_then(|named| WinPath::parse(named).ok());
            let Some((path, kept)) = named.and_then(|named| medium.files.get_key_value(&named)) else {
                continue;
            };
            if written(asker, path, kept.content.clone(), kept.modified).is_ok() {
                continue;
            }
            let Some(other) = self.waiting_place(asker, path) else {
                self.fail(path, "its place cannot be used");
                continue;
            };
            written(asker, &other, kept.content.clone(), kept.modified)?;
            self.did("a ranges file elsewhere");
            let mut arguments = identity(self.entry, "ct");
            arguments.push(("iPartialFile", index.show()));
            arguments.push(("wszRangesFile", Value::Text(other.as_str().into())));
            asker.call(Target::Backup(self.requester), "SetRangesFilePath", &arguments)?;
        }
        Ok(())
    }

    /// Tells that a mapping was used (rules RM-014, ALT-021).
    fn tell_mapping<S: Sink>(&self, asker: &mut Asker<'_, S>, mapping: &Mapping) -> Result<(), String> {
        let (path, filespec, recursive, to) = &mapping.written;
        let mut arguments = identity(self.entry, "componentType");
        arguments.extend([
            ("wszPath", Value::Text(path.clone())),
            ("wszFilespec", Value::Text(filespec.clone())),
            ("bRecursive", Value::Bool(*recursive)),
            ("wszDestination", Value::Text(to.clone())),
        ]);
        asker.call(Target::Backup(self.requester), "AddAlternativeLocationMapping", &arguments).map(|_| ())
    }
}

/// What is found for a file.
pub(super) fn found<'m, S: Sink>(
    asker: &mut Asker<'_, S>,
    requester: RequesterId,
    method: &'m Method,
    path: &WinPath,
    before: Option<&World>,
) -> Found<'m> {
    let there = look(asker.driver, asker.process, requester, path);
    let mapping = method.mappings.iter().find(|mapping| mapping.files.matches(path));
    let mapped = mapping.and_then(|mapping| Some((mapping, below(&mapping.files.path, path, &mapping.to)?)));
    let mapped = mapped.map(|(mapping, to)| {
        let there = look(asker.driver, asker.process, requester, &to);
        (mapping, to, there)
    });
    let earlier = before.zip(mapped.as_ref());
    let mapped_before = earlier.map(|(world, (_, to, _))| looked(world, asker.process, requester, to));
    Found { there, mapped, mapped_before }
}

/// The bytes of a directed target, with the offsets that they go to. The lists have to agree pair by pair (C-037).
fn directed_parts(target: &Directed, kept: &Kept) -> Result<Vec<(u64, Content)>, &'static str> {
    let lists = (read_ranges(&target.source_ranges), read_ranges(&target.destination_ranges));
    let (Ok(from), Ok(to)) = lists else { return Err("the ranges of its directed target cannot be read") };
    if from.len() != to.len() || from.iter().zip(&to).any(|((_, one), (_, other))| one != other) {
        return Err("the ranges of its directed target do not agree");
    }
    let part =
        |((offset, length), (at, _)): ((u64, u64), (u64, u64))| Some((at, kept.bytes(offset, length)?));
    let parts: Option<Vec<(u64, Content)>> = from.into_iter().zip(to).map(part).collect();
    parts.ok_or("the medium lacks bytes that its directed target names")
}

/// Restores what a medium holds at and below paths by ordinary means, whether or not a writer cares for it.
pub(super) fn by_ordinary_means<S: Sink>(
    asker: &mut Asker<'_, S>,
    medium: &Medium,
    paths: &[(WinPath, WinPath)],
    restored: &mut Restored,
) {
    for (path, kept) in &medium.files {
        let to = paths
            .iter()
            .find_map(|(from, to)| if same(from, path) { Some(to.clone()) } else { below(from, path, to) });
        let Some(to) = to else { continue };
        match written(asker, &to, kept.content.clone(), kept.modified) {
            Ok(()) => restored.done.push("by ordinary means".to_owned()),
            Err(why) => restored.failed.push((path.to_string(), why)),
        }
    }
}

fn written<S: Sink>(
    asker: &mut Asker<'_, S>,
    to: &WinPath,
    content: Content,
    modified: i64,
) -> Result<(), String> {
    let action = FileAction::Write { path: to.clone(), content, modified: Some(modified) };
    accepted(asker.driver.file(asker.process, action))
}

/// Whether something was done to a file; else why not.
fn accepted(outcome: Outcome) -> Result<(), String> {
    match outcome {
        Outcome::Returned(result) if result.code.is_success() => Ok(()),
        Outcome::Returned(result) => Err(result.reason.text.to_owned()),
        Outcome::Moot(reason) => Err(reason.text.to_owned()),
        Outcome::Pending | Outcome::Done => Err("writes to its volume are held".to_owned()),
    }
}

fn node<S: Sink>(asker: &Asker<'_, S>, requester: RequesterId, path: &WinPath) -> Option<Node> {
    let machine = machine_of(asker.driver.world(), requester)?;
    machine.node_at(&machine.file_place(path).ok()?).cloned()
}

/// The bytes of the file at a place, as a program reads them.
fn content<S: Sink>(asker: &Asker<'_, S>, requester: RequesterId, path: &WinPath) -> Option<Content> {
    match node(asker, requester, path)? {
        Node::File(file) => Some(file.content),
        Node::Directory(_) | Node::Reparse(_) => None,
    }
}

/// Whether two paths are the same, whatever the case.
fn same(one: &WinPath, other: &WinPath) -> bool {
    one.starts_with(other) && other.starts_with(one)
}

/// The place of a file below one directory, when it goes to another.
fn below(directory: &WinPath, file: &WinPath, to: &WinPath) -> Option<WinPath> {
    if !file.starts_with(directory) {
        return None;
    }
    let depth = directory.components().count();
    let rest: Vec<&str> = file.components().skip(depth).collect();
    if rest.is_empty() { None } else { to.join(&rest.join(r"\")).ok() }
}

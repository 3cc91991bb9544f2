//! What scenarios say of files: what volumes hold, what is done to files, and what is expected of them.

use vss_sim::machines::{Content, File, FileFault, FileTree, Modified, Node, ReparsePoint};
use vss_sim::vocabulary::{FoldedName, Hresult, WinPath};
use vss_sim::world::FileAction;

use crate::backend::NestedFile;
use crate::json::Spanned;
use crate::policy::backup_set;
use crate::source::Diagnostic;

use super::checker::{Checker, unknown};
use super::file_format::{BackUp, Contents, FileDone, VolumeFile};
use super::file_plan::{BackUpPlan, ContentsPlan, FileExpect, FilePlan, PathPlan};
use super::plan::{NestedPlan, ObjectRef};
use super::restores::requester;
use super::steps::Names;

/// The words for what can be done to a file.
pub(super) const ACTIONS: &[&str] =
    &["read", "write", "transact", "commit", "delete", "move", "make_directory", "open", "close"];

/// The word for what is held.
pub(super) const HELD: &str = "HELD";

/// The files that a volume holds.
pub(super) fn tree(checker: &mut Checker<'_>, files: &[Spanned<VolumeFile>]) -> FileTree {
    let mut tree = FileTree::new();
    for file in files {
        let Some(inside) = names(checker, &file.path) else { continue };
        let Some(node) = node(checker, file) else { continue };
        if tree.get(&inside).is_some() {
            checker.error(Diagnostic::error(&file.path, "the volume has a file of this path already"));
        } else if let Err(fault) = tree.put(&inside, node) {
            let error = Diagnostic::error(&file.path, "a file stands where a directory would have to");
            checker.error(error.found(fault.to_string()));
        }
    }
    tree
}

/// The names of a path below a volume's root.
fn names(checker: &mut Checker<'_>, path: &Spanned<String>) -> Option<Vec<FoldedName>> {
    let parsed = WinPath::parse(path).ok();
    let names = parsed.filter(|parsed| matches!(parsed.root(), vss_sim::vocabulary::PathRoot::Relative));
    let names: Vec<FoldedName> = names.iter().flat_map(|path| path.components().folded()).collect();
    let dotted = names.iter().any(|name| matches!(name.as_str(), "." | ".."));
    if names.is_empty() || dotted {
        let error = Diagnostic::error(path, "this is no path below a volume's root");
        checker.error(error.expected("names with backslashes between them, such as Data\\accounts.mdb"));
        return None;
    }
    Some(names)
}

fn node(checker: &mut Checker<'_>, file: &VolumeFile) -> Option<Node> {
    if let (Some(said), None) = (&file.for_compatibility, &file.leads_to) {
        let error = Diagnostic::error(said, "\"for_compatibility\" means something only for a reparse point");
        checker.error(error.expected("\"leads_to\" beside it"));
    }
    match (&file.content, &file.leads_to) {
        (Some(content), None) => {
            let content = content_of(content, file.size.as_ref());
            Some(Node::File(File { content, modified: Modified(file.modified.unwrap_or(0)) }))
        }
        (None, Some(target)) => path(checker, target).map(|target| {
            let for_compatibility = file.for_compatibility.as_ref().is_some_and(|said| said.value);
            Node::Reparse(ReparsePoint { target, for_compatibility })
        }),
        (None, None) => {
            if let Some(size) = &file.size {
                let error = Diagnostic::error(size, "a directory has no size");
                checker.error(error.expected("\"content\" beside it, for a file"));
            }
            Some(Node::Directory(FileTree::new()))
        }
        (Some(_), Some(target)) => {
            checker.error(Diagnostic::error(target, "what leads to another place has no content of its own"));
            None
        }
    }
}

fn content_of(label: &Spanned<String>, size: Option<&Spanned<u64>>) -> Content {
    let ranges_file = backup_set::size_of_ranges_file(label);
    let own = ranges_file.unwrap_or_else(|| u64::try_from(label.len()).unwrap_or(u64::MAX));
    Content::whole(label, size.map_or(own, |size| size.value))
}

/// An absolute path, or an error at its place.
pub(super) fn path(checker: &mut Checker<'_>, text: &Spanned<String>) -> Option<WinPath> {
    let parsed = WinPath::parse(text).ok().filter(|path| path.root().is_absolute() && !path.has_variables());
    if parsed.is_none() {
        let error = Diagnostic::error(text, "this is no absolute path").found(format!("{:?}", text.value));
        checker.error(error.expected("a path such as C:\\Data\\accounts.mdb"));
    }
    parsed
}

/// A path that can begin with a saved value.
pub(super) fn saved_path(
    checker: &mut Checker<'_>,
    names: &Names,
    text: &Spanned<String>,
) -> Option<PathPlan> {
    let Some(behind) = text.strip_prefix('@') else {
        return path(checker, text).map(PathPlan::Known);
    };
    let ends_name = |rest: &str| rest.is_empty() || rest.starts_with('\\');
    let fits = |name: &&String| behind.strip_prefix(name.as_str()).is_some_and(ends_name);
    let Some(name) = names.saved.iter().filter(fits).max_by_key(|name| name.len()) else {
        let known: Vec<&str> = names.saved.iter().map(String::as_str).collect();
        let word = behind.split('\\').next().unwrap_or_default();
        let error = Diagnostic::error(text, format!("nothing is called @{word}"));
        checker.error(error.expected("a value that an earlier step saved").did_you_mean(word, &known));
        return None;
    };
    Some(PathPlan::Below(name.clone(), behind.get(name.len()..).unwrap_or_default().to_owned()))
}

/// A step that does something to a file.
pub(super) fn step(
    checker: &mut Checker<'_>,
    names: &Names,
    given: &FileDone,
    by: Option<ObjectRef>,
) -> Option<FilePlan> {
    if let Some(on_copy) = &given.on_shadow_copy {
        let error = Diagnostic::error(on_copy, "\"on_shadow_copy\" means something only in a handler");
        checker.error(error.help("save m_pwszSnapshotDeviceObject, and begin the path with @ and its name"));
    }
    let path = saved_path(checker, names, &given.path)?;
    let to = match &given.to {
        Some(to) => Some(saved_path(checker, names, to)?),
        None => None,
    };
    // What is checked here needs no path: the one that stands in is replaced when the step is run.
    let stand_in = WinPath::parse("C:\\").ok()?;
    let action = action(checker, given, stand_in.clone(), to.as_ref().map(|_| stand_in))?;
    let expect = expect(checker, given);
    Some(FilePlan { action, path, to, by, expect, content: read_content(given), span: given.action.span })
}

/// What a handler does to a file.
pub(super) fn nested(
    checker: &mut Checker<'_>,
    handler: &str,
    given: &Spanned<FileDone>,
) -> Option<NestedFile> {
    if let Some(by) = &given.by {
        checker.error(Diagnostic::error(by, "what a handler does is done by its writer"));
    }
    if let Some(on_copy) = given.on_shadow_copy.as_ref().filter(|on_copy| on_copy.value)
        && handler != "OnPostSnapshot"
    {
        let error = Diagnostic::error(on_copy, "there is no shadow copy for this handler");
        checker.error(error.expected("\"on_shadow_copy\" in OnPostSnapshot alone"));
    }
    let from = path(checker, &given.path)?;
    let to = match &given.to {
        Some(to) => Some(path(checker, to)?),
        None => None,
    };
    let action = action(checker, given, from, to)?;
    let expect = expect(checker, given);
    let number = checker.nested.len();
    checker.nested.push(NestedPlan {
        what: format!("{} of {:?} in {handler}", given.action.value, given.path.value),
        expect: Hresult::S_OK,
        file: Some((expect, read_content(given))),
        optional: false,
        absent: false,
        returns: Vec::new(),
        span: given.span,
    });
    let on_shadow_copy = given.on_shadow_copy.as_ref().is_some_and(|on_copy| on_copy.value);
    Some(NestedFile { number, action, on_shadow_copy })
}

fn read_content(given: &FileDone) -> Option<String> {
    given.content.as_ref().filter(|_| given.action.value == "read").map(Spanned::to_string)
}

fn expect(checker: &mut Checker<'_>, given: &FileDone) -> FileExpect {
    let Some(text) = &given.expect else { return FileExpect::Done };
    if text.value == HELD {
        return FileExpect::Held;
    }
    let found = FileFault::TABLE.iter().find(|(_, name, _)| *name == text.value);
    match found {
        Some((fault, ..)) => FileExpect::Fails(*fault),
        None => {
            let words: Vec<&str> = FileFault::TABLE.iter().map(|(_, name, _)| *name).chain([HELD]).collect();
            checker.error(unknown(text, "end", "an error of Windows, or HELD", &words));
            FileExpect::Done
        }
    }
}

fn action(
    checker: &mut Checker<'_>,
    given: &FileDone,
    path: WinPath,
    to: Option<WinPath>,
) -> Option<FileAction> {
    let word = given.action.as_str();
    let fields = [
        ("to", given.to.as_ref().map(|field| field.span), &["move"][..]),
        ("content", given.content.as_ref().map(|field| field.span), &["write", "transact", "read"]),
        ("size", given.size.as_ref().map(|field| field.span), &["write", "transact"]),
        ("modified", given.modified.as_ref().map(|field| field.span), &["write"]),
    ];
    for (name, span, fitting) in fields {
        if let Some(span) = span.filter(|_| !fitting.contains(&word)) {
            let what = format!("{name:?} means something only for {}", fitting.join(" and "));
            checker.error(Diagnostic::error(span, what));
        }
    }
    Some(match word {
        "read" => FileAction::Read { path },
        "write" | "transact" => {
            let Some(content) = &given.content else {
                checker.error(
                    Diagnostic::error(&given.action, "what is written must be said").expected("\"content\""),
                );
                return None;
            };
            let content = content_of(content, given.size.as_ref());
            if word == "transact" {
                FileAction::Transact { path, content }
            } else {
                FileAction::Write { path, content, modified: given.modified.as_ref().map(|time| time.value) }
            }
        }
        "commit" => FileAction::Commit { path },
        "delete" => FileAction::Delete { path },
        "move" => {
            let Some(to) = to else {
                checker.error(
                    Diagnostic::error(&given.action, "it must be said where it is moved").expected("\"to\""),
                );
                return None;
            };
            FileAction::Move { from: path, to }
        }
        "make_directory" => FileAction::MakeDirectory { path },
        "open" => FileAction::Open { path },
        "close" => FileAction::Close { path },
        _ => {
            checker.error(unknown(&given.action, "action", "something that can be done to a file", ACTIONS));
            return None;
        }
    })
}

/// A step in which a requester copies the files of its backup.
pub(super) fn back_up(checker: &mut Checker<'_>, names: &mut Names, given: &BackUp) -> Option<BackUpPlan> {
    if !names.media.insert(given.into.to_string()) {
        checker.error(Diagnostic::error(&given.into, "an earlier step has written to this medium"));
    }
    let of = requester(checker, names, given.of.as_ref(), &given.into, "whose backup is copied")?;
    let paths = given.paths.iter().filter_map(|text| path(checker, text)).collect();
    Some(BackUpPlan {
        paths,
        of,
        into: given.into.to_string(),
        from_volumes: given.from_volumes.unwrap_or(false),
        missing: given.missing.iter().map(Spanned::to_string).collect(),
        span: given.into.span,
    })
}

/// What is expected of files.
pub(super) fn contents(checker: &mut Checker<'_>, names: &Names, given: &Contents) -> ContentsPlan {
    let mut plan = ContentsPlan::default();
    for (path, expected) in &given.holds {
        let expected_text = match &expected.value {
            serde_json::Value::Null => None,
            serde_json::Value::String(text) => Some(text.clone()),
            serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::Array(_)
            | serde_json::Value::Object(_) => {
                let error = Diagnostic::error(expected, "this is no content of a file");
                checker.error(error.expected("a text, or null where nothing is to be"));
                continue;
            }
        };
        if let Some(path) = saved_path(checker, names, path) {
            plan.holds.push((path, expected_text, expected.span));
        }
    }
    for (medium, files) in &given.media {
        if !names.media.contains(&medium.value) {
            let known: Vec<&str> = names.media.iter().map(String::as_str).collect();
            checker.error(unknown(medium, "medium", "a medium that an earlier step has written to", &known));
            continue;
        }
        let mut expected = std::collections::BTreeMap::new();
        for (text, content) in &files.value {
            if let Some(path) = path(checker, &Spanned::new(text.clone(), files.span)) {
                expected.insert(path, content.clone());
            }
        }
        plan.media.push((medium.to_string(), expected, files.span));
    }
    for pair in &given.same {
        let [first, second] = &pair.value;
        let (first, second) = (saved_path(checker, names, first), saved_path(checker, names, second));
        if let (Some(first), Some(second)) = (first, second) {
            plan.same.push((first, second, pair.span));
        }
    }
    plan
}

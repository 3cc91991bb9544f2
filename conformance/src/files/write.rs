//! Writing files whole or not at all.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::{Builder, NamedTempFile};

/// So many symbolic links are followed, as by most systems.
const MOST_LINKS: usize = 40;

/// Held while a file is being written beside the one that it is to replace.
static WRITING: Mutex<()> = Mutex::new(());

/// Whether somebody waits until no file is being written; then none is begun.
static WANTED: AtomicBool = AtomicBool::new(false);

/// So long is waited at most for a file that is being written: a disk that answers no more must keep nobody.
const PATIENCE: Duration = Duration::from_secs(2);

/// Does something while no file is being written, and none begins to be. This is for what ends the program.
pub fn while_nothing_is_written<R>(then: impl FnOnce() -> R) -> R {
    WANTED.store(true, Ordering::SeqCst);
    let _held = wait_for_writing();
    let result = then();
    WANTED.store(false, Ordering::SeqCst);
    result
}

/// The lock, once nobody waits for the end of all writing.
fn begin_writing() -> MutexGuard<'static, ()> {
    loop {
        let held = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        if !WANTED.load(Ordering::SeqCst) {
            return held;
        }
        drop(held);
        sleep(Duration::from_millis(1));
    }
}

/// The lock, or nothing where it could not be had in time.
fn wait_for_writing() -> Option<MutexGuard<'static, ()>> {
    let end = Instant::now() + PATIENCE;
    loop {
        match WRITING.try_lock() {
            Ok(held) => return Some(held),
            Err(TryLockError::Poisoned(held)) => return Some(held.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() < end => sleep(Duration::from_millis(1)),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

/// Writes a file: beside it first, then renamed, so that there is never a part of it. A file that is there keeps
/// its permissions, and a symbolic link stays one: its target is written. What is no regular file, such as a
/// device or a pipe, is written directly.
///
/// # Errors
/// When the file cannot be written; then it is as it was.
pub fn write_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = target_of(path)?;
    let permissions = match fs::metadata(&target) {
        Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if !there.is_file() => {
            return OpenOptions::new().write(true).open(&target)?.write_all(content);
        }
        Ok(there) => {
            // A file that may not be written is not to be replaced either.
            OpenOptions::new().write(true).open(&target)?;
            Some(there.permissions())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let _held = begin_writing();
    let beside = write_beside(&target, content)?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions)?;
    }
    beside.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file that is not there yet, whole or not at all.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when something of that name is there, even a link to nothing; else when the file
/// cannot be written.
pub fn write_new_file(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let _held = begin_writing();
    write_beside(path, content)?.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// A file beside another, with its content to be.
fn write_beside(target: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".vsscheck-");
    if let Some(usual) = usual_permissions() {
        builder.permissions(usual);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside = builder.tempfile_in(folder.unwrap_or(Path::new(".")));
    let mut beside = beside.map_err(|error| without_path(&error))?;
    beside.write_all(content).map_err(|error| without_path(&error))?;
    Ok(beside)
}

/// The error without the name of the file beside, which nobody asked for.
fn without_path(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// The file that a path leads to through symbolic links, which need not be there.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => {
                let folder = target.parent().unwrap_or(Path::new(""));
                target = folder.join(next);
            }
            // What is no link ends the way; what is wrong with it is told by the writing.
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// The permissions of a new file before the mask of the process; temporary files are otherwise made private.
#[cfg(unix)]
fn usual_permissions() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual_permissions() -> Option<Permissions> {
    None
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_made_and_replaced_and_nothing_is_left_beside() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        write_file(&file, b"one").unwrap();
        write_file(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["a"]);
        write_file(folder.path(), b"x").unwrap_err();
        write_file(&folder.path().join("missing/b"), b"x").unwrap_err();
        write_file(&file.join("b"), b"x").unwrap_err();
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn a_new_file_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        write_new_file(&file, b"one").unwrap();
        assert_eq!(write_new_file(&file, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(write_new_file(folder.path(), b"x").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        write_new_file(&folder.path().join("missing/b"), b"x").unwrap_err();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nothing", folder.path().join("link")).unwrap();
            let refused = write_new_file(&folder.path().join("link"), b"x").unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
            fs::remove_file(folder.path().join("link")).unwrap();
        }
        assert_eq!(
            (fs::read(&file).unwrap().as_slice(), names(folder.path())),
            (&b"one"[..], vec!["a".to_owned()])
        );
    }

    #[test]
    fn what_ends_the_program_finds_no_half_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, content) = (folder.path().join("a"), vec![7; 1 << 20]);
        let looked = AtomicUsize::new(0);
        let mut halves = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while looked.load(Ordering::Relaxed) < 200 {
                    write_file(&file, &content).unwrap();
                }
            });
            while looked.fetch_add(1, Ordering::Relaxed) < 200 {
                let found = while_nothing_is_written(|| names(folder.path())).into_iter();
                halves.extend(found.filter(|name| name != "a"));
                sleep(Duration::from_millis(1));
            }
        });
        assert!(halves.is_empty(), "{halves:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        let link = folder.path().join("link");
        symlink("file", &link).unwrap();
        write_file(&link, b"through a link to nothing yet").unwrap();
        assert!(fs::metadata(&file).unwrap().permissions().mode() & 0o400 != 0);
        fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
        write_file(&link, b"again").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"again");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names(folder.path()), ["file", "link"]);

        symlink("round", folder.path().join("round")).unwrap();
        write_file(&folder.path().join("round"), b"x").unwrap_err();
        write_file(Path::new("/dev/null"), b"x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}

//! Writing files whole or not at all.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

/// So many symbolic links are followed, as by most systems.
const MOST_LINKS: usize = 40;

/// Writes a file: beside it first, then renamed, so that there is never a part of it. A file that is there keeps
/// its permissions, and a symbolic link stays one: its target is written. What is no regular file, such as a
/// device or a pipe, is written directly.
///
/// # Errors
/// When the file cannot be written; then it is as it was.
pub fn write_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = target_of(path)?;
    let mut builder = Builder::new();
    builder.prefix(".vsscheck-");
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
    if let Some(usual) = usual_permissions() {
        builder.permissions(usual);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut beside = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    beside.write_all(content)?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions)?;
    }
    beside.persist(&target).map_err(|error| error.error)?;
    Ok(())
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

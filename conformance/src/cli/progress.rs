//! How far the work is, on a line at the end of a terminal that is taken away again.

use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::source::clean;

/// The line: how much is done, and what is being done.
const TEMPLATE: &str = "[{bar:24}] {pos}/{len} {wide_msg}";

/// Whether there is such a line.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal's last line tells how far the work is, so that a shell's prompt would stand behind it.
#[cfg(any(unix, windows))]
pub fn is_shown() -> bool {
    SHOWN.load(Ordering::Relaxed)
}

/// A line that tells how far the work is.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shows nothing yet; `total` is how much there is to do.
    pub fn new(target: ProgressDrawTarget, total: usize) -> Self {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(total), target);
        // The template is tested below; a wrong one would give the usual line.
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style.progress_chars("=> "));
        }
        SHOWN.store(true, Ordering::Relaxed);
        Self { bar }
    }

    /// Shows that so much is done, and what is being done.
    pub fn at(&self, done: usize, what: &str) {
        self.bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
        self.bar.set_message(clean(what));
        // Without this, what takes long may not be seen, as lines that follow each other fast are left out.
        self.bar.force_draw();
    }

    /// Writes something above the line.
    pub fn aside<R>(&self, write: impl FnOnce() -> R) -> R {
        self.bar.suspend(write)
    }

    /// Takes the line away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
        SHOWN.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_one() {
        ProgressStyle::with_template(TEMPLATE).unwrap();
    }
}

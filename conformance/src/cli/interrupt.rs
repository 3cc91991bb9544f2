//! What an interrupt does to the program: it ends it at once, as if nobody had caught it, but never between the
//! halves of a file that is being written.

#[cfg(unix)]
use super::progress;
#[cfg(unix)]
use crate::files::while_nothing_is_written;

/// Catches interrupts from now on. Where that is not possible, they do what they always do.
///
/// A program that an interrupt ends tells so by the signal, which shells show as 130 (128 and the signal's number), and
/// by which they know that a script is to end as well.
#[cfg(unix)]
pub fn catch() {
    use std::io::Write;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if progress::is_shown() {
                let _nobody_to_tell = writeln!(std::io::stderr());
            }
            while_nothing_is_written(|| {
                // It does not come back; if it did, the program would go on.
                let _ended = emulate_default_handler(signal);
            });
        }
    });
}

/// Nothing is caught here: the system ends the program, and may do so while a file is being written.
#[cfg(not(unix))]
pub fn catch() {}

//! What an interrupt does to the program: it ends it at once, as if nobody had caught it, but never between the
//! halves of a file that is being written.

#[cfg(any(unix, windows))]
use super::progress;
#[cfg(any(unix, windows))]
use crate::files::while_nothing_is_written;

/// Catches interrupts from now on. Where that is not possible, they do what they always do.
///
/// A program that an interrupt ends tells so by the signal, which shells show as 130 (128 and the signal's number), and
/// by which they know that a script is to end as well.
#[cfg(unix)]
pub fn catch() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            leave_the_line();
            while_nothing_is_written(|| {
                // It does not come back; if it did, the program would go on.
                let _ended = emulate_default_handler(signal);
            });
        }
    });
}

/// The code with which Windows ends a program that catches no interrupt: STATUS_CONTROL_C_EXIT.
#[cfg(windows)]
const CONTROL_C_EXIT: i32 = 0xC000_013A_u32.cast_signed();

/// Catches interrupts from now on. Where that is not possible, they do what they always do.
///
/// A program that an interrupt ends tells so by its exit code, as the system's own handler does.
#[cfg(windows)]
pub fn catch() {
    // Without the handler an interrupt does what it always does.
    let _uncaught = ctrlc::set_handler(|| {
        leave_the_line();
        while_nothing_is_written(|| std::process::exit(CONTROL_C_EXIT));
    });
}

/// Nothing is caught here: the system ends the program, and may do so while a file is being written.
#[cfg(not(any(unix, windows)))]
pub fn catch() {}

/// Ends the line that tells how far the work is, so that what comes next does not stand behind it.
#[cfg(any(unix, windows))]
fn leave_the_line() {
    use std::io::Write;

    if progress::is_shown() {
        let _nobody_to_tell = writeln!(std::io::stderr());
    }
}

//! The two output streams, and how much is said on them.

use std::env;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use indicatif::ProgressDrawTarget;

use super::exit::Exit;
use super::failure::Failure;
use super::progress::Progress;
use crate::report::Style;
use crate::source::Problem;
use crate::source::{RenderOptions, render};

/// The width taken where the environment states none.
const WIDTH: usize = 100;

/// When to write colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorWhen {
    /// As NO_COLOR and CLICOLOR_FORCE say, else where the output is a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<ColorWhen> for ColorChoice {
    fn from(when: ColorWhen) -> Self {
        match when {
            ColorWhen::Auto => Self::Auto,
            ColorWhen::Always => Self::Always,
            ColorWhen::Never => Self::Never,
        }
    }
}

/// How much is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loudness {
    /// Only what is wrong.
    pub quiet: bool,
    /// Also what is usually left out.
    pub verbose: bool,
    /// Everything.
    pub everything: bool,
}

/// Standard output and standard error.
///
/// When the reader of an output goes away, what is written to it from then on is dropped without a word: the
/// exit code still tells the result.
pub struct Console<'a> {
    out: Stream<'a>,
    err: Stream<'a>,
    width: usize,
    /// Where progress can be shown, until it is.
    terminal: Option<ProgressDrawTarget>,
    progress: Option<Progress>,
    /// How much is said.
    pub loudness: Loudness,
}

struct Stream<'a> {
    to: Box<dyn Write + 'a>,
    color: bool,
    closed: bool,
}

impl Stream<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        match self.to.write_all(bytes).and_then(|()| self.to.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

impl<'a> Console<'a> {
    /// The streams of the process. Colours are decided for each, in this order: `when`, `NO_COLOR`,
    /// `CLICOLOR_FORCE`, whether it is a terminal. The width is that of `COLUMNS`, else 100.
    #[must_use]
    pub fn of_process(when: ColorWhen) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let is_terminal = err.is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb");
        let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Self {
            out: Stream::of_terminal(out, when, AutoStream::choice),
            err: Stream::of_terminal(err, when, AutoStream::choice),
            width: columns.filter(|columns| (40..=400).contains(columns)).unwrap_or(WIDTH),
            terminal: is_terminal.then(ProgressDrawTarget::stderr),
            progress: None,
            loudness: Loudness::default(),
        }
    }

    /// Other streams, without colour.
    #[must_use]
    pub fn plain(out: impl Write + 'a, err: impl Write + 'a) -> Self {
        let stream = |to: Box<dyn Write + 'a>| Stream { to, color: false, closed: false };
        Self {
            out: stream(Box::new(out)),
            err: stream(Box::new(err)),
            width: WIDTH,
            terminal: None,
            progress: None,
            loudness: Loudness::default(),
        }
    }

    /// The same with a terminal on which progress can be shown.
    #[must_use]
    pub fn with_terminal(mut self, terminal: ProgressDrawTarget) -> Self {
        self.terminal = Some(terminal);
        self
    }

    /// From now on shows on a terminal how much of the work is done, unless little is to be said. Whatever else is
    /// written in the meantime stands above that line.
    pub fn begin_progress(&mut self, total: usize) {
        if !self.loudness.quiet {
            self.progress = self.terminal.take().map(|terminal| Progress::new(terminal, total));
        }
    }

    /// Shows that so much of the work is done, and what is being done.
    pub fn progress(&self, done: usize, what: impl FnOnce() -> String) {
        if let Some(progress) = &self.progress {
            progress.at(done, &what());
        }
    }

    /// Takes the line about progress away.
    pub fn end_progress(&mut self) {
        if let Some(progress) = self.progress.take() {
            progress.end();
        }
    }

    /// Writes a result.
    ///
    /// # Errors
    /// When standard output does not take it for another reason than that nobody reads it.
    pub fn result(&mut self, text: &str) -> Result<(), Failure> {
        let written = match &self.progress {
            Some(progress) => progress.aside(|| self.out.write(text.as_bytes())),
            None => self.out.write(text.as_bytes()),
        };
        written.map_err(|error| Failure::output(&error))
    }

    /// Writes text about the work, unless little is to be said.
    pub fn note(&mut self, text: &str) {
        if !self.loudness.quiet {
            self.complain(text);
        }
    }

    /// Writes text about what is wrong. Where even standard error does not take it, nobody is left to tell.
    pub fn complain(&mut self, text: &str) {
        let _nobody_to_tell = match &self.progress {
            Some(progress) => progress.aside(|| self.err.write(text.as_bytes())),
            None => self.err.write(text.as_bytes()),
        };
    }

    /// Shows errors on standard error.
    pub fn show(&mut self, problems: &[Problem]) {
        let options = RenderOptions { width: self.width, color: self.err.color };
        for problem in problems {
            let text = render(&problem.diagnostic, problem.source.as_deref(), options);
            self.complain(&text);
        }
    }

    /// Shows warnings on standard error, unless little is to be said.
    pub fn warn(&mut self, problems: &[Problem]) {
        if !self.loudness.quiet {
            self.show(problems);
        }
    }

    /// Shows why a verb failed, and says with which code the program ends.
    pub fn fail(&mut self, failure: &Failure) -> Exit {
        match failure {
            Failure::Input(problems) => self.show(problems),
            Failure::Broken(message) => {
                let title = Style { color: self.err.color }.bad("error");
                self.complain(&format!("{title}: {message}\n"));
            }
        }
        failure.exit()
    }

    /// The colours of standard output.
    #[must_use]
    pub fn style(&self) -> Style {
        Style { color: self.out.color }
    }

    /// How diagnostics are shown that are a result.
    #[must_use]
    pub fn excerpts(&self) -> RenderOptions {
        RenderOptions { width: self.width, color: self.out.color }
    }

    /// The colours of standard error.
    #[must_use]
    pub fn error_style(&self) -> Style {
        Style { color: self.err.color }
    }
}

impl<'a> Stream<'a> {
    fn of_terminal<S>(raw: S, when: ColorWhen, by_environment: impl Fn(&S) -> ColorChoice) -> Self
    where
        S: Write + IsTerminal + anstream::stream::RawStream + anstream::stream::AsLockedWrite + 'a,
    {
        let choice = match when {
            ColorWhen::Auto => by_environment(&raw),
            ColorWhen::Always | ColorWhen::Never => when.into(),
        };
        // Without colours the bytes are those that were written: documents must not be changed by taking
        // escape sequences out of them.
        if choice == ColorChoice::Never {
            Self { to: Box::new(raw), color: false, closed: false }
        } else {
            Self { to: Box::new(AutoStream::always(raw)), color: true, closed: false }
        }
    }
}

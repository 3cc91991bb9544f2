//! Colours, which only ever repeat what the words say.

/// Whether to write colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to write them.
    pub color: bool,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1B}[{code}m{text}\u{1B}[0m") } else { text.to_owned() }
    }

    /// What is as it should be, or was added: green.
    #[must_use]
    pub fn good(self, text: &str) -> String {
        self.paint("32", text)
    }

    /// What is wrong, or was taken away: red.
    #[must_use]
    pub fn bad(self, text: &str) -> String {
        self.paint("31", text)
    }

    /// What deserves a look: yellow.
    #[must_use]
    pub fn notable(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// Names of things: cyan.
    #[must_use]
    pub fn name(self, text: &str) -> String {
        self.paint("36", text)
    }

    /// What matters less: dim.
    #[must_use]
    pub fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }
}

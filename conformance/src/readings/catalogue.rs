//! The catalogue as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// One question that the pages leave open, or answer in two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, such as `C-001` or `C2-015`.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// What depends on the answer.
    pub behaviour: Behaviour,
    /// The part of the model that depends on it; only where the behaviour is [`Behaviour::Model`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// The answers; none where nothing depends on them, or where another question carries them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
    /// The label of the answer that is followed where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Why that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Which calls or events show the difference, and what differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<String>,
    /// Why nothing depends on the answer; only where the behaviour is [`Behaviour::None`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_because: Option<String>,
    /// The id of the question that asks the same and carries the answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// The methods (`Interface::Method`), events (`OnFreeze`) and rules (`rule SEL-005`) concerned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affects: Vec<String>,
    /// The pages of Microsoft's documentation that it arises from, or that answer it.
    pub pages: Vec<String>,
    /// The rules of the catalogue of rules that it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Questions that it goes with, and worked examples (`WE-001`) that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
}

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its label, which no other answer to the question bears.
    pub label: String,
    /// What it says.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
    /// The pages that say so; for a reading of our own, those that are nearest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
}

/// What depends on the answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Behaviour {
    /// An answer, code, event, order, time, state, document or file that the model gives.
    Model,
    /// Only what is reported of a trace or a document.
    Rules,
    /// Nothing that a call, an event or a document could show.
    None,
}

/// What an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A page says so.
    Documented,
    /// A document or log captured on Windows shows it.
    Captured,
    /// No page says so, or only together with what this project adds.
    Reading,
}

/// The part of the model that depends on an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// Which components take part in a backup.
    Selection,
    /// What the two documents hold, and who may read and change it.
    Documents,
    /// What writers are told in a backup, and the states they are in.
    BackupEvents,
    /// What a requester may call when, and how its operations end.
    Async,
    /// What providers are called with.
    Providers,
    /// Restores: selection, calls, events, methods.
    Restore,
    /// Shadow copies that exist: query, exposure, import, break, deletion, revert.
    ShadowCopyManagement,
    /// Time limits.
    Timing,
    /// Which files a backup, a restore or a shadow copy holds.
    Files,
    /// What differs between versions of Windows.
    Versions,
    /// Who may be a requester or a writer.
    Security,
}

impl Question {
    /// The answer of this label; `None` where the question has no such one of its own.
    #[must_use]
    pub fn reading(&self, label: &str) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.label == label)
    }

    /// The answer that is followed where nothing is said; `None` where the question has no answers of its own.
    #[must_use]
    pub fn default_reading(&self) -> Option<&Reading> {
        self.reading(self.default.as_deref()?)
    }

    /// The question that carries the answers: itself, or the one that asks the same.
    #[must_use]
    pub fn carrier(&'static self) -> &'static Self {
        self.same_as.as_deref().and_then(find).unwrap_or(self)
    }
}

/// The questions, and where each id stands among them.
static CATALOGUE: LazyLock<(Vec<Question>, BTreeMap<String, usize>)> = LazyLock::new(|| {
    // The tests read the same text, so that a catalogue that is no catalogue does not get this far.
    let questions: Vec<Question> = serde_json::from_str(include_str!("catalogue.json")).unwrap_or_default();
    let places = questions.iter().enumerate().map(|(place, question)| (question.id.clone(), place)).collect();
    (questions, places)
});

/// Every question, in the order of the ids.
#[must_use]
pub fn all() -> &'static [Question] {
    &CATALOGUE.0
}

/// The question of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Question> {
    all().get(*CATALOGUE.1.get(id)?)
}

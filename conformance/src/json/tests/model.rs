//! A small format like the scenario format, with every shape that format may use.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::Spanned;

/// A string newtype.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub(super) struct Id(pub(super) Spanned<String>);

/// A type that refuses values in its own words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Volume(String);

impl TryFrom<String> for Volume {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.ends_with('\\') { Ok(Self(text)) } else { Err(String::from("a volume ends with \\")) }
    }
}

impl From<Volume> for String {
    fn from(volume: Volume) -> Self {
        volume.0
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub(super) enum Event {
    Freeze,
    Thaw,
    PostSnapshot,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(super) enum Step {
    Wait,
    Call(Spanned<String>),
    Pair(u8, String),
    #[serde(rename_all = "camelCase")]
    Expect {
        event: Spanned<Event>,
        within_ms: Option<u32>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    pub(super) name: Spanned<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<Spanned<String>>,
    pub(super) level: u8,
    #[serde(default)]
    pub(super) rate: f64,
    #[serde(default)]
    pub(super) offset: i64,
    #[serde(default)]
    pub(super) on: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) volume: Option<Volume>,
    #[serde(default)]
    pub(super) steps: Vec<Spanned<Step>>,
    #[serde(default)]
    pub(super) ids: BTreeMap<Id, Spanned<u32>>,
    #[serde(default)]
    pub(super) events: BTreeMap<Spanned<Event>, Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) codes: BTreeMap<i32, (u8, u8)>,
    #[serde(default)]
    pub(super) letter: Option<char>,
}

/// A text that uses all of it.
pub(super) const SAMPLE: &str = r#"{
  "name": "näme \u00e9 \ud83d\ude00",
  "note": null,
  "level": 200,
  "rate": -1.5e3,
  "offset": -12,
  "on": true,
  "volume": "C:\\",
  "steps": [
    "Wait",
    { "Call": "AddComponent" },
    { "Pair": [7, "x"] },
    { "Expect": { "event": "Freeze", "withinMs": 10 } },
    {
      "Expect": {
        "event": "PostSnapshot"
      }
    }
  ],
  "ids": { "one": 1, "two": 2 },
  "events": { "Thaw": ["a", "b"], "Freeze": [] },
  "codes": { "-7": [1, 2], "8": [3, 4] },
  "letter": "é"
}
"#;

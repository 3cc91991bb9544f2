//! The worked examples as data, and a reader that knows what of them nobody has looked at.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The examples of `fixtures/worked-examples`, by id.
#[derive(Debug, Clone)]
pub struct Examples(BTreeMap<String, Value>);

/// Where the examples lie.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/worked-examples")
}

impl Examples {
    /// Reads every file of the folder; the name of each is the id of its example.
    pub fn load() -> Self {
        let mut all = BTreeMap::new();
        for entry in std::fs::read_dir(folder()).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let example: Value =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let stem = path.file_stem().expect("it is a file").to_string_lossy().into_owned();
            assert_eq!(example["id"], stem.as_str(), "{}", path.display());
            all.insert(stem, example);
        }
        Self(all)
    }

    pub fn ids(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// An example as it lies there.
    pub fn get(&self, id: &str) -> &Value {
        self.0.get(id).unwrap_or_else(|| panic!("there is no example {id}"))
    }

    /// An example to spoil.
    pub fn get_mut(&mut self, id: &str) -> &mut Value {
        self.0.get_mut(id).unwrap_or_else(|| panic!("there is no example {id}"))
    }

    /// Lets a check read an example; gives the places that it did not look at.
    pub fn unread(&self, id: &str, check: impl FnOnce(&Part<'_>)) -> Vec<String> {
        let read = RefCell::new(BTreeSet::new());
        let example = self.get(id);
        check(&Part { value: example, place: String::new(), read: &read });
        let read = read.into_inner();
        let mut unread = leaves(example, "");
        unread.retain(|place| !read.contains(place));
        unread
    }
}

/// The places of everything that holds nothing else: scalars, empty lists, empty objects.
pub fn leaves(value: &Value, place: &str) -> Vec<String> {
    match value {
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().flat_map(|(n, item)| leaves(item, &format!("{place}/{n}"))).collect()
        }
        Value::Object(members) if !members.is_empty() => {
            members.iter().flat_map(|(key, item)| leaves(item, &format!("{place}/{key}"))).collect()
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => vec![place.to_owned()],
    }
}

/// A part of an example.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    value: &'a Value,
    place: String,
    read: &'a RefCell<BTreeSet<String>>,
}

/// The keys that tell where a fact is from, and not what it is.
const SOURCES: [&str; 9] =
    ["id", "title", "kind", "pages", "page", "basis", "basisEmptyDirectories", "readings", "note"];

impl<'a> Part<'a> {
    /// Where it stands, for messages.
    pub fn place(&self) -> &str {
        &self.place
    }

    fn here(&self) {
        self.read.borrow_mut().insert(self.place.clone());
    }

    pub fn find(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self { value, place: format!("{}/{key}", self.place), read: self.read })
    }

    pub fn at(&self, key: &str) -> Self {
        self.find(key).unwrap_or_else(|| panic!("{} has no {key}", self.place))
    }

    pub fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().unwrap_or_else(|| panic!("{} is no list", self.place));
        if items.is_empty() {
            self.here();
        }
        let item = |(n, value)| Self { value, place: format!("{}/{n}", self.place), read: self.read };
        items.iter().enumerate().map(item).collect()
    }

    pub fn text(&self) -> &'a str {
        self.here();
        self.value.as_str().unwrap_or_else(|| panic!("{} is no text", self.place))
    }

    pub fn flag(&self) -> bool {
        self.here();
        self.value.as_bool().unwrap_or_else(|| panic!("{} is neither true nor false", self.place))
    }

    /// The items of a list of texts.
    pub fn texts(&self) -> Vec<&'a str> {
        self.items().iter().map(Self::text).collect()
    }

    pub fn text_at(&self, key: &str) -> &'a str {
        self.at(key).text()
    }

    /// A text that may also be null.
    pub fn nullable(&self) -> Option<&'a str> {
        self.here();
        if self.value.is_null() { None } else { Some(self.text()) }
    }

    /// The keys of an object.
    pub fn keys(&self) -> Vec<&'a str> {
        self.value.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect()
    }

    /// Reads what tells where this part is from, and sees that it is well-formed.
    pub fn sourced(&self) -> &Self {
        for key in SOURCES {
            let Some(part) = self.find(key) else { continue };
            match key {
                "pages" => part.items().iter().for_each(Self::page),
                "page" => part.page(),
                "readings" => {
                    for reading in part.items() {
                        let number = reading.text().strip_prefix("C-").unwrap_or_default();
                        let good = number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit());
                        assert!(good, "{} is no reading", reading.place);
                    }
                }
                "basis" | "basisEmptyDirectories" => {
                    let known = ["stated", "derived", "open"].contains(&part.text());
                    assert!(known, "{} is no basis", part.place);
                }
                "id" => {
                    let (text, bare) = (part.text(), |c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
                    let good = text.strip_prefix("WE-").and_then(|rest| rest.split_at_checked(3));
                    let tail = good.map(|(_, tail)| tail.strip_prefix('-').unwrap_or(tail));
                    assert!(tail.is_some_and(|tail| tail.chars().all(bare)), "{} is no id", part.place);
                }
                _ => assert_ne!(part.nullable(), Some(""), "{} is empty", part.place),
            }
        }
        self
    }

    fn page(&self) {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(self.text().chars().all(good), "{} is no page", self.place);
    }
}

/// An example and a check of it that leaves one key, one item and one empty list unread.
#[test]
fn what_no_check_reads_is_found() {
    let example = serde_json::json!({ "id": "T", "a": [], "b": [{ "c": true, "d": null }, "e"], "f": [] });
    let examples = Examples(BTreeMap::from([("T".to_owned(), example)]));
    let unread = examples.unread("T", |part| {
        part.text_at("id");
        part.at("a").items();
        part.at("b").items()[0].at("c").flag();
        part.find("f");
    });
    assert_eq!(unread, ["/b/0/d", "/b/1", "/f"]);
}

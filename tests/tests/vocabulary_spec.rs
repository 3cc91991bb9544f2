//! The project's tables of result codes and enumerations against the extract of the headers.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use vss_sim::vocabulary::{HeaderValue, Hresult, enums_vsmgmt, enums_vss, enums_vswriter};

/// One of the extract's files, where the extract lies beside the workspace.
fn extract(name: &str) -> Option<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec/api").join(name);
    if !file.is_file() {
        println!("skipped: no {name} beside the workspace");
        return None;
    }
    Some(serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap())
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

fn rows<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} of {value}"))
}

/// Collects pairs into a map, refusing a name that stands twice.
fn unique<K: Ord + std::fmt::Debug, V>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (name, value) in pairs {
        let shown = format!("{name:?} stands twice");
        assert!(map.insert(name, value).is_none(), "{shown}");
    }
    map
}

#[test]
fn every_result_code_of_the_headers_is_in_the_table_and_no_other() {
    let Some(extract) = extract("hresults.json") else { return };
    let named = rows(&extract, "codes").iter().chain(rows(&extract, "generic"));
    let expected = unique(named.map(|row| {
        let number = text(row, "number").trim_start_matches("0x");
        (text(row, "name"), u32::from_str_radix(number, 16).unwrap())
    }));
    let ours = unique(Hresult::TABLE.iter().map(|row| (row.name, row.code.0)));
    assert_eq!(ours, expected);
    for row in rows(&extract, "codes") {
        let own = Hresult::parse(text(row, "name")).unwrap();
        assert_eq!(Some(own.is_success()), row["success"].as_bool(), "{own}");
        assert_eq!(Some(i64::from(own.0.cast_signed())), row["signed"].as_i64(), "{own}");
    }
}

/// Names and numbers, by enumeration.
type Enumerations = BTreeMap<String, BTreeMap<String, u32>>;

fn ours(tables: &[(&str, &[HeaderValue])]) -> Enumerations {
    unique(tables.iter().map(|(name, values)| {
        let values = unique(values.iter().map(|value| (value.name.to_owned(), value.value)));
        ((*name).to_owned(), values)
    }))
}

fn expected(extract: &Value) -> Enumerations {
    unique(rows(extract, "enums").iter().map(|row| {
        let values = unique(rows(row, "values").iter().map(|value| {
            let signed = value["value"].as_i64().unwrap_or_else(|| panic!("value of {value}"));
            // An enumeration is 32 bits wide in the headers; the extract gives some numbers as negative ones.
            let number = u32::try_from(signed).or_else(|_| i32::try_from(signed).map(i32::cast_unsigned));
            (text(value, "name").to_owned(), number.unwrap())
        }));
        (text(row, "name").to_owned(), values)
    }))
}

#[test]
fn every_enumeration_of_the_headers_is_in_the_tables_and_no_other() {
    for (file, tables) in [
        ("vss-enums.json", enums_vss::TABLES),
        ("vswriter-enums.json", enums_vswriter::TABLES),
        ("vsmgmt-enums.json", enums_vsmgmt::TABLES),
    ] {
        let Some(extract) = extract(file) else { continue };
        let (ours, expected) = (ours(tables), expected(&extract));
        let names = |all: &Enumerations| all.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&ours), names(&expected), "{file}");
        for (name, values) in &expected {
            assert_eq!(&ours[name], values, "{name} of {file}");
        }
    }
}

//! The restore methods as decision tables (WE-031), each combination of conditions.

use std::fs;

use serde_json::Value;
use vss_sim::components::{RestoreCondition, RestorePlace, restore_place};
use vss_sim::vocabulary::{HeaderEnum, RestoreMethod};
use vss_tests::sources::workspace;

const CONDITIONS: [(&str, RestoreCondition); 6] = [
    ("noneThere", RestoreCondition::NoneThere),
    ("replaceable", RestoreCondition::Replaceable),
    ("uniform", RestoreCondition::Uniform),
    ("mapped", RestoreCondition::Mapped),
    ("altUsable", RestoreCondition::AlternateUsable),
    ("serviceStopped", RestoreCondition::ServiceStopped),
];

/// Whether the conditions with these bits are those of a row of the page's figure.
fn fits(row: &Value, bits: usize) -> bool {
    CONDITIONS.iter().enumerate().all(|(bit, (name, _))| {
        row.get(*name).is_none_or(|expected| expected.as_bool() == Some(bits >> bit & 1 == 1))
    })
}

fn place(result: &str) -> RestorePlace {
    match result {
        "original" | "original, then start service" => RestorePlace::Original,
        "alternate" | "alternate, then start service" => RestorePlace::Alternate,
        "error" => RestorePlace::Nowhere,
        "reboot" => RestorePlace::AtRestart,
        other => panic!("{other}"),
    }
}

#[test]
fn every_combination_of_conditions_leads_where_the_figures_say() {
    let file = workspace().join("fixtures/worked-examples/WE-031.json");
    let example: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let methods = example["methods"].as_array().unwrap();
    assert_eq!(methods.len(), 6);
    let mut combinations = 0;
    for method in methods {
        let name = method["method"].as_str().unwrap();
        let restore_method = RestoreMethod::parse(name).unwrap();
        for bits in 0..1 << CONDITIONS.len() {
            let rows = method["table"].as_array().unwrap().iter().filter(|row| fits(row, bits));
            let expected: Vec<RestorePlace> =
                rows.map(|row| place(row["result"].as_str().unwrap())).collect();
            let [expected] = expected.as_slice() else { panic!("{name} {bits:06b}: {expected:?}") };
            let holds = |condition| {
                let bit = CONDITIONS.iter().position(|(_, known)| *known == condition).unwrap();
                bits >> bit & 1 == 1
            };
            assert_eq!(restore_place(restore_method, holds), Some(*expected), "{name} {bits:06b}");
            combinations += 1;
        }
    }
    assert_eq!(combinations, 6 * 64);
}

//! WE-004 and WE-005: what can be restored of two backups of MyWriter, and by which calls.

use vss_sim::components::{
    BackupSelection, ComponentForest, ComponentName, RefusedRestore, RestoreRequest, RestoreSelection,
    RestoreSubcomponent, restorable,
};
use vss_sim::vocabulary::Hresult;

use crate::data::{Examples, Part};
use crate::selections::backup;
use crate::writer::{index, my_writer, named, written};

/// WE-004 and WE-005.
pub fn restores(examples: &Examples, example: &Part<'_>) {
    example.sourced();
    assert_eq!(example.text_at("writer"), "MyWriter");
    assert_eq!(example.text_at("componentsFrom"), "WE-001");
    let forest = my_writer(examples);
    let held = backup(examples, &forest, example.text_at("backup"));
    let case = Case { forest: &forest, held: &held };
    case.choices(&example.at("individuallySelectable"));
    for selection in example.at("selections").items() {
        case.valid(selection.sourced());
    }
    for selection in example.at("invalidSelections").items() {
        case.invalid(selection.sourced());
    }
}

struct Case<'a> {
    forest: &'a ComponentForest,
    held: &'a BackupSelection,
}

fn subcomponent(part: &Part<'_>) -> RestoreSubcomponent {
    let name = |key| ComponentName::parse(part.text_at(key));
    RestoreSubcomponent { ancestor: name("ancestor"), subcomponent: name("subcomponent") }
}

impl Case<'_> {
    fn restore(&self, request: &RestoreRequest) -> RestoreSelection {
        RestoreSelection::new(self.forest, self.held, request)
    }

    fn places(&self, texts: &[&str]) -> Vec<usize> {
        texts.iter().map(|text| index(self.forest, text)).collect()
    }

    /// What can be chosen alone, by which call, and that the call then works.
    fn choices(&self, part: &Part<'_>) {
        part.sourced();
        let found = restorable(self.forest, self.held);
        let texts = |places: &[usize]| written(self.forest, places);
        let by_entry = part.at("byEntry").texts();
        assert_eq!(texts(&found.by_entry), by_entry);
        assert_eq!(texts(&found.by_subcomponent), part.at("bySubcomponent").texts());
        assert_eq!(texts(&found.not_possible), part.at("notPossible").texts());
        let absent = part.find("notInBackup").map(|list| list.texts()).unwrap_or_default();
        assert_eq!(texts(&found.not_in_backup), absent);
        for text in &by_entry {
            let chosen = self.restore(&RestoreRequest { selected: named(&[text]), subcomponents: vec![] });
            assert_eq!((texts(chosen.selected()), chosen.refused().len()), (vec![(*text).to_owned()], 0));
        }
        for text in absent {
            let asked = self.restore(&RestoreRequest { selected: named(&[text]), subcomponents: vec![] });
            let [refused] = asked.refused() else { panic!("{text}: {:?}", asked.refused()) };
            assert_eq!((&refused.why, asked.restored()), (&RefusedRestore::NotInBackup, [].as_slice()));
        }
    }

    fn valid(&self, part: &Part<'_>) {
        let id = part.place();
        assert_eq!(part.text_at("operation"), "restore");
        let selected = part.at("setSelectedForRestore").texts();
        let subcomponents: Vec<RestoreSubcomponent> =
            part.at("addRestoreSubcomponent").items().iter().map(subcomponent).collect();
        let request = RestoreRequest { selected: named(&selected), subcomponents: subcomponents.clone() };
        let restore = self.restore(&request);
        assert!(restore.refused().is_empty(), "{id}: {:?}", restore.refused());
        assert_eq!(written(self.forest, restore.selected()), selected, "{id}");
        let below = |entry: &RestoreSubcomponent| {
            let find = |name| self.forest.find(name).expect("it is a component");
            (find(&entry.ancestor), find(&entry.subcomponent))
        };
        assert_eq!(restore.subcomponents(), subcomponents.iter().map(below).collect::<Vec<_>>(), "{id}");
        assert_eq!(written(self.forest, restore.restored()), part.at("restored").texts(), "{id}");
        // The rest of the sets that were selected, and nothing else, is told to be left out.
        let sets = self
            .places(&selected)
            .into_iter()
            .flat_map(|definer| std::iter::once(definer).chain(self.forest.backup_set(definer)));
        let rest: Vec<usize> = sets.filter(|place| !restore.restored().contains(place)).collect();
        assert_eq!(written(self.forest, &rest), part.at("notRestored").texts(), "{id}");
        // The order of the calls on one ancestor makes no difference (C-018).
        let mut backwards = request;
        backwards.subcomponents.reverse();
        assert_eq!(self.restore(&backwards).restored(), restore.restored(), "{id}");
        if let Some(stated) = part.find("statedPart") {
            let [entry] = &subcomponents[..] else { panic!("{id}: one subcomponent is told of") };
            let page = "selectability-and-working-with-component-properties";
            let (name, ancestor) = (entry.subcomponent.name(), &entry.ancestor);
            let words =
                format!("{name} is reached through GetRestoreSubcomponent of {ancestor} (stated on {page})");
            assert_eq!(stated.text(), words, "{id}");
        }
    }

    fn invalid(&self, part: &Part<'_>) {
        let (id, rule) = (part.place(), part.text_at("rule"));
        let why = part.find("why").map(|why| why.text());
        if part.find("when").is_some() {
            return not_running(part, rule);
        }
        let (name, request) = match part.find("addRestoreSubcomponent") {
            Some(entry) => {
                let entry = subcomponent(&entry);
                let without = part.find("without").map(|without| without.text());
                let selection = format!("SetSelectedForRestore({})", entry.ancestor);
                assert!(without.is_none_or(|call| call == selection), "{id}");
                let selected = if without.is_some() { vec![] } else { vec![entry.ancestor.clone()] };
                (entry.subcomponent.clone(), RestoreRequest { selected, subcomponents: vec![entry] })
            }
            None => {
                let name = ComponentName::parse(part.text_at("setSelectedForRestore"));
                (name.clone(), RestoreRequest { selected: vec![name], subcomponents: vec![] })
            }
        };
        let restore = self.restore(&request);
        let [refused] = restore.refused() else { panic!("{id}: {:?}", restore.refused()) };
        assert_eq!((refused.why.rule(), &refused.component), (rule, &name), "{id}");
        assert!(restore.subcomponents().is_empty(), "{id}");
        let place = self.forest.find(&name).expect("it is a component");
        match (&refused.why, why.unwrap_or_default()) {
            (RefusedRestore::NotSelectableForRestore, why) => {
                let words = "implicit in the backup and not selectable for restore";
                assert!(why.starts_with(words) && self.held.implicit().contains(&place), "{id}");
                let parent =
                    self.forest.parents(place).into_iter().filter_map(|p| self.forest.name(p)).next();
                let parent = parent.map_or("", ComponentName::name);
                assert!(why == words || why == format!("{words}, although its parent {parent} is"), "{id}");
            }
            (RefusedRestore::NoEntry { definer }, why) => {
                assert_eq!(why, "no entry of its own; needs AddRestoreSubcomponent", "{id}");
                assert!(self.held.explicit().contains(definer), "{id}");
                assert!(self.forest.backup_set(*definer).contains(&place), "{id}");
                assert!(restore.restored().is_empty(), "{id}");
            }
            (RefusedRestore::AncestorNotSelected, why) => {
                assert_eq!(why, "ancestor not selected first", "{id}");
                assert!(restore.restored().is_empty(), "{id}");
            }
            (
                RefusedRestore::Unknown
                | RefusedRestore::NotInBackup
                | RefusedRestore::HasEntry
                | RefusedRestore::NotBelow
                | RefusedRestore::OnlyInPart { .. },
                _,
            ) => panic!("{id}: {:?}", refused.why),
        }
    }
}

/// That a writer runs is known to a requester's object and not to its documents; what the example says can be checked
/// no further here than that it says it.
fn not_running(part: &Part<'_>, rule: &str) {
    assert_eq!(part.text_at("when"), "MyWriter is not running");
    assert_eq!(part.text_at("setSelectedForRestore"), "any component of MyWriter");
    assert_eq!(Hresult::parse(part.text_at("result")), Some(Hresult::VSS_E_OBJECT_NOT_FOUND));
    let stated = vss_conformance::rules::rule(rule).map(|rule| rule.statement.as_str()).unwrap_or_default();
    assert!(stated.contains("not running") && stated.contains(part.text_at("result")), "{rule}: {stated}");
}

//! WE-003: whose file sets count for an explicitly included component, and whose entry speaks for a set.

use vss_sim::components::{BackupSelection, ComponentForest, ComponentName, Inclusion, files_of};
use vss_sim::documents::{BackupComponents, Component, ComponentKey};
use vss_sim::vocabulary::{ComponentType, FileSet, FileSpec, Hresult, RestoreTarget, WinPath};

use crate::data::{Examples, Part};
use crate::selections::{backup, entries};
use crate::writer::{ids, index, my_writer, written};

/// WE-003.
pub fn set_wide(examples: &Examples, example: &Part<'_>) {
    example.sourced();
    assert_eq!(example.text_at("writer"), "MyWriter");
    assert_eq!(example.text_at("componentsFrom"), "WE-001");
    let forest = my_writer(examples);
    let selection = backup(examples, &forest, example.text_at("backup"));
    let sources = example.at("fileSetSources").items();
    let told: Vec<&str> = sources.iter().map(|source| source.sourced().text_at("explicit")).collect();
    let mut known = written(&forest, selection.explicit());
    known.retain(|text| told.contains(&text.as_str()));
    assert_eq!((known.len(), selection.explicit().len()), (told.len(), told.len()), "each entry is told of");
    for source in &sources {
        let definer = index(&forest, source.text_at("explicit"));
        assert_eq!(written(&forest, &examined(&forest, definer)), source.at("examine").texts());
    }
    let case = Case { forest: &forest, selection: &selection };
    for property in example.at("properties").items() {
        property.sourced();
        case.check(&property);
    }
}

/// The components whose file sets make those of an explicitly included one.
fn examined(forest: &ComponentForest, definer: usize) -> Vec<usize> {
    let mut components: Vec<usize> = files_of(forest, definer).iter().map(|file| file.component).collect();
    components.dedup();
    components
}

struct Case<'a> {
    forest: &'a ComponentForest,
    selection: &'a BackupSelection,
}

/// The key of a component for the calls of the requester.
fn key<'a>(name: &'a ComponentName, component_type: ComponentType) -> ComponentKey<'a> {
    let (writer, instance) = ids(1);
    ComponentKey {
        instance: Some(instance),
        writer,
        component_type,
        logical_path: name.logical_path(),
        name: Some(name.name()),
    }
}

impl Case<'_> {
    fn check(&self, property: &Part<'_>) {
        let call = property.text_at("call");
        let definer = self.definer(property);
        match call {
            "IVssBackupComponents::SetBackupSucceeded" => self.backup_succeeded(property, &definer),
            "IVssComponent::SetRestoreTarget" => self.restore_target(property, &definer),
            "IVssBackupComponents::AddAlternativeLocationMapping" => self.mapping(property, &definer),
            "IVssComponent::AddDirectedTarget" => self.directed_target(property, &definer),
            "IVssComponent::GetRestoreSubcomponent" => self.subcomponent(property, &definer),
            _ => panic!("{}: no check knows {call}", property.place()),
        }
    }

    /// The component whose identity the call takes, which has an entry.
    fn definer(&self, property: &Part<'_>) -> ComponentName {
        let identity = property.at("componentIdentity");
        let name = ComponentName::new(Some(identity.text_at("logicalPath")), identity.text_at("name"));
        let place = self.forest.find(&name).expect("the identity is that of a component");
        assert!(self.selection.explicit().contains(&place), "{name} has an entry");
        if let Some(of) = identity.find("type") {
            assert_eq!(of.text(), format!("type of {name}"));
        }
        name
    }

    fn type_of(&self, name: &ComponentName) -> ComponentType {
        let place = self.forest.find(name).expect("it is a component");
        self.forest.component(place).expect("it is a component").component_type()
    }

    /// A subcomponent, which the definer has brought in and which has no entry.
    fn member(&self, text: &str, definer: &ComponentName) -> usize {
        let member = index(self.forest, text);
        let through = self.forest.find(definer).expect("it is a component");
        assert_eq!(self.selection.inclusion(member), Some(&Inclusion::Implicit { through }), "{text}");
        let document = entries(self.forest, self.selection);
        let name = ComponentName::parse(text);
        let found = document.find(&key(&name, self.type_of(&name)));
        assert_eq!(found.err(), Some(Hresult::VSS_E_OBJECT_NOT_FOUND), "{text} has no entry");
        member
    }

    /// Makes a call of the requester: with the identity of the definer it changes the entry, with another type or with
    /// the identity of the subcomponent it finds none.
    fn changed(
        &self,
        definer: &ComponentName,
        member: &str,
        call: impl Fn(&mut BackupComponents, &ComponentKey<'_>) -> Result<(), Hresult>,
    ) -> BackupComponents {
        let mut document = entries(self.forest, self.selection);
        let (own, member) = (self.type_of(definer), ComponentName::parse(member));
        let missing = Err(Hresult::VSS_E_OBJECT_NOT_FOUND);
        for other in [ComponentType::VSS_CT_DATABASE, ComponentType::VSS_CT_FILEGROUP] {
            assert_eq!(call(&mut document, &key(&member, other)), missing);
            if other != own {
                assert_eq!(call(&mut document, &key(definer, other)), missing);
            }
        }
        assert_eq!(document, entries(self.forest, self.selection));
        assert_eq!(call(&mut document, &key(definer, own)), Ok(()));
        document
    }

    /// Changes the definer's entry as its writer does in a handler.
    fn written_by_writer(
        &self,
        definer: &ComponentName,
        change: impl Fn(&mut Component) -> Result<(), Hresult>,
    ) -> BackupComponents {
        let mut document = entries(self.forest, self.selection);
        let part = document.writer_mut(ids(1).1).expect("the writer has entries");
        let is_it = |component: &Component| {
            component.component_name() == definer.name()
                && component.logical_path().map_or("", |path| path.as_str())
                    == definer.logical_path().unwrap_or("")
        };
        let place = part.components().iter().position(is_it).expect("the definer has an entry");
        assert_eq!(change(part.component_mut(place).expect("it is there")), Ok(()));
        document
    }

    fn entry<'d>(&self, document: &'d BackupComponents, definer: &ComponentName) -> &'d Component {
        document.find(&key(definer, self.type_of(definer))).expect("the definer has an entry")
    }

    fn backup_succeeded(&self, property: &Part<'_>, definer: &ComponentName) {
        let event = property.text_at("event");
        let failed =
            event.strip_prefix("one file of ").and_then(|rest| rest.strip_suffix(" fails to be backed up"));
        let failed = failed.unwrap_or_else(|| panic!("no check knows {event:?}"));
        self.member(failed, definer);
        let value = property.at("value").flag();
        assert!(!value, "a set of which a file failed has not succeeded (SET-012)");
        let document =
            self.changed(definer, failed, |document, key| document.set_backup_succeeded(key, value));
        assert_eq!(self.entry(&document, definer).backup_succeeded(), Ok(value));
        let place = self.forest.find(definer).expect("it is a component");
        let members = self.forest.backup_set(place).len();
        assert_eq!(
            property.text_at("effect"),
            format!(
                "the whole set counts as failed; GetBackupSucceeded on the {definer} entry speaks for {definer} and all {members} members"
            )
        );
    }

    fn restore_target(&self, property: &Part<'_>, definer: &ComponentName) {
        assert_eq!(
            property.text_at("event"),
            format!("writer calls SetRestoreTarget on the entry of {definer}")
        );
        assert_eq!(
            property.text_at("effect"),
            "restore target of the file sets of all subcomponents changes"
        );
        let target = RestoreTarget::VSS_RT_ALTERNATE;
        let document = self.written_by_writer(definer, |component| component.set_restore_target(target));
        assert_eq!(self.entry(&document, definer).restore_target(), Ok(target));
        // What the entry speaks for is everything whose file sets it stands for.
        let place = self.forest.find(definer).expect("it is a component");
        let spoken_for = written(self.forest, &examined(self.forest, place));
        assert_eq!(spoken_for, property.at("appliesTo").texts());
    }

    fn mapping(&self, property: &Part<'_>, definer: &ComponentName) {
        let of = property.text_at("mustEqualFileSetOf");
        assert_eq!(property.text_at("event"), format!("file set of {of} restored to an alternate location"));
        let member = self.member(of, definer);
        let set = property.at("fileSet");
        let (path, spec) = (set.text_at("path"), set.text_at("filespec"));
        let recursive = set.at("recursive").flag();
        let place = self.forest.find(definer).expect("it is a component");
        let owners = files_of(self.forest, place).into_iter().filter(|file| {
            let set = file.filedesc;
            *set.path() == path && *set.filespec() == spec && set.recursive() == recursive
        });
        assert_eq!(owners.map(|file| file.component).collect::<Vec<_>>(), [member]);
        let document = self.changed(definer, of, |document, key| {
            document.add_alternative_location_mapping(
                key,
                Some(path),
                Some(spec),
                recursive,
                Some(r"D:\there"),
            )
        });
        let mapping = self.entry(&document, definer).alternate_location_mapping(0).expect("it was added");
        assert_eq!((mapping.path(), mapping.filespec()), (&path.into(), &spec.into()));
        assert_eq!(mapping.recursive(), recursive);
    }

    fn directed_target(&self, property: &Part<'_>, definer: &ComponentName) {
        let event = property.text_at("event");
        let of = event.strip_prefix("writer adds a directed target for a file of ");
        let member = self.member(of.unwrap_or_else(|| panic!("no check knows {event:?}")), definer);
        let file = property.at("file");
        let (path, name) = (file.text_at("path"), file.text_at("name"));
        let full = WinPath::parse(&format!(r"{path}\{name}")).expect("it is a path");
        let place = self.forest.find(definer).expect("it is a component");
        let owners = files_of(self.forest, place).into_iter().filter(|file| {
            let set = FileSet {
                path: WinPath::parse(file.filedesc.path()).expect("it is a path"),
                filespec: FileSpec::parse(file.filedesc.filespec()).expect("it is a specification"),
                recursive: file.filedesc.recursive(),
            };
            set.matches(&full)
        });
        assert_eq!(owners.map(|file| file.component).collect::<Vec<_>>(), [member]);
        let document = self.written_by_writer(definer, |component| {
            let from = (Some(path), Some(name), Some("0:1"));
            component.add_directed_target(from, (Some(r"D:\there"), Some("lucy.dat"), Some("0:1")))
        });
        let target = self.entry(&document, definer).directed_target(0).expect("it was added");
        assert_eq!((target.source_path.as_str(), target.source_filename.as_str()), (path, name));
    }

    fn subcomponent(&self, property: &Part<'_>, definer: &ComponentName) {
        let [text] = property.at("returns").texts()[..] else { panic!("one subcomponent is told of") };
        let name = ComponentName::parse(text);
        assert_eq!(
            property.text_at("event"),
            format!("{} individually included in the restore", name.name())
        );
        self.member(text, definer);
        let document = self.changed(definer, text, |document, key| {
            document.add_restore_subcomponent(key, name.logical_path(), Some(name.name()), false)
        });
        let entry = self.entry(&document, definer);
        let added = entry.restore_subcomponent(0).expect("it was added");
        assert_eq!(ComponentName::new(Some(&added.logical_path), &added.component_name), name);
        let grown = document.writers()[0].components().len() != self.selection.explicit().len();
        assert_eq!(grown, property.at("newIVssComponentForSubcomponent").flag());
        let found = document.find(&key(&name, self.type_of(&name)));
        assert_eq!(found.err(), Some(Hresult::VSS_E_OBJECT_NOT_FOUND));
    }
}

//! Generated documents of both kinds read back as they are, whatever the texts.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use vss_sim::documents::writer_metadata::{AddComponent, Identification, SetRestoreMethod};
use vss_sim::documents::{BackupComponents, ComponentKey, CreateWriterMetadata, WriterMetadata};
use vss_sim::vocabulary::{
    BackupSchema, BackupType, ComponentFlags, ComponentType, FileRestoreStatus, FileSpecBackupType, Guid,
    Hresult, RestoreMethod, RestoreTarget, RollForwardType, SourceType, UsageType, WriterRestore,
};

use crate::support::{backup, writer};

/// Characters that documents and XML libraries stumble over.
fn awkward() -> impl Strategy<Value = char> {
    prop_oneof![
        prop::sample::select(vec![
            '\r',
            '\n',
            '\t',
            '"',
            '\'',
            '&',
            '<',
            '>',
            ';',
            '#',
            ' ',
            '=',
            '\u{80}',
            'é',
            '\u{FEFF}',
            '\u{FFFD}',
            '\u{EFFF}',
            '\u{2028}',
            '日',
            '\u{1F600}',
            '\u{10FFFF}',
            ']',
            '-',
            '!',
            '\\',
            '*',
            '?',
        ]),
        prop::char::range('a', 'z'),
    ]
}

fn text() -> impl Strategy<Value = String> {
    vec(awkward(), 0..40).prop_map(String::from_iter)
}

/// A text that is not empty and has none of `without`.
fn plain(without: &'static [char]) -> impl Strategy<Value = String> {
    text().prop_map(move |t| format!("x{}", t.replace(without, "")))
}

#[derive(Debug, Clone)]
struct Set {
    path: String,
    filespec: String,
    recursive: bool,
    to: Option<String>,
    mask: u32,
}

fn set() -> impl Strategy<Value = Set> {
    let path = || plain(&['*', '?']);
    (path(), plain(&['\\']), any::<bool>(), of(path()), 0_u32..0x1000).prop_map(
        |(path, filespec, recursive, to, mask)| Set { path, filespec, recursive, to, mask: mask & 0xF0F },
    )
}

#[derive(Debug, Clone)]
struct Part {
    database: bool,
    path: Option<String>,
    name: String,
    caption: Option<String>,
    icon: Option<Vec<u8>>,
    flags: [bool; 4],
    component_flags: u32,
    sets: Vec<(Set, bool)>,
    dependency: Option<(String, Option<String>)>,
}

fn part() -> impl Strategy<Value = Part> {
    let dependency = of((plain(&[]), of(text())));
    (
        (any::<bool>(), of(text()), plain(&['\\']), of(text()), of(vec(any::<u8>(), 1..20))),
        (any::<[bool; 4]>(), 0_u32..8, vec((set(), any::<bool>()), 0..4), dependency),
    )
        .prop_map(
            |((database, path, name, caption, icon), (flags, component_flags, sets, dependency))| Part {
                database,
                path,
                name,
                caption,
                icon,
                flags,
                component_flags,
                sets,
                dependency,
            },
        )
}

#[derive(Debug, Clone)]
enum Step {
    Component(Part),
    Exclude(Set, bool),
    Restore(u32, u32, bool, Option<String>, Vec<Set>),
    Schema(u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => part().prop_map(Step::Component),
        2 => (set(), any::<bool>()).prop_map(|(s, snapshot)| Step::Exclude(s, snapshot)),
        1 => (1_u32..9, 1_u32..4, any::<bool>(), of(text()), vec(set(), 0..3))
            .prop_map(|(m, w, r, s, sets)| Step::Restore(m, w, r, s, sets)),
        1 => (0_u32..0x400).prop_map(Step::Schema),
    ]
}

fn add_part(b: &mut CreateWriterMetadata, part: &Part) -> Result<(), Hresult> {
    let (path, name) = (part.path.as_deref(), Some(part.name.as_str()));
    let before = b.document().clone();
    let added = b.add_component(&AddComponent {
        component_type: ComponentType(if part.database { 1 } else { 2 }),
        logical_path: path,
        component_name: name,
        caption: part.caption.as_deref(),
        icon: part.icon.as_deref(),
        restore_metadata: part.flags[0],
        notify_on_backup_complete: part.flags[1],
        selectable: part.flags[2],
        selectable_for_restore: part.flags[3],
        component_flags: ComponentFlags(part.component_flags),
        beside_other_type: false,
    });
    if let Err(refused) = added {
        assert_eq!(b.document(), &before, "a refused call changes nothing");
        return Err(refused);
    }
    for (set, log) in &part.sets {
        let (root, files) = (Some(set.path.as_str()), Some(set.filespec.as_str()));
        let mask = FileSpecBackupType(set.mask);
        match (part.database, log) {
            (false, _) => {
                b.add_files_to_file_group(path, name, root, files, set.recursive, set.to.as_deref(), mask)?;
            }
            (true, false) => b.add_database_files(path, name, root, files, mask)?,
            (true, true) => b.add_database_log_files(path, name, root, files, mask)?,
        }
    }
    if let Some((on, on_path)) = &part.dependency {
        b.add_component_dependency(path, name, Guid(77), on_path.as_deref(), Some(on))?;
    }
    Ok(())
}

fn build(names: &(String, Option<String>), ids: (u128, u128), steps: &[Step]) -> WriterMetadata {
    let usage = UsageType((ids.0 % 5) as u32);
    let source = SourceType((ids.1 % 4) as u32);
    let mut identification = Identification::new(Guid(ids.0), Guid(ids.1), &names.0, usage, source);
    identification.instance_name = names.1.as_deref().map(Into::into);
    identification.major_version = Some(ids.1 as u32);
    let mut b = CreateWriterMetadata::new(identification).expect("the identity is good");
    for step in steps {
        let done = match step {
            Step::Component(part) => add_part(&mut b, part),
            Step::Exclude(set, snapshot) => {
                let (root, files) = (Some(set.path.as_str()), Some(set.filespec.as_str()));
                if *snapshot {
                    b.add_exclude_files_from_snapshot(root, files, set.recursive)
                } else {
                    b.add_exclude_files(root, files, set.recursive)
                }
            }
            Step::Restore(method, participation, reboot, service, sets) => b
                .set_restore_method(&SetRestoreMethod {
                    method: RestoreMethod(*method),
                    service: service.as_deref(),
                    user_procedure: service.as_deref(),
                    writer_restore: WriterRestore(*participation),
                    reboot_required: *reboot,
                })
                .and_then(|()| {
                    sets.iter().try_for_each(|s| {
                        let to = s.to.as_deref().unwrap_or("to");
                        let (root, files) = (Some(s.path.as_str()), Some(s.filespec.as_str()));
                        b.add_alternate_location_mapping(root, files, s.recursive, Some(to))
                    })
                }),
            Step::Schema(mask) => b.set_backup_schema(BackupSchema(*mask)),
        };
        // A name may come twice, a service may be missing; nothing else can be refused.
        assert!(
            matches!(done, Ok(()) | Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS | Hresult::E_INVALIDARG)),
            "{done:?} for {step:?}"
        );
    }
    b.finish()
}

fn change(document: &mut BackupComponents, key: &ComponentKey<'_>, texts: &[String], picks: &[u8]) {
    let text = |index: usize| texts.get(index % texts.len().max(1)).map_or("x", String::as_str);
    for (index, pick) in picks.iter().enumerate() {
        let (one, two) = (Some(text(index)), Some(text(index + 1)));
        let before = document.clone();
        let is_one_call = pick % 14 < 13;
        let done = match pick % 14 {
            0 => document.set_backup_succeeded(key, index % 2 == 0),
            1 => document.set_backup_options(key, one),
            2 => document.set_previous_backup_stamp(key, one),
            3 => document.set_selected_for_restore(key, true, Guid(u128::from(*pick))),
            4 => document.set_restore_options(key, one),
            5 => document.set_additional_restores(key, index % 2 == 0),
            6 => document.set_file_restore_status(key, FileRestoreStatus(1 + u32::from(*pick) % 3)),
            7 => document.add_alternative_location_mapping(key, one, two, index % 2 == 0, two),
            8 => document.add_new_target(key, one, two, index % 2 == 0, two),
            9 => document.add_restore_subcomponent(key, one, two, index % 2 == 0),
            10 => document.set_authoritative_restore(key, index % 2 == 0),
            11 => document.set_roll_forward(key, RollForwardType(1 + u32::from(*pick) % 3), one),
            12 => document.set_restore_name(key, one),
            _ => {
                let instance = key.instance.expect("the test's keys have one");
                let part = document.writer_mut(instance).expect("it is there");
                let component = part.component_mut(0).expect("it is there");
                let steps = [
                    component.set_backup_metadata(one),
                    component.set_restore_metadata(two),
                    component.set_backup_stamp(one),
                    component.add_partial_file(one, Some("f"), two, one),
                    component.add_directed_target((one, Some("f"), None), (two, Some("g"), one)),
                    component.add_differenced_files_by_last_modify_time(
                        one,
                        Some("*"),
                        true,
                        u64::from(*pick),
                    ),
                    component.set_restore_target(RestoreTarget(1 + u32::from(*pick) % 4)),
                    component.set_failure(
                        Hresult::VSS_E_WRITERERROR_RETRYABLE,
                        Hresult(u32::from(*pick)),
                        one,
                    ),
                    component.set_post_snapshot_failure_msg(one),
                ];
                steps.into_iter().find(|s| s.is_err()).unwrap_or(Ok(()))
            }
        };
        let fair = [Hresult::E_INVALIDARG, Hresult::VSS_E_OBJECT_ALREADY_EXISTS];
        assert!(done.is_ok() || done.is_err_and(|hr| fair.contains(&hr)), "{done:?}");
        assert!(done.is_ok() || !is_one_call || *document == before, "a refused call changes nothing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn writer_metadata_reads_back(
        names in (text(), of(text())),
        ids in any::<(u128, u128)>(),
        steps in vec(step(), 0..12),
    ) {
        let document = build(&names, ids, &steps);
        let printed = document.write();
        let read = writer(&printed);
        prop_assert_eq!(&read.value, &document);
        prop_assert_eq!(read.warnings.len(), 0);
        prop_assert_eq!(read.value.write(), printed);
    }

    #[test]
    fn backup_components_read_back(
        keys in vec((0_u128..3, of(text()), plain(&[]), any::<bool>()), 0..6),
        texts in vec(plain(&['*', '?', '\\']), 1..6),
        picks in vec(any::<u8>(), 0..20),
        kind in 1_u32..7,
    ) {
        let mut document = BackupComponents::new();
        document.set_backup_state(kind % 2 == 0, true, BackupType(kind), false).expect("it is a type");
        document.set_snapshot_set_id((kind > 3).then_some(Guid(u128::from(kind))));
        for (writer, path, name, database) in &keys {
            let key = ComponentKey {
                instance: Some(Guid(100 + writer)),
                writer: Guid(*writer),
                component_type: ComponentType(if *database { 1 } else { 2 }),
                logical_path: path.as_deref(),
                name: Some(name),
            };
            let before = document.clone();
            let added = document.add_component(&key, texts.first().map(String::as_str), BackupSchema(kind));
            match added {
                Ok(()) => change(&mut document, &key, &texts, &picks),
                Err(_) => prop_assert_eq!(&document, &before, "a refused call changes nothing"),
            }
        }
        let printed = document.write();
        let read = backup(&printed);
        prop_assert_eq!(&read.value, &document);
        prop_assert_eq!(read.warnings.len(), 0);
        prop_assert_eq!(read.value.write(), printed);
    }

    /// Nothing that is typed between the tags of a document makes the reader panic or print what it cannot read.
    #[test]
    fn unknown_content_reads_back(inside in "[<>/a-c =\"'&;#x!\\-\\[\\]? ]{0,60}", value in text()) {
        let mut escaped = String::new();
        for c in value.chars() {
            match c {
                '<' => escaped.push_str("&#60;"),
                '&' => escaped.push_str("&#x26;"),
                '"' => escaped.push_str("&#34;"),
                other => escaped.push(other),
            }
        }
        let document = format!(
            r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="{escaped}"><Q z="{escaped}">{inside}</Q></BACKUP_COMPONENTS>"#
        );
        if let Ok(read) = BackupComponents::read_str(&document, &vss_sim::documents::ReadOptions::default()) {
            prop_assert_eq!(read.value.version.as_str(), value.as_str());
            let printed = read.value.write();
            prop_assert_eq!(backup(&printed).value, read.value);
        }
    }
}

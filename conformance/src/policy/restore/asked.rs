//! What a requester asks before it restores: the component entries of the Backup Components Document, and the restore
//! method and mappings of the stored Writer Metadata Documents.

use vss_sim::api::{Arguments, Call, Parameter, ProcessId, Target, Value};
use vss_sim::components::ComponentName;
use vss_sim::documents::WriterMetadata;
use vss_sim::vocabulary::{
    ComponentType, Environment, FileSet, FileSpec, Guid, RestoreMethod, RestoreTarget, Text, WinPath,
};
use vss_sim::world::Return;

use crate::backend::{Driver, Halt, Sink};

/// A component of the Backup Components Document.
#[derive(Debug)]
pub(super) struct Entry {
    /// The writer instance of the backup, and its class.
    pub(super) instance: Guid,
    pub(super) writer: Guid,
    pub(super) component_type: ComponentType,
    pub(super) path: Option<Text>,
    pub(super) name: Text,
    pub(super) selected: bool,
    pub(super) target: RestoreTarget,
    /// Logical path and name of each subcomponent that is restored alone.
    pub(super) subcomponents: Vec<(Text, Text)>,
    pub(super) new_targets: Vec<Mapping>,
    pub(super) partial: Vec<Partial>,
    pub(super) directed: Vec<Directed>,
}

/// Files, and the directory in which they are restored.
#[derive(Debug)]
pub(super) struct Mapping {
    /// The path, specification and recursion flag as they are written.
    pub(super) written: (Text, Text, bool, Text),
    pub(super) files: FileSet,
    pub(super) to: WinPath,
}

/// What GetPartialFile gives.
#[derive(Debug)]
pub(super) struct Partial {
    pub(super) path: WinPath,
    pub(super) ranges: Text,
}

/// What GetDirectedTarget gives.
#[derive(Debug)]
pub(super) struct Directed {
    pub(super) source: WinPath,
    pub(super) source_ranges: Text,
    pub(super) destination: WinPath,
    pub(super) destination_ranges: Text,
}

/// What GetRestoreMethod gives, and the mappings.
#[derive(Debug)]
pub(super) struct Method {
    pub(super) method: RestoreMethod,
    pub(super) service: Option<Text>,
    pub(super) mappings: Vec<Mapping>,
}

impl Entry {
    /// Its name as components are found by.
    pub(super) fn component(&self) -> ComponentName {
        ComponentName::new(self.path.as_ref().map(Text::as_str), self.name.as_str())
            .of_type(self.component_type)
    }

    /// Its name as scenarios write it.
    pub(super) fn shown(&self) -> String {
        match self.path.as_ref().filter(|path| !path.is_empty()) {
            Some(path) => format!("{path}\\{}", self.name),
            None => self.name.to_string(),
        }
    }
}

/// Whoever asks by calls.
pub(super) struct Asker<'a, S> {
    pub(super) driver: &'a mut Driver<S>,
    pub(super) process: ProcessId,
    pub(super) environment: &'a Environment,
}

type Asked<T> = Result<T, String>;

impl<S: Sink> Asker<'_, S> {
    /// Makes a call that has to succeed.
    pub(super) fn call(&mut self, on: Target, method: &str, arguments: &[(&str, Value)]) -> Asked<Return> {
        let list = arguments.iter().map(|(name, value)| (Text::from(*name), value.clone())).collect();
        let call = Call::from_arguments(on, method, &Arguments(list));
        let call = call.map_err(|_| format!("{method} cannot be made from its arguments"))?;
        match self.driver.call(self.process, call) {
            Ok(result) if result.code.is_success() => Ok(result),
            Ok(result) => Err(format!("{method} gives {}: {}", result.code, result.reason.text)),
            Err(Halt::Moot(why)) => Err(format!("{method}: {why}")),
            Err(Halt::Deadlock | Halt::Exhausted) => Err(format!("{method} never comes back")),
        }
    }

    fn ask<T: Parameter>(&mut self, on: Target, method: &str, name: &str) -> Asked<T> {
        let result = self.call(on, method, &[])?;
        passed(&result, name).ok_or_else(|| format!("{method} does not tell {name}"))
    }

    fn made(&mut self, on: Target, method: &str, index: (&str, u32)) -> Asked<Target> {
        let result = self.call(on, method, &[(index.0, index.1.show())])?;
        result.object().ok_or_else(|| format!("{method} gives no object"))
    }

    /// All component entries, writer by writer.
    pub(super) fn entries(&mut self, requester: Target) -> Asked<Vec<Entry>> {
        let writers: u32 = self.ask(requester, "GetWriterComponentsCount", "pcComponents")?;
        let mut entries = Vec::new();
        for writer in 0..writers {
            let part = self.made(requester, "GetWriterComponents", ("iWriter", writer))?;
            let info = self.call(part, "GetWriterInfo", &[])?;
            let instance = passed(&info, "pidInstance").unwrap_or(Guid::NULL);
            let class = passed(&info, "pidWriter").unwrap_or(Guid::NULL);
            let components: u32 = self.ask(part, "GetComponentCount", "pcComponents")?;
            for component in 0..components {
                let component = self.made(part, "GetComponent", ("iComponent", component))?;
                entries.push(self.entry(component, instance, class)?);
            }
        }
        Ok(entries)
    }

    fn entry(&mut self, on: Target, instance: Guid, writer: Guid) -> Asked<Entry> {
        let path = self.call(on, "GetLogicalPath", &[])?;
        let mut entry = Entry {
            instance,
            writer,
            component_type: self.ask(on, "GetComponentType", "pct")?,
            path: passed(&path, "pbstrPath"),
            name: self.ask(on, "GetComponentName", "pbstrName")?,
            selected: self.ask(on, "IsSelectedForRestore", "pbSelectedForRestore")?,
            target: RestoreTarget::VSS_RT_ORIGINAL,
            subcomponents: Vec::new(),
            new_targets: Vec::new(),
            partial: Vec::new(),
            directed: Vec::new(),
        };
        if !entry.selected {
            return Ok(entry);
        }
        entry.target = self.ask(on, "GetRestoreTarget", "pTarget")?;
        let count: u32 = self.ask(on, "GetRestoreSubcomponentCount", "pcRestoreSubcomponent")?;
        for index in 0..count {
            let found = self.call(on, "GetRestoreSubcomponent", &[("iComponent", index.show())])?;
            let text = |name| passed(&found, name).unwrap_or_default();
            entry.subcomponents.push((text("pbstrLogicalPath"), text("pbstrComponentName")));
        }
        let count: u32 = self.ask(on, "GetNewTargetCount", "pcNewTarget")?;
        for index in 0..count {
            let found = self.made(on, "GetNewTarget", ("iNewTarget", index))?;
            entry.new_targets.extend(self.mapping(found)?);
        }
        let count: u32 = self.ask(on, "GetPartialFileCount", "pcPartialFiles")?;
        for index in 0..count {
            let found = self.call(on, "GetPartialFile", &[("iPartialFile", index.show())])?;
            let path = self.file(&found, "pbstrPath", "pbstrFilename")?;
            entry.partial.push(Partial { path, ranges: passed(&found, "pbstrRange").unwrap_or_default() });
        }
        let count: u32 = self.ask(on, "GetDirectedTargetCount", "pcDirectedTarget")?;
        for index in 0..count {
            let found = self.call(on, "GetDirectedTarget", &[("iDirectedTarget", index.show())])?;
            entry.directed.push(Directed {
                source: self.file(&found, "pbstrSourcePath", "pbstrSourceFileName")?,
                source_ranges: passed(&found, "pbstrSourceRangeList").unwrap_or_default(),
                destination: self.file(&found, "pbstrDestinationPath", "pbstrDestinationFilename")?,
                destination_ranges: passed(&found, "pbstrDestinationRangeList").unwrap_or_default(),
            });
        }
        Ok(entry)
    }

    /// The path of a file of which directory and name are told.
    fn file(&self, found: &Return, directory: &str, name: &str) -> Asked<WinPath> {
        let directory: Text = passed(found, directory).unwrap_or_default();
        let name: Text = passed(found, name).unwrap_or_default();
        let path = WinPath::parse(&self.environment.expand(&directory).text);
        path.and_then(|path| path.join(&name)).map_err(|fault| format!("{directory}\\{name}: {fault}"))
    }

    /// What an `IVssWMFiledesc` maps where; none where it names no place.
    fn mapping(&mut self, on: Target) -> Asked<Option<Mapping>> {
        let path: Text = self.ask(on, "GetPath", "pbstrPath")?;
        let filespec: Text = self.ask(on, "GetFilespec", "pbstrFilespec")?;
        let recursive: bool = self.ask(on, "GetRecursive", "pbRecursive")?;
        let to: Text = self.ask(on, "GetAlternateLocation", "pbstrAlternateLocation")?;
        let expanded = |text: &Text| WinPath::parse(&self.environment.expand(text).text).ok();
        Ok((|| {
            let files =
                FileSet { path: expanded(&path)?, filespec: FileSpec::parse(&filespec).ok()?, recursive };
            let to_path = expanded(&to)?;
            Some(Mapping { written: (path, filespec, recursive, to), files, to: to_path })
        })())
    }

    /// How a writer wants its files to be restored, from the document that was stored at the backup (rule RM-026).
    pub(super) fn method(&mut self, document: &WriterMetadata) -> Asked<Method> {
        let text = Value::Text(document.write().into());
        let made = self.call(Target::Function, "CreateVssExamineWriterMetadata", &[("bstrXML", text)])?;
        let examine = made.object().ok_or("CreateVssExamineWriterMetadata gives no object")?;
        let found = self.call(examine, "GetRestoreMethod", &[])?;
        let method = passed(&found, "pMethod").unwrap_or(RestoreMethod::VSS_RME_UNDEFINED);
        let count: u32 = passed(&found, "pcMappings").unwrap_or_default();
        let mut mappings = Vec::new();
        for index in 0..count {
            let mapping = self.made(examine, "GetAlternateLocationMapping", ("iMapping", index))?;
            mappings.extend(self.mapping(mapping)?);
        }
        self.call(examine, "Release", &[])?;
        Ok(Method { method, service: passed(&found, "pbstrService"), mappings })
    }
}

fn passed<T: Parameter>(result: &Return, name: &str) -> Option<T> {
    result.value(name).and_then(T::read)
}

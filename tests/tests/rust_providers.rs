//! A provider written in Rust makes shadow copies, takes its time, knows some LUNs only, and has room for one set.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use vss_conformance::backend::{Driver, Preparation, Provider, ProviderHandler, RustProvider, SnapshotTask};
use vss_sim::api::{
    AsyncCall, BackupCall, Call, FunctionCall, OutPtr, ProviderId, RequesterId, SetId, SnapshotId, Target,
};
use vss_sim::machines::Time;
use vss_sim::trace::Record;
use vss_sim::vocabulary::{Hresult, ProviderType, SnapshotContext, Text};
use vss_sim::world::{Participant, Return};
use vss_tests::model::calls;
use vss_tests::model::stage::{self, Stage};

/// What the provider was asked, in order.
type Heard = Rc<RefCell<Vec<String>>>;

/// An array with room for one set, which knows the LUN of the first volume alone.
struct Array {
    heard: Heard,
    sets: usize,
}

impl Array {
    fn hears(&self, what: impl Into<String>) {
        self.heard.borrow_mut().push(what.into());
    }
}

impl Provider for Array {
    fn are_luns_supported(
        &mut self,
        _: &mut ProviderHandler,
        luns: &[Text],
        context: SnapshotContext,
    ) -> Result<bool, Hresult> {
        assert_eq!(context, SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP);
        let known = luns.iter().all(|lun| lun.ends_with('1'));
        self.hears(format!("asked, {known}"));
        Ok(known)
    }

    fn begin_prepare_snapshot(&mut self, _: &mut ProviderHandler, asked: Preparation<'_>) -> Hresult {
        self.hears(format!("prepares {}", asked.name));
        Hresult::S_OK
    }

    fn commit_snapshots(&mut self, handler: &mut ProviderHandler, _: SetId) -> Hresult {
        handler.take(Duration::from_secs(2));
        handler.take(Duration::from_secs(1));
        self.sets += 1;
        self.hears("commits");
        if self.sets > 1 { Hresult::VSS_E_INSUFFICIENT_STORAGE } else { Hresult::S_OK }
    }

    fn locate_luns(&mut self, _: &mut ProviderHandler, _: SetId, snapshot: Option<SnapshotId>) -> Hresult {
        self.hears(if snapshot.is_some() { "imports" } else { "surfaces" });
        Hresult::S_OK
    }

    fn abort_snapshots(&mut self, _: &mut ProviderHandler, _: SetId) -> Hresult {
        self.hears("aborts");
        Hresult::S_OK
    }

    fn about_snapshot(&mut self, _: &mut ProviderHandler, _: SnapshotId, task: &SnapshotTask) -> Hresult {
        self.hears(format!("{task:?}"));
        Hresult::S_OK
    }
}

type Play = Driver<Vec<Record>>;

fn made(driver: &mut Play, call: Call) -> Return {
    let name = call.method().name;
    driver.call(stage::REQUESTING, call).unwrap_or_else(|halt| panic!("{name}: {halt:?}"))
}

/// Makes a set of one volume, and gives what `AddToSnapshotSet` and `DoSnapshotSet` come to.
fn creation(driver: &mut Play, volume: usize, by: u32) -> (Hresult, Option<Hresult>) {
    let create = FunctionCall::CreateVssBackupComponents { ppBackup: OutPtr::Given };
    let Some(Target::Backup(requester)) = made(driver, Call::Function(create)).object() else {
        panic!("no object")
    };
    let context = calls::set_context(SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP);
    for call in [calls::INITIALIZE, context, calls::START] {
        assert_eq!(on(driver, requester, call).code, Hresult::S_OK);
    }
    let added = on(driver, requester, calls::add_volume_by(volume, stage::provider_guid(by))).code;
    let ended = (added == Hresult::S_OK).then(|| {
        let object = on(driver, requester, calls::SNAPSHOT).object();
        let Some(Target::Async(object)) = object else { panic!("no object") };
        let wait = AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE };
        made(driver, Call::Async(object, wait)).code
    });
    on(driver, requester, calls::RELEASE);
    driver.settle().expect("it comes to rest");
    (added, ended)
}

fn on(driver: &mut Play, requester: RequesterId, call: BackupCall) -> Return {
    made(driver, Call::Backup(requester, call))
}

#[test]
fn a_provider_in_rust_makes_shadow_copies() {
    let kinds = vec![ProviderType::VSS_PROV_SYSTEM, ProviderType::VSS_PROV_HARDWARE];
    let stage = Stage { providers: kinds, ..Stage::default() };
    let heard = Heard::default();
    let mut driver = Driver::new(stage.world(), Vec::new());
    let array = Array { heard: Rc::clone(&heard), sets: 0 };
    driver.attach(Participant::Provider(ProviderId(2)), Box::new(RustProvider(array)));
    let whole = creation(&mut driver, 0, 2);
    assert_eq!(whole, (Hresult::S_OK, Some(Hresult::S_OK)));
    assert_eq!(driver.world().now, Time(Duration::from_secs(3)), "what it takes adds up");
    assert_eq!(creation(&mut driver, 1, 2), (Hresult::VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, None));
    let full = creation(&mut driver, 0, 2);
    assert_eq!(full, (Hresult::S_OK, Some(Hresult::VSS_E_INSUFFICIENT_STORAGE)));
    let name = |volume: usize| format!("prepares {}", stage::VOLUMES[volume]);
    let expected = [
        "asked, true",
        &name(0),
        "commits",
        "surfaces",
        "asked, false",
        "asked, true",
        &name(0),
        "commits",
        "aborts",
    ];
    assert_eq!(*heard.borrow(), expected);
}

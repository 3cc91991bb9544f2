//! `IsVolumeSupported`: providers are asked until one says yes.
//!
//! Page: `nf-vsbackup-ivssbackupcomponents-isvolumesupported`.

use crate::api::{ActivationId, CallId, OpId, Parameter, ProviderId, RequesterId, VolumeId};
use crate::machines::{ProviderFamily, Session, translate};
use crate::vocabulary::{Hresult, Text};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{Completion, Window};
use super::super::kinds::{OpKind, Support};
use super::super::outcome::Return;
use super::super::readings::QuestionsToProviders;
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper, by_participant};
use super::common::is_alive;
use super::luns;

/// Begins it; the call returns with the answer.
pub(in super::super) fn enter(
    st: &mut Stepper,
    requester: RequesterId,
    call: CallId,
    (volume, name): (VolumeId, Text),
    provider: Option<ProviderId>,
) {
    let candidates = match provider {
        Some(provider) => vec![provider],
        None => candidates(st, requester),
    };
    let support = Support { volume, name, candidates, claimed: false };
    st.open_operation(OpKind::Support(support), requester, Completion::Call(call));
}

/// The providers that may be asked, the next one last. By one reading hardware providers are asked by
/// `AddToSnapshotSet` alone.
fn candidates(st: &Stepper, requester: RequesterId) -> Vec<ProviderId> {
    let mut all = super::add_volume::by_preference(st, requester);
    let of_hardware = |provider: &ProviderId| luns::family_of(st, *provider) == ProviderFamily::Hardware;
    if all.iter().any(of_hardware)
        && st.reading::<QuestionsToProviders>() == QuestionsToProviders::AddToSnapshotSetOnly
    {
        all.retain(|provider| !of_hardware(provider));
    }
    all
}

fn answer(supported: bool) -> End {
    End::With(Return::with(vec![("pbSupportedByThisProvider", supported.show())]))
}

/// Asks the next provider, or ends.
pub(super) fn advance(st: &mut Stepper, op: OpId) {
    let next = st.edit_kind(op, |kind| {
        let OpKind::Support(support) = kind else { return None };
        let about = (support.volume, support.name.clone());
        Some((support.candidates.pop(), about, support.claimed))
    });
    let Some((next, (volume, name), claimed)) = next.flatten() else { return };
    let Some(provider) = next else {
        st.end_operation(op, answer(claimed));
        return;
    };
    let requester = st.operation(op).map(|operation| operation.requester);
    let session = requester.and_then(|requester| st.session(requester));
    let context = session.map(Session::context).unwrap_or_default();
    let asked = luns::question(st, provider, (volume, &name), context);
    if let Some(call) = asked.filter(|_| is_alive(st, provider)) {
        st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
    }
}

/// A provider has answered.
pub(super) fn answered(st: &mut Stepper, op: OpId, id: ActivationId, code: Hresult, supported: bool) {
    let code = translate(code);
    if code != Hresult::S_OK {
        st.end_operation(op, End::With(by_participant(code, id, Reason::PROVIDER_FAILED)));
    } else if supported {
        let left = |kind: &OpKind| matches!(kind, OpKind::Support(of) if !of.candidates.is_empty());
        let more = st.operation(op).is_some_and(|operation| left(&operation.kind));
        if more && st.reading::<QuestionsToProviders>() == QuestionsToProviders::AllProviders {
            st.edit_kind(op, |kind| {
                if let OpKind::Support(support) = kind {
                    support.claimed = true;
                }
            });
        } else {
            st.end_operation(op, answer(true));
        }
    }
}

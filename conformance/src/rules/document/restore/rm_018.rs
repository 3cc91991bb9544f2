//! RM-018: a writer whose service the requester is to stop names that service.

use vss_sim::documents::WriterMetadata;
use vss_sim::vocabulary::RestoreMethod;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};

const ID: &str = "RM-018";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let Some(method) = stops_a_service(writer.document()) else { return };
    let service = writer.document().restore_element().and_then(|restore| restore.service.as_deref());
    if service.unwrap_or_default().is_empty() {
        let origin = writer.at(places::restore_method().attribute("service"));
        let finding = Finding::new(ID, origin, format!("the restore method {method} names no service"));
        findings.push(
            finding
                .expected("the name of the service")
                .found("nothing")
                .help("give SetRestoreMethod its wszService"),
        );
    }
}

/// The restore method, where it is one by which the requester stops a service.
pub(super) fn stops_a_service(document: &WriterMetadata) -> Option<RestoreMethod> {
    let method = document.restore_element()?.method.known()?;
    [RestoreMethod::VSS_RME_STOP_RESTORE_START, RestoreMethod::VSS_RME_RESTORE_STOP_START]
        .contains(&method)
        .then_some(method)
}

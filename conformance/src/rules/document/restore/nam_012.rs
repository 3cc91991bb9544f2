//! NAM-012: a writer that asks for a service to be stopped gives the exact name of that service.
//!
//! Whether there is such a service is not seen from a document. Seen is a name that no service can have: the Service
//! Control Manager takes at most 256 characters and no slash or backslash (page `createservicew` of the Windows
//! services reference).

use super::rm_018::stops_a_service;
use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};
use crate::source::quote_as_is;

const ID: &str = "NAM-012";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

const LONGEST: usize = 256;

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    if stops_a_service(writer.document()).is_none() {
        return;
    }
    let Some(service) = writer.document().restore_element().and_then(|restore| restore.service.as_deref())
    else {
        return;
    };
    let blank = !service.is_empty() && service.trim() != service;
    if blank || service.contains(['/', '\\']) || service.encode_utf16().count() > LONGEST {
        let origin = writer.at(places::restore_method().attribute("service"));
        let finding = Finding::new(ID, origin, "no service can have this name").found(quote_as_is(service));
        let finding = finding.expected("the exact name of one service");
        findings.push(finding.help("give the service's name, not its display name or its program"));
    }
}

//! The model's tables of the codes that one state of things leads to, against the documented return codes.

use std::collections::BTreeSet;

use vss_conformance::coverage::rows;
use vss_sim::api::{INTERNAL_ERROR, INVALID_XML_DOCUMENT, UNEXPECTED, methods};

type Table = &'static [(&'static str, &'static [&'static str])];

/// The methods of a table, each with its interface.
fn of(table: Table) -> BTreeSet<(&'static str, &'static str)> {
    table.iter().flat_map(|(interface, names)| names.iter().map(move |name| (*interface, *name))).collect()
}

/// The methods that a code is documented for.
fn documented(code: &str) -> BTreeSet<(&'static str, &'static str)> {
    let rows = rows().iter().filter(|row| row.code == code);
    rows.map(|row| (row.interface.as_str(), row.method.as_str())).collect()
}

#[test]
fn the_tables_list_nothing_that_is_not_documented() {
    for (code, table) in
        [("VSS_E_INVALID_XML_DOCUMENT", INVALID_XML_DOCUMENT), ("VSS_E_UNEXPECTED", UNEXPECTED)]
    {
        let known = documented(code);
        let wrong: Vec<_> = of(table).into_iter().filter(|method| !known.contains(method)).collect();
        assert!(wrong.is_empty(), "{code}: {wrong:?}");
    }
}

#[test]
fn the_tables_list_every_method_of_the_interfaces_that_they_have() {
    for (code, table) in
        [("VSS_E_INVALID_XML_DOCUMENT", INVALID_XML_DOCUMENT), ("VSS_E_UNEXPECTED", UNEXPECTED)]
    {
        let (listed, known) = (of(table), documented(code));
        let interfaces: BTreeSet<&str> = table.iter().map(|(interface, _)| *interface).collect();
        let missing: Vec<_> = methods()
            .map(|method| (method.interface, method.name))
            .filter(|method| {
                interfaces.contains(method.0) && known.contains(method) && !listed.contains(method)
            })
            .collect();
        assert!(missing.is_empty(), "{code}: {missing:?}");
        let found = methods().filter(|method| known.contains(&(method.interface, method.name))).count();
        assert!(found > 60, "{code}: {found}");
    }
}

#[test]
fn the_table_of_internal_errors_is_what_is_documented_beside_writers() {
    let known: BTreeSet<_> = documented("E_FAIL").into_iter().filter(|of| of.0 != "CVssWriterEx").collect();
    assert_eq!(of(INTERNAL_ERROR), known);
    // A method has one code for what its page does not foresee.
    assert!(of(INTERNAL_ERROR).is_disjoint(&of(UNEXPECTED)));
}

#[test]
fn a_method_knows_what_its_page_lists() {
    let save =
        methods().find(|method| method.interface == "IVssBackupComponents" && method.name == "SaveAsXML");
    let save = save.unwrap();
    assert!(save.lists_unexpected() && !save.lists_invalid_xml_document());
}

//! What is no document, and where it stops being one.

use vss_sim::documents::{BackupComponents, Document, DocumentError, Limits, ReadOptions, WriterMetadata};
use vss_sim::vocabulary::Hresult;

use crate::support::fixture;

const HEAD: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">"#;
const WHO: &str = concat!(
    r#"<IDENTIFICATION writerId="00000000-0000-0000-0000-000000000001" "#,
    r#"instanceId="00000000-0000-0000-0000-000000000002" friendlyName="W" usage="USER_DATA" "#,
    r#"dataSource="OTHER"/>"#
);
const GROUP: &str = concat!(
    r#"<BACKUP_LOCATIONS><FILE_GROUP componentName="C" restoreMetadata="no" notifyOnBackupComplete="no" "#,
    r#"selectable="yes">"#
);
const GROUP_END: &str = "</FILE_GROUP></BACKUP_LOCATIONS></WRITER_METADATA>";

fn fails_with(text: &str, options: &ReadOptions) -> DocumentError {
    match Document::read(text.as_bytes(), options) {
        Ok(_) => panic!("it was read: {text}"),
        Err(error) => error,
    }
}

#[track_caller]
fn fails(text: &str, line: usize, column: usize, expected: &str, found: &str) {
    let error = fails_with(text, &ReadOptions::default());
    let said = (error.place.line, error.place.column, error.expected.as_ref(), error.found.as_ref());
    assert_eq!(said, (line, column, expected, found), "{text}");
    assert_eq!(error.hresult(), Hresult::VSS_E_INVALID_XML_DOCUMENT);
}

/// A document with `body` on its third line, from column 1.
fn body(body: &str) -> String {
    format!("{HEAD}\n{WHO}\n{body}")
}

/// A document with `set` on its third line, from column 1, inside a file group.
fn set(set: &str) -> String {
    format!("{HEAD}{WHO}\n{GROUP}\n{set}{GROUP_END}")
}

#[test]
fn doctypes() {
    fails("\n <!DOCTYPE a [<!ENTITY b \"c\">]>", 2, 2, "a document without a DTD", "`<!DOCTYPE`");
    fails("<!doctype a", 1, 1, "a document without a DTD", "`<!DOCTYPE`");
    fails(&body("<!DOCTYPE WRITER_METADATA>"), 3, 1, "a document without a DTD", "`<!DOCTYPE`");
}

#[test]
fn references() {
    let entity = "`&amp;`, `&lt;`, `&gt;`, `&quot;` or `&apos;`";
    fails(&set(r#"<FILE_LIST path="a&nbsp;" filespec="*"/>"#), 3, 20, entity, "`&nbsp;`");
    fails(&set(r#"<FILE_LIST path="&;" filespec="*"/>"#), 3, 19, entity, "`&;`");
    fails(&set(r#"<FILE_LIST path="&amp" filespec="*"/>"#), 3, 22, "`;` after a reference", "`\\\"`");
    let digit = "a digit of a character's number";
    fails(&set(r#"<FILE_LIST path="&#xZ;" filespec="*"/>"#), 3, 21, digit, "`Z`");
    let number = "the number of a character that XML allows";
    for reference in ["&#0;", "&#x1F;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#;", "&#99999999999;"] {
        let text = set(&format!(r#"<FILE_LIST path="{reference}" filespec="*"/>"#));
        fails(&text, 3, 17 + reference.len(), number, &format!("`{reference}`"));
    }
    fails(&body("&amp;"), 3, 1, "an element", "`&`");
    fails(&body("<X>&foo;</X>"), 3, 5, entity, "`&foo;`");
    fails(&body("<X>&amp</X>"), 3, 8, "`;` after a reference", "`<`");
}

#[test]
fn text_where_elements_stand() {
    fails(&body("  x"), 3, 3, "an element", "`x`");
    fails(&body("<![CDATA[x]]>"), 3, 1, "an element", "`<`");
    fails(&set("\u{FEFF}"), 3, 1, "an element", "`\\u{feff}`");
}

#[test]
fn encodings() {
    let options = ReadOptions::default();
    let error = Document::read(b"<a\n\xFF", &options).unwrap_err();
    assert_eq!((error.place.line, error.place.column, error.expected.as_ref()), (2, 1, "UTF-8"));
    let error = Document::read(&[0xFE, 0xFF, 0, b'<', 0xDC, 0x00], &options).unwrap_err();
    assert_eq!((error.place.column, error.found.as_ref()), (2, "the lone surrogate 0xDC00"));
    let error = Document::read(&[b'<', 0, b'a'], &options).unwrap_err();
    assert_eq!((error.place.column, error.found.as_ref()), (2, "one byte before the end of the input"));
    let declaration = r#"<?xml version="1.0" encoding="windows-1252"?>"#;
    fails(declaration, 1, 43, "UTF-8 or UTF-16", "`windows-1252`");
    fails(r#"<?xml version="1.1"?>"#, 1, 18, "XML version 1.0", "`1.1`");
    fails(r#"<?xml encoding="UTF-8"?>"#, 1, 23, "`version`", "no such attribute");
    fails("\n<?xml version='1.0'?>", 2, 6, "an XML declaration at the very start only", "`<?xml`");
}

#[test]
fn truncation() {
    fails("", 1, 1, "a root element", "the end of the input");
    fails("  \n", 2, 1, "a root element", "the end of the input");
    fails("<WRITER_META", 1, 13, "`>`", "the end of the input");
    fails(HEAD, 1, HEAD.len() + 1, "`</WRITER_METADATA>`", "the end of the input");
    fails(&body("<X a=\"b"), 3, 8, "the end of a value", "the end of the input");
    fails(&body("<!-- x"), 3, 7, "the end of a comment or section", "the end of the input");
    fails(&body("<?x"), 3, 4, "`?>`", "the end of the input");
    fails(&body("</WRITER_METADATA"), 3, 18, "`>`", "the end of the input");
    let sample = fixture("mail-file-groups.xml");
    let text = sample.text();
    for length in (0..text.len()).filter(|l| text.is_char_boundary(*l)) {
        let error = fails_with(&text[..length], &ReadOptions::default());
        assert_eq!(error.place.offset, length, "{error}");
    }
}

#[test]
fn tags() {
    fails(&body("</WRITER_METADATB>"), 3, 17, "`</WRITER_METADATA>`", "`</WRITER_METADATB>`");
    fails(&set("</FILE_LIST>"), 3, 8, "`</FILE_GROUP>`", "`</FILE_LIST>`");
    fails(&set("< path=\"x\"/>"), 3, 2, "an element's name", "` `");
    fails(&set("<1/>"), 3, 2, "an element's name", "`1`");
    fails(&set("<a&/>"), 3, 3, "an element's name", "`&`");
    fails(&set("<a/b/>"), 3, 4, "`>`", "`b`");
    fails(&set("<a b/>"), 3, 5, "`=` and a value", "`/`");
    fails(&set("<a b=c/>"), 3, 6, "a value in quotes", "`c`");
    fails(&set("<a b='c'd='e'/>"), 3, 9, "white space or `>`", "`d`");
    fails(&set("<a b='<'/>"), 3, 7, "a character that may stand in a value", "`<`");
    fails(&set("<a b='\u{1}'/>"), 3, 7, "a character that may stand in a value", "`\\u{1}`");
    fails(&set("<a b='é\u{FFFE}'/>"), 3, 8, "a character that may stand in a value", "`\\u{fffe}`");
    fails(&set("<a 1='c'/>"), 3, 4, "an attribute's name", "`1`");
    fails(&set("<!-- a--b -->"), 3, 8, "a comment without `--`", "`--`");
    fails(&set("<!x>"), 3, 3, "a comment or an element", "`x`");
    let after = format!("{HEAD}{WHO}</WRITER_METADATA>\n");
    fails(&format!("{after}<a/>"), 2, 1, "nothing after the root element", "`<a/>`");
    fails(&format!("{after}</a>"), 2, 1, "nothing after the root element", "`</a>`");
    fails(&format!("{after}a"), 2, 1, "an element", "`a`");
    fails("</a>", 1, 2, "an element", "`/`");
}

#[test]
fn roots_and_namespaces() {
    let roots = "`<WRITER_METADATA>` or `<BACKUP_COMPONENTS>`";
    fails("<WRITER_META/>", 1, 13, roots, "`<WRITER_META>`");
    fails("<writer_metadata/>", 1, 2, roots, "`<writer_metadata>`");
    let prefixed = r#"<v:WRITER_METADATA xmlns:v="x-schema:#VssWriterMetadataInfo" version="1.2"/>"#;
    fails(prefixed, 1, 3, "a name without a prefix", "`v:WRITER_METADATA`");
    let missing = "`xmlns=\"x-schema:#VssWriterMetadataInfo\"`";
    fails(r#"<WRITER_METADATA version="1.2"/>"#, 1, 31, missing, "no such attribute");
    let namespace = "the namespace `x-schema:#VssWriterMetadataInfo`";
    let other = r#"<WRITER_METADATA xmlns="x-schema:#VssComponentMetadata" version="1.2"/>"#;
    fails(other, 1, 38, namespace, "`x-schema:#VssComponentMetadata`");
    let part = concat!(
        r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2">"#,
        "\n",
        r#"<WRITER_COMPONENTS xmlns="y"/></BACKUP_COMPONENTS>"#
    );
    // The tag's other attributes are missing too; the namespace comes first.
    fails(part, 2, 27, "the namespace `x-schema:#VssComponentMetadata`", "`y`");
    let options = ReadOptions::default();
    let error = WriterMetadata::read_str("<BACKUP_COMPONENTS/>", &options).unwrap_err();
    assert_eq!((error.place.column, error.expected.as_ref()), (2, "`<WRITER_METADATA>`"));
    let error = BackupComponents::read_str(HEAD, &options).unwrap_err();
    assert_eq!((error.place.column, error.expected.as_ref()), (2, "`<BACKUP_COMPONENTS>`"));
}

#[test]
fn values() {
    let guid = |value: &str| format!("{HEAD}\n<IDENTIFICATION writerId=\"{value}\"\n instanceId=");
    let short = "00000000-0000-0000-0000-00000000000";
    for (value, column) in [
        (short.to_owned(), 27 + 35),
        (format!("{short}g"), 27 + 35),
        (format!("{short}11"), 27 + 36),
        (short.replacen('-', "_", 1), 27 + 8),
        (format!("{{{short}1"), 27 + 37),
        (String::new(), 27),
    ] {
        let text = format!(
            "{}\"00000000-0000-0000-0000-000000000002\" friendlyName='' usage='' dataSource=''/>",
            guid(&value)
        );
        fails(&text, 2, column, "a GUID", &format!("`{value}`"));
    }
    let mask = |value: &str| set(&format!("<FILE_LIST path='a' filespec='*' filespecBackupType='{value}'/>"));
    fails(&mask("38x5"), 3, 56, "an unsigned decimal number", "`38x5`");
    fails(&mask("-1"), 3, 54, "an unsigned decimal number", "`-1`");
    fails(&mask(""), 3, 54, "an unsigned decimal number", "nothing");
    fails(&mask("4294967296"), 3, 64, "a number up to 4294967295", "`4294967296`");
    let recursive = |value: &str| set(&format!("<FILE_LIST path='a' filespec='*' recursive='{value}'/>"));
    for (value, column) in [("yEs", 46), ("true", 45), ("", 45), ("yess", 48), ("ye", 47)] {
        fails(&recursive(value), 3, column, "`yes` or `no`", &format!("`{value}`"));
    }
}

#[test]
fn what_is_missing_or_twice() {
    fails(&set("<FILE_LIST path='a'/>"), 3, 20, "the attribute `filespec`", "no such attribute");
    fails(&set("<FILE_LIST\n filespec='a'\n>"), 5, 1, "the attribute `path`", "no such attribute");
    let again = "each attribute once";
    fails(&set("<FILE_LIST path='a' filespec='*' path='b'/>"), 3, 38, again, "`path` again");
    fails(&set("<FILE_LIST path='a' filespec='*' z='b' z='b'/>"), 3, 41, again, "`z` again");
    fails(&set("<Q z='b' z='b'/>"), 3, 11, again, "`z` again");
    let child = "the element `<IDENTIFICATION>`";
    fails(&format!("{HEAD}\n </WRITER_METADATA>"), 2, 2, child, "the end tag");
    let empty = HEAD.replace('>', "/>");
    fails(&empty, 1, empty.len() - 1, child, "no element");
    let once = "each of these elements once";
    fails(&body(WHO), 3, 16, once, "`<IDENTIFICATION>` again");
}

#[test]
fn limits() {
    let limited = |limits: Limits| ReadOptions { limits, ..ReadOptions::default() };
    let at = |text: &str, limits: Limits| {
        let error = fails_with(text, &limited(limits));
        (error.place.line, error.place.column, error.expected.into_owned())
    };
    let deep =
        |depth: usize| body(&format!("{}{}</WRITER_METADATA>", "<a>".repeat(depth), "</a>".repeat(depth)));
    let usual = Limits::default();
    // The root is one level.
    let wanted = (3, 63 * 3 + 1, "at most 64 elements inside one another".to_owned());
    assert_eq!(at(&deep(64), usual), wanted);
    assert!(Document::read(deep(63).as_bytes(), &ReadOptions::default()).is_ok());
    let deepest = Limits { depth: usize::MAX, ..usual };
    assert_eq!(at(&deep(100_000), deepest).1, (Limits::DEEPEST - 1) * 3 + 1);
    assert!(Document::read(deep(255).as_bytes(), &limited(deepest)).is_ok());

    let five = Limits { attributes: 5, ..usual };
    let wanted = "at most 5 attributes".to_owned();
    assert_eq!(at(&body("<Q a='' b='' c='' d='' e='' f=''/>"), five), (3, 30, wanted.clone()));
    let known = "<FILE_LIST path='a' filespec='*' recursive='no' a='' b='' filespecBackupType='1'/>";
    assert_eq!(at(&set(known), five), (3, 77, wanted.clone()));
    let in_order = "<FILE_LIST a='' b='' c='' path='a' filespec='*' recursive='no'/>";
    assert_eq!(at(&set(in_order), five), (3, 58, wanted));

    let elements = Limits { elements: 3, ..usual };
    assert_eq!(at(&body("<a/><a/></WRITER_METADATA>"), elements), (3, 5, "at most 3 elements".to_owned()));
    let size = Limits { size: 100, ..usual };
    assert_eq!(at(&body(""), size), (2, 100 - HEAD.len(), "at most 100 bytes".to_owned()));
    let error = WriterMetadata::read_str(&body(""), &limited(size)).unwrap_err();
    assert_eq!(error.place.offset, 100);

    let noisy = body(&format!("{}</WRITER_METADATA>", "<a/>".repeat(1500)));
    let read = Document::read(noisy.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((read.warnings.len(), read.unreported), (1000, 500));
}

#[test]
fn enumerations_are_kept_or_refused() {
    let text = format!("{HEAD}{}</WRITER_METADATA>", WHO.replace("USER_DATA", "USER_THINGS"));
    let read = WriterMetadata::read_str(&text, &ReadOptions::default()).unwrap();
    assert_eq!(read.value.write(), text);
    assert_eq!(read.value.identity().unwrap_err(), Hresult::VSS_E_INVALID_XML_DOCUMENT);
    let column = text.find("USER_THINGS").unwrap() + 1;
    assert_eq!((read.warnings.len(), read.warnings[0].place.column), (1, column));
    let strict = ReadOptions { strict: true, ..ReadOptions::default() };
    let error = WriterMetadata::read_str(&text, &strict).unwrap_err();
    assert_eq!((error.place.column, error.expected.as_ref()), (column + 5, "a value of VSS_USAGE_TYPE"));
}

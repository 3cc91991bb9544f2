//! From the bytes of a file to text: UTF-8 or UTF-16, with or without a byte order mark.

use std::borrow::Cow;

use super::diagnosis::{DocumentError, Place, quoted};
use super::limits::Limits;

/// The encodings that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16 { little: bool },
}

/// Decodes a document, and says what its bytes were encoded in.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<(Cow<'a, str>, Encoding), DocumentError> {
    let (encoding, body) = detect(bytes);
    if bytes.len() > limits.size {
        return Err(too_long(encoding, body, bytes.len(), limits));
    }
    match encoding {
        Encoding::Utf8 => match std::str::from_utf8(body) {
            Ok(text) => Ok((Cow::Borrowed(text), encoding)),
            Err(error) => {
                let (good, bad) = body.split_at_checked(error.valid_up_to()).unwrap_or((body, &[]));
                let good = String::from_utf8_lossy(good);
                let found = match bad.first() {
                    Some(byte) => Cow::Owned(format!("the byte 0x{byte:02X}")),
                    None => Cow::Borrowed("the end of the input"),
                };
                Err(DocumentError { place: Place::of(&good, good.len()), expected: "UTF-8".into(), found })
            }
        },
        Encoding::Utf16 { little } => {
            let text = utf16(body, little)?;
            Ok((Cow::Owned(text), encoding))
        }
    }
}

/// A text that is already decoded, within the limit.
pub(super) fn check_size(text: &str, limits: &Limits) -> Result<(), DocumentError> {
    if text.len() > limits.size {
        return Err(too_long(Encoding::Utf8, text.as_bytes(), text.len(), limits));
    }
    Ok(())
}

fn detect(bytes: &[u8]) -> (Encoding, &[u8]) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, rest),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16 { little: true }, rest),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16 { little: false }, rest),
        [b'<' | b' ' | b'\t' | b'\r' | b'\n', 0, ..] => (Encoding::Utf16 { little: true }, bytes),
        [0, b'<' | b' ' | b'\t' | b'\r' | b'\n', ..] => (Encoding::Utf16 { little: false }, bytes),
        _ => (Encoding::Utf8, bytes),
    }
}

fn utf16(body: &[u8], little: bool) -> Result<String, DocumentError> {
    let (pairs, rest) = body.as_chunks::<2>();
    let units =
        pairs.iter().map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) });
    let mut text = String::with_capacity(body.len() / 2);
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => text.push(c),
            Err(lone) => {
                return Err(DocumentError {
                    place: Place::of(&text, text.len()),
                    expected: "UTF-16".into(),
                    found: format!("the lone surrogate 0x{:04X}", lone.unpaired_surrogate()).into(),
                });
            }
        }
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        Err(DocumentError {
            place: Place::of(&text, text.len()),
            expected: "UTF-16, two bytes a unit".into(),
            found: "one byte before the end of the input".into(),
        })
    }
}

fn too_long(encoding: Encoding, body: &[u8], length: usize, limits: &Limits) -> DocumentError {
    let kept = body.get(..limits.size).unwrap_or(body);
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(kept).into_owned(),
        Encoding::Utf16 { little } => {
            let units = kept.as_chunks::<2>().0.iter();
            let units =
                units.map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) });
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
    };
    DocumentError {
        place: Place::of(&text, text.len()),
        expected: format!("at most {} bytes", limits.size).into(),
        found: format!("{length} bytes").into(),
    }
}

/// Checks the encoding that an XML declaration names; `Ok(false)` says that the bytes were in another one.
///
/// A string keeps the declaration of the file it came from, so another Unicode encoding is no error.
pub(super) fn declared(name: &str, actual: Option<Encoding>) -> Result<bool, Cow<'static, str>> {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    if is("UTF-8") || is("US-ASCII") {
        Ok(!matches!(actual, Some(Encoding::Utf16 { .. })))
    } else if is("UTF-16") || is("UTF-16LE") || is("UTF-16BE") || is("UNICODE") {
        Ok(!matches!(actual, Some(Encoding::Utf8)))
    } else {
        Err(quoted(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, &Limits::default()).unwrap().0.into_owned()
    }

    #[test]
    fn all_encodings_with_and_without_a_mark() {
        let wanted = "<é\u{1F600}/>";
        let little: Vec<u8> = wanted.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = wanted.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, body) in [
            (&[][..], wanted.as_bytes()),
            (&[0xEF, 0xBB, 0xBF], wanted.as_bytes()),
            (&[], &little),
            (&[0xFF, 0xFE], &little),
            (&[], &big),
            (&[0xFE, 0xFF], &big),
        ] {
            assert_eq!(text(&[mark, body].concat()), wanted);
        }
    }

    #[test]
    fn bad_bytes_have_places() {
        let error = decode(b"<a\n\xC3\xA9\xFF", &Limits::default()).unwrap_err();
        assert_eq!((error.place.offset, error.place.line, error.place.column), (5, 2, 2));
        assert_eq!(error.found, "the byte 0xFF");
        let error = decode(&[b'<', 0, 0x3D, 0xD8, b'a', 0], &Limits::default()).unwrap_err();
        assert_eq!((error.place.offset, error.found.as_ref()), (1, "the lone surrogate 0xD83D"));
        let error = decode(&[b'<', 0, b'a'], &Limits::default()).unwrap_err();
        assert_eq!(error.place.offset, 1);
    }

    #[test]
    fn size_is_bounded() {
        let limits = Limits { size: 4, ..Limits::default() };
        let error = decode(b"<a\n/>", &limits).unwrap_err();
        assert_eq!((error.place.offset, error.place.line, error.place.column), (4, 2, 2));
        assert_eq!(error.found, "5 bytes");
        let error = decode(&[b'<', 0, b'a', 0, b'/', 0], &limits).unwrap_err();
        assert_eq!(error.place.offset, 2);
    }
}

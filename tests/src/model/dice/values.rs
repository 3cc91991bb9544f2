//! Values for parameters: mostly ones that fit, and some that do not.

use vss_sim::api::{InParam, ParamType, Value};
use vss_sim::vocabulary::{Guid, Hresult};

use super::Dice;
use crate::model::document::EVERYTHING;
use crate::model::stage;

/// Mostly a value that fits the parameter's name.
pub(super) fn fitting_value(input: &InParam, dice: &mut Dice<'_>) -> Value {
    let fitting = FITTING.iter().find(|(part, _)| input.name.contains(part));
    match (input.ty, fitting) {
        (ParamType::Text, Some((_, text))) if dice.below(4) < 3 => Value::Text((*text).into()),
        (ParamType::Header(header), _) if dice.below(4) < 3 => {
            Value::Header(header, header.values.get(1 + dice.below(2)).map_or(0, |value| value.value))
        }
        (ParamType::Number, _) if input.name.starts_with('i') && dice.below(4) < 3 => Value::Number(0),
        (ty, _) => any_value(ty, dice),
    }
}

/// Texts that parameters take whose names hold the first text.
const FITTING: &[(&str, &str)] = &[
    ("LogicalPath", ""),
    ("OriginalVolume", "C:\\"),
    ("Name", "data"),
    ("Path", "C:\\data"),
    ("Filespec", "*"),
    ("Filename", "file"),
    ("Destination", "D:\\data"),
    ("Ranges", "0x0:0x100"),
    ("Metadata", "text"),
    ("bstrXML", EVERYTHING),
    ("metadata", EVERYTHING),
    ("writerName", "data"),
];

fn any_value(ty: ParamType, dice: &mut Dice<'_>) -> Value {
    let texts = [
        "data",
        "C:\\",
        "",
        "more",
        "D:\\",
        "C:\\data",
        "*",
        "a\u{1}b",
        "no such thing",
        "<BACKUP_COMPONENTS/>",
        EVERYTHING,
    ];
    match ty {
        ParamType::Bool => Value::Bool(dice.below(2) == 1),
        ParamType::Number | ParamType::Long | ParamType::LongLong => {
            Value::Number(i64::from(dice.next() % 4))
        }
        // Nothing takes an interface pointer or a structure in.
        ParamType::Object(_) | ParamType::Struct(_) => Value::Null,
        ParamType::Text => Value::Text(dice.pick(&texts).unwrap_or_default().into()),
        ParamType::Guid => {
            let number = u32::from(dice.next() % 4);
            let (writer, instance) = stage::writer_guids(number);
            let all = [writer, instance, stage::provider_guid(number), Guid::NULL];
            Value::Guid(dice.pick(&all).unwrap_or_default())
        }
        ParamType::Hresult => {
            let codes = [
                Hresult::VSS_E_WRITERERROR_RETRYABLE,
                Hresult::VSS_E_WRITERERROR_TIMEOUT,
                Hresult::S_OK,
                Hresult::E_FAIL,
            ];
            Value::Hresult(dice.pick(&codes).unwrap_or_default())
        }
        ParamType::Header(header) => {
            let known: Vec<u32> = header.values.iter().map(|value| value.value).collect();
            let outside = dice.below(8) == 7;
            let raw = if outside { 0x1234_0000 } else { dice.pick(&known).unwrap_or(99) };
            Value::Header(header, raw)
        }
        ParamType::GuidList => {
            let count = dice.below(4);
            Value::List((0..count).map(|_| any_value(ParamType::Guid, dice)).collect())
        }
        ParamType::TextList => Value::List(vec![any_value(ParamType::Text, dice)]),
        ParamType::Bytes => Value::List(vec![Value::Number(i64::from(dice.next() % 256))]),
    }
}

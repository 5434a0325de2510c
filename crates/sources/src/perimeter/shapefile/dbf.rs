//! The attributes of a shapefile: a dBASE III table, read as text.
//!
//! Esri's shapefiles keep numbers as digits, so every value is text; memo fields are left out.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{
    errors::{At, Place, Problem, SourceError},
    text::{Phrase, shown},
};

const A_DBF: Phrase = Phrase::new("une table dBASE (.dbf)", "a dBASE table (.dbf)");

/// The names of the fields and the values of each record; a deleted record is `None`, since
/// shapes and records go by their place.
#[derive(Debug, PartialEq)]
pub(crate) struct Attributes {
    pub(crate) fields: Vec<String>,
    pub(crate) records: Vec<Option<Vec<String>>>,
}

struct Field {
    name: String,
    start: usize,
    end: usize,
}

/// Reads the table; `cpg` is the text of the `.cpg` file that names the encoding.
pub(crate) fn read(
    bytes: &[u8],
    cpg: Option<&str>,
    place: &Place,
) -> Result<Attributes, SourceError> {
    let header: &[u8; 32] =
        bytes.first_chunk().ok_or_else(|| place.refuse(Problem::NotThis(A_DBF)))?;
    let [version, _, _, _, a, b, c, d, e, f, g, h, ..] = *header;
    if version & 0x07 != 3 {
        return Err(place.refuse(Problem::NotThis(A_DBF)));
    }
    let count = u32::from_le_bytes([a, b, c, d]) as usize;
    let (start, length) =
        (usize::from(u16::from_le_bytes([e, f])), usize::from(u16::from_le_bytes([g, h])));
    let encoding = match cpg {
        Some(cpg) => Some(encoding(cpg, place)?),
        None => from_language(header.get(29).copied().unwrap_or(0)),
    };
    let fields = fields(bytes.get(32..start).unwrap_or_default(), length, encoding);
    if fields.is_empty() {
        return Err(place
            .at(At::Byte(32))
            .refuse(Problem::corrupt(Phrase::new("aucun champ", "no field"))));
    }
    let mut records = Vec::new();
    for number in 0..count {
        let from = start + number * length;
        let Some(record) = bytes.get(from..from + length) else {
            return Err(place.at(At::Feature(number as u64 + 1)).refuse(Problem::Truncated));
        };
        let value =
            |field: &Field| text(record.get(field.start..field.end).unwrap_or_default(), encoding);
        let deleted = record.first() == Some(&b'*');
        records.push((!deleted).then(|| fields.iter().map(value).collect()));
    }
    Ok(Attributes { fields: fields.into_iter().map(|field| field.name).collect(), records })
}

/// The field descriptors: 32 bytes each, up to a carriage return.
fn fields(bytes: &[u8], length: usize, encoding: Option<&'static Encoding>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut start = 1; // the first byte of a record marks deletion
    for descriptor in bytes.as_chunks::<32>().0 {
        if descriptor[0] == 0x0d {
            break;
        }
        let name = descriptor[..11].split(|&byte| byte == 0).next().unwrap_or_default();
        let end = start + usize::from(descriptor[16]);
        if end > length {
            break;
        }
        fields.push(Field { name: text(name, encoding), start, end });
        start = end;
    }
    fields
}

/// The encoding a `.cpg` file names: `UTF-8`, `65001`, `ISO-8859-1`, `88591`, `ANSI 1252`…
fn encoding(cpg: &str, place: &Place) -> Result<&'static Encoding, SourceError> {
    let name = cpg.trim().trim_start_matches('\u{feff}').to_ascii_lowercase();
    let name = name.trim_start_matches("ansi").trim_start_matches("cp").trim();
    let label = match name {
        "65001" | "utf8" => "utf-8",
        "88591" | "8859-1" | "8859_1" | "1252" | "latin1" | "latin-1" => "windows-1252",
        "885915" | "88599" | "8859-15" => "iso-8859-15",
        other => other,
    };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        let expected = Phrase::new("un encodage connu, comme UTF-8", "a known encoding, as UTF-8");
        place.bad_value("cpg", &shown(cpg), expected)
    })
}

/// The encoding of the language byte: Esri writes 0x57 for the ANSI of Windows.
fn from_language(byte: u8) -> Option<&'static Encoding> {
    matches!(byte, 0x03 | 0x57 | 0x58 | 0x59).then_some(WINDOWS_1252)
}

/// A value without the spaces and zeros that pad it. Where nothing names the encoding, UTF-8 is
/// tried first: Latin text is almost never valid UTF-8 by chance.
fn text(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    let bytes = bytes.split(|&byte| byte == 0).next().unwrap_or_default().trim_ascii();
    let decoded = match encoding {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
        None => match std::str::from_utf8(bytes) {
            Ok(_) => UTF_8.decode_without_bom_handling(bytes).0,
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    decoded.trim().to_owned()
}

//! The report every import ends with: for people in two languages, and the same as JSON.

use std::fmt::{self, Write as _};

use dataset::Source;
use serde::Serialize;
use territory::{Code, Kind, Language, TerritoryId, Vintage};

use crate::{
    errors::{Place, Problem},
    text::Text,
};

/// What was read, mended, refused and covered. Lists are whole in JSON; for people they are cut
/// after [`ImportReport::SHOWN`] lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// What was read, with vintage and licence.
    pub sources: Vec<Source>,
    /// How many territories of each kind.
    pub counts: Vec<Count>,
    /// Territories taken by their members, beside the polygons that the file draws for them.
    pub differences: Vec<Difference>,
    /// What was mended, and how.
    pub repaired: Vec<RepairNote>,
    /// What was left out, and why.
    pub refused: Vec<Refusal>,
    /// Codes of an earlier vintage, and what they are today.
    pub resolved: Vec<Resolved>,
    /// How much of the country each kind covers.
    pub coverage: Vec<Coverage>,
    /// What else the reader of the report should know.
    pub remarks: Vec<Text>,
}

/// How many territories of a kind were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The kind.
    pub kind: Kind,
    /// The vintage, where the kind is counted by vintage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vintage: Option<Vintage>,
    /// How many.
    pub count: usize,
}

/// Something mended while reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RepairNote {
    /// The territory concerned.
    pub territory: TerritoryId,
    /// Its name.
    pub name: String,
    /// Where it is in the file.
    pub place: Place,
    /// What was done.
    pub done: Text,
    /// Area after less area before, in m²; `None` where the mending cannot change it.
    pub area_change: Option<f64>,
}

/// A territory taken by its members, beside the polygon that the file draws for it; areas in m².
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The territory.
    pub territory: TerritoryId,
    /// Its name.
    pub name: String,
    /// Where it is in the file.
    pub place: Place,
    /// Its communes of which the polygon covers less than half.
    pub gained: Vec<Code>,
    /// Other communes of which the polygon covers half or more.
    pub lost: Vec<Code>,
    /// Area of its communes.
    pub area: f64,
    /// Its ground outside the polygon.
    pub area_gained: f64,
    /// Ground of the polygon outside it.
    pub area_lost: f64,
}

/// Something left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What it was, as far as it could be read.
    pub what: String,
    /// Where it is in the file.
    pub place: Place,
    /// Why it was left out.
    pub reason: Text,
}

/// A code of an earlier vintage that was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resolved {
    /// The code as given.
    pub code: Code,
    /// Its name, where known.
    pub name: Option<String>,
    /// The communes that hold its ground today.
    pub communes: Vec<Code>,
    /// Where it is in the file.
    pub place: Place,
}

/// How many communes lie in at least one territory of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The kind.
    pub kind: Kind,
    /// The vintage of the communes.
    pub vintage: Vintage,
    /// Communes in at least one territory of the kind.
    pub communes: usize,
    /// All communes of the vintage, where the reader knows them.
    pub of: Option<usize>,
}

impl Refusal {
    /// A record left out because of a problem.
    #[must_use]
    pub fn new(what: impl Into<String>, place: Place, problem: &Problem) -> Self {
        let reason = Text::new(problem.text(Language::French), problem.text(Language::English));
        Self { what: what.into(), place, reason }
    }
}

impl Difference {
    /// Communes first, then ground: where no commune differs, one of the borders is drawn coarser.
    fn text(&self, language: Language) -> String {
        let french = language == Language::French;
        let mut parts = Vec::new();
        for (codes, fr, en) in
            [(&self.gained, "de plus", "more"), (&self.lost, "de moins", "fewer")]
        {
            let word = if codes.len() == 1 { "commune" } else { "communes" };
            let shown: Vec<&str> = codes.iter().take(5).map(Code::as_str).collect();
            let rest = if codes.len() > shown.len() { ", …" } else { "" };
            if !shown.is_empty() {
                let (count, side) = (codes.len(), if french { fr } else { en });
                parts.push(format!("{count} {word} {side} ({}{rest})", shown.join(", ")));
            }
        }
        let [more, less] = [self.area_gained, self.area_lost].map(|area| area / 1e6);
        parts.push(format!("+{more:.2} km², −{less:.2} km²"));
        parts.join(if french { "\u{a0}; " } else { "; " })
    }

    /// What the list is sorted by: the most communes first, then the most ground.
    pub(crate) fn weight(&self) -> (usize, f64) {
        (self.gained.len() + self.lost.len(), self.area_gained + self.area_lost)
    }
}

impl ImportReport {
    /// How many lines of each list are shown to people.
    pub const SHOWN: usize = 20;

    /// Adds what another report says.
    pub fn extend(&mut self, other: Self) {
        self.sources.extend(other.sources);
        self.counts.extend(other.counts);
        self.differences.extend(other.differences);
        self.repaired.extend(other.repaired);
        self.refused.extend(other.refused);
        self.resolved.extend(other.resolved);
        self.coverage.extend(other.coverage);
        self.remarks.extend(other.remarks);
    }

    /// The report for people.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = self.write(&mut text, language);
        text
    }

    fn write(&self, out: &mut String, language: Language) -> fmt::Result {
        let say = |fr: &'static str, en: &'static str| match language {
            Language::French => fr,
            Language::English => en,
        };
        for source in &self.sources {
            let vintage = source.vintage.map_or_else(String::new, |vintage| format!(", {vintage}"));
            let read = say("Lu\u{a0}:", "Read:");
            writeln!(out, "{read} {}{vintage} ({})", source.name, source.licence)?;
        }
        for count in &self.counts {
            let vintage = count.vintage.map_or_else(String::new, |vintage| format!(" ({vintage})"));
            let label = count.kind.label(language, count.count != 1);
            writeln!(out, "  {:>7} {label}{vintage}", grouped(count.count))?;
        }
        for cover in &self.coverage {
            let (label, vintage) = (cover.kind.label(language, true), cover.vintage);
            let communes = grouped(cover.communes);
            let of = |word: &str| {
                cover.of.map_or_else(String::new, |of| format!(" {word} {}", grouped(of)))
            };
            match language {
                Language::French => {
                    let of = of("sur");
                    writeln!(
                        out,
                        "  Couverture {vintage}\u{a0}: {communes}{of} communes ({label})"
                    )?;
                }
                Language::English => {
                    let of = of("of");
                    writeln!(out, "  Coverage {vintage}: {communes}{of} communes ({label})")?;
                }
            }
        }
        let colon = say("\u{a0}:", ":");
        let beside = say(
            "Pris par leurs membres, à côté des polygones du fichier",
            "Taken by their members, beside the file’s polygons",
        );
        list(out, beside, language, &self.differences, |difference| {
            let (name, code) = (&difference.name, &difference.territory.code);
            format!("{name} ({code}){colon} {}", difference.text(language))
        })?;
        list(out, say("Réparé", "Repaired"), language, &self.repaired, |note| {
            let (code, place) = (&note.territory.code, note.place.text(language));
            format!("{} ({code}), {place}{colon} {}", note.name, note.done.get(language))
        })?;
        list(out, say("Refusé", "Refused"), language, &self.refused, |refusal| {
            let (place, reason) = (refusal.place.text(language), refusal.reason.get(language));
            format!("{}, {place}{colon} {reason}", refusal.what)
        })?;
        list(out, say("Anciens codes", "Old codes"), language, &self.resolved, |resolved| {
            let name = resolved.name.as_deref().map_or_else(String::new, |n| format!(" ({n})"));
            let communes: Vec<_> = resolved.communes.iter().map(Code::as_str).collect();
            let (communes, place) = (communes.join(", "), resolved.place.text(language));
            format!("{}{name} → {communes}, {place}", resolved.code)
        })?;
        list(out, say("À savoir", "To know"), language, &self.remarks, |remark| {
            remark.get(language).to_owned()
        })
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::French))
    }
}

/// A titled list, cut where it gets long.
fn list<T>(
    out: &mut String,
    title: &str,
    language: Language,
    items: &[T],
    line: impl Fn(&T) -> String,
) -> fmt::Result {
    if items.is_empty() {
        return Ok(());
    }
    let colon = if language == Language::French { "\u{a0}:" } else { ":" };
    writeln!(out, "{title} ({}){colon}", grouped(items.len()))?;
    for item in items.iter().take(ImportReport::SHOWN) {
        writeln!(out, "  - {}", line(item))?;
    }
    match items.len().saturating_sub(ImportReport::SHOWN) {
        0 => Ok(()),
        more if language == Language::French => {
            writeln!(out, "  … et {} autres (la liste entière est dans le JSON)", grouped(more))
        }
        more => writeln!(out, "  … and {} more (the whole list is in the JSON)", grouped(more)),
    }
}

/// A count with its thousands parted by a narrow no-break space.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

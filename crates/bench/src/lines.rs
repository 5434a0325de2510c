//! The lines of the report: what was asked, what it cost us and PostGIS, and the target.

use std::fmt;

use serde::Serialize;

/// A measured figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "unit", content = "value", rename_all = "kebab-case")]
pub(crate) enum Figure {
    /// Seconds.
    Seconds(f64),
    /// A count in a second.
    PerSecond(f64),
    /// Bytes.
    Bytes(f64),
    /// A share of 1.
    Share(f64),
}

/// What is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Target {
    /// Our figure, at most.
    AtMost(Figure),
    /// Our figure, at least.
    AtLeast(Figure),
    /// The other's figure over ours, at least.
    Times(f64),
    /// Nothing: the line informs.
    None,
}

/// One line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    /// What is asked, and what is counted.
    pub(crate) work: String,
    /// Our figure.
    pub(crate) ours: Figure,
    /// PostGIS at its best, or what we are held against.
    pub(crate) other: Option<Figure>,
    /// What we aim at.
    pub(crate) target: Target,
    /// How many times better than the other we are.
    ratio: Option<f64>,
    /// Whether the target is met.
    met: Option<bool>,
}

impl Line {
    /// A figure of ours held against a target.
    pub(crate) fn own(work: impl Into<String>, ours: Figure, target: Target) -> Self {
        Self::new(work.into(), ours, None, target)
    }

    /// A figure of ours beside that of another.
    pub(crate) fn against(
        work: impl Into<String>,
        ours: Figure,
        other: Figure,
        target: Target,
    ) -> Self {
        Self::new(work.into(), ours, Some(other), target)
    }

    fn new(work: String, ours: Figure, other: Option<Figure>, target: Target) -> Self {
        let ratio = other.map(|other| match ours {
            // More is better of these, less of the others.
            Figure::PerSecond(_) | Figure::Share(_) => ours.value() / other.value(),
            Figure::Seconds(_) | Figure::Bytes(_) => other.value() / ours.value(),
        });
        let met = match target {
            Target::AtMost(most) => Some(ours.value() <= most.value()),
            Target::AtLeast(least) => Some(ours.value() >= least.value()),
            Target::Times(times) => ratio.map(|ratio| ratio >= times),
            Target::None => None,
        };
        Self { work, ours, other, target, ratio, met }
    }

    /// The cells of its row.
    pub(crate) fn cells(&self) -> [String; 6] {
        [
            self.work.clone(),
            self.ours.to_string(),
            self.other.map(|other| other.to_string()).unwrap_or_default(),
            self.ratio.map(|ratio| format!("{} ×", short(ratio))).unwrap_or_default(),
            self.target.to_string(),
            match self.met {
                Some(true) => "yes",
                Some(false) => "NO",
                None => "",
            }
            .to_owned(),
        ]
    }
}

/// The heads of the columns of [`Line::cells`].
pub(crate) const HEADS: [&str; 6] = ["work", "ours", "against", "ratio", "target", "met"];

impl Figure {
    fn value(self) -> f64 {
        match self {
            Self::Seconds(value)
            | Self::PerSecond(value)
            | Self::Bytes(value)
            | Self::Share(value) => value,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Seconds(time) if time < 1e-6 => write!(f, "{} ns", short(time * 1e9)),
            Self::Seconds(time) if time < 1e-3 => write!(f, "{} µs", short(time * 1e6)),
            Self::Seconds(time) if time < 1.0 => write!(f, "{} ms", short(time * 1e3)),
            Self::Seconds(time) => write!(f, "{} s", short(time)),
            Self::PerSecond(rate) if rate >= 1e6 => write!(f, "{} M/s", short(rate / 1e6)),
            Self::PerSecond(rate) if rate >= 1e3 => write!(f, "{} k/s", short(rate / 1e3)),
            Self::PerSecond(rate) => write!(f, "{} /s", short(rate)),
            Self::Bytes(bytes) => write!(f, "{} MB", short(bytes / 1e6)),
            Self::Share(share) => write!(f, "{:.1} %", 100.0 * share),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(figure) => write!(f, "≤ {figure}"),
            Self::AtLeast(figure) => write!(f, "≥ {figure}"),
            Self::Times(times) => write!(f, "≥ {} ×", short(*times)),
            Self::None => Ok(()),
        }
    }
}

/// Three figures that count.
fn short(value: f64) -> String {
    let decimals = match value.abs() {
        value if value >= 100.0 => 0,
        value if value >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    text
}

/// The middle one; 0 of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let (low, high) = (values.len().saturating_sub(1) / 2, values.len() / 2);
    match (values.get(low), values.get(high)) {
        (Some(low), Some(high)) => f64::midpoint(*low, *high),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &Line, ratio: &str, met: &str) {
        let cells = line.cells();
        assert_eq!([cells[3].as_str(), cells[5].as_str()], [ratio, met], "{cells:?}");
    }

    #[test]
    fn less_time_and_more_answers_are_better() {
        let (fast, slow) = (Figure::Seconds(1e-5), Figure::Seconds(9e-5));
        check(&Line::against("", fast, slow, Target::Times(9.0)), "9 ×", "yes");
        check(&Line::against("", slow, fast, Target::Times(9.0)), "0.11 ×", "NO");
        let (some, more) = (Figure::PerSecond(75.0), Figure::PerSecond(100.0));
        check(&Line::against("", some, more, Target::Times(0.75)), "0.75 ×", "yes");
        check(&Line::own("", fast, Target::AtMost(slow)), "", "yes");
        check(&Line::own("", some, Target::AtLeast(more)), "", "NO");
        check(&Line::against("", fast, slow, Target::None), "9 ×", "");
    }

    #[test]
    fn figures_read_well() {
        let texts = [
            Figure::Seconds(2.35e-7),
            Figure::Seconds(0.010),
            Figure::Seconds(12.34),
            Figure::PerSecond(1_234_567.0),
            Figure::Bytes(250e6),
            Figure::Share(0.693),
        ]
        .map(|figure| figure.to_string());
        assert_eq!(texts, ["235 ns", "10 ms", "12.3 s", "1.23 M/s", "250 MB", "69.3 %"]);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        let cases: [(&[f64], f64); 3] = [(&[3.0, 1.0, 2.0], 2.0), (&[4.0, 1.0], 2.5), (&[], 0.0)];
        for (values, expect) in cases {
            assert!((median(values.to_vec()) - expect).abs() < 1e-12);
        }
    }
}

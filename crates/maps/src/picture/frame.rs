//! The frame of a map: how degrees become units of the image, and how long a kilometre is there.

use super::{labels::Rectangle, palette::Palette, pen::Pen};

/// Metres in a degree of latitude, on the sphere of the same area as the Earth.
const METRES_PER_DEGREE: f64 = 111_194.93;

/// A window on the ground. Lengths are true along its middle parallel, which over a territory's
/// width is true enough for a scale bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    width: f64,
    height: f64,
    middle: [f64; 2],
    /// Units of the image in a metre.
    scale: f64,
}

impl Frame {
    /// A window of `width` by `height` units around a box in degrees (west, south, east, north).
    #[must_use]
    pub fn around([west, south, east, north]: [f64; 4], [width, height]: [f64; 2]) -> Self {
        let middle = [f64::midpoint(west, east), f64::midpoint(south, north)];
        let margin = 0.9;
        let across = (east - west).max(1e-4) * METRES_PER_DEGREE * middle[1].to_radians().cos();
        let along = (north - south).max(1e-4) * METRES_PER_DEGREE;
        let scale = (width * margin / across).min(height * margin / along);
        Self { width, height, middle, scale }
    }

    /// Width and height in units.
    #[must_use]
    pub fn size(&self) -> [f64; 2] {
        [self.width, self.height]
    }

    /// Metres of ground in a unit of the image.
    #[must_use]
    pub fn metres(&self) -> f64 {
        1.0 / self.scale
    }

    /// Where a position stands in the image.
    #[must_use]
    pub fn place(&self, [longitude, latitude]: [f64; 2]) -> [f64; 2] {
        let unit = METRES_PER_DEGREE * self.scale;
        let cosine = self.middle[1].to_radians().cos();
        [
            self.width / 2.0 + (longitude - self.middle[0]) * unit * cosine,
            self.height / 2.0 - (latitude - self.middle[1]) * unit,
        ]
    }

    /// The position of a point of the image.
    #[must_use]
    pub fn position(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let unit = METRES_PER_DEGREE * self.scale;
        let cosine = self.middle[1].to_radians().cos().max(1e-6);
        [
            self.middle[0] + (x - self.width / 2.0) / (unit * cosine),
            self.middle[1] - (y - self.height / 2.0) / unit,
        ]
    }

    /// The box of the image in degrees: west, south, east, north.
    #[must_use]
    pub fn bounds(&self) -> [f64; 4] {
        let [west, south] = self.position([0.0, self.height]);
        let [east, north] = self.position([self.width, 0.0]);
        [west, south, east, north]
    }

    /// Whether a point is in the image, so far from its edges.
    pub(super) fn holds(&self, [x, y]: [f64; 2], margin: f64) -> bool {
        (margin..=self.width - margin).contains(&x) && (margin..=self.height - margin).contains(&y)
    }

    /// A round length of about a fifth of the width.
    pub(super) fn scale_bar(&self) -> Bar {
        let most = self.width / 4.0 * self.metres();
        let ten = 10_f64.powf(most.max(1.0).log10().floor());
        let metres =
            [5.0, 2.0].into_iter().map(|n| n * ten).find(|&length| length <= most).unwrap_or(ten);
        let label = if metres >= 1000.0 {
            format!("{} km", metres / 1000.0)
        } else {
            format!("{metres} m")
        };
        Bar { at: [12.0, self.height - 12.0], length: metres * self.scale, label }
    }
}

/// The scale bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    at: [f64; 2],
    pub(super) length: f64,
    pub(super) label: String,
}

impl Bar {
    pub(super) fn rectangle(&self) -> Rectangle {
        let [x, y] = self.at;
        Rectangle::new([x - 4.0, y - 20.0], [x + self.length.max(40.0) + 4.0, y + 6.0])
    }

    pub(super) fn write(&self, pen: &mut Pen<'_>) {
        let Palette { ink, paper, .. } = pen.palette;
        let [x, y] = self.at;
        let path = format!("M{x:.1} {:.1}v5h{:.1}v-5", y - 5.0, self.length);
        pen.line("m-halo", paper, 4.0, "", &path);
        pen.line("m-scale", ink, 1.2, "", &path);
        pen.write(format_args!(
            "<text class=\"m-ink m-name\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" \
             text-anchor=\"middle\" fill=\"{ink}\" stroke=\"{paper}\" stroke-width=\"3\" \
             paint-order=\"stroke\">{}</text>",
            x + self.length / 2.0,
            y - 7.0,
            self.label
        ));
    }
}

//! The map of a territory, or of ground of one's own, as an image: SVG, PNG or WebP.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, Uri},
    response::Response,
};
use maps::picture::{Coat, Look, draw};
use raster::Format;
use territory::TerritoryId;
use utoipa::IntoParams;

use super::{
    Aim,
    scale::{DayParameters, rooms},
    sheet::{GroundParameters, spoken},
};
use crate::{
    asking::AskingToday,
    encoding::Encoding,
    ground::Ground,
    parameters::{Allowed, Parameter, Parameters, Query},
    problem::Problem,
    router::Door,
    sheet::{self, Drawing},
};

/// Stands for ground of one's own in the name of a file.
const OWN_GROUND: &str = "ground";
/// The most pixels of an image: A4 at 300 dpi is 8.7 million.
const MOST_PIXELS: f64 = 16e6;
/// Dots an inch of an image at scale 1.
const DENSITY: f64 = 96.0;
const LEAST_SIDE: u16 = 64;
const MOST_SIDE: u16 = 4000;

/// What an image is asked besides its ground.
struct ImageParameters {
    /// In units: pixels at scale 1.
    size: [f64; 2],
    scale: f64,
    look: Look,
    with_key: bool,
    day: DayParameters,
}

/// The same, as it is asked.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the description of parameters that are read one by one")]
pub(crate) struct SizeParameters {
    /// Its width in pixels at scale 1; 1200 by default.
    #[param(minimum = 64, maximum = 4000)]
    width: Option<u16>,
    /// Its height in pixels at scale 1; 630 by default.
    #[param(minimum = 64, maximum = 4000)]
    height: Option<u16>,
    /// How many pixels a side of those makes: 2 for fine screens, 3.125 for paper at 300 dpi. 16
    /// million pixels at most; without effect on SVG.
    #[param(minimum = 1, maximum = 4)]
    scale: Option<f32>,
    /// Its colours: `light`, `dark`, `print` or `colour-blind`.
    #[param(example = "light")]
    style: Option<String>,
    /// Without its key and credit, where `false`: for pages that show both themselves.
    key: Option<bool>,
}

/// What a file name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Svg,
    Pixels(Format),
}

/// A side in units.
struct Side(f64);

impl Parameter for Side {
    const EXPECTED: [&'static str; 2] =
        ["un nombre entier de 64 à 4000", "a whole number from 64 to 4000"];

    fn parse(text: &str) -> Option<Self> {
        let pixels: u16 = text.parse().ok()?;
        (LEAST_SIDE..=MOST_SIDE).contains(&pixels).then(|| Self(f64::from(pixels)))
    }
}

struct Scale(f64);

impl Parameter for Scale {
    const EXPECTED: [&'static str; 2] = ["un nombre de 1 à 4", "a number from 1 to 4"];

    fn parse(text: &str) -> Option<Self> {
        let scale: f64 = text.parse().ok()?;
        (1.0..=4.0).contains(&scale).then_some(Self(scale))
    }
}

impl Parameter for Look {
    const EXPECTED: [&'static str; 2] =
        ["light, dark, print ou colour-blind", "light, dark, print or colour-blind"];

    fn parse(text: &str) -> Option<Self> {
        Self::named(text)
    }
}

impl Parameters for ImageParameters {
    fn read(query: &Query<'_>) -> Result<Self, Problem> {
        let side = |field, usual| -> Result<f64, Problem> {
            Ok(query.optional::<Side>(field)?.map_or(usual, |side| side.0))
        };
        let size = [side("width", 1200.0)?, side("height", 630.0)?];
        let scale = query.optional::<Scale>("scale")?.map_or(1.0, |scale| scale.0);
        if size[0] * size[1] * scale * scale > MOST_PIXELS {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "L’image aurait plus de 16 millions de pixels : demandez moins de largeur, de \
                 hauteur ou d’échelle.",
                "The image would have more than 16 million pixels: ask for less width, height or \
                 scale.",
            )
            .at("scale"));
        }
        let look = query.optional::<Look>("style")?.unwrap_or_default();
        let with_key = query.optional::<Allowed>("key")?.is_none_or(|key| key.0);
        Ok(Self { size, scale, look, with_key, day: DayParameters::read(query)? })
    }
}

impl Form {
    /// The form that a file name ends with, and what stands before.
    fn of(file: &str) -> Option<(&str, Self)> {
        let (name, ending) = file.rsplit_once('.')?;
        let form = match ending {
            "svg" => Self::Svg,
            "png" => Self::Pixels(Format::Png),
            "webp" => Self::Pixels(Format::WebP),
            _ => return None,
        };
        Some((name, form))
    }

    const fn media(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Svg => "image/svg+xml",
            Self::Pixels(Format::Png) => "image/png",
            Self::Pixels(Format::WebP) => "image/webp",
        })
    }
}

/// The map of a territory as an image, with its key and credit. The file `ground` is of the ground
/// that `communes` or `polygon` tells.
#[utoipa::path(
    get,
    path = "/static/{file}",
    tag = "sheets",
    operation_id = "image",
    params(
        ("file" = String, Path, description = "A territory, or `ground`, and `.svg`, `.png` or `.webp`.", example = "epci:243400736.png"),
        SizeParameters,
        GroundParameters,
        DayParameters
    ),
    responses((status = 200, content(
        (String = "image/svg+xml"),
        (Vec<u8> = "image/png"),
        (Vec<u8> = "image/webp")
    )))
)]
pub(crate) async fn image(
    today: AskingToday,
    State(door): State<Door>,
    Path(file): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let query = Query::of(&uri);
    let Some((name, form)) = Form::of(&file) else {
        return Err(Problem::of_status(StatusCode::NOT_FOUND));
    };
    let aim = if name == OWN_GROUND {
        Aim::Ground(Ground::of_address(&query)?.0)
    } else if name.parse::<TerritoryId>().is_ok() {
        Aim::at(name.to_owned())
    } else {
        return Err(Problem::of_status(StatusCode::NOT_FOUND));
    };
    let asked = ImageParameters::read(&query)?;
    let language = spoken(&uri);
    let key = format!("{} {file}?{}", today.today, uri.query().unwrap_or(""));
    let engine = door.options.images.clone();
    let work = move || {
        let asking = &today.asking;
        let bytes =
            asking.snapshot.images().image(&key, || {
                let rooms = rooms(&today, &asked.day)?;
                let subject = aim.subject(&asking.snapshot, rooms.year)?;
                let straddle = ::scale::straddle(&rooms, (&subject, aim.name()));
                let ImageParameters { size, scale, look, with_key, .. } = asked;
                let how = Drawing { size, prefix: "", with_key, look, scale };
                let places = (rooms.atlas, rooms.year);
                sheet::picture(places, &subject, &straddle, language, how, |picture, frame| {
                    match form {
                        Form::Svg => Ok(draw(picture, frame, Coat::Whole).into_bytes()),
                        Form::Pixels(format) => {
                            let pixels = engine
                                .paint(picture, frame, scale as f32)
                                .map_err(|error| Problem::internal(&error))?;
                            raster::encode(&pixels, format, DENSITY * scale)
                                .map_err(|error| Problem::internal(&error))
                        }
                    }
                })
            })?;
        Ok(match form {
            Form::Svg => asking.bytes(bytes, form.media()),
            // Pixels are packed already.
            Form::Pixels(_) => asking.packed(|_| (bytes, Encoding::Identity), form.media()),
        })
    };
    door.workers.run(work).await
}

#[cfg(test)]
mod tests {
    use territory::Language;

    use super::*;

    fn check(file: &str, expect: Option<(&str, Form)>) {
        assert_eq!(Form::of(file), expect, "{file}");
    }

    #[test]
    fn a_file_name_ends_with_its_form() {
        check("commune:34111.svg", Some(("commune:34111", Form::Svg)));
        check("own:a.b.png", Some(("own:a.b", Form::Pixels(Format::Png))));
        check("ground.webp", Some(("ground", Form::Pixels(Format::WebP))));
        for file in ["commune:34111.gif", "commune:34111", "png", ""] {
            check(file, None);
        }
    }

    fn refused(query: &str, field: &str) {
        let uri: Uri = format!("/static/x.png?{query}").parse().unwrap();
        let Err(problem) = ImageParameters::read(&Query::of(&uri)) else {
            panic!("{query} is taken");
        };
        assert_eq!(problem.status(), StatusCode::BAD_REQUEST, "{query}");
        assert!(
            String::from_utf8_lossy(&problem.body(Language::English)).contains(field),
            "{query}"
        );
    }

    #[test]
    fn images_are_bounded() {
        refused("width=100000", "width");
        refused("width=63", "width");
        refused("height=-1", "height");
        refused("height=x", "height");
        refused("scale=0", "scale");
        refused("scale=NaN", "scale");
        refused("scale=1e9", "scale");
        refused("width=4000&height=4000&scale=2", "scale");
        refused("style=pink", "style");
    }
}

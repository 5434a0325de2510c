//! Addresses on paper: the one of the page a sheet was printed from, and its QR code.

use std::fmt::Write;

use axum::http::{HeaderMap, header};
use qrcode::{Color, EcLevel, QrCode};
use territory::Language;

/// What the sheet is about, as addresses name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `kind:code`.
    Territory(String),
    /// Codes of communes.
    Communes(String),
    /// A ring as short text.
    Polygon(String),
}

/// Where a page is: what it is about, and how it was asked.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// Scheme and host, as people reach this server.
    pub(crate) origin: String,
    /// What it is about.
    pub(crate) place: Place,
    /// The rest of the question, in the order of addresses.
    pub(crate) parameters: Vec<(&'static str, String)>,
}

/// The longest address a code may hold and still be read off paper.
const LONGEST: usize = 900;

impl Reach {
    /// The address of the page in a language.
    pub(crate) fn page(&self, language: Language) -> String {
        let place = match &self.place {
            Place::Territory(id) => ("territory", id),
            Place::Communes(codes) => ("communes", codes),
            Place::Polygon(ring) => ("polygon", ring),
        };
        let step = if self.parameters.iter().any(|(name, _)| *name == "theme") {
            ("step", "table".to_owned())
        } else {
            ("step", "cuts".to_owned())
        };
        let parts = [(place.0, place.1.clone()), step];
        format!("{}/{}", self.origin, self.query(parts, language))
    }

    /// The address of the sheet itself, on this server, in a language.
    pub(crate) fn sheet(&self, language: Language) -> String {
        match &self.place {
            Place::Territory(id) => format!("/fiche/{id}{}", self.query([], language)),
            Place::Communes(codes) => {
                format!("/fiche{}", self.query([("communes", codes.clone())], language))
            }
            Place::Polygon(ring) => {
                format!("/fiche{}", self.query([("polygon", ring.clone())], language))
            }
        }
    }

    fn query<const N: usize>(
        &self,
        first: [(&'static str, String); N],
        language: Language,
    ) -> String {
        let mut text = String::new();
        let english = (language == Language::English).then(|| ("lang", "en".to_owned()));
        for (name, value) in first.into_iter().chain(self.parameters.clone()).chain(english) {
            let between = if text.is_empty() { '?' } else { '&' };
            let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            // Legal in a query, and shorter as they are. Writing to a String does not fail.
            let value = value.replace("%3A", ":").replace("%2C", ",");
            let _ = write!(text, "{between}{name}={value}");
        }
        text
    }
}

/// How people reach this server: as its operator says, else as the request did.
pub(crate) fn origin(public: Option<&str>, headers: &HeaderMap) -> String {
    if let Some(public) = public {
        return public.trim_end_matches('/').to_owned();
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let sound = |host: &&str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        !host.is_empty() && host.len() <= 255 && host.bytes().all(known)
    };
    let host = text(header::HOST.as_str()).filter(sound).unwrap_or("localhost");
    let secure = text("x-forwarded-proto") == Some("https");
    format!("{}://{host}", if secure { "https" } else { "http" })
}

/// The code of an address as an image of black squares on white, with its quiet edge; none where
/// the address is too long to be read off paper.
pub(crate) fn code(address: &str) -> Option<String> {
    const QUIET: usize = 4;
    if address.len() > LONGEST {
        return None;
    }
    let level = if address.len() > 200 { EcLevel::L } else { EcLevel::M };
    let code = QrCode::with_error_correction_level(address, level).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let length = run.len();
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += run.len();
        }
    }
    let side = width + 2 * QUIET;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\" aria-hidden=\"true\"><rect width=\"{side}\" \
         height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_origin(public: Option<&str>, host: &str, proto: &str, expect: &str) {
        let mut headers = HeaderMap::new();
        if let Ok(host) = host.parse() {
            headers.insert(header::HOST, host);
        }
        if let Ok(proto) = proto.parse() {
            headers.insert("x-forwarded-proto", proto);
        }
        assert_eq!(origin(public, &headers), expect);
    }

    #[test]
    fn the_origin_is_the_operators_word_then_the_checked_host() {
        check_origin(Some("https://carte.example/"), "evil.example", "", "https://carte.example");
        check_origin(None, "carte.example:8080", "", "http://carte.example:8080");
        check_origin(None, "carte.example", "https", "https://carte.example");
        check_origin(None, "[::1]:80", "javascript", "http://[::1]:80");
        check_origin(None, "a/\"><b", "", "http://localhost");
        check_origin(None, "", "", "http://localhost");
    }

    fn check_page(place: Place, language: Language, expect: &str) {
        let parameters = vec![("theme", "petite-enfance".to_owned())];
        let reach = Reach { origin: "http://a".to_owned(), place, parameters };
        assert_eq!(reach.page(language), expect);
    }

    #[test]
    fn addresses_are_those_the_page_reads() {
        check_page(
            Place::Territory("bassin-de-vie:34111".to_owned()),
            Language::French,
            "http://a/?territory=bassin-de-vie:34111&step=table&theme=petite-enfance",
        );
        check_page(
            Place::Communes("34111,30140".to_owned()),
            Language::English,
            "http://a/?communes=34111,30140&step=table&theme=petite-enfance&lang=en",
        );
        check_page(
            Place::Polygon("_p~iF|U`@&".to_owned()),
            Language::French,
            "http://a/?polygon=_p%7EiF%7CU%60%40%26&step=table&theme=petite-enfance",
        );
    }

    #[test]
    fn a_code_has_its_quiet_edge_and_long_addresses_have_none() {
        let image = code("http://a/?territory=epci:243400736").unwrap_or_default();
        assert!(image.contains("M4 4h7v1h-7z"), "{image}");
        assert_eq!(code(&"a".repeat(LONGEST + 1)), None);
    }
}

//! Compression of answers, as the client accepts it.

use std::io::Write;

use axum::http::{HeaderMap, HeaderValue, header};

/// How an answer is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is.
    Identity,
    /// gzip.
    Gzip,
    /// Brotli.
    Brotli,
}

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For an answer written for one request.
    Once,
    /// For a file that is kept.
    Kept,
}

/// Below this many bytes an answer fits in a network packet, and compressing it gains nothing.
const WORTHWHILE: usize = 1_200;

impl Encoding {
    /// The best encoding that the headers of a request accept.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        let Some(accepted) = headers.get(header::ACCEPT_ENCODING) else { return Self::Identity };
        let Ok(accepted) = accepted.to_str() else { return Self::Identity };
        let accepts = |name: &str| accepted.split(',').any(|offer| offers(offer, name));
        if accepts("br") {
            Self::Brotli
        } else if accepts("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// The value of the Content-Encoding header.
    pub(crate) fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Brotli => Some(HeaderValue::from_static("br")),
        }
    }

    /// Compresses bytes; `None` where that is not asked for or not worth it.
    pub(crate) fn compress(self, bytes: &[u8], effort: Effort) -> Option<Vec<u8>> {
        if bytes.len() < WORTHWHILE {
            return None;
        }
        let packed = match self {
            Self::Identity => return None,
            Self::Gzip => gzip(bytes, effort)?,
            Self::Brotli => brotli(bytes, effort)?,
        };
        (packed.len() < bytes.len()).then_some(packed)
    }
}

/// Whether one item of an Accept-Encoding list takes an encoding.
fn offers(offer: &str, name: &str) -> bool {
    let mut parts = offer.split(';').map(str::trim);
    let named = parts.next().is_some_and(|offered| offered.eq_ignore_ascii_case(name));
    let refused = |part: &str| {
        part.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()) == Some(0.0)
    };
    named && !parts.any(refused)
}

fn gzip(bytes: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let level = match effort {
        Effort::Once => flate2::Compression::new(4),
        Effort::Kept => flate2::Compression::best(),
    };
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

fn brotli(bytes: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let quality = match effort {
        Effort::Once => 3,
        Effort::Kept => 9,
    };
    let parameters = brotli::enc::BrotliEncoderParams { quality, lgwin: 20, ..Default::default() };
    let mut packed = Vec::with_capacity(bytes.len() / 4);
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).ok()?;
    Some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expect: Encoding) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, header.parse().unwrap());
        assert_eq!(Encoding::accepted(&headers), expect, "{header:?}");
    }

    #[test]
    fn the_best_accepted_encoding_is_taken() {
        check("gzip, deflate, br, zstd", Encoding::Brotli);
        check("gzip;q=0.8, br;q=0", Encoding::Gzip);
        check("GZIP", Encoding::Gzip);
        check("identity", Encoding::Identity);
        check("gzip; q=0.000", Encoding::Identity);
        check("", Encoding::Identity);
    }

    #[test]
    fn small_answers_stay_as_they_are() {
        assert!(Encoding::Gzip.compress(&[b' '; 100], Effort::Once).is_none());
        assert!(Encoding::Brotli.compress(&[b' '; 10_000], Effort::Once).unwrap().len() < 200);
    }
}

//! The built web files, embedded in the program and kept compressed.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use axum::{body::Bytes, http::HeaderValue};
use rust_embed::RustEmbed;

use crate::encoding::{Effort, Encoding};

/// The built web files; none where they were not built before the program.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

static ASSETS: LazyLock<HashMap<Cow<'static, str>, Asset>> = LazyLock::new(|| {
    let asset = |path: Cow<'static, str>| Some((path.clone(), Asset::read(&path)?));
    Files::iter().filter_map(asset).collect()
});

/// A file of the page.
#[derive(Debug)]
pub(crate) struct Asset {
    plain: Bytes,
    gzip: OnceLock<Option<Bytes>>,
    brotli: OnceLock<Option<Bytes>>,
    /// Names the content.
    pub(crate) tag: HeaderValue,
    pub(crate) media_type: HeaderValue,
    /// How long a browser may keep it without asking.
    pub(crate) age: HeaderValue,
}

/// The file at a path.
pub(crate) fn asset(path: &str) -> Option<&'static Asset> {
    ASSETS.get(path)
}

/// The path of the file whose path begins so: the names of built files carry their hash.
pub(crate) fn path_of(start: &str) -> Option<&'static str> {
    ASSETS.keys().map(|path| &**path).filter(|path| path.starts_with(start)).min()
}

/// Compresses every file as well as can be, which takes seconds; until then they are served as
/// they are.
pub(crate) fn pack() {
    // What is needed first is packed first.
    let mut assets: Vec<&Asset> = ASSETS.values().collect();
    assets.sort_by_key(|asset| asset.plain.len());
    for encoding in [Encoding::Brotli, Encoding::Gzip] {
        for asset in &assets {
            asset.pack(encoding);
        }
    }
}

impl Asset {
    fn read(path: &str) -> Option<Self> {
        let file = Files::get(path)?;
        let hash = file.metadata.sha256_hash();
        let start = hash.iter().take(12).fold(0_u128, |tag, &byte| tag << 8 | u128::from(byte));
        let tag = format!("{start:024x}");
        Some(Self {
            plain: match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::from(bytes),
            },
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            tag: HeaderValue::try_from(format!("W/\"{tag}\"")).ok()?,
            media_type: HeaderValue::from_static(media_type(path)),
            age: age(path),
        })
    }

    /// The bytes to send to a client that takes an encoding, and how they are compressed.
    pub(crate) fn bytes(&self, encoding: Encoding) -> (Bytes, Encoding) {
        let packed = match encoding {
            Encoding::Identity => None,
            Encoding::Gzip => self.gzip.get(),
            Encoding::Brotli => self.brotli.get(),
        };
        match packed {
            Some(Some(packed)) => (packed.clone(), encoding),
            _ => (self.plain.clone(), Encoding::Identity),
        }
    }

    fn pack(&self, encoding: Encoding) {
        let place = match encoding {
            Encoding::Identity => return,
            Encoding::Gzip => &self.gzip,
            Encoding::Brotli => &self.brotli,
        };
        place.get_or_init(|| encoding.compress(&self.plain, Effort::Kept).map(Bytes::from));
    }
}

/// Files under `assets/` carry their hash in their name: they never change.
fn age(path: &str) -> HeaderValue {
    HeaderValue::from_static(if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_with_a_hash_in_their_name_are_kept_for_ever() {
        assert!(age("assets/index-C7kKJ2y3.js").to_str().unwrap().contains("immutable"));
        for path in ["index.html", "favicon.svg"] {
            assert_eq!(age(path), "no-cache", "{path}");
        }
    }

    #[test]
    fn a_file_is_sent_plain_until_it_is_packed() {
        let asset = Asset {
            plain: Bytes::from(vec![b' '; 5_000]),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            tag: HeaderValue::from_static("W/\"x\""),
            media_type: HeaderValue::from_static("text/plain"),
            age: age(""),
        };
        assert_eq!(asset.bytes(Encoding::Brotli).1, Encoding::Identity);
        asset.pack(Encoding::Brotli);
        let (bytes, encoding) = asset.bytes(Encoding::Brotli);
        assert!(bytes.len() < 100 && encoding == Encoding::Brotli);
        assert_eq!(asset.bytes(Encoding::Gzip).1, Encoding::Identity);
    }
}

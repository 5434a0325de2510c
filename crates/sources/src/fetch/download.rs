//! One file from an official site, over HTTPS.
//!
//! ureq rather than a `curl` process: a machine with only Rust, Node and Python may have no curl,
//! and the limits on time and size are the same everywhere. It heeds the proxy of the
//! environment (`HTTPS_PROXY`) and brings the web's root certificates.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    time::Duration,
};

use crate::text::{Text, shown_long};

/// Finding and reaching the site.
const CONNECT: Duration = Duration::from_secs(20);
/// The whole transfer, however slow the line.
const WHOLE: Duration = Duration::from_mins(10);
/// The most a file may take: the largest expected is 3 MB.
const LIMIT: u64 = 512 << 20;

/// Gets a file; the error is a sentence for the report.
pub(super) fn get(url: &str, target: &Path) -> Result<(), Text> {
    let request = ureq::get(url)
        .config()
        .https_only(true)
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(WHOLE))
        .user_agent(concat!("echelle/", env!("CARGO_PKG_VERSION")))
        .build();
    let failed = |error: &dyn std::fmt::Display| unreached(url, &error.to_string());
    let mut response = request.call().map_err(|error| failed(&error))?;
    let kind = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    // A page that says “not found” with status 200 is no file.
    if kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return Err(Text::new(
            format!("{url} a répondu par une page web, pas par un fichier"),
            format!("{url} answered with a web page, not with a file"),
        ));
    }
    let body = response.body_mut().with_config().limit(LIMIT).reader();
    save(body, target).map_err(|error| failed(&error))
}

fn save(mut body: impl Read, target: &Path) -> io::Result<()> {
    let mut file = File::create(target)?;
    io::copy(&mut body, &mut file)?;
    file.sync_all()
}

fn unreached(url: &str, cause: &str) -> Text {
    let cause = shown_long(cause);
    Text::new(format!("{url} : {cause}"), format!("{url}: {cause}"))
}

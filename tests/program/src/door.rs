//! The HTTP door of the server that `scripts/test` started.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::OnceLock,
    time::Duration,
};

use serde_json::Value;
use ureq::{Agent, Body, http::Response};

use crate::prepared;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// Where it is something else.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }
}

fn agent() -> &'static Agent {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        Agent::config_builder()
            .http_status_as_error(false)
            // A server that hangs fails the check; how fast it is, `scripts/bench` says.
            .timeout_global(Some(Duration::from_mins(1)))
            .build()
            .into()
    })
}

fn address(path: &str) -> String {
    format!("{}{path}", prepared("ECHELLE_TEST_SERVER"))
}

fn answer(mut response: Response<Body>) -> Answer {
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()))
        .collect();
    let body = response.body_mut().with_config().limit(1 << 28).read_to_vec();
    Answer {
        status: response.status().as_u16(),
        headers,
        body: body.expect("the body arrives whole"),
    }
}

/// Asks for a page with headers.
///
/// # Panics
/// Where the server does not answer.
#[must_use]
pub fn get_with(path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers
        .iter()
        .fold(agent().get(address(path)), |request, (name, value)| request.header(*name, *value));
    answer(request.call().unwrap_or_else(|error| panic!("GET {path}: {error}")))
}

/// Asks for a page.
#[must_use]
pub fn get(path: &str) -> Answer {
    get_with(path, &[])
}

/// Posts a JSON body.
///
/// # Panics
/// Where the server does not answer.
#[must_use]
pub fn post(path: &str, body: impl AsRef<[u8]>) -> Answer {
    let request = agent().post(address(path)).header("content-type", "application/json");
    answer(request.send(body.as_ref()).unwrap_or_else(|error| panic!("POST {path}: {error}")))
}

/// Announces a JSON body of so many bytes and waits to be told to go on, as curl does: what the
/// server says instead of that.
///
/// # Panics
/// Where the server does not answer.
#[must_use]
pub fn announce(path: &str, bytes: usize) -> String {
    let server = prepared("ECHELLE_TEST_SERVER");
    let host = server.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("the server listens");
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
         content-length: {bytes}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("the head is taken");
    let mut said = String::new();
    stream.read_to_string(&mut said).expect("an answer comes");
    said
}

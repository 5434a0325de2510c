//! Real connections: silent clients are let go, and a stop lets requests under way finish.

use std::{net::SocketAddr, time::Duration};

use server::{Options, Site, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

use crate::country;

/// Longer than any deadline set here: only a failing test waits so long.
const FOR_EVER: Duration = Duration::from_mins(1);

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

async fn start(options: Options) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let site = Site::new(country::atlas(), "one", Vec::new());
    let served = tokio::spawn(async move {
        let stopped = async {
            let _ = stopped.await;
        };
        serve(listener, site, options, stopped).await.unwrap();
    });
    Running { address, stop, served }
}

fn impatient() -> Options {
    let soon = Duration::from_millis(200);
    Options { head_timeout: soon, body_timeout: soon, ..Options::default() }
}

/// What a connection says until the server closes it.
async fn to_the_end(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A connection that is reset is closed as well.
    let _ = tokio::time::timeout(FOR_EVER, stream.read_to_end(&mut bytes)).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Sends a text and checks how the answer starts, once the server has closed the connection.
async fn check(address: SocketAddr, sent: &str, start: &str) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(sent.as_bytes()).await.unwrap();
    let answer = to_the_end(stream).await;
    assert!(answer.starts_with(start), "{sent:?}: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_do_not_finish_their_request_are_let_go() {
    let running = start(impatient()).await;
    let half = ["", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"];
    let waiting = half.iter().cycle().take(100).map(|sent| check(running.address, sent, ""));
    futures_util::future::join_all(waiting).await;
    let late = "POST /api/overlaps HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                Content-Length: 100\r\nConnection: close\r\n\r\n{";
    check(running.address, late, "HTTP/1.1 408 ").await;
    check(running.address, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_read_is_let_go() {
    let running = start(impatient()).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let head = "POST /api/locate HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n\
                Transfer-Encoding: chunked\r\n\r\n8\r\nlon,lat\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let rows = "2.35,45.05\n".repeat(5_000);
    let chunk = format!("{:x}\r\n{rows}\r\n", rows.len());
    let sending = async { while stream.write_all(chunk.as_bytes()).await.is_ok() {} };
    tokio::time::timeout(FOR_EVER, sending).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_more_connection_than_allowed_waits_for_its_turn() {
    let running = start(Options { connections: 1, ..impatient() }).await;
    let silent = TcpStream::connect(running.address).await.unwrap();
    let request = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    check(running.address, request, "HTTP/1.1 200 OK").await;
    assert_eq!(to_the_end(silent).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_lets_requests_under_way_finish() {
    let running = start(Options::default()).await;
    let body = r#"{"communes":["10002"]}"#;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let head = format!(
        "POST /api/overlaps HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server has read the head once it asks for the body.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).await.unwrap();
    assert!(go_on.starts_with(b"HTTP/1.1 100"));
    let idle = TcpStream::connect(running.address).await.unwrap();
    running.stop.send(()).unwrap();
    assert_eq!(to_the_end(idle).await, "");
    stream.write_all(body.as_bytes()).await.unwrap();
    let answer = to_the_end(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    tokio::time::timeout(FOR_EVER, running.served).await.unwrap().unwrap();
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_does_not_wait_for_ever() {
    let options = Options { stop_timeout: Duration::from_millis(200), ..Options::default() };
    let running = start(options).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let head = "POST /api/overlaps HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                Content-Length: 10\r\nExpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).await.unwrap();
    running.stop.send(()).unwrap();
    tokio::time::timeout(FOR_EVER, running.served).await.unwrap().unwrap();
}

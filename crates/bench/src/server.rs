//! Servers under measure: the real one and the one that answers nothing.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::{
    failure::Failure,
    process::{Running, SERVER_CORE, pinned},
};

/// A server that answers on a port of its own.
#[derive(Debug)]
pub(crate) struct Server {
    /// Its process.
    pub(crate) process: Running,
    /// Its port on 127.0.0.1.
    pub(crate) port: u16,
    /// From its start until it answered that it is ready.
    pub(crate) ready_after: Duration,
}

/// Where `scripts/bench` puts martin.
const MARTIN: &str = "target/bench/martin/bin/martin";

/// Where a server may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cores {
    /// On the server's core alone, so that its clients do not disturb it.
    One,
    /// Wherever the system puts it.
    All,
}

impl Server {
    /// Starts `echelle serve` on a store.
    pub(crate) fn echelle(store: &Path, cores: Cores) -> Result<Self, Failure> {
        let program = echelle()?;
        Self::start(cores, &program, "/ready", |command, address| {
            command.arg("serve").arg("--store").arg(store).args(["--bind", address]);
        })
    }

    /// Starts a server that returns the bytes of a file to every question, on the server's core.
    pub(crate) fn bytes(file: &Path) -> Result<Self, Failure> {
        let program = std::env::current_exe().map_err(Failure::of("finding this program"))?;
        Self::start(Cores::One, &program, "/ready", |command, address| {
            command.args(["bytes", "--bind", address]).arg("--file").arg(file);
        })
    }

    /// Starts martin over a cluster whose socket is in a folder, on the server's core, with so many
    /// megabytes for the tiles it keeps.
    pub(crate) fn martin(cluster: &Path, cache_mb: u32) -> Result<Self, Failure> {
        let program = PathBuf::from(MARTIN);
        if !program.exists() {
            return Err(Failure::Missing { path: program, advice: "scripts/bench" });
        }
        let folder = cluster.display().to_string().replace('/', "%2F");
        Self::start(Cores::One, &program, "/health", |command, address| {
            command.args(["--listen-addresses", address, "--workers", "1", "--pool-size", "4"]);
            command.args(["--cache-size", &cache_mb.to_string()]);
            command.arg(format!("postgresql://bench@{folder}/postgres"));
        })
    }

    /// Starts the server that answers nothing, on the server's core.
    pub(crate) fn empty() -> Result<Self, Failure> {
        let program = std::env::current_exe().map_err(Failure::of("finding this program"))?;
        Self::start(Cores::One, &program, "/ready", |command, address| {
            command.args(["empty", "--bind", address]);
        })
    }

    fn start(
        cores: Cores,
        program: &Path,
        ready: &str,
        arguments: impl FnOnce(&mut Command, &str),
    ) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut command = match cores {
            Cores::One => pinned(SERVER_CORE, program),
            Cores::All => Command::new(program),
        };
        arguments(&mut command, &format!("127.0.0.1:{port}"));
        let start = Instant::now();
        let mut process = Running::start(&mut command)?;
        wait_until_ready(&mut process, port, ready)?;
        Ok(Self { process, port, ready_after: start.elapsed() })
    }
}

/// The program under measure, which lies beside this one.
pub(crate) fn echelle() -> Result<PathBuf, Failure> {
    let this = std::env::current_exe().map_err(Failure::of("finding this program"))?;
    let path = this.with_file_name("echelle");
    if path.exists() {
        return Ok(path);
    }
    Err(Failure::Missing { path, advice: "cargo build --release -p cli" })
}

fn free_port() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(Failure::of("finding a free port"))
}

/// Asks until the answer is 200.
fn wait_until_ready(process: &mut Running, port: u16, path: &str) -> Result<(), Failure> {
    const PATIENCE: Duration = Duration::from_mins(2);
    const PAUSE: Duration = Duration::from_millis(5);
    let start = Instant::now();
    while start.elapsed() < PATIENCE && process.runs() {
        if is_ready(port, path) {
            return Ok(());
        }
        thread::sleep(PAUSE);
    }
    Err(Failure::unexpected("the server", "it ended, or was not ready after two minutes"))
}

fn is_ready(port: u16, path: &str) -> bool {
    let ask = || {
        let mut stream = connect(port)?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok::<_, std::io::Error>(answer.starts_with(b"HTTP/1.1 200"))
    };
    ask().unwrap_or(false)
}

/// A connection that does not wait for ever.
pub(crate) fn connect(port: u16) -> std::io::Result<TcpStream> {
    const PATIENCE: Duration = Duration::from_secs(30);
    let stream = TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

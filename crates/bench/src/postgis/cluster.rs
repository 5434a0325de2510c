//! A private PostgreSQL in a folder of its own, ended and erased with its owner.

use std::{
    fs,
    io::Write,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{
    failure::Failure,
    process::{Running, SERVER_CORE, output, pinned},
};

/// Debian's folder of programs; elsewhere they are looked for in the usual places.
const DEBIAN: &str = "/usr/lib/postgresql/15/bin";

/// A running cluster.
#[derive(Debug)]
pub(crate) struct Cluster {
    /// The postmaster, pinned to the server's core with all it starts.
    pub(crate) server: Running,
    folder: TempDir,
}

/// The account that PostgreSQL runs as, where we are root: it refuses to be root.
#[derive(Clone, Copy, Debug)]
struct Account {
    user: u32,
    group: u32,
}

impl Cluster {
    /// Makes a cluster and starts it, set so that nothing runs beside the questions.
    pub(crate) fn start() -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(Failure::of("making a folder for PostgreSQL"))?;
        let account = account()?;
        if let Some(Account { user, group }) = account {
            chown(folder.path(), Some(user), Some(group))
                .map_err(Failure::of("giving PostgreSQL its folder"))?;
        }
        let data = folder.path().join("data");
        let mut initdb = Command::new(program("initdb"));
        initdb.args(["--auth=trust", "--username=bench", "--no-sync", "--encoding=UTF8"]);
        initdb.arg("--locale=C.UTF-8").arg("--pgdata").arg(&data);
        output(become_account(&mut initdb, account, folder.path()))?;
        let mut postgres = pinned(SERVER_CORE, program("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(folder.path());
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        let server = Running::start(become_account(&mut postgres, account, folder.path()))?;
        let mut cluster = Self { server, folder };
        cluster.wait()?;
        Ok(cluster)
    }

    /// Runs a script of SQL; what it prints, unadorned.
    pub(crate) fn run(&self, sql: &str, variables: &[(&str, String)]) -> Result<String, Failure> {
        let script = self.folder.path().join("script.sql");
        fs::write(&script, sql).map_err(Failure::of("writing a script"))?;
        let mut psql = self.client("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
        psql.args(["--set", "ON_ERROR_STOP=1"]);
        for (name, value) in variables {
            psql.arg("--set").arg(format!("{name}={value}"));
        }
        output(psql.arg("--file").arg(script))
    }

    /// Fills a table by a `COPY … FROM STDIN`.
    pub(crate) fn copy(
        &self,
        sql: &str,
        rows: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> Result<(), Failure> {
        let mut psql = self.client("psql");
        psql.args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", sql]);
        let mut child = psql
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map_err(Failure::of("starting psql"))?;
        if let Some(input) = child.stdin.take() {
            let mut input = std::io::BufWriter::with_capacity(1 << 20, input);
            rows(&mut input)
                .and_then(|()| input.flush())
                .map_err(Failure::of(format!("sending rows to {sql}")))?;
        }
        let status = child.wait().map_err(Failure::of("waiting for psql"))?;
        if status.success() { Ok(()) } else { Err(Failure::unexpected("psql", status.to_string())) }
    }

    /// A client program told where the cluster is.
    pub(crate) fn client(&self, name: &str) -> Command {
        let mut command = Command::new(program(name));
        command.env("PGHOST", self.folder.path());
        command.env("PGUSER", "bench").env("PGDATABASE", "postgres");
        command
    }

    /// A place for files that clients read.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn wait(&mut self) -> Result<(), Failure> {
        const PATIENCE: Duration = Duration::from_secs(30);
        let start = Instant::now();
        while start.elapsed() < PATIENCE && self.server.runs() {
            if output(&mut self.client("pg_isready")).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(Failure::unexpected("PostgreSQL", "it ended, or was not ready after 30 seconds"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Ended in order, so that no backend outlives the folder.
        let mut stop = Command::new("kill");
        if output(stop.args(["-INT", &self.server.id().to_string()])).is_ok() {
            let _ = self.server.wait();
        }
    }
}

/// PostgreSQL at its best for short questions on data in memory: plans kept, no compilation, no
/// second process for one question, no housekeeping meanwhile.
const SETTINGS: [&str; 13] = [
    "listen_addresses=",
    "plan_cache_mode=force_generic_plan",
    "jit=off",
    "max_parallel_workers_per_gather=0",
    "shared_buffers=1GB",
    "work_mem=256MB",
    "maintenance_work_mem=512MB",
    "random_page_cost=1.1",
    "autovacuum=off",
    "fsync=off",
    "max_wal_size=4GB",
    "track_activities=off",
    "log_min_messages=fatal",
];

fn program(name: &str) -> PathBuf {
    let debian = Path::new(DEBIAN).join(name);
    if debian.exists() { debian } else { PathBuf::from(name) }
}

/// Makes a command run as the account, in a folder that is its own.
fn become_account<'a>(
    command: &'a mut Command,
    account: Option<Account>,
    folder: &Path,
) -> &'a mut Command {
    if let Some(Account { user, group }) = account {
        command.uid(user).gid(group);
    }
    command.current_dir(folder)
}

/// The account to become: `postgres`, which Debian's package makes, where we are root.
fn account() -> Result<Option<Account>, Failure> {
    let own = fs::metadata("/proc/self").map_err(Failure::of("/proc/self"))?.uid();
    if own != 0 {
        return Ok(None);
    }
    let accounts = fs::read_to_string("/etc/passwd").map_err(Failure::of("/etc/passwd"))?;
    let found = accounts.lines().find_map(|line| {
        let mut fields = line.strip_prefix("postgres:")?.split(':').skip(1);
        let (user, group) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(Account { user, group })
    });
    found.map(Some).ok_or_else(|| Failure::unexpected("/etc/passwd", "it has no account postgres"))
}

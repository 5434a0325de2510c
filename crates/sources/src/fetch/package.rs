//! Packages, by the clients people already have: pip and npm, as child processes.
//!
//! Only the package and its version are named; where packages come from is the client's own
//! configuration. Nothing of a package is run.

use std::{
    io::{self, Read},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::text::{Text, shown_long};

/// How often a running client is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// Puts the wheel of a Python package in a folder.
pub(super) fn pip(
    package: &str,
    version: &str,
    folder: &Path,
    timeout: Duration,
) -> Result<(), Text> {
    let requirement = format!("{package}=={version}");
    let attempts = [&["python3", "-m", "pip"][..], &["pip3"], &["pip"], &["py", "-3", "-m", "pip"]];
    let arguments = [
        "download",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--ignore-requires-python",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
        "--retries",
        "1",
        "--timeout",
        "20",
        "--dest",
    ];
    first_present(&attempts, "pip", |command| {
        command.args(arguments).arg(folder).arg(&requirement);
        run(command, timeout)
    })
}

/// Puts the tarball of a JavaScript package in a folder.
pub(super) fn npm(
    package: &str,
    version: &str,
    folder: &Path,
    timeout: Duration,
) -> Result<(), Text> {
    let wanted = format!("{package}@{version}");
    let arguments = [
        "pack",
        "--silent",
        "--ignore-scripts",
        "--fetch-retries",
        "1",
        "--fetch-timeout",
        "60000",
        "--pack-destination",
    ];
    first_present(&[&["npm"][..], &["npm.cmd"]], "npm", |command| {
        // The folder may be relative, and is where npm runs.
        command.args(arguments).arg(".").arg(&wanted).current_dir(folder);
        run(command, timeout)
    })
}

/// Why a client did not bring the package.
enum Failure {
    /// The client is not on this machine, or lacks the module.
    Absent,
    /// It ran and failed.
    Failed(Text),
}

/// Runs the first of several forms of a client that is on this machine.
fn first_present(
    forms: &[&[&str]],
    client: &'static str,
    mut attempt: impl FnMut(&mut Command) -> Result<(), Failure>,
) -> Result<(), Text> {
    for form in forms {
        let [program, first @ ..] = form else { continue };
        let mut command = Command::new(program);
        command.args(first);
        match attempt(&mut command) {
            Ok(()) => return Ok(()),
            Err(Failure::Absent) => {}
            Err(Failure::Failed(text)) => return Err(text),
        }
    }
    Err(Text::new(
        format!("{client} n’est pas installé sur cette machine"),
        format!("{client} is not installed on this machine"),
    ))
}

/// Runs a command to its end, or kills it once the time is up.
fn run(command: &mut Command, timeout: Duration) -> Result<(), Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Failure::Absent),
        Err(error) => return Err(failed(&name, &error.to_string())),
    };
    let said = listen(&mut child);
    let ended = wait(&mut child, timeout);
    let said = said.and_then(|thread| thread.join().ok()).unwrap_or_default();
    match ended {
        Ok(Some(status)) if status.success() => Ok(()),
        Ok(Some(_)) if said.contains("No module named") => Err(Failure::Absent),
        Ok(Some(_)) => Err(failed(&name, last_lines(&said))),
        Ok(None) => {
            let seconds = timeout.as_secs();
            Err(Failure::Failed(Text::new(
                format!("{name} n’a pas fini en {seconds} s"),
                format!("{name} did not finish in {seconds} s"),
            )))
        }
        Err(error) => Err(failed(&name, &error.to_string())),
    }
}

/// Reads what the client says on its error stream, so that a full pipe never stops it.
fn listen(child: &mut Child) -> Option<thread::JoinHandle<String>> {
    const KEPT: u64 = 64 << 10;
    let mut stream = child.stderr.take()?;
    Some(thread::spawn(move || {
        let mut said = Vec::new();
        let _ = stream.by_ref().take(KEPT).read_to_end(&mut said);
        let _ = io::copy(&mut stream, &mut io::sink());
        String::from_utf8_lossy(&said).into_owned()
    }))
}

/// The end of a child, `None` where it had to be killed.
fn wait(child: &mut Child, timeout: Duration) -> io::Result<Option<std::process::ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= timeout {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

/// The last thing a client said is what stopped it.
fn last_lines(said: &str) -> &str {
    said.trim().lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("?").trim()
}

fn failed(name: &str, cause: &str) -> Failure {
    let cause = shown_long(cause);
    Failure::Failed(Text::new(format!("{name} : {cause}"), format!("{name}: {cause}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(program: &[&str], timeout: u64, expect: Result<(), &str>) {
        let got = first_present(&[program], "pip", |command| {
            run(command, Duration::from_millis(timeout))
        });
        match (got, expect) {
            (Ok(()), Ok(())) => {}
            (Err(text), Err(expect)) => assert!(text.en.contains(expect), "{}", text.en),
            (got, _) => panic!("{got:?}"),
        }
    }

    #[test]
    fn clients_succeed_fail_hang_or_are_absent() {
        check(&["true"], 5_000, Ok(()));
        check(&["no-such-client"], 5_000, Err("pip is not installed"));
        check(&["sh", "-c", "echo one >&2; echo two >&2; exit 3"], 5_000, Err("sh: two"));
        check(&["sh", "-c", "echo 'No module named pip' >&2; exit 1"], 5_000, Err("not installed"));
        check(&["sleep", "60"], 100, Err("did not finish"));
    }

    #[test]
    fn a_client_that_says_much_does_not_block() {
        check(&["sh", "-c", "yes | head -c 1000000 >&2"], 20_000, Ok(()));
    }
}

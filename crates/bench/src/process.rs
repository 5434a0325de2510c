//! Processes as Linux shows them in /proc: processor time and memory, from outside.

use std::{
    fs, io,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::failure::Failure;

/// The core that servers run on while they are measured, and the one their clients run on.
pub(crate) const SERVER_CORE: &str = "0";
pub(crate) const CLIENT_CORE: &str = "1";

/// A process that ends with its owner.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// Starts a program whose words nobody needs.
    pub(crate) fn start(command: &mut Command) -> Result<Self, Failure> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(Failure::of(format!("starting {name}")))?;
        Ok(Self { child })
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Processor time it has used.
    pub(crate) fn time(&self) -> Result<Duration, Failure> {
        Ok(times(self.id())?.own)
    }

    /// Processor time of its children that have ended.
    pub(crate) fn time_of_children(&self) -> Result<Duration, Failure> {
        Ok(times(self.id())?.ended_children)
    }

    /// What it holds in memory now, and the most it has held, in bytes.
    pub(crate) fn memory(&self) -> Result<Memory, Failure> {
        memory(self.id())
    }

    /// Waits for its end; whether it went well.
    pub(crate) fn wait(&mut self) -> io::Result<bool> {
        Ok(self.child.wait()?.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that runs on one core only.
pub(crate) fn pinned(core: &str, program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", core]).arg(program);
    command
}

/// Runs a program to its end and gives what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let program = format!("{command:?}");
    let output =
        command.stdin(Stdio::null()).output().map_err(Failure::of(format!("running {program}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(Failure::Program { program, said });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Memory in RAM.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// Now.
    pub(crate) now: u64,
    /// At most, since the start.
    pub(crate) most: u64,
}

/// The memory of a process, in bytes.
pub(crate) fn memory(process: u32) -> Result<Memory, Failure> {
    let path = format!("/proc/{process}/status");
    let text = fs::read_to_string(&path).map_err(Failure::of(&path))?;
    parse_memory(&text).ok_or_else(|| Failure::unexpected(path, text))
}

fn parse_memory(status: &str) -> Option<Memory> {
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024)
    };
    Some(Memory { now: field("VmRSS:")?, most: field("VmHWM:")? })
}

/// Processor time, user and system together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Times {
    own: Duration,
    ended_children: Duration,
}

fn times(process: u32) -> Result<Times, Failure> {
    let path = format!("/proc/{process}/stat");
    let text = fs::read_to_string(&path).map_err(Failure::of(&path))?;
    parse_times(&text).ok_or_else(|| Failure::unexpected(path, text))
}

/// Reads fields 14 to 17 of proc(5). The name, field 2, may hold spaces and parentheses.
fn parse_times(stat: &str) -> Option<Times> {
    /// Linux counts in hundredths of a second towards programs, whatever its own clock.
    const TICK: Duration = Duration::from_millis(10);
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(11).map(|field| field.parse::<u32>().ok());
    let mut both = || Some(TICK * (fields.next()?? + fields.next()??));
    Some(Times { own: both()?, ended_children: both()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_after_the_name() {
        let stat = "42 (a) b) S 1 42 42 0 -1 4194304 99 0 0 0 150 50 7 3 20 0 1 0 100 1 1";
        let expect =
            Times { own: Duration::from_secs(2), ended_children: Duration::from_millis(100) };
        assert_eq!(parse_times(stat), Some(expect));
        assert_eq!(parse_times("42 (a S 1"), None);
    }

    #[test]
    fn this_process_has_memory_and_time() {
        let memory = memory(std::process::id()).unwrap();
        assert!(memory.now > 0 && memory.most >= memory.now);
        assert!(times(std::process::id()).is_ok());
    }

    #[test]
    fn a_program_that_fails_is_said() {
        let error = output(Command::new("sh").args(["-c", "echo oops >&2; exit 3"])).unwrap_err();
        assert!(error.to_string().ends_with("failed: oops"), "{error}");
        assert_eq!(output(Command::new("echo").arg("well")).unwrap(), "well\n");
    }
}

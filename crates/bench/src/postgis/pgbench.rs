//! Questions asked by pgbench from its own core, and what each cost the server.

use std::{fs, time::Duration};

use bench::INLAND;

use super::Oracle;
use crate::{
    failure::Failure,
    process::{CLIENT_CORE, output, pinned},
};

impl Oracle {
    /// Processor time of the server for one question, in seconds: prepared once, then asked by one
    /// client over and over for a time.
    pub(crate) fn cost(&self, question: &str, time: Duration) -> Result<f64, Failure> {
        let script = self.cluster.folder().join("question.sql");
        fs::write(&script, question).map_err(Failure::of("writing a question"))?;
        let mut pgbench = self.pgbench();
        pgbench.arg(format!("--time={}", time.as_secs().max(1)));
        pgbench.arg("--file").arg(script);
        let before = self.cluster.server.time_of_children()?;
        let printed = output(&mut pgbench)?;
        let after = self.settled(before)?;
        let count = count(&printed)
            .ok_or_else(|| Failure::unexpected("the summary of pgbench", printed))?;
        Ok(after.saturating_sub(before).as_secs_f64() / count)
    }

    fn pgbench(&self) -> std::process::Command {
        let client = self.cluster.client("pgbench");
        let mut pgbench = pinned(CLIENT_CORE, client.get_program());
        for (name, value) in client.get_envs() {
            if let Some(value) = value {
                pgbench.env(name, value);
            }
        }
        pgbench.args(["--no-vacuum", "--protocol=prepared", "--client=1", "--jobs=1"]);
        let places = self.places;
        let [west, south, east, north] = INLAND.map(|degrees| (degrees * 1e6) as u32);
        let variables = [
            ("first", places.basins[0]),
            ("last", places.basins[1]),
            ("first_region", places.regions[0]),
            ("last_region", places.regions[1]),
            ("drawn_count", places.drawn as u32),
            ("west", west),
            ("south", south),
            ("east", east),
            ("north", north),
        ];
        for (name, value) in variables {
            pgbench.arg(format!("--define={name}={value}"));
        }
        pgbench
    }

    /// The time of ended children once the client's backend is among them: it ends just after
    /// its client has gone.
    fn settled(&self, before: Duration) -> Result<Duration, Failure> {
        const TRIES: u32 = 100;
        let mut last = before;
        for _ in 0..TRIES {
            std::thread::sleep(Duration::from_millis(20));
            let now = self.cluster.server.time_of_children()?;
            if now > before && now == last {
                return Ok(now);
            }
            last = now;
        }
        Err(Failure::unexpected("the server's time", "no backend has ended"))
    }
}

/// Questions answered; none may have failed.
fn count(printed: &str) -> Option<f64> {
    let field = |name: &str| {
        let rest = printed.lines().find_map(|line| line.strip_prefix(name))?;
        let digits: String = rest.trim().chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<f64>().ok()
    };
    let failed = field("number of failed transactions:")?;
    let count = field("number of transactions actually processed:")?;
    (failed == 0.0 && count > 0.0).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, expect: Option<f64>) {
        assert_eq!(count(printed), expect, "{printed}");
    }

    #[test]
    fn only_runs_without_failures_count() {
        let done = "number of transactions actually processed: 12/12\n";
        check(&format!("{done}number of failed transactions: 0 (0.000%)"), Some(12.0));
        check(&format!("{done}number of failed transactions: 1 (8.333%)"), None);
        check(done, None);
    }
}

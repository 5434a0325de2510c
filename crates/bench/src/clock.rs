//! Processor time: what a piece of work takes of a core, whoever else uses the machine meanwhile.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The time the current thread has run so far.
#[must_use]
pub fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sleep_takes_no_processor_time() {
        let start = processor_time();
        std::thread::sleep(Duration::from_millis(200));
        assert!(processor_time().saturating_sub(start) < Duration::from_millis(100));
    }
}

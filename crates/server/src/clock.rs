//! What day it is: the only place that reads the clock for an answer.

use std::time::{SystemTime, UNIX_EPOCH};

use territory::{Date, DateError};

/// Today, in UTC. Fails only on a clock set outside the years that dates can say.
pub fn today() -> Result<Date, DateError> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::from_days(i32::try_from(since.as_secs() / 86_400).unwrap_or(i32::MAX))
}

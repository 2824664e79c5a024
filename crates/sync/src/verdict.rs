//! What a failed exchange means for the row that was being sent. Pure.

use afterword_model::{Problem, backoff};
use afterword_platform::Error;
use chrono::TimeDelta;

/// How a row goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Not done, certainly; the whole blog is in trouble. Wait until it answers again.
    Halt(Problem),
    /// Not done, certainly; try again after this long.
    Again(TimeDelta, Problem),
    /// May be done: look it up before anything else.
    Unsure(Problem),
    /// Only the writer can settle it.
    Block(Problem),
    /// Refused for good.
    Fail(Problem),
}

/// WordPress's flood limit, and a second.
const FLOOD: i64 = 16;

/// Sorts a failure, after so many tries.
pub fn verdict(error: &Error, attempts: u32) -> Verdict {
    let problem = error.problem();
    let after = |seconds: Option<u64>| {
        seconds.and_then(|s| i64::try_from(s).ok()).and_then(TimeDelta::try_seconds)
    };
    match error {
        Error::Offline(_)
        | Error::SignIn(_)
        | Error::Certificate(_)
        | Error::Moved(_)
        | Error::NotTheBlog(_)
        | Error::NoBlog(_)
        | Error::NoRest(_)
        | Error::BadAddress(_)
        | Error::NamesUser(_) => Verdict::Halt(problem),
        Error::Maintenance { retry_after } => {
            let wait = after(*retry_after).unwrap_or_else(|| backoff(attempts));
            Verdict::Again(wait.min(TimeDelta::minutes(10)), problem)
        }
        Error::TooFast { retry_after, .. } => {
            Verdict::Again(after(*retry_after).unwrap_or(TimeDelta::seconds(FLOOD)), problem)
        }
        // Read and merged once more.
        Error::ChangedMeanwhile(_) => Verdict::Again(TimeDelta::seconds(1), problem),
        Error::Lost(_) | Error::Duplicate(_) => Verdict::Unsure(problem),
        Error::NotFound(_) | Error::CommentsClosed(_) => Verdict::Block(problem),
        Error::Forbidden { .. } | Error::TooLarge(_) | Error::Refused { .. } => {
            Verdict::Fail(problem)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offline_and_lost_are_never_the_same() {
        assert!(matches!(verdict(&Error::Offline("refused".into()), 1), Verdict::Halt(_)));
        assert!(matches!(verdict(&Error::Lost("reset".into()), 1), Verdict::Unsure(_)));
    }

    #[test]
    fn a_refusal_is_not_tried_again_by_itself() {
        for error in [
            Error::Forbidden { code: "c".into(), message: "m".into() },
            Error::Refused { code: "c".into(), message: "m".into() },
            Error::TooLarge("413".into()),
        ] {
            assert!(matches!(verdict(&error, 1), Verdict::Fail(_)), "{error}");
        }
    }

    #[test]
    fn a_post_that_changed_meanwhile_is_read_and_merged_again() {
        let error = Error::ChangedMeanwhile("fault 409".into());
        assert!(matches!(verdict(&error, 1), Verdict::Again(wait, _) if wait.num_seconds() == 1));
    }

    #[test]
    fn the_flood_limit_is_a_wait_and_not_a_failure() {
        let error = Error::TooFast { retry_after: None, message: String::new() };
        assert!(
            matches!(verdict(&error, 3), Verdict::Again(wait, _) if wait == TimeDelta::seconds(16))
        );
    }
}

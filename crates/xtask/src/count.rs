//! Reads counts from what `cargo test` and vitest say.
//!
//! A test of ours that cannot run here writes a line `skipped: NAME: WHY` and returns; libtest counts it as
//! passed, we count it as skipped.

use crate::report::Row;

/// Counts the suites of a `cargo test` run, line by line.
#[derive(Debug, Default)]
pub struct CargoTest {
    rows: Vec<Row>,
    /// The suite that has started and not yet given its result.
    open: Option<Row>,
}

impl CargoTest {
    /// Takes the next line.
    pub fn line(&mut self, line: &str) {
        let line = without_colours(line);
        let line = line.trim();
        if let Some(name) = suite(line) {
            self.close();
            self.open = Some(Row { name, ..Row::default() });
        } else if line.starts_with("skipped: ") {
            if let Some(row) = &mut self.open {
                row.skipped += 1;
            }
        } else if let Some(result) = line.strip_prefix("test result: ") {
            let mut row = self.open.take().unwrap_or_default();
            let said_so = row.skipped;
            row.passed = number_before(result, " passed").saturating_sub(said_so);
            row.failed = number_before(result, " failed");
            row.skipped += number_before(result, " ignored");
            self.rows.push(row);
        }
    }

    /// The rows, once the run has ended.
    pub fn finish(mut self) -> Vec<Row> {
        self.close();
        self.rows
    }

    /// A suite that never gave a result has crashed or was ended.
    fn close(&mut self) {
        if let Some(row) = self.open.take() {
            self.rows.push(Row { failed: 1, ..row });
        }
    }
}

/// The name of the suite that a line of cargo announces: the package and, unless it is the library, the target.
fn suite(line: &str) -> Option<String> {
    if let Some(package) = line.strip_prefix("Doc-tests ") {
        return Some(format!("{package}: documentation"));
    }
    let (source, binary) = line.strip_prefix("Running ")?.split_once(" (")?;
    let stem = binary.trim_end_matches(')').rsplit(['/', '\\']).next()?;
    let name = stem.rsplit_once('-').map_or(stem, |(name, _hash)| name);
    Some(match source.strip_prefix("unittests ") {
        Some(path) if path.ends_with("main.rs") => format!("{name} (program)"),
        Some(_) => name.to_string(),
        None => format!("{name}: {source}"),
    })
}

/// Counts what vitest wrote with its JSON reporter; nothing when it wrote none.
pub fn vitest(json: &str) -> Option<Row> {
    let of = |key: &str| {
        let (_, after) = json.split_once(&format!("\"{key}\":"))?;
        let digits = after.trim_start().split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse::<u32>().ok()
    };
    Some(Row {
        name: "window (vitest)".into(),
        passed: of("numPassedTests")?,
        failed: of("numFailedTests")?,
        skipped: of("numPendingTests")? + of("numTodoTests").unwrap_or(0),
    })
}

fn number_before(text: &str, word: &str) -> u32 {
    let number = text.split_once(word).and_then(|(before, _)| before.rsplit([' ', ';']).next());
    number.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The line without terminal escapes.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(output: &str) -> Vec<Row> {
        let mut count = CargoTest::default();
        output.lines().for_each(|line| count.line(line));
        count.finish()
    }

    #[test]
    fn suites_are_named_and_summed() {
        let found = rows(
            "     Running unittests src/lib.rs (target/debug/deps/afterword_store-0123abcd)\n\
             \u{1b}[1mrunning 3 tests\u{1b}[0m\n\
             test result: \u{1b}[32mok\u{1b}[m. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
             \u{20}    Running tests/layers.rs (target/debug/deps/layers-89ef)\n\
             test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\
             \u{20}  Doc-tests afterword_store\n\
             test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n",
        );
        let names: Vec<&str> = found.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(
            names,
            ["afterword_store", "layers: tests/layers.rs", "afterword_store: documentation"]
        );
        assert_eq!((found[0].passed, found[0].skipped), (3, 1));
        assert_eq!((found[1].passed, found[1].failed), (4, 1));
    }

    #[test]
    fn a_test_that_says_it_was_skipped_is_not_counted_as_passed() {
        let found = rows(
            "Running tests/contract.rs (target/debug/deps/contract-1)\n\
             skipped: the_real_wordpress: mariadbd is missing\n\
             test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured\n",
        );
        assert_eq!((found[0].passed, found[0].skipped), (4, 1));
    }

    #[test]
    fn a_suite_that_crashed_counts_as_failed() {
        let found = rows(
            "Running tests/window.rs (target/debug/deps/window-1)\nrunning 2 tests\n\
             Running tests/layers.rs (target/debug/deps/layers-1)\n\
             test result: ok. 1 passed; 0 failed; 0 ignored\n",
        );
        assert_eq!((found[0].passed, found[0].failed), (0, 1));
        assert_eq!((found[1].passed, found[1].failed), (1, 0));
    }

    #[test]
    fn vitest_is_counted_from_its_json() {
        let json = r#"{"numTotalTestSuites":9,"numPassedTests":31,"numFailedTests": 2,"numPendingTests":1,"numTodoTests":0}"#;
        let row = vitest(json).unwrap();
        assert_eq!((row.passed, row.failed, row.skipped), (31, 2, 1));
        assert_eq!(vitest("not json"), None);
    }
}

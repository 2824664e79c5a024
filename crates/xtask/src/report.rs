//! The table at the end of a run, and its last line.

/// What came of one suite or step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Row {
    /// A step that is right or wrong as a whole.
    pub fn step(name: &str, right: bool) -> Self {
        let (passed, failed) = if right { (1, 0) } else { (0, 1) };
        Self { name: name.into(), passed, failed, skipped: 0 }
    }

    fn is_empty(&self) -> bool {
        self.passed + self.failed + self.skipped == 0
    }
}

/// All rows of a run.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Adds a row.
    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Nothing failed, and something ran.
    pub fn is_good(&self) -> bool {
        let total = self.total();
        total.failed == 0 && total.passed > 0
    }

    /// The table, without suites that had nothing to do, and the counts alone on the last line.
    pub fn text(&self) -> String {
        let shown: Vec<&Row> = self.rows.iter().filter(|row| !row.is_empty()).collect();
        let width = shown.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
        let mut text = format!("{:width$}  passed  failed  skipped\n", "");
        for row in shown {
            text.push_str(&format!(
                "{:width$}  {:>6}  {:>6}  {:>7}\n",
                row.name, row.passed, row.failed, row.skipped
            ));
        }
        let total = self.total();
        text.push_str(&format!(
            "\n{} passed, {} failed, {} skipped",
            total.passed, total.failed, total.skipped
        ));
        text
    }

    fn total(&self) -> Row {
        self.rows.iter().fold(Row::default(), |sum, row| Row {
            name: String::new(),
            passed: sum.passed + row.passed,
            failed: sum.failed + row.failed,
            skipped: sum.skipped + row.skipped,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_stand_alone_on_the_last_line() {
        let mut report = Report::default();
        report.add(Row::step("format", true));
        report.add(Row { name: "store".into(), passed: 40, failed: 2, skipped: 1 });
        report.add(Row { name: "nothing in it".into(), ..Row::default() });
        let text = report.text();
        assert_eq!(text.lines().last(), Some("41 passed, 2 failed, 1 skipped"));
        assert!(!text.contains("nothing in it"));
        assert!(!report.is_good());
    }

    #[test]
    fn a_run_in_which_nothing_ran_is_not_good() {
        assert!(!Report::default().is_good());
    }
}

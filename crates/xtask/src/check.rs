//! Commands that check or write parts of the sources.

use crate::shell::{Done, cargo, go};

/// Writes `ui/src/lib/ipc/commands.ts` from the command table.
pub fn write_types() -> Done {
    go(cargo()
        .args(["test", "--quiet", "-p", "afterword-desk", "--lib", "the_windows_types"])
        .env("AFTERWORD_WRITE_TYPES", "1"))
}

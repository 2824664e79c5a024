//! What a program and everything it started cost: CPU and memory, as Linux counts them.

use std::path::Path;

/// A process and all below it.
pub fn tree(root: u32) -> Vec<u32> {
    let mut all = vec![root];
    let mut at = 0;
    while let Some(parent) = all.get(at).copied() {
        let threads = std::fs::read_dir(format!("/proc/{parent}/task"));
        for thread in threads.into_iter().flatten().flatten() {
            let children = std::fs::read_to_string(thread.path().join("children"));
            all.extend(children.unwrap_or_default().split_whitespace().flat_map(str::parse::<u32>));
        }
        at += 1;
    }
    all
}

/// Milliseconds of CPU that the tree has used so far, without those of children that have ended.
pub fn cpu(root: u32) -> f64 {
    // Linux counts in hundredths of a second for everybody, whatever the kernel's own clock.
    tree(root).into_iter().filter_map(ticks).sum::<u64>() as f64 * 10.0
}

fn ticks(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold blanks and brackets; what follows its last bracket does not.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

/// Megabytes of memory that are the tree's own, pages shared with others counted in part (PSS).
pub fn memory(root: u32) -> f64 {
    tree(root).into_iter().filter_map(pss).sum::<u64>() as f64 / 1024.0
}

fn pss(process: u32) -> Option<u64> {
    let rollup =
        std::fs::read_to_string(Path::new("/proc").join(process.to_string()).join("smaps_rollup"));
    let line = rollup.ok()?.lines().find(|line| line.starts_with("Pss:"))?.to_owned();
    line.split_whitespace().nth(1)?.parse().ok()
}

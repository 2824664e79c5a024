//! The English dictionary is one of the window's packages and becomes part of the program.

use std::path::Path;

fn main() {
    for file in ["index.aff", "index.dic"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../ui/node_modules/dictionary-en")
            .join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.is_file() {
            println!(
                "cargo::error=The English dictionary is missing. Run `npm ci` in ui/, or `cargo xtask run`, which does it."
            );
        }
    }
}

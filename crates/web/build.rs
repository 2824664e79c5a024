//! Says in words when the window is not built yet: its pages are carried inside this crate.

fn main() {
    let pages = "../../ui/dist";
    println!("cargo:rerun-if-changed={pages}");
    if !std::path::Path::new(pages).join("index.html").is_file() {
        println!("cargo::error=the window is not built yet: run `cargo xtask ui` first");
    }
}

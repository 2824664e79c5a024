//! Tauri's build step: reads tauri.conf.json and the capabilities.

fn main() {
    // tauri-build watches only ./capabilities by itself
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}

//! Tauri's build step: reads tauri.conf.json, the capabilities and the permissions.

use tauri_build::{AppManifest, Attributes};

fn main() {
    // tauri-build watches only ./capabilities and ./permissions by itself
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    // the pages are carried inside
    println!("cargo:rerun-if-changed=ui/dist");
    // With a manifest of its own the app's command is closed too, unless a capability opens it.
    let commands = AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}

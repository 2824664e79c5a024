//! The TypeScript side of the command table, written from the Rust types.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use super::*;
use crate::error::CommandError;

/// `ui/src/lib/ipc/commands.ts`, whole: every type that crosses, then the map from command to argument and reply.
pub fn typescript() -> String {
    let config = Config::default();
    let mut types = Declarations { config: &config, found: BTreeMap::new() };
    let mut map = String::new();
    macro_rules! lines {
        ($($name:ident($arg:ty) -> $reply:ty;)*) => {$(
            types.visit::<$arg>();
            types.visit::<$reply>();
            let (argument, reply) = (name::<$arg>(&config), name::<$reply>(&config));
            let line = format!("  {}: {{ argument: {argument}; reply: {reply} }};\n", stringify!($name));
            map.push_str(&line);
        )*};
    }
    command_table!(lines);
    types.visit::<CommandError>();
    types.visit::<Change>();
    let mut out =
        String::from("// Written by `cargo xtask types` from crates/desk/src/api. Don't edit.\n\n");
    for declaration in types.found.values() {
        out.push_str("export ");
        out.push_str(declaration);
        out.push_str("\n\n");
    }
    out.push_str(
        "/** Every command with what it takes and gives. */\nexport interface Commands {\n",
    );
    out.push_str(&map);
    out.push_str("}\n");
    out
}

/// `null` for [`Nothing`], the type's name otherwise.
fn name<T: TS + ?Sized>(config: &Config) -> String {
    let name = T::name(config);
    if name == "Nothing" { "null".into() } else { name }
}

struct Declarations<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types with a file of their own have a declaration; the rest are TypeScript's own.
        if T::output_path().is_some() {
            let name = T::name(self.config);
            if name == "Nothing" || self.found.contains_key(&name) {
                return;
            }
            self.found.insert(name, T::decl(self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

#[cfg(test)]
mod tests {
    /// `cargo xtask types` runs this test with AFTERWORD_WRITE_TYPES set.
    #[test]
    fn the_windows_types_are_the_commands_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/lib/ipc/commands.ts");
        let wanted = super::typescript();
        if std::env::var_os("AFTERWORD_WRITE_TYPES").is_some() {
            std::fs::write(path, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(found == wanted, "commands.ts is stale: run `cargo xtask types`");
    }
}

//! How the desk looks and helps while one writes: focus, typewriter, sizes, counts, completion.

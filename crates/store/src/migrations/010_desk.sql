-- Where the writer was in each post, and snippets.
CREATE TABLE post_desk (
  post INTEGER PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
  anchor INTEGER NOT NULL DEFAULT 0,    -- UTF-16 offsets into the local text, as the window counts
  head INTEGER NOT NULL DEFAULT 0,
  top INTEGER NOT NULL DEFAULT 0,       -- what stood at the upper edge
  goal INTEGER CHECK (goal > 0)         -- in words; NULL: none
) STRICT;

CREATE TABLE snippet (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,            -- what is typed for it
  text TEXT NOT NULL                    -- placeholders as they were typed
) STRICT;

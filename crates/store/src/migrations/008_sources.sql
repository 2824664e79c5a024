-- Where quotes come from.

CREATE TABLE source (
  address TEXT PRIMARY KEY,             -- as the texts have it
  page TEXT NOT NULL,                   -- as the writer asked for it: read again there
  title TEXT NOT NULL DEFAULT '',       -- what is not known is empty
  author TEXT NOT NULL DEFAULT '',
  site TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '',   -- the day
  read_at INTEGER,                      -- NULL: the page was not read yet
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER,                      -- when it is tried again; NULL: it is not
  used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX source_by_use ON source (used_at);
CREATE INDEX source_to_read ON source (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE source_line (              -- lines under quotes that name no more than an address yet
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  address TEXT NOT NULL REFERENCES source (address),
  post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  line TEXT NOT NULL,                   -- as it was put into the text
  put_at INTEGER NOT NULL,
  UNIQUE (address, post, line)
) STRICT;

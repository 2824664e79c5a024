-- The schema of afterword.sqlite, number 11. Written by `cargo xtask types`; a test compares it.

CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  platform TEXT NOT NULL,               -- PlatformKind
  endpoint TEXT NOT NULL,               -- the root of the service's interface
  username TEXT NOT NULL,
  secret_ref TEXT NOT NULL,             -- where the password is kept; the password itself is never in this file
  UNIQUE (endpoint, username)
) STRICT;

CREATE TABLE blog (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account (id),
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  timezone TEXT NOT NULL DEFAULT '',
  practice INTEGER NOT NULL DEFAULT 0,
  me TEXT NOT NULL,                     -- Identity
  capabilities TEXT NOT NULL,           -- Capabilities
  connected_at INTEGER NOT NULL,
  disconnected_at INTEGER               -- its posts and comments stay
) STRICT;

CREATE TABLE post (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,            -- the client's id for ever
  blog INTEGER NOT NULL REFERENCES blog (id),
  remote_id TEXT,                       -- NULL: never reached the blog
  remote_status TEXT,                   -- PostStatus as last seen
  link TEXT,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  trashed_at INTEGER, kind TEXT NOT NULL DEFAULT 'post', published_at INTEGER, shelf TEXT AS (CASE
    WHEN trashed_at IS NOT NULL OR remote_status = 'trash' THEN 'trash'
    WHEN kind = 'page' THEN 'pages'
    WHEN remote_status = 'scheduled' THEN 'scheduled'
    WHEN coalesce(remote_status, 'draft') IN ('draft', 'pending') THEN 'drafts'
    ELSE 'published'
  END) VIRTUAL, listed_at INTEGER AS (CASE
    WHEN trashed_at IS NULL AND kind = 'post' AND remote_status IN ('scheduled', 'published', 'private')
    THEN coalesce(published_at, changed_at) ELSE changed_at
  END) VIRTUAL, modified_at INTEGER, title_key TEXT NOT NULL DEFAULT '', dated_at INTEGER AS (coalesce(published_at, changed_at)) VIRTUAL,                   -- in the trash here
  UNIQUE (blog, remote_id)
) STRICT;

CREATE TABLE snapshot (
  post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('local', 'base', 'remote')),
  fields TEXT NOT NULL,                 -- PostFields
  body TEXT NOT NULL,                   -- Markdown; empty for remote
  wire_title TEXT NOT NULL DEFAULT '',  -- the title as the blog holds it, raw
  wire TEXT NOT NULL DEFAULT '',        -- the HTML as the blog holds it, raw
  digest TEXT NOT NULL,                 -- SHA-256 of fields and body (local, base) or of wire_title and wire (remote)
  version INTEGER NOT NULL,             -- counts the saves
  saved_at INTEGER NOT NULL, wire_fields TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (post, role)
) STRICT;

CREATE VIEW post_state AS
SELECT post.id AS post,
  CASE
    WHEN EXISTS (SELECT 1 FROM snapshot r WHERE r.post = post.id AND r.role = 'remote') THEN 'conflict'
    WHEN base.digest IS NULL THEN 'localOnly'
    WHEN base.digest = local.digest THEN 'synced'
    ELSE 'edited'
  END AS state
FROM post
JOIN snapshot local ON local.post = post.id AND local.role = 'local'
LEFT JOIN snapshot base ON base.post = post.id AND base.role = 'base';

CREATE TABLE revision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,                 -- RevisionReason
  fields TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at INTEGER NOT NULL
, version INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX revision_by_post ON revision (post, id);

CREATE TABLE media (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,            -- a body says media:<uuid>
  blog INTEGER NOT NULL REFERENCES blog (id),
  sha256 TEXT NOT NULL,                 -- the bytes lie in pictures/<sha256>
  file_name TEXT NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  remote_id TEXT,
  remote_url TEXT,
  created_at INTEGER NOT NULL, alt TEXT NOT NULL DEFAULT '', remote_alt TEXT, original TEXT NOT NULL DEFAULT '',
  UNIQUE (blog, sha256)
) STRICT;

CREATE TABLE remote_post (              -- what comments belong to, as the blog names it
  blog INTEGER NOT NULL REFERENCES blog (id),
  remote_id TEXT NOT NULL,
  title TEXT NOT NULL,
  link TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (blog, remote_id)
) STRICT;

CREATE TABLE comment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  blog INTEGER NOT NULL REFERENCES blog (id),
  remote_id TEXT,                       -- NULL: a reply still in the outbox
  post_remote_id TEXT NOT NULL,
  parent INTEGER REFERENCES comment (id),
  parent_remote_id TEXT,
  author_name TEXT NOT NULL,
  author_url TEXT,
  author_remote_id TEXT,
  mine INTEGER NOT NULL,
  html TEXT NOT NULL,                   -- as the blog gave it, not cleaned
  text TEXT NOT NULL,                   -- the same as plain text
  status TEXT NOT NULL,                 -- CommentStatus; a queued moderation counts already
  written_at INTEGER NOT NULL,
  link TEXT,
  handled_at INTEGER, kind TEXT NOT NULL DEFAULT 'comment', face TEXT, reader INTEGER REFERENCES reader (id), wrote_as INTEGER REFERENCES reader (id), answered_at INTEGER, search_key INTEGER, number INTEGER AS (CAST(remote_id AS INTEGER)) VIRTUAL, standing TEXT AS (CASE
    WHEN status IN ('approved', 'held') THEN 'current' WHEN status IN ('spam', 'trash') THEN status ELSE 'gone'
  END) VIRTUAL, waits INTEGER AS (
    mine = 0 AND kind = 'comment' AND status = 'approved' AND handled_at IS NULL
    AND (answered_at IS NULL OR answered_at < written_at)
  ) VIRTUAL, place TEXT AS (
    iif(standing = 'current' AND kind = 'comment', char(57344) || 'herea' || blog || ' ', '')
    || iif(waits, char(57344) || 'hereu' || blog || ' ', '')
    || iif(status = 'held' AND kind = 'comment', char(57344) || 'hereh' || blog || ' ', '')
    || iif(standing = 'current' AND kind = 'comment' AND mine, char(57344) || 'herem' || blog || ' ', '')
    || iif(standing = 'current' AND kind = 'pingback', char(57344) || 'herep' || blog || ' ', '')
    || iif(status = 'spam', char(57344) || 'heres' || blog || ' ', '')
    || iif(status = 'trash', char(57344) || 'heret' || blog || ' ', '')
    || iif(reader IS NULL, '', char(57344) || 'herer' || reader || ' ')
    || char(57344) || 'hereo' || blog || 'x' || hex(post_remote_id)
  ) VIRTUAL,                   -- needs no reply
  UNIQUE (blog, remote_id)
) STRICT;

CREATE INDEX comment_by_parent ON comment (parent);

CREATE INDEX comment_orphans ON comment (blog, parent_remote_id) WHERE parent IS NULL;

CREATE TABLE reply_draft (
  comment INTEGER PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,             -- of the intent, stored before the first send
  blog INTEGER NOT NULL REFERENCES blog (id),
  lane TEXT NOT NULL,
  op TEXT NOT NULL,                     -- Op
  state TEXT NOT NULL,                  -- OutboxState
  attempts INTEGER NOT NULL DEFAULT 0,  -- counted before each try
  not_before INTEGER,
  unsure_since INTEGER,                 -- when an answer was lost
  problem TEXT,                         -- Problem
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_by_lane ON outbox (blog, lane, id);

CREATE TABLE receipt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  blog INTEGER NOT NULL REFERENCES blog (id),
  kind TEXT NOT NULL,                   -- OpKind
  moderation TEXT,                      -- Moderation
  subject TEXT NOT NULL,
  about TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  link TEXT,
  attempts INTEGER NOT NULL,
  sent_at INTEGER NOT NULL
, item INTEGER, removed TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX receipt_by_blog ON receipt (blog, id);

CREATE TABLE cursor (
  blog INTEGER NOT NULL REFERENCES blog (id),
  feed TEXT NOT NULL,
  value TEXT NOT NULL,                  -- the feed's own JSON
  swept_at INTEGER,                     -- when everything was last compared
  PRIMARY KEY (blog, feed)
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL                   -- JSON
) STRICT;

CREATE INDEX post_by_shelf ON post (blog, shelf, listed_at, id);

CREATE INDEX revision_by_version ON revision (post, version);

CREATE INDEX receipt_by_item ON receipt (item);

CREATE TABLE term (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blog INTEGER NOT NULL REFERENCES blog (id),
  taxonomy TEXT NOT NULL,               -- Taxonomy
  remote_id TEXT,                       -- NULL: made here, not on the blog yet
  name TEXT NOT NULL,
  folded TEXT NOT NULL,                 -- the name without its case
  parent INTEGER REFERENCES term (id),
  same_as INTEGER REFERENCES term (id), -- turned out to be that one
  gone INTEGER NOT NULL DEFAULT 0,      -- no longer on the blog
  UNIQUE (blog, taxonomy, remote_id)
) STRICT;

CREATE INDEX term_by_name ON term (blog, taxonomy, folded);

CREATE TABLE author (
  blog INTEGER NOT NULL REFERENCES blog (id),
  remote_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (blog, remote_id)
) STRICT;

CREATE TABLE remote_picture (           -- pictures that posts of the blog show
  blog INTEGER NOT NULL REFERENCES blog (id),
  url TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  size TEXT NOT NULL DEFAULT '',        -- the blog's word for it; empty: not said
  PRIMARY KEY (blog, url)
) STRICT;

CREATE TABLE activity (                 -- what happened, in the order it did; the oldest go
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blog INTEGER REFERENCES blog (id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,                   -- activity::Kind
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE INDEX activity_by_blog ON activity (blog, id);

CREATE TABLE reader (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blog INTEGER NOT NULL REFERENCES blog (id),
  same_as INTEGER REFERENCES reader (id),   -- the writer said that it is that one
  root INTEGER REFERENCES reader (id),      -- where that leads in the end: itself when it is nobody else
  last_at INTEGER,                      -- of a root: its newest comment that is public or held
  note TEXT NOT NULL DEFAULT '',        -- the writer's own, never sent
  regular INTEGER NOT NULL DEFAULT 0,
  is_me INTEGER NOT NULL DEFAULT 0      -- the writer under another name
) STRICT;

CREATE INDEX reader_by_last ON reader (blog, last_at) WHERE same_as IS NULL AND last_at IS NOT NULL;

CREATE INDEX reader_by_root ON reader (root);

CREATE TABLE reader_identity (          -- by what a reader is known again
  blog INTEGER NOT NULL REFERENCES blog (id),
  identity TEXT NOT NULL,               -- u:user, f:face or n:name|address
  reader INTEGER NOT NULL REFERENCES reader (id),
  PRIMARY KEY (blog, identity)
) STRICT, WITHOUT ROWID;

CREATE INDEX reader_identity_by_reader ON reader_identity (reader);

CREATE TABLE reader_name (              -- names that a reader used, each with when last
  reader INTEGER NOT NULL REFERENCES reader (id),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,                 -- the name without its case
  url TEXT,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (reader, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_reply (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blog INTEGER REFERENCES blog (id),    -- NULL: for every blog
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  place INTEGER NOT NULL                -- its place in the list
) STRICT;

CREATE INDEX comment_by_post ON comment (blog, post_remote_id, written_at);

CREATE INDEX comment_by_reader ON comment (reader, standing, written_at, answered_at) WHERE reader IS NOT NULL;

CREATE INDEX comment_by_number ON comment (blog, standing, number) WHERE remote_id IS NOT NULL;

CREATE INDEX comment_unanswered ON comment (blog, written_at) WHERE waits = 1;

CREATE INDEX comment_current ON comment (blog, written_at) WHERE standing = 'current' AND kind = 'comment';

CREATE INDEX comment_held ON comment (blog, written_at) WHERE status = 'held' AND kind = 'comment';

CREATE INDEX comment_mine ON comment (blog, written_at) WHERE mine = 1 AND standing = 'current' AND kind = 'comment';

CREATE INDEX comment_pingbacks ON comment (blog, written_at) WHERE standing = 'current' AND kind = 'pingback';

CREATE INDEX comment_aside ON comment (blog, status, written_at) WHERE standing IN ('spam', 'trash');

CREATE INDEX outbox_by_comment ON outbox (op ->> '$.comment');

CREATE TABLE comment_tally (            -- how many comments there are of each sort, kept by triggers
  blog INTEGER NOT NULL,
  status TEXT NOT NULL,
  kind TEXT NOT NULL,
  mine INTEGER NOT NULL,
  waits INTEGER NOT NULL,
  unsent INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (blog, status, kind, mine, waits, unsent)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER comment_tally_new AFTER INSERT ON comment BEGIN
  INSERT INTO comment_tally VALUES (NEW.blog, NEW.status, NEW.kind, NEW.mine, NEW.waits, NEW.remote_id IS NULL, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER comment_tally_gone AFTER DELETE ON comment BEGIN
  UPDATE comment_tally SET n = n - 1 WHERE blog = OLD.blog AND status = OLD.status AND kind = OLD.kind
    AND mine = OLD.mine AND waits = OLD.waits AND unsent = (OLD.remote_id IS NULL);
END;

CREATE TRIGGER comment_tally_moved AFTER UPDATE OF
  status, kind, mine, handled_at, answered_at, written_at, remote_id ON comment
WHEN OLD.status <> NEW.status OR OLD.kind <> NEW.kind OR OLD.mine <> NEW.mine OR OLD.waits <> NEW.waits
  OR (OLD.remote_id IS NULL) <> (NEW.remote_id IS NULL)
BEGIN
  UPDATE comment_tally SET n = n - 1 WHERE blog = OLD.blog AND status = OLD.status AND kind = OLD.kind
    AND mine = OLD.mine AND waits = OLD.waits AND unsent = (OLD.remote_id IS NULL);
  INSERT INTO comment_tally VALUES (NEW.blog, NEW.status, NEW.kind, NEW.mine, NEW.waits, NEW.remote_id IS NULL, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE VIRTUAL TABLE comment_search USING fts5 (
  place, author, text, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

CREATE TABLE comment_unindexed (        -- keys whose row in comment_search is out of date: empty between transactions
  search_key INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER comment_reindex_new AFTER INSERT ON comment WHEN NEW.search_key IS NOT NULL BEGIN
  INSERT OR IGNORE INTO comment_unindexed VALUES (NEW.search_key);
END;

CREATE TRIGGER comment_reindex_gone AFTER DELETE ON comment WHEN OLD.search_key IS NOT NULL BEGIN
  INSERT OR IGNORE INTO comment_unindexed VALUES (OLD.search_key);
END;

CREATE TRIGGER comment_reindex_moved AFTER UPDATE OF
  post_remote_id, author_name, text, status, kind, mine, handled_at, answered_at, written_at, reader, search_key ON comment
WHEN OLD.place <> NEW.place OR OLD.author_name <> NEW.author_name OR OLD.text <> NEW.text
  OR OLD.search_key IS NOT NEW.search_key
BEGIN
  INSERT OR IGNORE INTO comment_unindexed SELECT OLD.search_key WHERE OLD.search_key IS NOT NULL;
  INSERT OR IGNORE INTO comment_unindexed SELECT NEW.search_key WHERE NEW.search_key IS NOT NULL;
END;

CREATE INDEX post_by_title ON post (blog, shelf, title_key, id);

CREATE INDEX post_by_date ON post (blog, shelf, dated_at, id);

CREATE INDEX post_by_change ON post (blog, shelf, changed_at, id);

CREATE INDEX post_by_time ON post (blog, dated_at, id, shelf);

CREATE TABLE post_label (               -- tags and categories of the posts as they are here
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'category')),
  label TEXT NOT NULL,                  -- a tag without case and accents, a category's id
  post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  PRIMARY KEY (kind, label, post)
) STRICT, WITHOUT ROWID;

CREATE INDEX post_label_by_post ON post_label (post);

CREATE VIRTUAL TABLE post_search USING fts5 (
  title, body, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

CREATE VIRTUAL TABLE post_words USING fts5 (
  marked, title, body, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

CREATE TABLE recent (                   -- what the writer opened last
  blog INTEGER NOT NULL REFERENCES blog (id),
  kind TEXT NOT NULL CHECK (kind IN ('post', 'comment')),
  item INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  PRIMARY KEY (blog, kind, item)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE blog_style (
  blog INTEGER PRIMARY KEY REFERENCES blog (id) ON DELETE CASCADE,
  page TEXT NOT NULL,                   -- the address it was taken from
  taken_at INTEGER NOT NULL,
  look TEXT NOT NULL,                   -- the elements around the text, as the desk reads them
  css TEXT NOT NULL                     -- cleaned
) STRICT;

CREATE TABLE blog_font (
  blog INTEGER NOT NULL REFERENCES blog_style (blog) ON DELETE CASCADE,
  place INTEGER NOT NULL,               -- in the order of the style sheets
  face TEXT NOT NULL,                   -- when it is used, as the desk reads it
  bytes BLOB NOT NULL,
  PRIMARY KEY (blog, place)
) STRICT;

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

CREATE TABLE learned_word (             -- right in every post and language
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE post_ignored (             -- remarks that are of no use in this post
  post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                   -- 'spelling' or 'grammar'
  words TEXT NOT NULL,                  -- the word, or what was said about which words
  PRIMARY KEY (post, kind, words)
) STRICT, WITHOUT ROWID;

CREATE TABLE post_language (            -- the language the writer chose; without a row it is guessed
  post INTEGER PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
  language TEXT NOT NULL                -- 'de-DE'; empty: no spelling in this post
) STRICT;

-- Every field of a post, pages, what is already on the blog, terms, authors and the activity log.

ALTER TABLE post ADD COLUMN kind TEXT NOT NULL DEFAULT 'post';   -- PostKind
ALTER TABLE post ADD COLUMN published_at INTEGER;                -- its date on the blog, once it has one; of a scheduled post, when it becomes public
ALTER TABLE post ADD COLUMN shelf TEXT AS (CASE
    WHEN trashed_at IS NOT NULL OR remote_status = 'trash' THEN 'trash'
    WHEN kind = 'page' THEN 'pages'
    WHEN remote_status = 'scheduled' THEN 'scheduled'
    WHEN coalesce(remote_status, 'draft') IN ('draft', 'pending') THEN 'drafts'
    ELSE 'published'
  END) VIRTUAL;                         -- the list it is in
ALTER TABLE post ADD COLUMN listed_at INTEGER AS (CASE
    WHEN trashed_at IS NULL AND kind = 'post' AND remote_status IN ('scheduled', 'published', 'private')
    THEN coalesce(published_at, changed_at) ELSE changed_at
  END) VIRTUAL;                         -- its place in that list
UPDATE post SET published_at = (
    SELECT r.published_at FROM remote_post r WHERE r.blog = post.blog AND r.remote_id = post.remote_id)
  WHERE remote_status IN ('published', 'private', 'scheduled');
DROP INDEX post_by_blog;
CREATE INDEX post_by_shelf ON post (blog, shelf, listed_at, id);

-- From here on a remote version has its fields and its text as they read here, too.
ALTER TABLE snapshot ADD COLUMN wire_fields TEXT NOT NULL DEFAULT '';   -- WireFields; empty: not known

ALTER TABLE revision ADD COLUMN version INTEGER NOT NULL DEFAULT 0;     -- which save of the local text this was; 0: none
CREATE INDEX revision_by_version ON revision (post, version);

ALTER TABLE media ADD COLUMN alt TEXT NOT NULL DEFAULT '';   -- for readers who can't see it
ALTER TABLE media ADD COLUMN remote_alt TEXT;                -- the same as the blog has it
ALTER TABLE media ADD COLUMN original TEXT NOT NULL DEFAULT '';   -- Original; empty: kept as it came

ALTER TABLE receipt ADD COLUMN item INTEGER;                 -- the outbox row it was
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

UPDATE outbox SET op = json_remove(json_set(op, '$.fields', json_object('title', op ->> '$.title')), '$.title')
  WHERE op ->> '$.kind' = 'publish' AND op -> '$.fields' IS NULL;

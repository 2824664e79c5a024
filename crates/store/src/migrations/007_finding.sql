-- What the palette and the lists of posts search and filter by.

ALTER TABLE post ADD COLUMN title_key TEXT NOT NULL DEFAULT '';   -- the title without case and accents
ALTER TABLE post ADD COLUMN dated_at INTEGER AS (coalesce(published_at, changed_at)) VIRTUAL;
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

-- Two indexes of words, neither with a second copy of them. `post_search` knows where in a text each word
-- stands, and says which text fits best; `post_words` only which texts have it, but also for beginnings,
-- and which have it in their title: that answers while one types, however many there are.
DROP TABLE post_search;
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

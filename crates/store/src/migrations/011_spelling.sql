-- What the writer said about spelling and grammar.

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

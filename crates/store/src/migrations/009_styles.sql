-- How a blog's own pages look, kept for the preview.
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

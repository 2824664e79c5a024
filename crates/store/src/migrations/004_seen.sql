-- When the blog said a post had changed last, as it was last seen, and what the blog took out of a text.

ALTER TABLE post ADD COLUMN modified_at INTEGER;                 -- by the blog's clock; NULL: not known
ALTER TABLE receipt ADD COLUMN removed TEXT NOT NULL DEFAULT '';   -- names of elements and attributes, with commas between

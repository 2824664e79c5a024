// What the details of a post choose from: the blog's categories, tags and authors, the post's
// pictures. Read when they are shown, and again when the store says that something moved.

import type { AuthorChoice, BlogId, Call, PictureRow, PostId, Term } from "../ipc/call";
import { Search } from "./search";

export class Details {
  categories = $state.raw<Term[]>([]);
  tags = $state.raw<Term[]>([]);
  authors = $state.raw<AuthorChoice[]>([]);
  pictures = $state.raw<PictureRow[]>([]);

  #call: Call;
  #terms = new Search();
  #rows = new Search();

  constructor(call: Call) {
    this.#call = call;
  }

  /** The blog's terms and authors. What can't be read stays as it was. */
  async readBlog(blog: BlogId) {
    const answer = await this.#terms.latest(Promise.all([this.#call("term_list", { blog }), this.#call("author_list", { blog })]));
    if (!answer) return;
    const [{ categories, tags }, authors] = answer;
    this.categories = categories;
    this.tags = tags;
    this.authors = authors;
  }

  async readPictures(post: PostId) {
    const rows = await this.#rows.latest(this.#call("picture_list", { post }));
    if (rows) this.pictures = rows;
  }
}

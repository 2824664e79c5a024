// The fake's places in posts, goals and snippets.

import type { Commands, PostDocument, PostPlace, Snippet } from "../src/lib/ipc/commands";

type Names = "post_place" | "post_place_set" | "post_goal_set" | "post_titled" | "snippet_list" | "snippet_put" | "snippet_remove";
type Answers = { [Name in Names]: (argument: Commands[Name]["argument"]) => Commands[Name]["reply"] };

export function modes(documents: PostDocument[]): Answers {
  const places = new Map<number, PostPlace>();
  const at = (post: number) => places.get(post) ?? { anchor: 0, head: 0, top: 0, goal: null };
  let snippets: Snippet[] = [{ id: 1, name: "sig", text: "Yours, ${1:Ada}\n\n$DATE" }];
  return {
    post_place: ({ post }) => at(post),
    post_place_set: ({ post, anchor, head, top }) => (places.set(post, { ...at(post), anchor, head, top }), null),
    post_goal_set: ({ post, goal }) => (places.set(post, { ...at(post), goal }), null),
    post_titled: ({ typed }) => documents.filter(({ fields }) => fields.title !== "" && fields.title.toLowerCase().includes(typed.toLowerCase())).map(({ id, fields, link }) => ({ id, title: fields.title, link })),
    snippet_list: () => snippets,
    snippet_put: ({ id, name, text }) => {
      const kept = { id: id ?? Date.now(), name, text };
      snippets = [...snippets.filter((each) => each.id !== kept.id), kept];
      return kept;
    },
    snippet_remove: ({ id }) => ((snippets = snippets.filter((each) => each.id !== id)), null),
  };
}

// The fake's answers about pages to quote.

import type { PagePassage, QuoteSource } from "../src/lib/ipc/commands";
import type { FakeDesk } from "./fakeDesk";

type Names = "page_read" | "page_quote" | "source_list" | "quote_settings" | "quote_settings_set";

const passage = (kind: PagePassage["kind"], plain: string, markdown = plain): PagePassage => ({ kind, plain, markdown });
const page = [
  passage("words", "A train that is late is still a train, and somebody still waits for it at the other end, with a cold cup of tea."),
  passage("heading", "What the timetable says", "**What the timetable says**"),
  passage("words", "The timetable says ten past nine. The timetable has said so since 1974, and it has been right on eleven days."),
  passage("point", "Bring something to read", "- Bring something to read"),
  passage("point", "Bring something to eat", "- Bring something to eat"),
  passage("quote", "We are sorry for the delay.", "> We are sorry for the delay."),
  passage("words", "And then, when nobody expects it any more, it comes round the bend with all its lights on."),
];

export function quoting(): Pick<FakeDesk, Names> {
  let template = "— [{title}]({address}), {site}";
  const known: QuoteSource = { title: "On slow trains", author: "Ann Example", site: "The Post", date: "2025-03-09", address: "https://post.example/trains" };
  const line = ({ title, address, site }: QuoteSource) => template.replace("{title}", title || address).replace("{address}", address).replace("{site}", site);
  const settings = () => ({ template, example: line(known) });
  return {
    page_read: ({ address }) =>
      address.includes("offline")
        ? { source: { ...known, title: "", author: "", site: "", date: "", address }, passages: [], problem: "The site does not answer now.", later: true }
        : { source: { ...known, address }, passages: page, problem: null, later: false },
    page_quote: ({ source, picks }) => ({ markdown: `${[...picks.map(({ markdown }) => markdown), line(source)].join("\n\n").replace(/^/gm, "> ")}` }),
    source_list: () => [{ source: known, inPost: false }],
    quote_settings: settings,
    quote_settings_set: (ask) => {
      template = ask.template || template;
      return settings();
    },
  };
}

// Every word that the window says, in one place, ready for translation. Texts with a number or a
// name in them are functions. Nothing in here decides anything but wording.

import type {
  Ability,
  AnswerScope,
  BlogStatus,
  ChangedField,
  CheckRemark,
  Choice,
  CommentFolder,
  CommentOrder,
  CommentStatus,
  KeptBecause,
  LinkReport,
  MannersFrom,
  Moderation,
  Notify,
  OddFilter,
  OpKind,
  OutboxItem,
  PictureSize,
  PostFolder,
  PostMove,
  PostStanding,
  Problem,
  ProblemKind,
  PullProgress,
  Receipt,
  SecretPlace,
  SlugState,
  TripState,
  Whereabouts,
} from "./ipc/commands";
import { clock, clockAndDay } from "./when";

const plural = new Intl.PluralRules("en");

/** `1 reply`, `3 replies`. */
function count(number: number, one: string, other: string): string {
  return `${number.toLocaleString("en-GB")} ${plural.select(number) === "one" ? one : other}`;
}

const moderation: Record<Moderation, (name: string) => string> = {
  approve: (name) => `Approve ${name}’s comment`,
  unapprove: (name) => `Hold ${name}’s comment for review`,
  spam: (name) => `Mark ${name}’s comment as spam`,
  trash: (name) => `Move ${name}’s comment to the trash`,
};

const moderated: Record<Moderation, string> = { approve: "approved", unapprove: "held for review", spam: "marked as spam", trash: "moved to the trash" };

/** `Dennis’s comment`, or `12 comments`. */
const whoseComment = (names: string[]) => (names.length === 1 ? `${names[0]}’s comment` : count(names.length, "comment", "comments"));

/** `German (Austria)` for `de-AT`. */
function languageName(language: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" }).of(language) ?? language;
  } catch {
    return language;
  }
}

const choices: Record<Choice, string> = { edit: "Edit", takeBack: "Take back", retry: "Try now", hold: "Hold", release: "Send after all", sendNow: "Send now", sendMine: "Send mine", takeTheirs: "Take the blog’s", settle: "Compare and settle…", signIn: "Sign in" };

/** What sending one's own version means when there is no other version to replace. */
const sendMine: Partial<Record<ProblemKind, string>> = {
  gone: "Publish as new", takenOff: "Publish again", parentEdited: "Send anyway", answeredElsewhere: "Send anyway", newTurn: "Send anyway",
};

const blockNames: Partial<Record<string, string>> = {
  block: "Reusable block",
  core: "Block",
  "core-embed": "Embed",
  cover: "Cover picture",
  "media-text": "Picture beside text",
  "latest-posts": "Latest posts",
  "more": "Read-more line",
  nextpage: "Page break",
  "table-of-contents": "Contents",
  freeform: "Classic text",
  html: "HTML",
  paragraph: "Set paragraph",
  heading: "Set heading",
  list: "Set list",
  quote: "Set quote",
  image: "Set picture",
};

type StateOf = Pick<OutboxItem, "kind" | "state" | "notBefore" | "problem" | "attempts" | "choices">;

function title(text: string): string {
  return text.trim() === "" ? "Untitled" : text;
}

export const words = {
  app: "Afterword",
  untitled: title,
  count,
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  list: "List",
  details: "Details",
  retry: "Try again",
  failed: "That did not work. Nothing was lost; try again.",
  opening: "Opening your desk…",
  notReached: "Afterword could not be reached. Nothing you wrote is lost.",
  stopped: "Afterword has stopped. Your words are saved.",
  stoppedUnsaved: "Afterword has stopped. What you typed last is only in this window: copy it before you close it.",
  startedAnew: "Afterword was started again, and this page has no key for it. Copy what is not saved yet, then open the address that the terminal printed.",
  stoppedHint: "Start it again and this window goes on by itself.",
  refusedTitle: "Open the address that the terminal printed",
  refusedText: "It carries a key that works once, so that no other page on this computer can read your desk. When it has been used, start Afterword again for a new one.",

  rail: {
    more: "More",
    less: "Less",
    label: "Desk",
    write: "Write",
    readers: "Readers",
    sending: "Sending",
    outbox: "Outbox",
    settings: "Settings",
    connect: "Connect a blog…",
    collapse: "Narrow the sidebar",
    switchBlog: "Switch blog",
    practice: "On this computer",
    parts: (...parts: string[]) => parts.filter((part) => part !== "").join(" · "),
    itemCount: (name: string, number: number) => (number > 0 ? `${name}, ${number}` : name),
    needsYou: (number: number) => `${number} need${number === 1 ? "s" : ""} you`,
  },
  posts: { drafts: "Drafts", scheduled: "Scheduled", published: "Published", pages: "Pages", trash: "Trash" } satisfies Record<PostFolder, string>,
  comments: {
    unanswered: "Unanswered",
    held: "Held for review",
    all: "All conversations",
    spam: "Spam",
    trash: "Trash",
    mine: "Your answers",
    pingbacks: "Mentions",
  } satisfies Record<CommentFolder, string>,

  whereabouts: {
    localOnly: "On this computer only",
    waiting: "Waiting to send",
    sending: "Sending",
    onBlog: "On the blog",
    changedHere: "Changed here",
    changedInBoth: "Changed in both",
    needsYou: "Needs you",
  } satisfies Record<Whereabouts, string>,
  draft: "Draft",
  /** What a row says beside where its words are. */
  standing: { pending: "Waits for an editor", private: "Private", scheduled: "Scheduled", draft: "Draft on the blog", trash: "In the blog’s trash" },
  schedule: {
    /** The blog's clock, and what that is here. */
    both: (there: string, here: string) => `${there} on the blog · ${here} here`,
  },
  library: {
    pulling: ({ done, total }: PullProgress) => (total === 0 ? "Fetching your posts…" : `Fetching your posts: ${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`),
  },

  write: {
    list: (folder: PostFolder) => words.posts[folder],
    search: (folder: PostFolder) => `Search ${words.posts[folder].toLowerCase()}`,
    newPost: "New post",
    title: "Title",
    text: "Text of the post",
    textHint: "Write here. Markdown works.",
    preview: "Preview",
    width: "Width of the preview",
    widths: { reader: "Easy to read", wide: "As wide as there is room", phone: "As on a phone" },
    jump: (words: string) => (words === "↩" ? "Back to the text" : `Go to “${words}”`),
    previewCut: "… This paragraph is too long to be shown whole beside the text. It is all in the text.",
    previewEmpty: "What you write appears here as readers will see it.",
    modes: { write: "Write", split: "Both", read: "Read" },
    mode: "Show",
    saving: "Saving…",
    saved: (at: string, now: number) => `Saved on this computer, ${clockAndDay(at, now)}`,
    savedShort: (at: string, now: number) => `Saved ${clockAndDay(at, now)}`,
    unsaved: "Not saved yet",
    notSaved: "This text could not be saved. It is still in this window; Afterword keeps trying.",
    notLeaving: "This text is not saved yet, so it stays open. Copy it, or try again.",
    copyText: "Copy text",
    copied: "The text is copied.",
    elsewhere: "This post was changed somewhere else since you opened it. Both texts are kept.",
    reload: "Show the other text",
    keepMine: "Keep mine",
    publish: "Publish…",
    update: "Update…",
    schedule: "Schedule…",
    review: "Submit for review…",
    inspector: "Details of the post",
    html: "HTML",
    staysHtml: "This post stays HTML: Markdown can’t say everything that is in it. What you don’t touch goes back as it is.",
    merged: "Combined with the changes made on the blog. Your text as it was before is kept.",
    mergedOk: "Understood",
    changedInBoth: "Changed here and on the blog.",
    compare: "Compare and settle…",
    more: "More",
    trash: "Move to the trash",
    trashed: (name: string) => `“${title(name)}” is in the trash`,
    trashedKept: "It stays on the blog.",
    restored: (name: string) => `“${title(name)}” is back`,
    restore: "Restore",
    inBlogTrash: (day: string | null) => `This post is in the blog’s trash. Restored, it is a draft there; readers don’t see it.${day ? ` On this computer it goes for good on ${day}.` : ""}`,
    inTrash: (day: string | null) => `This post is in the trash. Restore it to go on writing.${day ? ` It goes for good on ${day}.` : ""}`,
    goesOn: (day: string) => `Goes for good on ${day}`,
    open: "Open on the blog",
    picture: "Add a picture or a file",
    titleMissing: "A post needs a title before it goes to the blog.",
    wordCount: (number: number) => count(number, "word", "words"),
    minutes: (number: number) => `${number} min read`,
    position: (line: number, column: number) => `Line ${line}, column ${column}`,
    language: "Markdown",
    nothingOpen: "Nothing is open",
    nothingOpenHint: "Choose a post on the left, or start a new one.",
    notFound: "No post here has these words.",
    empty: {
      drafts: ["No drafts", "Start with a sentence. It is saved as you type."],
      scheduled: ["Nothing is scheduled", "A post with a date to come waits here until the blog makes it public."],
      pages: ["No pages", "Pages of the blog, such as About, appear here."],
      published: ["Nothing published yet", "A post that you publish appears here with its address."],
      trash: ["The trash is empty", "Posts that you throw away wait here for 30 days, in case you want them back."],
    } satisfies Record<PostFolder, [string, string]>,
    waitsForYou: "This post waits for you.",
  },

  completion: {
    noAddress: "no address yet",
    addressless: (name: string) => `“${title(name)}” has no address until it is published, so only its title was put in.`,
  },
  length: {
    label: "Length of the text and its goal",
    counting: "Counting…",
    words: (number: number) => count(number, "word", "words"),
    selected: (some: number, all: number) => `${some.toLocaleString("en-GB")} of ${count(all, "word", "words")} selected`,
    ofGoal: (number: number, goal: number) => `${number.toLocaleString("en-GB")} of ${count(goal, "word", "words")}`,
    progress: "Progress to the goal",
    whole: "Text",
    selection: "Selection",
    wordsRow: "Words",
    charactersRow: "Characters",
    minutesRow: "Reading time",
    minutes: (number: number) => `${number.toLocaleString("en-GB")} min`,
    goal: "Goal for this post, in words",
    goalNone: "None",
    goalKept: "Only on this computer.",
  },
  frontMatter: {
    found: (names: string[]) => `This text begins with its details${names.length > 0 ? `: ${names.join(", ")}` : ""}.`,
    fill: "Fill in the details",
    leave: "Leave it in the text",
    filled: (names: string[], unknown: string[], rest: string[]) =>
      (names.length > 0 ? `Filled in: ${names.join(", ")}.` : "Nothing was filled in.") +
      (unknown.length > 0 ? ` This blog has no category ${unknown.map((name) => `“${name}”`).join(", ")}.` : "") +
      (rest.length > 0 ? ` Left out: ${rest.join(", ")}.` : ""),
  },
  undisturbed: { enter: "Write undisturbed", leave: "Show everything again" },
  quoting: {
    title: "Quote a page",
    intro: "Afterword reads the page and keeps with your quote where it is from. Nothing is published by this.",
    button: "Quote a page",
    address: "Address of the page",
    addressHint: "https://… the page you want to quote",
    read: "Read the page",
    reading: "Reading the page…",
    later: "You can put the quote in now; its title, author and site follow when the page can be read.",
    pick: "Pick passages, or select the words you want. What lies between two of them becomes […].",
    typed: "What you quote",
    typedHint: "The words, or nothing yet",
    insert: (count: number) => (count > 1 ? `Put in ${count} passages` : "Put the quote in"),
    insertSelected: "Quote the selected words",
    sourceTitle: "Title",
    author: "Author",
    site: "Site",
    date: "Date",
    offerPage: "Quote this page",
    offerWords: "Make this a quote",
    template: "Line under quotes of pages",
    templateHint: "{title}, {author}, {site}, {date} and {address} take their places; what is not known is left out.",
  },
  snippets: {
    title: "Snippets",
    intro: "Type the name and press Tab, and the text takes its place.",
    name: "Name",
    nameHint: "One word, such as sig",
    text: "Text",
    places: "$1, $2 or ${1:words} are places to fill, Tab goes through them and ends at $0. $DATE, $TIME, $YEAR, $TITLE, $BLOG and $ADDRESS fill themselves in.",
    empty: "No snippets yet.",
    add: "New snippet",
    keep: "Save",
    kept: (name: string) => `The snippet “${name}” is saved`,
    remove: "Delete",
    removed: (name: string) => `The snippet “${name}” is deleted`,
    hint: "Texts that you put in by a short name.",
  },
  sealed: {
    name: sealedName,
    label: (name: string, glimpse: string) => `${sealedName(name)}${glimpse ? `, ${glimpse}` : ""}. ${words.sealed.kept}.`,
    line: (name: string, glimpse: string) => `${sealedName(name)}${glimpse ? `, ${glimpse}` : ""}`,
    kept: "Kept as it is on the blog",
    pictures: (number: number) => count(number, "picture", "pictures"),
    up: "Move up (Alt ↑)",
    down: "Move down (Alt ↓)",
    remove: "Delete",
    selected: (name: string) => `${sealedName(name)} selected. Backspace deletes it, Alt and the arrow keys move it.`,
  },

  publish: {
    heading: (kind: OpKind, blog: string) => publishHeadings[kind]?.(blog) ?? blog,
    what: (kind: OpKind, name: string, hidden: "private" | "password" | null, when: string, out: boolean) => planWords(kind, title(name), hidden, when, out),
    way: "What happens",
    ways: {
      now: "Publish now",
      update: "Update",
      schedule: "Schedule",
      private: "Publish privately",
      review: "Submit for review",
      draft: "Draft on the blog",
    },
    wayHints: {
      now: "Everyone who reads the blog can read it at once.",
      update: "What readers see is replaced by what you have here.",
      schedule: "The blog makes it public by itself at this time, also while this computer is off.",
      private: "Only you and the blog’s editors can read it.",
      review: "An editor of the blog reads it and publishes it.",
      draft: "It is kept on the blog too, and nobody but the blog’s writers can read it.",
    },
    at: "Address",
    addressUnknown: "WordPress decides when it is published",
    checkLinks: "Check links",
    checkingLinks: "Asking where the links lead…",
    linksChecked: ({ remarks, asked, silent, left }: LinkReport) =>
      asked === 0
        ? "There are no links to check"
        : (remarks.length === 0 ? `Checked ${count(asked, "link", "links")}: none is broken` : `Checked ${count(asked, "link", "links")}`) +
          (silent > 0 ? `; ${count(silent, "gives", "give")} no answer` : "") +
          (left > 0 ? `; ${left.toLocaleString("en-GB")} more were not asked` : ""),
    asNew: "It is no longer on the blog: this makes a new post there, at a new address and without the old comments.",
    changes: "Changes",
    nothingChanged: "Nothing differs from what the blog has",
    everything: "Everything: the blog has not seen it yet",
    uploads: (pictures: number, files: number, bytes: number) => `${uploads(pictures, files)} first, ${size(bytes)}`,
    newTerms: (names: string[]) => `New on the blog: ${names.join(", ")}`,
    first: "Before it",
    change: "Change",
    remarks: "Worth a look before it goes",
    allGood: "Nothing to remark on",
    checking: "Looking it over…",
    remark: (remark: Pick<CheckRemark, "kind" | "detail" | "field">) => remarkWords(remark),
    jump: (kind: CheckRemark["kind"]) => (kind === "pictureWithoutAlt" ? "Describe it" : kind === "titleMissing" ? "Add one" : kind === "categoryMissing" ? "Choose one" : "Show it"),
    now: (kind: OpKind) => (kind === "schedule" ? "The blog is told now, and does the rest." : "It goes out now."),
    offline: "You are offline. It goes out, once, when you are back.",
    notYet: "Not yet",
    confirm: (kind: OpKind, online: boolean) => (publishVerbs[kind] ?? "Send") + (online ? "" : " when online"),
    role: "Your role on this blog may not publish. An editor of the blog reads it and publishes it.",
    noWriting: "Your role on this blog may not write posts. Ask for the role Contributor, Author or Editor. Your text is safe here.",
    queued: (name: string, online: boolean) =>
      online ? `“${title(name)}” is on its way` : `“${title(name)}” waits in the outbox and goes out, once, when you are online`,
    takeBack: "Take back",
    takenBack: "Taken back. It was not sent; your text is here.",
  },
  move: {
    menu: "More about this post",
    unpublish: "Unpublish…",
    trash: "Move to the blog’s trash…",
    restore: "Restore on the blog",
    heading: { unpublish: "Unpublish this post?", trash: "Move it to the blog’s trash?", restore: "Restore it on the blog?" } satisfies Record<PostMove, string>,
    what: {
      unpublish: "Readers can no longer open it, and links to it lead nowhere. It stays on the blog as a draft, with its comments, and your text stays here.",
      trash: "Readers can no longer open it. Blogs usually empty their trash after 30 days; until then it can be restored. Your text stays in the trash here for 30 days, too.",
      restore: "It comes back as a draft; readers don’t see it until you publish it again.",
    } satisfies Record<PostMove, string>,
    confirm: { unpublish: "Unpublish", trash: "Move to the trash", restore: "Restore" } satisfies Record<PostMove, string>,
    queued: (to: PostMove, name: string, online: boolean) => {
      const done = { unpublish: "is being taken off the blog", trash: "is going to the blog’s trash", restore: "is coming back as a draft" }[to];
      return online ? `“${title(name)}” ${done}` : `“${title(name)}” waits in the outbox until you are online`;
    },
  },
  fields: {
    title: "Title",
    body: "Text",
    slug: "Address",
    excerpt: "Excerpt",
    categories: "Categories",
    tags: "Tags",
    featured: "Featured picture",
    format: "Format",
    sticky: "Stays at the top",
    commentsOpen: "Comments",
    visibility: "Who can read it",
    author: "Author",
    date: "Date",
  } satisfies Record<ChangedField, string>,
  inspector: {
    title: "Details",
    close: "Close the details",
    saved: "Saved with the text. Nothing here publishes anything.",
    slug: "Last part of the address",
    slugHint: "Made from the title",
    slugState: (state: SlugState) => slugWords(state),
    slugEmpty: "Nothing of this can be an address; the blog will make one.",
    excerpt: "Excerpt",
    excerptHint: "The blog cuts one from the text",
    addCategory: "New category",
    categoryName: "Name of the new category",
    categoryParent: "Under",
    noParent: "At the top",
    add: "Add",
    noCategories: "No categories are known here yet.",
    tagHint: "Add a tag…",
    tagRemove: (name: string) => `Remove the tag ${name}`,
    tagKnown: "Tags of the blog",
    featuredAdd: "Choose a picture…",
    featuredReplace: "Replace…",
    featuredRemove: "Remove",
    featuredThere: "A picture that is on the blog",
    alt: "Description for readers who can’t see it",
    altHint: "What is to be seen, in a sentence",
    format: "Format",
    formats: {
      "": "Standard", aside: "Aside", chat: "Chat", gallery: "Gallery", link: "Link", image: "Picture", quote: "Quote", status: "Status", video: "Video", audio: "Audio",
    } as Partial<Record<string, string>>,
    sticky: "Stays at the top of the blog",
    comments: "Comments",
    commentsAs: "As the blog has it",
    commentsOpen: "Open",
    commentsClosed: "Closed",
    visibilities: { public: "Everybody", private: "Only the blog’s editors", password: "Whoever has the password" },
    password: "Password for readers",
    passwordMissing: "Without a password everybody could read it.",
    author: "Author",
    authorMe: (name: string) => `${name} (you)`,
    dateNow: "When it is published",
    dateSet: "Set a date",
    dateClear: "Clear",
    day: "Day",
    time: "Time",
    zone: (zone: string) => (zone === "" ? "This computer’s time; the blog does not say where it is" : `The blog’s time (${zone})`),
    yours: (at: string) => `For you: ${at}`,
    future: "It becomes public then, once you press Schedule.",
    noSuchTime: (instead: string) => `The clocks go forward then, so this time does not exist. ${instead} is meant.`,
    timeTwice: "The clocks go back then, so this time comes twice.",
    firstTime: "The first",
    secondTime: "The second",
    badTime: "Write the day as 2027-03-14 and the time as 09:30.",
    pictures: "Pictures in the text",
    noPictures: "None yet. Drop one into the text, or paste it.",
    showInText: "Show in the text",
    noAlt: "No description",
  },
  pictures: {
    describe: "Describe the picture",
    intro: "For readers who can’t see it, and for search. One sentence on what is to be seen is enough.",
    later: "Later",
    save: "Save the description",
    size: (bytes: number) => size(bytes),
    measures: ({ width, height, bytes }: PictureSize) => `${width} × ${height}, ${size(bytes)}`,
    linked: (name: string, bytes: number) => `A link to ${name} is in the text: ${size(bytes)}`,
    tooLarge: (name: string, most: number) => `“${name}” is larger than ${most} MB, too large to take in. Nothing was changed.`,
    processed: (was: PictureSize, is: PictureSize, hadLocation: boolean) => processedWords(was, is, hadLocation),
  },
  conflict: {
    title: (name: string) => `“${title(name)}” was changed here and on the blog`,
    intro: "Both texts are kept on this computer, whatever you choose.",
    mine: "Yours, here",
    base: "Before both",
    theirs: (at: string, now: number) => `On the blog, ${clockAndDay(at, now)}`,
    showBase: "Show what both grew from",
    hideBase: "Hide what both grew from",
    both: "Both versions, side by side",
    marked: "Underlined was added, struck through was taken out since the text that both grew from.",
    markedOther: "Underlined: the words that only one of the two has.",
    sealedMark: { added: "put in", removed: "taken out" },
    onlyHere: "only here",
    moreRows: (number: number) => `Show more of the ${count(number, "paragraph", "paragraphs")} that follow`,
    folded: (number: number) => `… ${count(number, "unchanged paragraph", "unchanged paragraphs")}`,
    fold: (number: number) => `Fold ${count(number, "unchanged paragraph", "unchanged paragraphs")}`,
    nothingHere: "Nothing here",
    sameWords: "The texts have the same words.",
    fields: "Also changed on both sides",
    places: (number: number) => count(number, "place was", "places were") + " changed differently",
    none: "The texts fit together: the result has the changes of both.",
    takeMine: "Take all of mine",
    takeTheirs: "Take all of the blog’s",
    together: "Both together",
    result: "The result",
    resultHint: "Edit it if neither is right. This is what you keep.",
    placeMine: "Mine",
    placeTheirs: "The blog’s",
    place: (number: number) => `Place ${number}`,
    leaveOut: "Leave it out",
    deletedHere: "(deleted here)",
    deletedThere: "(deleted on the blog)",
    copyTheirs: "Copy the blog’s words",
    use: "Keep this result",
    settled: "Settled. Press Update when it may go to the blog.",
    settledQueued: "Settled. It is on its way to the blog.",
    yes: "Yes",
    no: "No",
    asBlog: "as the blog has it",
    nothing: "none",
  },

  versions: {
    menu: "Earlier versions…",
    title: (name: string) => `Earlier versions of “${title(name)}”`,
    intro: "Kept whenever another text took its place, when the post is sent, and by itself as you write. Looking changes nothing, and going back sends nothing.",
    list: "Versions",
    because: {
      sent: "As it went to the blog",
      overtaken: "Typed here while another text was newer",
      replaced: "The blog’s version, before yours replaced it",
      merged: "Before the blog’s changes came into it",
      pulled: "Before the blog’s newer text came",
      settled: "A side of two versions that you settled",
      restored: "Before you went back to an earlier version",
      labelled: "Before tags or categories of many posts were changed",
      pressed: "When you asked for it to go to the blog",
      paused: "Before you went on writing",
      writing: "While you were writing",
    } satisfies Record<KeptBecause, string>,
    sameAsNow: "Same as now",
    then: (when: string) => `As it was, ${when}`,
    now: "As it is now",
    both: "This version and the text of now, side by side",
    also: "Also different, then and now",
    same: "Nothing differs between this version and the post as it is now.",
    copy: "Copy text",
    restore: "Restore this version",
    restored: "This version is back. The text before it is kept.",
    show: "Show",
    empty: ["No earlier versions yet", "A version is kept when you come back to a text after some minutes, every ten minutes of writing, whenever the post is sent, and whenever another text takes this one’s place."] as const,
  },

  readers: {
    search: "Search comments",
    list: (folder: CommentFolder) => words.comments[folder],
    waiting: (number: number) => count(number, "reader waiting", "readers waiting"),
    total: (number: number) => count(number, "comment", "comments"),
    oldest: (when: string) => `oldest shown: ${when}`,
    first: "First comment",
    hasDraft: "Reply begun",
    you: "You",
    anonymous: "Somebody",
    order: (order: CommentOrder) => (order === "oldestFirst" ? "Oldest first. Press for newest first" : "Newest first. Press for oldest first"),
    only: (only: { is: "post" | "reader"; name: string }) => (only.is === "post" ? `On “${only.name}”` : `By ${only.name}`),
    onlyThis: "Only this post’s",
    showAll: "Show all comments again",
    nothingHere: "Nothing here",
    nothingHereHint: "Take the narrowing away above to see all comments again.",
    selected: (number: number) => `${number.toLocaleString("en-GB")} selected`,
    isSelected: "Selected",
    clearSelection: "Clear the selection",
    waits: "Answer waits",
    pingback: "Mention",
    readPost: "Read the post",
    closed: "no more comments taken",
    tooDeep: "Your answer stands deeper here than most themes indent; they show it flush with this one.",
    notFound: "No comment here has these words.",
    nothingOpen: "No conversation is open",
    nothingOpenHint: "Choose a comment on the left. J and K move through the list.",
    conversation: "Conversation",
    comments: (number: number) => count(number, "comment", "comments"),
    hidden: (number: number) => `${count(number, "comment", "comments")} in spam or trash not shown`,
    noTitle: "A post on the blog",
    noReplyNeeded: "No reply needed",
    needsReply: "Needs a reply",
    next: "Next",
    spam: "Spam",
    approve: "Approve",
    unapprove: "Hold for review",
    notSpam: "Not spam",
    trash: "Trash",
    restore: "Restore",
    reply: "Reply",
    open: "Open on the blog",
    replyTo: (name: string) => `Replying to ${name}`,
    editingOwn: "Editing your reply",
    editing: (name: string) => `Editing your reply to ${name}`,
    replyLabel: (name: string) => `Reply to ${name}`,
    replyHint: "Write your answer",
    send: "Send reply",
    queue: "Queue reply",
    approveAndSend: "Approve and reply",
    saveEdit: "Save changes",
    draftSaving: "Saving…",
    draftSaved: "Draft saved",
    draftNotSaved: "Not saved. Copy it before you leave.",
    notLeaving: "Your reply is not saved yet, so it stays open.",
    changeDropped: "Your reply stays as it was.",
    /** `held`: it was about to leave. */
    changeKept: (held: boolean) => (held ? "The change you began is kept. Until you save it, your reply is on hold." : "The change you began is kept."),
    leftMeanwhile: "Your reply left while you were changing it. Your new text is kept; save it again in a moment, and it goes after it.",
    changeBegun: "Change begun",
    keptWords: "Your words to this comment",
    keptChange: "Your new text",
    copyDraft: "Copy the text",
    discardDraft: "Discard",
    draftDiscarded: "Your words are discarded.",
    queued: (name: string, online: boolean) => (online ? `Your reply to ${name} is on its way` : `Your reply to ${name} waits in the outbox and goes out when you are online`),
    edited: "Your reply is changed. It has not been sent yet.",
    changeQueued: (name: string, online: boolean) => (online ? `Your reply to ${name} is being changed` : `The new text of your reply to ${name} waits until you are online`),
    sendsIn: (name: string, seconds: number) => `Sending to ${name} in ${seconds} s`,
    sendAnyway: "Send anyway",
    approveAnyway: "Approve and reply anyway",
    preview: "As it will look",
    remarks: "Before it goes",
    quote: "Quote",
    quoteHint: "Puts what is selected in the comment, or all of it, into your reply",
    more: "More",
    makePost: "Make a post…",
    makePostHint: "A draft that quotes the reader, on this computer only",
    postMade: "A draft of this computer. The reader is quoted in it; nothing is sent.",
    takenBack: "Taken back. The text is a draft again.",
    edit: "Edit",
    takeBack: "Take back",
    handled: "No reply needed: done",
    setHandled: (names: string[]) => (names.length === 1 ? `${names[0]} needs no reply` : `${count(names.length, "comment needs", "comments need")} no reply`),
    moderated: (to: Moderation, names: string[], leftAlone: number) =>
      `${whoseComment(names)} ${moderated[to]}` + (leftAlone > 0 ? `. ${count(leftAlone, "is", "are")} left as ${leftAlone === 1 ? "it was" : "they were"}: something of yours is on its way there.` : ""),
    undone: "Undone",
    pending: { approve: "Approving", unapprove: "Being held", spam: "Going to spam", trash: "Going to the trash" } satisfies Record<Moderation, string>,
    status: { approved: "", held: "Held for review", spam: "Spam", trash: "In the trash", deleted: "Deleted on the blog" } satisfies Record<CommentStatus, string>,
    keys: (moderates: boolean) => ["J / K move", "R reply", ...(moderates ? ["A approve"] : []), "E done"],
    empty: {
      unanswered: ["Everyone is answered", "New comments appear here by themselves."],
      held: ["Nothing is held for review", "Comments that the blog wants you to look at first appear here."],
      all: ["No comments yet", "When readers answer a post, the conversation appears here."],
      spam: ["No spam", "What the blog or you call spam is kept here, out of the way."],
      trash: ["The blog’s trash is empty", "Comments that you throw away can be brought back from here."],
      mine: ["Nothing of yours yet", "Your answers are gathered here."],
      pingbacks: ["No mentions", "When another blog links to one of your posts, it is noted here."],
    } satisfies Record<CommentFolder, [string, string]>,
  },

  reader: {
    title: "The reader",
    label: (name: string) => `About ${name}`,
    show: "Show or hide the reader’s card",
    since: (when: string) => `Reader since ${when}`,
    also: (names: string[]) => `Also as ${names.join(", ")}`,
    site: (url: string) => url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""),
    comments: "Comments",
    answered: "You answered",
    wait: "Your usual wait",
    lastSeen: "Last here",
    note: "Your note",
    noteHint: "Something to remember",
    noteOnly: "Only on this computer. Nobody else sees it.",
    noteFailed: "The note is not saved yet. Copy it before you leave.",
    regular: "Regular",
    thisIsMe: "This is me",
    isMe: "You",
    last: "Last talked about",
    youSaid: (text: string) => `You: “${text}”`,
    all: "All by this reader",
    merge: "Same person as…",
    find: "Find a reader",
    merged: (name: string) => `Also ${name}`,
    mergedNow: (from: string, into: string) => `${from} and ${into} are one reader now`,
    separate: "Separate",
  },
  /** `3 h`, from minutes. */
  wait: (minutes: number) => (minutes < 90 ? `${Math.max(1, minutes)} min` : minutes < 36 * 60 ? `${Math.round(minutes / 60)} h` : count(Math.round(minutes / 1440), "day", "days")),

  answers: {
    title: "Answer sheet",
    open: "Answer sheet",
    back: "Back to the list",
    waiting: (waiting: number, answered: number) => `${waiting.toLocaleString("en-GB")} waiting${answered > 0 ? `, ${answered.toLocaleString("en-GB")} answered here` : ""}`,
    keys: ["Tab next", "queue"],
    queue: (number: number, online: boolean) => (number === 0 ? (online ? "Send replies" : "Queue replies") : `${online ? "Send" : "Queue"} ${count(number, "reply", "replies")}`),
    scope: "Who is on this page",
    scopes: { all: "Everyone", today: "Today", post: "This post" },
    heading: (of: AnswerScope["of"], post: string) => (of === "post" ? `Waiting under “${title(post)}”` : of === "today" ? "Who wrote today" : "Everyone who is waiting"),
    order: { oldestFirst: "Oldest first", newestFirst: "Newest first" } satisfies Record<CommentOrder, string>,
    intro: (greets: boolean) => (greets ? "Greetings and sign-off are yours; an answer that is only those is not sent." : "Leave a box empty to answer later; nothing is sent for it."),
    on: (post: string) => `on ${title(post)}`,
    answers: (name: string, mine: boolean) => `to ${mine ? "you" : name || "somebody"}:`,
    box: (name: string) => `Reply to ${name}`,
    hint: "Write your answer",
    queued: (online: boolean) => (online ? "On its way" : "Queued"),
    sent: "Sent",
    edit: "Edit",
    done: "No reply needed",
    undone: "Needs a reply after all",
    queueOne: (online: boolean) => (online ? "Send this one" : "Queue this one"),
    skipped: (number: number) => `${count(number, "answer is", "answers are")} not sent; see why below each`,
    allQueued: (number: number, online: boolean) => `${count(number, "reply", "replies")} ${online ? (number === 1 ? "is on its way" : "are on their way") : number === 1 ? "waits in the outbox" : "wait in the outbox"}`,
    allSendIn: (number: number, seconds: number) => `Sending ${count(number, "reply", "replies")} in ${seconds} s`,
    takenBack: (number: number) => `${count(number, "reply is", "replies are")} taken back. The words are in the boxes again.`,
    left: (number: number) => `${number.toLocaleString("en-GB")} left`,
    wait: (minutes: number) => `Usual wait ${words.wait(minutes)}`,
    more: "Show more",
    empty: {
      all: ["Everyone is answered", "New comments appear here by themselves."],
      today: ["Nobody who wrote today is waiting", "Who wrote earlier may be: choose Everyone above."],
      post: ["Everyone under this post is answered", "Choose Everyone above to see who waits elsewhere."],
    } satisfies Record<AnswerScope["of"], [string, string]>,
    gone: "Not in the list any more: answered elsewhere, or no longer on the blog. Your words are kept.",
    notLeaving: "An answer is not saved yet, so this page stays open. Copy it, or try again.",
  },
  proofing: {
    title: "Spelling and grammar",
    open: "Spelling and grammar: the list, the language, the words you taught",
    /** In the line under the text. */
    state: ({ count: found, missing, language }: { count: number; missing: string | null; language: string | null }) =>
      found > 0 ? count(found, "suggestion", "suggestions") : missing ? `No ${languageName(missing)} dictionary` : language ? "No suggestions" : "Spelling",
    off: "Spelling off",
    list: "What deserves a look",
    none: ({ missing, language }: { missing: string | null; language: string | null }) => (missing || !language ? "The text is not looked over." : "Nothing to look at."),
    more: (more: number) => `and ${count(more, "more", "more")}`,
    mark: "Mark words that no dictionary knows",
    grammar: "Look at the grammar, too",
    grammarHint: (language: string | null) =>
      language !== null && !language.startsWith("en") ? "For English only, and this post is not." : "For English. Takes a moment to start and about 200 MB of memory while it is on; nothing leaves this computer.",
    language: "Language",
    languageName,
    guessed: (language: string | null) => (language ? `Found: ${languageName(language)}` : "Found by itself"),
    noLanguage: "None: leave this post alone",
    missing: (language: string) =>
      `This reads like ${languageName(language)}, and there is no such dictionary on this computer. Install your system’s Hunspell dictionary for it, or choose another language.`,
    failed: "The text could not be looked over just now. The next change tries again.",
    suggestions: (what: string) => `Suggestions: ${what}`,
    looking: "Looking…",
    nothing: "No suggestion",
    remove: "Take it out",
    learn: (word: string) => `Learn “${word}”`,
    learned: (word: string) => `“${word}” is right from now on.`,
    ignore: "Ignore in this post",
    ignored: "Ignored in this post.",
    learnedWords: (words: number) => count(words, "word you taught", "words you taught"),
    forget: (word: string) => `Forget “${word}”`,
  },
  saved: {
    menu: "Saved replies",
    none: "Nothing saved yet",
    save: "Save this as a reply…",
    manage: "Edit saved replies…",
    name: "Name",
    nameHint: "Thanks for the correction",
    text: "Text",
    placeholders: "{name} becomes the reader’s name, {first} its first word, {post} the post’s title.",
    keep: "Save",
    kept: (name: string) => `“${name}” is saved`,
    title: "Saved replies",
    intro: "Texts you answer with often. Nothing is sent by choosing one: it comes into the box.",
    add: "New saved reply",
    remove: "Delete",
    removed: (name: string) => `“${name}” is deleted`,
    empty: "None yet. Write one here, or save one from a reply box.",
  },
  manners: {
    title: "Greeting and sign-off",
    intro: "They come around the first words you type in a reply. You see and change them; an answer that is only those is not sent.",
    on: "Greet and sign off",
    greeting: "Greeting",
    signOff: "Sign-off",
    hint: "{name} becomes the reader’s name, {first} its first word.",
    below: "The answer begins on a new line",
    apart: "On a line of its own",
    learnedNone: "Your own replies don’t agree on one yet.",
    useLearned: "Use what was learned",
    from: { written: "These are yours.", learned: "Learned on this computer from your own replies.", none: "There are none yet." } satisfies Record<MannersFrom, string>,
    example: "Looks like this",
    exampleName: "Ana P.",
    exampleText: "It is mine, and yes, with the link.",
    save: "Save",
    saved: "Saved. Nothing is sent by it.",
  },
  blogStyle: {
    toggle: "In the blog's own style",
    title: "Preview in the blog's own style",
    what: (title: string) => `Afterword looks at one page that everybody can open${title.trim() === "" ? "" : `, “${title.trim()}”`}:`,
    facts: [
      "It fetches that page, the style sheets and the fonts it names, some of them perhaps from other servers.",
      "It signs in nowhere, and nothing is written to your blog.",
      "What came is cleaned and kept on this computer, so the preview needs no connection. It is fetched again only when you ask.",
    ],
    kept: (at: Date) => `The look that is kept was fetched on ${at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })} from:`,
    missing: (missing: number) => `${count(missing, "style sheet or font", "style sheets or fonts")} did not come.`,
    nothing: "No post of this blog is public yet. As soon as one is, the preview can look like it.",
    taking: "Fetching…",
    take: "Fetch the style",
    again: "Fetch again",
    forget: "Forget it",
  },
  trip: {
    open: "Get ready to go offline…",
    title: "Get ready to go offline",
    intro: "Fetches what is missing: conversations, the posts they are about, and the pictures of your own posts.",
    done: (done: number, total: number) => (total === 0 ? "Looking at what is missing…" : `${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`),
    ready: ({ comments, posts, pictures }: Pick<TripState, "comments" | "posts" | "pictures">) =>
      `Ready: ${count(comments, "comment", "comments")}, ${count(posts, "post", "posts")}, ${count(pictures, "picture", "pictures")}`,
    readyHint: "All of it can be read and answered without a connection. What you write waits in the outbox.",
    stopped: "It could not go on.",
    stoppedHint: ({ comments, posts, pictures }: Pick<TripState, "comments" | "posts" | "pictures">) =>
      `What is here stays: ${count(comments, "comment", "comments")}, ${count(posts, "post", "posts")}, ${count(pictures, "picture", "pictures")}.`,
    background: "Go on in the background",
    again: "Fetch again",
    progress: "Fetched so far",
  },

  outbox: {
    title: "Outbox",
    intro: "What would be sent, in this order. Nothing leaves this computer while you are offline.",
    placeLabel: (place: number) => `Goes out as number ${place}`,
    empty: "Nothing is waiting",
    emptyHint: "Posts, replies and moderation pass through here on their way to the blog.",
    sentTitle: "Sent",
    sentHint: "What the blog confirmed, newest first.",
    nothingSent: "Nothing has been sent from this computer yet.",
    item: (item: ItemOf) => itemTitle(item),
    progress: "Sent so far",
    receipt: (receipt: Pick<Receipt, "kind" | "moderation" | "subject">) => receiptTitle(receipt),
    choice: (choice: Choice, problem: Problem | null) => (choice === "sendMine" && problem ? sendMine[problem.kind] : undefined) ?? choices[choice],
    state: (item: StateOf, online: boolean, now: number) => itemState(item, online, now),
    /** The words that came after the writer's, of a reply that was held back because of them. */
    saysNow: ({ kind, detail }: Problem) => (kind === "parentEdited" ? `It says now: “${detail}”` : kind === "newTurn" ? `“${detail}”` : ""),
    countsDown: (item: StateOf, now: number) => countsDown(item, now),
    mayHaveArrived: "It may be on the blog already, so it can’t be changed or taken back now. Trying again looks for it first, and sends it only if it is not there.",
    tries: (number: number) => count(number, "try", "tries"),
    takenBack: "Taken back. It is not sent.",
    takenTheirs: "The blog’s version is here now; yours is kept.",
    retried: "Trying now",
    held: "On hold. It waits until you send it after all.",
    sendingMine: "Your version is on its way",
    sentAt: (receipt: Pick<Receipt, "sentAt" | "attempts">, now: number) =>
      receipt.attempts > 1 ? `${clockAndDay(receipt.sentAt, now)}, after ${count(receipt.attempts, "try", "tries")}` : clockAndDay(receipt.sentAt, now),
    open: "Open on the blog",
    removed: (names: string[]) => `The blog took out: ${names.join(", ")}. Your text here still has it.`,
    show: "Show",
    waiting: (number: number) => `${number.toLocaleString("en-GB")} waiting`,
    needsYou: (number: number) => `${number.toLocaleString("en-GB")} need${number === 1 ? "s" : ""} you`,
    stuck: (item: Pick<OutboxItem, "kind" | "moderation" | "subject">) => `Needs you: ${itemTitle(item)}`,
    lastSent: (at: string, now: number) => `Last sent ${clockAndDay(at, now)}`,
  },
  problem: (problem: Problem, kind: OutboxItem["kind"]) => problemWords(problem, kind),
  /** What a stuck row says; one that may have arrived offers less, so less is promised. */
  stuck: (item: Pick<OutboxItem, "kind" | "state" | "choices">, problem: Problem) =>
    mayHaveArrived(item) ? `${problemCause(problem, item.kind)} ${words.outbox.mayHaveArrived}` : problemWords(problem, item.kind),

  status: {
    label: "Sending and checking",
    heading: (status: BlogStatus) => statusHeading(status),
    sentence: (status: BlogStatus) => statusSentence(status),
    /** For a strip at the bottom: what is out of the ordinary comes first, as it may be cut short. */
    line: (status: BlogStatus) => (ordinary(status) ? statusSentence(status) : `${statusHeading(status)}. ${statusSentence(status)}`),
    check: "Check now",
    acceptMissing: "They were deleted",
    missingAccepted: "Noted. What the blog no longer has goes at the next check.",
    signIn: "Sign in again…",
    showOutbox: "Open the outbox",
  },

  parted: {
    heading: "Not connected",
    sentence: "What you have of this blog is here to read, write and copy. Nothing is sent or fetched.",
    connect: "Connect again…",
  },

  connect: {
    title: "Connect a blog",
    intro: "Type the address as you would in a browser. Nothing is written to your blog.",
    address: "Address of the blog",
    addressHint: "example.com",
    find: "Find blog",
    finding: "Looking…",
    found: (name: string) => `${title(name)} found`,
    already: "This blog is connected already.",
    openIt: "Open it",
    noPasswords: "This blog has application passwords switched off, and Afterword signs in with nothing else. Switch them on (they need https), or ask whoever runs the blog.",
    xmlRpc: "This blog’s usual interface, REST, is switched off, so Afterword uses its older one, XML-RPC. You can write, publish and add pictures. Comments and pages stay on the blog, what you may do is guessed from your role, and new tags need a role that may make categories.",
    browser: "Continue in your browser",
    askHint: "Your blog asks you in your browser whether Afterword may sign in. Say yes there and come back: nothing has to be copied.",
    askHintPasting: "Your blog asks you in your browser whether Afterword may sign in. Say yes there, and it shows a password, once, for you to copy here.",
    havePassword: "I have an application password",
    waiting: "Waiting for you in the browser…",
    waitingHint: "Sign in to your blog there and say yes to Afterword.",
    openAgain: "Open the page again",
    pasteInstead: "It did not come back? Paste the password instead",
    approvedSigningIn: "You said yes. Signing in…",
    approvedNotYet: "You said yes on the blog. One thing is left:",
    tryAgain: "Try again",
    ended: {
      declined: "You said no on the blog, so nothing was connected.",
      wrong: "What came back was not this blog’s answer, so it was not used. Please try again.",
      over: "Nothing came back in time. Please try again.",
    },
    shownHint: "Say yes to Afterword on the page that opened in your browser. It shows a password, once: copy it here.",
    username: "User name on the blog",
    usernameHint: "The name you sign in with, not the label you gave the password.",
    password: "Application password",
    passwordHint: "The one the blog just made for you (xxxx xxxx xxxx xxxx xxxx xxxx), not your sign-in password.",
    unencrypted: "The connection to this blog is not encrypted. Anybody between you and the blog can read the password.",
    accept: "I accept that, send it unencrypted",
    signIn: "Sign in",
    signingIn: "Signing in…",
    back: "Another address",
    done: (name: string) => `${title(name)} is connected`,
    doneIntro: (name: string, roles: string[]) => (roles.length > 0 ? `You are ${name}, ${roles.join(", ")}.` : `You are ${name}.`),
    finish: "Bring my posts and comments",
    abilities: {
      read: "Read posts and comments",
      submitForReview: "Submit posts for review",
      publish: "Publish posts",
      editOthers: "Change others’ posts, and pages",
      makeCategories: "Make categories",
      upload: "Upload pictures",
      reply: "Answer comments",
      moderateOwn: "Moderate comments on your own posts",
      moderateAll: "Moderate comments on others’ posts",
    } satisfies Record<Ability, string>,
    can: "yes",
    cannot: "not with your role",
    kept: {
      keychain: "The password is kept in your system’s keychain, never in a file.",
      session: "The password is forgotten when Afterword ends.",
      file: "The password is in a file that only you may read.",
    } satisfies Record<SecretPlace, string>,
    noKeychain: "This computer has no keychain that Afterword can use. Where should the password be?",
    keep: {
      session: ["This session only", "Forgotten when Afterword ends. You will be asked again; what waits stays in the outbox."],
      file: ["A file only you may read", "Not encrypted. Any program that runs as you can read it."],
    },
    again: (name: string) => `Sign in to ${title(name)} again`,
    againIntro: (user: string) => `For ${user}. What waits in the outbox goes out once this works.`,
    makePassword: "Make one on the blog",
    lost: (name: string) => `${title(name)} no longer accepts the password. What waits stays in the outbox.`,
    signInAgain: "Sign in again…",
  },

  settings: {
    title: "Settings",
    appearance: "Appearance",
    theme: "Theme",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    textSize: "Text size in the editor",
    smaller: "Smaller",
    larger: "Larger",
    moreContrast: "More contrast",
    moreContrastHint: "Darker lines and letters. Also when the system asks for it.",
    writing: "Writing",
    /** What is switched on or off, by its name in the preferences; a hint may follow. */
    switches: {
      focusMode: ["Focus mode", "Everything but where you write is dimmed."],
      typewriter: ["Typewriter", "The line you write stays in the middle."],
      autoclose: ["Close what is opened", "Brackets, quotes and marks come in pairs; selected words are wrapped."],
      smartTypography: ["Signs of print", "Straight quotes, -- and ... become “ ”, – and …. Ctrl+Z or Backspace takes one back."],
      emoji: ["Emoji by name", "Type a colon and a name, as in :smile."],
      spelling: ["Spelling", "Words that no dictionary knows are marked. Nothing leaves this computer."],
    } as Partial<Record<string, [string, string?]>>,
    focusOn: "Focus on",
    focusOns: { paragraph: "Paragraph", sentence: "Sentence" },
    blogs: "Blogs",
    signIn: "Sign in again…",
    disconnect: "Disconnect…",
    disconnectNow: "Disconnect",
    disconnectWarning: (name: string, waiting: number) =>
      `Disconnect ${title(name)}? Drafts${waiting > 0 ? ` and the ${count(waiting, "thing", "things")} in the outbox` : ""} stay on this computer. The password is forgotten. No post or comment on the blog changes.`,
    revoke: "Also revoke this password on the blog",
    revokeHint: "It then works nowhere any more, also not in other programs that use it.",
    disconnected: (name: string) => `${title(name)} is disconnected`,
    keep: "Keep it",
    storage: "On this computer",
    folder: "Your words are in",
    passwords: {
      keychain: "Its password is in your system’s keychain",
      session: "Its password is forgotten when Afterword ends",
      file: "Its password is in a file that only you may read",
    } satisfies Record<SecretPlace, string>,
    passwordGone: "Its password is not here any more; sign in again",
    version: "Version",
    shortcuts: "Keyboard shortcuts…",
    options: "Options…",
    hideOptions: "Hide options",
    classic: "Send classic HTML instead of blocks",
    classicHint: "For blogs that use the classic editor. What is on the blog already is not rewritten.",
    limit: "Make pictures smaller",
    limits: { 0: "Never", 1024: "1,024 pixels", 1600: "1,600 pixels", 2048: "2,048 pixels", 2560: "2,560 pixels", 4096: "4,096 pixels" } as Record<number, string>,
    limitOther: (pixels: number) => `${pixels.toLocaleString("en-GB")} pixels`,
    limitHint: "The long side, at most.",
    camera: "Keep what the camera wrote into pictures",
    cameraHint: "Place, time and model. Switched off, they are removed before a picture leaves this computer.",
    activity: "Activity log…",
    answering: "Answering",
    undo: "Time to undo",
    undoHint: "Replies and moderation wait so long before they go out.",
    undoFor: (seconds: number) => (seconds === 0 ? "None" : `${seconds} seconds`),
    change: "Change…",
    mannersHint: "For the blog that is open, as you write them.",
    savedRepliesHint: "Texts you answer with often.",
    checking: "Checking",
    every: "Check the blogs",
    everyMinutes: (minutes: number) => (minutes === 0 ? "Only when asked" : minutes === 60 ? "Every hour" : `Every ${count(minutes, "minute", "minutes")}`),
    notify: "Tell me about new comments",
    notifyHint: "As a note of your system, without the comment’s links or pictures.",
    notifies: { off: "Never", regulars: "Regulars’", all: "All" } satisfies Record<Notify, string>,
    metered: "Quiet on connections paid by volume",
    meteredHint: "Blogs are then checked only when you ask. What you send still goes.",
  },
  activity: {
    title: "Activity",
    intro: (blog: string) => `What Afterword did for ${blog}, newest first. No passwords are in it.`,
    empty: "Nothing has happened yet.",
    more: "Show older",
    copy: "Copy the whole log",
    copied: "The log is copied.",
    save: "Save as a file",
    saved: (name: string, written: boolean) => (written ? `The log is saved as ${name}` : `Your browser saves the log as ${name}`),
  },
  finding: {
    label: "Find anything",
    placeholder: "Find posts, comments and commands",
    results: "Found",
    group: (group: "recent" | "posts" | "comments" | "commands", shown: number, total: number, most: number) => {
      const name = { recent: "Opened last", posts: "Posts", comments: "Comments", commands: "Commands" }[group];
      if (total <= shown) return name;
      return `${name} · the first ${shown} of ${total >= most ? `${most.toLocaleString("en-GB")} or more` : total.toLocaleString("en-GB")}`;
    },
    count: (number: number) => (number === 0 ? "Nothing found" : `${count(number, "result", "results")}`),
    nothing: "Nothing has all of this. Fewer words find more.",
    failed: "This could not be searched for. Type on to try again.",
    odd: ({ what, text }: OddFilter) =>
      ({
        name: `“${text}:” is no filter, so it is searched for as a word. There are in, tag, category, from, before and after.`,
        place: `“in:${text}” is no place. There are drafts, scheduled, published, pages, trash and comments.`,
        date: `“${text}” is no date. Write 2025, 2025-03 or 2025-03-09.`,
      })[what],
    hint: "in:drafts   tag:travel   category:food   from:reader   before:2025   after:2025-03   “a phrase”   > commands",
    elsewhere: (title: string, group: string) => `“${title}” works in ${group === "answers" ? "the answer sheet" : group === "write" ? "Write" : "Readers"}.`,
    keysOnly: (title: string) => `“${title}” is done by its keys, where the text is.`,
  },
  listing: {
    options: "Sort and filter",
    order: "Sort by",
    orders: { usual: "As usual", changed: "Last changed", date: "Date", title: "Title" },
    reversed: "Turn the order round",
    standing: "Status",
    anyStanding: "Any status",
    standings: {
      onlyHere: "On this computer only", draft: "Draft on the blog", pending: "Waits for an editor", private: "Private", edited: "Changed here", waiting: "In the outbox", needsYou: "Needs you",
    } satisfies Record<PostStanding, string>,
    category: "Category",
    anyCategory: "Any category",
    month: "Date",
    anyMonth: "Any date",
    monthName: (month: string, posts: number) => `${new Date(`${month}-15T12:00:00Z`).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" })} (${posts.toLocaleString("en-GB")})`,
    clear: "Show all",
    nothing: "Nothing here stands like this",
    selected: (number: number) => `${number.toLocaleString("en-GB")} selected`,
    isSelected: "Selected",
    selectAll: "Select all",
    clearSelection: "Clear the selection",
    trash: "Move to trash",
    restore: "Restore",
    label: "Tags and categories…",
    labelTitle: (number: number) => `Tags and categories of ${count(number, "post", "posts")}`,
    labelIntro: "This changes them here. What is on the blog shows as changed, and goes there when you press Update on each.",
    addTags: "Add tags",
    removeTags: "Take tags away",
    tagsHint: "Names with commas between them.",
    addCategory: "Add to category",
    removeCategory: "Take out of category",
    noCategory: "None",
    apply: "Change",
    trashed: (done: number, onBlog: number, inOutbox: number) => [
      done > 0 ? `${count(done, "post", "posts")} moved to the trash` : "Nothing was moved",
      onBlog > 0 ? `${count(onBlog, "is", "are")} on the blog and ${onBlog === 1 ? "stays" : "stay"}: open ${onBlog === 1 ? "it" : "them"} to move ${onBlog === 1 ? "it" : "them"} to the blog’s trash` : "",
      inOutbox > 0 ? `${count(inOutbox, "waits", "wait")} in the outbox` : "",
    ].filter((part) => part !== "").join(". "),
    restored: (done: number, onBlog: number, inOutbox: number) => [
      done > 0 ? `${count(done, "post", "posts")} restored` : "Nothing was restored",
      onBlog > 0 ? `${count(onBlog, "is", "are")} in the blog’s trash: open ${onBlog === 1 ? "it" : "them"} to restore ${onBlog === 1 ? "it" : "them"} there` : "",
      inOutbox > 0 ? `${count(inOutbox, "waits", "wait")} in the outbox` : "",
    ].filter((part) => part !== "").join(". "),
    labelled: (done: number, leftAlone: number) =>
      `${done > 0 ? `${count(done, "post", "posts")} changed here` : "Nothing was changed"}${leftAlone > 0 ? `. ${count(leftAlone, "was", "were")} left as ${leftAlone === 1 ? "it is" : "they are"}` : ""}`,
    undone: "Undone",
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    intro: "Single keys work in lists and conversations, while no text field has the focus.",
    groups: { everywhere: "Everywhere", write: "Writing", readers: "Readers", answers: "Answer sheet" },
  },
  actions: {
    newPost: "New post",
    saveNow: "Save now",
    publish: "Publish or update",
    palette: "Find anything",
    search: "Search the list",
    selectPost: "Select the post",
    selectPosts: "Select on through the list",
    selectAllPosts: "Select all posts of the list",
    trashPosts: "Move the selected posts to the trash",
    drafts: "Go to Drafts",
    unanswered: "Go to Unanswered",
    outbox: "Go to the Outbox",
    check: "Check the blog now",
    shortcuts: "Show these shortcuts",
    settings: "Settings",
    answerSheet: "Open the answer sheet",
    quote: "Quote the selected words in the reply",
    makePost: "Make a post of the comment",
    blogStyle: "Preview in the blog's own style…",
    trip: "Get ready to go offline",
    answerNext: "Next box",
    answerBack: "Box before",
    answerQueue: "Send or queue this one",
    answerQueueAll: "Send or queue all",
    answerLeave: "Leave the box; again: back to the list",
    undoSend: "Undo, or take the last reply back",
    onlyContent: "Hide sidebar and list",
    fullScreen: "Fill the screen",
    undisturbed: "Write undisturbed: only the text, on the whole screen",
    focusMode: "Focus mode: dim all but what you write",
    typewriter: "Typewriter: keep the line you write in the middle",
    larger: "Larger text",
    smaller: "Smaller text",
    usualSize: "Usual size of the text",
    snippets: "Snippets…",
    snippet: "Put in the snippet whose name you typed",
    complete: "Offer snippets",
    rail: "Narrow or widen the sidebar",
    list: "Hide or show the list",
    inspector: "Show or hide the details of the post",
    sealedMove: "Move a kept block up or down",
    suggest: "Suggestions for the marked word",
    nextProblem: "Next marked word",
    lastProblem: "Marked word before",
    proofList: "Spelling and grammar",
    bold: "Bold",
    italic: "Italic",
    quotePage: "Quote a page",
    link: "Link",
    find: "Find in the post",
    replace: "Find and replace",
    jump: "Go to a heading or a line",
    footnote: "Footnote: make one, or go to its other end",
    task: "Task: make one, or tick it off",
    table: "Insert a table",
    tableAlign: "Line up the table",
    tableCell: "Next or previous cell of a table; deeper or less deep in a list",
    nextSame: "Select the next of the same words",
    moreCursors: "One more cursor above or below (or Alt and a click)",
    pastePlain: "Paste the words alone",
    write: "Show the text only",
    split: "Show text and preview",
    read: "Show the preview only",
    down: "Next comment",
    up: "Previous comment",
    reply: "Reply",
    approve: "Approve",
    unapprove: "Hold for review",
    spam: "Spam, or not spam",
    trash: "Trash, or restore",
    handled: "No reply needed",
    select: "Select the comment",
    selectDown: "Select on to the next",
    selectUp: "Select on to the one before",
    approveAll: "Approve all selected",
    unapproveAll: "Hold all selected for review",
    spamAll: "All selected to spam",
    trashAll: "All selected to the trash",
    handledAll: "All selected need no reply",
    undo: "Undo the last moderation",
    send: "Send or queue the reply",
    leave: "Leave the text field",
  },
  /** CodeMirror's own words for these, by the names it asks for. */
  find: {
    "current match": "This match",
    "on line": "on line",
    "replaced $ matches": "$ replaced",
    "replaced match on line $": "Replaced on line $",
  },
  editing: {
    find: {
      field: "Find in the post",
      replace: "Replace with",
      replacing: "Replace",
      replaceOne: "Replace",
      replaceAll: "Replace all",
      previous: "Previous match (Shift+Enter)",
      next: "Next match (Enter)",
      caseSensitive: "Match capitals",
      wholeWord: "Whole words only",
      regexp: "Pattern (regular expression)",
      count: (at: number, total: number, more: boolean) => (total === 0 ? "Nothing found" : `${at > 0 ? `${at.toLocaleString("en-GB")} of ` : ""}${more ? "more than " : ""}${total.toLocaleString("en-GB")}${at > 0 ? "" : " found"}`),
      wrong: "This pattern is not complete. A bracket or a sign like * may need a \\ before it.",
    },
    jump: {
      open: "Headings",
      field: "Heading, or line number",
      lineOnly: "Line number",
      headings: "Headings of this post",
      here: "You are here",
      untitled: "A heading without words",
      none: "No headings yet. A line that begins with # is one.",
      nothing: "No heading has these words.",
      lineHint: "Type the number of a line.",
      line: (line: number, of: number) => `Enter goes to line ${line.toLocaleString("en-GB")} of ${of.toLocaleString("en-GB")}.`,
    },
    heavy: "This text has a line of more than 50,000 letters, or quotes within a hundred quotes. So that writing stays quick, Markdown is not coloured here and lists, tables and spelling don’t help until it is shorter. Nothing else is different.",
    readIn: (name: string) => `The text of ${name} was put in.`,
    notRead: (name: string) => `${name} could not be put in: it is larger than 5 MB, or not a text.`,
    quotes: "Quotation marks",
    quoteKinds: { english: "“ ”", german: "„ “", french: "« »", swedish: "” ”" },
  },
  splitter: { rail: "Width of the sidebar", list: "Width of the list", preview: "Width of the editor", inspector: "Width of the details" },
};

/** A block's name as a writer says it; one of a plugin says whose it is. */
function sealedName(name: string): string {
  const known = blockNames[name];
  if (known) return known;
  const [plugin = "", own] = name.split("/");
  const said = (own ?? plugin).replace(/[-_]+/g, " ");
  const capital = said.charAt(0).toUpperCase() + said.slice(1);
  return own === undefined ? capital : `${capital} (${plugin})`;
}

/** `410 kB`, `3.2 MB`. */
type ItemOf = Pick<OutboxItem, "kind" | "moderation" | "subject"> & Partial<Pick<OutboxItem, "progress">>;

/** `1.2 of 3.4 MB`: both in the unit of the whole. */
function sentOf({ sent, total }: { sent: number; total: number }): string {
  if (total < 1e6) return `${Math.round(sent / 1000)} of ${Math.round(total / 1000)} kB`;
  const digits = total < 1e7 ? 1 : 0;
  return `${(sent / 1e6).toFixed(digits)} of ${(total / 1e6).toFixed(digits)} MB`;
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

function uploads(pictures: number, files: number): string {
  if (files === 0) return count(pictures, "picture goes", "pictures go");
  if (pictures === 0) return count(files, "file goes", "files go");
  return `${count(pictures, "picture", "pictures")} and ${count(files, "file", "files")} go`;
}

/** `3.2 MB → 410 kB, location removed`. */
function processedWords(was: PictureSize, is: PictureSize, hadLocation: boolean): string {
  const smaller = is.bytes < was.bytes ? `${size(was.bytes)} → ${size(is.bytes)}` : size(is.bytes);
  return `The picture is in the text: ${smaller}${hadLocation ? ", location removed" : ""}`;
}

function slugWords(state: SlugState): string {
  switch (state.is) {
    case "free":
      return "Free: nothing else on the blog has this address.";
    case "taken":
      return `Taken by “${title(state.title)}”; the blog will add a number.`;
    case "crossed":
      return `“${title(state.title)}” is at this address already, and readers would see only one of the two.`;
    case "notChecked":
      return "Not checked: the blog can’t be asked now.";
  }
}

function remarkWords({ kind, detail, field }: Pick<CheckRemark, "kind" | "detail" | "field">): string {
  const about = detail === "" ? "" : `: ${detail}`;
  switch (kind) {
    case "titleMissing":
      return "The post has no title";
    case "categoryMissing":
      return detail === "" ? "No category is chosen; the blog uses its own" : `No category is chosen; the blog files it under “${detail}”`;
    case "pictureWithoutAlt":
      return `${field === "featured" ? "The featured picture" : "A picture"} has no description for readers who can’t see it`;
    case "hugePicture":
      return `A picture is very large${about}`;
    case "pictureGone":
      return `A picture is no longer on this computer${about}`;
    case "headingOrder":
      return `A heading is out of order${about}`;
    case "quoteWithoutSource":
      return "A quote has no source";
    case "quotesOutgrow":
      return "More of this text is quoted than is your own";
    case "localLink":
      return `A link works only on this computer${about}`;
    case "emptyLink":
      return `A link leads nowhere${about}`;
    case "unpublishedLink":
      return `A link leads to a post that is not public${about}`;
    case "deadLink":
      return `Nothing is at this link any more${about}`;
    case "noSuchHost":
      return `There is no computer at this link${about}`;
    case "takenOut":
      return `Your role may not write this, so WordPress takes it out: ${detail}${detail === "script" || detail === "style" ? " (its text stays, for everybody to read)" : ""}`;
  }
}

const publishHeadings: Partial<Record<OpKind, (blog: string) => string>> = {
  publish: (blog) => `Publish to ${blog}`,
  update: (blog) => `Update on ${blog}`,
  schedule: (blog) => `Schedule on ${blog}`,
  review: (blog) => `Submit for review to ${blog}`,
  draft: (blog) => `Keep as a draft on ${blog}`,
};

const publishVerbs: Partial<Record<OpKind, string>> = { publish: "Publish", update: "Update", schedule: "Schedule", review: "Submit for review", draft: "Save on the blog" };

function planWords(kind: OpKind, name: string, hidden: "private" | "password" | null, when: string, out: boolean): string {
  switch (kind) {
    case "update":
      return hidden === "private" ? `“${name}” on the blog is replaced by what you have here. Only the blog’s editors can read it.` : `“${name}” on the blog is replaced by what you have here.`;
    case "schedule":
      return out ? `“${name}” becomes public by itself: ${when}. Until then readers can no longer open it.` : `“${name}” becomes public by itself: ${when}.`;
    case "review":
      return `“${name}” goes to the blog’s editors. It becomes public when one of them publishes it.`;
    case "draft":
      return `“${name}” is kept on the blog as a draft. Readers don’t see it.`;
    default:
      if (hidden === "private") return `“${name}” goes on the blog, and only you and the blog’s editors can read it.`;
      if (hidden === "password") return `“${name}” appears on the blog, and whoever has the password can read it.`;
      return `“${name}” becomes public for everyone who reads the blog.`;
  }
}

function itemTitle({ kind, moderation: to, subject, progress }: ItemOf): string {
  const name = `“${title(subject)}”`;
  const reader = subject || words.readers.anonymous;
  switch (kind) {
    case "publish":
      return `Publish ${name}`;
    case "update":
      return `Update ${name}`;
    case "schedule":
      return `Schedule ${name}`;
    case "review":
      return `Submit ${name} for review`;
    case "draft":
      return `Save ${name} as a draft on the blog`;
    case "unpublish":
      return `Unpublish ${name}`;
    case "trashPost":
      return `Move ${name} to the blog’s trash`;
    case "restorePost":
      return `Restore ${name} on the blog`;
    case "reply":
      return `Reply to ${reader}`;
    case "editReply":
      return `Change the reply to ${reader}`;
    case "upload":
      return progress ? `Uploading ${subject}, ${sentOf(progress)}` : `Upload ${subject}`;
    case "moderate":
      return to ? moderation[to](reader) : `Moderate ${subject}`;
  }
}

function receiptTitle({ kind, moderation: to, subject }: Pick<Receipt, "kind" | "moderation" | "subject">): string {
  const name = `“${title(subject)}”`;
  const reader = subject || words.readers.anonymous;
  switch (kind) {
    case "publish":
      return `Published ${name}`;
    case "update":
      return `Updated ${name}`;
    case "schedule":
      return `Scheduled ${name}`;
    case "review":
      return `Submitted ${name} for review`;
    case "draft":
      return `Saved ${name} as a draft on the blog`;
    case "unpublish":
      return `Unpublished ${name}`;
    case "trashPost":
      return `Moved ${name} to the blog’s trash`;
    case "restorePost":
      return `Restored ${name} on the blog`;
    case "reply":
      return `Replied to ${reader}`;
    case "editReply":
      return `Changed the reply to ${reader}`;
    case "upload":
      return `Uploaded ${subject}`;
    case "moderate":
      return to ? `${reader}’s comment ${moderated[to]}` : `Moderated ${subject}`;
  }
}

/** It waits for the writer, but was begun to be sent: the core takes back only what never left. */
function mayHaveArrived({ kind, state, choices: offered }: Pick<OutboxItem, "kind" | "state" | "choices">): boolean {
  return (state === "blocked" || state === "failed") && kind !== "upload" && !offered.includes("takeBack");
}

/** It waits for nothing but the writer's second thought. */
function countsDown({ state, notBefore, attempts, problem }: StateOf, now: number): boolean {
  const waits = notBefore === null ? 0 : Date.parse(notBefore) - now;
  return state === "queued" && attempts === 0 && problem === null && waits > 0 && waits < 120_000;
}

function itemState(item: StateOf, online: boolean, now: number): string {
  switch (item.state) {
    case "sending":
      return "Sending";
    case "unsure":
      return "Checking whether it arrived";
    case "onHold":
      return "On hold";
    case "blocked":
      return "Needs you";
    case "failed":
      return mayHaveArrived(item) ? "Not known to have arrived" : "Not sent";
    case "queued":
      if (!online) return "Waiting until you are online";
      if (countsDown(item, now)) return `Sends in ${Math.ceil((Date.parse(item.notBefore ?? "") - now) / 1000)} s`;
      if (item.notBefore && Date.parse(item.notBefore) > now) return `Next try ${clock(item.notBefore)}`;
      return "Waiting its turn";
  }
}

/** The cause alone: the first sentence. */
function problemCause(problem: Problem, kind: OutboxItem["kind"]): string {
  return problemWords(problem, kind).replace(/(?<=\.) .*$/, "");
}

const things: Record<OpKind, string> = {
  publish: "Your post",
  update: "Your text",
  schedule: "Your post",
  review: "Your post",
  draft: "Your post",
  unpublish: "Your text",
  trashPost: "Your text",
  restorePost: "Your text",
  reply: "Your reply",
  editReply: "Your new text",
  upload: "The file",
  moderate: "Your decision",
};

function goneComment(detail: string, kept: string): string {
  if (detail === "spam") return `The comment is in the blog’s spam now. ${kept} Bring the comment back and try again, or take the reply back.`;
  if (detail === "trash") return `The comment is in the blog’s trash now. ${kept} Bring the comment back and try again, or take the reply back.`;
  return `The comment was deleted on the blog. ${kept} Take it back to copy the text.`;
}

/** Cause, what is safe, next step. */
function problemWords(problem: Problem, kind: OutboxItem["kind"]): string {
  const thing = things[kind];
  const kept = `${thing} is kept here.`;
  switch (problem.kind) {
    case "offline":
      return `The blog can’t be reached. ${kept} It goes out by itself when you are online.`;
    case "answerLost":
      return `The connection broke before the blog answered. ${kept} Afterword looks whether it arrived before it sends anything again.`;
    case "signIn":
      return `The blog no longer accepts the password. ${kept} Sign in again, and it goes out.`;
    case "noPassword":
      return `There is no password for this blog on this computer. ${kept} Sign in, and it goes out.`;
    case "role":
      return `Your role on this blog may not do this. ${kept} Ask an editor of the blog, or take it back.`;
    case "parentEdited":
      return `The comment was edited after you wrote your reply. ${kept} Read it again, then send it anyway, change it, or take it back.`;
    case "answeredElsewhere":
      return problem.detail
        ? `${problem.detail} has answered this comment meanwhile. ${kept} Send it anyway, change it, or take it back.`
        : `You answered this comment from another place meanwhile. ${kept} Send it anyway, change it, or take it back.`;
    case "newTurn":
      return `The reader added something meanwhile. ${kept} Read it, then send it anyway, change it, or take it back.`;
    case "conflict":
      if (kind === "editReply") return `This reply was changed on the blog, too. ${kept} Send yours in its place, or take it back.`;
      return "The blog’s version changed after you last saw it. Both texts are kept; choose what to publish.";
    case "takenOff":
      return "Somebody took this post off the blog. Your text is safe here. Publish it again, or take it back.";
    case "overtaken":
      if (kind === "reply") return `The comment is held for review now. ${kept} Approve it, then try again, or take it back.`;
      return "Somebody decided otherwise about this comment on the blog meanwhile. Nothing was changed. Try now to have it your way, or take it back.";
    case "gone":
      if (kind === "reply") return goneComment(problem.detail, kept);
      if (kind === "editReply") return `This reply is no longer on the blog. ${kept} Take it back to copy the text.`;
      if (kind !== "upload" && kind !== "moderate") return `It is no longer on the blog. ${kept} Publish it as new, try again, or take it back.`;
      return `It is no longer on the blog. ${kept} Take it back, or try again.`;
    case "commentsClosed":
      return `The post takes no more comments. ${kept} Open comments on the blog and try again, or take it back.`;
    case "busy":
      return `The blog asks for a slower pace. ${kept} It goes out by itself a little later.`;
    case "maintenance":
      return `The blog is being maintained. ${kept} It goes out by itself afterwards.`;
    case "notTheBlog":
      return `Something else answered in the blog’s place, perhaps a Wi-Fi sign-in page. ${kept} Check the connection; Afterword tries again.`;
    case "certificate":
      return `The blog’s certificate can’t be trusted, so nothing was sent. ${kept} Check the date of this computer, or ask whoever runs the blog.`;
    case "moved":
      return `The blog’s address leads to another place now, and your password stays here. ${kept} Connect the blog again under its new address.`;
    case "tooLarge":
      return `It is too large for the blog. ${kept} Make it smaller and try again.`;
    case "refused":
      return `The blog refused it. ${kept} See the details, change it, and try again.`;
    case "missingPicture":
      return "A picture of this post is no longer on this computer. The text is kept here. Put the picture in again and try again.";
    case "massDisappearance":
      return "Far more vanished from the blog at once than anybody deletes. Nothing was changed here. Look at the blog, then check again.";
    case "notSaved":
      return notSaved;
  }
}

const notSaved = "This computer’s disk does not take what has to be noted before anything is sent. Nothing is being sent. Free some space.";

function ordinary({ reach, problem }: BlogStatus): boolean {
  return (reach === "online" || reach === "unknown") && problem?.kind !== "massDisappearance";
}

function statusHeading(status: BlogStatus): string {
  if (status.problem?.kind === "massDisappearance") return "Many comments vanished";
  if (status.problem?.kind === "notSaved") return "Sending has stopped";
  if (status.reach === "signIn") return "Sign in again";
  if (status.reach === "offline") return "Working offline";
  if (status.reach === "trouble") return "The blog has trouble";
  if (status.needsYou > 0) return `${count(status.needsYou, "thing needs", "things need")} you`;
  if (status.reach === "unknown" || (status.checking && !status.checkedAt)) return "Checking the blog…";
  return "Online";
}

function statusSentence(status: BlogStatus): string {
  const waits = status.waiting;
  const needs = status.needsYou > 0 ? ` ${words.outbox.needsYou(status.needsYou)}.` : "";
  if (status.problem?.kind === "massDisappearance") return vanishedWords(status.problem);
  switch (status.reach) {
    case "unknown":
      return waits > 0 ? `${count(waits, "thing waits", "things wait")} to be sent.${needs}` : `Everything is saved here.${needs}`;
    case "offline":
      return (waits > 0 ? `${count(waits, "thing", "things")} will be sent when you are back online.` : "Nothing waits. Write on; it is all kept here.") + needs;
    case "signIn":
      return `The blog no longer accepts the password.${waits > 0 ? ` ${count(waits, "thing waits", "things wait")}, nothing is lost.` : ""}${needs}`;
    case "trouble":
      return (status.problem ? troubleWords(status.problem) : "It answers, but not as it should. Afterword tries again.") + needs;
    case "online":
      return checkedSentence(status);
  }
}

/** The problem's detail is “14 of 25”. */
function vanishedWords({ detail }: Problem): string {
  return `${detail === "" ? "Far more comments than anybody deletes" : `${detail} comments`} are gone from the blog at once. Nothing was changed here. Look at the blog: were they deleted?`;
}

function troubleWords(problem: Problem): string {
  switch (problem.kind) {
    case "maintenance":
      return "It is being maintained. Afterword tries again.";
    case "busy":
      return "It asks for a slower pace. Afterword waits a little.";
    case "certificate":
      return "Its certificate can’t be trusted, so nothing is sent.";
    case "moved":
      return "Its address leads elsewhere now. Nothing is sent there.";
    case "notTheBlog":
      return "Something else answered in its place. Afterword tries again.";
    case "notSaved":
      return notSaved;
    default:
      return "It answers, but not as it should. Afterword tries again.";
  }
}

/** “Blog checked 14:02. 3 replies sent, 5 new comments, 1 needs you.” */
function checkedSentence(status: BlogStatus): string {
  const { last } = status;
  const parts = [
    last.sentPosts > 0 && count(last.sentPosts, "post sent", "posts sent"),
    last.sentReplies > 0 && count(last.sentReplies, "reply sent", "replies sent"),
    last.sentModerations > 0 && count(last.sentModerations, "decision sent", "decisions sent"),
    last.newPosts > 0 && count(last.newPosts, "new post", "new posts"),
    last.newComments > 0 && count(last.newComments, "new comment", "new comments"),
    status.waiting > 0 && `${status.waiting} on the way`,
    status.needsYou > 0 && words.outbox.needsYou(status.needsYou),
  ].filter((part) => part !== false);
  const checked = status.checkedAt ? `Blog checked ${clock(status.checkedAt)}.` : "Checking the blog…";
  return parts.length > 0 ? `${checked} ${parts.join(", ")}.` : status.checkedAt ? `${checked} All quiet.` : checked;
}

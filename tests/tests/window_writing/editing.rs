//! Writing in the text: what is typed, pasted, dropped and found.

// Writes the Markdown of every example in the CommonMark specification as a JSON array.

import spec from "commonmark-spec";

process.stdout.write(JSON.stringify(spec.tests.map(({ markdown }) => markdown.replaceAll("→", "\t"))));

/**
 * What the link to a pact remembers of why it was selected, so that a result that is posted below
 * it is stored for the same reason: `/metadata/<text>` in a path.
 *
 * The text is a query in base64url, with the official broker's short names: `w` for work in
 * progress, `p` for pending, `s[]` for the selectors. Consumer versions are named, not numbered,
 * so that a link means the same in a copy of the file.
 */

export interface PactMetadata {
  /** The pact was included as work in progress: a result is stored as such. */
  wip: boolean;
  pending: boolean | undefined;
  /** Of the consumer versions that were selected, without those named twice. */
  consumerVersionNumbers: string[];
  selectors: MetadataSelector[];
}

export interface MetadataSelector {
  branch?: string;
  tag?: string;
  latest?: boolean;
  environment?: string;
  consumerVersionNumber?: string;
}

export interface MetadataEntries {
  wip?: boolean;
  pending?: boolean | undefined;
  /** A consumer version that no selector is needed to name: that of a publication. */
  consumerVersionNumber?: string;
  selectors?: readonly MetadataSelector[];
}

/** Links stay short: thousands of versions may have one content, and the last ones are enough. */
const MAX_SELECTORS = 20;

const NAMES = {
  branch: "b",
  tag: "t",
  latest: "l",
  environment: "e",
  consumerVersionNumber: "cvn",
} as const;

/** @returns '' where there is nothing to remember; otherwise safe as one segment of a path */
export function encodeMetadata(entries: MetadataEntries): string {
  const query: string[] = [];
  for (const selector of (entries.selectors ?? []).slice(-MAX_SELECTORS)) {
    // A selector begins where a name comes again (Rack): each one has its version's number, and
    // it stands first.
    for (const member of MEMBERS) {
      const value = selector[member];
      if (value !== undefined) query.push(pair(`s[][${NAMES[member]}]`, String(value)));
    }
  }
  if (entries.consumerVersionNumber !== undefined) {
    query.push(pair("cvn", entries.consumerVersionNumber));
  }
  if (entries.pending !== undefined) query.push(pair("p", String(entries.pending)));
  if (entries.wip === true) query.push(pair("w", "true"));
  return Buffer.from(query.join("&")).toString("base64url");
}

const MEMBERS = ["consumerVersionNumber", "branch", "tag", "latest", "environment"] as const;

/** What is not understood is left out: a link that somebody changed is a link without metadata. */
export function decodeMetadata(text: string | undefined): PactMetadata {
  const query = new URLSearchParams(Buffer.from(text ?? "", "base64url").toString());
  const selectors: MetadataSelector[] = [];
  let current: MetadataSelector | undefined;
  for (const [name, value] of query) {
    const member = MEMBERS.find((each) => name === `s[][${NAMES[each]}]`);
    if (member === undefined) continue;
    if (current === undefined || Object.hasOwn(current, member)) {
      current = {};
      selectors.push(current);
    }
    if (member === "latest") current.latest = value === "true";
    else current[member] = value;
  }
  const numbers = [
    ...query.getAll("cvn"),
    ...selectors.flatMap(({ consumerVersionNumber }) => consumerVersionNumber ?? []),
  ];
  const pending = query.get("p");
  return {
    // The official broker spells it out in the address that notices show.
    wip: (query.get("w") ?? query.get("wip")) === "true",
    pending: pending === null ? undefined : pending === "true",
    consumerVersionNumbers: [...new Set(numbers)],
    selectors,
  };
}

function pair(name: string, value: string): string {
  return `${name}=${encodeURIComponent(value)}`;
}

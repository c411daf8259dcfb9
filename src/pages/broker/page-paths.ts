/** Where the pages are. */

/** Makes the paths of pages below a context path. */
export interface PagePaths {
  network: string;
  matrix: string;
  participant(name: string): string;
  /** The pact of one consumer version. */
  pact(pair: PairNames, version: string): string;
  latestPact(pair: PairNames): string;
  /** Of a pair: each consumer version with each provider version that has a result. */
  pairMatrix(pair: PairNames): string;
}

export interface PairNames {
  consumer: string;
  provider: string;
}

/** @param base the context path without its last slash, such as `""` or `/broker` */
export function pagePaths(base: string): PagePaths {
  const pair = ({ consumer, provider }: PairNames) =>
    `${base}/pacts/provider/${segment(provider)}/consumer/${segment(consumer)}`;
  return {
    network: `${base}/`,
    matrix: `${base}/matrix`,
    participant: (name) => `${base}/pacticipants/${segment(name)}`,
    pact: (names, version) => `${pair(names)}/version/${segment(version)}`,
    latestPact: (names) => `${pair(names)}/latest`,
    pairMatrix: ({ consumer, provider }) =>
      `${base}/matrix?q[][pacticipant]=${segment(consumer)}` +
      `&q[][pacticipant]=${segment(provider)}&latestby=cvpv`,
  };
}

// Half a surrogate pair has no UTF-8, and no encoding.
function segment(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}

/** What a link may lead to: a page of the web, and no script. */
export function webAddress(text: string | null | undefined): string | undefined {
  return text !== null && text !== undefined && /^https?:\/\//i.test(text) ? text : undefined;
}

/** The network of services, as pages show it. */
import type { PairNames } from "./page-paths.ts";
import type { Status } from "./status-mark.ts";

/** A consumer and a provider, with the latest pact between them. */
export interface PairView extends PairNames {
  /** The consumer's version that published it. */
  version: string;
  branches: readonly string[];
  publishedAt: string;
  status: Status;
  /** The latest result of that pact. */
  result: { providerVersion: string; at: string } | undefined;
}

export interface NetworkView {
  /** In the order of their names. */
  pairs: readonly PairView[];
  /** Services that no pact names, in the order of their names. */
  others: readonly string[];
}

/**
 * What `concordat.config.ts` says. Paths in it are relative to its folder.
 *
 * The same in words: schemas/config.schema.json; a test holds the two together.
 */
export interface Config {
  services: Record<string, ServiceConfig>;
  /** The AsyncAPI document of the events that the services share. */
  events?: string;
  /** By service: what it does to every call it makes, and no contract says. */
  gateway?: Record<string, GatewayConfig>;
  /** Edges that no contract declares, and what is sent on those that one does. */
  edges?: EdgeConfig[];
  /** The folder of pact files. Default: `pacts`. */
  pacts?: string;
  ignore?: IgnoreConfig[];
}

/** Either a contract or `external: true`. */
export interface ServiceConfig {
  contract?: string;
  /** The port of its mock. Default: any free one. */
  port?: number;
  /** Where it runs for verification. Absent: its pacts are compared, and the run says `not run`. */
  provider?: "mock" | { url: string };
  /** Without a contract on purpose: edges to it are listed, not judged. */
  external?: true;
}

export interface GatewayConfig {
  /** Names of headers it adds. */
  adds?: string[];
  /** Names of headers it passes on when its own caller sent them. */
  forwards?: string[];
  /** Template variable to the claim of the caller's identity that binds it. */
  identity?: Record<string, string>;
}

export interface EdgeConfig {
  consumer: string;
  /** The consumer's operationId. */
  operation?: string;
  provider: string;
  method: string;
  /** A path template, its query included. */
  path: string;
  /**
   * What is sent, in JSON; null where nothing is. A text that begins with `$` is an expression:
   * `$request.body#/items`, `$request.query.x`, `$request.path.x`, `$request.header.x`,
   * `$identity.userId`, `$steps.STEP.response.body#/id`. `{ "$each": LIST, "$as": TEMPLATE }` makes
   * an item of each item of a list, `$item#/x` there. `$$` begins a text that begins with `$`.
   *
   * Where a contract declares an edge of the same consumer, operation, provider, method and path,
   * this is what that edge sends.
   */
  body?: unknown;
}

/** A finding that is known and accepted. */
export interface IgnoreConfig {
  fingerprint: string;
  reason: string;
  /** The last day on which it counts, such as `2027-01-31`. */
  until?: string;
}

/** The configuration itself: an editor completes and checks what stands in it. */
export function defineConfig(config: Config): Config {
  return config;
}

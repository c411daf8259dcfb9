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
  provider?: "mock" | ProviderConfig;
  /** Without a contract on purpose: edges to it are listed, not judged. */
  external?: true;
}

/** How a provider is run, or reached, when its pacts are verified. */
export type ProviderConfig = UrlProvider | CommandProvider | FetchProvider | MessageProvider;

/** One that runs. */
export interface UrlProvider extends ProviderHooks {
  url: string;
  command?: undefined;
  fetch?: undefined;
}

/** One that is started for the run, once for all of its pacts, and stopped after it. */
export interface CommandProvider extends ProviderHooks {
  /**
   * A program and its arguments, without a shell. In one text they are parted by blanks; quotes,
   * single or double, keep blanks, and there are no escapes.
   */
  command: string | string[];
  /** Where it answers once it is up. Nobody may answer there before. */
  url: string;
  /** What answers 2xx once it is up, resolved against `url`. Default: any answer at `url`. */
  ready?: string;
  /** Beside the environment of concordat itself. */
  env?: Record<string, string>;
  /** Default: the configuration's folder. */
  cwd?: string;
  /** Milliseconds. Default: 30000. */
  startTimeout?: number;
  fetch?: undefined;
}

/** One that runs in this process, such as `app.fetch` of a framework; scripts only. */
export interface FetchProvider extends ProviderHooks {
  fetch: (request: Request) => Response | Promise<Response>;
  url?: undefined;
  command?: undefined;
}

/** One that is asked for messages alone: nothing is started or reached; scripts only. */
export interface MessageProvider extends ProviderHooks {
  messages: MessageFunction | Record<string, MessageFunction>;
  url?: undefined;
  command?: undefined;
  fetch?: undefined;
}

export interface ProviderHooks {
  /** By name, what sets a provider state up. Scripts only; not beside `statesUrl`. */
  states?: Record<string, StateFunction | { setup?: StateFunction; teardown?: StateFunction }>;
  /** Takes a POST of `{ state, params, action: "setup" | "teardown" }`, resolved against the URL. */
  statesUrl?: string;
  /**
   * Added to each request that is verified, such as real tokens: values, functions that give one, or
   * a function that gives all. They replace what the pact says.
   */
  headers?:
    | Record<string, string | HeaderFunction<string>>
    | HeaderFunction<Record<string, string>>;
  /**
   * What makes the messages that pacts expect: a function for each, by the interaction's description,
   * or one for all. Scripts only; not beside `messagesUrl`.
   */
  messages?: MessageFunction | Record<string, MessageFunction>;
  /**
   * Takes a POST of `{ description, providerStates }` and answers with the message, its metadata in
   * the header `Pact-Message-Metadata`; resolved against the URL.
   */
  messagesUrl?: string;
}

/** Gives what the provider would publish, made by the code that publishes it. */
export type MessageFunction = (wanted: WantedMessage) => SentMessage | Promise<SentMessage>;

/** A message that a pact expects of the provider. */
export interface WantedMessage {
  /** Of the interaction. */
  description: string;
  /** The provider states that are set up for it. */
  states: readonly { name: string; params: Readonly<Record<string, unknown>> }[];
  /** As the pact states them. */
  metadata: Readonly<Record<string, unknown>>;
  /** The address of its channel, such as `order.created`; undefined where `events` has not one for it. */
  channel: string | undefined;
  /** What it replies to; undefined for a message that is sent by itself. */
  request: { contents: unknown; metadata: Readonly<Record<string, unknown>> } | undefined;
}

export interface SentMessage {
  /** A JSON value; text or bytes where `contentType` is not JSON. */
  contents: unknown;
  /** Default: none. */
  metadata?: Readonly<Record<string, unknown>>;
  /** Default: `application/json`. */
  contentType?: string;
}

/** An object that it gives, or its promise, has values for the pact's generators of kind `ProviderState`. */
export type StateFunction = (params: Record<string, unknown>) => unknown;

/** No header is added where it gives undefined. */
export type HeaderFunction<T> = (
  request: VerifiedRequest,
) => T | undefined | Promise<T | undefined>;

/** A request of the pact, on its way to the provider. */
export interface VerifiedRequest {
  method: string;
  /** With its query. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The provider states that are set up for it. */
  states: readonly string[];
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

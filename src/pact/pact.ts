/**
 * A pact in the form of version 4, whatever version its file is written in.
 *
 * Pact V4 #interaction-types, #body, #matching-rules.
 */
import type { Place } from "../source/documents.ts";
import type { Source } from "../source/source.ts";

export interface Pact {
  consumer: string;
  provider: string;
  /** What the file was written in. */
  specification: Specification;
  /** In file order. */
  interactions: readonly Interaction[];
  /** Without the version of the specification. */
  metadata: Readonly<Record<string, unknown>>;
  source: Source;
}

export type Specification = "1" | "2" | "3" | "4";

export type Interaction = HttpInteraction | MessageInteraction | UnreadInteraction;

/** What every kind of interaction states. */
export interface InteractionBase {
  description: string;
  key: string | undefined;
  isPending: boolean;
  states: readonly ProviderState[];
  /** `comments`, `pluginConfiguration` and whatever else the file says here, as written. */
  extra: Readonly<Record<string, unknown>>;
  place: Place;
}

export interface ProviderState {
  name: string;
  params: Readonly<Record<string, unknown>>;
}

export interface HttpInteraction extends InteractionBase {
  kind: "http";
  request: PactRequest;
  response: PactResponse;
}

export type MessageInteraction =
  | (InteractionBase & { kind: "async"; message: MessagePart })
  | (InteractionBase & { kind: "sync"; request: MessagePart; responses: readonly MessagePart[] });

/** One that is not understood: `value` is written again as it stands. */
export interface UnreadInteraction {
  kind: "unread";
  description: string;
  value: unknown;
  place: Place;
}

/** What a request and a response have in common. */
export interface HttpPart {
  /** Names as written; `headerValue` looks one up. */
  headers: ReadonlyMap<string, readonly string[]>;
  body: Body;
  matchingRules: MatchingRules;
  generators: unknown;
  extra: Readonly<Record<string, unknown>>;
  place: Place;
}

export interface PactRequest extends HttpPart {
  /** In upper case. */
  method: string;
  path: string;
  /** Decoded. */
  query: ReadonlyMap<string, readonly string[]>;
}

export interface PactResponse extends HttpPart {
  status: number;
}

export interface MessagePart {
  contents: Body;
  metadata: Readonly<Record<string, unknown>>;
  matchingRules: MatchingRules;
  generators: unknown;
  extra: Readonly<Record<string, unknown>>;
  place: Place;
}

export interface Body {
  state: "missing" | "null" | "empty" | "present";
  /** A JSON value where `contentType` is JSON; else the text, in base64 where `encoded` says so. */
  content: unknown;
  /** The body's own, else the header's, else what the content looks like. */
  contentType: string | undefined;
  encoded: false | "base64";
  /** `contentTypeHint`, for plugins. */
  hint: string | undefined;
  /** Of the content. */
  place: Place;
}

/**
 * By category (`path`, `status`, `query`, `header`, `body`, `metadata`), then by JSONPath or name;
 * the rules of `path` and `status` stand under `""`.
 */
export type MatchingRules = ReadonlyMap<string, ReadonlyMap<string, RuleList>>;

export interface RuleList {
  combine: "AND" | "OR";
  matchers: readonly Matcher[];
}

/** `match` and what belongs to it, such as `regex` or `min`. */
export type Matcher = Readonly<Record<string, unknown>> & { match: string };

/** A header's values joined, its name in any case; RFC 9110 §5.1, §5.3. */
export function headerValue(part: Pick<HttpPart, "headers">, name: string): string | undefined {
  const written = writtenName(part, name);
  return written === undefined ? undefined : part.headers.get(written)?.join(", ");
}

/** A header's name as the part writes it; undefined where it is not there. */
export function writtenName(part: Pick<HttpPart, "headers">, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return [...part.headers.keys()].find((written) => written.toLowerCase() === wanted);
}

/** The media type that goes over the wire: the header's, else the body's. */
export function contentTypeOf(part: HttpPart): string | undefined {
  return headerValue(part, "content-type") ?? part.body.contentType;
}

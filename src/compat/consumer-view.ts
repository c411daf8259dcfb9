/**
 * What a consumer does at one edge, whatever declared the edge: what it sends, what it presents,
 * and which answers it knows.
 */
import type {
  Contract,
  Operation,
  Parameter,
  ParameterLocation,
  RequestBody,
  Response,
  SecurityScheme,
} from "../contract/contract.ts";
import type { Location } from "../findings/finding.ts";
import type { Schema } from "../schema/schema.ts";
import type { Place } from "../source/documents.ts";
import type { JudgedEdge } from "./judging.ts";

export interface ConsumerView extends JudgedEdge {
  parameters: readonly SentParameter[];
  /** Header names in lower case that the consumer's configuration says it adds to every call. */
  addedHeaders: ReadonlySet<string>;
  body: SentBody;
  /** Alternatives, of which the consumer's own caller chose one; `[[]]` when none is presented,
   * undefined when nothing is known. */
  presented: readonly (readonly PresentedScheme[])[] | undefined;
  /** Places in the consumer's `security` that are no requirements. */
  securityFaults: readonly Place[];
  /** The answers the consumer passes on as they are; undefined when it makes its own. */
  passesOn: readonly Response[] | undefined;
  /** The answers whose bodies and headers the consumer declares; undefined where it declares none. */
  awaits: readonly Response[] | undefined;
}

export interface PresentedScheme {
  scheme: SecurityScheme;
  scopes: readonly string[];
}

export interface SentParameter {
  /** The provider's for what stands in a path. */
  name: string;
  in: ParameterLocation;
  /** False when the consumer's own caller may leave it out. */
  always: boolean;
  /** The text that is always sent, percent-encoded; undefined where the caller has a say in it. */
  literal?: string;
  /** What is known of its values; undefined where nothing is, or where they are literal. */
  value?: SentValue;
  /** Sent with every call, by configuration: a provider need not declare it. */
  isForwarded?: boolean;
  at: Location;
}

export type SentValue =
  /** A parameter of the consumer's, passed on as it declares it. */
  | { kind: "declared"; parameter: Parameter }
  /** A value of this schema, as a text. */
  | { kind: "value"; schema: Schema }
  /** A text of which no more is known, and why. */
  | { kind: "text"; what: string };

export type SentBody =
  /** The consumer's own request body, passed on. */
  | { kind: "passed"; body: RequestBody | undefined }
  /** Made by a mapping that the configuration states. */
  | { kind: "made"; made: MadeBody; at: Location }
  /** The configuration says that there is none. */
  | { kind: "none"; at: Location }
  /** Made of the consumer's request body, by a mapping that nothing states. */
  | { kind: "mapped"; body: RequestBody | undefined }
  /** Nothing says what is sent. */
  | { kind: "unknown" };

/** One side of an edge with a contract: the operation that answers, and where it stands. */
export interface ProviderView {
  operation: Operation;
  contract: Contract;
}

/** A body that a mapping makes, in JSON. */
export interface MadeBody {
  schema: Schema;
  /** Whether it is always there. */
  isCertain: boolean;
  /** Pointers of values of which nothing is known, and why; told where a finding says so already. */
  unknown: readonly { pointer: string; reason: string; isTold: boolean }[];
  /** Whether the value at a pointer of the made body is really one of its source's. */
  isReal(pointer: string, value: unknown): boolean;
}

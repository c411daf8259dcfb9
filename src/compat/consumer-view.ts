/**
 * What a consumer does at one edge, whatever declared the edge: what it sends, what it presents,
 * and which answers it knows.
 */
import type {
  Contract,
  Operation,
  ParameterLocation,
  RequestBody,
  Response,
  SecurityScheme,
} from "../contract/contract.ts";
import type { Location } from "../findings/finding.ts";

export interface ConsumerView {
  consumer: string;
  provider: string;
  /** The consumer's operation, as findings name it. */
  operation: string | undefined;
  /** What tells this edge from others between the same operations: a field, a saga's step. */
  edge: string;
  /** Where the edge is declared. */
  declaredAt: Location;
  parameters: readonly SentParameter[];
  /** Header names in lower case that the consumer's configuration says it adds to every call. */
  addedHeaders: ReadonlySet<string>;
  body: SentBody;
  /** Alternatives, of which the consumer's own caller chose one; `[[]]` when none is presented,
   * undefined when nothing is known. */
  presented: readonly (readonly SecurityScheme[])[] | undefined;
  /** The answers the consumer passes on as they are; undefined when it makes its own. */
  passesOn: readonly Response[] | undefined;
}

export interface SentParameter {
  name: string;
  in: ParameterLocation;
  /** False when the consumer's own caller may leave it out. */
  always: boolean;
  /** The text that is always sent, percent-encoded; undefined where the caller has a say in it. */
  literal?: string;
  /** Sent with every call, by configuration: a provider need not declare it. */
  isForwarded?: boolean;
  at: Location;
}

export type SentBody =
  /** The consumer's own request body, passed on. */
  | { kind: "passed"; body: RequestBody | undefined }
  /** Made of the consumer's request body, by a mapping that the contract does not state. */
  | { kind: "mapped"; body: RequestBody | undefined }
  /** Nothing says what is sent. */
  | { kind: "unknown" };

/** One side of an edge with a contract: the operation that answers, and where it stands. */
export interface ProviderView {
  operation: Operation;
  contract: Contract;
}

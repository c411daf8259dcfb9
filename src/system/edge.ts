/**
 * One service's operation that calls another's, and where that is declared.
 *
 * DESIGN: where edges come from.
 */
import type { MediaType, Message, Operation, ParameterLocation } from "../contract/contract.ts";
import type { Location } from "../findings/finding.ts";
import type { Place } from "../source/documents.ts";
import type { Target } from "./target.ts";

export type EdgeSource =
  | "x-gateway-backend"
  | "x-gateway-aggregate"
  | "x-gateway-saga"
  | "x-google-backend"
  | "x-amazon-apigateway-integration"
  | "callback"
  | "event"
  | "configuration"
  | "pact";

export interface Edge {
  consumer: string;
  /** Undefined for events and for configured edges that name none. */
  consumerOperation: Operation | undefined;
  provider: string;
  /** `EVENT` for events. */
  method: string;
  /** As declared, its query included; an event's channel address. */
  path: string;
  source: EdgeSource;
  declaredAt: Location;
  /** Parsed `path`; undefined for events. */
  target: Target | undefined;
  /** x-gateway-aggregate: the field of the consumer's response that the answer fills. */
  field?: Place;
  /** x-gateway-aggregate: a JSON Pointer to what of the answer fills it. Default: all of it. */
  select?: Place;
  /** x-gateway-saga: which step this is, and whether it undoes it. */
  saga?: { step: string; index: number; compensates: boolean };
  /** x-amazon-apigateway-integration: the gateway makes its own of request and answer. */
  isTransformed?: boolean;
  /** x-amazon-apigateway-integration: what it maps to the backend's parameters. */
  mapped?: readonly MappedParameter[];
  /** callback: the operation that the consumer declares to call. */
  callback?: Operation;
  /** What the configuration says of the body. */
  mapping?: BodyMapping;
  /** event: who publishes and who receives, with what each declares. */
  event?: { publisher: Party; subscriber: Party };
}

/** A template of the body that is sent; null where none is. */
export interface BodyMapping {
  template: unknown;
  /** @param pointer in the template */
  locate(pointer: string): Location;
}

/** A service at one end of an event. */
export interface Party {
  service: string;
  at: Location;
  /** What it sends or receives, as the catalogue has it; empty where only a callback tells. */
  messages: readonly Message[];
  /** Of a publisher: the payloads that its own contract declares. */
  payloads: readonly MediaType[];
}

/** A parameter of the provider's request, and whether something of the caller's fills it. */
export interface MappedParameter {
  name: string;
  in: "path" | "query" | "header";
  /** The caller's parameter; undefined for what is something else. */
  from: { in: ParameterLocation; name: string } | undefined;
  /** The text that is sent always; undefined for what is something else. */
  literal: string | undefined;
}

/**
 * What a provider sends, made by what the configuration names: functions, or a URL.
 *
 * Pact, message interactions: the verifier asks for a message by a POST of
 * `{ description, providerStates }`, with `request` where the message is a reply. The answer's body
 * is its contents; its metadata are the header `Pact-Message-Metadata`, JSON in base64.
 */
import { validateHeaderValue } from "node:http";
import { isJson } from "../contract/media-type.ts";
import type { MessageInteraction } from "../pact/pact.ts";
import { isMapping } from "../source/documents.ts";

/** A message that a pact expects of the provider. */
export interface WantedMessage {
  /** Of the interaction. */
  description: string;
  /** The provider states that are set up for it. */
  states: readonly { name: string; params: Readonly<Record<string, unknown>> }[];
  /** As the pact states them. */
  metadata: Readonly<Record<string, unknown>>;
  /** The address of its channel; undefined where the AsyncAPI document has not one for it. */
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

export type MessageFunction = (wanted: WantedMessage) => SentMessage | Promise<SentMessage>;

/** A message as the verifier takes it. */
export interface WrittenMessage {
  bytes: Uint8Array;
  contentType: string | undefined;
  /** JSON in base64. */
  metadata: string | undefined;
}

/** Undefined where nothing makes such a message. What is thrown says why it could not be made. */
export type MakeMessage = (
  wanted: WantedMessage,
  asked: AskedMessage,
) => Promise<WrittenMessage> | undefined;

export interface AskedMessage {
  interaction: MessageInteraction;
  /** What the verifier sent. */
  text: string;
}

/** One function for all, or one for each description. */
export function messageFunctions(
  functions: MessageFunction | Readonly<Record<string, MessageFunction>>,
): MakeMessage {
  return (wanted) => {
    const make = findFunction(functions, wanted.description);
    return make && (async () => writeMessage(await make(wanted)))();
  };
}

export function findFunction(
  functions: MessageFunction | Readonly<Record<string, MessageFunction>>,
  description: string,
): MessageFunction | undefined {
  if (typeof functions === "function") return functions;
  return Object.hasOwn(functions, description) ? functions[description] : undefined;
}

/**
 * The official way: what `url` answers is the message. An answer that is not of 2xx is none; the
 * verifier itself does not look.
 */
export function messageRequests(url: string, timeoutMs = 10_000): MakeMessage {
  return async (_, { text: asked }) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: asked,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) {
      const text = new TextDecoder().decode(bytes.subarray(0, 200));
      throw new Error(`${url} answered ${response.status}${text === "" ? "" : `: ${text}`}`);
    }
    return {
      bytes,
      contentType: response.headers.get("content-type") ?? undefined,
      metadata: response.headers.get("pact-message-metadata") ?? undefined,
    };
  };
}

const SHAPE = "it has to give { contents, metadata?, contentType? }";
const MEMBERS: ReadonlySet<string> = new Set(["contents", "metadata", "contentType"]);

/** @throws {Error} what is wrong with the shape of `given`, in words */
export function writeMessage(given: unknown): WrittenMessage {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`it gave ${nameOf(given)}; ${SHAPE}`);
  }
  const stranger = Object.keys(given).find((key) => !MEMBERS.has(key));
  if (stranger !== undefined) {
    throw new TypeError(`it gave \`${stranger}\`, which is no part of a message; ${SHAPE}`);
  }
  const { contents, metadata = {}, contentType } = given as Partial<SentMessage>;
  if (contents === undefined) throw new TypeError(`it gave no \`contents\`; ${SHAPE}`);
  if (!isMapping(metadata)) {
    throw new TypeError(`its \`metadata\` is ${nameOf(metadata)}; ${SHAPE}`);
  }
  if (contentType !== undefined && (typeof contentType !== "string" || contentType === "")) {
    throw new TypeError(`its \`contentType\` is no text; ${SHAPE}`);
  }
  if (contentType !== undefined) validateHeaderValue("content-type", contentType);
  return {
    bytes: bytesOf(contents, contentType),
    contentType: contentType ?? "application/json",
    metadata: Buffer.from(jsonOf(metadata, "metadata")).toString("base64"),
  };
}

function bytesOf(contents: unknown, contentType: string | undefined): Uint8Array {
  if (contents instanceof Uint8Array) {
    if (contentType !== undefined) return contents;
    throw new TypeError(`its \`contents\` are bytes, and it gave no \`contentType\`; ${SHAPE}`);
  }
  if (contentType === undefined || isJson(contentType)) {
    return Buffer.from(jsonOf(contents, "contents"));
  }
  if (typeof contents === "string") return Buffer.from(contents);
  throw new TypeError(
    `its \`contents\` are ${nameOf(contents)}; ${contentType} asks for text or a Uint8Array`,
  );
}

function jsonOf(value: unknown, name: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new TypeError(`its \`${name}\` are no JSON value: ${(error as Error).message}`);
  }
  if (text === undefined) throw new TypeError(`its \`${name}\` are no JSON value`);
  return text;
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

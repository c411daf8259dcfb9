/**
 * The body of a sampled request.
 */
import type { Contract, MediaType, Operation } from "../../contract/contract.ts";
import { isJson, isStructured, readContentType, usualType } from "../../contract/media-type.ts";
import { sample } from "../../schema/sample.ts";
import { type WrittenBody, writeBody } from "../body/body.ts";
import { checkBody } from "../body/check-body.ts";
import { readFields } from "../exchange.ts";

export type BodySample =
  | { ok: true; written: WrittenBody }
  /** @param message to be read after `the body` */
  | { ok: false; message: string };

/**
 * A body of the first JSON media type, else of the first one; of another where none can be made of
 * that. What is written was read back and is valid as read.
 */
export function sampleRequestBody(
  contract: Contract,
  operation: Operation,
  { seed, minimal }: { seed: number | string; minimal: boolean },
): BodySample {
  const { content } = operation.requestBody!;
  const ordered = [
    ...content.filter(({ type }) => isJson(type)),
    ...content.filter(({ type }) => !isJson(type)),
  ];
  let message = "has no media type";
  for (const mediaType of ordered) {
    // Not every value has a text: what is not read back as it was meant is made with less in it.
    for (const isMinimal of minimal ? [true] : [false, true]) {
      const made = writtenSample(contract, operation, { mediaType, seed, minimal: isMinimal });
      if (made.ok) return made;
      message = made.message;
    }
  }
  return { ok: false, message };
}

function writtenSample(
  contract: Contract,
  operation: Operation,
  { mediaType, seed, minimal }: { mediaType: MediaType; seed: number | string; minimal: boolean },
): BodySample {
  const made = sampledValue(mediaType, { seed: `${seed} body`, minimal });
  if (!made.ok) return { ok: false, message: `has no value: ${made.message}` };
  const written = writeBody(made.value, mediaType);
  const { content, place } = operation.requestBody!;
  const [fault] = checkBody(
    { contract, operation, side: "request" },
    {
      content,
      place,
      body: written.bytes,
      headers: readFields([["content-type", written.contentType]]),
      identity: [],
      strict: false,
    },
  ).filter(({ severity }) => severity === "error");
  if (fault === undefined) return { ok: true, written };
  const message = `cannot be read back as ${written.contentType}: ${fault.message}`;
  return { ok: false, message };
}

function sampledValue(
  { type, schema, examples }: MediaType,
  options: { seed: string; minimal: boolean },
): { ok: true; value: unknown } | { ok: false; message: string } {
  if (schema !== undefined) return sample(schema, { ...options, direction: "request" });
  // Without a schema every value is valid.
  const [example] = examples;
  return { ok: true, value: example === undefined ? anything(usualType(type)) : example.value };
}

function anything(type: string): unknown {
  const { essence } = readContentType(type);
  const isForm = essence === "application/x-www-form-urlencoded";
  const isTree = isStructured(type) || isForm || essence.startsWith("multipart/");
  return isTree ? {} : "example";
}

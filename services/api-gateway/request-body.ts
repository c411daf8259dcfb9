/**
 * The body of a caller's request, read whole: it may have to be sent again.
 */
import { Refusal } from "../platform/refusal.ts";

/**
 * Undefined where there is none.
 *
 * @throws {Refusal} 413 for more than `maxBytes`, without reading further
 */
export async function readBytes(
  { body, headers }: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (body === null) return undefined;
  if (Number(headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** @throws {Refusal} 400 where the body is no JSON; 413 as above */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") throw noJson("The body has to be application/json");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw noJson("The body is no JSON");
  }
}

function noJson(message: string): Refusal {
  return new Refusal(400, "BODY_NOT_JSON", message);
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal(413, "BODY_TOO_LARGE", `The body has more than ${maxBytes} bytes`);
}

/**
 * An exchange from the objects of the Fetch Standard. Bodies are read from clones, so that
 * whoever made the exchange can still read them.
 *
 * Fetch Standard #request-class, #response-class, #dom-body-arraybuffer.
 */
import { type HttpRequest, type HttpResponse, readFields } from "./exchange.ts";

/** @throws {TypeError} as `clone` does, when the body has been read already */
export async function readFetchRequest(request: Request): Promise<HttpRequest> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method.toUpperCase(),
    path: pathname,
    query: search.slice(1),
    headers: readFields(request.headers),
    body: await readBody(request),
  };
}

/** @throws {TypeError} as `clone` does, when the body has been read already */
export async function readFetchResponse(response: Response): Promise<HttpResponse> {
  return {
    status: response.status,
    headers: readFields(response.headers),
    body: await readBody(response),
  };
}

async function readBody(message: Request | Response): Promise<Uint8Array> {
  return new Uint8Array(await message.clone().arrayBuffer());
}

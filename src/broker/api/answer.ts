/** What the broker answers with, in the official one's forms. */

const HAL = "application/hal+json;charset=utf-8";
const JSON_TYPE = "application/json;charset=utf-8";

/** A resource. */
export function hal(
  body: unknown,
  status: 200 | 201 = 200,
  headers: Record<string, string> = {},
): Response {
  return rawHal(JSON.stringify(body), status, headers);
}

/** A resource that is written already. */
export function rawHal(
  text: string,
  status: 200 | 201 = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(text, { status, headers: { "content-type": HAL, ...headers } });
}

/** 204; only for DELETE, since clients want JSON wherever something was done. */
export function nothing(): Response {
  return new Response(null, { status: 204 });
}

/** By member, or a list of sentences. */
export type Errors = Readonly<Record<string, readonly string[]>> | readonly string[];

export function badRequest(errors: Errors): Response {
  return json({ errors }, 400);
}

export function notFound(error = "The requested document was not found on this server."): Response {
  return json({ error }, 404);
}

export function conflict(body: unknown): Response {
  return json(body, 409);
}

export function json(
  body: unknown,
  status: number,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": JSON_TYPE, ...headers },
  });
}

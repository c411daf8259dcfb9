/**
 * Which operation an interaction of a pact calls.
 */
export interface CalledInteraction {
  type: string;
  request: { method: string; path: string; query?: Record<string, string[]> };
}

/** @param operation with a path template, and a query where one is stated: `GET /orders?limit=5` */
export function isOf({ type, request }: CalledInteraction, operation: string): boolean {
  if (type !== "Synchronous/HTTP") return false;
  const [method, target = ""] = operation.split(" ");
  const [template = "", query = ""] = target.split("?");
  const segments = template.split("/");
  const path = request.path.split("/");
  const isAlike = (stated: string, found: string | undefined) =>
    stated.startsWith("{") ? found !== undefined : stated === found;
  return (
    request.method === method &&
    path.length === segments.length &&
    segments.every((segment, index) => isAlike(segment, path[index])) &&
    [...new URLSearchParams(query)].every(([name, value]) =>
      isAlike(value, request.query?.[name]?.[0]),
    )
  );
}

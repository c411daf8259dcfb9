/**
 * The declared headers of an answer, filled by samples of their schemas.
 *
 * OpenAPI 3.1 #header-object; style `simple`: #style-values.
 */
import type { Response } from "../contract/contract.ts";
import { sample } from "../schema/sample.ts";

export function declaredHeaders(declared: Response, seed: number | string): [string, string][] {
  const headers: [string, string][] = [];
  for (const { name, schema } of declared.headers) {
    if (schema === undefined) continue;
    const made = sample(schema, { seed, direction: "response", name });
    if (made.ok) headers.push([name.toLowerCase(), headerText(made.value)]);
  }
  return headers;
}

// Style `simple`: OpenAPI 3.1 #style-values.
function headerText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(",");
  if (value !== null && typeof value === "object") return Object.entries(value).flat().join(",");
  return String(value).replace(/[^\x20-\x7e]/g, "?");
}

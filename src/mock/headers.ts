/**
 * The declared headers of an answer, filled by their examples or by samples of their schemas.
 *
 * OpenAPI 3.1 #header-object; style `simple`: #style-values.
 */
import type { Response } from "../contract/contract.ts";
import { codec } from "../http/body/body.ts";
import { headerLines } from "../http/parameter/header-value.ts";

/** Names in lower case; those for which no value is found are left out. */
export function declaredHeaders(declared: Response, seed: number | string): [string, string][] {
  return declared.headers.flatMap((header) => {
    const lines = headerLines(header, seed, { direction: "response", codec }) ?? [];
    return lines.map((line): [string, string] => [header.name.toLowerCase(), line]);
  });
}

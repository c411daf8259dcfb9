/**
 * Which of an operation's responses describes an answer.
 *
 * OpenAPI 3.1 #responses-object: the exact status, then its range, then `default`.
 */
import type { Response } from "./contract.ts";

/** @param status such as `404`; a range such as `4XX` finds itself or `default` */
export function findResponse(responses: readonly Response[], status: string): Response | undefined {
  for (const wanted of [status, `${status[0]}XX`, "default"]) {
    const response = responses.find((candidate) => candidate.status === wanted);
    if (response !== undefined) return response;
  }
  return undefined;
}

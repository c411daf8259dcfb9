/**
 * The status that a declared response is sent with.
 *
 * OpenAPI 3.1 #patterned-fields-0: a range stands for its hundred codes, `default` for all that
 * nothing else declares.
 */
import type { Operation, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";

/**
 * The wanted code, its own, or of the codes that a range or `default` stands for one that no other
 * response stands for.
 *
 * @param wanted a code or a range that the response stands for, such as `404` or `4xx`
 */
export function statusCode(
  { responses }: Operation,
  { status }: Response,
  wanted: string | undefined,
): number {
  if (wanted !== undefined && /^\d{3}$/.test(wanted)) return Number(wanted);
  if (/^\d{3}$/.test(status)) return Number(status);
  const isRange = wanted !== undefined && /^\dxx$/i.test(wanted);
  const codes = codesOf(isRange ? wanted : status);
  const own = codes.find((code) => findResponse(responses, String(code))?.status === status);
  return own ?? codes[0]!;
}

function codesOf(status: string): number[] {
  const hundred = (digit: number) => Array.from({ length: 100 }, (_, rest) => digit * 100 + rest);
  if (status === "default") return [200, 500, ...hundred(4), ...hundred(5)];
  return hundred(Number(status[0]));
}

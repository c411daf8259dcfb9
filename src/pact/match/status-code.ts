/**
 * Whether a status is one of those that a rule names.
 *
 * Pact V4 #matching-rules: `statusCode`.
 */
import type { Matcher } from "../pact.ts";
import { differs, type Outcome, undecided } from "./mismatch.ts";

const CLASSES: Record<string, readonly [least: number, most: number]> = {
  info: [100, 199],
  success: [200, 299],
  redirect: [300, 399],
  clientError: [400, 499],
  serverError: [500, 599],
  nonError: [100, 399],
  error: [400, 599],
};

export function matchStatusCode({ status }: Matcher, actual: number): Outcome {
  if (Array.isArray(status)) {
    if (status.includes(actual)) return undefined;
    return differs(`the status is ${actual}, not one of ${status.join(", ")}`);
  }
  const range =
    typeof status === "string" && Object.hasOwn(CLASSES, status) ? CLASSES[status] : undefined;
  if (range === undefined) return undecided("the class of statuses is not known");
  const [least, most] = range;
  if (actual >= least && actual <= most) return undefined;
  return differs(`the status is ${actual}, not ${least} to ${most} (${String(status)})`);
}

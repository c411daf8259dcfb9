/**
 * Which contract a golden case of `compare` has.
 */
import { existsSync } from "node:fs";
import path from "node:path";

/** The name of the contract's file in a case's folder: `asyncapi.yaml`, else `openapi.yaml`. */
export function contractIn(folder: string): string {
  return existsSync(path.join(folder, "asyncapi.yaml")) ? "asyncapi.yaml" : "openapi.yaml";
}

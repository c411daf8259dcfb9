/**
 * Every target, in the order of what they take.
 */
import { commands } from "./commands.ts";
import { configurations } from "./configurations.ts";
import { connections } from "./connections.ts";
import { documents } from "./documents.ts";
import { pacts } from "./pacts.ts";
import { requests } from "./requests.ts";
import { schemas } from "./schemas.ts";
import type { Target } from "./target.ts";

export const targets: readonly Target[] = [
  documents,
  schemas,
  requests,
  connections,
  pacts,
  configurations,
  commands,
];

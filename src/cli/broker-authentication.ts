/**
 * Who may ask the embedded broker: from variables, or from a file that sets the same ones.
 *
 * The names of users and passwords are the official broker's. Never from arguments: those are shown
 * to everybody who lists the processes of the machine.
 */
import path from "node:path";
import { parseEnv } from "node:util";
import type { Access, Authentication } from "../broker/gate/credentials.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { readText } from "../load/load.ts";
import type { Io } from "./io.ts";

const USERS: readonly (readonly [prefix: string, access: Access])[] = [
  ["PACT_BROKER_BASIC_AUTH", "write"],
  ["PACT_BROKER_BASIC_AUTH_READ_ONLY", "read"],
];

const TOKENS: readonly (readonly [name: string, access: Access])[] = [
  ["CONCORDAT_BROKER_TOKEN", "write"],
  ["CONCORDAT_BROKER_READ_ONLY_TOKEN", "read"],
];

/**
 * @param file `NAME=value`, a line each; what it sets counts before the environment
 * @returns undefined where nobody is named
 * @throws {ConcordatError} `usage.invalid` for half a pair, `input.unreadable`
 */
export async function authenticationOf(
  file: string | undefined,
  io: Io,
): Promise<Authentication | undefined> {
  const read = file === undefined ? {} : parseEnv(await readText(path.resolve(io.cwd, file), file));
  // An empty variable is one that is not set.
  const said = (name: string): string | undefined => read[name] || io.env[name] || undefined;
  const users = USERS.flatMap(([prefix, access]) => {
    const [name, password] = [said(`${prefix}_USERNAME`), said(`${prefix}_PASSWORD`)];
    if ((name === undefined) !== (password === undefined)) {
      const lacking = name === undefined ? "USERNAME" : "PASSWORD";
      throw new ConcordatError("usage.invalid", `${prefix}_${lacking} is not set`, {
        mend: `Set both ${prefix}_USERNAME and ${prefix}_PASSWORD, or neither.`,
      });
    }
    return name === undefined ? [] : [{ name, password: password!, access }];
  });
  const tokens = TOKENS.flatMap(([name, access]) => {
    const token = said(name);
    return token === undefined ? [] : [{ token, access }];
  });
  if (users.length > 0 || tokens.length > 0) return { users, tokens };
  if (file === undefined) return undefined;
  throw new ConcordatError("usage.invalid", `${file} names nobody who may ask the broker`, {
    mend: `Set ${USERS[0]![0]}_USERNAME and _PASSWORD in it, or ${TOKENS[0]![0]}.`,
  });
}

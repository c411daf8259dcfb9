/**
 * Who may ask the broker: users with a password, and bearers of a token.
 *
 * RFC 7617 (Basic), RFC 6750 §2.1 (Bearer). Secrets are compared as digests, all of them each time,
 * so that the time it takes says nothing about any.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { ConcordatError } from "../../findings/concordat-error.ts";

/** `read`: looks at everything, and asks for pacts to verify; `write`: does all else, too. */
export type Access = "read" | "write";

export interface BrokerUser {
  name: string;
  password: string;
  access: Access;
}

export interface BrokerToken {
  token: string;
  access: Access;
}

export interface Authentication {
  users?: readonly BrokerUser[];
  tokens?: readonly BrokerToken[];
}

/** What a value of the Authorization field may do; undefined: nothing. */
export type FindAccess = (authorization: string | null) => Access | undefined;

/** @throws {ConcordatError} `usage.invalid` for a secret that is empty, or where nobody is named */
export function createFindAccess({ users = [], tokens = [] }: Authentication): FindAccess {
  const key = randomBytes(32);
  const digest = (text: string | Buffer): Buffer => createHmac("sha256", key).update(text).digest();
  const known = [
    ...users.map(({ name, password, access }) => {
      if (name === "" || name.includes(":")) refuse("a user's name is empty or has a colon in it");
      if (password === "") refuse(`the password of ${name} is empty`);
      return { scheme: "basic", digest: digest(`${name}:${password}`), access };
    }),
    ...tokens.map(({ token, access }) => {
      if (token.trim() === "") refuse("a token is empty");
      return { scheme: "bearer", digest: digest(token), access };
    }),
  ];
  if (known.length === 0) refuse("nobody is named who may ask the broker");
  return (authorization) => {
    const [, scheme = "", value = ""] = /^(\S+) +(\S+) *$/.exec(authorization ?? "") ?? [];
    const kind = scheme.toLowerCase();
    const given = digest(kind === "basic" ? Buffer.from(value, "base64") : value);
    let found: Access | undefined;
    for (const each of known) {
      const isSame = timingSafeEqual(each.digest, given);
      if (isSame && each.scheme === kind && found !== "write") found = each.access;
    }
    return found;
  };
}

function refuse(message: string): never {
  throw new ConcordatError("usage.invalid", message, {
    mend: "Give every user a name and a password, every token a text.",
  });
}

/**
 * Secrets that the broker must use itself, such as the password of a webhook: sealed, so that the
 * data file and its backups do not tell them.
 *
 * AES-256-GCM (NIST SP 800-38D). The key stands in a file of its own beside the data, readable for
 * its owner alone; without it what is sealed is lost, and nothing else.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

export interface Seal {
  seal(secret: string): string;
  /** @returns undefined where it was sealed with another key, or changed */
  open(sealed: string): string | undefined;
}

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param data the data file; the key of `:memory:` is kept nowhere */
export function createSeal(data: string): Seal {
  let known: Buffer | undefined;
  // A broker without webhooks has no key.
  const key = (): Buffer => {
    known ??= data === ":memory:" ? randomBytes(KEY_BYTES) : keyIn(`${data}.key`);
    return known;
  };
  return {
    seal(secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key(), nonce);
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64");
      try {
        const decipher = createDecipheriv(ALGORITHM, key(), bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}

// Of two processes that make it at once, the one that comes second takes the first one's.
function keyIn(file: string): Buffer {
  const found = readKey(file);
  if (found !== undefined) return found;
  const own = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(own, randomBytes(KEY_BYTES), { mode: 0o600, flush: true });
  try {
    chmodSync(own, 0o600);
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(own, { force: true });
  }
  return readKey(file)!;
}

function readKey(file: string): Buffer | undefined {
  try {
    const key = readFileSync(file);
    if (key.length !== KEY_BYTES) throw new Error(`${file} is no key of a broker`);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Passwords, kept as salted hashes (scrypt, RFC 7914).
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

const HASH_BYTES = 32;

/** @returns `scrypt$<salt>$<hash>`, both in hexadecimal */
export async function hashPassword(
  password: string,
  salt: Buffer = randomBytes(16),
): Promise<string> {
  return `scrypt$${salt.toString("hex")}$${(await derive(password, salt)).toString("hex")}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, salt = "", wanted = ""] = hash.split("$");
  return timingSafeEqual(
    await derive(password, Buffer.from(salt, "hex")),
    Buffer.from(wanted, "hex"),
  );
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One spelling of a character that can be typed in several ways: RFC 8265 §4.2.
    scrypt(password.normalize("NFC"), salt, HASH_BYTES, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/**
 * A certificate for 127.0.0.1 that nobody has signed but itself, made anew for each test.
 *
 * RFC 5280 §4.1, in DER (X.690).
 */
import { generateKeyPairSync, sign } from "node:crypto";

export interface SelfSigned {
  /** PEM. */
  cert: string;
  key: string;
}

export function selfSigned(): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid("2a8648ce3d040302"));
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from("concordat")))));
  const validity = sequence(der(0x18, "20200101000000Z"), der(0x18, "20990101000000Z"));
  const authority = sequence(
    oid("551d13"),
    der(0x01, hex("ff")),
    octets(sequence(der(1, hex("ff")))),
  );
  const names = sequence(oid("551d11"), octets(sequence(der(0x87, hex("7f000001")))));
  const body = sequence(
    der(0xa0, der(0x02, hex("02"))),
    der(0x02, hex("01")),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(authority, names)),
  );
  const signature = der(0x03, Buffer.concat([hex("00"), sign("sha256", body, privateKey)]));
  const whole = sequence(body, algorithm, signature).toString("base64");
  const lines = whole.match(/.{1,64}/g)!.join("\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function der(tag: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  const { length } = bytes;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), bytes]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

function oid(encoded: string): Buffer {
  return der(0x06, hex(encoded));
}

function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

/**
 * The broker that flags and variables name.
 */
import path from "node:path";
import { readAddress } from "../broker/client/address.ts";
import { createHalClient, type HalClient } from "../broker/client/hal-client.ts";
import { createSend } from "../broker/client/transport.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { readText } from "../load/load.ts";
import type { BrokerOptions } from "./broker-options.ts";
import type { Io } from "./io.ts";

/**
 * Flags count before variables, a token before a name; a URL's own userinfo counts before variables.
 *
 * @throws {ConcordatError} `usage.invalid` where no broker is named, `input.unreadable` for a
 *   certificate that cannot be read
 */
export async function brokerOf(
  options: BrokerOptions,
  io: Io,
  stop?: AbortSignal,
): Promise<HalClient> {
  const { env } = io;
  const baseUrl = options.brokerBaseUrl ?? said(env.PACT_BROKER_BASE_URL);
  if (baseUrl === undefined) {
    throw new ConcordatError("usage.invalid", "no broker is named", {
      mend: "Say --broker-base-url URL, or set PACT_BROKER_BASE_URL.",
    });
  }
  const address = readAddress({
    baseUrl,
    credentials: [
      credentials(options.brokerToken, options.brokerUsername, options.brokerPassword, env),
      credentials(
        said(env.PACT_BROKER_TOKEN),
        said(env.PACT_BROKER_USERNAME),
        said(env.PACT_BROKER_PASSWORD),
      ),
    ],
    customHeaders: options.customHeader ?? [],
  });
  return createHalClient({
    address,
    send: createSend(address.base.protocol === "https:" ? await trustOf(options, io) : {}),
    retries: options.retries ?? retriesOf(env),
    ...(stop !== undefined && { stop }),
    ...(options.verbose === true && { log: (line: string) => io.stderr(`${line}\n`) }),
  });
}

// A password's variable may go with a name's flag.
function credentials(
  token: string | undefined,
  username: string | undefined,
  password: string | undefined,
  env: Io["env"] = {},
): { token?: string; username?: string; password?: string } {
  if (token !== undefined) return { token };
  const known = password ?? said(env.PACT_BROKER_PASSWORD);
  if (username !== undefined) return { username, ...(known !== undefined && { password: known }) };
  if (password === undefined) return {};
  const named = said(env.PACT_BROKER_USERNAME);
  return { ...(named !== undefined && { username: named }), password };
}

async function trustOf(
  { sslCertificate, skipSslVerification }: BrokerOptions,
  { env, cwd }: Io,
): Promise<{ ca?: string; isVerificationSkipped?: boolean }> {
  const file = sslCertificate ?? said(env.SSL_CERT_FILE);
  const isVerificationSkipped = skipSslVerification ?? isTrue(env.SSL_SKIP_VERIFICATION);
  if (file === undefined || isVerificationSkipped) return { isVerificationSkipped };
  const ca = await readText(path.resolve(cwd, file), file);
  if (ca.includes("-----BEGIN CERTIFICATE-----")) return { ca };
  throw new ConcordatError("input.unreadable", `${file} holds no certificate in PEM`, {
    mend: "Name a file with -----BEGIN CERTIFICATE----- in it.",
  });
}

function retriesOf(env: Io["env"]): number | undefined {
  const text = said(env.PACT_BROKER_HTTP_RETRIES);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A variable's text; one that is set to nothing says nothing. */
export function said(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}

export function isTrue(text: string | undefined): boolean {
  return said(text) !== undefined && !/^(false|0|no|n|off|f)$/i.test(text!.trim());
}

/**
 * `concordat broker`: the embedded broker, until Ctrl-C or SIGTERM; and a copy of its file.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { listenBroker } from "../broker/listen.ts";
import { backupFile } from "../broker/store/backup.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { authenticationOf } from "./broker-authentication.ts";
import type { ExitCode, Io } from "./io.ts";

export interface EmbeddedBrokerOptions {
  port?: number;
  host: string;
  data?: string;
  baseUrl?: string;
  webhookHost?: string[];
  credentials?: string;
}

/** Below the working folder. */
const DEFAULT_DATA = path.join(".concordat", "broker.sqlite");

/**
 * @throws {ConcordatError} `broker.address-unusable`, `broker.data-unusable`, `usage.invalid`,
 *   `input.unreadable`
 */
export async function broker(options: EmbeddedBrokerOptions, io: Io): Promise<ExitCode> {
  const authentication = await authenticationOf(options.credentials, io);
  const { port, host, webhookHost: webhookHosts } = options;
  const baseUrl = options.baseUrl === undefined ? undefined : readBaseUrl(options.baseUrl);
  const data = dataOf(options.data, io);
  // Only our own folder: a folder that somebody names and that is not there is likelier misspelt.
  if (options.data === undefined) await mkdir(path.dirname(data), { recursive: true });
  // Asked for now, so that a signal stops what is started below.
  const { stop } = io;
  const server = await listenBroker({
    data,
    host,
    ...(port !== undefined && { port }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(webhookHosts !== undefined && { webhookHosts }),
    ...(authentication !== undefined && { authentication }),
  });
  io.stdout(`broker listening on ${server.url}\n`);
  await stopped(stop);
  await server.close();
  return 0;
}

/** @throws {ConcordatError} `broker.data-unusable` */
export async function backUpBroker(
  target: string,
  options: { data?: string },
  io: Io,
): Promise<ExitCode> {
  const data = dataOf(options.data, io);
  await backupFile(data, path.resolve(io.cwd, target));
  io.stdout(`${target} is a copy of ${options.data ?? DEFAULT_DATA}\n`);
  if (existsSync(`${data}.key`)) {
    io.stderr(`Secrets of webhooks are sealed with ${options.data ?? DEFAULT_DATA}.key.\n`);
    io.stderr("Keep a copy of that, too, where the backup is not.\n");
  }
  return 0;
}

function dataOf(file: string | undefined, { cwd }: Io): string {
  return path.resolve(cwd, file ?? DEFAULT_DATA);
}

function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.search === "" &&
    url.hash === "" &&
    url.username === "" &&
    url.password === "";
  if (!isUsable) {
    throw new ConcordatError("usage.invalid", "--base-url is not where a broker can be", {
      mend: "Give it as clients reach it, such as --base-url https://pacts.example.org/broker.",
    });
  }
  return url.href.replace(/\/+$/, "");
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

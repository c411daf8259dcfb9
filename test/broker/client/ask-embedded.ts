/** The command line against an embedded broker, both of this test. */
import { onTestFinished } from "vitest";
import type { BrokerOptions } from "../../../src/broker/broker.ts";
import { type CliOutcome, runCli } from "../../run-cli.ts";
import { serveBroker } from "../serve.ts";

export interface EmbeddedBroker {
  url: string;
  /** `concordat ARGS -b URL`. */
  concordat(
    args: readonly string[],
    cwd?: string,
    env?: Record<string, string>,
  ): Promise<CliOutcome>;
  /** The same, its result in JSON. */
  json<T>(args: readonly string[], cwd?: string, env?: Record<string, string>): Promise<T>;
  /** A resource of the broker, after a request that is no part of what is tested. */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** Ends with the test. */
export async function embeddedBroker(options: BrokerOptions = {}): Promise<EmbeddedBroker> {
  const { url, close } = await serveBroker(options);
  onTestFinished(close);
  const concordat: EmbeddedBroker["concordat"] = (args, cwd = import.meta.dirname, env = {}) =>
    runCli([...args, "-b", url], { cwd, env });
  return {
    url,
    concordat,
    async json<T>(...[args, cwd, env]: Parameters<EmbeddedBroker["concordat"]>) {
      const { stdout, stderr } = await concordat([...args, "--format", "json"], cwd, env);
      if (stdout === "") throw new Error(stderr);
      return JSON.parse(stdout) as T;
    },
    async request(method, path, body) {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { accept: "application/hal+json", "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    },
  };
}

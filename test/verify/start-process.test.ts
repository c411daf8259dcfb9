/**
 * When a provider is up, and a process of one that does not want to end.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { probe } from "../../src/verify/probe.ts";
import { startProvider } from "../../src/verify/start-provider.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";
import { isListening, program, writePets } from "./pets.ts";

test.skipIf(process.platform === "win32")("it is ended once its time is over", () =>
  inTemporaryFolder(async (folder) => {
    const { port, url, log } = await writePets(folder);
    const plan = {
      kind: "command",
      url,
      ready: undefined,
      timeoutMs: 20_000,
      words: [process.execPath, program],
      cwd: folder,
      env: { PORT: String(port), LOG: `${folder}/log`, PLAN: "ignores SIGTERM" },
      graceMs: 100,
    } as const;
    const started = await startProvider(plan, () => undefined, new AbortController().signal);
    expect(started.failure).toBeUndefined();
    expect(started.howItEnded()).toBeUndefined();
    await started.stop();
    expect(log().at(-1)).toBe("asked to end");
    expect(started.howItEnded()).toMatch(/^was ended by SIGKILL; /);
    expect(await isListening(port)).toBe(false);
  }),
);

test.each([
  [undefined, false, "no answer within 50 ms"],
  [undefined, true, "no answer within 50 ms"],
  [204, true, undefined],
  [302, true, "status 302"],
  [503, true, "status 503"],
  [503, false, undefined],
])("an answer of %s, where it must succeed: %s", async (status, mustSucceed, reason) => {
  const server = createServer((_, response) => {
    if (status !== undefined) response.writeHead(status, { location: "/" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Who answers has all the time that a busy machine takes.
  const timeoutMs = status === undefined ? 50 : 20_000;
  const stop = new AbortController().signal;
  expect(await probe(url, stop, { timeoutMs, mustSucceed })).toBe(reason);
});

/**
 * A provider brought to where it answers: started, served or only reached.
 */
import { setTimeout as delay } from "node:timers/promises";
import { probe } from "./probe.ts";
import type { ReportFault } from "./provider-fault.ts";
import { type ProcessPlan, startProcess } from "./provider-process.ts";
import { type FetchHandler, serveFetch } from "./serve-fetch.ts";

export type ProviderPlan =
  /** Only asked for messages, which functions make. */
  | { kind: "none" }
  | { kind: "url"; url: string }
  | { kind: "fetch"; handler: FetchHandler }
  | ({ kind: "command"; url: string; ready: string | undefined; timeoutMs: number } & ProcessPlan);

export interface StartedProvider {
  /** Undefined where it answers no requests. */
  url: string | undefined;
  /** Why it is not there to be verified; undefined where it is. */
  failure: string | undefined;
  /** How a process ended that was to go on, with its last output; undefined where all is well. */
  howItEnded(): string | undefined;
  /** Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

/** A provider that does not come up has a `failure`; it is to be stopped nevertheless. */
export async function startProvider(
  plan: ProviderPlan,
  report: ReportFault,
  stop: AbortSignal,
): Promise<StartedProvider> {
  const nothing = { howItEnded: () => undefined, stop: async () => undefined };
  switch (plan.kind) {
    case "none":
      return { url: undefined, failure: undefined, ...nothing };
    case "url": {
      const reason = await probe(plan.url, stop);
      const failure = reason === undefined ? undefined : `does not answer: ${reason}`;
      return { url: plan.url, failure, ...nothing };
    }
    case "fetch": {
      const { url, close } = await serveFetch(plan.handler, report);
      return { url, failure: undefined, howItEnded: () => undefined, stop: close };
    }
    case "command": {
      // Another one's answers would be verified, and the process would not get its port.
      if ((await probe(plan.url, stop, { timeoutMs: 1000 })) === undefined) {
        const failure = `was not started: another process answers at ${plan.url}`;
        return { url: plan.url, failure, ...nothing };
      }
      stop.throwIfAborted();
      return startCommand(plan, stop);
    }
  }
}

async function startCommand(
  plan: ProviderPlan & { kind: "command" },
  stop: AbortSignal,
): Promise<StartedProvider> {
  const { url, timeoutMs } = plan;
  const running = startProcess(plan, stop);
  const late = await untilReady(plan, AbortSignal.any([stop, running.ended]));
  const { howItEnded, lastOutput } = running;
  const ended = howItEnded();
  const failure =
    ended !== undefined
      ? `did not come up: \`${plan.words.join(" ")}\` ${ended}`
      : late !== undefined
        ? `did not come up within ${timeoutMs} ms: ${late}; ${lastOutput()}`
        : undefined;
  return { url, failure, howItEnded, stop: running.stop };
}

/** @returns why it is not ready, undefined when it is */
async function untilReady(
  { url, ready, timeoutMs }: ProviderPlan & { kind: "command" },
  ended: AbortSignal,
): Promise<string | undefined> {
  const asked = ready === undefined ? url : new URL(ready, url).href;
  const tooLate = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([ended, tooLate]);
  let last = "no answer";
  for (let pauseMs = 10; !signal.aborted; pauseMs = Math.min(pauseMs * 1.5, 200)) {
    const reason = await probe(asked, signal, { mustSucceed: ready !== undefined });
    if (reason === undefined) return undefined;
    last = signal.aborted ? "no answer" : reason;
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return `${asked}: ${last}`;
}

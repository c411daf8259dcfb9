/**
 * The providers of a run: each is started when its first pact is verified, once, and all are stopped
 * at the end.
 */
import path from "node:path";
import { readCommand } from "../load/command-words.ts";
import type { ProviderConfig } from "../load/config.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import type { ProviderFault } from "../verify/provider-fault.ts";
import type { ProviderPlan, StartedProvider } from "../verify/start-provider.ts";

export interface RunningProvider extends StartedProvider {
  /** Takes what its Fetch handler did wrong since it was asked last. */
  takeFaults(): ProviderFault[];
}

export interface RunningProviders {
  /** One that did not come up is told so for each of its pacts, and not started again. */
  start(name: string, config: ProviderConfig): Promise<RunningProvider>;
  /** Resolves when nothing of them is left. */
  stop(): Promise<void>;
}

export function runningProviders(loaded: LoadedConfig, stop: AbortSignal): RunningProviders {
  const started = new Map<string, RunningProvider>();
  return {
    async start(name, config) {
      const known = started.get(name);
      if (known !== undefined) return known;
      const faults: ProviderFault[] = [];
      const report = (fault: ProviderFault): void => void faults.push(fault);
      // Nothing of it is loaded where nothing is run.
      const { startProvider } = await import("../verify/start-provider.ts");
      const provider = await startProvider(planOf(config, loaded.folder), report, stop);
      const running: RunningProvider = { ...provider, takeFaults: () => faults.splice(0) };
      started.set(name, running);
      return running;
    },
    async stop() {
      await Promise.all([...started.values()].map((provider) => provider.stop()));
    },
  };
}

function planOf(config: ProviderConfig, folder: string): ProviderPlan {
  if (config.fetch !== undefined) return { kind: "fetch", handler: config.fetch };
  const { url } = config;
  if (url === undefined) return { kind: "none" };
  if (config.command === undefined) return { kind: "url", url };
  const { command, ready, env = {}, cwd = ".", startTimeout = 30_000 } = config;
  return {
    kind: "command",
    url,
    ready,
    words: wordsOf(command),
    cwd: path.resolve(folder, cwd),
    env,
    timeoutMs: startTimeout,
  };
}

function wordsOf(command: string | readonly string[]): readonly string[] {
  if (typeof command !== "string") return command;
  const reading = readCommand(command);
  // A configuration with such a command was refused.
  if ("fault" in reading) throw new Error(`The command ${reading.fault}`);
  return reading.words;
}

/**
 * What the schema of the configuration cannot say about its providers.
 */
import { appendPointer } from "../source/pointer.ts";
import { readCommand } from "./command-words.ts";
import type { Config } from "./config.ts";

export interface ProviderProblem {
  /** In the configuration. */
  pointer: string;
  /** What is wrong there, without a subject. */
  message: string;
}

/** @param config valid by its schema */
export function providerProblems(config: Config): ProviderProblem[] {
  return Object.entries(config.services).flatMap(([name, { provider }]) => {
    if (provider === undefined || provider === "mock") return [];
    const base = appendPointer("/services", name, "provider");
    const { url, command, statesUrl, messagesUrl } = provider;
    const ready = provider.command === undefined ? undefined : provider.ready;
    const problems: ProviderProblem[] = [];
    const add = (key: string, message: string): void => {
      problems.push({ pointer: appendPointer(base, key), message });
    };
    if (url !== undefined && !URL.canParse(url)) add("url", `is "${url}", which is no URL`);
    for (const [key, value] of Object.entries({ ready, statesUrl, messagesUrl })) {
      if (value === undefined || isUrlBeside(value, url)) continue;
      add(key, `is "${value}", which is neither a path nor a URL of http or https`);
    }
    const hasAddress = url !== undefined || provider.fetch !== undefined;
    if (!hasAddress && statesUrl !== undefined && !URL.canParse(statesUrl)) {
      add("statesUrl", `is "${statesUrl}"; beside \`messages\` alone it is a whole URL`);
    }
    if (typeof command === "string") {
      const reading = readCommand(command);
      if ("fault" in reading) add("command", reading.fault);
    }
    if (Array.isArray(command) && command[0] === "") add("command", "names no program");
    return problems;
  });
}

function isUrlBeside(value: string, url: string | undefined): boolean {
  const parsed = URL.parse(value, url ?? "http://127.0.0.1");
  return parsed !== null && /^https?:$/.test(parsed.protocol);
}

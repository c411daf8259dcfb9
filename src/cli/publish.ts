/**
 * `concordat publish [PACT...]`: pacts to a broker.
 */
import type { HalClient } from "../broker/client/hal-client.ts";
import { mergePacts } from "../broker/client/merge-pacts.ts";
import type { Notice } from "../broker/client/notices.ts";
import { publishContract } from "../broker/client/publish-contracts.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import type { LoadedPact } from "../load/load-pacts.ts";
import { painter, plural } from "../report/terminal.ts";
import { brokerOf } from "./broker-access.ts";
import type { BrokerOptions } from "./broker-options.ts";
import type { ExitCode, Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { writeResult } from "./output.ts";
import { pactFiles } from "./pact-files.ts";
import { renderNotices } from "./render-notices.ts";
import { detectBranch, detectVersionProperties, gitIn } from "./version-properties.ts";

export interface PublishOptions extends CommonOptions, BrokerOptions {
  consumerAppVersion?: string;
  branch?: string;
  tag?: string[];
  buildUrl?: string;
  merge?: boolean;
  autoDetectVersionProperties?: boolean;
  tagWithGitBranch?: boolean;
  dryRun?: boolean;
}

/** What `concordat publish` prints: schemas/publish.schema.json. */
export interface PublishResult {
  /** Nothing was refused. */
  ok: boolean;
  version: string;
  branch?: string;
  tags: readonly string[];
  buildUrl?: string;
  pacts: PublishedPact[];
}

interface PublishedPact {
  consumer: string;
  provider: string;
  files: string[];
  result: "published" | "refused" | "dry run";
  url?: string;
  notices: Notice[];
}

/**
 * Every file is read before anything is published.
 *
 * @returns 1 where the broker refused a pact
 * @throws {ConcordatError} `usage.invalid`, `input.unreadable`, `pact.unreadable`, `broker.*`
 */
export async function publish(files: string[], options: PublishOptions, io: Io): Promise<ExitCode> {
  const client = options.dryRun === true ? undefined : await brokerOf(options, io);
  const properties = await propertiesOf(options, io);
  const pairs = pairsOf(await pactFiles(files, options, io));
  const pacts: PublishedPact[] = [];
  for (const pair of pairs) {
    pacts.push(await publishPair(pair, properties, options.merge ?? false, client));
  }
  const ok = pacts.every(({ result }) => result !== "refused");
  const result: PublishResult = { ok, ...properties, pacts };
  await writeResult(result, () => render(result, options, io), options, io);
  return ok ? 0 : 1;
}

interface Properties {
  version: string;
  branch?: string;
  tags: readonly string[];
  buildUrl?: string;
}

async function propertiesOf(options: PublishOptions, io: Io): Promise<Properties> {
  const git = gitIn(io.cwd);
  const detected =
    options.autoDetectVersionProperties === true ? await detectVersionProperties(io.env, git) : {};
  const version = options.consumerAppVersion ?? detected.commit;
  if (version === undefined) {
    const isTried = options.autoDetectVersionProperties === true;
    const why = isTried
      ? "neither the CI's variables nor git tell the commit"
      : "no version is said";
    throw new ConcordatError("usage.invalid", why, {
      mend: "Say --consumer-app-version VERSION, or -r where git or the CI knows the commit.",
    });
  }
  const branch = options.branch ?? detected.branch;
  const buildUrl = options.buildUrl ?? detected.buildUrl;
  return {
    version,
    ...(branch !== undefined && { branch }),
    tags: await tagsOf(options, io),
    ...(buildUrl !== undefined && { buildUrl }),
  };
}

async function tagsOf({ tag = [], tagWithGitBranch }: PublishOptions, io: Io): Promise<string[]> {
  if (tagWithGitBranch !== true) return tag;
  const branch = await detectBranch(io.env, gitIn(io.cwd));
  if (branch === undefined) {
    throw new ConcordatError("usage.invalid", "--tag-with-git-branch: no branch is checked out", {
      mend: "Say the tag with --tag.",
    });
  }
  return [...new Set([...tag, branch])];
}

interface Pair {
  consumer: string;
  provider: string;
  files: { file: string; text: string }[];
}

/** @throws {ConcordatError} with the first fault of a file that is no pact */
function pairsOf(pacts: readonly LoadedPact[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { source, reading } of pacts) {
    const { pact, faults } = reading;
    if (pact === undefined) {
      const { code, message, at, mend } = faults[0]!;
      throw new ConcordatError(code, `${at.file}:${at.line}:${at.column}: ${message}`, {
        mend: mend ?? "Name pact files alone, or a folder of them.",
        at,
      });
    }
    const { consumer, provider } = pact;
    const key = JSON.stringify([consumer, provider]);
    const pair = pairs.get(key) ?? { consumer, provider, files: [] };
    pair.files.push({ file: source.file, text: source.text });
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

async function publishPair(
  { consumer, provider, files }: Pair,
  { version, branch, tags, buildUrl }: Properties,
  isMerged: boolean,
  client: HalClient | undefined,
): Promise<PublishedPact> {
  const content = mergePacts(files);
  const base = { consumer, provider, files: files.map(({ file }) => file) };
  if (client === undefined) return { ...base, result: "dry run", notices: [] };
  const { isAccepted, notices, url } = await publishContract(client, {
    consumer,
    provider,
    version,
    tags,
    content,
    isMerged,
    ...(branch !== undefined && { branch }),
    ...(buildUrl !== undefined && { buildUrl }),
  });
  return {
    ...base,
    result: isAccepted ? "published" : "refused",
    ...(url !== undefined && { url }),
    notices,
  };
}

function render(result: PublishResult, options: PublishOptions, io: Io): string {
  const paint = painter(io.color && options.color);
  const { version, branch, tags } = result;
  const under = [
    `version ${version}`,
    ...(branch === undefined ? [] : [`branch ${branch}`]),
    ...tags.map((tag) => `tag ${tag}`),
  ].join(", ");
  const shown = options.quiet
    ? result.pacts.filter((each) => each.result === "refused")
    : result.pacts;
  const parts = shown.map((pact) => {
    const { consumer, provider, files } = pact;
    const color =
      pact.result === "refused" ? "red" : pact.result === "published" ? "green" : "cyan";
    const head = `${paint(color, pact.result)}  ${consumer} with ${provider}, ${under}\n`;
    const from = files.map((file) => `  ${file}\n`).join("");
    const notices = renderNotices(pact.notices, paint).replace(/^(?=.)/gm, "  ");
    return head + from + notices;
  });
  if (options.quiet && result.ok) return "";
  const refused = result.pacts.filter((each) => each.result === "refused").length;
  const counts = `${plural(result.pacts.length, "pact")}${refused > 0 ? `, ${refused} refused` : ""}`;
  const label = options.dryRun ? "dry run" : result.ok ? "ok" : "failed";
  parts.push(`${paint(result.ok ? "green" : "red", label)}  ${counts}\n`);
  return parts.join("\n");
}

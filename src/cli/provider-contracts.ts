/**
 * `concordat publish --pactflow-provider-contracts`: the providers' OpenAPI documents.
 */
import type { Notice } from "../broker/client/notices.ts";
import { publishProviderContract } from "../broker/client/provider-contract.ts";
import type { Contract } from "../contract/contract.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { painter, plural } from "../report/terminal.ts";
import type { System } from "../system/system.ts";
import { brokerOf } from "./broker-access.ts";
import type { BrokerOptions } from "./broker-options.ts";
import { configurationOf, systemOf } from "./configuration.ts";
import type { ExitCode, Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { writeResult } from "./output.ts";
import { renderNotices } from "./render-notices.ts";
import { publicationOf, type ResultOptions } from "./result-publication.ts";

export interface ProviderContractsOptions extends CommonOptions, BrokerOptions, ResultOptions {
  provider?: string[];
}

/** @throws {ConcordatError} `usage.invalid`, `config.*`, `broker.*`, or why a contract cannot be read */
export async function publishProviderContracts(
  options: ProviderContractsOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = await configurationOf(options, io);
  const client = await brokerOf(options, io);
  const version = (await publicationOf({ ...options, publish: true }, io))!;
  const contracts = contractsOf(await systemOf(loaded, options, io), options.provider);
  const published: { provider: string; file: string; notices: Notice[] }[] = [];
  for (const { provider, file, content } of contracts) {
    const contentType = file.endsWith(".json") ? "application/json" : "application/yaml";
    const contract = { provider, content, contentType } as const;
    const notices = await publishProviderContract(client, contract, version);
    published.push({ provider, file, notices });
  }
  const paint = painter(io.color && options.color);
  await writeResult(
    { version: version.version, contracts: published },
    () => {
      if (options.quiet) return "";
      const lines = published.map(({ provider, file, notices }) => {
        const head = `${paint("green", "published")}  ${file} of ${provider} ${version.version}\n`;
        return head + renderNotices(notices, paint).replace(/^(?=.)/gm, "  ");
      });
      return [...lines, `${paint("green", "ok")}  ${plural(lines.length, "contract")}\n`].join(
        "\n",
      );
    },
    options,
    io,
  );
  return 0;
}

interface WholeContract {
  provider: string;
  file: string;
  content: string;
}

/** All of them are looked at before one is published. */
function contractsOf({ services }: System, named: readonly string[] = []): WholeContract[] {
  const known = [...services.values()].flatMap(({ name, contract }) =>
    contract === undefined ? [] : [{ name, contract }],
  );
  for (const name of named) {
    if (known.some((each) => each.name === name)) continue;
    throw new ConcordatError("usage.invalid", `the configuration has no contract of ${name}`, {
      mend: `Choose ${known.map((each) => each.name).join(", ")}.`,
    });
  }
  const chosen = named.length === 0 ? known : known.filter(({ name }) => named.includes(name));
  return chosen.map(({ name, contract }) => wholeContract(name, contract));
}

function wholeContract(provider: string, { documents }: Contract): WholeContract {
  const [first, ...followed] = documents.sources.values();
  const { file, text } = first!;
  const others = [...followed.map((other) => other.file), ...documents.refused.keys()];
  if (others.length === 0) return { provider, file, content: text };
  throw new ConcordatError(
    "usage.invalid",
    `${file} refers to ${others[0]}, and PactFlow takes one document`,
    { mend: "Bundle them into one document, and name that as the contract." },
  );
}

/**
 * The body of `POST /contracts/publish`, read and held to the rules; everything that is wrong is
 * told at once, in the official broker's words.
 *
 * PACT-BROKER-API §2, publish.
 */
import { identify } from "../content/identity.ts";
import { createFieldReader, type FieldReader } from "./fields.ts";

export interface PublishRequest {
  consumerName: string;
  versionNumber: string;
  branch: string | undefined;
  buildUrl: string | undefined;
  tags: string[];
  contracts: Contract[];
}

export interface Contract {
  providerName: string;
  /** JSON text of the pact. */
  text: string;
  sha: string;
  isMerged: boolean;
}

/** @throws {BadRequest} */
export function readPublishRequest(body: Readonly<Record<string, unknown>>): PublishRequest {
  const reader = createFieldReader(body);
  const consumerName = reader.text("pacticipantName", { isRequired: true, isFilled: true });
  const versionNumber = reader.text("pacticipantVersionNumber", {
    isRequired: true,
    isFilled: true,
  });
  const tags = readTags(body.tags, reader);
  const branch = reader.text("branch", { isFilled: true });
  const buildUrl = reader.text("buildUrl");
  const contracts = readContracts(body.contracts, consumerName ?? undefined, reader);
  reader.finish();
  return {
    consumerName: consumerName!,
    versionNumber: versionNumber!,
    branch: branch ?? undefined,
    buildUrl: buildUrl ?? undefined,
    tags,
    contracts,
  };
}

function readTags(value: unknown, reader: FieldReader): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    reader.refuse("tags", "must be an array");
    return [];
  }
  for (const [index, tag] of value.entries()) {
    const fault = textFault(tag);
    if (fault !== undefined) reader.refuse("tags", `${fault} (at index ${index})`);
  }
  return value as string[];
}

function readContracts(
  value: unknown,
  participant: string | undefined,
  reader: FieldReader,
): Contract[] {
  if (value === undefined) reader.refuse("contracts", "is missing");
  else if (!Array.isArray(value)) reader.refuse("contracts", "must be an array");
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown, index) => {
    const refuse = (reason: string): void =>
      reader.refuse("contracts", `${reason} (at index ${index})`);
    if (each === null || typeof each !== "object" || Array.isArray(each)) {
      refuse("must be a hash");
      return [];
    }
    return readContract(each as Record<string, unknown>, participant, refuse) ?? [];
  });
}

/** What a member must be one of. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  contentType: ["application/json"],
  specification: ["pact"],
  onConflict: ["overwrite", "merge"],
};

function readContract(
  contract: Readonly<Record<string, unknown>>,
  participant: string | undefined,
  refuse: (reason: string) => void,
): Contract | undefined {
  const faults = new Map<string, string>();
  for (const name of ["consumerName", "providerName", "content"]) {
    const fault = contract[name] === undefined ? "is missing" : textFault(contract[name]);
    if (fault !== undefined) faults.set(name, fault);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const chosen = contract[name];
    if (chosen === undefined) {
      if (name !== "onConflict") faults.set(name, "is missing");
    } else if (chosen === null || chosen === "") {
      faults.set(name, "must be filled");
    } else if (!choices.includes(chosen as string)) {
      faults.set(name, `must be one of: ${choices.join(", ")}`);
    }
  }
  for (const [name, fault] of faults) refuse(`${name} ${fault}`);
  const { consumerName, providerName } = contract;
  const read = readContent(contract.content);
  const { pact } = read;
  if (
    pact?.consumer !== undefined &&
    !faults.has("consumerName") &&
    pact.consumer !== consumerName
  ) {
    refuse(
      `consumer name in contract content ('${pact.consumer}') must match consumerName in contract params ('${String(consumerName)}')`,
    );
  }
  if (
    pact?.provider !== undefined &&
    !faults.has("providerName") &&
    pact.provider !== providerName
  ) {
    refuse(
      `provider name in contract content ('${pact.provider}') must match providerName in contract params ('${String(providerName)}')`,
    );
  }
  for (const fault of read.faults) refuse(fault);
  if (
    participant !== undefined &&
    !faults.has("consumerName") &&
    contract.consumerName !== participant
  ) {
    refuse(
      `consumerName ('${String(consumerName)}') must match pacticipantName ('${participant}')`,
    );
  }
  if (pact === undefined || faults.size > 0) return undefined;
  return {
    providerName: providerName as string,
    text: read.text!,
    sha: pact.sha,
    isMerged: contract.onConflict === "merge",
  };
}

interface ContentReading {
  text?: string;
  pact?: ReturnType<typeof identify>;
  faults: string[];
}

const NOT_PARSED = "content could not be parsed as application/json";

function readContent(content: unknown): ContentReading {
  const bytes = typeof content === "string" ? decodeBase64(content) : undefined;
  if (bytes === undefined) return { faults: ["is not valid Base64", NOT_PARSED] };
  const text = bytes.toString("utf8");
  const at = firstInvalid(bytes, text);
  if (at !== undefined) {
    const position = Array.from(text.slice(0, at)).length + 1;
    const fragment = text.slice(Math.max(0, at - 100), at);
    return {
      faults: [
        `contract content has a non UTF-8 character at char ${position} and cannot be parsed as JSON. Fragment preceding invalid character is: '${fragment}'`,
      ],
    };
  }
  const pact = identify(text);
  if (pact !== undefined) return { text, pact, faults: [] };
  const kind = kindOf(text);
  return {
    faults: [
      kind === undefined
        ? NOT_PARSED
        : `parsed content was expected to be a Hash but was a ${kind}`,
    ],
  };
}

/** RFC 4648 §4, padding included. */
function decodeBase64(content: string): Buffer | undefined {
  if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) return undefined;
  return Buffer.from(content, "base64");
}

/** The offset in `text` of the first character that the bytes do not have. */
function firstInvalid(bytes: Buffer, text: string): number | undefined {
  let at = text.indexOf(REPLACEMENT);
  // A replacement character may have been sent as such.
  let offset = 0;
  let counted = 0;
  while (at !== -1) {
    offset += Buffer.byteLength(text.slice(counted, at));
    if (!bytes.subarray(offset, offset + 3).equals(REPLACEMENT_BYTES)) return at;
    counted = at;
    at = text.indexOf(REPLACEMENT, at + 1);
  }
  return undefined;
}

const REPLACEMENT = "\uFFFD";
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);

/** What JSON there is where there should be an object, as the official broker calls it. */
function kindOf(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (Array.isArray(value)) return "Array";
  switch (typeof value) {
    case "string":
      return "String";
    case "boolean":
      return value ? "TrueClass" : "FalseClass";
    case "number":
      return /[.eE]/.test(text) ? "Float" : "Integer";
    default:
      // Null, or an object that is nested too deep.
      return undefined;
  }
}

function textFault(value: unknown): string | undefined {
  if (value === null || value === "") return "must be filled";
  if (typeof value !== "string") return "must be a string";
  return value.trim() === "" ? "cannot be blank" : undefined;
}

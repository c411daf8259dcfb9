/**
 * A judgement as SARIF 2.1.0, for code scanning and editors.
 *
 * SARIF 2.1.0 §3.13 (log), §3.19 (tool), §3.27 (result), §3.35 (suppression), §3.49 (rule).
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { catalogue, type Severity } from "../findings/catalogue.ts";
import type { FindingCode } from "../findings/code.ts";
import type { Finding, Location } from "../findings/finding.ts";
import { findingsOf, type Judgement } from "./judgement.ts";
import { documentPlace, rulePlace } from "./place.ts";
import { isInside, pathFromRoot, type SourceRoot } from "./source-root.ts";

export interface SarifTool {
  version: string;
  /** Where people read about it; absolute. */
  informationUri?: string | undefined;
}

/**
 * One run, its results in the order of the judgement, then those that the configuration ignores.
 * Ends with a line break.
 */
export function renderSarif(judgement: Judgement, root: SourceRoot, tool: SarifTool): string {
  const findings = findingsOf(judgement);
  const ignored = judgement.ignored ?? [];
  const codes = [...findings, ...ignored.map(({ finding }) => finding)].map(({ code }) => code);
  const rules = [...new Set(codes)].sort();
  // §3.27.23: either all results of a run say whether they are suppressed, or none does.
  const live = judgement.ignored === undefined ? undefined : [];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "concordat",
            version: tool.version,
            ...(tool.informationUri !== undefined && { informationUri: tool.informationUri }),
            rules: rules.map(ruleOf),
          },
        },
        // Without its URI, which differs from machine to machine: readers know where sources stand.
        originalUriBaseIds: { [ROOT_ID]: { description: { text: ROOT_TEXT } } },
        // §3.14.17: as findings count columns.
        columnKind: "utf16CodeUnits",
        results: [
          ...findings.map((finding) => resultOf(finding, rules, root, live)),
          ...ignored.map(({ finding, reason }) =>
            resultOf(finding, rules, root, [{ kind: "external", justification: reason }]),
          ),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const ROOT_ID = "SRCROOT";
const ROOT_TEXT =
  "The root of the sources: the folder that concordat ran in, or GITHUB_WORKSPACE around it.";

const LEVELS: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

function ruleOf(code: FindingCode): object {
  const { severity, title, mend, source } = catalogue[code];
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${mend}` },
    help: { text: `${mend}\nSource: ${source}` },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(
  finding: Finding,
  rules: readonly FindingCode[],
  root: SourceRoot,
  suppressions: readonly object[] | undefined,
): object {
  const { code, severity, message, service, operation, mend, fingerprint } = finding;
  const place = documentPlace(finding);
  const rule = rulePlace(finding);
  const properties = {
    ...(service !== undefined && { service }),
    ...(operation !== undefined && { operation }),
    ...("witness" in finding && { witness: finding.witness }),
    ...(finding.witnessAt !== undefined && { witnessAt: finding.witnessAt }),
    ...(finding.curl !== undefined && { curl: finding.curl }),
    ...(mend !== undefined && { mend }),
  };
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: LEVELS[severity],
    message: { text: plainText(message) },
    ...(place && { locations: [locationOf(place, root)] }),
    ...(rule && {
      relatedLocations: [
        { id: 1, message: { text: "the place that sets the rule" }, ...locationOf(rule, root) },
      ],
    }),
    partialFingerprints: { "concordat/v1": fingerprint },
    ...(suppressions !== undefined && { suppressions }),
    ...(Object.keys(properties).length > 0 && { properties }),
  };
}

function locationOf({ file, pointer, line, column }: Location, root: SourceRoot): object {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(file, root),
      region: { startLine: line, startColumn: column },
    },
    ...(pointer !== "" && { logicalLocations: [{ fullyQualifiedName: pointer }] }),
  };
}

// §3.4.3, §3.10.2: a URI has no `..`, so a file outside the root is named by its own.
function artifactOf(file: string, root: SourceRoot): object {
  const absolute = path.resolve(root.cwd, file);
  if (!isInside(root.root, absolute)) return { uri: pathToFileURL(absolute).href };
  const segments = pathFromRoot(root, file).split("/");
  return {
    uri: segments.map((each) => encodeURIComponent(each.toWellFormed())).join("/"),
    uriBaseId: ROOT_ID,
  };
}

// §3.11.5 asks for every brace to be doubled. Readers show a text without arguments as it stands,
// so only what they would take for a placeholder is; and what §3.11.6 would take for a link is not.
function plainText(message: string): string {
  return message.replace(/\{(\d+)\}/g, "{{$1}}").replaceAll("](", "] (");
}

/**
 * Which kind of document this is, and its contract.
 *
 * OpenAPI 3.1 #versions; AsyncAPI 3.0 #specVersion.
 */
import { createFinding, type Finding } from "../findings/finding.ts";
import { type DocumentSet, inside, isMapping, locationOf, rootPlace } from "../source/documents.ts";
import { readAsyncApi } from "./asyncapi.ts";
import type { ContractReading } from "./contract.ts";
import { readOpenApi } from "./openapi.ts";

const OPENAPI_READ = "concordat reads OpenAPI 3.0 and 3.1";

/**
 * The contract whose document is `uri`. Parts that cannot be understood are left out here and are
 * findings of `lintContract`.
 *
 * @param uri one of `documents.sources`
 */
export function readContract(documents: DocumentSet, uri: string): ContractReading {
  const source = documents.sources.get(uri);
  if (source === undefined) throw new Error(`${uri} is not among the documents`);
  if (source.value === undefined) return { faults: source.faults };
  const root = rootPlace(source);
  const { value } = root;
  if (!isMapping(value)) return { faults: [unknownFormat("its root is no object", root)] };
  if (value.swagger !== undefined) {
    return {
      faults: [
        refusal(
          "contract.swagger-2",
          `swagger: ${value.swagger}; ${OPENAPI_READ}`,
          root,
          "swagger",
        ),
      ],
    };
  }
  if (value.openapi !== undefined) {
    const version = versionOf(value.openapi);
    if (version === "3.0" || version === "3.1") {
      return { contract: readOpenApi(documents, root, version), faults: [] };
    }
    const message = `openapi: ${value.openapi}; ${OPENAPI_READ}`;
    return { faults: [refusal("contract.unknown-format", message, root, "openapi")] };
  }
  if (value.asyncapi !== undefined) {
    const version = versionOf(value.asyncapi);
    if (version?.startsWith("3.")) return { contract: readAsyncApi(documents, root), faults: [] };
    const code = /^[012]\./.test(version ?? "") ? "contract.asyncapi-2" : "contract.unknown-format";
    const message = `asyncapi: ${value.asyncapi}; concordat reads AsyncAPI 3`;
    return { faults: [refusal(code, message, root, "asyncapi")] };
  }
  return { faults: [unknownFormat("it has neither `openapi` nor `asyncapi`", root)] };
}

// `openapi: "3.0"` is seen in the wild; the patch level changes no meaning.
function versionOf(written: unknown): string | undefined {
  return /^(\d+\.\d+)(\.\d+)?(-[0-9A-Za-z.-]+)?$/.exec(String(written))?.[1];
}

function unknownFormat(reason: string, root: ReturnType<typeof rootPlace>): Finding {
  return createFinding({
    code: "contract.unknown-format",
    message: `the document is not recognised: ${reason}`,
    at: locationOf(root),
    identity: [],
  });
}

function refusal(
  code: "contract.swagger-2" | "contract.asyncapi-2" | "contract.unknown-format",
  message: string,
  root: ReturnType<typeof rootPlace>,
  key: string,
): Finding {
  return createFinding({
    code,
    message,
    at: locationOf(inside(root, key) ?? root),
    identity: [],
  });
}

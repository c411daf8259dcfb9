/**
 * The operations of a document as the specification has them, read without `src/`.
 *
 * OpenAPI 3.0 and 3.1 #path-item-object, #operation-object.
 */
import {
  at,
  type Documents,
  entriesAt,
  isObject,
  type Json,
  listAt,
  type Node,
} from "./documents.ts";

export interface BareParameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required: boolean;
  style: string;
  explode: boolean;
  allowEmptyValue: boolean;
  schema: Node | undefined;
  /** The media type, where the parameter is a document of one. */
  content: string | undefined;
}

export interface BareContent {
  /** The key of `content`. */
  type: string;
  schema: Node | undefined;
  hasExample: boolean;
}

export interface BareResponse {
  status: string;
  headers: string[];
  content: BareContent[];
}

export interface BareOperation {
  parameters: BareParameter[];
  body: { required: boolean; content: BareContent[] } | undefined;
  responses: BareResponse[];
}

/** @throws {NotJudged} */
export function bareOperation(
  documents: Documents,
  template: string,
  method: string,
): BareOperation | undefined {
  const entry = at(documents.root, "paths", template);
  const item = entry && documents.follow(entry);
  const operation = at(item, method.toLowerCase());
  if (item === undefined || operation === undefined) return undefined;
  const byKey = new Map<string, BareParameter>();
  for (const owner of [item, operation]) {
    for (const entry of listAt(owner, "parameters")) {
      const parameter = bareParameter(documents, documents.follow(entry));
      const { name, in: where } = parameter;
      const isReserved = where === "header" && /^(accept|content-type|authorization)$/i.test(name);
      if (!isReserved) byKey.set(`${where} ${name}`, parameter);
    }
  }
  const body = at(operation, "requestBody");
  const followed = body && documents.follow(body);
  return {
    parameters: [...byKey.values()],
    body: followed && {
      required: (followed.value as Json).required === true,
      content: contentOf(documents, followed),
    },
    responses: entriesAt(operation, "responses").map(([status, entry]) => {
      const response = documents.follow(entry);
      return {
        status: status.toUpperCase(),
        headers: entriesAt(response, "headers")
          .map(([name]) => name)
          .filter((name) => name.toLowerCase() !== "content-type"),
        content: contentOf(documents, response),
      };
    }),
  };
}

function bareParameter(documents: Documents, node: Node): BareParameter {
  const { name, in: where, required, style, explode, allowEmptyValue } = node.value as Json;
  const [content] = contentOf(documents, node);
  const isForm = where === "query" || where === "cookie";
  const used = typeof style === "string" ? style : isForm ? "form" : "simple";
  return {
    name: String(name),
    in: where as BareParameter["in"],
    required: required === true || where === "path",
    style: used,
    explode: typeof explode === "boolean" ? explode : used === "form",
    allowEmptyValue: allowEmptyValue === true,
    schema: content === undefined ? at(node, "schema") : content.schema,
    content: content?.type,
  };
}

function contentOf(documents: Documents, owner: Node): BareContent[] {
  return entriesAt(owner, "content").map(([type, entry]) => {
    const node = documents.follow(entry);
    const { example, examples } = isObject(node.value) ? node.value : {};
    const isShown = isObject(examples) && Object.keys(examples).length > 0;
    const hasExample = example !== undefined || isShown;
    return { type, schema: at(node, "schema"), hasExample };
  });
}

/** The response that a status stands for: exactly, by its range, or by default. */
export function responseFor(operation: BareOperation, status: number): BareResponse | undefined {
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, "DEFAULT"];
  for (const key of wanted) {
    const found = operation.responses.find((response) => response.status === key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The entry for a Content-Type: the same type, then its range, then the full one. */
export function contentFor(
  content: readonly BareContent[],
  contentType: string,
): BareContent | undefined {
  const sent = essenceOf(contentType);
  const [kind] = sent.split("/");
  for (const wanted of [sent, `${kind}/*`, "*/*"]) {
    const found = content.find(({ type }) => essenceOf(type) === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function essenceOf(contentType: string): string {
  return contentType.split(";", 1)[0]!.trim().toLowerCase();
}

export function isJsonType(contentType: string): boolean {
  return /^application\/json$|\+json$/.test(essenceOf(contentType));
}

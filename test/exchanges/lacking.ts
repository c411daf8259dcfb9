/**
 * Which declared properties a value lacks though its schema lets it have them.
 *
 * OpenAPI 3.1 #schema-object. A property is not missed where it is of the other direction, or
 * where no value for it is found that the whole accepts. Recursion is cut somewhere: before a
 * schema that is on the way already, and from the third level on before one that leads to itself.
 * Of a choice one branch is meant: the one whose properties are there.
 */
import { type BareSchemas, together } from "./bare-schemas.ts";
import {
  type Documents,
  entriesAt,
  isObject,
  isReference,
  listAt,
  type Node,
} from "./documents.ts";
import { edited } from "./edit.ts";
import { plainValues } from "./plain-values.ts";

/** Pointers of the properties, and of the lists that are empty though they need not be. */
export function lacking(schemas: BareSchemas, schema: Node, value: unknown): string[] {
  return missingIn({ schemas, root: schema, whole: value }, [schema], {
    value,
    pointer: "",
    way: [],
  });
}

interface Search {
  schemas: BareSchemas;
  root: Node;
  whole: unknown;
}

interface Place {
  value: unknown;
  pointer: string;
  /** The places of all schemas on the way here. */
  way: readonly string[];
}

function missingIn(search: Search, outer: readonly Node[], place: Place): string[] {
  const { schemas } = search;
  const { value, pointer } = place;
  const holding = outer.flatMap((schema) => holdingAt(schemas, schema, value));
  const way = [...place.way, ...holding.map(({ uri }) => uri)];
  if (Array.isArray(value)) {
    const items = holding.flatMap((schema) => entryOf(schema, "items"));
    if (items.length === 0) return [];
    if (value.length === 0) return isMissed(search, items, { pointer: `${pointer}/-`, way });
    return value.flatMap((item: unknown, index) =>
      missingIn(search, items, { value: item, pointer: `${pointer}/${index}`, way }),
    );
  }
  if (!isObject(value)) return [];
  const declared = new Map<string, Node[]>();
  for (const schema of holding) {
    for (const [name, property] of entriesAt(schema, "properties")) {
      declared.set(name, [...(declared.get(name) ?? []), property]);
    }
  }
  return [...declared].flatMap(([name, properties]) => {
    const inner = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (Object.hasOwn(value, name)) {
      if (properties.some(schemas.isHidden))
        return [`${inner}, but holds it for the other direction`];
      return missingIn(search, properties, { value: value[name], pointer: inner, way });
    }
    if (properties.some(schemas.isHidden)) return [];
    return isMissed(search, properties, { pointer: inner, way });
  });
}

function entryOf({ uri, value }: Node, key: string): Node[] {
  const held = isObject(value) ? value[key] : undefined;
  return isObject(held) ? [{ uri: `${uri}/${key}`, value: held }] : [];
}

/** The schemas that hold for a value at one place: behind `$ref`, in `allOf`, in branches it fits. */
export function holdingAt(schemas: BareSchemas, schema: Node, value: unknown): Node[] {
  const { documents } = schemas;
  const found = new Map<string, Node>();
  const open = [schema];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (found.has(node.uri) || !isObject(node.value)) continue;
    found.set(node.uri, node);
    if (isReference(node)) {
      open.push(documents.step(node));
      if (documents.version === "3.0") continue;
    }
    open.push(...listAt(node, "allOf"));
    for (const keyword of ["anyOf", "oneOf"]) {
      const fitting = listAt(node, keyword).filter(
        (branch) => schemas.refusal(branch, value) === undefined,
      );
      const missing = fitting.map((branch) => missingNames(documents, branch, value));
      const fewest = missing.indexOf(Math.min(...missing));
      if (fewest >= 0) open.push(fitting[fewest]!);
    }
  }
  return [...found.values()];
}

function missingNames(documents: Documents, branch: Node, value: unknown): number {
  if (!isObject(value)) return 0;
  return together(documents, branch)
    .flatMap((part) => entriesAt(part, "properties"))
    .filter(([name]) => !Object.hasOwn(value, name)).length;
}

function isMissed(
  { schemas, root, whole }: Search,
  properties: readonly Node[],
  { pointer, way }: { pointer: string; way: readonly string[] },
): string[] {
  const { documents } = schemas;
  const leads = properties.flatMap((property) => waysInto(documents, property));
  if (leads.some(({ uri }) => way.includes(uri))) return [];
  const isDeep = pointer.split("/").length > 3;
  if (isDeep && isCircle(documents, properties)) return [];
  const values = plainValues(schemas, properties);
  const fits = values.some(
    (value) => schemas.refusal(root, edited(whole, pointer, value)) === undefined,
  );
  return fits ? [pointer] : [];
}

/** Every place that a value of the property may enter: recursion may be cut before it. */
function waysInto(documents: Documents, schema: Node): Node[] {
  const seen = new Map<string, Node>();
  const open = [schema];
  for (let node = open.pop(); node !== undefined && seen.size < 5000; node = open.pop()) {
    if (!isObject(node.value) || seen.has(node.uri)) continue;
    seen.set(node.uri, node);
    open.push(...entered(documents, node));
  }
  return [...seen.values()];
}

function entered(documents: Documents, node: Node): Node[] {
  return [
    ...(isReference(node) ? [documents.step(node)] : []),
    ...["allOf", "anyOf", "oneOf"].flatMap((key) => listAt(node, key)),
    ...entryOf(node, "items"),
    ...entryOf(node, "additionalProperties"),
    ...entriesAt(node, "properties").map(([, property]) => property),
  ];
}

/** Whether one of the schemas leads to itself: by what is entered from each. */
function isCircle(documents: Documents, schemas: readonly Node[]): boolean {
  const state = new Map<string, "open" | "done">();
  const visit = (node: Node): boolean => {
    const known = state.get(node.uri);
    if (known !== undefined) return known === "open";
    state.set(node.uri, "open");
    const isOne = entered(documents, node).some((each) => isObject(each.value) && visit(each));
    state.set(node.uri, "done");
    return isOne;
  };
  return schemas.some(visit);
}

/**
 * Keywords about objects.
 *
 * 2020-12 core #properties and what follows it; validation #object.
 */

import { compilePattern, type Pattern } from "../pattern/pattern.ts";
import { isObject } from "../place.ts";
import { shown } from "../shown.ts";
import { invalid, unresolved } from "../violation.ts";
import { isAskedFor } from "./direction.ts";
import { evaluate, evaluateInside, type Node, type Rule } from "./evaluate.ts";
import { inner, type Keyword, type Keywords, malformed, sibling } from "./keyword.ts";
import { isCount } from "./keywords-string.ts";

const MANY_NAMES = 1000;

const properties: Keyword = (value, node, keyword) => {
  if (!isObject(value)) return malformed(node, keyword, "an object of schemas");
  const names = Object.keys(value);
  const nodes = names.map((name) => inner(node, keyword, name));
  // Names that every object inherits need the slower question.
  const isInherited = names.map((name) => name in Object.prototype);
  // Names that are not there are asked for, too: eight of them take as long as a schema, and of
  // very many each one does.
  const cost = names.length > MANY_NAMES ? names.length : names.length >> 3;
  return (instance, run) => {
    if (!isObject(instance)) return true;
    let holds = true;
    run.steps += cost;
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]!;
      if (isInherited[index] && !Object.hasOwn(instance, name)) continue;
      const member = instance[name];
      if (member === undefined) continue;
      run.evaluated?.names.push(name);
      if (evaluateInside(nodes[index]!, name, member, run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    return holds;
  };
};

const patternProperties: Keyword = (value, node, keyword) => {
  if (!isObject(value)) return malformed(node, keyword, "an object of schemas");
  const patterns = patternsOf(value);
  const nodes = patterns.map(({ source }) => inner(node, keyword, source));
  return (instance, run) => {
    if (!isObject(instance)) return true;
    let holds = true;
    for (const name of Object.keys(instance)) {
      for (let index = 0; index < patterns.length; index += 1) {
        const matches = patterns[index]!.test(name);
        if (matches === false) continue;
        run.evaluated?.names.push(name);
        const isValid =
          matches === undefined
            ? unresolved(run, node, keyword, unmatchable(patterns[index]!))
            : evaluateInside(nodes[index]!, name, instance[name], run);
        if (isValid) continue;
        if (run.violations === undefined) return false;
        holds = false;
      }
    }
    return holds;
  };
};

const additionalProperties: Keyword = (value, node, keyword) => {
  const declared = sibling(node, "properties");
  const names = new Set(isObject(declared) ? Object.keys(declared) : []);
  const byPattern = sibling(node, "patternProperties");
  // A pattern that cannot be run is told of by `patternProperties`; its names are not additional.
  const patterns = isObject(byPattern) ? patternsOf(byPattern) : [];
  const rest = restRule(value, inner(node, keyword), { node, keyword });
  return (instance, run) => {
    if (!isObject(instance)) return true;
    let holds = true;
    for (const name of Object.keys(instance)) {
      if (names.has(name) || patterns.some((pattern) => pattern.test(name) !== false)) continue;
      run.evaluated?.names.push(name);
      if (rest(name, instance[name], run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    return holds;
  };
};

/** Checks one member that is left over; where nothing may be, it says so in the words for that. */
export function restRule(
  value: unknown,
  rest: Node,
  { node, keyword }: { node: Node; keyword: string },
): (token: string | number, member: unknown, run: Parameters<Rule>[1]) => boolean {
  if (value !== false) return (token, member, run) => evaluateInside(rest, token, member, run);
  const problem = { node, keyword, wanted: "no others than it names", expected: false };
  return (token, member, run) => {
    if (run.violations === undefined) return false;
    const what = typeof token === "string" ? `the property ${shown(token)}` : `element ${token}`;
    run.path?.push(token);
    invalid(run, problem, member, `is ${what}`);
    run.path?.pop();
    return false;
  };
}

function patternsOf(value: Record<string, unknown>): Pattern[] {
  return Object.keys(value).map(compilePattern);
}

function unmatchable(pattern: Pattern): string {
  return `cannot be checked by ${shown(pattern.source)}: ${pattern.fault ?? "a name is too long"}`;
}

const propertyNames: Keyword = (_, node, keyword) => {
  const names = inner(node, keyword);
  return (instance, run) => {
    if (!isObject(instance)) return true;
    let holds = true;
    for (const name of Object.keys(instance)) {
      if (evaluateInside(names, name, name, run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    return holds;
  };
};

const required: Keyword = (value, node, keyword) => {
  if (!isNames(value)) return malformed(node, keyword, "a list of names");
  return requirement(value, node, { keyword, because: "" });
};

const dependentRequired: Keyword = (value, node, keyword) => {
  if (!isObject(value)) return malformed(node, keyword, "an object of lists of names");
  const fault = malformed(node, keyword, "an object of lists of names");
  const rules = Object.entries(value).map(([name, names]): Rule => {
    if (!isNames(names)) return fault;
    const rule = requirement(names, node, { keyword, because: `beside ${shown(name)}` });
    return (instance, run) => !hasMember(instance, name) || rule(instance, run);
  });
  return all(rules);
};

function requirement(
  names: readonly string[],
  node: Node,
  { keyword, because }: { keyword: string; because: string },
): Rule {
  const problem = {
    node,
    keyword,
    wanted: because === "" ? "it" : `it ${because}`,
    expected: names,
  };
  return (instance, run) => {
    if (!isObject(instance)) return true;
    let holds = true;
    run.steps += names.length >> 2;
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]!;
      if (hasMember(instance, name) || !isAskedFor(name, node, run)) continue;
      if (run.violations === undefined) return false;
      holds = invalid(run, problem, instance, `has no property ${shown(name)}`);
    }
    return holds;
  };
}

function hasMember(instance: unknown, name: string): boolean {
  // A member that is undefined would not survive being written as JSON.
  return isObject(instance) && Object.hasOwn(instance, name) && instance[name] !== undefined;
}

const dependentSchemas: Keyword = (value, node, keyword) => {
  if (!isObject(value)) return malformed(node, keyword, "an object of schemas");
  return all(Object.keys(value).map((name) => dependentSchema(node, keyword, name)));
};

function dependentSchema(node: Node, keyword: string, name: string): Rule {
  const dependent = inner(node, keyword, name);
  return (instance, run) => !hasMember(instance, name) || evaluate(dependent, instance, run);
}

// Of the drafts before 2019-09; 2020-12 keeps it for compatibility.
const dependencies: Keyword = (value, node, keyword) => {
  if (!isObject(value)) return malformed(node, keyword, "an object");
  const fault = malformed(node, keyword, "an object of lists of names");
  const rules = Object.entries(value).map(([name, dependency]): Rule => {
    if (!Array.isArray(dependency)) return dependentSchema(node, keyword, name);
    if (!isNames(dependency)) return fault;
    const rule = requirement(dependency, node, { keyword, because: `beside ${shown(name)}` });
    return (instance, run) => !hasMember(instance, name) || rule(instance, run);
  });
  return all(rules);
};

function all(rules: readonly Rule[]): Rule {
  return (instance, run) => {
    let holds = true;
    for (const rule of rules) {
      if (rule(instance, run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    return holds;
  };
}

function size(words: string, holds: (count: number, limit: number) => boolean): Keyword {
  return (value, node, keyword) => {
    if (!isCount(value)) return malformed(node, keyword, "a count");
    const noun = value === 1 ? "property" : "properties";
    const problem = { node, keyword, wanted: `${value} ${noun} or ${words}`, expected: value };
    return (instance, run) => {
      if (!isObject(instance)) return true;
      const count = Object.keys(instance).length;
      return holds(count, value) || invalid(run, problem, instance, `has ${count}`);
    };
  };
}

/** Whether a value is a list of texts. */
export function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

/** By keyword. */
export const objectKeywords: Keywords = new Map([
  ["required", required],
  ["minProperties", size("more", (count, limit) => count >= limit)],
  ["maxProperties", size("less", (count, limit) => count <= limit)],
  ["propertyNames", propertyNames],
  ["dependentRequired", dependentRequired],
  ["properties", properties],
  ["patternProperties", patternProperties],
  ["additionalProperties", additionalProperties],
  ["dependentSchemas", dependentSchemas],
  ["dependencies", dependencies],
]);

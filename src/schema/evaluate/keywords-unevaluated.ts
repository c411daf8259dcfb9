/**
 * What no other keyword has looked at.
 *
 * 2020-12 core #unevaluatedItems, #unevaluatedProperties.
 */

import { isObject } from "../place.ts";
import { inner, type Keyword, type Keywords } from "./keyword.ts";
import { restRule } from "./keywords-object.ts";

const unevaluatedProperties: Keyword = (value, node, keyword) => {
  const rest = restRule(value, inner(node, keyword), { node, keyword });
  return (instance, run) => {
    const { evaluated } = run;
    if (evaluated === undefined || evaluated.hasAllNames || !isObject(instance)) return true;
    // While a failed alternative is being explained, what it covers is anyone's guess.
    if (evaluated.isUnsure) return true;
    const known = new Set(evaluated.names);
    let holds = true;
    for (const name of Object.keys(instance)) {
      if (known.has(name) || rest(name, instance[name], run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    evaluated.hasAllNames = true;
    return holds;
  };
};

const unevaluatedItems: Keyword = (value, node, keyword) => {
  const rest = restRule(value, inner(node, keyword), { node, keyword });
  return (instance, run) => {
    const { evaluated } = run;
    if (evaluated === undefined || evaluated.isUnsure || !Array.isArray(instance)) return true;
    const known = new Set(evaluated.indices);
    let holds = true;
    for (let index = evaluated.items; index < instance.length; index += 1) {
      if (known.has(index) || rest(index, instance[index], run)) continue;
      if (run.violations === undefined) return false;
      holds = false;
    }
    evaluated.items = instance.length;
    return holds;
  };
};

/** By keyword. They come after all others. */
export const unevaluatedKeywords: Keywords = new Map([
  ["unevaluatedItems", unevaluatedItems],
  ["unevaluatedProperties", unevaluatedProperties],
]);

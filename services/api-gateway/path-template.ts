/**
 * The path of a backend, its variables filled: `/orders?userId={userId}&limit=5`.
 */

/**
 * @param bind what a variable stands for, not encoded
 * @throws {Error} where nothing binds a variable, or where its value would lead to another path
 */
export function fillPath(template: string, bind: (name: string) => string | undefined): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string, offset: number) => {
    const value = bind(name);
    if (value === undefined) throw new Error(`nothing binds {${name}} of ${template}`);
    // A URL parser takes these segments as steps through the path, even percent-encoded.
    const isInPath = !template.slice(0, offset).includes("?");
    if (isInPath && (value === "" || value === "." || value === "..")) {
      throw new Error(`"${value}" cannot stand for {${name}} of ${template}`);
    }
    return encodeURIComponent(value);
  });
}

/**
 * The name by which the resource that a path makes is known: `orderId` of `/orders`.
 * concordat binds `{orderId}` of a compensation to the `id` of what `POST /orders` answered.
 */
export function idNameOf(path: string): string {
  const collection = path
    .split("?", 1)[0]!
    .split("/")
    .findLast((segment) => segment !== "" && !segment.includes("{"));
  return `${(collection ?? "").replace(/ies$/, "y").replace(/([^s])s$/, "$1")}Id`;
}

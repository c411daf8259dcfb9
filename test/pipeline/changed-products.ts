/** What the branch makes of the answers of product-service. */

/** `renamed`: `price` is called `unitPrice`; `both`: it has both names, for now. */
export type Change = "renamed" | "both";

export async function changedProducts(answer: Response): Promise<Response> {
  const change = process.env.CONCORDAT_PIPELINE_CHANGE as Change | undefined;
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  if (change === undefined || !isJson) return answer;
  const text = JSON.stringify(changed(await answer.json(), change));
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new Response(text, { status: answer.status, headers });
}

function changed(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((each) => changed(each, change));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const after = changed(inner, change);
    if (name !== "price") return [[name, after]];
    return change === "both"
      ? [
          [name, after],
          ["unitPrice", after],
        ]
      : [["unitPrice", after]];
  });
  return Object.fromEntries(entries);
}

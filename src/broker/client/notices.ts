/**
 * What a broker says to people, beside what it answers.
 */

export interface Notice {
  /** `success`, `debug`, `info`, `prompt`, `warning`, `error`, `danger`; others may come. */
  type: string;
  text: string;
}

/** The `notices` of an answer; those without a text are left out. */
export function noticesOf(body: unknown): Notice[] {
  const notices = memberOf(body, "notices");
  if (!Array.isArray(notices)) return [];
  return notices.flatMap((each) => {
    const [type, text] = [memberOf(each, "type"), memberOf(each, "text")];
    if (typeof text !== "string") return [];
    return [{ type: typeof type === "string" ? type : "info", text }];
  });
}

/** The `errors` of an answer: a list, sentences by member, or one `error`. */
export function errorsOf(body: unknown): string[] {
  const found = [memberOf(body, "errors"), memberOf(body, "error")].flatMap((each) => lines(each));
  return [...new Set(found)];
}

function lines(errors: unknown, name = ""): string[] {
  if (typeof errors === "string") return [name === "" ? errors : `${name}: ${errors}`];
  if (Array.isArray(errors)) return errors.flatMap((each) => lines(each, name));
  if (!isObject(errors)) return [];
  // RFC 9457, and the official broker's own errors where it failed.
  const { message } = errors;
  if (typeof message === "string") return lines(message, name);
  return Object.entries(errors).flatMap(([member, value]) =>
    lines(value, name === "" ? member : `${name}.${member}`),
  );
}

export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

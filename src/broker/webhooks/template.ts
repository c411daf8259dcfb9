/** Texts with places for what happened: `${pactbroker.consumerName}`. */

/** By name, without `pactbroker.`. */
export type TemplateParameters = Readonly<Record<string, string>>;

const PLACE = /\$\{pactbroker\.([^}]+)\}/g;

/** Places that nobody knows stay as they are. */
export function renderTemplate(
  template: string,
  parameters: TemplateParameters,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replaceAll(PLACE, (place, name: string) =>
    Object.hasOwn(parameters, name) ? encode(parameters[name]!) : place,
  );
}

/** A body that is JSON stays JSON, whatever the names of branches. */
export function renderBody(template: string, parameters: TemplateParameters): string {
  return isJson(template)
    ? renderTemplate(template, parameters, (value) => JSON.stringify(value).slice(1, -1))
    : renderTemplate(template, parameters);
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether `value` is all places, but for a word before them such as `Bearer`. */
export function isOnlyTemplate(value: string): boolean {
  return /^(\w+ )?(\$\{[^}]+\})+$/.test(value);
}

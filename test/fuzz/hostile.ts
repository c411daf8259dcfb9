/**
 * What people who mean no good, and editors that fail, put into documents.
 *
 * By name, so that a case stays short to read and shrinks to what stands first.
 */
import fc from "fast-check";

/** JSON, or nearly: numbers that no double holds, and depths that no stack holds. */
export const VALUES: ReadonlyMap<string, string> = new Map([
  ["null", "null"],
  ["true", "true"],
  ["false", "false"],
  ["0", "0"],
  ["-0", "-0"],
  ["1", "1"],
  ["-1", "-1"],
  ["1.5", "1.5"],
  ["1e999", "1e999"],
  ["-1e999", "-1e999"],
  ["1e-400", "1e-400"],
  ["1e308", "1e308"],
  ["2^53", "9007199254740993"],
  ["2^31", "2147483648"],
  ["1e9", "1000000000"],
  ["100 digits", "9".repeat(100)],
  ["20000 digits", "9".repeat(20_000)],
  ["empty text", '""'],
  ["text", '"a"'],
  ["number in text", '"3"'],
  ["NUL", '"\\u0000"'],
  ["CRLF", '"a\\r\\nInjected: yes"'],
  ["lone surrogate", '"\\ud800"'],
  ["emoji", '"😀"'],
  ["template", '"{a}{b"'],
  ["pointer", '"#/components/schemas/A"'],
  ["broken percent", '"%E0%A4%A"'],
  ["huge text", `"${"a".repeat(100_000)}"`],
  ["huge emoji", `"${"😀".repeat(20_000)}"`],
  ["empty list", "[]"],
  ["list of null", "[null]"],
  ["list of text", '["a"]'],
  ["list of list", "[[]]"],
  ["list of object", "[{}]"],
  ["huge list", `[${"0,".repeat(50_000)}0]`],
  ["giant list", `[${"0,".repeat(150_000)}0]`],
  ["giant list of objects", `[${"{},".repeat(150_000)}{}]`],
  ["huge list of text", `[${Array.from({ length: 20_000 }, (_, at) => `"v${at}"`).join()}]`],
  ["huge list of objects", `[${"{},".repeat(5000)}{}]`],
  ["empty object", "{}"],
  ["object", '{"a":1}'],
  ["object of null", '{"a":null}'],
  ["object of object", '{"a":{"a":{}}}'],
  ["huge object", `{${Array.from({ length: 5000 }, (_, at) => `"k${at}":{}`).join()}}`],
  ["prototype", '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
  ["empty name", '{"":{"":{}}}'],
  ["nested 100", nested(100)],
  ["nested 490", nested(490)],
  ["nested 600", nested(600)],
  ["nested 100000", nested(100_000)],
  ["objects nested 400", `${'{"a":'.repeat(400)}1${"}".repeat(400)}`],
  ["allOf nested 240", `${'{"allOf":['.repeat(240)}{}${"]}".repeat(240)}`],
  [
    "items nested 400",
    `${'{"type":"array","minItems":1,"items":'.repeat(400)}{}${"}".repeat(400)}`,
  ],
  ["not nested 400", `${'{"not":'.repeat(400)}{}${"}".repeat(400)}`],
  ["type", '{"type":"string"}'],
  ["types", '{"type":["string","null","object"]}'],
  ["type list", '{"type":[]}'],
  ["pattern", '{"type":"string","pattern":"^(a+)+$","minLength":60}'],
  ["pattern of many", '{"type":"string","pattern":"^(([a-z])+.)+[A-Z]([a-z])+$"}'],
  ["pattern repeated", '{"type":"string","pattern":"^(a{1,1000}){1,1000}$"}'],
  ["pattern of lookaheads", '{"pattern":"^(?=.*a)(?=.*b)(?=.*c)(?=.*d)(?!.*e).{4,}$"}'],
  ["pattern and back", '{"pattern":"^(a+)\\\\1b(?<=ab)$","type":"string"}'],
  ["enum without values", '{"enum":[]}'],
  ["long minLength", '{"type":"string","minLength":1000000000}'],
  ["many minItems", '{"type":"array","minItems":100000000,"items":{"type":"integer"}}'],
  ["many minItems of items", `{"type":"array","minItems":5000,"items":${wide(8)}}`],
  ["many minProperties", '{"type":"object","minProperties":10000000}'],
  [
    "unique booleans",
    '{"type":"array","minItems":5,"uniqueItems":true,"items":{"type":"boolean"}}',
  ],
  ["multipleOf", '{"type":"number","multipleOf":1e-300,"minimum":0.1,"maximum":0.2}'],
  ["multipleOf huge", '{"type":"integer","multipleOf":1e300,"minimum":1}'],
  ["bounds crossed", '{"type":"integer","minimum":5,"maximum":4}'],
  ["oneOf of the same", '{"oneOf":[{"type":"string"},{"type":"string"}]}'],
  ["reference to all", '{"$ref":"#"}'],
  ["discriminator", '{"oneOf":[{"$ref":"#"}],"discriminator":{"propertyName":"__proto__"}}'],
]);

function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

function wide(names: number): string {
  const properties = Array.from({ length: names }, (_, at) => `"p${at}":{"type":"string"}`);
  return `{"type":"object","properties":{${properties.join()}}}`;
}

/** Names of properties, paths, headers and whatever else authors name. */
export const NAMES: ReadonlyMap<string, string> = new Map([
  ["a", "a"],
  ["__proto__", "__proto__"],
  ["constructor", "constructor"],
  ["prototype", "prototype"],
  ["toString", "toString"],
  ["hasOwnProperty", "hasOwnProperty"],
  ["empty", ""],
  ["space", " "],
  ["0", "0"],
  ["-1", "-1"],
  ["$ref", "$ref"],
  ["$id", "$id"],
  ["x-", "x-"],
  ["default", "default"],
  ["2XX", "2XX"],
  ["000", "000"],
  ["101", "101"],
  ["999", "999"],
  ["~1", "~1"],
  ["~", "~"],
  ["%2F", "%2F"],
  ["%", "%"],
  ["/", "/"],
  ["//", "//"],
  ["/..", "/../{a}"],
  ["/{a}{b}", "/{a}{b}"],
  ["/{", "/{a"],
  ["/{}", "/{}"],
  ["/many", `/${"{a}-".repeat(40)}`],
  ["/long", "/a".repeat(5000)],
  ["template", "{a}"],
  ["emoji", "😀"],
  ["NUL", "\u0000"],
  ["line", "a\r\nb: c"],
  ["separator", "\u2028"],
  ["lone surrogate", "\ud800"],
  ["quotes", "\"'`\\"],
  ["comment", "*/"],
  ["brackets", "a[b][]"],
  ["type", "application/json"],
  ["range", "*/*"],
  ["type with parameter", 'text/plain; charset="utf-8"; a=b'],
  ["no type", "json"],
  ["10 kB", "n".repeat(10_000)],
]);

/** What a `$ref` or a mapping may say. */
export const REFERENCES: ReadonlyMap<string, string> = new Map([
  ["all", "#"],
  ["empty", ""],
  ["nothing", "#/nothing/there"],
  ["anchor", "#anchor"],
  ["no fragment pointer", "#a/b"],
  ["broken percent", "#/%E0%A4%A"],
  ["broken escape", "#/a~2b"],
  ["prototype", "#/__proto__"],
  ["constructor", "#/constructor/prototype"],
  ["length", "#/paths/length"],
  ["this folder", "."],
  ["outside", "../../../../etc/passwd"],
  ["device", "/dev/zero"],
  ["remote", "https://example.com/openapi.yaml#/a"],
  ["mail", "mailto:a@example.com"],
  ["data", "data:application/json,{}"],
  ["host", "//host/share#/a"],
  ["encoded slash", "a%2Fb.yaml"],
  ["NUL", "a\u0000b"],
  ["no URI", "http://[::1"],
  ["long", `#/${"a/".repeat(20_000)}`],
]);

/** YAML that stands after a key: aliases, anchors, merges, tags, unusual scalars. */
export const YAML: ReadonlyMap<string, string> = new Map([
  ["nothing", ""],
  ["null", "~"],
  ["alias", "*a"],
  ["anchor", "&a {b: *a}"],
  ["anchor without value", "&a"],
  ["anchored list", "&a [*a, *a]"],
  ["bomb", bomb(9)],
  ["deep bomb", bomb(60)],
  ["merge of itself", "&a {<<: *a, b: 1}"],
  ["merge of a text", "{<<: text}"],
  ["merge of a list", "{<<: [{a: 1}, {b: 2}]}"],
  ["merge of prototype", "{<<: {__proto__: {polluted: true}}}"],
  ["prototype", "{__proto__: {polluted: true}, constructor: {prototype: {polluted: true}}}"],
  ["binary", "!!binary aGk="],
  ["set", "!!set {a, b}"],
  ["ordered map", "!!omap [a: 1]"],
  ["timestamp", "2001-12-14t21:59:43.10-05:00"],
  ["function", "!!js/function 'function () {}'"],
  ["unknown tag", "!unknown {a: 1}"],
  ["infinity", ".inf"],
  ["not a number", ".nan"],
  ["octal", "0o17"],
  ["hexadecimal", "0xFFFFFFFFFFFFFFFFFFFF"],
  ["sexagesimal", "190:20:30"],
  ["merged number", "1_000"],
  ["list as key", "{[a, b]: c}"],
  ["object as key", "{{a: b}: c}"],
  ["null as key", "{~: a, null: b}"],
  ["number as key", "{1: a, 1.0: b, 01: c}"],
  ["block", "|\n      a\n     b"],
  ["folded", ">-99"],
  ["unclosed", "[a, {b: 'c"],
  ["tab", "\t\ta"],
  ["document", "\n---\na: 1\n"],
  ["end", "\n...\n%YAML 9.9\n"],
  ["directive", "\n%TAG ! tag:example.com,2000:\n---\n"],
  ["byte order mark", "\ufeffa"],
  ["nested", `${"[".repeat(3000)}`],
  ["nested block", Array.from({ length: 600 }, (_, at) => `\n${" ".repeat(at)}- a:`).join("")],
  ["dashes", "- - - - -"],
  ["question", "? ? ? a"],
  ["quote", '"\\x41\\u263A\\U0001F600\\z"'],
]);

// Every level names the one before it ten times: YAML 1.2 #anchors-and-aliases.
function bomb(levels: number): string {
  const lists = Array.from({ length: levels }, (_, at) => {
    const before = at === 0 ? "a" : `*l${at - 1}`;
    return `&l${at} [${Array.from({ length: 10 }, () => before).join(", ")}]`;
  });
  return `[${lists.join(", ")}]`;
}

/** One of a table's names. */
export function oneOf(table: ReadonlyMap<string, string>): fc.Arbitrary<string> {
  return fc.constantFrom(...table.keys());
}

/**
 * Bodies of requests that no client should send, and types that they claim to be of.
 */
const DEEP = 100_000;

/** By name; made when asked for, as some are large. */
export const BODIES: ReadonlyMap<string, () => string | Uint8Array> = new Map<
  string,
  () => string | Uint8Array
>([
  ["none", () => ""],
  ["object", () => '{"a":"b","kind":"thing"}'],
  ["list", () => "[1,null,{}]"],
  ["text", () => '"a"'],
  ["null", () => "null"],
  ["cut", () => '{"a":{"b":[1,2'],
  ["garbage", () => Uint8Array.from({ length: 300 }, (_, at) => (at * 7919) % 256)],
  ["zeroes", () => new Uint8Array(1000)],
  ["17 MiB", () => new Uint8Array(17 * 1024 * 1024)],
  ["no UTF-8", () => Uint8Array.from([0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22])],
  ["byte order mark", () => '\ufeff{"a":1}'],
  ["UTF-16", () => Buffer.from('{"a":1}', "utf16le")],
  ["lone surrogate", () => '{"a":"\\ud800"}'],
  ["deep lists", () => "[".repeat(DEEP) + "]".repeat(DEEP)],
  ["deep lists, unclosed", () => "[".repeat(DEEP)],
  ["deep objects", () => `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`],
  ["deep children", () => `${'{"name":"a","children":['.repeat(2000)}${"]}".repeat(2000)}`],
  ["1e400", () => '{"a":1e400,"b":-1e400,"c":1e-400}'],
  ["digits", () => `{"b":${"9".repeat(DEEP)}}`],
  ["decimals", () => `{"b":0.${"1".repeat(DEEP)}}`],
  ["prototype", () => '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
  ["same key", () => `{${'"a":1,'.repeat(5000)}"a":"b"}`],
  ["many keys", () => `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":0`).join()}}`],
  ["many items", () => `[${"0,".repeat(DEEP)}0]`],
  ["long text", () => `{"a":"${"a".repeat(1_000_000)}"}`],
  ["pattern's enemy", () => `{"when":"${"0-".repeat(50_000)}","a":"${"a".repeat(50_000)}!"}`],
  ["xml", () => '<n:node xmlns:n="https://example.com/n" name="a"><children/></n:node>'],
  ["xml entities", () => xmlBomb(10)],
  ["xml outside entity", () => '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
  ["xml parameter entity", () => '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://[::1]/"> %x;]><a/>'],
  ["xml deep", () => "<a>".repeat(DEEP) + "</a>".repeat(DEEP)],
  ["xml deep, unclosed", () => "<a>".repeat(DEEP)],
  [
    "xml attributes",
    () => `<a ${Array.from({ length: 5000 }, (_, at) => `b${at}="1"`).join(" ")}/>`,
  ],
  ["xml same attribute", () => `<a ${'b="1" '.repeat(5000)}/>`],
  ["xml namespaces", () => `<a ${'xmlns:b="c" '.repeat(5000)}/>`],
  ["xml characters", () => "<a>&#0;&#x110000;&#xD800;&amp;&unknown;&#99999999999;</a>"],
  ["xml pieces", () => `<a>${"<!---->".repeat(5000)}${"<![CDATA[]]>".repeat(5000)}<?b?></a>`],
  ["xml open", () => `<a ${"<!--".repeat(20_000)}`],
  ["xml open CDATA", () => `<a>${"<![CDATA[".repeat(20_000)}`],
  ["xml prototype", () => '<a __proto__="b"><constructor/><__proto__><b/></__proto__></a>'],
  ["xml items", () => `<n:node name="a">${"<children><name/></children>".repeat(10_000)}</n:node>`],
  ["form", () => "a=1&b=2&kind=thing"],
  ["form percent", () => "a=%&b=%E0%A4&%=%zz&c=%00&=&==&&&+=+"],
  ["form pairs", () => "a=1&".repeat(50_000)],
  ["form names", () => Array.from({ length: 20_000 }, (_, at) => `k${at}=`).join("&")],
  ["form deep", () => `a${"[b]".repeat(20_000)}=1`],
  ["form brackets", () => `a${"[".repeat(20_000)}=1&a]=2&[a=3&a[=4&a[]b=5`],
  [
    "form prototype",
    () => "__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype]=1",
  ],
  ["form plus", () => "+".repeat(DEEP)],
  ["multipart", () => part('form-data; name="file"; filename="a"', "a")],
  ["multipart parts", () => parts(10_000, (at) => `form-data; name="p${at}"`)],
  ["multipart same part", () => parts(5000, () => 'form-data; name="list"')],
  ["multipart without end", () => '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
  ["multipart without head", () => "--b\r\n\r\n\r\n--b--"],
  ["multipart headers", () => `--b\r\n${"X: 1\r\n".repeat(20_000)}\r\n1\r\n--b--`],
  ["multipart long header", () => `--b\r\nX: ${"1".repeat(DEEP)}\r\n\r\n1\r\n--b--`],
  ["multipart line feeds", () => '--b\nContent-Disposition: form-data; name="a"\n\n1\n--b--'],
  ["multipart dashes", () => "-".repeat(DEEP)],
  ["multipart boundaries", () => "--b\r\n".repeat(20_000)],
  ["multipart prototype", () => part('form-data; name="__proto__"', '{"polluted":1}')],
  ["multipart no name", () => part("form-data", "1") + part('attachment; name="a', "1")],
  ["multipart quotes", () => part(`form-data; name="${'\\"'.repeat(20_000)}"`, "1")],
  ["multipart star", () => part("form-data; name*=utf-8''%E0%A4%A; filename*=x'y", "1")],
  [
    "multipart nested",
    () => part('form-data; name="meta"\r\nContent-Type: multipart/mixed', "--b"),
  ],
  ["csv", () => `a,b\n"${'""'.repeat(20_000)}`],
]);

function xmlBomb(levels: number): string {
  const entities = Array.from({ length: levels }, (_, at) => {
    return `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`;
  });
  return `<!DOCTYPE a [<!ENTITY e0 "ha">${entities.join("")}]><a>&e${levels};</a>`;
}

function part(disposition: string, content: string): string {
  return `--b\r\nContent-Disposition: ${disposition}\r\n\r\n${content}\r\n--b--\r\n`;
}

function parts(count: number, disposition: (at: number) => string): string {
  const each = (at: number) => `--b\r\nContent-Disposition: ${disposition(at)}\r\n\r\n${at}\r\n`;
  return `${Array.from({ length: count }, (_, at) => each(at)).join("")}--b--\r\n`;
}

/** Values of Content-Type; the empty one is not sent. */
export const TYPES: readonly string[] = [
  "application/json",
  "application/xml",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=b",
  "text/plain",
  "",
  "application/problem+json; charset=utf-16",
  "application/json; charset=nothing",
  'application/json; charset="',
  "application/vnd.a+json;;;=;a",
  "text/xml; charset=iso-8859-1",
  "text/csv",
  "multipart/form-data",
  'multipart/form-data; boundary=""',
  `multipart/form-data; boundary=${"b".repeat(1000)}`,
  "multipart/form-data; boundary=b; boundary=c",
  "multipart/mixed; boundary=b",
  "application/octet-stream",
  "image/png",
  "*/*",
  "application/*",
  "/",
  "json",
  "\u00e9/\u00ff",
  "application/json, application/json",
  `text/plain; ${"a=b; ".repeat(500)}`,
  `text/plain; a="${"\\".repeat(3001)}`,
];

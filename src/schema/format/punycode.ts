/**
 * Text of any script in letters, digits and hyphens: RFC 3492, with the parameters of its §5.
 */

const base = 36;
const skew = 38;
const damp = 700;
const thresholdMin = 1;
const thresholdMax = 26;
const initialBias = 72;
const initialCode = 128;

/** The text that `encoded` stands for, or undefined where it stands for none. */
export function decodePunycode(encoded: string): string | undefined {
  const hyphen = encoded.lastIndexOf("-");
  const output = hyphen > 0 ? Array.from(encoded.slice(0, hyphen), codeOf) : [];
  let code = initialCode;
  let bias = initialBias;
  let place = 0;
  let index = hyphen > 0 ? hyphen + 1 : 0;
  while (index < encoded.length) {
    const before = place;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitOf(encoded[index]);
      index += 1;
      if (digit === undefined) return undefined;
      place += digit * weight;
      const threshold = thresholdAt(k, bias);
      if (digit < threshold) break;
      weight *= base - threshold;
      if (weight > 2 ** 40) return undefined;
    }
    const length = output.length + 1;
    bias = adapt(place - before, length, before === 0);
    code += Math.floor(place / length);
    place %= length;
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    output.splice(place, 0, code);
    place += 1;
  }
  return String.fromCodePoint(...output);
}

/** `text` in punycode, without a prefix. */
export function encodePunycode(text: string): string {
  const codes = Array.from(text, codeOf);
  const basic = codes.filter((code) => code < initialCode);
  let output = String.fromCharCode(...basic);
  if (basic.length > 0) output += "-";
  let handled = basic.length;
  let code = initialCode;
  let bias = initialBias;
  let delta = 0;
  while (handled < codes.length) {
    const next = Math.min(...codes.filter((candidate) => candidate >= code));
    delta += (next - code) * (handled + 1);
    code = next;
    for (const each of codes) {
      if (each < code) delta += 1;
      if (each !== code) continue;
      output += writeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    code += 1;
  }
  return output;
}

function writeDelta(delta: number, bias: number): string {
  let text = "";
  let rest = delta;
  for (let k = base; ; k += base) {
    const threshold = thresholdAt(k, bias);
    if (rest < threshold) return text + rest.toString(base).replace(/./, letterOf);
    const digit = threshold + ((rest - threshold) % (base - threshold));
    text += letterOf(digit.toString(base));
    rest = Math.floor((rest - threshold) / (base - threshold));
  }
}

// Punycode counts a to z and then 0 to 9; parseInt and toString the other way round.
function letterOf(digit: string): string {
  const value = Number.parseInt(digit, base);
  return value < 26 ? String.fromCharCode(97 + value) : String(value - 26);
}

function digitOf(letter: string | undefined): number | undefined {
  if (letter === undefined) return undefined;
  if (/[a-z]/i.test(letter)) return letter.toLowerCase().charCodeAt(0) - 97;
  return /[0-9]/.test(letter) ? Number(letter) + 26 : undefined;
}

function codeOf(letter: string): number {
  return letter.codePointAt(0)!;
}

function thresholdAt(k: number, bias: number): number {
  return Math.min(Math.max(k - bias, thresholdMin), thresholdMax);
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? damp : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  while (rest > ((base - thresholdMin) * thresholdMax) / 2) {
    rest = Math.floor(rest / (base - thresholdMin));
    k += base;
  }
  return k + Math.floor(((base - thresholdMin + 1) * rest) / (rest + skew));
}

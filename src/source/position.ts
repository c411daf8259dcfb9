/**
 * Where an offset of a text stands: line and column, both from 1.
 *
 * Lines end with LF, CR LF or CR, as in YAML 1.2 #line-break-characters; columns count
 * UTF-16 code units, as editors do.
 */
export interface Position {
  line: number;
  column: number;
}

/** The offset at which each line starts. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { 0: lineBreak, index } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + lineBreak.length);
  }
  return starts;
}

export function positionOf(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

/** The same without the line starts, by counting up to `offset`. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let at = 0; at < offset; at += 1) {
    const code = text.charCodeAt(at);
    // The second half of CR LF ends the line.
    if (code !== 0x0a && (code !== 0x0d || text.charCodeAt(at + 1) === 0x0a)) continue;
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

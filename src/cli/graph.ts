/**
 * `concordat graph`: the edges between services.
 */
import { loadPacts } from "../load/load-pacts.ts";
import { graphToDot } from "../pages/dot.ts";
import { graphToMermaid } from "../pages/mermaid.ts";
import { discoverEdges } from "../system/discover-edges.ts";
import { graphOf } from "../system/graph.ts";
import { configurationOf, systemOf } from "./configuration.ts";
import { findingLine } from "./finding-line.ts";
import type { ExitCode, Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { writeResult } from "./output.ts";

export async function graph(options: CommonOptions, io: Io): Promise<ExitCode> {
  const loaded = await configurationOf(options, io);
  const system = await systemOf(loaded, options, io, await loadPacts(loaded, io.cwd));
  const { findings } = discoverEdges(system);
  for (const finding of findings) io.stderr(`${findingLine(finding, finding.at)}\n`);
  const result = graphOf(system);
  const render = options.format === "dot" ? graphToDot : graphToMermaid;
  await writeResult(result, () => render(result), options, io);
  // An edge that cannot be read is missing from the picture.
  return options.strict && findings.length > 0 ? 1 : 0;
}

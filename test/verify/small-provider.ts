/**
 * A provider for tests: `GET /pets/{id}` of the pets that provider states made.
 *
 * PORT where it listens; PLAN what it does otherwise; LOG a file that it tells what happens; TOLD a URL
 * that it asks once the pact's request has come.
 */
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

const { PORT, PLAN, LOG, TOLD } = process.env;
const pets = new Map<string, { id: string; name: unknown }>();

function log(line: string): void {
  if (LOG !== undefined) appendFileSync(LOG, `${line}\n`);
}

log("started");
if (PLAN === "ends") {
  process.stderr.write("\u001b[31mno database\u001b[0m\n");
  process.exit(7);
}
if (PLAN === "through another") {
  // As `npm start` does: what listens is a process below this one.
  const { PLAN: _, ...env } = process.env;
  spawn(process.execPath, [import.meta.filename], { env, stdio: "inherit" });
}
if (PLAN === "ignores SIGTERM") process.on("SIGTERM", () => log("asked to end"));
else process.on("SIGTERM", () => process.exit(log("ended") ?? 0));

const server = createServer((request, response) => void answer(request, response));
if (PLAN !== "through another") server.listen(Number(PORT), "127.0.0.1", () => log("listens"));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  if (PLAN === "hangs") return;
  const path = request.url ?? "";
  if (path === "/health") {
    response.writeHead(PLAN === "is not healthy" ? 503 : 204).end();
  } else if (path === "/_states") {
    log(`state ${body}`);
    const { action, params } = JSON.parse(body);
    if (action === "setup") pets.set(params.id, { id: params.id, name: PLAN ?? "Rex" });
    else pets.delete(params.id);
    response.end();
  } else if (path.startsWith("/pets/")) {
    log(`${request.method} ${path} ${request.headers.authorization ?? "without a token"} ${body}`);
    if (TOLD !== undefined) await fetch(TOLD);
    if (PLAN === "ends at a request") process.exit(9);
    const pet = pets.get(path.split("/").at(-1)!);
    if (PLAN === "gives a number" && pet !== undefined) pet.name = 7;
    response
      .writeHead(pet === undefined ? 404 : 200, { "content-type": "application/json" })
      .end(JSON.stringify(pet ?? {}));
  } else response.writeHead(404).end();
}

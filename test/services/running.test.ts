/**
 * The seven services on real ports, as `npm run services` starts them.
 */
import "concordat/vitest";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { type AddressInfo, Server } from "node:net";
import path from "node:path";
import { expect, test, vi } from "vitest";
import config from "../../concordat.config.ts";
import { listenAll } from "../../services/listen.ts";
import { contractOf, SERVICES } from "./services-under-test.ts";

const secrets = { secret: "a secret of thirty-two bytes, or more", apiKey: "key" };
const main = path.resolve("services/main.ts");
const address = { street: "12 Hill Road", city: "Springfield", postalCode: "62704", country: "US" };

test("they are healthy, and take an order from the login to the receipt", async () => {
  const running = await listenAll(secrets, () => 0);
  try {
    for (const name of ["api-gateway", ...SERVICES]) {
      const response = await fetch(`${running.urls.get(name)}/health`);
      await expect(response).toMatchContract(contractOf(name), "healthCheck");
      expect(await response.json()).toMatchObject({ status: "UP", service: name });
    }
    const gateway = running.urls.get("api-gateway");
    const json = { "Content-Type": "application/json" };
    const login = await fetch(`${gateway}/auth/login`, {
      method: "POST",
      headers: json,
      body: JSON.stringify({ username: "ada", password: "correct horse" }),
    });
    const { accessToken } = (await login.json()) as { accessToken: string };
    const Authorization = `Bearer ${accessToken}`;
    const order = await fetch(`${gateway}/orders`, {
      method: "POST",
      headers: { ...json, Authorization },
      body: JSON.stringify({
        userId: "u-1",
        items: [{ productId: "p-1", quantity: 2 }],
        shippingAddress: address,
      }),
    });
    expect(order.status).toBe(201);
    await expect(order).toMatchContract(contractOf("api-gateway"), "createOrderSaga");
    const { id, status } = (await order.json()) as { id: string; status: string };
    expect(status).toBe("CONFIRMED");
    const dashboard = await fetch(`${gateway}/dashboard`, { headers: { Authorization } });
    const { recentOrders, notifications } = (await dashboard.json()) as {
      recentOrders: { id: string }[];
      notifications: { message: string }[];
    };
    expect(recentOrders[0]?.id).toBe(id);
    // Two lamps are 59.98; with 8 percent of tax and the parcel, 69.77.
    const receipt = `We have received 69.77 USD for your order ${id}`;
    expect(notifications.map(({ message }) => message)).toContain(receipt);
    expect((await running.registry.all()).map(({ status }) => status)).toEqual(Array(7).fill("UP"));
  } finally {
    await running.close();
  }
  expect(await running.registry.all()).toEqual([]);
  await expect(fetch(`${running.urls.get("api-gateway")}/health`)).rejects.toThrow("fetch failed");
});

test("none is left open when a port is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const started = vi.spyOn(Server.prototype, "listen");
  try {
    const starting = listenAll(secrets, (service) => (service === "order-service" ? port : 0));
    await expect(starting).rejects.toMatchObject({ code: "EADDRINUSE" });
    // The gateway, users and products came first.
    expect(started.mock.contexts.map((server) => (server as Server).listening)).toEqual(
      Array(4).fill(false),
    );
  } finally {
    started.mockRestore();
    await new Promise((resolve) => other.close(resolve));
  }
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** @param onOutput called with everything written so far, and the means to stop it */
function start(
  args: readonly string[],
  onOutput: (stdout: string, stop: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--conditions=source", main, ...args]);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text: Buffer) => {
      stdout += text.toString();
      onOutput(stdout, (signal) => child.kill(signal));
    });
    child.stderr.on("data", (text: Buffer) => {
      stderr += text.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

test.each(["SIGINT", "SIGTERM"] as const)("npm run services ends at %s", async (signal) => {
  const { code, stdout, stderr } = await start(["--port-base", "0"], (written, stop) => {
    // Asked twice, it would not wait for requests that are being answered.
    if (written.includes("X-API-Key") && !written.includes("stopped")) stop(signal);
  });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const lines = stdout.trim().split("\n");
  const services = Object.keys(config.services);
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    ...["api-gateway", ...SERVICES],
    "X-API-Key",
    "stopped",
  ]);
  expect(services.toSorted()).toEqual(["api-gateway", ...SERVICES].sort());
});

test.each([["--port-base", "high"], ["--port-base", "70000"], ["--ports"]])(
  "npm run services says how to call it, when called with %s %s",
  async (...args) => {
    const { code, stdout, stderr } = await start(args.filter((arg) => arg !== undefined));
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe("usage: npm run services -- [--port-base N], with N from 0 to 65000\n");
  },
);

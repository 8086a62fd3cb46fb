/**
 * Serve what `vercel build` made, the way the platform does: node tools/platform/main.mjs BUILD
 *
 * BUILD holds .vercel/output. Every function is run from its own bundle by the platform's own Python runtime, is
 * found by the routes that the build wrote, and sees the original path. Settings named in BUILD/.env.example are
 * handed on from the environment; PYTHON names the interpreter. The first line printed is {"origin", "functions"},
 * then one line per cold start: {"started", "milliseconds"}. It ends when its standard input closes.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { builtFunctions } from "./functions.mjs";
import { router } from "./routes.mjs";

const build = resolve(process.argv[2]);
const output = join(build, ".vercel/output");
const functions = builtFunctions(output);
const route = router(output, functions);
const stage = {
  bundles: join(build, ".vercel/stage"), // beside the build, so that its files can be linked
  sockets: mkdtempSync(join(tmpdir(), "platform-")), // a socket's path must be short
};
const settings = { python: process.env.PYTHON ?? "python3.12", environment: functionEnvironment() };
let served = 0;

const server = createServer(async (incoming, answer) => {
  const { pathname } = new URL(incoming.url, "http://platform");
  const address = route(pathname);
  if (!address) return answer.writeHead(404).end("NOT_FOUND");
  try {
    forward(incoming, answer, await functions.get(address).port(settings, stage, report));
  } catch (error) {
    answer.writeHead(500).end(`FUNCTION_INVOCATION_FAILED\n${error.message}`);
  }
});

server.listen(0, "127.0.0.1", () =>
  report({ origin: `http://127.0.0.1:${server.address().port}`, functions: [...functions.keys()] }),
);
process.stdin.resume().on("end", () => process.exit(0));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
process.on("exit", () => {
  for (const built of functions.values()) built.stop();
  for (const folder of Object.values(stage)) rmSync(folder, { recursive: true, force: true });
});

function functionEnvironment() {
  const names = [...readFileSync(join(build, ".env.example"), "utf8").matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  const given = ["PATH", ...names].filter((name) => process.env[name] !== undefined);
  return { HOME: stage.sockets, ...Object.fromEntries(given.map((name) => [name, process.env[name]])) };
}

/** Pass a request on with the headers that the platform's edge adds. */
function forward(incoming, answer, port) {
  served += 1;
  const client = incoming.socket.remoteAddress;
  const headers = {
    ...incoming.headers,
    "x-forwarded-for": client,
    "x-vercel-forwarded-for": client,
    "x-real-ip": client,
    "x-forwarded-host": incoming.headers.host,
    "x-forwarded-proto": "http",
    "x-vercel-internal-invocation-id": String(served),
    "x-vercel-internal-request-id": String(served),
  };
  // A new connection each time: the runtime's socket delays small answers on a kept one.
  const onward = request(
    { host: "127.0.0.1", port, agent: false, method: incoming.method, path: incoming.url, headers },
    (reply) => reply.pipe(answer.writeHead(reply.statusCode, reply.headers)),
  );
  onward.on("error", (error) => answer.writeHead(502).end(error.message));
  incoming.pipe(onward);
}

function report(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

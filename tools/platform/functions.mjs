/** The Python functions of a build: their files as they would be uploaded, run by the platform's own runtime. */
import { spawn } from "node:child_process";
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, relative, resolve } from "node:path";

const HANDLER = "vc__handler__python.py";

/** One built function. It starts with its first request, as a cold start does, and then serves every other one. */
export class PythonFunction {
  #starting = null;

  constructor(address, folder, config) {
    this.address = address;
    this.folder = folder;
    this.config = config;
  }

  /** Return the port that the function's server listens on, starting it when nobody has yet. */
  port(settings, stage, report) {
    this.#starting ??= this.#start(settings, stage, report);
    return this.#starting;
  }

  stop() {
    this.process?.kill();
    this.channel?.close();
  }

  async #start(settings, stage, report) {
    const name = this.address.slice(1).replaceAll("/", "-");
    const folder = join(stage.bundles, name);
    this.#materialise(folder);
    const socket = join(stage.sockets, `${name}.sock`);
    const began = performance.now();
    return new Promise((resolve, reject) => {
      this.channel = createServer((connection) =>
        onMessages(connection, {
          "server-started": ({ httpPort }) => {
            report({ started: this.address, milliseconds: Math.round(performance.now() - began) });
            resolve(httpPort);
          },
          log: ({ message }) => process.stderr.write(`${this.address} ${Buffer.from(message, "base64")}\n`),
          "unrecoverable-error": ({ message }) => reject(new Error(message)),
        }),
      ).listen(socket, () => {
        this.process = spawn(settings.python, ["-u", "-s", HANDLER], {
          cwd: folder,
          env: { ...settings.environment, ...this.config.environment, VERCEL: "1", VERCEL_IPC_PATH: socket },
          stdio: ["ignore", process.stderr, process.stderr],
        });
        this.process.on("exit", (code) => reject(new Error(`${this.address} ended with ${code}`)));
      });
    });
  }

  /** Lay out exactly the files that the build names for this function; a file it forgot is missing here too. */
  #materialise(folder) {
    const project = resolve(this.folder.slice(0, this.folder.indexOf("/.vercel/output/")));
    for (const [name, source] of Object.entries(this.config.filePathMap ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      linkSync(resolve(project, source), join(folder, name));
    }
    cpSync(this.folder, folder, { recursive: true });
  }
}

/** Return the Python functions that a build made, by their address ("/api/jobs/books"). */
export function builtFunctions(output) {
  const root = join(output, "functions");
  return new Map(
    functionFolders(root)
      .map((folder) => [folder, JSON.parse(readFileSync(join(folder, ".vc-config.json"), "utf8"))])
      .filter(([, config]) => config.runtime?.startsWith("python"))
      .map(([folder, config]) => {
        const address = `/${relative(root, folder).replace(/\.func$/, "")}`;
        return [address, new PythonFunction(address, folder, config)];
      }),
  );
}

function functionFolders(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.name.endsWith(".func") ? [path] : functionFolders(path);
    });
}

/** Call a handler for each of the runtime's messages: JSON objects with `type` and `payload`, each ended by a NUL. */
function onMessages(connection, handlers) {
  let received = "";
  connection.setEncoding("utf8").on("data", (chunk) => {
    const messages = (received + chunk).split("\0");
    received = messages.pop();
    for (const { type, payload } of messages.map((message) => JSON.parse(message))) handlers[type]?.(payload);
  });
}

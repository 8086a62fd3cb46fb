/** The routes that a build wrote for the platform's edge. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Return a function from a path to the address of the built function that answers it, or undefined. */
export function router(output, addresses) {
  const { routes } = JSON.parse(readFileSync(join(output, "config.json"), "utf8"));
  const rewrites = routes
    .slice(routes.findIndex((route) => route.handle === "filesystem") + 1)
    .filter((route) => route.src && route.check && route.dest?.startsWith("/api/"))
    .map((route) => ({ source: new RegExp(route.src), target: route.dest }));

  return (path) => {
    if (addresses.has(path)) return path;
    return rewrites
      .map(({ source, target }) => [source.exec(path), target])
      .filter(([match]) => match)
      .map(([match, target]) => target.replace(/\$(\d+)/g, (_, group) => match[Number(group)] ?? ""))
      .find((address) => addresses.has(address));
  };
}

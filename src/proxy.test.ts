// @vitest-environment node
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "./proxy";

const policy = () => proxy(new NextRequest("http://127.0.0.1/home")).headers.get("Content-Security-Policy") ?? "";

describe("The policy of a page", () => {
  it("runs only scripts that carry this answer's nonce", () => {
    const scripts = /script-src ([^;]*)/.exec(policy())?.[1];

    expect(scripts).toMatch(/^'self' 'nonce-[0-9a-f-]{36}' 'strict-dynamic'$/);
  });

  it("has a new nonce every time", () => {
    expect(policy()).not.toBe(policy());
  });

  it("talks to nobody but ourselves", () => {
    expect(policy()).toContain("default-src 'self'; ");
    expect(policy()).toContain("connect-src 'self'; ");
    expect(policy()).not.toMatch(/https?:|\*/);
  });
});

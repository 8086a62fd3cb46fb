import { beforeEach, describe, expect, it } from "vitest";
import { functionsAnswering, json, refusal } from "../test-functions";
import { giveBrowserLocks } from "../test-locks";
import { answerOf, api } from "./client";
import { ApiError } from "./errors";
import { signIn } from "./session";

const signedOut = () => refusal(401, "signed_out", "Sign in first.");
const me = () => json({ email: "trader@example.com" });
const readMe = () => answerOf(api.GET("/api/me"));

beforeEach(() => {
  document.cookie = "session-renewed-at=; max-age=0; path=/";
  giveBrowserLocks();
});

describe("A request whose session ran out", () => {
  it("is sent again after the session was renewed", async () => {
    const { sent } = functionsAnswering({
      "GET /api/me": [signedOut, me],
      "POST /api/auth/refresh-token": () => json({ user: {} }),
    });

    expect(await readMe()).toEqual({ email: "trader@example.com" });
    expect(sent).toEqual(["GET /api/me", "POST /api/auth/refresh-token", "GET /api/me"]);
  });

  it("is sent again with its body", async () => {
    const { requests } = functionsAnswering({
      "POST /api/connections/accounts": [signedOut, () => json({ id: "1" }, 201)],
      "POST /api/auth/refresh-token": () => json({ user: {} }),
    });

    await answerOf(api.POST("/api/connections/accounts", { body: { name: "Roth IRA" } }));

    expect(await requests.at(-1)?.json()).toEqual({ name: "Roth IRA" });
  });

  it("shares one renewal with every other request that ran into the same", async () => {
    const { sent } = functionsAnswering({
      "GET /api/me": [signedOut, signedOut, signedOut, me],
      "POST /api/auth/refresh-token": async () => {
        await new Promise((later) => setTimeout(later, 20));
        return json({ user: {} });
      },
    });

    await Promise.all([readMe(), readMe(), readMe()]);

    expect(sent.filter((route) => route.includes("refresh-token"))).toHaveLength(1);
  });

  it("is refused when the session cannot be renewed, and not sent a third time", async () => {
    const { sent } = functionsAnswering({ "GET /api/me": signedOut, "POST /api/auth/refresh-token": signedOut });

    await expect(readMe()).rejects.toMatchObject({ isSignedOut: true });
    expect(sent).toEqual(["GET /api/me", "POST /api/auth/refresh-token"]);
  });

  it("is not taken for signed out while the server cannot say", async () => {
    functionsAnswering({
      "GET /api/me": signedOut,
      "POST /api/auth/refresh-token": () => refusal(503, "unavailable", "Try again."),
    });

    await expect(readMe()).rejects.toMatchObject({ isSignedOut: false, code: "unreachable" });
  });
});

describe("A refused request", () => {
  it("keeps the server's sentence, line and column", async () => {
    functionsAnswering({
      "GET /api/me": () => refusal(422, "not_a_number", "NaN is no amount.", { line: 12, column: "Value" }),
    });

    await expect(readMe()).rejects.toMatchObject({
      message: "NaN is no amount.",
      line: 12,
      column: "Value",
      status: 422,
    });
  });

  it("does not renew anything for a wrong password", async () => {
    const { sent } = functionsAnswering({
      "POST /api/auth/login": () => refusal(401, "wrong_credentials", "Wrong address or password."),
    });

    await expect(signIn({ email: "a@b.de", password: "wrong" })).rejects.toThrow("Wrong address or password.");
    expect(sent).toEqual(["POST /api/auth/login"]);
  });

  it("says something sensible when the answer is not ours", async () => {
    functionsAnswering({ "GET /api/me": () => new Response("<html>Bad gateway</html>", { status: 502 }) });

    const refused = await readMe().catch((thrown: unknown) => thrown);

    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ code: "unreadable_answer", status: 502 });
  });

  it("says so when nothing answers at all", async () => {
    functionsAnswering({ "GET /api/me": () => Promise.reject(new TypeError("Failed to fetch")) });

    await expect(readMe()).rejects.toMatchObject({ code: "unreachable", status: 0 });
  });
});

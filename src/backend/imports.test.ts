// jsdom's files cannot be streamed.
import { File } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { functionsAnswering, json } from "../test-functions";
import { sendHistory } from "./imports";

const ID = "11111111-1111-4111-8111-111111111111";
const ACCOUNT = "22222222-2222-4222-8222-222222222222";

const fileOf = (parts: ConstructorParameters<typeof File>[0], name: string) =>
  new File(parts, name) as unknown as globalThis.File;

describe("sendHistory", () => {
  it("sends the file compressed, under the browser's own id", async () => {
    const { requests } = functionsAnswering({ [`PUT /api/connections/imports/${ID}`]: () => json({ id: ID }, 202) });
    const text = "Date,Type\n".repeat(1000);

    await sendHistory({ id: ID, accountId: ACCOUNT, file: fileOf([text], "2024 & more.csv") });

    const request = requests[0];
    const body = Buffer.from(await (request ?? new Request("http://none")).arrayBuffer());
    expect(body.length).toBeLessThan(text.length / 20);
    expect(gunzipSync(body).toString()).toBe(text);
    expect(request?.headers.get("content-type")).toBe("application/gzip");
    expect(new URL(request?.url ?? "").searchParams.get("file_name")).toBe("2024 & more.csv");
    expect(new URL(request?.url ?? "").searchParams.get("account_id")).toBe(ACCOUNT);
    expect(new URL(request?.url ?? "").searchParams.has("time_zone")).toBe(false);
  });

  it("does not even send what the platform would refuse", async () => {
    const { sent } = functionsAnswering({});
    const noise = crypto.getRandomValues(new Uint8Array(65_536));
    const file = fileOf(
      Array.from({ length: 75 }, () => crypto.getRandomValues(noise.slice())),
      "big.csv",
    );

    await expect(sendHistory({ id: ID, accountId: ACCOUNT, file })).rejects.toMatchObject({ code: "file_too_large" });
    expect(sent).toEqual([]);
  });
});

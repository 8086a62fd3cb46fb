import { describe, expect, it, vi } from "vitest";
import { ApiError } from "@/backend/errors";
import { type Upload } from "@/backend/imports";
import { ImportQueue } from "./import-queue";

const file = (name: string) => new File(["Date"], name);
const states = (queue: ImportQueue) => queue.snapshot().map(({ file: { name }, state }) => `${name} ${state}`);
const noTimeZone = () => new ApiError(422, { code: "time_zone_needed", message: "Which clock is it?" });

describe("ImportQueue", () => {
  it("sends one file after the other, in the order they came", async () => {
    const done: Array<() => void> = [];
    const queue = new ImportQueue(() => new Promise<void>((resolve) => done.push(resolve)));

    queue.add("account", [file("2023.csv"), file("2024.csv")]);
    await vi.waitFor(() => expect(states(queue)).toEqual(["2023.csv sending", "2024.csv waiting"]));
    done[0]?.();
    await vi.waitFor(() => expect(states(queue)).toEqual(["2023.csv sent", "2024.csv sending"]));
    done[1]?.();

    await vi.waitFor(() => expect(states(queue)).toEqual(["2023.csv sent", "2024.csv sent"]));
  });

  it("goes on with the next file when one is refused, and keeps the reason", async () => {
    const send = vi.fn(async ({ file: { name } }: Upload) => {
      if (name === "orders.csv") throw new ApiError(422, { code: "orders_export", message: "These are orders." });
    });
    const queue = new ImportQueue(send);

    queue.add("account", [file("orders.csv"), file("history.csv")]);

    await vi.waitFor(() => expect(states(queue)).toEqual(["orders.csv refused", "history.csv sent"]));
    expect(queue.snapshot()[0]?.error?.message).toBe("These are orders.");
  });

  it("sends a refused file again under the same id, with the time zone that was missing", async () => {
    const sent: Upload[] = [];
    const queue = new ImportQueue(async (upload) => {
      sent.push(upload);
      if (!upload.timeZone) throw noTimeZone();
    });
    queue.add("account", [file("old.csv")]);
    await vi.waitFor(() => expect(states(queue)).toEqual(["old.csv refused"]));

    queue.retry(sent[0]?.id ?? "", "Europe/Berlin");

    await vi.waitFor(() => expect(states(queue)).toEqual(["old.csv sent"]));
    expect(sent.map(({ timeZone }) => timeZone)).toEqual([undefined, "Europe/Berlin"]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(queue.snapshot()[0]?.error).toBeUndefined();
  });

  it("tells whoever watches about every change, until they stop", async () => {
    const queue = new ImportQueue(async () => undefined);
    const seen = vi.fn();
    const stop = queue.subscribe(seen);

    queue.add("account", [file("a.csv")]);
    await vi.waitFor(() => expect(seen).toHaveBeenCalledTimes(3)); // waiting, sending, sent
    stop();
    queue.dismiss(queue.snapshot()[0]?.id ?? "");

    expect(seen).toHaveBeenCalledTimes(3);
    expect(queue.snapshot()).toEqual([]);
  });
});

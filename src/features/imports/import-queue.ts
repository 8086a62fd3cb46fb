import { type ApiError, asApiError } from "@/backend/errors";
import { type Upload } from "@/backend/imports";

/** A file on its way: waiting for those before it, being sent, taken by the server, or refused. */
export interface QueuedFile extends Upload {
  state: "waiting" | "sending" | "sent" | "refused";
  error?: ApiError;
}

/**
 * The files of this visit, sent one after the other in the order they came.
 *
 * It lives outside of the page, so that a file goes on while its owner looks at another one.
 */
export class ImportQueue {
  private files: readonly QueuedFile[] = [];
  private readonly listeners = new Set<() => void>();
  private isWorking = false;

  constructor(private readonly send: (upload: Upload) => Promise<unknown>) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly QueuedFile[] => this.files;

  /** Take files for an account, each under an id that stays its own however often it is sent. */
  add(accountId: string, files: Iterable<File>): void {
    const taken = Array.from(files, (file) => ({
      id: crypto.randomUUID(),
      accountId,
      file,
      state: "waiting" as const,
    }));
    this.replace([...this.files, ...taken]);
    void this.work();
  }

  /** Send a refused file once more, perhaps with the time zone that was missing. */
  retry(id: string, timeZone?: string): void {
    this.change(id, { state: "waiting", error: undefined, timeZone });
    void this.work();
  }

  /** Forget a file that is done or was refused. */
  dismiss(id: string): void {
    this.replace(this.files.filter((file) => file.id !== id));
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    for (let next = this.next(); next; next = this.next()) {
      this.change(next.id, { state: "sending" });
      try {
        await this.send(next);
        this.change(next.id, { state: "sent" });
      } catch (thrown) {
        this.change(next.id, { state: "refused", error: asApiError(thrown) });
      }
    }
    this.isWorking = false;
  }

  private next(): QueuedFile | undefined {
    return this.files.find(({ state }) => state === "waiting");
  }

  private change(id: string, changes: Partial<QueuedFile>): void {
    this.replace(this.files.map((file) => (file.id === id ? { ...file, ...changes } : file)));
  }

  private replace(files: readonly QueuedFile[]): void {
    this.files = files;
    this.listeners.forEach((listener) => listener());
  }
}

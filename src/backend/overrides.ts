"use client";
import { mutate } from "swr";
import { answerOf, api } from "./client";
import { forgetFigures } from "./imports";
import { forget } from "./use-resource";

const ROWS_AT_ONCE = 1000; // that can be acknowledged in one request

const ofRow = (id: string) => ({ params: { path: { transaction_id: id } } });

/** Keep a note on a row; an empty one drops it. */
export async function setNote(id: string, note: string): Promise<void> {
  if (note.trim()) await answerOf(api.PUT("/api/transactions/{transaction_id}/note", { ...ofRow(id), body: { note } }));
  else await answerOf(api.DELETE("/api/transactions/{transaction_id}/note", ofRow(id)));
  await forgetRows();
}

/** Say what opening a position cost or brought as a whole; its account's books are rebuilt with it. */
export async function setBasis(id: string, amount: string, acquiredOn: string | null): Promise<void> {
  const body = { amount, acquired_on: acquiredOn };
  await answerOf(api.PUT("/api/transactions/{transaction_id}/basis", { ...ofRow(id), body }));
  await forgetBooks();
}

/** Take that back. */
export async function dropBasis(id: string): Promise<void> {
  await answerOf(api.DELETE("/api/transactions/{transaction_id}/basis", ofRow(id)));
  await forgetBooks();
}

/** Say that rows were looked at for what `code` names. */
export async function acknowledge(code: string, ids: string[], note: string): Promise<void> {
  for (const some of inParts(ids)) {
    const body = { code, transaction_ids: some, note };
    await answerOf(api.POST("/api/transactions/attention/acknowledge", { body }));
  }
  await forgetRows();
}

/** Take that back. */
export async function unacknowledge(code: string, ids: string[]): Promise<void> {
  for (const some of inParts(ids)) {
    const body = { code, transaction_ids: some };
    await answerOf(api.POST("/api/transactions/attention/unacknowledge", { body }));
  }
  await forgetRows();
}

/** First whether the books know of it, then the figures: what is read with current books is never from before. */
export async function forgetBooks(): Promise<void> {
  await mutate(["/api/connections/accounts"]);
  await forgetFigures();
}

function forgetRows(): Promise<void> {
  return forget((path) => path.startsWith("/api/transactions"));
}

function inParts(ids: string[]): string[][] {
  const parts = Math.ceil(ids.length / ROWS_AT_ONCE);
  return Array.from({ length: parts }, (_, part) => ids.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE));
}

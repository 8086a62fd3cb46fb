import { type Happening } from "@/backend/me";

const WORDS: Record<string, string> = {
  sign_in: "Signed in",
  password_changed: "Password changed",
  email_confirmed: "Address confirmed",
  email_changed: "Address changed",
  preferences_changed: "Preferences changed",
  exported: "Exported",
  deletion_requested: "Deletion asked for",
  account_added: "Brokerage account added",
  account_changed: "Brokerage account changed",
  account_deleted: "Brokerage account deleted",
  imported: "History imported",
  broker_linked: "Linked to tastytrade",
  broker_refused: "tastytrade refused the link",
  broker_unlinked: "Unlinked from tastytrade",
};

/** A fact of the audit log as its owner would say it, with the name of what it was about. */
export function inWords({ kind, detail }: Pick<Happening, "kind" | "detail">): string {
  const said = WORDS[kind] ?? kind.replaceAll("_", " ");
  const about = detail.file_name ?? detail.name ?? (kind === "exported" ? (detail.list ?? "transactions") : undefined);
  return typeof about === "string" ? `${said}: ${about}` : said;
}

// Drives the vendor's browser client through a life with Auth and prints what it saw as JSON; a test reads that.
// Environment: URL, KEY (publishable), SECRET, OUTBOX (a folder of mails as JSON), EMAIL.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { createClient } from "@supabase/supabase-js";

const { URL, KEY, SECRET, OUTBOX, EMAIL } = process.env;
const password = "a quiet harbour at dawn 41";
const newPassword = "a louder harbour at dusk 14";
// Node 20 has no WebSocket, which the client insists on and which nothing here uses.
const realtime = { transport: class {} };
const browser = (key = KEY) => createClient(URL, key, { auth: { autoRefreshToken: false }, realtime });
const errorOf = ({ error }) => error && { code: error.code, status: error.status };

function mailed() {
  const newest = readdirSync(OUTBOX).sort().reverse();
  const mails = newest.map((name) => JSON.parse(readFileSync(join(OUTBOX, name), "utf8")));
  return mails.find((mail) => mail.to === EMAIL).token_hash;
}

const client = browser();
const seen = {};

const signedUp = await client.auth.signUp({ email: EMAIL, password });
seen.signUp = { email: signedUp.data.user?.email, session: signedUp.data.session, error: errorOf(signedUp) };
seen.weakPassword = errorOf(await browser().auth.signUp({ email: EMAIL, password: "short" }));
seen.unconfirmed = errorOf(await client.auth.signInWithPassword({ email: EMAIL, password }));

const token = mailed();
const confirmed = await client.auth.verifyOtp({ type: "signup", token_hash: token });
seen.confirmed = { session: Boolean(confirmed.data.session), error: errorOf(confirmed) };
seen.confirmedTwice = errorOf(await browser().auth.verifyOtp({ type: "signup", token_hash: token }));
seen.takenAddress = (await browser().auth.signUp({ email: EMAIL, password })).data.user?.identities;

seen.wrongPassword = errorOf(await client.auth.signInWithPassword({ email: EMAIL, password: "a wrong one" }));
const signedIn = await client.auth.signInWithPassword({ email: EMAIL, password });
const first = signedIn.data.session;
seen.user = (await client.auth.getUser()).data.user?.email;
const claims = (await client.auth.getClaims()).data;
seen.claims = { algorithm: claims?.header.alg, role: claims?.claims.role, issuer: claims?.claims.iss };
seen.profiles = (await client.from("profiles").select("user_id")).data?.map(
  (row) => row.user_id === signedIn.data.user.id,
);

const refreshed = await client.auth.refreshSession();
seen.refreshed = refreshed.data.session.refresh_token !== first.refresh_token;
const lost = await browser().auth.refreshSession({ refresh_token: first.refresh_token });
seen.lostAnswer = lost.data.session?.refresh_token === refreshed.data.session.refresh_token;

seen.signedOut = errorOf(await client.auth.signOut());
seen.afterSignOut = errorOf(await browser().auth.refreshSession({ refresh_token: first.refresh_token }));

await client.auth.resetPasswordForEmail(EMAIL);
await client.auth.verifyOtp({ type: "recovery", token_hash: mailed() });
seen.samePassword = errorOf(await client.auth.updateUser({ password }));
seen.newPassword = errorOf(await client.auth.updateUser({ password: newPassword }));
seen.oldPassword = errorOf(await browser().auth.signInWithPassword({ email: EMAIL, password }));

const service = browser(SECRET);
seen.notAdmin = errorOf(await client.auth.admin.listUsers());
seen.total = (await service.auth.admin.listUsers({ page: 1, perPage: 1 })).data.total > 0;
seen.deleted = errorOf(await service.auth.admin.deleteUser(signedIn.data.user.id));
seen.profilesAfter = (await service.from("profiles").select("user_id").eq("user_id", signedIn.data.user.id)).data;

console.log(JSON.stringify(seen));
process.exit(0); // the client keeps a channel open

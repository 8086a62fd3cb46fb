import { answerOf, api, type Schemas } from "./client";

export type User = Schemas["UserAnswer"];

interface Credentials {
  email: string;
  password: string;
}

/** Ask for a sign-in account; the mail that follows confirms the address. */
export const register = (body: Credentials) => answerOf(api.POST("/api/auth/register", { body }));

/** Sign in with a password. */
export const signIn = (body: Credentials) => answerOf(api.POST("/api/auth/login", { body }));

/** Spend the link of a confirmation mail, decide the password, and sign in. */
export const confirmAddress = (tokenHash: string, type: "signup" | "email", password: string) =>
  answerOf(api.POST("/api/auth/verify", { body: { token_hash: tokenHash, type, password } }));

/** Spend the link that was mailed to a new address, and sign in with it. */
export const confirmNewAddress = (tokenHash: string) =>
  answerOf(api.POST("/api/auth/verify", { body: { token_hash: tokenHash, type: "email_change" } }));

/** Have the confirmation mailed again. */
export const resendConfirmation = (email: string) => answerOf(api.POST("/api/auth/resend", { body: { email } }));

/** Have a link mailed with which to choose a new password. */
export const mailRecovery = (email: string) => answerOf(api.POST("/api/auth/recover", { body: { email } }));

/** Choose a new password with a mailed link, and sign in with it. */
export const resetPassword = (tokenHash: string, password: string) =>
  answerOf(api.POST("/api/auth/reset", { body: { token_hash: tokenHash, password } }));

/** End this session, or every session there is. */
export const signOut = (scope: "local" | "global") => answerOf(api.POST("/api/auth/logout", { body: { scope } }));

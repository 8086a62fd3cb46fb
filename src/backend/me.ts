"use client";
import { answerOf, api, type Schemas } from "./client";
import { useResource } from "./use-resource";

export type Happening = Schemas["HappeningAnswer"];

/** Who is signed in. */
export function useMe() {
  return useResource(["/api/me"], () => answerOf(api.GET("/api/me")));
}

/** What happened on the sign-in account, latest first. */
export function useActivity() {
  return useResource(["/api/me/activity"], () => answerOf(api.GET("/api/me/activity")));
}

/** Set a new password; every other session ends. */
export const changePassword = (current: string, password: string) =>
  answerOf(api.POST("/api/me/password", { body: { current_password: current, password } }));

/** Have a link mailed to a new address; the present one counts until it is opened. */
export const changeAddress = (email: string, password: string) =>
  answerOf(api.POST("/api/me/email", { body: { email, password } }));

/** Delete the user with everything. */
export const deleteMe = (password: string) => answerOf(api.DELETE("/api/me", { body: { password } }));

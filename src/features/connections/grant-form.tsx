"use client";
import { type FormEvent, useState } from "react";
import { linkByGrant } from "@/backend/links";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { PasswordField } from "@/ui/field";
import { Notice } from "@/ui/states";

interface GrantFormProps {
  /** The link to make anew; a new one when absent. */
  linkId?: string;
  button: string;
  onDone?: () => void;
}

// What a password manager offers here would be a password.
const NO_PASSWORD = { autoComplete: "off", spellCheck: false, "data-1p-ignore": true, "data-lpignore": "true" };

/** Paste a client secret and a refresh token. */
export function GrantForm({ linkId, button, onDone }: GrantFormProps) {
  const [secret, setSecret] = useState("");
  const [token, setToken] = useState("");
  const action = useAction(linkByGrant);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await action.run({ client_secret: secret, refresh_token: token }, linkId))) return;
    setSecret("");
    setToken("");
    onDone?.();
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid max-w-md gap-4">
      <PasswordField
        label="Client secret"
        value={secret}
        onChange={(event) => setSecret(event.target.value)}
        {...NO_PASSWORD}
      />
      <PasswordField
        label="Refresh token"
        hint="Both are sealed before they are stored, and nobody is ever shown them again."
        value={token}
        onChange={(event) => setToken(event.target.value)}
        {...NO_PASSWORD}
      />
      {action.error && (
        <Notice look="loss" role="alert">
          {action.error.code === "invalid_request"
            ? "One of them is not whole: copy it again, without blanks in it."
            : action.error.message}
        </Notice>
      )}
      <div>
        <Button type="submit" look="primary" disabled={!secret.trim() || !token.trim()} isBusy={action.isBusy}>
          {action.isBusy ? "Asking tastytrade…" : button}
        </Button>
      </div>
    </form>
  );
}

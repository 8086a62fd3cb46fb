import { useId } from "react";
import { type Account } from "@/backend/accounts";
import { type OfferedAccount } from "@/backend/links";
import { formatDay } from "@/shared/days";
import { Badge } from "@/ui/badge";
import { Select } from "@/ui/field";
import { type Choice, nameless } from "./choices";
import { twinsInWords } from "./sync-in-words";

const NEW = "";

interface OfferedRowProps {
  offered: OfferedAccount;
  choice: Choice | undefined;
  accounts: Account[];
  onChange: (choice: Choice) => void;
}

/** One account at tastytrade: follow it or not, and as which account here. */
export function OfferedRow({ offered, choice, accounts, onChange }: OfferedRowProps) {
  const id = useId();
  const { isChosen = false, accountId = null } = choice ?? {};
  return (
    <li className="grid gap-3 p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <input
          id={id}
          type="checkbox"
          checked={isChosen}
          className="size-4 accent-accent"
          onChange={(event) => onChange({ isChosen: event.target.checked, accountId })}
        />
        <label htmlFor={id} className="font-medium">
          {offered.name}
        </label>
        <span className="text-sm text-muted tabular-nums">
          {offered.number}, {offered.type_name || "account"}, open since {formatDay(offered.opened_on)}
        </span>
        {offered.is_closed && <Badge>Closed</Badge>}
      </div>
      {isChosen && <Belongs offered={offered} accountId={accountId} accounts={accounts} onChange={onChange} />}
    </li>
  );
}

function Belongs({
  offered,
  accountId,
  accounts,
  onChange,
}: Omit<OfferedRowProps, "choice"> & { accountId: string | null }) {
  const same = accounts.find(({ id }) => id === offered.account_id);
  if (same) return <p className="text-sm text-muted">Kept in “{same.name}”, which has this number.</p>;
  const imported = nameless(accounts);
  if (imported.length === 0) return null;
  const twins = offered.twins.find(({ account_id: id }) => id === accountId);
  return (
    <div className="grid max-w-md gap-1.5">
      <Select
        label="Did you import files of this account?"
        value={accountId ?? NEW}
        onChange={(event) => onChange({ isChosen: true, accountId: event.target.value || null })}
      >
        <option value={NEW}>No, keep it as a new account</option>
        {imported.map(({ id, name }) => (
          <option key={id} value={id}>
            Yes, it is “{name}”
          </option>
        ))}
      </Select>
      {accountId && (
        <p className="text-sm text-muted">
          {twins ? `${twinsInWords(twins)}. ` : "Nobody compared the two yet. "}
          tastytrade&apos;s rows complete those of your files; notes and costs you entered stay.
        </p>
      )}
    </div>
  );
}

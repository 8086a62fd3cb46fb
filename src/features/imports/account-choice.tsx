import { type Account } from "@/backend/accounts";
import { Field, Select } from "@/ui/field";

/** Stands for the account that is yet to be added. */
export const NEW = "new";

interface AccountChoiceProps {
  accounts: Account[];
  chosen: string;
  onChoose: (id: string) => void;
  newName: string;
  onNewName: (name: string) => void;
}

/** Which brokerage account the files are of, or what a new one is called. */
export function AccountChoice({ accounts, chosen, onChoose, newName, onNewName }: AccountChoiceProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {accounts.length > 0 && (
        <Select label="Into which account?" value={chosen} onChange={(event) => onChoose(event.target.value)}>
          {accounts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value={NEW}>A new account</option>
        </Select>
      )}
      {chosen === NEW && (
        <Field
          label="What is the account called?"
          hint="For you only, as “Individual” or “Roth IRA”; one account per brokerage account."
          value={newName}
          maxLength={80}
          required
          onChange={(event) => onNewName(event.target.value)}
        />
      )}
    </div>
  );
}

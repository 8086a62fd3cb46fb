import { ListChecks, Plug, Upload } from "lucide-react";
import { type ReactNode } from "react";
import { ButtonLink } from "@/ui/button";
import { PageHeader } from "@/ui/page";

/** What to do before there is anything to show. */
export function FirstRun() {
  return (
    <>
      <PageHeader title="Welcome">
        Two ways to what every trade of yours earned; the second fits into the first.
      </PageHeader>
      <ul className="grid gap-4 md:grid-cols-3">
        <Step
          Icon={Plug}
          title="Link tastytrade"
          action={
            <ButtonLink look="primary" href="/connections">
              Link tastytrade
            </ButtonLink>
          }
        >
          We read your accounts, their whole history and what is new every day, and can do nothing else there. You take
          it back here or at tastytrade at any time.
        </Step>
        <Step Icon={Upload} title="Or import files" action={<ButtonLink href="/import">Import a CSV</ButtonLink>}>
          On tastytrade open History, choose the dates and download the CSV: at most 1,000 rows or one year each. Drop
          them all at once; overlaps are recognised, so nothing is counted twice.
        </Step>
        <Step Icon={ListChecks} title="Check us">
          Every figure opens down to the broker&apos;s rows it was made of. What we cannot classify is listed, never
          hidden.
        </Step>
      </ul>
      <p className="mt-6 max-w-2xl text-sm text-muted">
        What is read: the accounts you choose at tastytrade, or the files you drop. What is not: passwords, one-time
        codes, anything else from your computer. You can export everything or delete it at any time.
      </p>
    </>
  );
}

interface StepProps {
  Icon: typeof Upload;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

function Step({ Icon, title, action, children }: StepProps) {
  return (
    <li className="flex flex-col gap-3 rounded-lg border bg-card p-5">
      <Icon aria-hidden className="size-5 text-muted" />
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-muted">{children}</p>
      {action && <div className="mt-auto pt-2">{action}</div>}
    </li>
  );
}

import { FileDown, ListChecks, Upload } from "lucide-react";
import { type ReactNode } from "react";
import { ButtonLink } from "@/ui/button";
import { PageHeader } from "@/ui/page";

/** What to do before there is anything to show. */
export function FirstRun() {
  return (
    <>
      <PageHeader title="Welcome">Three steps to what every trade of yours earned.</PageHeader>
      <ol className="grid gap-4 md:grid-cols-3">
        <Step number={1} Icon={FileDown} title="Export your history">
          On tastytrade open History, choose the dates and download the CSV. One export holds at most 1,000 rows or one
          year; make as many as you need.
        </Step>
        <Step
          number={2}
          Icon={Upload}
          title="Import the files"
          action={
            <ButtonLink look="primary" href="/import">
              Import a CSV
            </ButtonLink>
          }
        >
          Drop them all at once, in any order. Overlaps are recognised, so nothing is counted twice.
        </Step>
        <Step number={3} Icon={ListChecks} title="Check us">
          Every figure opens down to the broker&apos;s rows it was made of. What we cannot classify is listed, never
          hidden.
        </Step>
      </ol>
      <p className="mt-6 max-w-2xl text-sm text-muted">
        What is read: the rows of the files you choose. What is not: passwords, positions you do not export, anything
        from your computer. You can export everything or delete it at any time.
      </p>
    </>
  );
}

interface StepProps {
  number: number;
  Icon: typeof Upload;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

function Step({ number, Icon, title, action, children }: StepProps) {
  return (
    <li className="flex flex-col gap-3 rounded-lg border bg-card p-5">
      <span className="flex items-center justify-between text-muted">
        <Icon aria-hidden className="size-5" />
        <span className="text-sm tabular-nums">{number} of 3</span>
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-muted">{children}</p>
      {action && <div className="mt-auto pt-2">{action}</div>}
    </li>
  );
}

"use client";
import { useMe } from "@/backend/me";
import { formatDay, newYorkDay } from "@/shared/days";
import { Card } from "@/ui/card";
import { PageHeader } from "@/ui/page";
import { TableSkeleton } from "@/ui/skeleton";
import { Failed } from "@/ui/states";
import { ThemeChoice } from "@/ui/theme";
import { ActivityCard } from "./activity-card";
import { AddressCard } from "./address-card";
import { DeleteMeCard } from "./delete-me-card";
import { PasswordCard } from "./password-card";
import { SessionsCard } from "./sessions-card";
import { TakeAwayCard } from "./take-away-card";

/** Who is signed in, and what they can do about it. */
export function AccountSettings() {
  return (
    <>
      <PageHeader title="Account" />
      <div className="grid max-w-3xl gap-6">
        <ProfileCard />
        <AddressCard />
        <PasswordCard />
        <SessionsCard />
        <ActivityCard />
        <TakeAwayCard />
        <DeleteMeCard />
      </div>
    </>
  );
}

function ProfileCard() {
  const me = useMe();
  if (me.isPending) {
    return (
      <Card title="Profile" flush>
        <TableSkeleton label="Loading your profile" rows={4} />
      </Card>
    );
  }
  if (me.isError) {
    return (
      <Card title="Profile">
        <Failed what="Your profile" message={me.error.message} onRetry={me.refetch} />
      </Card>
    );
  }
  const { email, created_at: since, trial_ends_at: trialEnds } = me.data;
  const facts = [
    ["Email", email],
    ["Member since", formatDay(newYorkDay(since))],
    ["Free until", trialEnds ? formatDay(newYorkDay(trialEnds)) : "—"],
  ];
  return (
    <Card title="Profile">
      <dl className="divide-y">
        {facts.map(([name, value]) => (
          <div key={name} className="flex flex-wrap justify-between gap-x-4 py-2">
            <dt className="text-muted">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
        <div className="flex items-center justify-between gap-4 pt-2">
          <dt className="text-muted">Theme</dt>
          <dd>
            <ThemeChoice />
          </dd>
        </div>
      </dl>
    </Card>
  );
}

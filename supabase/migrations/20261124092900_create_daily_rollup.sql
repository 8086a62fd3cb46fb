-- Derived: a pure function of the account's rows, written by the service only and shown once published.
create table public.daily_rollup (
  id text collate "C" not null,
  user_id uuid not null,
  account_id uuid not null,
  view text not null default 'broker',
  day date not null,
  underlying text not null,
  instrument_type text not null,
  kind text not null check (kind in (
    'gross', 'fees_open', 'fees_close',
    'dividends', 'interest', 'lending', 'fees', 'fee_adjustments', 'adjustments', 'deposits', 'withdrawals',
    'transfers', 'unclassified'
  )),
  amount numeric(24, 10) not null,
  count integer not null check (count >= 0),
  digest text not null,
  born bigint not null,
  died bigint check (died > born),
  primary key (account_id, id, born),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.daily_rollup is 'Sums per New York day: every sum over time is a sum of these.';
comment on column public.daily_rollup.id is 'A hash of what it is derived from: rebuilding gives the same id.';
comment on column public.daily_rollup.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike.';
comment on column public.daily_rollup.day is 'New York day of the closing or of the cash.';
comment on column public.daily_rollup.kind is
  'gross, fees_open and fees_close of closings; the others are kinds of cash.';
comment on column public.daily_rollup.amount is 'USD; + received, - paid.';
comment on column public.daily_rollup.count is 'How many closings or cash events it sums.';
comment on column public.daily_rollup.underlying is 'Empty where the cash belongs to none.';
comment on column public.daily_rollup.instrument_type is 'Empty where the cash belongs to none.';
comment on column public.daily_rollup.digest is 'A hash of the content: an equal row is not written again.';
comment on column public.daily_rollup.born is 'The build that wrote the row; visible from its publication on.';
comment on column public.daily_rollup.died is 'The build that dropped or replaced it; null while it stands.';

create index daily_rollup_user_id_day_idx on public.daily_rollup (user_id, day);
create index daily_rollup_account_id_underlying_idx on public.daily_rollup (account_id, underlying);
create index daily_rollup_account_id_died_idx on public.daily_rollup (account_id, died) where died is not null;

alter table public.daily_rollup enable row level security;
revoke all on public.daily_rollup from public, anon, authenticated, service_role;
grant select on public.daily_rollup to authenticated;
grant select, insert, update (died), delete on public.daily_rollup to service_role;
create policy "Users read their own published figures" on public.daily_rollup
  for select to authenticated using (
    user_id = (select auth.uid())
    and exists (
      select from public.tastytrade_accounts as a
      where a.id = daily_rollup.account_id
        and daily_rollup.born <= a.books_version
        and (daily_rollup.died is null or daily_rollup.died > a.books_version)
    )
  );

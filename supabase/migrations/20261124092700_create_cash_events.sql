-- Derived: a pure function of the account's rows, written by the service only and shown once published.
create table public.cash_events (
  id text collate "C" not null,
  user_id uuid not null,
  account_id uuid not null,
  view text not null default 'broker',
  transaction_id uuid not null,
  kind text not null check (kind in (
    'dividends', 'interest', 'lending', 'fees', 'fee_adjustments', 'adjustments', 'deposits', 'withdrawals',
    'transfers', 'unclassified'
  )),
  sub_type text,
  symbol text,
  underlying text not null,
  amount numeric(24, 10) not null,
  at timestamptz not null,
  digest text not null,
  born bigint not null,
  died bigint check (died > born),
  primary key (account_id, id, born),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.cash_events is 'Cash that is no trade: a dividend, interest, a fee, a deposit.';
comment on column public.cash_events.id is 'A hash of what it is derived from: rebuilding gives the same id.';
comment on column public.cash_events.view is
  'Whose rules: broker books an assigned option at zero and its stock at the strike.';
comment on column public.cash_events.amount is 'USD the row did to cash; + received, - paid.';
comment on column public.cash_events.transaction_id is 'The row it is.';
comment on column public.cash_events.underlying is 'Empty where the cash belongs to none.';
comment on column public.cash_events.digest is 'A hash of the content: an equal row is not written again.';
comment on column public.cash_events.born is 'The build that wrote the row; visible from its publication on.';
comment on column public.cash_events.died is 'The build that dropped or replaced it; null while it stands.';

create index cash_events_user_id_at_idx on public.cash_events (user_id, at desc, id desc);
create index cash_events_account_id_underlying_idx on public.cash_events (account_id, underlying);
create index cash_events_account_id_died_idx on public.cash_events (account_id, died) where died is not null;

alter table public.cash_events enable row level security;
revoke all on public.cash_events from public, anon, authenticated, service_role;
grant select on public.cash_events to authenticated;
grant select, insert, update (died), delete on public.cash_events to service_role;
create policy "Users read their own published cash events" on public.cash_events
  for select to authenticated using (
    user_id = (select auth.uid())
    and exists (
      select from public.tastytrade_accounts as a
      where a.id = cash_events.account_id
        and cash_events.born <= a.books_version
        and (cash_events.died is null or cash_events.died > a.books_version)
    )
  );

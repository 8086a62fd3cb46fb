-- The rows as the broker sent them: the truth everything else is derived from. Written by store_rows alone.
create table public.transactions (
  id uuid primary key,
  user_id uuid not null,
  account_id uuid not null,
  identity text collate "C" not null check (length(identity) between 1 and 500),
  nth integer not null check (nth >= 0),
  executed_at timestamptz not null,
  type text not null,
  sub_type text,
  action text,
  symbol text,
  underlying text,
  root_symbol text,
  instrument_type text,
  description text not null default '',
  quantity numeric(20, 8) not null default 0,
  price numeric(20, 8),
  multiplier numeric(20, 8),
  value numeric(20, 8) not null,
  commission numeric(20, 8) not null default 0,
  fees numeric(20, 8) not null default 0,
  net_value numeric(20, 8) not null,
  expires_on date,
  strike numeric(20, 8),
  option_right text check (option_right in ('C', 'P')),
  order_id text,
  currency text not null default 'USD',
  layout text not null,
  richness smallint not null,
  broker_id text,
  account_reference text,
  raw jsonb not null check (jsonb_typeof(raw) = 'object' and pg_column_size(raw) <= 16384),
  import_id uuid not null,
  changed_in bigint not null,
  created_at timestamptz not null default now(),
  -- Types, actions and symbols are free text on purpose: an unknown row is stored and flagged, never refused.
  -- A numeric column would take NaN; no row is worth that.
  check ('NaN' not in (quantity, value, commission, fees, net_value)),
  check ('NaN' not in (coalesce(price, 0), coalesce(multiplier, 0), coalesce(strike, 0))),
  unique (account_id, identity, nth),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade,
  foreign key (import_id, account_id) references public.imports (id, account_id)
);
comment on table public.transactions is 'Rows of a broker''s history; id is ours and lasts for life.';
comment on column public.transactions.id is
  'Made from account, identity and nth at the first store; kept when completed.';
comment on column public.transactions.identity is 'What makes a row the same row in every layout.';
comment on column public.transactions.nth is 'Which one of several rows with one identity: identical rows are normal.';
comment on column public.transactions.quantity is
  'Shares, contracts or coins; unsigned, the action says the direction.';
comment on column public.transactions.price is 'Per share or unit of premium, in currency.';
comment on column public.transactions.multiplier is 'Shares per contract as the broker wrote it; not used for cash.';
comment on column public.transactions.value is 'Cash before commission and fees, in currency; + received, - paid.';
comment on column public.transactions.commission is 'In currency; - when charged.';
comment on column public.transactions.fees is 'In currency; - when charged.';
comment on column public.transactions.net_value is 'What the row did to cash, in currency; + received, - paid.';
comment on column public.transactions.strike is 'Strike per share, in currency; null for what has none.';
comment on column public.transactions.richness is
  'How much the layout tells; a richer copy completes the row in place.';
comment on column public.transactions.raw is 'The row as it was sent.';
comment on column public.transactions.import_id is 'The import that added the row, or last completed it.';
comment on column public.transactions.changed_in is
  'The account''s rows_version at which the row was added or completed.';

-- Lists of a user, pages of an account in order, underlyings to rebuild, what changed since the last build.
create index transactions_user_id_executed_at_idx on public.transactions (user_id, executed_at desc, id desc);
create index transactions_account_id_executed_at_idx on public.transactions (account_id, executed_at, id);
create index transactions_account_id_underlying_idx on public.transactions (account_id, coalesce(underlying, ''));
create index transactions_account_id_changed_in_idx on public.transactions (account_id, changed_in);
create index transactions_import_id_idx on public.transactions (import_id);

alter table public.transactions enable row level security;
revoke all on public.transactions from public, anon, authenticated, service_role;
grant select on public.transactions to authenticated, service_role;
create policy "Users read their own transactions" on public.transactions
  for select to authenticated using (user_id = (select auth.uid()));

-- What the broker says that an account holds and is worth: to show, and to compare our own books with.
create table public.positions (
  account_id uuid not null,
  symbol text collate "C" not null check (length(symbol) between 1 and 200),
  user_id uuid not null,
  underlying text check (length(underlying) <= 200),
  instrument_type text check (length(instrument_type) <= 200),
  quantity numeric(20, 8) not null check (quantity <> 0 and quantity <> 'NaN'),
  average_open_price numeric(20, 8) check (average_open_price <> 'NaN'),
  multiplier numeric(20, 8) check (multiplier <> 'NaN'),
  mark numeric(20, 8) check (mark <> 'NaN'),
  greeks jsonb check (jsonb_typeof(greeks) = 'object' and pg_column_size(greeks) <= 4096),
  as_of timestamptz not null,
  raw jsonb not null check (jsonb_typeof(raw) = 'object' and pg_column_size(raw) <= 65536),
  primary key (account_id, symbol),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.positions is
  'What the broker says an account holds now, replaced as a whole; the books'' own are open_lots.';
comment on column public.positions.quantity is 'Shares, contracts or coins; + long, - short.';
comment on column public.positions.average_open_price is
  'USD per share or unit of premium, before fees, as the broker reckons it.';
comment on column public.positions.multiplier is 'USD per 1.0 of price and unit of quantity.';
comment on column public.positions.mark is 'USD per share or unit of premium, at as_of.';
comment on column public.positions.greeks is
  'Sensitivities per unit as text, and at, when they were taken; kept until newer ones come.';

create index positions_user_id_idx on public.positions (user_id);

alter table public.positions enable row level security;
revoke all on public.positions from public, anon, authenticated, service_role;
grant select on public.positions to authenticated;
grant
  select, insert, delete,
  update (underlying, instrument_type, quantity, average_open_price, multiplier, mark, greeks, as_of, raw)
  on public.positions to service_role;
create policy "Users read their own positions" on public.positions
  for select to authenticated using (user_id = (select auth.uid()));

create table public.account_balances (
  account_id uuid primary key,
  user_id uuid not null,
  cash_balance numeric(20, 8) check (cash_balance <> 'NaN'),
  net_liquidating_value numeric(20, 8) check (net_liquidating_value <> 'NaN'),
  as_of timestamptz not null,
  raw jsonb not null check (jsonb_typeof(raw) = 'object' and pg_column_size(raw) <= 65536),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.account_balances is 'What the broker says an account is worth now.';
comment on column public.account_balances.cash_balance is 'USD; with today''s trades, settled or not.';
comment on column public.account_balances.net_liquidating_value is 'USD of cash and everything held, at the marks.';

create index account_balances_user_id_idx on public.account_balances (user_id);

alter table public.account_balances enable row level security;
revoke all on public.account_balances from public, anon, authenticated, service_role;
grant select on public.account_balances to authenticated;
grant select, insert, update (cash_balance, net_liquidating_value, as_of, raw)
  on public.account_balances to service_role;
create policy "Users read their own balances" on public.account_balances
  for select to authenticated using (user_id = (select auth.uid()));

create function public.keep_account_state(
  p_account uuid, p_at timestamptz, p_positions jsonb, p_balances jsonb
) returns void
language plpgsql volatile security invoker set search_path = '' as $$
declare
  owner_id uuid := public.syncing_user(p_account);
begin
  if exists (
    select from public.account_balances as b where b.account_id = p_account and b.as_of > p_at
  ) then
    return;  -- a slower reader comes too late
  end if;
  insert into public.account_balances (account_id, user_id, cash_balance, net_liquidating_value, as_of, raw)
  select p_account, owner_id, g.cash_balance, g.net_liquidating_value, p_at, g.raw
  from jsonb_populate_record(null::public.account_balances, p_balances) as g
  on conflict (account_id) do update set
    cash_balance = excluded.cash_balance, net_liquidating_value = excluded.net_liquidating_value,
    as_of = excluded.as_of, raw = excluded.raw;
  delete from public.positions as p
  where p.account_id = p_account
    and not exists (select from jsonb_array_elements(p_positions) as g where g ->> 'symbol' = p.symbol);
  insert into public.positions as p (
    account_id, symbol, user_id, underlying, instrument_type, quantity, average_open_price, multiplier, mark, greeks,
    as_of, raw
  )
  select distinct on (g.symbol)
    p_account, g.symbol, owner_id, g.underlying, g.instrument_type, g.quantity, g.average_open_price, g.multiplier,
    g.mark, g.greeks, p_at, g.raw
  from jsonb_populate_recordset(null::public.positions, p_positions) as g
  order by g.symbol
  on conflict (account_id, symbol) do update set
    underlying = excluded.underlying, instrument_type = excluded.instrument_type, quantity = excluded.quantity,
    average_open_price = excluded.average_open_price, multiplier = excluded.multiplier, mark = excluded.mark,
    greeks = coalesce(excluded.greeks, p.greeks), as_of = excluded.as_of, raw = excluded.raw;
end
$$;
comment on function public.keep_account_state is
  'Replace what an account that syncs holds and is worth; an older state than the one kept is dropped.';
revoke all on function public.keep_account_state from public, anon, authenticated, service_role;
grant execute on function public.keep_account_state to service_role;

-- Orders as the broker has them, the latest version of each.
create table public.orders (
  account_id uuid not null,
  broker_id text collate "C" not null check (length(broker_id) between 1 and 200),
  user_id uuid not null,
  underlying text check (length(underlying) <= 200),
  status text check (length(status) <= 200),
  received_at timestamptz,
  updated_at timestamptz,
  raw jsonb not null check (jsonb_typeof(raw) = 'object' and pg_column_size(raw) <= 262144),
  primary key (account_id, broker_id),
  foreign key (account_id, user_id) references public.tastytrade_accounts (id, user_id) on delete cascade
);
comment on table public.orders is
  'Orders of an account, by the broker''s id. Nothing in the books comes from them: rows are what was traded.';
comment on column public.orders.status is 'In the broker''s words, which may be new ones.';
comment on column public.orders.updated_at is 'When the broker last changed it: an older version replaces no newer one.';
comment on column public.orders.raw is 'The order as it was sent, with legs and fills.';

create index orders_account_id_received_at_idx on public.orders (account_id, received_at desc, broker_id desc);
create index orders_user_id_received_at_idx on public.orders (user_id, received_at desc, broker_id desc);

alter table public.orders enable row level security;
revoke all on public.orders from public, anon, authenticated, service_role;
grant select on public.orders to authenticated;
grant select, insert, update (underlying, status, received_at, updated_at, raw) on public.orders to service_role;
create policy "Users read their own orders" on public.orders
  for select to authenticated using (user_id = (select auth.uid()));

create function public.syncing_user(p_account uuid) returns uuid
language plpgsql volatile security invoker set search_path = '' as $$
declare
  owner_id uuid;
begin
  -- Held to the end: two that write for one account take turns, and unlinking waits.
  select s.user_id into owner_id from public.account_syncs as s where s.account_id = p_account for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  return owner_id;
end
$$;
comment on function public.syncing_user is
  'Lock the sync of an account for writing and name the account''s user; refuses one that does not sync.';
revoke all on function public.syncing_user from public, anon, authenticated, service_role;
grant execute on function public.syncing_user to service_role;

create function public.keep_orders(p_account uuid, p_orders jsonb) returns void
language plpgsql volatile security invoker set search_path = '' as $$
declare
  owner_id uuid := public.syncing_user(p_account);
begin
  if jsonb_array_length(p_orders) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Keep at most 5000 orders a call.';
  end if;
  insert into public.orders as o (account_id, broker_id, user_id, underlying, status, received_at, updated_at, raw)
  select distinct on (g.broker_id)
    p_account, g.broker_id, owner_id, g.underlying, g.status, g.received_at, g.updated_at, g.raw
  from jsonb_array_elements(p_orders) with ordinality as given (one, place)
  cross join lateral jsonb_populate_record(null::public.orders, given.one) as g
  order by g.broker_id, g.updated_at desc nulls last, given.place desc
  on conflict (account_id, broker_id) do update set
    underlying = excluded.underlying, status = excluded.status, received_at = excluded.received_at,
    updated_at = excluded.updated_at, raw = excluded.raw
  where coalesce(excluded.updated_at, 'infinity') >= coalesce(o.updated_at, '-infinity') and o.raw <> excluded.raw;
end
$$;
comment on function public.keep_orders is 'Keep orders of an account that syncs; of each the latest version.';
revoke all on function public.keep_orders from public, anon, authenticated, service_role;
grant execute on function public.keep_orders to service_role;

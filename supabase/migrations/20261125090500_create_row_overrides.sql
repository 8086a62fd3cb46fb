-- What the owner says that a row's position cost. Raw all the same: the books are derived from it, so it is written by
-- set_basis alone, which raises the account's rows_version as store_rows does.
create table public.row_overrides (
  transaction_id uuid primary key,
  account_id uuid not null,
  user_id uuid not null,
  basis numeric(20, 8) not null check (basis >= 0 and basis <> 'NaN'),
  acquired_on date check (acquired_on >= '1900-01-01' and acquired_on < '2200-01-01'),
  changed_at timestamptz not null default now(),
  foreign key (transaction_id, account_id, user_id)
    references public.transactions (id, account_id, user_id) on delete cascade
);
comment on table public.row_overrides is
  'What the owner says that opening a row''s position cost or brought; kept through every re-import.';
comment on column public.row_overrides.basis is
  'USD for the position as a whole, unsigned, before fees: paid for a long one, received for a short one.';
comment on column public.row_overrides.acquired_on is
  'New York day on which the position was opened, where the owner says so.';

create index row_overrides_account_id_idx on public.row_overrides (account_id);
create index row_overrides_user_id_idx on public.row_overrides (user_id);

alter table public.row_overrides enable row level security;
revoke all on public.row_overrides from public, anon, authenticated, service_role;
grant select on public.row_overrides to authenticated, service_role;
create policy "Users read their own overrides" on public.row_overrides
  for select to authenticated using (user_id = (select auth.uid()));

create function public.set_basis(
  p_transaction uuid, p_basis numeric default null, p_acquired_on date default null
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  owner_id uuid := auth.uid();
  account public.tastytrade_accounts;
begin
  -- The account's row first and to the end, as in store_rows: writers of one account take turns.
  select a.* into account from public.tastytrade_accounts as a
  where a.user_id = owner_id and a.id = (
    select t.account_id from public.transactions as t where t.id = p_transaction and t.user_id = owner_id)
  for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'transaction_not_found';
  end if;
  if p_basis is null then
    delete from public.row_overrides where transaction_id = p_transaction;
  else
    insert into public.row_overrides as o (transaction_id, account_id, user_id, basis, acquired_on)
    values (p_transaction, account.id, owner_id, p_basis, p_acquired_on)
    on conflict (transaction_id) do update
    set basis = excluded.basis, acquired_on = excluded.acquired_on, changed_at = now()
    where (o.basis, o.acquired_on) is distinct from (excluded.basis, excluded.acquired_on);
  end if;
  if found then
    update public.tastytrade_accounts set rows_version = rows_version + 1 where id = account.id
    returning * into account;
    update public.transactions set changed_in = account.rows_version where id = p_transaction;
  end if;
  return jsonb_build_object('account_id', account.id, 'rows_version', account.rows_version);
end
$$;
comment on function public.set_basis is
  'Say what a row''s position cost (null takes it back); names the account to rebuild and the version its rows are at.';
revoke all on function public.set_basis from public, anon, authenticated, service_role;
grant execute on function public.set_basis to authenticated;

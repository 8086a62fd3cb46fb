-- A brokerage account whose history we keep, and which version of its books is published.
create table public.tastytrade_accounts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references auth.users on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  account_number text check (length(btrim(account_number)) between 1 and 40),
  source text not null default 'csv' check (source in ('csv', 'tastytrade')),
  time_zone text check (time_zone ~ '^[A-Za-z0-9_+/-]{1,64}$'),
  rows_version bigint not null default 0,
  built_rows_version bigint not null default 0,
  books_version bigint not null default 0,
  building bigint,
  books_published_at timestamptz,
  created_at timestamptz not null default now(),
  check (built_rows_version between 0 and rows_version),
  check (building > books_version),
  unique (id, user_id),  -- what the composite foreign keys of everything below point at
  unique (user_id, account_number)
);
comment on table public.tastytrade_accounts is
  'A brokerage account of one user: a target for imports and the owner of one set of books.';
comment on column public.tastytrade_accounts.account_number is
  'The broker''s number, where known; unique per user, not globally.';
comment on column public.tastytrade_accounts.time_zone is
  'IANA name; the zone of the oldest export layout, whose times carry none.';
comment on column public.tastytrade_accounts.rows_version is
  'Raised by store_rows whenever it adds or completes a row.';
comment on column public.tastytrade_accounts.built_rows_version is
  'The rows_version the published books were built from.';
comment on column public.tastytrade_accounts.books_version is
  'The published build: derived rows with born <= it < died are visible. 0 before the first.';
comment on column public.tastytrade_accounts.building is
  'The build that may stage rows now; a later begin_books replaces it.';

create unique index tastytrade_accounts_user_id_name_idx on public.tastytrade_accounts (user_id, lower(name));

alter table public.tastytrade_accounts enable row level security;
revoke all on public.tastytrade_accounts from public, anon, authenticated, service_role;
grant select, delete, insert (id, user_id, name, account_number, time_zone), update (name, account_number, time_zone)
  on public.tastytrade_accounts to authenticated;
grant select, update (built_rows_version, books_version, building, books_published_at)
  on public.tastytrade_accounts to service_role;
create policy "Users read their own accounts" on public.tastytrade_accounts
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Users add accounts of their own" on public.tastytrade_accounts
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy "Users change their own accounts" on public.tastytrade_accounts
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "Users delete their own accounts" on public.tastytrade_accounts
  for delete to authenticated using (user_id = (select auth.uid()));

create function public.note_account() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  account public.tastytrade_accounts := case tg_op when 'DELETE' then old else new end;
  happened text := case tg_op
    when 'INSERT' then 'account_added' when 'DELETE' then 'account_deleted' else 'account_changed' end;
begin
  insert into public.audit_log (user_id, kind, detail)
  values (account.user_id, happened, jsonb_build_object('account_id', account.id));
  return null;
end
$$;
comment on function public.note_account is 'Write down that an account was added, changed by its owner, or deleted.';
revoke all on function public.note_account from public, anon, authenticated, service_role;

create trigger note_account after insert or delete or update of name, account_number, time_zone
  on public.tastytrade_accounts for each row execute function public.note_account();

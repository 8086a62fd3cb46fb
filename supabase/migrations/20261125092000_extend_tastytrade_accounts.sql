-- How an account wants its books kept, and how the published ones were.
alter table public.tastytrade_accounts
  add column lifo_from date check (lifo_from >= '1970-01-01' and lifo_from < '2200-01-01'),
  add column built_with text not null default '' check (length(built_with) <= 200);
comment on column public.tastytrade_accounts.lifo_from is
  'From this New York day on the youngest lots are closed first; null: the oldest, always.';
comment on column public.tastytrade_accounts.built_with is
  'What the publisher of the present books said about its engine and the settings it used; empty: rebuild everything.';
comment on column public.tastytrade_accounts.rows_version is
  'Raised whenever what the books are derived from changes: a row is added or completed, a basis, lifo_from.';

grant update (lifo_from) on public.tastytrade_accounts to authenticated;
grant update (built_with) on public.tastytrade_accounts to service_role;

create function public.raise_rows_version() returns trigger
language plpgsql security invoker set search_path = '' as $$
begin
  new.rows_version := old.rows_version + 1;
  return new;
end
$$;
comment on function public.raise_rows_version is
  'Make the published books out of date, those that are just being built too, because a setting of theirs changed.';
revoke all on function public.raise_rows_version from public, anon, authenticated, service_role;

create trigger raise_rows_version before update of lifo_from on public.tastytrade_accounts
  for each row when (old.lifo_from is distinct from new.lifo_from) execute function public.raise_rows_version();

create or replace trigger note_account
  after insert or delete or update of name, account_number, time_zone, lifo_from
  on public.tastytrade_accounts for each row execute function public.note_account();

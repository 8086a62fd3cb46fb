-- Which accounts a link opens. What opens them is not for the user's own token, so that they are kept when a link is
-- made, and shown from here to whoever chooses among them later.
create table public.offered_accounts (
  connection_id uuid not null,
  user_id uuid not null,
  number text not null check (length(btrim(number)) between 1 and 40),
  name text not null check (length(btrim(name)) between 1 and 80),
  type_name text not null check (length(type_name) <= 80),
  opened_on date not null check (opened_on >= '1970-01-01' and opened_on < '2200-01-01'),
  is_closed boolean not null,
  twins jsonb not null default '[]' check (jsonb_typeof(twins) = 'array' and pg_column_size(twins) <= 8192),
  offered_at timestamptz not null default now(),
  primary key (connection_id, number),
  foreign key (connection_id, user_id) references public.tastytrade_connections (id, user_id) on delete cascade
);
comment on table public.offered_accounts is
  'The accounts that a link opens, as the broker told when it was made; goes with the link.';
comment on column public.offered_accounts.opened_on is 'Broker day from which there is a history.';
comment on column public.offered_accounts.twins is
  'How the rows of imported accounts that may be the same met the broker''s: account_id, days and counts.';

create index offered_accounts_user_id_idx on public.offered_accounts (user_id);

alter table public.offered_accounts enable row level security;
revoke all on public.offered_accounts from public, anon, authenticated, service_role;
grant
  select, delete,
  insert (connection_id, user_id, number, name, type_name, opened_on, is_closed, twins),
  update (name, type_name, opened_on, is_closed, twins, offered_at)
  on public.offered_accounts to authenticated;
create policy "Users read what their links open" on public.offered_accounts
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Users keep what their links open" on public.offered_accounts
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy "Users keep anew what their links open" on public.offered_accounts
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "Users drop what their links no longer open" on public.offered_accounts
  for delete to authenticated using (user_id = (select auth.uid()));

create function public.offer_accounts(p_connection uuid, p_accounts jsonb) returns void
language plpgsql volatile security invoker set search_path = '' as $$
begin
  if jsonb_array_length(p_accounts) > 100 then
    raise sqlstate 'PT413' using message = 'too_many_accounts', hint = 'A link opens at most 100 accounts here.';
  end if;
  perform from public.tastytrade_connections as c where c.id = p_connection;
  if not found then
    raise sqlstate 'PT404' using message = 'connection_not_found';
  end if;
  delete from public.offered_accounts as o
  where o.connection_id = p_connection
    and not exists (select from jsonb_array_elements(p_accounts) as a where a ->> 'number' = o.number);
  insert into public.offered_accounts (connection_id, user_id, number, name, type_name, opened_on, is_closed, twins)
  select
    p_connection, auth.uid(), a.number, coalesce(nullif(btrim(left(a.name, 80)), ''), a.number), left(a.type_name, 80),
    a.opened_on, a.is_closed, a.twins
  from jsonb_to_recordset(p_accounts) as a (
    number text, name text, type_name text, opened_on date, is_closed boolean, twins jsonb
  )
  on conflict (connection_id, number) do update set
    name = excluded.name, type_name = excluded.type_name, opened_on = excluded.opened_on,
    is_closed = excluded.is_closed, twins = excluded.twins, offered_at = now();
end
$$;
comment on function public.offer_accounts is
  'Keep which accounts one of the caller''s links opens, in place of those that were kept.';
revoke all on function public.offer_accounts from public, anon, authenticated, service_role;
grant execute on function public.offer_accounts to authenticated;

create function public.list_offered_accounts(p_connection uuid) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
begin
  perform from public.tastytrade_connections as c where c.id = p_connection;
  if not found then
    raise sqlstate 'PT404' using message = 'connection_not_found';
  end if;
  return (
    select coalesce(jsonb_agg(to_jsonb(o) order by o.number), '[]')
    from public.offered_accounts as o where o.connection_id = p_connection
  );
end
$$;
comment on function public.list_offered_accounts is 'The accounts that one of the caller''s links opens, by number.';
revoke all on function public.list_offered_accounts from public, anon, authenticated, service_role;
grant execute on function public.list_offered_accounts to authenticated;

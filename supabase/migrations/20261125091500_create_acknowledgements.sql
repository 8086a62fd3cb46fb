-- That the owner looked at a row for what an attention item's code names. A row that comes later was not looked at.
create table public.acknowledgements (
  transaction_id uuid not null,
  code text collate "C" not null check (length(code) between 1 and 100),
  account_id uuid not null,
  user_id uuid not null,
  note text not null default '' check (length(note) <= 2000),
  acknowledged_at timestamptz not null default now(),
  primary key (transaction_id, code),
  foreign key (transaction_id, account_id, user_id)
    references public.transactions (id, account_id, user_id) on delete cascade
);
comment on table public.acknowledgements is
  'Which rows the owner looked at for what; an attention item is acknowledged when all its rows are.';
comment on column public.acknowledgements.code is 'The code of the attention item.';

create index acknowledgements_account_id_code_idx on public.acknowledgements (account_id, code);
create index acknowledgements_user_id_idx on public.acknowledgements (user_id, transaction_id, code);

alter table public.acknowledgements enable row level security;
revoke all on public.acknowledgements from public, anon, authenticated, service_role;
grant
  select, delete, insert (transaction_id, code, account_id, user_id, note), update (note, acknowledged_at)
  on public.acknowledgements to authenticated;
create policy "Users read their own acknowledgements" on public.acknowledgements
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Users acknowledge their own rows" on public.acknowledgements
  for insert to authenticated with check (user_id = (select auth.uid()));
create policy "Users change their own acknowledgements" on public.acknowledgements
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy "Users take their own acknowledgements back" on public.acknowledgements
  for delete to authenticated using (user_id = (select auth.uid()));

create function public.check_own_rows(p_transactions uuid[]) returns void
language plpgsql stable security invoker set search_path = '' as $$
begin
  if cardinality(p_transactions) > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Name at most 5000 rows a call.';
  end if;
  perform from unnest(p_transactions) as named
  where not exists (select from public.transactions as t where t.id = named);
  if found then
    raise sqlstate 'PT404' using message = 'transaction_not_found';
  end if;
end
$$;
comment on function public.check_own_rows is 'Refuse a list that is too long, or names a row that is not the caller''s.';
revoke all on function public.check_own_rows from public, anon, authenticated, service_role;
grant execute on function public.check_own_rows to authenticated;

create function public.acknowledge(p_code text, p_transactions uuid[], p_note text default '') returns void
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform public.check_own_rows(p_transactions);
  insert into public.acknowledgements (transaction_id, code, account_id, user_id, note)
  select t.id, p_code, t.account_id, t.user_id, coalesce(p_note, '')
  from public.transactions as t where t.id = any (p_transactions)
  on conflict (transaction_id, code) do update set note = excluded.note, acknowledged_at = now();
end
$$;
comment on function public.acknowledge is 'Say that the caller looked at rows for what a code names.';
revoke all on function public.acknowledge from public, anon, authenticated, service_role;
grant execute on function public.acknowledge to authenticated;

create function public.unacknowledge(p_code text, p_transactions uuid[]) returns void
language plpgsql volatile security invoker set search_path = '' as $$
begin
  perform public.check_own_rows(p_transactions);
  delete from public.acknowledgements where code = p_code and transaction_id = any (p_transactions);
end
$$;
comment on function public.unacknowledge is 'Take acknowledgements of these rows for this code back.';
revoke all on function public.unacknowledge from public, anon, authenticated, service_role;
grant execute on function public.unacknowledge to authenticated;

create function public.list_acknowledgements(p_after text default null, p_limit integer default 1000) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with page as (
      select k.*
      from public.acknowledgements as k
      where p_after is null or (k.transaction_id, k.code) > (
        split_part(p_after, '|', 1)::uuid, substr(p_after, strpos(p_after, '|') + 1))
      order by k.transaction_id, k.code
      limit least(greatest(p_limit, 1), 1000)
    )
    select jsonb_build_object(
      'items', coalesce(jsonb_agg(jsonb_build_object(
        'transaction_id', k.transaction_id, 'account_id', k.account_id, 'code', k.code, 'note', k.note,
        'acknowledged_at', k.acknowledged_at) order by k.transaction_id, k.code), '[]'),
      'next', case when count(*) = least(greatest(p_limit, 1), 1000) then (
        array_agg(k.transaction_id || '|' || k.code order by k.transaction_id desc, k.code desc))[1] end)
    from page as k
  );
end
$$;
comment on function public.list_acknowledgements is
  'One page of what the caller looked at, by row and code, and the cursor of the next.';
revoke all on function public.list_acknowledgements from public, anon, authenticated, service_role;
grant execute on function public.list_acknowledgements to authenticated;

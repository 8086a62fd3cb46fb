-- What a user does with links. Definer's rights where only we may write (docs/decisions/0011).
create function public.keep_connection(
  p_connection uuid, p_kind text, p_client_secret text, p_refresh_token text
) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  owner_id uuid := auth.uid();
  link public.tastytrade_connections;
begin
  insert into public.tastytrade_connections as c (id, user_id, kind) values (p_connection, owner_id, p_kind)
  on conflict (id) do update set
    kind = excluded.kind, state = 'linked', refusals = 0, refused_since = null, last_refused_at = null,
    updated_at = now()
  where c.user_id = owner_id
  returning c.* into link;
  if not found then
    raise sqlstate 'PT404' using message = 'connection_not_found';
  end if;
  insert into public.broker_secrets (connection_id, user_id, client_secret, refresh_token)
  values (link.id, owner_id, p_client_secret, p_refresh_token)
  on conflict (connection_id) do update set
    client_secret = excluded.client_secret, refresh_token = excluded.refresh_token, updated_at = now();
  update public.account_syncs as s set next_due_at = now(), failure = null where s.connection_id = link.id;
  return to_jsonb(link);
end
$$;
comment on function public.keep_connection is
  'Keep a sealed grant of the caller''s under a new id, or in place of the one under this id, which then counts again.';
revoke all on function public.keep_connection from public, anon, authenticated, service_role;
grant execute on function public.keep_connection to authenticated;

-- Part of follow_accounts, with its rights; nobody may call it.
create function public.account_to_follow(
  p_owner uuid, p_number text, p_name text, p_account uuid
) returns uuid
language plpgsql volatile security invoker set search_path = '' as $$
declare
  wanted text := coalesce(nullif(btrim(left(p_name, 80)), ''), p_number);
  followed uuid;
begin
  if p_account is null then
    if exists (
      select from public.tastytrade_accounts as a where a.user_id = p_owner and lower(a.name) = lower(wanted)
    ) then
      wanted := left(wanted, 79 - length(p_number)) || ' ' || p_number;
    end if;
    insert into public.tastytrade_accounts (user_id, name, account_number, source)
    values (p_owner, wanted, p_number, 'tastytrade') returning id into followed;
    return followed;
  end if;
  -- Rows of two accounts at the broker would never come apart again.
  update public.tastytrade_accounts as a set account_number = p_number, source = 'tastytrade'
  where a.id = p_account and a.user_id = p_owner and (a.source = 'csv' or a.account_number = p_number)
  returning a.id into followed;
  if not found and exists (
    select from public.tastytrade_accounts as a where a.id = p_account and a.user_id = p_owner
  ) then
    raise unique_violation using message = 'rows of another number came: constraint "account_is_another"';
  elsif followed is null then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  return followed;
end
$$;
comment on function public.account_to_follow is
  'The account that a broker''s account is to be kept in: a new one, or one of the owner''s that has no other''s rows.';
revoke all on function public.account_to_follow from public, anon, authenticated, service_role;

create function public.follow_accounts(p_connection uuid, p_accounts jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  owner_id uuid := auth.uid();
  chosen record;
  followed uuid;
begin
  if jsonb_array_length(p_accounts) > 100 then
    raise sqlstate 'PT413' using message = 'too_many_accounts', hint = 'Follow at most 100 accounts of a link.';
  end if;
  -- Held to the end: two requests for one link take turns.
  perform from public.tastytrade_connections as c
  where c.id = p_connection and c.user_id = owner_id for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'connection_not_found';
  end if;
  delete from public.account_syncs as s
  where s.connection_id = p_connection
    and not exists (select from jsonb_array_elements(p_accounts) as c where c ->> 'number' = s.account_number);
  for chosen in
    select c.* from jsonb_to_recordset(p_accounts) as c (number text, name text, opened_on date, account_id uuid)
  loop
    perform from public.account_syncs as s
    where s.connection_id = p_connection and s.account_number = chosen.number
      and s.account_id = coalesce(chosen.account_id, s.account_id);
    continue when found;
    followed := public.account_to_follow(owner_id, chosen.number, chosen.name, chosen.account_id);
    insert into public.account_syncs as s (account_id, user_id, connection_id, account_number, opened_on, rows_seen)
    values (followed, owner_id, p_connection, chosen.number, chosen.opened_on, (
      select count(*) from public.transactions as t
      where t.account_id = followed and t.layout = 'api' and t.withdrawn_at is null))
    on conflict (account_id) do update set
      connection_id = excluded.connection_id, next_due_at = now(), failure = null;
  end loop;
end
$$;
comment on function public.follow_accounts is
  'Sync exactly these accounts of one of the caller''s links; others keep their rows and sync no more.';
revoke all on function public.follow_accounts from public, anon, authenticated, service_role;
grant execute on function public.follow_accounts to authenticated;

create function public.watch_account(p_account uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  watched public.account_syncs;
begin
  update public.account_syncs as s
  set
    watched_until = now() + interval '10 minutes',
    next_due_at = least(s.next_due_at, greatest(now(), s.last_tried_at + interval '5 minutes'))
  where s.account_id = p_account and s.user_id = auth.uid()
  returning s.* into watched;
  if not found then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  return to_jsonb(watched);
end
$$;
comment on function public.watch_account is
  'Say that the caller looks at an account: for ten minutes it is due five minutes after the last try.';
revoke all on function public.watch_account from public, anon, authenticated, service_role;
grant execute on function public.watch_account to authenticated;

create function public.ask_for_sync(p_account uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  asked public.account_syncs;
begin
  update public.account_syncs as s set asked_at = now(), next_due_at = now()
  where s.account_id = p_account and s.user_id = auth.uid()
    and (s.asked_at is null or s.asked_at <= now() - interval '1 minute')
  returning s.* into asked;
  if found then
    return to_jsonb(asked);
  end if;
  perform from public.account_syncs as s where s.account_id = p_account and s.user_id = auth.uid();
  if not found then
    raise sqlstate 'PT404' using message = 'account_not_found';
  end if;
  raise sqlstate 'PT429' using message = 'asked_a_moment_ago', hint = 'Ask at most once a minute.';
end
$$;
comment on function public.ask_for_sync is 'Make the sync of one of the caller''s accounts due now, once a minute.';
revoke all on function public.ask_for_sync from public, anon, authenticated, service_role;
grant execute on function public.ask_for_sync to authenticated;

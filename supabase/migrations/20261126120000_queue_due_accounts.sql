-- Accounts whose message waits its turn, and grants to seal anew: what the sync jobs ask page by page.
create function public.queue_accounts(p_accounts uuid[]) returns void
language sql volatile security invoker set search_path = '' as $$
  update public.account_syncs as s
  set
    next_due_at = greatest(
      s.next_due_at, now() + case when s.watched_until > now() then interval '5 minutes' else interval '12 hours' end
    )
  where s.account_id = any (p_accounts)
$$;
comment on function public.queue_accounts is
  'Keep accounts from being due while their message waits: a queue that takes hours is not filled anew every five '
  'minutes. Their sync, or its failure, says when they are due next.';
revoke all on function public.queue_accounts from public, anon, authenticated, service_role;
grant execute on function public.queue_accounts to service_role;

create function public.broker_grants(p_after uuid default null, p_limit integer default 200) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with page as (
    select s.connection_id, s.user_id, s.client_secret, s.refresh_token
    from public.broker_secrets as s
    where p_after is null or s.connection_id > p_after
    order by s.connection_id
    limit least(greatest(p_limit, 1), 1000)
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'connection_id', p.connection_id, 'user_id', p.user_id,
        'grant', jsonb_build_object('client_secret', p.client_secret, 'refresh_token', p.refresh_token)
      ) order by p.connection_id
    ), '[]'
  )
  from page as p
$$;
comment on function public.broker_grants is 'One page of the sealed texts of all links, by link.';
revoke all on function public.broker_grants from public, anon, authenticated, service_role;
grant execute on function public.broker_grants to service_role;

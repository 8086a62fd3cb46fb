-- For the nightly comparison: every account whose books can be compared, page by page.
create function public.accounts_with_rows(p_after uuid default null, p_limit integer default 100) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(page.id order by page.id), '[]')
  from (
    select a.id from public.tastytrade_accounts as a
    where a.rows_version > 0 and (p_after is null or a.id > p_after)
    order by a.id
    limit least(greatest(p_limit, 1), 1000)
  ) as page
$$;
comment on function public.accounts_with_rows is
  'One page of the ids of all users'' accounts that hold or held rows, those after p_after.';
revoke all on function public.accounts_with_rows from public, anon, authenticated, service_role;
grant execute on function public.accounts_with_rows to service_role;

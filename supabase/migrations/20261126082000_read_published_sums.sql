-- What the nightly comparison reads beside the digests of the published rows.
create function public.published_sums(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_object_agg(
    concat_ws('|', s.view, s.scope, s.grain, s.starts, s.underlying, s.instrument_type, s.kind),
    concat_ws('|', trim_scale(s.amount), s.count)), '{}')
  from public.period_sums as s
  where s.account_id = p_account
$$;
comment on function public.published_sums is
  'Every stored sum of an account by its key: view, scope, grain, start, underlying, instrument type, kind.';
revoke all on function public.published_sums from public, anon, authenticated, service_role;
grant execute on function public.published_sums to service_role;

-- How books are published (docs/decisions/0012): begin, stage in chunks, publish in one tiny step, purge at leisure.
-- Everything here is the service's; the caller's own row security plays no part.
create sequence public.book_builds as bigint;
comment on sequence public.book_builds is
  'Numbers builds of books over all accounts, so that a later build always has a higher number.';
revoke all on sequence public.book_builds from public, anon, authenticated, service_role;
grant usage on sequence public.book_builds to service_role;

create function public.book_tables() returns text[]
language sql immutable security invoker set search_path = '' as $$
  select array['closings', 'open_lots', 'cash_events', 'attention_items', 'daily_rollup']
$$;
comment on function public.book_tables is 'The derived tables, which are versioned alike and handled alike.';
revoke all on function public.book_tables from public, anon, authenticated, service_role;
grant execute on function public.book_tables to service_role;

create function public.books_inputs(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  with account as (
    select * from public.tastytrade_accounts where id = p_account
  ), changed as (
    select t.id, t.underlying
    from account as a join public.transactions as t on t.account_id = a.id and t.changed_in > a.built_rows_version
  ), published as (
    -- A row completed in place may have left its underlying: the books it stands in under the old one change too.
    select c.underlying, unnest(array[c.opening_id, c.closing_id]) as transaction_id, c.born, c.died
    from public.closings as c where c.account_id = p_account
    union all
    select l.underlying, l.opening_id, l.born, l.died from public.open_lots as l where l.account_id = p_account
    union all
    select e.underlying, e.transaction_id, e.born, e.died from public.cash_events as e where e.account_id = p_account
    union all
    select i.underlying, unnest(i.transaction_ids), i.born, i.died
    from public.attention_items as i where i.account_id = p_account
  ), touched as (
    select coalesce(c.underlying, '') as underlying from changed as c
    union
    select p.underlying
    from published as p join changed as c on c.id = p.transaction_id cross join account as a
    where p.born <= a.books_version and (p.died is null or p.died > a.books_version)
  )
  select jsonb_build_object(
    'user_id', a.user_id, 'rows_version', a.rows_version, 'built_rows_version', a.built_rows_version,
    'books_version', a.books_version, 'books_published_at', a.books_published_at,
    'touched', (select coalesce(jsonb_agg(t.underlying order by t.underlying collate "C"), '[]') from touched as t))
  from account as a
$$;
comment on function public.books_inputs is
  'Which versions an account is at, and which underlyings changed since its books were built; null when there is none.';
revoke all on function public.books_inputs from public, anon, authenticated, service_role;
grant execute on function public.books_inputs to service_role;

create function public.ledger_row(t public.transactions) returns jsonb
language sql immutable security invoker set search_path = '' as $$
  select jsonb_build_object(
    'id', t.id, 'executed_at', t.executed_at, 'type', t.type, 'sub_type', t.sub_type, 'action', t.action,
    'symbol', t.symbol, 'underlying', t.underlying, 'instrument_type', t.instrument_type, 'description', t.description,
    'quantity', trim_scale(t.quantity)::text, 'price', trim_scale(t.price)::text,
    'multiplier', trim_scale(t.multiplier)::text, 'value', trim_scale(t.value)::text,
    'commission', trim_scale(t.commission)::text, 'fees', trim_scale(t.fees)::text,
    'net_value', trim_scale(t.net_value)::text, 'expires_on', t.expires_on, 'strike', trim_scale(t.strike)::text,
    'option_right', t.option_right, 'order_id', t.order_id, 'currency', t.currency)
$$;
comment on function public.ledger_row is 'One row as the engine reads it; money and quantities as text.';
revoke all on function public.ledger_row from public, anon, authenticated, service_role;
grant execute on function public.ledger_row to service_role;

create function public.ledger_rows(
  p_account uuid, p_underlyings text[] default null, p_after_at timestamptz default null,
  p_after_id uuid default null, p_limit integer default 5000
) returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  return (
    with page as (
      select t
      from public.transactions as t
      where t.account_id = p_account
        and (p_underlyings is null or coalesce(t.underlying, '') = any (p_underlyings))
        and (t.executed_at, t.id) > (
          coalesce(p_after_at, '-infinity'), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
      order by t.executed_at, t.id
      limit least(greatest(p_limit, 1), 10000)
    )
    select coalesce(jsonb_agg(public.ledger_row(p.t) order by (p.t).executed_at, (p.t).id), '[]') from page as p
  );
end
$$;
comment on function public.ledger_rows is 'One page of an account''s rows for the engine, oldest first.';
revoke all on function public.ledger_rows from public, anon, authenticated, service_role;
grant execute on function public.ledger_rows to service_role;

-- A superset on purpose: an unknown sub-type may link two underlyings, and one row too many costs nothing.
create function public.corporate_action_rows(p_account uuid) returns jsonb
language sql stable security invoker set search_path = '' as $$
  select coalesce(jsonb_agg(public.ledger_row(t) order by t.executed_at, t.id), '[]')
  from public.transactions as t
  where t.account_id = p_account
    and t.type = 'Receive Deliver'
    and coalesce(t.sub_type, '') not in (
      'Buy to Open', 'Sell to Open', 'Buy to Close', 'Sell to Close', 'Expiration', 'Assignment', 'Exercise',
      'Cash Settled Assignment', 'Cash Settled Exercise')
$$;
comment on function public.corporate_action_rows is
  'Rows that may carry a position from one underlying to another: deliveries that are no plain trade or expiry.';
revoke all on function public.corporate_action_rows from public, anon, authenticated, service_role;
grant execute on function public.corporate_action_rows to service_role;

create function public.published_digests(p_account uuid, p_underlyings text[] default null) returns jsonb
language plpgsql stable security invoker set search_path = '' as $$
declare
  published bigint := (select a.books_version from public.tastytrade_accounts as a where a.id = p_account);
  digests jsonb := '{}';
  book text;
  found_digests jsonb;
begin
  foreach book in array public.book_tables() loop
    execute format(
      'select coalesce(jsonb_object_agg(id, digest), ''{}'') from public.%I
       where account_id = $1 and born <= $2 and (died is null or died > $2)
         and ($3 is null or underlying = any ($3))', book)
    into found_digests using p_account, published, p_underlyings;
    digests := digests || jsonb_build_object(book, found_digests);
  end loop;
  return digests;
end
$$;
comment on function public.published_digests is
  'Ids and content hashes of what is published, per table: what a build compares itself with.';
revoke all on function public.published_digests from public, anon, authenticated, service_role;
grant execute on function public.published_digests to service_role;

create function public.begin_books(p_account uuid, p_expected_version bigint) returns bigint
language plpgsql volatile security invoker set search_path = '' as $$
declare
  build bigint := nextval('public.book_builds');
  book text;
begin
  -- Waits for a chunk that is just being staged; whoever staged it is refused from here on.
  update public.tastytrade_accounts set building = build where id = p_account and books_version = p_expected_version;
  if not found then
    raise sqlstate 'PT409' using message = 'stale_books';
  end if;
  foreach book in array public.book_tables() loop
    execute format('delete from public.%I where account_id = $1 and born > $2', book)
      using p_account, p_expected_version;
    execute format('update public.%I set died = null where account_id = $1 and died > $2', book)
      using p_account, p_expected_version;
  end loop;
  return build;
end
$$;
comment on function public.begin_books is
  'Open a build on top of the published version, discarding what an unfinished one left; refuses a stale caller.';
revoke all on function public.begin_books from public, anon, authenticated, service_role;
grant execute on function public.begin_books to service_role;

create function public.stage_books(p_account uuid, p_build bigint, p_rows jsonb) returns jsonb
language plpgsql volatile security invoker set search_path = '' as $$
declare
  account public.tastytrade_accounts;
  counts jsonb := '{"died": 0}';
  book text;
  written integer;
begin
  perform public.check_staged_rows(p_rows);
  -- Shared, so that chunks of one build may overlap, and a begin or publish waits for them.
  select * into account from public.tastytrade_accounts where id = p_account for share;
  if account.building is distinct from p_build or p_build is null then
    raise sqlstate 'PT409' using message = 'stale_books';
  end if;
  foreach book in array public.book_tables() loop
    execute format(
      'update public.%I set died = $1
       where account_id = $2 and born <= $3 and died is null
         and id in (select jsonb_array_elements_text($4))', book)
    using p_build, p_account, account.books_version, coalesce(p_rows -> 'died' -> book, '[]');
    get diagnostics written = row_count;
    counts := jsonb_set(counts, '{died}', to_jsonb((counts ->> 'died')::integer + written));
    execute format(
      'insert into public.%1$I
       select r.* from jsonb_array_elements($1) as given,
         jsonb_populate_record(null::public.%1$I, ''{"view": "broker"}'' || given || $2) as r
       on conflict (account_id, id, born) do nothing', book)
    using coalesce(p_rows -> book, '[]'), jsonb_build_object(
      'user_id', account.user_id, 'account_id', account.id, 'born', p_build, 'died', null);
    get diagnostics written = row_count;
    counts := counts || jsonb_build_object(book, written);
  end loop;
  return counts;
end
$$;
comment on function public.stage_books is
  'Write one chunk of a build beside the published books; repeating a chunk changes nothing.';
revoke all on function public.stage_books from public, anon, authenticated, service_role;
grant execute on function public.stage_books to service_role;

create function public.check_staged_rows(p_rows jsonb) returns void
language plpgsql immutable security invoker set search_path = '' as $$
declare
  unknown text;
  given bigint;
begin
  select key into unknown from (
    select jsonb_object_keys(p_rows - 'died') as key
    union all
    select jsonb_object_keys(coalesce(p_rows -> 'died', '{}'))
  ) as keys
  where key <> all (public.book_tables()) limit 1;
  if unknown is not null then
    raise sqlstate 'PT400' using message = 'unknown_table', detail = unknown;
  end if;
  select coalesce(sum(jsonb_array_length(value)), 0) into given from (
    select value from jsonb_each(p_rows - 'died')
    union all
    select value from jsonb_each(coalesce(p_rows -> 'died', '{}'))
  ) as lists;
  if given > 5000 then
    raise sqlstate 'PT413' using message = 'too_many_rows', hint = 'Stage at most 5000 rows and ids a call.';
  end if;
end
$$;
comment on function public.check_staged_rows is 'Refuse a chunk that names an unknown table or is too large.';
revoke all on function public.check_staged_rows from public, anon, authenticated, service_role;
grant execute on function public.check_staged_rows to service_role;

create function public.settle_imports(p_account uuid) returns integer
language sql volatile security invoker set search_path = '' as $$
  with settled as (
    update public.imports as i set state = 'published'
    from public.tastytrade_accounts as a
    where a.id = p_account and i.account_id = a.id and i.state = 'stored' and i.rows_version <= a.built_rows_version
    returning i.id
  )
  select count(*) from settled
$$;
comment on function public.settle_imports is
  'Mark the stored imports whose rows the published books contain as published; says how many.';
revoke all on function public.settle_imports from public, anon, authenticated, service_role;
grant execute on function public.settle_imports to service_role;

create function public.publish_books(
  p_account uuid, p_expected_version bigint, p_build bigint, p_rows_version bigint
) returns bigint
language plpgsql volatile security invoker set search_path = '' as $$
begin
  update public.tastytrade_accounts
  set books_version = p_build, built_rows_version = p_rows_version, building = null, books_published_at = now()
  where id = p_account and books_version = p_expected_version and building = p_build;
  if not found then
    raise sqlstate 'PT409' using message = 'stale_books';
  end if;
  perform public.settle_imports(p_account);
  return p_build;
end
$$;
comment on function public.publish_books is
  'Make a staged build the visible one, in one row; refuses a caller whose build is no longer the one being built.';
revoke all on function public.publish_books from public, anon, authenticated, service_role;
grant execute on function public.publish_books to service_role;

create function public.purge_books(p_account uuid, p_limit integer default 5000) returns integer
language plpgsql volatile security invoker set search_path = '' as $$
declare
  published bigint := (select a.books_version from public.tastytrade_accounts as a where a.id = p_account);
  purged integer := 0;
  gone integer;
  book text;
begin
  foreach book in array public.book_tables() loop
    execute format(
      'delete from public.%1$I where ctid = any (array(
         select ctid from public.%1$I where account_id = $1 and died <= $2 limit $3))', book)
    using p_account, published, greatest(p_limit - purged, 0);
    get diagnostics gone = row_count;
    purged := purged + gone;
  end loop;
  return purged;
end
$$;
comment on function public.purge_books is
  'Delete up to p_limit rows no published version shows any more; fewer than p_limit means that none is left.';
revoke all on function public.purge_books from public, anon, authenticated, service_role;
grant execute on function public.purge_books to service_role;

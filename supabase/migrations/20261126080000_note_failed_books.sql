-- Books that could not be built, however often it was tried: their imports say so, until a build succeeds.
comment on column public.imports.error is
  'Why it failed: code, message, line, column. Of a stored one: why its books could not be built, for the time being.';
grant update (error) on public.imports to service_role;

create function public.note_failed_books(p_account uuid, p_error jsonb) returns integer
language sql volatile security invoker set search_path = '' as $$
  with noted as (
    update public.imports set error = p_error where account_id = p_account and state = 'stored' returning id
  )
  select count(*) from noted
$$;
comment on function public.note_failed_books is
  'Write down at an account''s imports that wait for their books why these could not be built; says how many.';
revoke all on function public.note_failed_books from public, anon, authenticated, service_role;
grant execute on function public.note_failed_books to service_role;

create or replace function public.settle_imports(p_account uuid) returns integer
language sql volatile security invoker set search_path = '' as $$
  with settled as (
    update public.imports as i set state = 'published', error = null
    from public.tastytrade_accounts as a
    where a.id = p_account and i.account_id = a.id and i.state = 'stored' and i.rows_version <= a.built_rows_version
    returning i.id
  )
  select count(*) from settled
$$;

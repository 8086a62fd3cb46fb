-- What happened to an account of ours, as facts: no foreign key, because the fact outlives the user.
create table public.audit_log (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  kind text not null check (kind in (
    'sign_in', 'email_confirmed', 'email_changed', 'password_changed', 'preferences_changed',
    'account_added', 'account_changed', 'account_deleted', 'imported', 'exported', 'deletion_requested', 'deleted'
  )),
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object' and pg_column_size(detail) <= 2048),
  at timestamptz not null default clock_timestamp() -- confirming and signing in may be one transaction
);
comment on table public.audit_log is
  'Append-only record of sign-ins, changes, exports and deletions; ids and counts only, nothing personal.';
comment on column public.audit_log.user_id is 'auth.users.id at the time; deliberately no foreign key.';
comment on column public.audit_log.detail is 'Ids, names of changed fields and counts.';

create index audit_log_user_id_at_idx on public.audit_log (user_id, at desc);

alter table public.audit_log enable row level security;
revoke all on public.audit_log from public, anon, authenticated, service_role;
grant select on public.audit_log to authenticated, service_role;
create policy "Users read what happened to them" on public.audit_log
  for select to authenticated using (user_id = (select auth.uid()));

-- For the two events no trigger can see. Everything else is written by triggers, so that no caller can forget it.
create function public.note_event(p_kind text, p_detail jsonb default '{}') returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if auth.uid() is null then
    raise sqlstate 'PT401' using message = 'not_signed_in';
  end if;
  if p_kind is null or p_kind not in ('exported', 'deletion_requested') then
    raise sqlstate 'PT400' using message = 'unknown_event';
  end if;
  insert into public.audit_log (user_id, kind, detail) values (auth.uid(), p_kind, coalesce(p_detail, '{}'));
end
$$;
comment on function public.note_event is 'Write down that the caller exported data or asked to be deleted.';
revoke all on function public.note_event from public, anon, authenticated, service_role;
grant execute on function public.note_event to authenticated;

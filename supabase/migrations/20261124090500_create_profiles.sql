-- What we keep about a user beside auth.users. Made and kept by triggers; its owner writes the preferences only.
create table public.profiles (
  user_id uuid primary key references auth.users on delete cascade,
  role text not null default 'user' check (role in ('user', 'admin')),
  is_active boolean not null default true,
  last_login_at timestamptz,
  preferences jsonb not null default '{}'
    check (jsonb_typeof(preferences) = 'object' and pg_column_size(preferences) <= 16384),
  trial_ends_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table public.profiles is 'One row per user, made when the user signs up.';
comment on column public.profiles.preferences is
  'What the user chose in the interface; the only column its owner writes.';
comment on column public.profiles.trial_ends_at is
  'Set once, 30 days after the address was first confirmed; null until then.';

alter table public.profiles enable row level security;
revoke all on public.profiles from public, anon, authenticated, service_role;
grant select, update (preferences) on public.profiles to authenticated;
grant select on public.profiles to service_role;
create policy "Users read their own profile" on public.profiles
  for select to authenticated using (user_id = (select auth.uid()));
create policy "Users change their own preferences" on public.profiles
  for update to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

-- Triggers on auth.users run as the Auth service's role, which has no business in our tables: hence security definer.
create function public.create_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (user_id, trial_ends_at) values (new.id, new.email_confirmed_at + interval '30 days');
  return null;
end
$$;
comment on function public.create_profile is 'Give a new user a profile; one made already confirmed starts the trial.';
revoke all on function public.create_profile from public, anon, authenticated, service_role;

create function public.follow_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.email_confirmed_at is null and new.email_confirmed_at is not null then
    update public.profiles set trial_ends_at = new.email_confirmed_at + interval '30 days'
    where user_id = new.id and trial_ends_at is null;
    insert into public.audit_log (user_id, kind) values (new.id, 'email_confirmed');
  end if;
  if new.last_sign_in_at is distinct from old.last_sign_in_at and new.last_sign_in_at is not null then
    update public.profiles set last_login_at = new.last_sign_in_at where user_id = new.id;
    insert into public.audit_log (user_id, kind) values (new.id, 'sign_in');
  end if;
  if new.encrypted_password is distinct from old.encrypted_password then
    insert into public.audit_log (user_id, kind) values (new.id, 'password_changed');
  end if;
  if new.email is distinct from old.email then
    insert into public.audit_log (user_id, kind) values (new.id, 'email_changed');
  end if;
  return null;
end
$$;
comment on function public.follow_user is
  'Start the trial at the first confirmation, keep the last sign-in, write both and credential changes down.';
revoke all on function public.follow_user from public, anon, authenticated, service_role;

create function public.note_user_deletion() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (user_id, kind) values (old.id, 'deleted');
  return null;
end
$$;
comment on function public.note_user_deletion is 'Keep the fact, and only the fact, that a user was deleted.';
revoke all on function public.note_user_deletion from public, anon, authenticated, service_role;

create function public.note_preferences() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.audit_log (user_id, kind) values (new.user_id, 'preferences_changed');
  return null;
end
$$;
comment on function public.note_preferences is 'Write down that a user changed the preferences.';
revoke all on function public.note_preferences from public, anon, authenticated, service_role;

-- `create or replace`: a hosted project may not drop triggers on auth.users, but may replace its own.
create or replace trigger create_profile after insert on auth.users
  for each row execute function public.create_profile();
create or replace trigger follow_user
  after update of email_confirmed_at, last_sign_in_at, encrypted_password, email on auth.users
  for each row execute function public.follow_user();
create or replace trigger note_user_deletion after delete on auth.users
  for each row execute function public.note_user_deletion();
create trigger note_preferences after update of preferences on public.profiles
  for each row when (old.preferences is distinct from new.preferences) execute function public.note_preferences();

-- The present address: a token names the one of its sign-in, on another device for up to an hour after a change.
alter table public.profiles add column email text not null default '';
comment on column public.profiles.email is
  'The address of auth.users, kept by triggers; only its owner and the service read it.';
update public.profiles as p set email = coalesce(u.email, '') from auth.users as u where u.id = p.user_id;

create or replace function public.create_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (user_id, email, trial_ends_at)
  values (new.id, coalesce(new.email, ''), new.email_confirmed_at + interval '30 days');
  return null;
end
$$;

create or replace function public.follow_user() returns trigger
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
    update public.profiles set email = coalesce(new.email, '') where user_id = new.id;
    insert into public.audit_log (user_id, kind) values (new.id, 'email_changed');
  end if;
  return null;
end
$$;

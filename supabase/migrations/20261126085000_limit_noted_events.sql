-- The two facts a user writes down by calling: as many as anybody needs, and not as many as somebody likes.
create or replace function public.note_event(p_kind text, p_detail jsonb default '{}') returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  most_a_day constant integer := 100;
begin
  if auth.uid() is null then
    raise sqlstate 'PT401' using message = 'not_signed_in';
  end if;
  if p_kind is null or p_kind not in ('exported', 'deletion_requested') then
    raise sqlstate 'PT400' using message = 'unknown_event';
  end if;
  insert into public.audit_log (user_id, kind, detail)
  select auth.uid(), p_kind, coalesce(p_detail, '{}')
  where most_a_day > (
    select count(*) from public.audit_log as l
    where l.user_id = auth.uid() and l.kind = p_kind and l.at > now() - interval '1 day'
  );
end
$$;
comment on function public.note_event is
  'Write down that the caller exported data or asked to be deleted; at most 100 of each in a day, the rest is dropped.';
